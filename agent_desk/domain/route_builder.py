"""Builds the route problem of a project from its cases, what has happened to them, and the catalogue.

Legal prerequisites bind the review of a case, customary ones its first step (the drawings are drawn after
the scheme is approved). A simulated case waits for the *opinions* of the simulated cases before it and does
not wait for the land; its conversion waits for the binding decisions and for the land contract (城乡规划法
38, 建筑法 8). Nothing that has not begun is planned before today. Cases the profile has not confirmed are
left out and named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.case import Case
from agent_desk.domain.case_clocks import ClockChoices
from agent_desk.domain.case_life import CaseLife, CaseStatus
from agent_desk.domain.catalogue import ApprovalItem, Catalogue, Gate, LimitType, Stage
from agent_desk.domain.limits import Limit, Unit
from agent_desk.domain.planning import PlanningAssumptions
from agent_desk.domain.project import Channel, Project
from agent_desk.domain.route import (
    LinkKind,
    RouteLink,
    RouteProblem,
    RouteResult,
    RouteStep,
    StepKind,
)
from agent_desk.domain.route_cases import CaseSteps, PlanningDay, lay_out_case

LAND_CONTRACT = "milestone:land"
"""Id of the step 签供地合同; its title and those below are the Chinese words a screen translates."""
CONSTRUCTION_START = "milestone:start"
COMPLETION = "milestone:completion"
IN_USE = "milestone:in-use"

LAND_TITLE = "签供地合同"
START_TITLE = "开工"
COMPLETION_TITLE = "竣工"
IN_USE_TITLE = "投入使用"

LAND_AUCTION = "LX-13"
CONSTRUCTION_PERMIT = "SG-08"
GRANTED_LAND = "出让"
LAND_BASIS = "《城乡规划法》第三十八条"

_MOMENT = Limit(0, Unit.EVERY_DAY)
_ABANDONED = frozenset({CaseStatus.WITHDRAWN})
_TO_REPEAT = frozenset({CaseStatus.REFUSED, CaseStatus.REVOKED})


@dataclass(frozen=True, slots=True)
class BuiltRoute:
    """A route problem and what a reader must know about it.

    ``assumed``: ids of the steps whose length is only a planning assumption (preparation always is).
    ``unconfirmed``: ids of the cases left out because a fact of the profile is still unknown.
    """

    problem: RouteProblem
    assumed: frozenset[str] = frozenset()
    unconfirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepReason:
    """Why a step cannot start earlier: the step before it, and the law that says so.

    ``kind`` is None where no other step binds it: ``not_before`` then is the day from outside that does.
    """

    step_id: str
    before_id: str = ""
    before_title: str = ""
    kind: LinkKind | None = None
    basis: str = ""
    not_before: date | None = None


def build_route(
    project: Project,
    cases: Sequence[Case],
    lives: Mapping[str, CaseLife],
    catalogue: Catalogue,
    assumptions: PlanningAssumptions,
    calendar: WorkCalendar,
    today: date,
    clock_choices: ClockChoices | None = None,
) -> BuiltRoute:
    """The route problem of a project on a day. ``lives`` maps case ids to folded events (missing: none yet).

    The goal is the start of construction; once the project has a completion day its acceptance items follow
    that day and the goal is the project in use. Refusal ``catalogue.no_such_item`` for a case of an item the
    catalogue does not have.
    """
    green = project.channel is Channel.GREEN
    plan = PlanningDay(today, calendar, assumptions, green, clock_choices or ClockChoices())
    chosen, unconfirmed = _choose(project, cases, lives, catalogue)
    laid_out = {
        case.item_code: lay_out_case(case, catalogue.item(case.item_code), _life(lives, case), plan)
        for case in chosen
    }
    builder = _Builder(project, catalogue, laid_out, today)
    return BuiltRoute(
        builder.problem(),
        frozenset(case.work.id for case in laid_out.values() if case.assumed)
        | frozenset(case.preparation.id for case in laid_out.values() if case.preparation is not None),
        unconfirmed,
    )


def reasons(problem: RouteProblem, result: RouteResult) -> Mapping[str, StepReason]:
    """For every planned step what binds its start, by step id; steps that have started have no entry."""
    steps = {step.id: step for step in problem.steps}
    links = {(link.before, link.after): link for link in reversed(problem.links)}
    found = {}
    for planned in result.steps:
        step = steps[planned.id]
        if step.actual_start is not None or step.actual_finish is not None:
            continue
        link = links.get((planned.driven_by, planned.id))
        if link is None:
            found[step.id] = StepReason(step.id, not_before=step.earliest or problem.start)
        else:
            title = steps[link.before].title
            found[step.id] = StepReason(step.id, link.before, title, link.kind, link.reason)
    return found


def _life(lives: Mapping[str, CaseLife], case: Case) -> CaseLife:
    return lives.get(case.id) or CaseLife()


def _choose(
    project: Project, cases: Sequence[Case], lives: Mapping[str, CaseLife], catalogue: Catalogue
) -> tuple[list[Case], tuple[str, ...]]:
    """One case per item (a refused or revoked one only if no other was opened), and the unconfirmed."""
    by_item: dict[str, Case] = {}
    unconfirmed = []
    for case in cases:
        life = _life(lives, case)
        begun = life.last_on is not None
        stage = catalogue.item(case.item_code).stage
        if life.status in _ABANDONED:
            continue
        if stage is Stage.COMPLETION and project.completion_day is None and not begun:
            continue
        if not case.confirmed and not begun:
            unconfirmed.append(case.id)
            continue
        other = by_item.get(case.item_code)
        if other is None or _life(lives, other).status in _TO_REPEAT:
            by_item[case.item_code] = case
    return list(by_item.values()), tuple(unconfirmed)


@dataclass(slots=True)
class _Builder:
    """Collects the milestones and links of one project."""

    project: Project
    catalogue: Catalogue
    cases: Mapping[str, CaseSteps]
    today: date
    links: list[RouteLink] = field(default_factory=list)

    def problem(self) -> RouteProblem:
        steps = [step for case in self.cases.values() for step in case.steps]
        land = self._land()
        if land is not None:
            steps.append(land)
        for case in self.cases.values():
            self._chain(case)
            self._prerequisites(case, land is not None)
            self._custom(case)
        steps.append(self._start_of_construction(land is not None))
        goal = CONSTRUCTION_START
        if self.project.completion_day is not None:
            steps.extend(self._completion(self.project.completion_day))
            goal = IN_USE
        return RouteProblem(self.today, tuple(steps), tuple(self.links), goal)

    def _link(self, before: str, after: str, kind: LinkKind, reason: str = "", any_of: str = "") -> None:
        self.links.append(RouteLink(before, after, kind, reason, any_of=any_of))

    def _land(self) -> RouteStep | None:
        """The land contract, on the project's land day and not before the auction is over."""
        if self.project.profile.get("land") != GRANTED_LAND:
            return None
        day = self.project.land_day
        auction = self.cases.get(LAND_AUCTION)
        if auction is not None:
            self._link(auction.final.id, LAND_CONTRACT, LinkKind.LEGAL, LAND_BASIS)
        auctioned = auction is None or auction.final.actual_finish is not None
        signed = day if day is not None and day < self.today and auctioned else None
        return RouteStep(
            LAND_CONTRACT,
            "",
            "",
            LAND_TITLE,
            StepKind.MILESTONE,
            _MOMENT,
            earliest=max(day, self.today) if day is not None else self.today,
            actual_start=signed,
            actual_finish=signed,
        )

    def _chain(self, case: CaseSteps) -> None:
        for before, after in pairwise(case.steps):
            self._link(before.id, after.id, LinkKind.CHAIN)

    def _prerequisites(self, case: CaseSteps, land: bool) -> None:
        item = case.item
        for group in self.catalogue.prerequisites_of(item, self.cases.keys()):
            basis = item.prerequisites_basis
            members = tuple(code for code in group if code != item.code)
            if not case.simulated:
                self._group(self._finals(members, land), case.work.id, LinkKind.LEGAL, basis)
                continue
            opinions = [self.cases[code].work.id for code in members if code != LAND_AUCTION]
            if len(opinions) == len(members):
                self._group(opinions, case.work.id, LinkKind.LEGAL, basis)
            self._group(self._finals(members, land), case.final.id, LinkKind.LEGAL, basis)
        if case.simulated and land:
            self._link(LAND_CONTRACT, case.final.id, LinkKind.LEGAL, LAND_BASIS)

    def _finals(self, codes: Sequence[str], land: bool) -> list[str]:
        """The binding decisions of these items; for the land auction the contract that follows it."""
        return [LAND_CONTRACT if land and c == LAND_AUCTION else self.cases[c].final.id for c in codes]

    def _custom(self, case: CaseSteps) -> None:
        for group in self.catalogue.usual_after_of(case.item, self.cases.keys()):
            others = [self.cases[code] for code in group if code != case.item.code]
            before = [other.work.id if case.simulated else other.final.id for other in others]
            self._group(before, case.first.id, LinkKind.USUAL, "")

    def _group(self, before: Sequence[str], after: str, kind: LinkKind, reason: str) -> None:
        """Links from one group, any member of which is enough."""
        name = "|".join(before) if len(before) > 1 else ""
        for step in before:
            self._link(step, after, kind, reason, name)

    def _start_of_construction(self, land: bool) -> RouteStep:
        holding = [case for case in self.cases.values() if _holds_start(case.item)]
        waiting = holding or [c for c in self.cases.values() if c.item.stage is not Stage.COMPLETION]
        for case in waiting:
            kind = LinkKind.LEGAL if holding else LinkKind.USUAL
            self._link(case.final.id, CONSTRUCTION_START, kind, case.item.gate_basis)
        if land:
            self._link(LAND_CONTRACT, CONSTRUCTION_START, LinkKind.LEGAL, LAND_BASIS)
        return RouteStep(
            CONSTRUCTION_START,
            "",
            CONSTRUCTION_PERMIT if CONSTRUCTION_PERMIT in self.cases else "",
            START_TITLE,
            StepKind.MILESTONE,
            _MOMENT,
            earliest=self.today,
            actual_start=(reached := self._reached(waiting)),
            actual_finish=reached,
        )

    def _reached(self, waiting: Sequence[CaseSteps]) -> date | None:
        """The day on which everything the start waits for was granted; the actual start is not recorded."""
        completed = self.project.completion_day
        if completed is not None and completed > self.today:
            completed = None
        return self._all_granted(waiting) or completed

    def _all_granted(self, cases: Sequence[CaseSteps]) -> date | None:
        """The day of the last decision if none is outstanding."""
        known = [day for case in cases if (day := case.final.actual_finish) is not None]
        return max(known) if known and len(known) == len(cases) else None

    def _completion(self, day: date) -> Iterator[RouteStep]:
        """Completion of the works, and the project in use after its acceptance items."""
        done = day if day <= self.today else None
        self._link(CONSTRUCTION_START, COMPLETION, LinkKind.USUAL)
        accepted = []
        for case in self.cases.values():
            if case.item.stage is Stage.COMPLETION:
                self._link(COMPLETION, case.first.id, LinkKind.USUAL)
                if case.item.limit_type is not LimitType.APPLICANT_DUTY:
                    accepted.append(case)
                    self._link(case.final.id, IN_USE, LinkKind.LEGAL, case.item.gate_basis)
        self._link(COMPLETION, IN_USE, LinkKind.USUAL)
        in_use = self._all_granted(accepted) if done is not None else None
        for step_id, title, actual in ((COMPLETION, COMPLETION_TITLE, done), (IN_USE, IN_USE_TITLE, in_use)):
            yield RouteStep(
                step_id,
                "",
                "",
                title,
                StepKind.MILESTONE,
                _MOMENT,
                earliest=max(day, self.today),
                actual_start=actual,
                actual_finish=actual,
            )


def _holds_start(item: ApprovalItem) -> bool:
    """Whether construction may not start before the item is decided.

    An item that must come before one part of the works only (取水工程) does not hold up the whole.
    """
    if item.code == CONSTRUCTION_PERMIT:
        return True
    return item.gate is Gate.START_OF_WORK and not item.gate_words.startswith("取水工程")
