"""今日: what is due, grouped by each case's tightest clock. One query over the clock projection, any size of office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from agent_desk.domain.case import CaseMode
from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.limits import ClockKind
from agent_desk.i18n import tr
from agent_desk.services.item_names import item_name
from agent_desk.services.office import Office
from agent_desk.services.ports import ClockRow, StateRow
from agent_desk.services.readings import ClockReading, reading

REVIEW_CLOCKS = (ClockKind.TARGET, ClockKind.PROMISED, ClockKind.STATUTORY)
_WEEK = 7
_SOON = 3


class Urgency(StrEnum):
    """The groups of 今日, tightest first. 本周 is the rolling seven days."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One case on the list. The three review clocks may be None (不适用); ``other`` is a notice, gap or delivery."""

    case_id: str
    project_id: str
    project_name: str
    item_code: str
    item_name: str
    department: str
    status: CaseStatus
    mode: CaseMode
    member_id: str
    target: ClockReading | None
    promised: ClockReading | None
    statutory: ClockReading | None
    other: ClockReading | None
    tightest: ClockReading
    since: date | None
    open_gaps: int

    @property
    def paused(self) -> bool:
        """Whether the tightest clock stands still."""
        return self.tightest.paused


@dataclass(frozen=True, slots=True)
class TodayGroup:
    """Rows of one urgency, tightest first; ``upto`` is the last day the group covers."""

    urgency: Urgency
    rows: tuple[TodayRow, ...]
    upto: date


@dataclass(frozen=True, slots=True)
class TodayBoard:
    """The whole list and its counts. ``later`` counts cases beyond the week, ``later_provisional`` those of them
    that run into a year without a holiday notice."""

    today: date
    groups: tuple[TodayGroup, ...]
    overdue: int
    due_today: int
    paused: int
    running: int
    later: int
    later_provisional: int


def today_board(office: Office, today: date, member_id: str = "") -> TodayBoard:
    """The board of one day, for one agent or (empty) for everybody."""
    horizon = today + timedelta(days=_WEEK)
    with office.store.reading() as uow:
        clock_rows = uow.clocks.due_by(horizon, _WEEK)
        later = uow.clocks.later_than(horizon, _WEEK)
        by_case: dict[str, list[ClockRow]] = defaultdict(list)
        for row in clock_rows:
            # A minimum period asks nobody to act, so it brings no case onto the list.
            if row.kind is not ClockKind.MINIMUM:
                by_case[row.case_id].append(row)
        states = uow.states.of_cases(list(by_case))
        names = uow.projects.names({row.project_id for row in clock_rows})
    rows = [
        row_of(by_case[case_id], state, names, office, today, _tightness)
        for case_id, state in states.items()
        if not member_id or state.member_id == member_id
    ]
    groups = _grouped(rows, today)
    return TodayBoard(
        today=today,
        groups=groups,
        overdue=sum(len(g.rows) for g in groups if g.urgency is Urgency.OVERDUE),
        due_today=sum(len(g.rows) for g in groups if g.urgency is Urgency.TODAY),
        paused=sum(row.paused for row in rows) + later.get("paused", 0),
        running=len(rows) + later.get("cases", 0),
        later=later.get("cases", 0),
        later_provisional=later.get("provisional", 0),
    )


def row_of(
    clocks: Sequence[ClockRow],
    state: StateRow,
    names: Mapping[str, str],
    office: Office,
    today: date,
    tightness: Callable[[ClockReading], tuple[Any, ...]],
) -> TodayRow:
    """The row of one case; the clock with the smallest ``tightness`` is the one it is listed by."""
    readings = [reading(row, office, today) for row in clocks]
    by_kind = {r.kind: r for r in readings if r.kind in REVIEW_CLOCKS}
    others = [r for r in readings if r.kind not in REVIEW_CLOCKS]
    item = office.rules.catalogue.find(state.item_code)
    return TodayRow(
        case_id=state.case_id,
        project_id=state.project_id,
        project_name=names.get(state.project_id, ""),
        item_code=state.item_code,
        item_name=item_name(item) if item else state.item_code,
        department=tr(item.department) if item else "",
        status=state.status,
        mode=state.mode,
        member_id=state.member_id,
        target=by_kind.get(ClockKind.TARGET),
        promised=by_kind.get(ClockKind.PROMISED),
        statutory=by_kind.get(ClockKind.STATUTORY),
        other=min(others, key=tightness, default=None),
        tightest=min(readings, key=tightness),
        since=state.since,
        open_gaps=state.open_gaps,
    )


def _tightness(r: ClockReading) -> tuple[int, date, int]:
    """Running clocks by the warning date, paused ones by the days they have left."""
    order = REVIEW_CLOCKS.index(r.kind) if r.kind in REVIEW_CLOCKS else len(REVIEW_CLOCKS)
    return (r.left, r.due_unmoved, order)


def urgency_of(r: ClockReading, today: date) -> Urgency | None:
    """The group a clock falls in; None beyond the week. The overdue verdict uses the moved date."""
    if r.paused:
        if r.left < 0:
            return Urgency.OVERDUE
        return Urgency.SOON if r.left <= _SOON else Urgency.WEEK if r.left <= _WEEK else None
    if r.due < today:
        return Urgency.OVERDUE
    away = (max(r.due_unmoved, today) - today).days
    if away == 0:
        return Urgency.TODAY
    return Urgency.SOON if away <= _SOON else Urgency.WEEK if away <= _WEEK else None


def _grouped(rows: Iterable[TodayRow], today: date) -> tuple[TodayGroup, ...]:
    buckets: dict[Urgency, list[TodayRow]] = {urgency: [] for urgency in Urgency}
    for row in rows:
        urgency = _row_urgency(row, today)
        if urgency is not None:
            buckets[urgency].append(row)
    upto = {
        Urgency.OVERDUE: today,
        Urgency.TODAY: today,
        Urgency.SOON: today + timedelta(days=_SOON),
        Urgency.WEEK: today + timedelta(days=_WEEK),
    }
    return tuple(
        TodayGroup(urgency, tuple(sorted(found, key=_in_group)), upto[urgency])
        for urgency, found in buckets.items()
        if found
    )


def _row_urgency(row: TodayRow, today: date) -> Urgency | None:
    order = list(Urgency)
    readings = [r for r in (row.target, row.promised, row.statutory, row.other) if r is not None]
    found = [u for r in readings if (u := urgency_of(r, today)) is not None]
    return min(found, key=order.index, default=None)


def _in_group(row: TodayRow) -> tuple[bool, int, date, str, str]:
    return (row.paused, row.tightest.left, row.tightest.due_unmoved, row.project_name, row.item_code)
