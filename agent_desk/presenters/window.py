"""What stands around the pages: the words of the status line, the numbers on the rail. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agent_desk.domain.calendar import WorkCalendar
from agent_desk.i18n import tr
from agent_desk.presenters.supervision import Level, level_of
from agent_desk.services.deadlines import open_deadlines
from agent_desk.services.office import Office
from agent_desk.services.today import today_board

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class RailCounts:
    """``pressing``: cases overdue or due today. ``red``: the red warnings of the page 监管, by the same rule."""

    pressing: int
    red: int


def rail_counts(office: Office, today: date) -> RailCounts:
    """The numbers on the rail; over a large office this takes a moment, so it runs beside the window."""
    board = today_board(office, today)
    red = sum(level_of(deadline.reading) is Level.RED for deadline in open_deadlines(office, today))
    return RailCounts(board.overdue + board.due_today, red)


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
