"""今日: what is due, for whom, in which groups; and the actions of the page. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from agent_desk.domain.case import EventKind
from agent_desk.domain.errors import Refusal
from agent_desk.domain.people import Member
from agent_desk.i18n import tr
from agent_desk.presenters.cells import TableRow, Tone
from agent_desk.presenters.refusals import sentence
from agent_desk.presenters.today_rows import (
    GROUPING_WORDS,
    Grouping,
    later_header,
    limit_groups,
    named_groups,
    table_row,
)
from agent_desk.presenters.today_side import SideView, side_view
from agent_desk.services.assistance_board import board as help_board
from agent_desk.services.commands import Command, RecordEvent
from agent_desk.services.desk import Desk
from agent_desk.services.later_cases import later_cases
from agent_desk.services.side_panel import side_panel
from agent_desk.services.today import TodayBoard, TodayRow, today_board

MINE, ALL = "mine", "all"


@dataclass(frozen=True, slots=True)
class Count:
    """One figure of the strip above the list."""

    value: int
    name: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class TodayView:
    """The page without its right column. ``empty`` says what to do when there are no rows."""

    subtitle: str
    counts: tuple[Count, ...]
    rows: tuple[TableRow, ...]
    empty: str
    empty_action: str
    has_projects: bool


class TodayPresenter:
    """Holds scope, grouping and what is unfolded; every ``view`` is read anew."""

    def __init__(self, desk: Desk, today: Callable[[], date]) -> None:
        self._desk = desk
        self._today = today
        self.scope = ALL
        self.grouping = Grouping.LIMIT
        self.later_open = False
        self._rows: dict[str, TodayRow] = {}

    @property
    def me(self) -> str:
        """Id of the person at the desk, empty if nobody has said who that is."""
        return self._desk.office.user

    def knows_me(self) -> bool:
        """Whether "mine" means anything: the person at the desk is a member of the office."""
        return bool(self.me) and self.me in self._members()

    def groupings(self) -> tuple[tuple[str, str], ...]:
        """(key, text) of the ways to group."""
        return tuple((key.value, tr(text)) for key, text in GROUPING_WORDS.items())

    def row(self, case_id: str) -> TodayRow | None:
        """The case of a line that is shown."""
        return self._rows.get(case_id)

    # --- reading ------------------------------------------------------------------------------

    def view(self) -> TodayView:
        """Read the board and word it."""
        today = self._today()
        own = self.me if self.scope == MINE else ""
        board = today_board(self._desk.office, today, own)
        members = self._members()
        found = [row for group in board.groups for row in group.rows]
        self._rows = {row.case_id: row for row in found}
        later, later_provisional = board.later, board.later_provisional
        unfolded: tuple[TodayRow, ...] = ()
        if own or self.later_open:
            # The board counts the later cases of everybody; one agent's are counted here.
            unfolded = later_cases(self._desk.office, today, own)
            later = len(unfolded)
            later_provisional = sum(_provisional(row) for row in unfolded)
        rows = self._listed(board, found, members, today)
        if later:
            rows.append(later_header(later, later_provisional, self.later_open, today))
        if self.later_open:
            self._rows.update((row.case_id, row) for row in unfolded)
            rows.extend(table_row(row, members, today) for row in unfolded)
        running = len(found) + later
        return self._worded(board, running, tuple(rows), bool(found), unfolded if own else ())

    def _listed(
        self, board: TodayBoard, found: list[TodayRow], members: Mapping[str, Member], today: date
    ) -> list[TableRow]:
        if self.grouping is Grouping.LIMIT:
            return limit_groups(board.groups, members, today)
        return named_groups(found, self.grouping, members, today)

    def _worded(
        self,
        board: TodayBoard,
        running: int,
        rows: tuple[TableRow, ...],
        pressing: bool,
        own_later: tuple[TodayRow, ...],
    ) -> TodayView:
        mine = self.scope == MINE
        paused = board.paused
        if mine:
            found = [row for group in board.groups for row in group.rows]
            paused = sum(row.paused for row in (*found, *own_later))
        scope = tr("我的 {n} 件在办", n=running) if mine else tr("全组 {n} 件在办", n=running)
        counts = (
            Count(board.overdue, tr("已超期"), Tone.OVER),
            Count(board.due_today, tr("今天到期"), Tone.DUE),
            Count(paused, tr("停表"), Tone.PAUSE),
            Count(running, tr("在办事项"), Tone.PRIMARY),
        )
        has_projects = bool(running) or self._has_projects()
        if pressing:
            empty = action = ""
        elif has_projects:
            empty, action = tr("未来 7 天没有到期事项。"), tr("看更晚的事项") if running else ""
        else:
            empty, action = tr("还没有在办项目，先建一个。"), tr("新建项目")
        return TodayView(scope, counts, rows, empty, action, has_projects)

    def side(self) -> SideView:
        """Read the right column; over a large office this takes a moment, so it runs beside the window."""
        today = self._today()
        own = self.me if self.scope == MINE else ""
        return side_view(
            side_panel(self._desk.office, today, own), help_board(self._desk.office, today), today
        )

    def _members(self) -> Mapping[str, Member]:
        with self._desk.office.store.reading() as uow:
            return {member.id: member for member in uow.members.all()}

    def _has_projects(self) -> bool:
        with self._desk.office.store.reading() as uow:
            return bool(uow.projects.all())

    # --- actions ------------------------------------------------------------------------------

    def start(self, *case_ids: str) -> str:
        """Record that the papers of these cases are being prepared; a sentence if that is refused."""
        commands: list[Command] = [RecordEvent(case, EventKind.PREPARED, self._today()) for case in case_ids]
        try:
            self._desk.execute_all(commands)
        except Refusal as refusal:
            return sentence(refusal)
        return ""


def _provisional(row: TodayRow) -> bool:
    clocks = (row.target, row.promised, row.statutory, row.other)
    return any(clock.provisional for clock in clocks if clock is not None)
