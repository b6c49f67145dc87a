"""The critical path against a slow reader of the same rules, and its promises one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desk.domain.calendar import WorkCalendar, YearNotice
from agent_desk.domain.critical_path import critical_path
from agent_desk.domain.errors import Refusal
from agent_desk.domain.limits import Limit, Unit
from agent_desk.domain.route import (
    RouteLink,
    RouteProblem,
    RouteResult,
    RouteStep,
    SolveStatus,
    StepKind,
)

START = date(2026, 9, 21)
DAY = timedelta(days=1)
NOTICE_2026 = YearNotice(
    2026,
    {date(2026, 10, 1) + DAY * n: "国庆节" for n in range(7)},
    {date(2026, 9, 20): "国庆节", date(2026, 10, 10): "国庆节"},
)
CALENDAR = WorkCalendar([NOTICE_2026])


def step(name: str, amount: int = 1, unit: Unit = Unit.EVERY_DAY, **more: object) -> RouteStep:
    plain = RouteStep(name, name, "", f"事项{name}", StepKind.REVIEW, Limit(amount, unit))
    return replace(plain, **more)  # type: ignore[arg-type]


def problem(steps: list[RouteStep], links: list[RouteLink], goal: str = "") -> RouteProblem:
    return RouteProblem(START, tuple(steps), tuple(links), goal or steps[-1].id)


def plan(steps: list[RouteStep], links: list[RouteLink], goal: str = "") -> RouteResult:
    return critical_path(problem(steps, links, goal), CALENDAR)


# -- a slow reader: day by day, link by link, nothing shared with the pass but the calendar's is_working -------


def slow_finish(given_step: RouteStep, point: date) -> date:
    left, day = given_step.duration.amount, point
    if given_step.duration.unit is Unit.CALENDAR_MONTH and left:
        month = day.month - 1 + left
        year, month = day.year + month // 12, month % 12 + 1
        last = (date(year + month // 12, month % 12 + 1, 1) - DAY).day
        day, left = date(year, month, min(day.day, last)), 0
    while left:
        day += DAY
        if given_step.duration.unit is not Unit.WORKING or CALENDAR.is_working(day):
            left -= 1
    return max(day, given_step.finish_no_earlier or day)


def slow_dates(given_problem: RouteProblem) -> dict[str, date]:
    """Finishes by relaxing all links over and over: the longest path without any order of visiting."""
    steps = {s.id: s for s in given_problem.steps}
    back = {s.id: DAY if s.duration.amount else DAY * 0 for s in given_problem.steps}

    def floor(s: RouteStep) -> date:
        return max(given_problem.start, s.earliest or given_problem.start) - back[s.id]

    point = {s.id: (s.actual_start - back[s.id]) if s.actual_start else floor(s) for s in given_problem.steps}
    for _ in range(len(steps) + 1):
        finish = {i: s.actual_finish or slow_finish(s, point[i]) for i, s in steps.items()}
        for i, s in steps.items():
            if s.actual_start or s.actual_finish:
                continue
            bounds = [floor(s)]
            groups: dict[str, list[date]] = {}
            for link in given_problem.links:
                if link.after == i:
                    ready = finish[link.before] + DAY * link.lag
                    if link.any_of:
                        groups.setdefault(link.any_of, []).append(ready)
                    else:
                        bounds.append(ready)
            bounds += [min(days) for days in groups.values()]
            point[i] = max(bounds)
    return {i: s.actual_finish or slow_finish(s, point[i]) for i, s in steps.items()}


UNITS = st.sampled_from([Unit.WORKING, Unit.WORKING, Unit.EVERY_DAY, Unit.CALENDAR])


@st.composite
def networks(draw: st.DrawFn, facts: bool = True) -> RouteProblem:
    size = draw(st.integers(2, 8))
    steps, links = [], []
    for i in range(size):
        limit = Limit(draw(st.integers(0, 9)), draw(UNITS))
        if draw(st.integers(0, 15)) == 0:
            limit = Limit(draw(st.integers(1, 2)), Unit.CALENDAR_MONTH)
        plain = replace(step(f"s{i}"), duration=limit)
        if draw(st.booleans()):
            plain = replace(plain, earliest=START + DAY * draw(st.integers(-5, 20)))
        if facts and draw(st.integers(0, 4)) == 0:
            started = START - DAY * draw(st.integers(0, 20))
            plain = replace(plain, actual_start=started, finish_no_earlier=START)
            if draw(st.booleans()):
                plain = replace(plain, actual_finish=started + DAY * draw(st.integers(0, 9)))
        steps.append(plain)
        for before in range(i):
            if draw(st.integers(0, 2)) == 0:
                lag = draw(st.sampled_from([0, 0, 0, 3]))
                group = draw(st.sampled_from(["", "", "one", "two"]))
                links.append(RouteLink(f"s{before}", f"s{i}", lag=lag, any_of=group))
    shuffled = draw(st.permutations(steps))
    return RouteProblem(START, tuple(shuffled), tuple(links), f"s{size - 1}")


@given(networks())
def test_the_pass_agrees_with_the_slow_reader(given_problem: RouteProblem) -> None:
    result = critical_path(given_problem, CALENDAR)
    assert {s.id: s.finish for s in result.steps} == slow_dates(given_problem)


@given(networks())
def test_floats_are_true(given_problem: RouteProblem) -> None:
    """Using all the total float leaves the goal where it is, one achievable day more moves it.

    (With alternatives another one may step in, so the second half is asked of networks without.)
    """
    chosen = any(link.any_of for link in given_problem.links)
    result = critical_path(given_problem, CALENDAR)
    goal = result.step(given_problem.goal)
    steps = {s.id: s for s in given_problem.steps}

    def goal_if(step_id: str, finish: date) -> date:
        held = replace(steps[step_id], finish_no_earlier=finish)
        moved = tuple(held if s.id == step_id else s for s in given_problem.steps)
        return slow_dates(replace(given_problem, steps=moved))[given_problem.goal]

    for planned in result.steps:
        assert 0 <= planned.free_float <= planned.total_float
        if steps[planned.id].actual_finish is not None:
            assert not planned.critical and planned.total_float == 0
            continue
        assert goal_if(planned.id, planned.late_finish) == goal.finish
        if planned.critical and not chosen:
            following = planned.late_finish + DAY
            if steps[planned.id].duration.unit is Unit.WORKING:
                following = CALENDAR.first_day_not_off(following)
            assert goal_if(planned.id, following) > goal.finish


@given(networks())
def test_free_float_moves_no_other_step(given_problem: RouteProblem) -> None:
    result = critical_path(given_problem, CALENDAR)
    for planned in result.steps:
        original = next(s for s in given_problem.steps if s.id == planned.id)
        if original.actual_finish is not None or any(
            link.before == planned.id and link.any_of for link in given_problem.links
        ):
            continue
        held = replace(original, finish_no_earlier=planned.finish + DAY * planned.free_float)
        moved = tuple(held if s.id == planned.id else s for s in given_problem.steps)
        again = critical_path(replace(given_problem, steps=moved), CALENDAR)
        for one, other in zip(result.steps, again.steps, strict=True):
            assert one.id == planned.id or one.finish == other.finish


@given(networks())
def test_facts_never_move_and_nothing_new_lies_before_the_start(given_problem: RouteProblem) -> None:
    result = critical_path(given_problem, CALENDAR)
    for original, planned in zip(given_problem.steps, result.steps, strict=True):
        assert original.id == planned.id
        if original.actual_start is not None:
            assert planned.start == original.actual_start == planned.late_start
        if original.actual_finish is not None:
            assert planned.finish == original.actual_finish == planned.late_finish
        if original.actual_start is None and original.actual_finish is None:
            assert planned.start >= max(START, original.earliest or START)


@given(networks(facts=False))
def test_the_driving_chain_reaches_from_the_goal_to_its_beginning(given_problem: RouteProblem) -> None:
    """Following ``driven_by`` back from the goal, the chain is critical, and each link is tight."""
    result = critical_path(given_problem, CALENDAR)
    steps = {s.id: s for s in given_problem.steps}
    lags = {}
    for link in given_problem.links:
        lags.setdefault((link.before, link.after), set()).add(link.lag)
    here = result.step(given_problem.goal)
    seen = 0
    while here.driven_by:
        assert here.critical
        before = result.step(here.driven_by)
        points = {before.finish + DAY * lag for lag in lags[before.id, here.id]}
        assert here.finish in {slow_finish(steps[here.id], point) for point in points}
        here = before
        seen += 1
    assert here.critical and seen < len(steps)


@given(networks())
def test_makespan_runs_from_the_first_day_to_the_goal(given_problem: RouteProblem) -> None:
    result = critical_path(given_problem, CALENDAR)
    first = min(s.start for s in result.steps)
    assert result.makespan == result.bound == (result.step(given_problem.goal).finish - first).days + 1


# -- by hand ----------------------------------------------------------------------------------------------


def test_working_days_skip_the_holiday_and_use_the_make_up_day() -> None:
    # 28-30 September and 8, 9, 10 (a Saturday, made up) October are worked.
    result = plan([step("a", 7), step("b", 6, Unit.WORKING)], [RouteLink("a", "b")])
    assert (result.step("a").start, result.step("a").finish) == (START, date(2026, 9, 27))
    assert (result.step("b").start, result.step("b").finish) == (date(2026, 9, 28), date(2026, 10, 10))
    assert result.makespan == 20


def test_two_days_that_only_need_signing_fall_on_one_day() -> None:
    land = step("land", 0, earliest=date(2026, 10, 3))
    result = plan([land, step("x", 0), step("y", 0)], [RouteLink("land", "x"), RouteLink("x", "y")])
    assert {s.start for s in result.steps} == {date(2026, 10, 3)} == {s.finish for s in result.steps}


def test_a_review_after_a_decision_counts_from_the_day_after() -> None:
    result = plan([step("land", 0), step("x", 5)], [RouteLink("land", "x")])
    assert result.step("x").start == START + DAY
    assert result.step("x").finish == START + 5 * DAY


def test_any_one_of_several_is_enough() -> None:
    links = [RouteLink("a", "c", any_of="g"), RouteLink("b", "c", any_of="g")]
    result = plan([step("a", 9), step("b", 2), step("c", 1)], links)
    assert result.step("c").driven_by == "b"
    assert result.step("c").start == START + 2 * DAY
    assert not result.step("a").critical and result.step("b").critical


def test_a_long_step_beside_the_goal_is_not_critical() -> None:
    result = plan([step("a", 2), step("long", 90), step("goal", 0)], [RouteLink("a", "goal")])
    assert result.step("a").critical and not result.step("long").critical
    assert result.step("long").total_float == 0


def test_a_started_step_ignores_links_that_came_too_late() -> None:
    running = step("b", 4, actual_start=START - 2 * DAY, finish_no_earlier=START)
    result = plan([step("a", 9), running, step("c", 0)], [RouteLink("a", "b"), RouteLink("b", "c")])
    assert result.step("b").start == START - 2 * DAY
    assert result.step("c").finish == START + DAY


def test_a_cycle_is_named_in_order() -> None:
    links = [RouteLink("a", "b"), RouteLink("b", "c"), RouteLink("c", "a"), RouteLink("c", "goal")]
    result = plan([step("a"), step("b"), step("c"), step("goal")], links)
    assert result.status is SolveStatus.INFEASIBLE and not result.steps
    names = list(result.conflict)
    assert names[0] == names[-1] and sorted(names[1:]) == ["事项a", "事项b", "事项c"]
    following = {"事项a": "事项b", "事项b": "事项c", "事项c": "事项a"}
    assert all(following[one] == other for one, other in pairwise(names))


def test_a_fact_breaks_a_cycle() -> None:
    done = step("a", actual_start=START - DAY, actual_finish=START - DAY)
    result = plan([done, step("b")], [RouteLink("a", "b"), RouteLink("b", "a")])
    assert result.status is SolveStatus.OPTIMAL


@pytest.mark.parametrize("edge", [date(2003, 12, 1), date(2045, 12, 30)])
def test_dates_outside_the_calendar_are_refused(edge: date) -> None:
    outside = RouteProblem(edge, (step("a", 9, Unit.WORKING), step("b", 9)), (RouteLink("a", "b"),), "b")
    with pytest.raises(Refusal, match=r"calendar\.out_of_range"):
        critical_path(outside, CALENDAR)


def test_links_and_goals_must_name_steps() -> None:
    with pytest.raises(ValueError, match="names no step"):
        plan([step("a")], [RouteLink("a", "b")])
    with pytest.raises(ValueError, match="goal"):
        plan([step("a")], [], goal="b")
    with pytest.raises(ValueError, match="same id"):
        plan([step("a"), step("a")], [])
