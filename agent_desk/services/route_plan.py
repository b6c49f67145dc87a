"""The forecast of a project: its route planned from today with the facts locked, beside the statutory sequence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agent_desk.domain.case import Case
from agent_desk.domain.case_life import CaseLife
from agent_desk.domain.project import Project
from agent_desk.domain.route import Baseline, RouteProblem, RouteResult, StepKind
from agent_desk.domain.route_builder import CONSTRUCTION_START, StepReason, build_route, reasons
from agent_desk.domain.statutory import StatutoryStep, statutory_sequence
from agent_desk.services.office import Office


@dataclass(frozen=True, slots=True)
class RoutePlan:
    """A route with the figures the bureau reports. Days are calendar days.

    ``statutory_days``: all applicable items before construction one after the other at the statutory limits,
    from the day the project came in. ``forecast_days``: from that day to the start of construction as planned
    now. ``assumed`` are the ids of the steps whose length is only a planning assumption.
    """

    problem: RouteProblem
    result: RouteResult
    statutory: tuple[StatutoryStep, ...]
    forecast_days: int
    goal_on: date | None
    reasons: Mapping[str, StepReason]
    assumed: frozenset[str]

    @property
    def statutory_days(self) -> int:
        """Calendar days of the statutory sequence."""
        return sum(step.days for step in self.statutory)

    @property
    def saved_days(self) -> int:
        """Statutory sequence minus forecast; negative when the project is slower."""
        return self.statutory_days - self.forecast_days

    @property
    def saved_share(self) -> float:
        """The saved share of the statutory sequence, 0 where there is none."""
        return self.saved_days / self.statutory_days if self.statutory_days else 0.0

    @property
    def critical_steps(self) -> int:
        """Steps on the critical path that take time: no milestones, no conversions on the land day."""
        timeless = (StepKind.MILESTONE, StepKind.CONVERSION)
        kinds = {step.id: step.kind for step in self.problem.steps}
        return sum(s.critical and kinds[s.id] not in timeless for s in self.result.steps)


def plan(
    project: Project, cases: Sequence[Case], lives: Mapping[str, CaseLife], office: Office, today: date
) -> RoutePlan:
    """Plan the project's route as things stand on ``today``; nothing is stored."""
    rules, calendar = office.rules, office.calendar
    built = build_route(
        project, cases, lives, rules.catalogue, rules.planning, calendar, today, office.choices
    )
    result = office.solve(built.problem, calendar)
    planned = {step.case_id for step in built.problem.steps}
    items = [rules.catalogue.item(case.item_code) for case in cases if case.id in planned]
    legal = statutory_sequence(items, project.created_on, calendar, rules.planning.default_step_days)
    start = next((step.finish for step in result.steps if step.id == CONSTRUCTION_START), None)
    return RoutePlan(
        problem=built.problem,
        result=result,
        statutory=legal,
        forecast_days=(start - project.created_on).days if start else 0,
        goal_on=start,
        reasons=reasons(built.problem, result),
        assumed=built.assumed,
    )


def baseline_of(plan_: RoutePlan, project: Project, number: int, today: date, new_id: str) -> Baseline:
    """The plan as a baseline, ready to be adopted."""
    return Baseline(
        id=new_id,
        project_id=project.id,
        number=number,
        adopted_on=today,
        makespan=plan_.forecast_days,
        statutory_days=plan_.statutory_days,
        spans=tuple((step.id, step.start, step.finish) for step in plan_.result.steps),
    )
