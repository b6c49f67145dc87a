"""The steps of one case in a route: preparation, review (or legal minimum period), conversion.

What was recorded becomes fixed dates; what is still open becomes a duration. A planned review begins with its
first counted day, so it starts at the earliest on the day after today: papers handed in today count from
tomorrow (民法典 201). What is done at once takes one working day, the day it is handed in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.case import Case, CaseMode
from agent_desk.domain.case_clocks import ClockChoices, RunningClock, review_clocks
from agent_desk.domain.case_life import CaseLife, CaseStatus
from agent_desk.domain.catalogue import ApprovalItem, ClockOwner, LimitType
from agent_desk.domain.limits import ClockKind, Limit, Unit
from agent_desk.domain.planning import PlanningAssumptions
from agent_desk.domain.route import RouteStep, StepKind

_ONE_DAY = timedelta(days=1)
_AT_ONCE = Limit(1, Unit.WORKING)
_MOMENT = Limit(0, Unit.EVERY_DAY)
_UNDONE = frozenset({CaseStatus.REFUSED, CaseStatus.REVOKED})


@dataclass(frozen=True, slots=True)
class PlanningDay:
    """What every step is planned with: the day asked about, the calendar, the office's choices."""

    today: date
    calendar: WorkCalendar
    assumptions: PlanningAssumptions
    green: bool
    clock_choices: ClockChoices


@dataclass(frozen=True, slots=True)
class CaseSteps:
    """One case laid out: ``work`` is the review or minimum period, ``assumed`` if its length is supposed.

    ``conversion`` is there for a simulated case: its opinion comes out of ``work``, its decision of
    ``conversion``.
    """

    case: Case
    item: ApprovalItem
    preparation: RouteStep | None
    work: RouteStep
    conversion: RouteStep | None
    assumed: bool

    @property
    def steps(self) -> tuple[RouteStep, ...]:
        """All steps in order."""
        return tuple(step for step in (self.preparation, self.work, self.conversion) if step is not None)

    @property
    def first(self) -> RouteStep:
        """The step the case begins with."""
        return self.preparation or self.work

    @property
    def final(self) -> RouteStep:
        """The step out of which the legally binding decision comes."""
        return self.conversion or self.work

    @property
    def simulated(self) -> bool:
        """Whether the case runs before its legal conditions hold."""
        return self.conversion is not None


def lay_out_case(case: Case, item: ApprovalItem, life: CaseLife, plan: PlanningDay) -> CaseSteps:
    """The steps of a case. One that was refused or revoked is planned anew; its record stays."""
    if life.status in _UNDONE:
        life = CaseLife()
    # A legal minimum period cannot be run on trial: it has been kept or it has not.
    simulated = case.mode is CaseMode.SIMULATED and item.limit_type is not LimitType.MIN
    limit, assumed = planned_limit(case, item, plan)
    work = _with_facts(_plain_work(case, item, limit, simulated, plan), case, item, life, plan)
    return CaseSteps(
        case,
        item,
        _preparation(case, item, life, plan),
        work,
        _conversion(case, item, life) if simulated else None,
        assumed,
    )


def planned_limit(case: Case, item: ApprovalItem, plan: PlanningDay) -> tuple[Limit, bool]:
    """The length to plan a case's work with, and whether it is only a planning assumption.

    A legal minimum period is never shortened. Otherwise the green channel's target, else the promise, else
    the law's limit; what has no limit, and what is the applicant's own duty, takes the planning assumption.
    Zero means at once (即办).
    """
    if item.limit_type is LimitType.MIN and case.statutory is not None:
        return case.statutory, False
    if item.limit_type is LimitType.INSTANT or case.mode is CaseMode.COMMITMENT:
        return Limit(0, Unit.WORKING), False
    if item.limit_type is not LimitType.APPLICANT_DUTY:
        for limit in (case.target if plan.green else None, case.promised, case.statutory):
            if limit is not None:
                return limit, False
    return plan.assumptions.step(item.code), True


def _preparation(case: Case, item: ApprovalItem, life: CaseLife, plan: PlanningDay) -> RouteStep | None:
    handed_in = life.received_on or life.accepted_on or life.mock_on or life.decided_on
    length = plan.assumptions.preparation(item.code)
    if life.prepared_on is None and (handed_in is not None or not length.amount):
        return None
    step = RouteStep(
        f"{case.id}:preparation",
        case.id,
        item.code,
        f"{item.short_name}·编制",
        StepKind.PREPARATION,
        length if length.amount else Limit(1, Unit.EVERY_DAY),
        earliest=plan.today,
        actual_start=life.prepared_on,
    )
    if handed_in is not None and life.prepared_on is not None:
        return replace(step, actual_finish=max(life.prepared_on, handed_in))
    return replace(step, finish_no_earlier=plan.today) if life.prepared_on else step


def _plain_work(
    case: Case, item: ApprovalItem, limit: Limit, simulated: bool, plan: PlanningDay
) -> RouteStep:
    if item.limit_type is LimitType.MIN:
        kind = StepKind.MINIMUM
    elif item.clock_owner is ClockOwner.APPLICANT:
        kind = StepKind.PREPARATION
    else:
        kind = StepKind.REVIEW
    at_once = not limit.amount
    return RouteStep(
        f"{case.id}:{kind.value if kind is StepKind.MINIMUM else 'review'}",
        case.id,
        item.code,
        item.short_name,
        kind,
        _AT_ONCE if at_once else limit,
        earliest=plan.today if at_once else plan.today + _ONE_DAY,
        simulated=simulated,
    )


def _with_facts(
    step: RouteStep, case: Case, item: ApprovalItem, life: CaseLife, plan: PlanningDay
) -> RouteStep:
    ended = (life.mock_on or life.decided_on) if step.simulated else life.decided_on
    if ended is not None:
        began = life.accepted_on or life.received_on or ended
        return replace(step, actual_start=min(began, ended), actual_finish=ended)
    if life.accepted_on is not None:
        start, finish = _forecast(step, case, item, life, plan)
        return replace(step, actual_start=start, finish_no_earlier=finish)
    if life.status is CaseStatus.SUPPLEMENTING and life.supplement_since is not None:
        complete = life.supplement_since + timedelta(days=plan.assumptions.supplement_days)
        return replace(step, earliest=max(plan.today, complete) + _ONE_DAY)
    return step


def _forecast(
    step: RouteStep, case: Case, item: ApprovalItem, life: CaseLife, plan: PlanningDay
) -> tuple[date, date]:
    """Start and expected end of a running step: the first of its limits not yet run out, pauses included.

    A case behind its target is expected by its promise, then by the law; one behind all of them, today.
    """
    assert life.accepted_on is not None
    clocks = review_clocks(case, item, life, plan.calendar, plan.clock_choices)
    start = clocks[0].start if clocks else life.accepted_on
    planned = RunningClock(ClockKind.TARGET, start, step.duration, life.special_pauses)
    binding = [c for c in clocks if plan.green or c.kind is not ClockKind.TARGET]
    if item.limit_type is LimitType.MIN or not binding:
        binding = [planned]
    ends = (clock.deadline(plan.calendar, plan.clock_choices, plan.today).due_unmoved for clock in binding)
    return start, next((end for end in ends if end >= plan.today), plan.today)


def _conversion(case: Case, item: ApprovalItem, life: CaseLife) -> RouteStep:
    return RouteStep(
        f"{case.id}:conversion",
        case.id,
        item.code,
        f"{item.short_name}·转正式",
        StepKind.CONVERSION,
        _MOMENT,
        actual_start=life.converted_on or life.decided_on,
        actual_finish=life.converted_on or life.decided_on,
    )
