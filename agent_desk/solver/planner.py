"""The planner's one door: a route problem in, a proven answer out.

Today a route has neither shared resources nor choices of mode, so the exact pass over the network is the
optimum and no search is called. When measures become choices (modes of a case) or people and review slots
become scarce, the constraint model is built here, behind the same function: windows and a first plan from
the exact pass, the search on top, and nothing of the search's own types in the result.
"""

from __future__ import annotations

from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.critical_path import critical_path
from agent_desk.domain.route import RouteProblem, RouteResult


def solve(problem: RouteProblem, calendar: WorkCalendar) -> RouteResult:
    """The shortest route to the goal, each step as early as possible.

    ``INFEASIBLE`` with the steps named in order where the requirements form a cycle. Refusal
    ``calendar.out_of_range`` where the dates leave the calendar.
    """
    return critical_path(problem, calendar)
