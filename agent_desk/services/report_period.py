"""The stretch of days a report speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from agent_desk.i18n import tr

PeriodKind: TypeAlias = Literal["day", "week", "month", "quarter", "any"]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """The days from ``first`` to ``last``, both included."""

    kind: PeriodKind
    first: date
    last: date

    def contains(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.first <= day <= self.last

    @property
    def before(self) -> ReportPeriod:
        """The period before this one, of the same kind."""
        return period_of(self.kind, self.first - _DAY)

    @property
    def after(self) -> ReportPeriod:
        """The period after this one, of the same kind."""
        return period_of(self.kind, self.last + _DAY)


def period_of(kind: PeriodKind, day: date) -> ReportPeriod:
    """The period of a kind that contains a day: weeks run Monday to Sunday; ``any`` is the day alone."""
    if kind == "week":
        first = day - timedelta(days=day.weekday())
        return ReportPeriod(kind, first, first + timedelta(days=6))
    if kind == "month":
        return ReportPeriod(kind, day.replace(day=1), month_end(day))
    if kind == "quarter":
        first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        return ReportPeriod(kind, first, month_end(date(day.year, first.month + 2, 1)))
    return ReportPeriod(kind, day, day)


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    following = day.replace(day=28) + timedelta(days=4)
    return following.replace(day=1) - _DAY


def period_words(period: ReportPeriod) -> str:
    """本周（11 月 16 日至 22 日）, 11 月, 2026 年第四季度."""
    first, last = period.first, period.last
    if period.kind == "week":
        if first.month == last.month:
            return tr("本周（{m} 月 {a} 日至 {b} 日）", m=first.month, a=first.day, b=last.day)
        return tr(
            "本周（{m} 月 {a} 日至 {n} 月 {b} 日）", m=first.month, a=first.day, n=last.month, b=last.day
        )
    if period.kind == "month":
        return tr("{year} 年 {month} 月", year=first.year, month=first.month)
    if period.kind == "quarter":
        return tr("{year} 年第 {n} 季度", year=first.year, n=(first.month + 2) // 3)
    return tr("{year} 年 {month} 月 {day} 日", year=last.year, month=last.month, day=last.day)


def issue_words(period: ReportPeriod) -> str:
    """The number of the issue under a report's title: 2026 年第 47 期; empty for single days."""
    if period.kind == "week":
        year, week, _ = period.first.isocalendar()
        return tr("{year} 年第 {n} 期", year=year, n=week)
    return period_words(period) if period.kind in ("month", "quarter") else ""
