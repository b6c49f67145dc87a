"""Dates to x and back, and the ticks of the header. Whole days only: no clock time, no time zone.

x is in pixels from the scale's origin day; day ``d`` covers ``[x(d), x(d + 1))``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MIN_PX = 0.35
MAX_PX = 48.0
DAY_DIGITS_FROM = 13.0
WEEKS_FROM = 4.0
MONTHS_FROM = 1.0

PRESETS: dict[str, float] = {"month": 2.5, "week": 6.0, "day": 13.5}


@dataclass(frozen=True, slots=True)
class TimeScale:
    """``origin`` is the ordinal of the day at x = 0; ``px`` the width of one day, perhaps a fraction."""

    origin: int
    px: float

    def x(self, ordinal: int) -> float:
        """Left edge of a day, in pixels."""
        return (ordinal - self.origin) * self.px

    def snap(self, ordinal: int) -> int:
        """Left edge of a day on a whole pixel, so that neighbouring bars and columns meet without a seam."""
        return math.floor((ordinal - self.origin) * self.px + 0.5)

    def middle(self, ordinal: int) -> float:
        """Centre of a day, in pixels."""
        return (ordinal - self.origin + 0.5) * self.px

    def ordinal(self, x: float) -> int:
        """The day under x; the exact inverse of ``x`` on left edges."""
        # x(d) / px may come out a hair under d; a thousandth of a pixel is far below anything visible.
        return self.origin + math.floor((x + 0.001) / self.px)

    def date_at(self, x: float) -> date:
        """The date under x, kept within what ``date`` can hold."""
        return date.fromordinal(min(max(self.ordinal(x), 1), date.max.toordinal()))

    def with_px(self, px: float) -> TimeScale:
        """The same origin at another zoom, kept within the allowed zooms."""
        return TimeScale(self.origin, clamp_px(px))

    def days(self, x0: float, x1: float) -> range:
        """Ordinals of the days that touch ``[x0, x1)``."""
        return range(self.ordinal(x0), self.ordinal(max(x1 - 0.01, x0)) + 1)


def clamp_px(px: float) -> float:
    """The nearest allowed zoom, in pixels per day."""
    return min(max(px, MIN_PX), MAX_PX)


def preset_of(px: float) -> str:
    """The preset a zoom belongs to: ``day`` where digits show, ``week`` where weeks show, else ``month``."""
    if px >= DAY_DIGITS_FROM:
        return "day"
    return "week" if px >= WEEKS_FROM else "month"


def fitting(first: date, last: date, width: float) -> float:
    """Pixels per day so that ``first``..``last`` (inclusive) fill ``width``."""
    return clamp_px(width / max((last - first).days + 1, 1))


def monday_of(day: date) -> date:
    """The Monday of a date's week."""
    return day - timedelta(days=day.weekday())


def months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Each month that touches ``first``..``last``: its first day and the first day of the next."""
    start = first.replace(day=1)
    while start <= last:
        following = _month_later(start, 1)
        yield start, following
        start = following


def quarters(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Each quarter that touches ``first``..``last``, in the same form as ``months``."""
    start = first.replace(month=first.month - (first.month - 1) % 3, day=1)
    while start <= last:
        following = _month_later(start, 3)
        yield start, following
        start = following


def years(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Each year that touches ``first``..``last``, in the same form as ``months``."""
    for year in range(first.year, last.year + 1):
        yield date(year, 1, 1), date(year + 1, 1, 1)


def weeks(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Each week, Monday to Monday, that touches ``first``..``last``."""
    start = monday_of(first)
    while start <= last:
        yield start, start + timedelta(days=7)
        start += timedelta(days=7)


def _month_later(start: date, count: int) -> date:
    month = start.month - 1 + count
    return date(start.year + month // 12, month % 12 + 1, 1)
