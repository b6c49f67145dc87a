"""How fast the clocks count: working-day arithmetic against the calendar library, and open clocks again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date, timedelta

import holidays

from agent_desk.calendars.published import load_calendar
from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.clock import Pause, compute, read
from agent_desk.domain.limits import Limit, Unit

TODAY = date(2026, 11, 22)
LIMITS = (3, 5, 7, 10, 15, 20, 20, 20, 30, 45, 60)
"""Working days as they occur in the catalogue, the usual 20 three times."""
CLOCKS = 90_000
"""1,000 projects with 30 cases each and three clocks a case."""
ROUNDS = 5


def _best(action: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of the fastest of some rounds; the others were disturbed."""
    seconds = []
    for _ in range(rounds):
        begun = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


def _arithmetic(calendar: WorkCalendar) -> dict[str, float]:
    rng = random.Random(1)
    # All ends lie in published years, where both must give the same days or the comparison means nothing.
    jobs = [(TODAY - timedelta(days=rng.randrange(80, 600)), rng.choice(LIMITS)) for _ in range(2000)]
    library = holidays.country_holidays("CN", years=range(2024, 2028), language="zh_CN")
    for start, n in jobs:
        assert calendar.add_working(start, n) == library.get_nth_working_day(start, n)

    def all_jobs(add: Callable[[date, int], object]) -> None:
        for start, n in jobs:
            add(start, n)

    ours = _best(lambda: all_jobs(calendar.add_working), 20) / len(jobs)
    theirs = _best(lambda: all_jobs(library.get_nth_working_day), 3) / len(jobs)
    return {
        "add_working_calls_per_s": round(1 / ours),
        "library_calls_per_s": round(1 / theirs),
        "ratio_to_library": round(theirs / ours, 1),
    }


def _open_clocks(calendar: WorkCalendar) -> dict[str, float]:
    rng = random.Random(2)
    units = (Unit.WORKING, Unit.WORKING, Unit.CALENDAR, Unit.EVERY_DAY)
    clocks: list[tuple[date, Limit, tuple[Pause, ...]]] = []
    for _ in range(CLOCKS):
        start = TODAY - timedelta(days=rng.randrange(40))
        pauses: tuple[Pause, ...] = ()
        if rng.random() < 0.25:
            first = start + timedelta(days=rng.randrange(1, 20))
            end = None if rng.random() < 0.3 else first + timedelta(days=rng.randrange(15))
            pauses = (Pause(first, end, "expert_review", notice="1"),)
        clocks.append((start, Limit(rng.choice(LIMITS), rng.choice(units)), pauses))

    def recompute() -> None:
        for start, limit, pauses in clocks:
            read(compute(start, limit, calendar, pauses, as_of=TODAY), calendar, TODAY)

    seconds = _best(recompute)
    return {
        "open_clocks": CLOCKS,
        "recompute_s": round(seconds, 3),
        "clocks_per_s": round(CLOCKS / seconds),
    }


def run() -> dict[str, float]:
    """The figures of this subject; ``recompute_s`` counts the dates and the days left of all open clocks."""
    calendar = load_calendar()
    load_s = _best(load_calendar, 3)
    return {"load_calendar_warm_s": round(load_s, 4), **_arithmetic(calendar), **_open_clocks(calendar)}


if __name__ == "__main__":
    print(run())
