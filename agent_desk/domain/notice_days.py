"""A notice that comes as a list of single days (a calendar file, a table) instead of a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from agent_desk.domain.errors import Refusal
from agent_desk.domain.holiday_notice import CheckKind, NoticeCheck, ParsedLine, ParsedNotice

_DECEMBER, _SATURDAY = 12, 5
_WEEK = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """One day of a list: off or worked, the festival, and the ``line`` it was read from (for quoting)."""

    day: date
    off: bool
    festival: str
    line: str


def notice_of_days(days: Sequence[NoticeDay], year: int | None = None) -> ParsedNotice:
    """The notice of one year out of a list; days of December belong to the notice of the next year.

    With ``year`` the days of other years are left aside. Refusals: ``notice.nothing_understood`` (``year``);
    ``notice.several_years`` (``years``); ``notice.off_and_worked`` and ``notice.not_weekend`` as for a text.
    """
    years = sorted({_notice_year(entry.day) for entry in days})
    if year is None and len(years) > 1:
        raise Refusal("notice.several_years", years="、".join(map(str, years)))
    chosen = year if year is not None else (years[0] if years else 0)
    mine = [entry for entry in days if _notice_year(entry.day) == chosen]
    if not mine:
        raise Refusal("notice.nothing_understood", year=chosen or "")
    days_off = {entry.day: entry.festival for entry in mine if entry.off}
    make_up = {entry.day: entry.festival for entry in mine if not entry.off}
    for entry in mine:
        _check(entry, days_off)
    return ParsedNotice(
        chosen, tuple(_lines(mine)), dict(sorted(days_off.items())), dict(sorted(make_up.items()))
    )


def _notice_year(day: date) -> int:
    return day.year + 1 if day.month == _DECEMBER else day.year


def _check(entry: NoticeDay, days_off: Iterable[date]) -> None:
    if entry.off:
        return
    if entry.day in days_off:
        raise Refusal("notice.off_and_worked", sentence=entry.line, day=entry.day.isoformat())
    if entry.day.weekday() < _SATURDAY:
        found = f"星期{_WEEK[entry.day.weekday()]}"
        raise Refusal("notice.not_weekend", sentence=entry.line, day=entry.day.isoformat(), found=found)


def _lines(days: Sequence[NoticeDay]) -> Iterable[ParsedLine]:
    seen: set[tuple[date, bool]] = set()
    for entry in sorted(days, key=lambda entry: entry.day):
        if (entry.day, entry.off) in seen:
            continue
        seen.add((entry.day, entry.off))
        off, worked = ((entry.day,), ()) if entry.off else ((), (entry.day,))
        checks = () if entry.off else (NoticeCheck(CheckKind.WEEKENDS, 1, 1),)
        yield ParsedLine(entry.line, entry.festival, off, worked, checks)
