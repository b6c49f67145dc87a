"""The right column of 今日: what can be started, who is waited for, gaps to fill, what the weekend brought."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agent_desk.domain.case import CaseEvent, CaseMode, EventKind
from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.limits import ClockKind
from agent_desk.services.intake import before_construction
from agent_desk.services.item_names import item_name, item_short
from agent_desk.services.office import Office
from agent_desk.services.ports import StateRow
from agent_desk.services.readings import ClockReading, reading

_IDLE = frozenset({CaseStatus.NOT_STARTED})
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class ReadyCase:
    """A case whose legal prerequisites are all fulfilled. ``fulfilled`` of ``needed`` groups; ``since`` the day."""

    case_id: str
    project_id: str
    project_name: str
    item_code: str
    item_name: str
    needed: int
    since: date | None
    unlocked_by: str
    simulated: bool


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """A case that waits for somebody: ``owner``, ``agency`` or ``department``; ``days`` calendar days so far."""

    case_id: str
    project_id: str
    project_name: str
    item_name: str
    department: str
    who: str
    days: int


@dataclass(frozen=True, slots=True)
class GapLine:
    """A material promised for later."""

    case_id: str
    project_id: str
    project_name: str
    reading: ClockReading


@dataclass(frozen=True, slots=True)
class WeekendTally:
    """What was received, accepted and decided on the last weekend, and what is left for Monday."""

    saturday: date
    received: int
    accepted: int
    decided: int
    for_monday: int


@dataclass(frozen=True, slots=True)
class SidePanel:
    """The column; the lists are whole, the screen shows the first few."""

    ready: tuple[ReadyCase, ...]
    waiting: tuple[WaitingCase, ...]
    gaps: tuple[GapLine, ...]
    weekend: WeekendTally


def side_panel(office: Office, today: date, member_id: str = "") -> SidePanel:
    """The column of one day, for one agent or (empty) for everybody."""
    saturday = last_saturday(today)
    with office.store.reading() as uow:
        states = uow.states.all()
        gap_rows = [row for row in uow.clocks.all() if row.kind is ClockKind.GAP]
        names = uow.projects.names({state.project_id for state in states})
        weekend = uow.cases.events_between(saturday, saturday + timedelta(days=1))
    mine = [s for s in states if not member_id or s.member_id == member_id]
    own_cases = {state.case_id for state in mine}
    gaps = [
        GapLine(row.case_id, row.project_id, names.get(row.project_id, ""), reading(row, office, today))
        for row in gap_rows
        if row.case_id in own_cases
    ]
    return SidePanel(
        ready=_ready(states, own_cases, names, office),
        waiting=_waiting(mine, names, office, today),
        gaps=tuple(sorted(gaps, key=lambda gap: gap.reading.due)),
        weekend=_tally(weekend, states, saturday),
    )


def last_saturday(today: date) -> date:
    """The Saturday of the weekend that is running or was the last one."""
    return today - timedelta(days=(today.weekday() - _SATURDAY) % 7)


def _ready(
    states: Sequence[StateRow], own: set[str], names: Mapping[str, str], office: Office
) -> tuple[ReadyCase, ...]:
    by_project: dict[str, dict[str, StateRow]] = defaultdict(dict)
    for state in states:
        by_project[state.project_id][state.item_code] = state
    found = []
    for state in states:
        if state.status in _IDLE and state.case_id in own:
            case = _ready_case(state, by_project[state.project_id], names, office)
            if case is not None:
                found.append(case)
    found.sort(key=lambda c: (c.since is None, -(c.since.toordinal() if c.since else 0), c.project_name))
    return tuple(found)


def _ready_case(
    state: StateRow, siblings: Mapping[str, StateRow], names: Mapping[str, str], office: Office
) -> ReadyCase | None:
    catalogue = office.rules.catalogue
    item = catalogue.find(state.item_code)
    if item is None or not before_construction(item):
        return None
    groups = catalogue.prerequisites_of(item, siblings.keys())
    simulated = state.mode is CaseMode.SIMULATED
    last: StateRow | None = None
    for group in groups:
        done = [s for code in group if _fulfilled(s := siblings[code], simulated)]
        if not done:
            return None
        newest = max(done, key=lambda s: s.since or date.min)
        if last is None or (newest.since or date.min) > (last.since or date.min):
            last = newest
    if last is None:
        return None
    before = catalogue.find(last.item_code)
    return ReadyCase(
        case_id=state.case_id,
        project_id=state.project_id,
        project_name=names.get(state.project_id, ""),
        item_code=item.code,
        item_name=item_name(item),
        needed=len(groups),
        since=last.since,
        unlocked_by=item_short(before) if before else last.item_code,
        simulated=simulated,
    )


def _fulfilled(state: StateRow, simulated: bool) -> bool:
    return state.status is CaseStatus.GRANTED or (simulated and state.status is CaseStatus.MOCK_ISSUED)


def _waiting(
    states: Sequence[StateRow], names: Mapping[str, str], office: Office, today: date
) -> tuple[WaitingCase, ...]:
    found = []
    for state in states:
        if state.waiting not in ("owner", "agency") or state.since is None:
            continue
        item = office.rules.catalogue.find(state.item_code)
        if item is None or state.status is CaseStatus.PREPARING:
            continue
        days = (today - state.since).days
        name = names.get(state.project_id, "")
        found.append(
            WaitingCase(
                state.case_id, state.project_id, name, item_short(item), item.department, state.waiting, days
            )
        )
    found.sort(key=lambda case: -case.days)
    return tuple(found)


def _tally(events: Sequence[CaseEvent], states: Sequence[StateRow], saturday: date) -> WeekendTally:
    kinds = Counter(event.kind for event in events)
    sunday = saturday + timedelta(days=1)
    left = sum(
        state.status is CaseStatus.RECEIVED and state.since is not None and saturday <= state.since <= sunday
        for state in states
    )
    return WeekendTally(
        saturday,
        kinds[EventKind.RECEIVED],
        kinds[EventKind.ACCEPTED],
        kinds[EventKind.DECIDED] + kinds[EventKind.MOCK_OPINION] + kinds[EventKind.CONVERTED],
        left,
    )
