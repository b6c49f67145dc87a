"""Understands the text of the State Council's yearly holiday notice, line by line, and refuses contradictions.

Sources: 全国年节及纪念日放假办法 (the festivals); the notices of the General Office for 2004 to 2026, whose ways
of putting things are all read: ranges with totals, days in lieu, days of rest moved, remarks in brackets.
Nothing is taken over that was not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agent_desk.domain.calendar import YearNotice
from agent_desk.domain.errors import Refusal
from agent_desk.domain.notice_reader import (
    CheckKind,
    NoticeCheck,
    SentenceReader,
    Statement,
    run_of_days_off,
)
from agent_desk.domain.notice_text import Sentence, plain_text, sentences

__all__ = ["CheckKind", "NoticeCheck", "ParsedLine", "ParsedNotice", "laid_over", "parse_notice"]

_DAY = timedelta(days=1)
_ONE_HOLIDAY = 15
"""Calendar days from the end of a holiday to anything that still belongs to it."""

_LONGEST_TEXT = 100_000
"""Characters; the real notices have under a thousand."""

_NUMBER = re.compile(r"国(?:办|发)[\u4e00-\u9fff]{0,6}[〔\[(]\d{4}[〕\])]\s*第?\d+\s*号")
_YEAR_OF_TITLE = (
    re.compile(r"关于(?:调整|做好|安排|延长|公布)?(\d{4})年"),
    re.compile(r"(\d{4})年(?:度)?(?:全年|部分|节|法定|放假|元旦|春节|清明|劳动|端午|中秋|国庆)"),
)
_YEAR_OF_DATE = re.compile(r"(\d{4})年\d{1,2}月\d{1,2}日?")
_SIGNATURE = re.compile(
    r"[^\d,、;假休班]{0,30}"
    r"(?:\d{4}年\d{1,2}月\d{1,2}日|[〇零Oo0-9一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    r"|\d{4}-\d{1,2}-\d{1,2}(?:\d{1,2}:\d{2})?)(?:\([^()]*\))?。?"
)
_PREAMBLE = re.compile(r"根据|修订|公布|印发|施行|批准|发布|成文日期|索引号|来源")
_SAYS = re.compile(r"上班|补班|放假\D|补休|补假|公休日|照常公休|连休|休息")
_FULL_YEAR = ((1, 1), (5, 1), (10, 1))


@dataclass(frozen=True, slots=True)
class ParsedLine:
    """What one sentence says: its days off (weekend days inside a holiday included), its make-up days, and the
    checks that agreed. A sentence of mere advice has no days and a check of kind ADVICE."""

    sentence: str
    festival: str
    days_off: tuple[date, ...]
    make_up: tuple[date, ...]
    checks: tuple[NoticeCheck, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedNotice:
    """A whole notice as understood. ``number`` is the document's number (国办发明电〔2025〕7号) or empty.

    The days carry the name of their festival. ``complete``: New Year, Labour Day and National Day of the year
    are among the days off; else it is an excerpt or an amendment and lies over what was known.
    """

    year: int
    lines: tuple[ParsedLine, ...]
    days_off: Mapping[date, str]
    make_up: Mapping[date, str]
    number: str = ""

    @property
    def complete(self) -> bool:
        """Whether the notice arranges the whole year."""
        return all(date(self.year, month, day) in self.days_off for month, day in _FULL_YEAR)


def parse_notice(text: str, year: int | None = None, known: Iterable[YearNotice] = ()) -> ParsedNotice:
    """Read a notice. ``year`` is needed where the text does not say it; ``known`` are the notices so far, needed
    only by one that extends a holiday.

    Refusals, those about a sentence quoting it as ``sentence``: ``notice.no_year``; ``notice.other_year``;
    ``notice.nothing_understood``; ``notice.too_long``; ``notice.not_understood`` (``text``);
    ``notice.impossible_date`` (``text``); ``notice.bad_range`` (``first``, ``last``); ``notice.weekday``
    (``day``, ``said``, ``found``); ``notice.total`` (``said``, ``found``); ``notice.not_weekend`` (``day``,
    ``found``); ``notice.outside_range`` (``day``); ``notice.off_and_worked`` (``day``); ``notice.extends_nothing``.
    """
    if len(text) > _LONGEST_TEXT:
        raise Refusal("notice.too_long", most=_LONGEST_TEXT)
    plain = plain_text("".join(text.split()))
    found_year = _year(plain, year)
    statements = _statements(text, found_year)
    if not any(s.off or s.worked or s.given_up or s.extended_to for _, s in statements):
        raise Refusal("notice.nothing_understood", year=found_year)
    number = _NUMBER.search("".join(text.split()))
    so_far = next((notice for notice in known if notice.year == found_year), None)
    return _put_together(found_year, statements, number.group() if number else "", so_far)


def _year(plain: str, asked: int | None) -> int:
    said = next((int(found[1]) for pattern in _YEAR_OF_TITLE if (found := pattern.search(plain))), None)
    if asked is not None and said is not None and asked != said:
        raise Refusal("notice.other_year", sentence=f"{said}年", said=said, year=asked)
    if asked is not None or said is not None:
        year = asked or said or 0
    else:
        years = [int(found[1]) for found in _YEAR_OF_DATE.finditer(plain)]
        if not years:
            raise Refusal("notice.no_year")
        year = max(years)
    if not date.min.year < year < date.max.year:
        raise Refusal("notice.no_year")
    return year


def _statements(text: str, year: int) -> list[tuple[str, Statement]]:
    reader = SentenceReader(year)
    found: list[tuple[str, Statement]] = []
    festival, headed = "", False
    for sentence in sentences(text):
        if sentence.festival:
            festival, headed = sentence.festival, True
            reader.holiday = []
        if _is_frame(sentence):
            continue
        before = reader.holiday
        statement = reader.read(sentence)
        if not statement.says_something:
            continue
        if statement.off and not sentence.festival and (not headed or _apart(before, statement.off)):
            festival = _festival_of(statement.off)
        found.append((statement.extended or festival, statement))
    return found


def _apart(holiday: Sequence[date], days: Sequence[date]) -> bool:
    """Whether the days are too far from the holiday stated before to belong to it."""
    return bool(holiday) and abs((min(days) - holiday[-1]).days) > _ONE_HOLIDAY


def _is_frame(sentence: Sentence) -> bool:
    """Whether the sentence only opens, signs or founds the notice, so that its dates are not days of it."""
    if sentence.announces or _SIGNATURE.fullmatch(sentence.plain):
        return True
    return bool(_PREAMBLE.search(sentence.plain)) and not _SAYS.search(sentence.plain)


def _festival_of(days: Iterable[date]) -> str:
    """The festival a holiday without a heading belongs to, by its place in the year; empty if it fits none."""
    fixed = {(1, 1): "元旦", (5, 1): "劳动节", (10, 1): "国庆节", (9, 3): "抗战胜利纪念日"}
    spans = (
        ((1, 19), (2, 28), "春节"),
        ((4, 2), (4, 7), "清明节"),
        ((5, 25), (6, 28), "端午节"),
        ((9, 5), (10, 9), "中秋节"),
    )
    places = [(day.month, day.day) for day in days]
    for place, name in fixed.items():
        if place in places:
            return name
    return next((name for first, last, name in spans if any(first <= p <= last for p in places)), "")


def _put_together(
    year: int, statements: Sequence[tuple[str, Statement]], number: str, known: YearNotice | None
) -> ParsedNotice:
    days_off: dict[date, str] = {}
    for festival, statement in statements:
        for day in statement.off:
            days_off.setdefault(day, festival)
    make_up: dict[date, str] = {}
    lines: list[ParsedLine] = []
    for festival, statement in statements:
        extension = _extension(statement, festival, days_off, known)
        days_off.update(extension)
        worked = sorted({*statement.worked, *(day for day in statement.given_up if day not in days_off)})
        for day in extension:
            make_up.pop(day, None)
        for day in statement.worked:
            if day in days_off:
                raise statement.refuse("notice.off_and_worked", day=day.isoformat())
        make_up.update((day, festival) for day in worked if day not in make_up)
        off = tuple(sorted({*statement.off, *extension}))
        lines.append(
            ParsedLine(statement.sentence.written, festival, off, tuple(worked), tuple(statement.checks))
        )
    lines = [
        _with_late_totals(line, statement, days_off, make_up)
        for line, (_, statement) in zip(lines, statements, strict=True)
    ]
    return ParsedNotice(
        year, tuple(lines), dict(sorted(days_off.items())), dict(sorted(make_up.items())), number
    )


def _extension(
    statement: Statement, festival: str, days_off: Mapping[date, str], known: YearNotice | None
) -> dict[date, str]:
    last = statement.extended_to
    if last is None:
        return {}
    sofar = {**(known.days_off if known else {}), **days_off}
    before = [day for day, name in sofar.items() if name == festival and day < last]
    if not before:
        raise statement.refuse("notice.extends_nothing", festival=festival)
    first = max(before)
    return {first + n * _DAY: festival for n in range(1, (last - first).days + 1)}


def _with_late_totals(
    line: ParsedLine, statement: Statement, days_off: Mapping[date, str], make_up: Mapping[date, str]
) -> ParsedLine:
    """The line with the totals that count the weekend beside the holiday."""
    checks = list(line.checks)
    for said, days in statement.together:
        found = run_of_days_off(days, set(days_off), set(make_up))
        if said != found:
            raise statement.refuse("notice.total", said=said, found=found)
        checks.append(NoticeCheck(CheckKind.TOTAL, said, found))
    return ParsedLine(line.sentence, line.festival, line.days_off, line.make_up, tuple(checks))


def laid_over(parsed: ParsedNotice, known: YearNotice | None, source: str = "") -> YearNotice:
    """The notice of the year: a complete text stands alone, an excerpt or amendment lies over what was known.

    An excerpt for a year without a notice stays unpublished: the rest of the year is still not known.
    """
    if parsed.complete or known is None:
        return YearNotice(parsed.year, parsed.days_off, parsed.make_up, parsed.complete, source)
    days_off = {day: name for day, name in known.days_off.items() if day not in parsed.make_up}
    make_up = {day: name for day, name in known.make_up.items() if day not in parsed.days_off}
    return YearNotice(
        parsed.year,
        dict(sorted({**days_off, **parsed.days_off}.items())),
        dict(sorted({**make_up, **parsed.make_up}.items())),
        known.published,
        source,
    )
