"""The exact critical path of a route: earliest and latest dates, floats, and what binds each start.

Without shared resources and without choices the forward pass *is* the optimum; no search can do better.

Time is counted in points, as the law counts it (民法典 201): a step leaves its point - the day on which
its papers are in - and its duration is counted from the following day. A bar therefore starts on the first
counted day after its point, and a step without duration falls on its point itself. So several decisions that
only need signing may fall on one day, while a review that follows a decision counts from the day after.

Units: WORKING counts the working days of the calendar; CALENDAR and EVERY_DAY count every day, without the
roll-over off holidays (a plan aims at the unmoved date, deadlines.md rule 4); CALENDAR_MONTH ends on the
matching day. Facts never move: a finished step keeps its dates, a started one its start, and a link into a
step that has already started no longer binds anything.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.errors import Refusal
from agent_desk.domain.route import PlannedStep, RouteProblem, RouteResult, SolveStatus
from agent_desk.domain.route_network import EVERY_DAY, FINISHED, MONTHS, WORKING, Network
from agent_desk.domain.working_axis import WorkingAxis, working_axis

_NEVER = 1 << 40


def critical_path(problem: RouteProblem, calendar: WorkCalendar) -> RouteResult:
    """Schedule every step as early as its links allow and say what drives the goal.

    A cycle of links gives ``INFEASIBLE`` with the titles of its steps in order, the first repeated at the
    end. Total float is measured against the goal for the steps that lead to it, and against the last finish
    of all for the others, which are never critical. Refusal ``calendar.out_of_range`` where dates leave the
    calendar; ValueError for a link or a goal that names no step.
    """
    network = Network(problem)
    order = network.order()
    if order is None:
        titles = tuple(problem.steps[i].title for i in network.cycle())
        return RouteResult(SolveStatus.INFEASIBLE, 0, 0, conflict=titles)
    axis = working_axis(calendar)
    try:
        schedule = Schedule(network, order, axis)
        schedule.forward()
        schedule.check_range()
        schedule.backward()
        steps = schedule.planned_steps()
    except IndexError:
        raise _out_of_range(axis) from None
    first = min(step.start for step in steps)
    makespan = (steps[network.goal].finish - first).days + 1
    return RouteResult(SolveStatus.OPTIMAL, makespan, makespan, steps)


def _out_of_range(axis: WorkingAxis) -> Refusal:
    first, last = date.fromordinal(axis.base), date.fromordinal(axis.last)
    return Refusal("calendar.out_of_range", first=first.isoformat(), last=last.isoformat())


class Schedule:
    """One run of both passes over a compiled network, for `critical_path` and for those who time it.

    Days are ordinals; ``point`` is the day a step leaves, ``finish`` its last. IndexError where a day lies
    outside the calendar.
    """

    def __init__(self, network: Network, order: list[int], axis: WorkingAxis) -> None:
        self._net = network
        self._order = order
        self._axis = axis
        size = network.size
        self.point = [0] * size
        self.finish = [0] * size
        self.driver = [-1] * size
        self.late_point = [0] * size
        self.late_finish = [_NEVER] * size
        self.free_until = [_NEVER] * size
        self.leads = bytearray(size)
        self.drives = bytearray(size)

    def forward(self) -> None:
        """Earliest points and finishes, and for each step the link that binds it."""
        net, point, finish, driver = self._net, self.point, self.finish, self.driver
        upto, days, base = self._axis.upto, self._axis.days, self._axis.base
        state, before, floor, hold = net.state, net.before, net.floor, net.hold
        counting, amount = net.counting, net.amount
        rare = net.lagged.keys() | net.either.keys()
        for i in self._order:
            at = floor[i]
            if state[i] == FINISHED:
                self._place_fact(i)
                continue
            binding = -1
            for source in before[i]:
                ready = finish[source]
                if ready > at:
                    at = ready
                    binding = source
                elif ready == at and binding < 0:
                    binding = source
            if i in rare:
                at, binding = self._wait_for_rare(i, at, binding)
            driver[i] = binding
            point[i] = at
            kind = counting[i]
            if kind == WORKING:
                at = days[upto[at - base] + amount[i]]
            elif kind == EVERY_DAY:
                at += amount[i]
            elif kind == MONTHS:
                at = _add_months(at, amount[i])
            finish[i] = at if at > hold[i] else hold[i]

    def _place_fact(self, i: int) -> None:
        step = self._net.steps[i]
        assert step.actual_finish is not None
        self.finish[i] = step.actual_finish.toordinal()
        self.point[i] = min(self.finish[i], (step.actual_start or step.actual_finish).toordinal())

    def _wait_for_rare(self, i: int, at: int, binding: int) -> tuple[int, int]:
        """Links with a lag, and of each group of alternatives the one that is there first."""
        finish = self.finish
        edges = self._net.lagged.setdefault(i, [])
        for group in self._net.either.get(i, {}).values():
            edges.append(min(group, key=lambda edge: finish[edge[0]] + edge[1]))
        for source, lag in edges:
            ready = finish[source] + lag
            if ready > at or (ready == at and binding < 0):
                at, binding = ready, source
        return at, binding

    def backward(self) -> None:
        """Latest points that leave the goal where it is, and which steps lead to it and drive it."""
        self._mark_leading()
        self._mark_driving()
        net, point, late_point, late_finish = self._net, self.point, self.late_point, self.late_finish
        leads, free_until, before, lagged = self.leads, self.free_until, net.before, net.lagged
        state, finish, counting, amount = net.state, self.finish, net.counting, net.amount
        upto, days, base = self._axis.upto, self._axis.days, self._axis.base
        horizon = max(finish)
        late_finish[net.goal] = finish[net.goal]
        for i in reversed(self._order):
            latest = late_finish[i]
            if latest == _NEVER:
                latest = horizon
            kind = counting[i]
            if state[i]:
                latest = finish[i] if state[i] == FINISHED else self._usable(i, latest)
                late = slide = point[i]
            elif kind == WORKING:
                worked = upto[latest - base]
                latest = max(days[worked], finish[i])
                late = days[worked - amount[i] + 1] - 1
                slide = days[upto[finish[i] - base] - amount[i] + 1] - 1
            elif kind == MONTHS:
                late, slide = _months_before(latest, amount[i]), _months_before(finish[i], amount[i])
            else:
                late, slide = latest - amount[i], finish[i] - amount[i]
            late_finish[i] = latest
            late_point[i] = late
            lead = leads[i]
            for source in before[i]:
                if slide < free_until[source]:
                    free_until[source] = slide
                if late < late_finish[source] and (lead or not leads[source]):
                    late_finish[source] = late
            if i in lagged:
                self._push_lagged(i, late, slide)

    def _push_lagged(self, i: int, late: int, slide: int) -> None:
        for source, lag in self._net.lagged[i]:
            self.free_until[source] = min(self.free_until[source], slide - lag)
            if self.leads[i] or not self.leads[source]:
                self.late_finish[source] = min(self.late_finish[source], late - lag)

    def _mark_leading(self) -> None:
        """The steps from which links lead to the goal; only these can be critical."""
        leads, before, lagged = self.leads, self._net.before, self._net.lagged
        leads[self._net.goal] = 1
        for i in reversed(self._order):
            if leads[i]:
                for source in before[i]:
                    leads[source] = 1
                if i in lagged:
                    for source, _ in lagged[i]:
                        leads[source] = 1

    def _mark_driving(self) -> None:
        """The steps whose finish is what another waits for, all the way to the goal."""
        net, drives, finish = self._net, self.drives, self.finish
        pending = [net.goal]
        drives[net.goal] = 1
        while pending:
            i = pending.pop()
            at = self.point[i]
            binding = [source for source in net.before[i] if finish[source] == at]
            binding.extend(source for source, lag in net.lagged.get(i, ()) if finish[source] + lag == at)
            for source in binding:
                if not drives[source]:
                    drives[source] = 1
                    pending.append(source)

    def _usable(self, i: int, latest: int) -> int:
        """The last day up to ``latest`` on which the step can really finish: working days skip weekends."""
        if self._net.counting[i] == WORKING:
            latest = self._axis.days[self._axis.upto[latest - self._axis.base]]
        return max(latest, self.finish[i])

    def check_range(self) -> None:
        """IndexError when a day lies outside the calendar (an array would quietly answer from its end)."""
        if min(self.point) < self._axis.base or max(self.finish) > self._axis.last:
            raise IndexError

    def planned_steps(self) -> tuple[PlannedStep, ...]:
        """The answer, in the order of the problem's steps."""
        net, finish, late_finish = self._net, self.finish, self.late_finish
        day, base = self._axis.dates, self._axis.base
        ids = [step.id for step in net.steps]
        total = [latest - ends for latest, ends in zip(late_finish, finish, strict=True)]
        columns = (
            ids,
            [day[at - base] for at in self._shown(self.point)],
            [day[at - base] for at in finish],
            [day[at - base] for at in self._shown(self.late_point)],
            [day[at - base] for at in late_finish],
            total,
            self._free_floats(total),
            self._critical(total),
            [ids[i] if i >= 0 else "" for i in self.driver],
        )
        return tuple(map(PlannedStep._make, zip(*columns, strict=True)))

    def _free_floats(self, total: list[int]) -> list[int]:
        finish, late_finish = self.finish, self.late_finish
        return [
            self._usable(i, until) - finish[i] if until < late_finish[i] else total[i]
            for i, until in enumerate(self.free_until)
        ]

    def _critical(self, total: list[int]) -> list[bool]:
        """On the chain that drives the goal, or leading to it without a day to lose; never what is done."""
        state, leads, drives = self._net.state, self.leads, self.drives
        return [
            state[i] != FINISHED and bool(drives[i] or (leads[i] and not total[i]))
            for i in range(self._net.size)
        ]

    def _shown(self, points: list[int]) -> list[int]:
        """The days on which bars start that leave these points: the first counted day, or the fact."""
        net, counting, state = self._net, self._net.counting, self._net.state
        upto, days, base = self._axis.upto, self._axis.days, self._axis.base
        shown = []
        for i, at in enumerate(points):
            kind = counting[i]
            if state[i]:
                started = net.steps[i].actual_start
                at = min(started.toordinal(), self.finish[i]) if started else self.finish[i]
            elif kind == WORKING:
                at = days[upto[at - base] + 1]
            elif kind:
                at += 1
            shown.append(at)
        return shown


def _add_months(ordinal: int, months: int) -> int:
    day = date.fromordinal(ordinal)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])).toordinal()


def _months_before(latest: int, months: int) -> int:
    """The last day from which the months end by ``latest``; in a short month several days end together."""
    ordinal = _add_months(latest, -months)
    while _add_months(ordinal + 1, months) <= latest:
        ordinal += 1
    return ordinal
