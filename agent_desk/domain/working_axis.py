"""The working days of a calendar as two arrays over day numbers, for passes that count thousands of times.

The calendar answers one question at a time and checks each; a pass over a whole network asks the same arrays
directly. Days are proleptic ordinals (``date.toordinal``).
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from agent_desk.domain.calendar import WorkCalendar


class WorkingAxis:
    """``upto[day - base]`` = working days up to and with that day; ``days[k]`` = the k-th working day.

    ``days[0]`` is the day before the calendar begins and only fills the place. ``dates[day - base]`` is the
    date.
    """

    __slots__ = ("base", "dates", "days", "last", "upto")

    def __init__(self, calendar: WorkCalendar) -> None:
        self.base = calendar.first_day.toordinal()
        self.last = calendar.last_day.toordinal()
        self.days = [self.base - 1]
        self.upto: list[int] = []
        self.dates = [date.fromordinal(ordinal) for ordinal in range(self.base, self.last + 1)]
        worked = 0
        for ordinal, day in enumerate(self.dates, self.base):
            if calendar.is_working(day):
                worked += 1
                self.days.append(ordinal)
            self.upto.append(worked)


@lru_cache(maxsize=4)
def working_axis(calendar: WorkCalendar) -> WorkingAxis:
    """The arrays of a calendar, built once (calendars do not change; a few are alive at a time)."""
    return WorkingAxis(calendar)
