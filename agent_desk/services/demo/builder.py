"""Builds the demonstration office into an empty store: people, projects with histories, papers, help, baselines.

Deterministic: the same number of projects, day and seed give the same office. Dates are relative to ``today``.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from agent_desk.domain.case import Case, CaseEvent, Material, MaterialState
from agent_desk.domain.case_life import CaseStatus, live
from agent_desk.domain.errors import Refusal
from agent_desk.domain.facts import FactKind, parse_profile
from agent_desk.domain.people import Member, Role, Seat, TeamSeat
from agent_desk.domain.project import Project, ProjectStatus
from agent_desk.services import projection
from agent_desk.services.commands import AddProject
from agent_desk.services.demo.help_log import help_entries
from agent_desk.services.demo.history import CHINA_TIME, Pace, Storyteller
from agent_desk.services.demo.names import COMPANY_STEMS, PEOPLE, SURNAMES, TITLES, TOWNS
from agent_desk.services.demo.templates import TEMPLATES, Template
from agent_desk.services.intake import ProjectDraft, build
from agent_desk.services.office import DEFAULT_MEMBER, Office
from agent_desk.services.ports import AuditRecord, UnitOfWork
from agent_desk.services.route_plan import baseline_of, plan

_LAND_GRANT = "出让"


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What was built."""

    projects: int
    cases: int
    events: int
    clocks: int
    help_entries: int


def build_demo(
    office: Office,
    projects: int,
    today: date,
    seed: int = 20,
    progress: Callable[[int, int], None] | None = None,
) -> DemoSummary:
    """Fill an empty store; refuses ``demo.not_empty`` so that nothing an office recorded is ever mixed with it."""
    if not office.store.is_empty():
        raise Refusal("demo.not_empty", path=office.store.location)
    dice = random.Random(f"agent-desk/{seed}/{projects}")
    office = replace(
        office,
        new_id=lambda: f"{dice.getrandbits(96):024x}",
        now=lambda: datetime.combine(today, time(8, 30), CHINA_TIME),
    )
    builder = _Builder(office, today, dice)
    with office.store.writing() as uow:
        # Asked again where nobody else can write: another process may have filled the store meanwhile.
        if uow.members.all() or uow.projects.all():
            raise Refusal("demo.not_empty", path=office.store.location)
        for member in builder.members:
            uow.members.add(member)
        for number in range(projects):
            builder.add_project(uow, number)
            if progress is not None:
                progress(number + 1, projects)
        entries = help_entries(office, today, builder.members, builder.built, dice)
        uow.assistances.add(entries)
        uow.settings.write(DEFAULT_MEMBER, builder.members[0].id)
        clocks = projection.rebuild(uow, office)
        uow.audit.append(
            AuditRecord(office.now(), "", "demo.build", "", f"演示台账：{projects} 个项目（随机种子 {seed}）")
        )
        uow.commit()
    return DemoSummary(projects, builder.cases, builder.events, clocks, len(entries))


class _Builder:
    """Carries the dice and the tallies through the projects."""

    def __init__(self, office: Office, today: date, dice: random.Random) -> None:
        self.office = office
        self.today = today
        self.dice = dice
        self.members = tuple(
            Member(office.new_id(), name, role, branch, f"13{dice.randint(0, 9)}0000{1000 + n}", hue)
            for n, (name, role, branch, hue) in enumerate(PEOPLE)
        )
        self.built: list[Project] = []
        self.cases = 0
        self.events = 0
        self._agents = [m for m in self.members if m.role in (Role.AGENT, Role.LEAD)]
        self._names: set[str] = set()
        # What an agent denies at one stroke in the form: special situations none of these projects is in.
        self._denied: dict[str, object] = {
            key: False if fact.kind is FactKind.BOOL else 0
            for key, fact in office.rules.facts.items()
            if fact.rare and fact.kind in (FactKind.BOOL, FactKind.INT, FactKind.DECIMAL)
        }

    def add_project(self, uow: UnitOfWork, number: int) -> None:
        template = TEMPLATES[number % len(TEMPLATES)]
        age, status = self._age(number)
        created = self.today - timedelta(days=age)
        draft = self._draft(template, number, created)
        command = build(draft, self.office, created)
        project = self._placed(command.project, number, created, status)
        teller = self._teller(project, number)
        cases = self._handed_out(command.cases, project)
        events = teller.tell(cases)
        uow.projects.add(project)
        uow.cases.add(cases)
        uow.cases.append(events)
        uow.materials.add(self._papers(command, cases, events))
        self._baseline(uow, project, cases, created)
        self.built.append(project)
        self.cases += len(cases)
        self.events += len(events)

    # -- the project -------------------------------------------------------------------------------------

    def _age(self, number: int) -> tuple[int, ProjectStatus]:
        """Days since the project came in: most are under way, a few are built, one in ten is archived."""
        if number == 1:
            return 98, ProjectStatus.ACTIVE
        if number % 10 == 9:
            return self.dice.randint(380, 620), ProjectStatus.DONE
        if number % 8 == 5:
            return self.dice.randint(400, 470), ProjectStatus.ACTIVE
        return self.dice.randint(5, 64), ProjectStatus.ACTIVE

    def _draft(self, template: Template, number: int, created: date) -> ProjectDraft:
        dice = self.dice
        names = self._fill(template, number)
        tenths = dice.randint(*template.yi)
        facts = {**self._denied, **template.facts}
        facts["total_investment"] = f"{tenths / 10:.1f}亿元"
        profile = parse_profile(self.office.rules.facts, facts)
        agent, deputy = self._pair(number)
        kind = {"备案": "04", "审批": "01", "核准": "02"}[str(facts["invest_type"])]
        return ProjectDraft(
            name=names[0],
            owner=names[1],
            short_name=names[2],
            code=f"{created:%y%m}-330402-{kind}-{dice.randint(1, 5):02d}-{dice.randint(100000, 999999)}",
            town=TOWNS[number % len(TOWNS)],
            contact=dice.choice(SURNAMES) + dice.choice(TITLES),
            phone=f"0573-0000{1000 + number % 9000}",
            profile=profile,
            team=(TeamSeat(agent.id, Seat.LEAD), TeamSeat(deputy.id, Seat.DEPUTY)),
        )

    def _fill(self, template: Template, number: int) -> tuple[str, str, str]:
        turn = 0
        while True:
            stem = COMPANY_STEMS[(number * 7 + turn) % len(COMPANY_STEMS)]
            town = TOWNS[(number * 3 + turn) % len(TOWNS)].removesuffix("街道").removesuffix("镇")
            words = {"stem": stem, "town": town, "n": self.dice.randint(2, 9)}
            name = template.name.format(**words)
            if turn >= len(COMPANY_STEMS):
                name += f"（{number + 1}号）"
            if name not in self._names:
                self._names.add(name)
                return name, template.owner.format(**words), template.short.format(**words)
            turn += 1

    def _pair(self, number: int) -> tuple[Member, Member]:
        first = self._agents[number % len(self._agents)]
        second = self._agents[(number * 3 + 1) % len(self._agents)]
        return first, second if second is not first else self._agents[(number + 1) % len(self._agents)]

    def _placed(self, project: Project, number: int, created: date, status: ProjectStatus) -> Project:
        """Give the project its land day and, if it is old enough, the day its building was finished.

        The second project of the office has its land contract and its construction permit on one day.
        """
        land_day = None
        if project.profile["land"] == _LAND_GRANT:
            if number == 1:
                land_day = self.office.calendar.first_day_not_off(self.today - timedelta(days=9))
            else:
                away = self.dice.randint(52, 98)
                land_day = self.office.calendar.first_day_not_off(created + timedelta(days=away))
        done = created + timedelta(days=330) if (self.today - created).days > 375 else None
        reason = "竣工备案完成，归档" if status is ProjectStatus.DONE else ""
        return replace(project, land_day=land_day, completion_day=done, status=status, status_reason=reason)

    def _teller(self, project: Project, number: int) -> Storyteller:
        pace = Pace(slow=self.dice.choice((0.75, 0.85, 0.95, 1.1, 1.5, 2.4)))
        if number == 1:
            pace = Pace(slow=0.6, supplement=0.0, review=0.0, gap=0.0)
        if project.status is ProjectStatus.DONE:
            pace = Pace(slow=0.7, supplement=0.05, review=0.05, gap=0.0)
        return Storyteller(project, self.office, self.today, self.dice, pace, same_day=number == 1)

    # -- its records -------------------------------------------------------------------------------------

    def _handed_out(self, cases: Sequence[Case], project: Project) -> tuple[Case, ...]:
        seats = [seat.member_id for seat in project.team]
        return tuple(
            replace(case, member_id=seats[0] if self.dice.random() < 0.7 else seats[-1]) for case in cases
        )

    def _papers(
        self, command: AddProject, cases: Sequence[Case], events: Sequence[CaseEvent]
    ) -> list[Material]:
        grouped: dict[str, list[CaseEvent]] = {case.id: [] for case in cases}
        for event in events:
            grouped[event.case_id].append(event)
        lives = {case_id: live(found) for case_id, found in grouped.items()}
        papers = []
        for paper in command.materials:
            life = lives[paper.case_id]
            gap = next((g for g in life.open_gaps if g.material == paper.name), None)
            if gap is not None:
                papers.append(replace(paper, state=MaterialState.TOLERATED, until=gap.until))
            else:
                papers.append(replace(paper, state=self._state(life.status)))
        return papers

    def _state(self, status: CaseStatus) -> MaterialState:
        if status in (CaseStatus.NOT_STARTED, CaseStatus.PREPARING):
            share = 0.0 if status is CaseStatus.NOT_STARTED else 0.4
            return MaterialState.SUBMITTED if self.dice.random() < share else MaterialState.MISSING
        if status is CaseStatus.SUPPLEMENTING:
            return MaterialState.SUBMITTED if self.dice.random() < 0.7 else MaterialState.MISSING
        return MaterialState.ACCEPTED

    def _baseline(self, uow: UnitOfWork, project: Project, cases: Sequence[Case], created: date) -> None:
        """The route as it was planned on the day the project came in, before anything had happened."""
        blank = {case.id: live(()) for case in cases}
        first = plan(replace(project, completion_day=None), cases, blank, self.office, created)
        uow.baselines.add(baseline_of(first, project, 1, created, self.office.new_id()))
