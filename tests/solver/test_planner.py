"""The planner's door: proven answers, and an impossible route named."""

from __future__ import annotations

from datetime import date

from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.limits import Limit, Unit
from agent_desk.domain.route import RouteLink, RouteProblem, RouteStep, SolveStatus, StepKind
from agent_desk.solver.planner import solve

CALENDAR = WorkCalendar(())
START = date(2026, 11, 23)


def _step(name: str, days: int) -> RouteStep:
    return RouteStep(name, "", "", name, StepKind.REVIEW, Limit(days, Unit.WORKING))


def test_without_choices_the_answer_is_proven() -> None:
    problem = RouteProblem(START, (_step("a", 5), _step("b", 3)), (RouteLink("a", "b"),), "b")
    result = solve(problem, CALENDAR)
    assert result.status is SolveStatus.OPTIMAL and result.makespan == result.bound == 10
    assert result.step("b").finish == date(2026, 12, 2)


def test_requirements_in_a_circle_are_an_answer_and_not_an_error() -> None:
    links = (RouteLink("a", "b"), RouteLink("b", "a"))
    result = solve(RouteProblem(START, (_step("a", 5), _step("b", 3)), links, "b"), CALENDAR)
    assert result.status is SolveStatus.INFEASIBLE and set(result.conflict) == {"a", "b"}
