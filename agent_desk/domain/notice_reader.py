"""Reads one sentence of a holiday notice: which days are off, which are worked, and what the sentence claims.

Nothing is guessed: a date nothing is said about, a day of the week that does not fit, a total that does not
agree are refused with the sentence quoted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from agent_desk.domain.errors import Refusal
from agent_desk.domain.notice_text import Sentence, festivals_in
from agent_desk.domain.notice_tokens import WEEK, Token, Word, tokens, weekdays_in

_DAY = timedelta(days=1)
_DECEMBER, _SATURDAY = 12, 5
_LONGEST = 15
"""Calendar days; the longest holiday so far had ten, so a longer range is a misprint."""

_AHEAD = ("时间", "日期", "安排", "为", "是", ":")
_PASSED_OVER = frozenset({Word.LIST, Word.COMMA, Word.SKIP})
_TARGETS = frozenset({Word.DATE, Word.NOTE, Word.WEEKDAY, Word.LIST, Word.RANGE})


class CheckKind(StrEnum):
    """What was compared and agreed: days of the week in brackets, a total, days moved, weekends; or mere advice."""

    WEEKDAYS = "weekdays"
    TOTAL = "total"
    MOVED = "moved"
    WEEKENDS = "weekends"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class NoticeCheck:
    """One check that agreed: what the sentence says and what was counted (days, or days of the week compared)."""

    kind: CheckKind
    said: int = 0
    found: int = 0


@dataclass(slots=True)
class Statement:
    """What one sentence says. ``given_up`` are days of rest moved elsewhere: worked unless they are off anyway.

    ``extended_to`` with ``extended`` (the festival) is the new last day of a holiday; ``totals`` compare a count
    with the days off, ``together`` telling that the weekend beside them counts as well.
    """

    sentence: Sentence
    off: list[date] = field(default_factory=list)
    worked: list[date] = field(default_factory=list)
    given_up: list[date] = field(default_factory=list)
    checks: list[NoticeCheck] = field(default_factory=list)
    extended: str = ""
    extended_to: date | None = None
    together: list[tuple[int, tuple[date, ...]]] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        """Whether the sentence said anything about days, advice included."""
        return bool(self.off or self.worked or self.given_up or self.checks or self.extended_to)

    def refuse(self, code: str, **params: object) -> Refusal:
        """A refusal that quotes the sentence."""
        return Refusal(code, sentence=self.sentence.written, **params)


@dataclass(slots=True)
class _Group:
    """Dates named one after the other and not used yet; ``named`` are those written out (ends of ranges)."""

    days: list[date] = field(default_factory=list)
    named: list[date] = field(default_factory=list)

    def take(self) -> list[date]:
        days, self.days, self.named = self.days, [], []
        return days


class SentenceReader:
    """Reads the sentences of one festival after the other; ``holiday`` are the days off stated last."""

    def __init__(self, year: int) -> None:
        self._year = year
        self.holiday: list[date] = []

    def read(self, sentence: Sentence) -> Statement:
        """What the sentence says; the refusals are named ``notice.*`` and quote it."""
        return _Reading(sentence, self._year, self).run()


class _Reading:
    """One run over the words of one sentence."""

    def __init__(self, sentence: Sentence, year: int, context: SentenceReader) -> None:
        self._year = year
        self._context = context
        self._plain = sentence.plain
        self._tokens = list(tokens(sentence.plain, sentence.body))
        self.said = Statement(sentence)
        self._group = _Group()
        self._last: date | None = None
        self._sources: list[date] | None = None
        self._sources_end = 0
        self._moving: list[date] | None = None
        self._move_at = 0
        self._range_open = False
        self._among = False
        self._off_ahead = False
        self._off_here: list[date] = []
        self._last_off: list[date] = []
        self._linked = False
        self._in_lieu = False
        self._weekdays = 0

    def run(self) -> Statement:
        before: Token | None = None
        for token in self._tokens:
            if self._range_open and token.word is not Word.DATE:
                raise self.said.refuse("notice.not_understood", text=token.text)
            if self._moving is not None and token.word not in _TARGETS:
                self._end_move()
            if token.word is Word.ADVICE:
                self.said.checks.append(NoticeCheck(CheckKind.ADVICE))
                self._group.take()
                break
            self._step(token, before)
            before = token
        self._finish()
        return self.said

    def _step(self, token: Token, before: Token | None) -> None:
        if token.word is Word.DATE:
            self._date(token)
        elif token.word in (Word.NOTE, Word.WEEKDAY):
            self._weekday(token, before)
        elif token.word is Word.RANGE:
            # Only between two dates is it a range; "extended to" and the like are not.
            self._range_open = _adjoins(before, token) and self._last is not None
        elif token.word is Word.AMONG:
            self._among = bool(self._holiday())
        elif token.word is Word.EXTEND:
            self.said.extended = festivals_in(self._plain) or "春节"
        elif token.word is Word.TOTAL:
            self._total(token)
        elif token.word is Word.NOT_OFF:
            self._group.take()
        elif token.word not in _PASSED_OVER:
            self._action(token)

    # -- dates -------------------------------------------------------------------------------------------

    def _date(self, token: Token) -> None:
        day = self._resolve(token)
        first = self._last
        self._last = day
        if self.said.extended and self.said.extended_to is None and not self._range_open:
            self.said.extended_to = day
            self._group.named = [day]
            return
        days = [day]
        if self._range_open and first is not None:
            self._range_open = False
            if not first < day <= first + _LONGEST * _DAY:
                raise self.said.refuse("notice.bad_range", first=first.isoformat(), last=day.isoformat())
            days = [first + n * _DAY for n in range(1, (day - first).days + 1)]
        self._group.days += days
        self._group.named.append(day)
        if self._moving is not None:
            self._moving += days

    def _resolve(self, token: Token) -> date:
        last, day = self._last, token.day or 0
        if token.month is None:
            known = last or self._bare(day)
            if known is None:
                raise self.said.refuse("notice.not_understood", text=token.text)
            year, month = known.year, known.month
        else:
            month = token.month
            year = token.year or (self._year - 1 if month == _DECEMBER else self._year)
            if token.year is None and self._range_open and last is not None:
                year = last.year + (month < last.month)
            if not self._in_reach(year, month):
                raise self.said.refuse("notice.other_year", said=year, year=self._year)
        try:
            return date(year, month, day)
        except ValueError:
            raise self.said.refuse("notice.impossible_date", text=token.text) from None

    def _bare(self, day: int) -> date | None:
        """A day without its month in a new sentence: the one of the holiday just stated, else its first month."""
        holiday = self._context.holiday
        return next((known for known in holiday if known.day == day), holiday[0] if holiday else None)

    def _in_reach(self, year: int, month: int) -> bool:
        return (
            year == self._year
            or (year == self._year - 1 and month == _DECEMBER)
            or (year == self._year + 1 and month == 1)
        )

    def _weekday(self, token: Token, before: Token | None) -> None:
        said = weekdays_in(token.text)
        beside = before is not None and (
            _adjoins(before, token) or self._plain[before.end : token.start] in "(（,、"
        )
        if not said or not beside:
            return
        days = self._group.named if len(said) <= len(self._group.named) else self._group.days
        if len(said) > len(days):
            raise self.said.refuse("notice.not_understood", text=token.text)
        for day, weekday in zip(days[-len(said) :], said, strict=True):
            if day.weekday() != weekday:
                raise self.said.refuse(
                    "notice.weekday",
                    day=day.isoformat(),
                    said=f"星期{WEEK[weekday]}",
                    found=f"星期{WEEK[day.weekday()]}",
                )
        self._weekdays += len(said)

    # -- what is said of them ----------------------------------------------------------------------------

    def _action(self, token: Token) -> None:
        word = token.word
        if word is Word.SOURCE:
            self._take_sources(token)
        elif word is Word.MOVE:
            if self._sources is None:
                self._take_sources(token)
            self._moving = []
            self._move_at = token.start
        elif word is Word.SWAP:
            days = (self._sources or []) + self._group.take()
            self._sources = None
            self.said.given_up += [day for day in days if day.weekday() >= _SATURDAY]
            self._set_off([day for day in days if day.weekday() < _SATURDAY])
        elif word is Word.WORK:
            self._work(token)
        elif word is Word.REST:
            self._rest()
        elif word is Word.LINK:
            self._linked = True
            self._set_off(self._group.take())
        elif word in (Word.OFF, Word.STATUTORY):
            if not self._group.days and not self._off_here:
                self._off_ahead = self._plain[token.end :].startswith(_AHEAD)
            if token.text == "调休":
                self._refuse_weekends(token)
            self._in_lieu = self._in_lieu or token.text in ("补休", "补假")
            self._set_off(self._group.take())

    def _set_off(self, days: list[date]) -> None:
        if not days:
            return
        if self._among:
            outside = set(days) - set(self._holiday())
            if outside:
                raise self.said.refuse("notice.outside_range", day=min(outside).isoformat())
        else:
            self._off_here += days
            self._last_off = days
        self.said.off += days

    def _rest(self) -> None:
        days = self._group.take()
        for day in days:
            self._require_weekend(day)
        self._set_off(days)

    def _work(self, token: Token) -> None:
        for day in self._group.take():
            if day.weekday() >= _SATURDAY:
                self.said.worked.append(day)
            elif not token.usual:
                self._require_weekend(day)

    def _refuse_weekends(self, token: Token) -> None:
        """调休 alone gives a working day off; of a weekend day it might as well mean that it is worked."""
        if any(day.weekday() >= _SATURDAY and day not in self._holiday() for day in self._group.days):
            raise self.said.refuse("notice.not_understood", text=token.text)

    def _require_weekend(self, day: date) -> None:
        if day.weekday() < _SATURDAY:
            raise self.said.refuse("notice.not_weekend", day=day.isoformat(), found=f"星期{WEEK[day.weekday()]}")

    def _take_sources(self, token: Token) -> None:
        self._sources = self._group.take()
        self._sources_end = token.end
        if token.number is not None and token.number != len(self._sources):
            raise self.said.refuse("notice.total", said=token.number, found=len(self._sources))
        for day in self._sources:
            self._require_weekend(day)

    def _end_move(self) -> None:
        targets, sources = self._moving or [], self._sources or []
        self._moving = self._sources = None
        self._group.take()
        between = self._plain[self._sources_end : self._move_at]
        # A festival on a weekend is given back as well: "that day of rest and the festival are moved to ...".
        if len(sources) != len(targets) and not (festivals_in(between) and len(targets) > len(sources)):
            raise self.said.refuse("notice.total", said=len(targets), found=len(sources))
        self.said.given_up += sources
        self.said.off += targets
        self.said.checks.append(NoticeCheck(CheckKind.MOVED, len(targets), len(sources)))
        outside = set(targets) - set(self._holiday())
        if self._among and outside:
            raise self.said.refuse("notice.outside_range", day=min(outside).isoformat())

    def _total(self, token: Token) -> None:
        if self._group.days and not self._off_here:
            self._set_off(self._group.take())
        said = token.number or 0
        days = self._off_here if token.whole or self._linked else self._last_off
        if not days and token.whole:
            days = self._context.holiday
        if not days:
            return
        found = len(set(days))
        if self._linked or (self._in_lieu and said != found):
            # The weekend beside it counts too; how long that is, is known only when all days are.
            self.said.together.append((said, tuple(days)))
        elif said != found:
            raise self.said.refuse("notice.total", said=said, found=found)
        else:
            self.said.checks.append(NoticeCheck(CheckKind.TOTAL, said, found))

    def _holiday(self) -> list[date]:
        return self._off_here or self._context.holiday

    def _finish(self) -> None:
        if self._moving is not None:
            self._end_move()
        if self._off_ahead:
            self._set_off(self._group.take())
        if self._range_open or self._sources or self._group.days:
            raise self.said.refuse("notice.not_understood", text=_listed(self._group.days or self._sources or []))
        if self._off_here:
            self._context.holiday = sorted(set(self._off_here))
        if self._weekdays:
            self.said.checks.append(NoticeCheck(CheckKind.WEEKDAYS, self._weekdays, self._weekdays))
        if self.said.worked:
            count = len(set(self.said.worked))
            self.said.checks.append(NoticeCheck(CheckKind.WEEKENDS, count, count))


def _adjoins(before: Token | None, token: Token) -> bool:
    return before is not None and before.word in (Word.DATE, Word.NOTE, Word.WEEKDAY) and before.end == token.start


def _listed(days: Iterable[date]) -> str:
    return "、".join(day.isoformat() for day in days)


def run_of_days_off(days: Sequence[date], off: set[date], worked: set[date]) -> int:
    """How many days in a row are free around ``days``, weekends included; 0 when work lies between them."""

    def free(day: date) -> bool:
        return day in off or (day.weekday() >= _SATURDAY and day not in worked)

    first, last = min(days), max(days)
    if not all(free(day) for day in _span(first, last)):
        return 0
    while free(first - _DAY):
        first -= _DAY
    while free(last + _DAY):
        last += _DAY
    return (last - first).days + 1


def _span(first: date, last: date) -> list[date]:
    return [first + n * _DAY for n in range((last - first).days + 1)]
