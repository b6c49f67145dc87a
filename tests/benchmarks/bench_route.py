"""How long the planner takes on networks like those of projects.

``passes``: forward and backward over a compiled network (the critical path proper). ``solve``: everything,
from the steps and links as values to the planned steps as values.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial

from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.critical_path import Schedule
from agent_desk.domain.limits import Limit, Unit
from agent_desk.domain.route import RouteLink, RouteProblem, RouteStep, StepKind
from agent_desk.domain.route_network import Network
from agent_desk.domain.working_axis import working_axis
from agent_desk.solver.planner import solve

SIZES = (60, 1_000, 10_000)
PROJECT = 60  # steps that hang together; larger networks are many projects side by side
_UNITS = (Unit.WORKING, Unit.WORKING, Unit.EVERY_DAY, Unit.CALENDAR)


def network(size: int, seed: int = 7) -> RouteProblem:
    """A random network: two links a step on average, working days and every-day days mixed."""
    chance = random.Random(seed)
    steps, links = [], []
    for i in range(size):
        limit = Limit(chance.randint(0, 15), chance.choice(_UNITS))
        steps.append(RouteStep(f"s{i}", "", "", f"步骤{i}", StepKind.REVIEW, limit))
        near = range(i - i % PROJECT, i)
        for before in chance.sample(near, min(len(near), chance.randint(1, 3))):
            links.append(RouteLink(f"s{before}", f"s{i}"))
    return RouteProblem(date(2026, 11, 23), tuple(steps), tuple(links), f"s{size - 1}")


def run(rounds: int = 9) -> dict[str, float]:
    """Median milliseconds per size, the calendar's arrays being warm."""
    calendar = WorkCalendar(())
    axis = working_axis(calendar)
    result: dict[str, float] = {}
    for size in SIZES:
        problem = network(size)
        compiled = Network(problem)
        order = compiled.order()
        assert order is not None

        def passes(compiled: Network = compiled, order: list[int] = order) -> None:
            schedule = Schedule(compiled, order, axis)
            schedule.forward()
            schedule.backward()

        result[f"passes_{size}_ms"] = _median_ms(passes, rounds)
        result[f"solve_{size}_ms"] = _median_ms(partial(solve, problem, calendar), rounds)
    return result


def _median_ms(work: Callable[[], object], rounds: int) -> float:
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(times), 3)


if __name__ == "__main__":
    print(run())
