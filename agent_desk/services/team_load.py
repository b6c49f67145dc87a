"""团队: what every person of the office carries now, and what lies on one person's desk."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agent_desk.domain.case_life import FINISHED, CaseStatus
from agent_desk.domain.limits import ClockKind
from agent_desk.domain.people import Member, Seat
from agent_desk.domain.project import ProjectStatus
from agent_desk.services.item_names import item_short
from agent_desk.services.office import Office
from agent_desk.services.ports import StateRow
from agent_desk.services.readings import ClockReading, reading

_WAITING_TO_START = frozenset({CaseStatus.NOT_STARTED})


@dataclass(frozen=True, slots=True)
class MemberLoad:
    """One person: cases under way, of them overdue and paused, projects led, and help given this month (minutes)."""

    member: Member
    active: int
    overdue: int
    paused: int
    projects_led: int
    help_minutes: int
    help_entries: int


@dataclass(frozen=True, slots=True)
class OpenCase:
    """One case under way on a person's desk; ``tightest`` is its clock with the fewest days left, if one runs."""

    case_id: str
    project_id: str
    project_name: str
    item_code: str
    item_name: str
    status: CaseStatus
    tightest: ClockReading | None


@dataclass(frozen=True, slots=True)
class TeamLoad:
    """Everybody, and the open cases by person (tightest first). ``unassigned`` counts cases that nobody has."""

    members: tuple[MemberLoad, ...]
    cases: dict[str, tuple[OpenCase, ...]]
    unassigned: int
    today: date


def team_load(office: Office, today: date) -> TeamLoad:
    """The load of the whole office as of one day. Cases not yet begun do not count as under way."""
    with office.store.reading() as uow:
        members = [member for member in uow.members.all() if member.active]
        rows = [s for s in uow.states.all() if s.status not in FINISHED and s.status not in _WAITING_TO_START]
        clocks = uow.clocks.all()
        projects = uow.projects.all(ProjectStatus.ACTIVE)
        helped = [a for a in uow.assistances.between(today.replace(day=1), today) if not a.withdrawn]
    names = {project.id: project.display_name for project in projects}
    tightest: dict[str, ClockReading] = {}
    for row in clocks:
        if row.kind is ClockKind.MINIMUM:  # a shortest time cannot be overrun
            continue
        now = reading(row, office, today)
        best = tightest.get(row.case_id)
        if best is None or now.left < best.left:
            tightest[row.case_id] = now
    led = Counter(seat.member_id for p in projects for seat in p.team if seat.seat is Seat.LEAD)
    minutes: Counter[str] = Counter()
    entries: Counter[str] = Counter()
    for entry in helped:
        minutes[entry.member_id] += entry.minutes
        entries[entry.member_id] += 1
    cases = _by_person(office, rows, tightest, names)
    loads = [
        MemberLoad(
            member=member,
            active=len(cases.get(member.id, ())),
            overdue=sum(c.tightest is not None and c.tightest.overdue > 0 for c in cases.get(member.id, ())),
            paused=sum(c.status is CaseStatus.PAUSED for c in cases.get(member.id, ())),
            projects_led=led[member.id],
            help_minutes=minutes[member.id],
            help_entries=entries[member.id],
        )
        for member in members
    ]
    loads.sort(key=lambda load: (-load.active, load.member.name))
    return TeamLoad(tuple(loads), cases, len(cases.get("", ())), today)


def _by_person(
    office: Office, rows: Sequence[StateRow], tightest: dict[str, ClockReading], names: dict[str, str]
) -> dict[str, tuple[OpenCase, ...]]:
    grouped: dict[str, list[OpenCase]] = defaultdict(list)
    for row in rows:
        item = office.rules.catalogue.find(row.item_code)
        grouped[row.member_id].append(
            OpenCase(
                case_id=row.case_id,
                project_id=row.project_id,
                project_name=names.get(row.project_id, ""),
                item_code=row.item_code,
                item_name=item_short(item) if item else row.item_code,
                status=row.status,
                tightest=tightest.get(row.case_id),
            )
        )
    for cases in grouped.values():
        cases.sort(key=lambda c: (c.tightest is None, c.tightest.left if c.tightest else 0, c.project_name))
    return {member: tuple(cases) for member, cases in grouped.items()}
