"""The words around the pages: the status line. No Qt."""

from __future__ import annotations

from datetime import date

from agent_desk.domain.calendar import WorkCalendar
from agent_desk.i18n import tr

_LONGEST = 40


def calendar_state(calendar: WorkCalendar, today: date) -> str:
    """Which of this and next year's holiday notices are known: 节假日：2026 已导入."""
    known = [str(year) for year in (today.year, today.year + 1) if _published(calendar, year)]
    if not known:
        return tr("节假日：尚未导入")
    return tr("节假日：{years} 已导入", years=tr("、").join(known))


def calendar_notice(calendar: WorkCalendar, today: date) -> str:
    """That dates run into a year without a notice; empty when this and next year are known."""
    missing = [year for year in (today.year, today.year + 1) if not _published(calendar, year)]
    if not missing:
        return ""
    return tr("{year} 放假通知未导入，跨年期限为暂定", year=missing[0])


def _published(calendar: WorkCalendar, year: int) -> bool:
    day = date(year, 1, 1)
    return calendar.first_day <= day <= calendar.last_day and not calendar.is_provisional(day)


def undo_line(step: str) -> str:
    """The last step in one short line."""
    line = " ".join(step.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
