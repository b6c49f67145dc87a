"""项目: one row per project with its channel, stage, next node, days saved, alarms and team; and the figures above."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from agent_desk.domain.case import Case
from agent_desk.domain.case_life import FINISHED, CaseStatus, live
from agent_desk.domain.catalogue import Catalogue, Stage
from agent_desk.domain.limits import ClockKind
from agent_desk.domain.people import Member
from agent_desk.domain.project import Channel, Project, ProjectStatus
from agent_desk.services.item_names import item_name
from agent_desk.services.office import Office
from agent_desk.services.ports import ClockRow, StateRow, UnitOfWork
from agent_desk.services.punctuality import Punctuality, punctuality
from agent_desk.services.readings import ClockReading, reading
from agent_desk.services.route_plan import RoutePlan, plan

BAR_STAGES: tuple[Stage, ...] = (Stage.LAND, Stage.DESIGN, Stage.CONSTRUCTION, Stage.COMPLETION)
"""The four segments of a project's stage bar; 企业开办 is counted with the first."""

_MILESTONES: Mapping[Stage, tuple[str, ...]] = {
    Stage.LAND: ("LX-14", "LX-15"),
    Stage.DESIGN: ("GH-02", "GH-04"),
    Stage.CONSTRUCTION: ("SG-08",),
}
"""The permit that ends a stage; a stage without one ends with its last item."""

_RECENT = 30


class Health(StrEnum):
    """One mark per project: ● ok, ▲ at risk, ■ overdue, Ⅱ paused."""

    OK = "ok"
    RISK = "risk"
    OVERDUE = "overdue"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class NextNode:
    """What comes next in a project: a clock that runs out, or the goal of the route."""

    item_code: str
    name: str
    on: date
    days_away: int
    overdue: int
    provisional: bool


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """One project on the list. ``progress`` holds done shares (0-1) of the four stages, None where none applies."""

    project: Project
    health: Health
    stage: Stage
    progress: tuple[float | None, ...]
    stage_share: float
    next_node: NextNode | None
    plan: RoutePlan | None
    overdue: int
    yellow: int
    pause_kind: str
    paused: int
    gaps: int
    team: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class PortfolioFigures:
    """The tiles above the list. Shares carry the number of cases they rest on."""

    active: int
    green: int
    archived: int
    investment_fen: int
    compression: float | None
    compression_projects: int
    compression_days: float
    on_time: int
    on_time_of: int
    same_day: int
    alarms: int


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Rows in the order of their tightest node, and the figures over all of them."""

    rows: tuple[PortfolioRow, ...]
    figures: PortfolioFigures
    today: date


def portfolio(office: Office, today: date, *, with_routes: bool = True) -> Portfolio:
    """All active projects. ``with_routes=False`` leaves out the forecasts, for a first quick picture."""
    with office.store.reading() as uow:
        projects = uow.projects.all()
        active = [p for p in projects if p.status is ProjectStatus.ACTIVE]
        states = _grouped_states(uow.states.all())
        clocks = _grouped_clocks(uow.clocks.all())
        members = {member.id: member for member in uow.members.all()}
        plans = _plans(office, active, uow, today) if with_routes else {}
        timely = punctuality(uow, office, today - timedelta(days=_RECENT), today)
    rows = [
        _row(p, states.get(p.id, []), clocks.get(p.id, []), plans.get(p.id), members, office, today)
        for p in active
    ]
    rows.sort(key=lambda row: _list_order(row, today))
    archived = sum(p.status is ProjectStatus.DONE for p in projects)
    return Portfolio(tuple(rows), _figures(rows, states, archived, timely), today)


def _list_order(row: PortfolioRow, today: date) -> tuple[bool, date, str]:
    node = row.next_node
    return (node is None, node.on if node else today, row.project.name)


def _grouped_states(rows: Sequence[StateRow]) -> dict[str, list[StateRow]]:
    grouped: dict[str, list[StateRow]] = defaultdict(list)
    for row in rows:
        grouped[row.project_id].append(row)
    return grouped


def _grouped_clocks(rows: Sequence[ClockRow]) -> dict[str, list[ClockRow]]:
    grouped: dict[str, list[ClockRow]] = defaultdict(list)
    for row in rows:
        grouped[row.project_id].append(row)
    return grouped


def _plans(
    office: Office, projects: Sequence[Project], uow: UnitOfWork, today: date
) -> dict[str, RoutePlan]:
    cases: dict[str, list[Case]] = defaultdict(list)
    for case in uow.cases.of_projects([project.id for project in projects]):
        cases[case.project_id].append(case)
    events = uow.cases.events_of([case.id for found in cases.values() for case in found])
    plans = {}
    for project in projects:
        own = cases.get(project.id, [])
        lives = {case.id: live(events.get(case.id, ())) for case in own}
        plans[project.id] = plan(project, own, lives, office, today)
    return plans


def yellow_threshold(total: int) -> int:
    """Counted days left at which a yellow card falls due: a quarter of the limit, at least one day."""
    return max(1, -(-total // 4))


def _row(
    project: Project,
    states: Sequence[StateRow],
    clocks: Sequence[ClockRow],
    plan_: RoutePlan | None,
    members: Mapping[str, Member],
    office: Office,
    today: date,
) -> PortfolioRow:
    readings = [reading(row, office, today) for row in clocks if row.kind is not ClockKind.MINIMUM]
    overdue = {r.case_id for r in readings if r.left < 0}
    yellow = {r.case_id for r in readings if 0 <= r.left <= yellow_threshold(r.total)} - overdue
    paused = [r for r in readings if r.paused]
    progress, stage, share = _progress(states, office.rules.catalogue)
    return PortfolioRow(
        project=project,
        health=_health(overdue, yellow, paused),
        stage=stage,
        progress=progress,
        stage_share=share,
        next_node=_next_node(readings, plan_, office, today),
        plan=plan_,
        overdue=len(overdue),
        yellow=len(yellow),
        pause_kind=paused[0].pause_kind if paused else "",
        paused=len({r.case_id for r in paused}),
        gaps=sum(state.open_gaps for state in states),
        team=tuple(members[seat.member_id] for seat in project.team if seat.member_id in members),
    )


def _health(overdue: set[str], yellow: set[str], paused: Sequence[ClockReading]) -> Health:
    if overdue:
        return Health.OVERDUE
    if yellow:
        return Health.RISK
    return Health.PAUSED if paused else Health.OK


def _progress(
    states: Sequence[StateRow], catalogue: Catalogue
) -> tuple[tuple[float | None, ...], Stage, float]:
    total: Counter[Stage] = Counter()
    done: Counter[Stage] = Counter()
    for state in states:
        item = catalogue.find(state.item_code)
        if item is None:
            continue
        counted = Stage.LAND if item.stage is Stage.START_UP else item.stage
        total[counted] += 1
        done[counted] += state.status in FINISHED or state.status is CaseStatus.MOCK_ISSUED
    shares = tuple(done[s] / total[s] if total[s] else None for s in BAR_STAGES)
    by_code = {state.item_code: state for state in states}
    for stage, share in zip(BAR_STAGES, shares, strict=True):
        if share is not None and not _passed(stage, share, by_code):
            return shares, stage, share
    return shares, BAR_STAGES[-1], 1.0


def _passed(stage: Stage, share: float, by_code: Mapping[str, StateRow]) -> bool:
    """A stage is behind a project once its milestone item is through, as the national system counts it."""
    milestones = [by_code[code] for code in _MILESTONES.get(stage, ()) if code in by_code]
    if not milestones:
        return share >= 1
    return any(s.status in FINISHED or s.status is CaseStatus.MOCK_ISSUED for s in milestones)


def _next_node(
    readings: Sequence[ClockReading], plan_: RoutePlan | None, office: Office, today: date
) -> NextNode | None:
    running = [r for r in readings if not r.paused] or list(readings)
    if running:
        r = min(running, key=lambda r: (r.due_unmoved, r.kind is not ClockKind.TARGET))
        item = office.rules.catalogue.find(r.item_code)
        name = item_name(item) if item else r.item_code
        return NextNode(r.item_code, name, r.due, (r.due - today).days, r.overdue, r.provisional)
    if plan_ is not None and plan_.goal_on is not None:
        away = (plan_.goal_on - today).days
        return NextNode("", "", plan_.goal_on, away, 0, office.calendar.is_provisional(plan_.goal_on))
    return None


def _figures(
    rows: Sequence[PortfolioRow],
    states: Mapping[str, Sequence[StateRow]],
    archived: int,
    timely: Punctuality,
) -> PortfolioFigures:
    plans = [row.plan for row in rows if row.plan is not None and row.plan.statutory_days]
    legal = sum(p.statutory_days for p in plans)
    saved = sum(p.saved_days for p in plans)
    return PortfolioFigures(
        active=len(rows),
        green=sum(row.project.channel is Channel.GREEN for row in rows),
        archived=archived,
        investment_fen=sum(row.project.total_investment_fen or 0 for row in rows),
        compression=saved / legal if legal else None,
        compression_projects=len(plans),
        compression_days=saved / len(plans) if plans else 0.0,
        on_time=timely.on_time,
        on_time_of=timely.cases,
        same_day=sum(_same_day(row, states.get(row.project.id, ())) for row in rows),
        alarms=sum(row.overdue + row.yellow for row in rows),
    )


def _same_day(row: PortfolioRow, states: Sequence[StateRow]) -> bool:
    """Whether the construction permit came on the very day of the land contract (拿地即开工)."""
    permit = next((s for s in states if s.item_code == "SG-08"), None)
    return permit is not None and row.project.land_day is not None and permit.decided_on == row.project.land_day
