"""Keeps the two projection tables equal to what the events say: running clocks, and where every case stands.

They are written in the transaction of the change and can be rebuilt from the events at any time; a test holds
the rebuilt rows equal to the kept ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from agent_desk.domain.case import Case, CaseEvent
from agent_desk.domain.case_clocks import RunningClock, running_clocks
from agent_desk.domain.case_life import CaseLife, CaseStatus, live
from agent_desk.domain.clock import Deadline, read
from agent_desk.domain.project import Project, ProjectStatus
from agent_desk.services.office import Office
from agent_desk.services.ports import ClockRow, StateRow, UnitOfWork

_NO_CLOCKS = frozenset({CaseStatus.NOT_STARTED, CaseStatus.PREPARING, CaseStatus.MOCK_ISSUED})
_OWNER, _DEPARTMENT, _AGENCY = "owner", "department", "agency"


def refresh(uow: UnitOfWork, office: Office, case_ids: Sequence[str]) -> None:
    """Rewrite both projections of these cases from their events, inside the caller's transaction."""
    events = uow.cases.events_of(case_ids)
    _write(uow, office, uow.cases.many(case_ids), events)


def rebuild(uow: UnitOfWork, office: Office) -> int:
    """Rewrite both projections from all events; only active projects run clocks. Returns the number of clocks."""
    active = {project.id for project in uow.projects.all(ProjectStatus.ACTIVE)}
    cases = uow.cases.all()
    events = uow.cases.events_of([case.id for case in cases])
    clocks: list[ClockRow] = []
    states: list[StateRow] = []
    for case in cases:
        life = live(events.get(case.id, ()))
        states.append(state_row(case, life))
        if case.project_id in active:
            clocks.extend(clock_rows(case, life, office))
    uow.clocks.replace_all(clocks)
    uow.states.replace_all(states)
    return len(clocks)


def set_project_active(uow: UnitOfWork, office: Office, project: Project) -> None:
    """Show or hide a project's clocks: a withdrawn project keeps its records and runs no clock."""
    cases = list(uow.cases.of_project(project.id))
    if project.status is ProjectStatus.ACTIVE:
        _write(uow, office, cases, uow.cases.events_of([case.id for case in cases]))
    else:
        uow.clocks.replace([case.id for case in cases], ())


def _write(
    uow: UnitOfWork, office: Office, cases: Sequence[Case], events: Mapping[str, Sequence[CaseEvent]]
) -> None:
    rows: list[ClockRow] = []
    states: list[StateRow] = []
    for case in cases:
        life = live(events.get(case.id, ()))
        states.append(state_row(case, life))
        rows.extend(clock_rows(case, life, office))
    uow.clocks.replace([case.id for case in cases], rows)
    uow.states.replace(states)


def clock_rows(case: Case, life: CaseLife, office: Office) -> list[ClockRow]:
    """The running clocks of one case as rows of the projection."""
    if life.status in _NO_CLOCKS and not life.gaps:
        return []
    item = office.rules.catalogue.find(case.item_code)
    if item is None:
        return []
    running = running_clocks(case, item, life, office.calendar, office.choices)
    return [_row(case, clock, office) for clock in running]


def _row(case: Case, clock: RunningClock, office: Office) -> ClockRow:
    open_pause = next((p for p in clock.pauses if p.end is None and p.stops_clock), None)
    as_of = open_pause.start if open_pause else clock.start
    deadline = clock.deadline(office.calendar, office.choices, max(as_of, clock.start))
    paused = open_pause is not None and deadline.due_unmoved >= open_pause.start
    return ClockRow(
        case_id=case.id,
        project_id=case.project_id,
        item_code=case.item_code,
        kind=clock.kind,
        limit=clock.limit,
        start_on=clock.start,
        due_on=None if paused else deadline.due,
        due_unmoved_on=None if paused else deadline.due_unmoved,
        provisional=deadline.provisional,
        paused_since=open_pause.start if paused and open_pause else None,
        pause_kind=open_pause.kind if paused and open_pause else "",
        frozen_left=_frozen_left(deadline, office, as_of) if paused else None,
        extension=clock.extension,
        subject=clock.subject,
        basis=clock.basis,
        pauses=tuple((p.start, p.end) for p in clock.pauses if p.stops_clock),
    )


def _frozen_left(deadline: Deadline, office: Office, on: date) -> int:
    return read(deadline, office.calendar, on).left


def state_row(case: Case, life: CaseLife) -> StateRow:
    """Where one case stands, as a row of the projection."""
    return StateRow(
        case_id=case.id,
        project_id=case.project_id,
        item_code=case.item_code,
        mode=case.mode,
        status=life.status,
        member_id=case.member_id,
        since=_since(life),
        prepared_on=life.prepared_on,
        received_on=life.received_on,
        accepted_on=life.accepted_on,
        decided_on=life.decided_on,
        waiting=_waiting(life),
        open_gaps=len(life.open_gaps),
    )


def _since(life: CaseLife) -> date | None:
    pause = life.open_pause
    if pause is not None:
        return pause.start
    if life.status is CaseStatus.SUPPLEMENTING:
        return life.supplement_since
    return life.last_on


def _waiting(life: CaseLife) -> str:
    if life.status in (CaseStatus.PREPARING, CaseStatus.SUPPLEMENTING) or life.supplement_since is not None:
        return _OWNER
    if life.status is CaseStatus.PAUSED:
        return _AGENCY
    if life.status in (CaseStatus.RECEIVED, CaseStatus.UNDER_REVIEW):
        return _DEPARTMENT
    return ""
