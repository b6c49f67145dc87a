"""A route problem compiled to arrays: one place per step, links by number, days as ordinals.

Links into a step that has already started are left out: facts bind, wishes no longer do.
"""

from __future__ import annotations

from collections.abc import Iterator

from agent_desk.domain.limits import Unit
from agent_desk.domain.route import RouteProblem

ZERO, EVERY_DAY, WORKING, MONTHS = range(4)
"""How a step's duration is counted."""

PLANNED, STARTED, FINISHED = range(3)
"""What is known of a step: nothing yet, its start, or both ends."""

_WORKING_DAYS, _MONTH = Unit.WORKING, Unit.CALENDAR_MONTH

Edge = tuple[int, int]
"""(number of the step before, lag in days)."""


class Network:
    """The arrays. ``floor`` is the earliest point of a step, ``hold`` the earliest day of its finish.

    ``before[i]`` holds the plain links into a step; the rare ones stand apart: ``lagged[i]`` those with a
    lag, ``either[i]`` the groups of which one member is enough. ValueError for ids that do not fit
    together.
    """

    def __init__(self, problem: RouteProblem) -> None:
        self.steps = problem.steps
        self.size = len(problem.steps)
        self.index = {step.id: i for i, step in enumerate(problem.steps)}
        if len(self.index) != self.size:
            raise ValueError("two steps of a route have the same id")
        if problem.goal not in self.index:
            raise ValueError(f"the goal {problem.goal!r} is no step of the route")
        self.goal = self.index[problem.goal]
        self._read_steps(problem)
        self._read_links(problem)

    def _read_steps(self, problem: RouteProblem) -> None:
        begin = problem.start.toordinal()
        size = self.size
        self.state = bytearray(size)
        self.counting = bytearray(size)
        self.amount = [0] * size
        self.floor = [begin] * size
        self.hold = [0] * size
        for i, step in enumerate(self.steps):
            first = begin
            if step.actual_finish is not None:
                self.state[i] = FINISHED
            elif step.actual_start is not None:
                self.state[i] = STARTED
                first = step.actual_start.toordinal()
            elif step.earliest is not None:
                first = max(begin, step.earliest.toordinal())
            if step.finish_no_earlier is not None:
                self.hold[i] = step.finish_no_earlier.toordinal()
            limit = step.duration
            if limit.amount:
                unit = limit.unit
                self.counting[i] = (
                    WORKING if unit is _WORKING_DAYS else MONTHS if unit is _MONTH else EVERY_DAY
                )
                self.amount[i] = limit.amount
                first -= 1
            self.floor[i] = first

    def _read_links(self, problem: RouteProblem) -> None:
        index, state = self.index, self.state
        before: list[list[int]] = [[] for _ in problem.steps]
        self.before = before
        self.lagged: dict[int, list[Edge]] = {}
        self.either: dict[int, dict[str, list[Edge]]] = {}
        self.sorted = True
        for link in problem.links:
            try:
                source, target = index[link.before], index[link.after]
            except KeyError:
                raise ValueError(f"link {link.before!r} -> {link.after!r} names no step") from None
            if state[target]:
                continue
            if source >= target:
                self.sorted = False
            if link.any_of:
                self.either.setdefault(target, {}).setdefault(link.any_of, []).append((source, link.lag))
            elif link.lag:
                self.lagged.setdefault(target, []).append((source, link.lag))
            else:
                before[target].append(source)

    def sources(self, target: int) -> list[int]:
        """The steps of all links into a step, alternatives included."""
        found = self.before[target]
        if target in self.lagged or target in self.either:
            found = [*found, *(source for source, _ in self.lagged.get(target, ()))]
            for edges in self.either.get(target, {}).values():
                found.extend(source for source, _ in edges)
        return found

    def order(self) -> list[int] | None:
        """Step numbers so that every link points forward; None where links form a cycle."""
        if self.sorted:
            return list(range(self.size))
        after: list[list[int]] = [[] for _ in range(self.size)]
        waiting = [0] * self.size
        for target in range(self.size):
            sources = self.sources(target)
            waiting[target] = len(sources)
            for source in sources:
                after[source].append(target)
        order = [i for i in range(self.size) if not waiting[i]]
        for i in order:
            for target in after[i]:
                waiting[target] -= 1
                if not waiting[target]:
                    order.append(target)
        return order if len(order) == self.size else None

    def cycle(self) -> list[int]:
        """One cycle in the direction of the links, its first step repeated at the end. There must be one."""
        done: set[int] = set()
        for root in range(self.size):
            if root in done:
                continue
            path = [root]
            place = {root: 0}
            pending: list[Iterator[int]] = [iter(self.sources(root))]
            while pending:
                source = next((each for each in pending[-1] if each not in done), None)
                if source is None:
                    pending.pop()
                    node = path.pop()
                    done.add(node)
                    del place[node]
                elif source in place:
                    loop = path[place[source] :][::-1]
                    return [loop[-1], *loop]
                else:
                    place[source] = len(path)
                    path.append(source)
                    pending.append(iter(self.sources(source)))
        raise AssertionError("there is no cycle")
