"""How long the planner takes: the whole of `solve`, on networks like those of projects."""

from __future__ import annotations

import random
import statistics
import time
from datetime import date

from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.limits import Limit, Unit
from agent_desk.domain.route import RouteLink, RouteProblem, RouteStep, StepKind
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


def run(rounds: int = 7) -> dict[str, float]:
    """Median milliseconds of one `solve` per size, the calendar's arrays being warm."""
    calendar = WorkCalendar(())
    result: dict[str, float] = {}
    for size in SIZES:
        problem = network(size)
        solve(problem, calendar)
        times = []
        for _ in range(rounds):
            start = time.perf_counter()
            solve(problem, calendar)
            times.append((time.perf_counter() - start) * 1000)
        result[f"steps_{size}_ms"] = round(statistics.median(times), 3)
    return result


if __name__ == "__main__":
    print(run())
