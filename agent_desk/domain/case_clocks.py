"""Which clocks run for a case, and from when (deadlines.md, "Clocks of a case" and rules 1, 5-8).

A running clock is a start, a limit and its pauses; ``clock.compute`` turns it into a date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.case import Case, CaseMode
from agent_desk.domain.case_life import CaseLife, CaseStatus
from agent_desk.domain.catalogue import ApprovalItem, ClockStart, LimitType
from agent_desk.domain.clock import (
    DEFAULT_SETTINGS,
    ClockSettings,
    Deadline,
    Pause,
    compute,
    may_stop,
)
from agent_desk.domain.limits import ClockKind, Limit, Unit

DELIVERY_LIMIT = Limit(10, Unit.WORKING)
"""行政许可法 44: the licence is handed over within ten working days of the decision."""

DELIVERY_BASIS = "行政许可法第四十四条"
NOTICE_BASIS = "行政许可法第三十二条"
PROMISE_BASIS = "浙江省保障“最多跑一次”改革规定第十二条"
TARGET_BASIS = "绿色通道内部时限"
GAP_BASIS = "浙江省保障“最多跑一次”改革规定第十一条"

_LEGAL_KIND = {
    LimitType.MIN: ClockKind.MINIMUM,
    LimitType.APPLICANT_DUTY: ClockKind.APPLICANT_DUTY,
}
"""Limits that are written like a department's and bind nobody, or the applicant."""

_UNDER_WAY = frozenset({CaseStatus.UNDER_REVIEW, CaseStatus.PAUSED})


@dataclass(frozen=True, slots=True)
class ClockChoices:
    """The office's choices where the law is silent; shown with every derivation."""

    counting: ClockSettings = DEFAULT_SETTINGS
    supplement_stops_target: bool = True
    """After acceptance a supplement stops no legal clock; by default it does stop the team's own target."""


@dataclass(frozen=True, slots=True)
class RunningClock:
    """One clock of a case before it is given a date. ``backdated``: see deadlines.md, rule 6."""

    kind: ClockKind
    start: date
    limit: Limit
    pauses: tuple[Pause, ...] = ()
    extension: int = 0
    subject: str = ""
    basis: str = ""
    backdated: bool = False

    def deadline(self, calendar: WorkCalendar, choices: ClockChoices, today: date) -> Deadline:
        """The date this clock ends on, asked on ``today`` (which matters only while a pause is open)."""
        return compute(
            self.start, self.limit, calendar, self.pauses, choices.counting, self.extension, as_of=today
        )


def running_clocks(
    case: Case, item: ApprovalItem, life: CaseLife, calendar: WorkCalendar, choices: ClockChoices
) -> tuple[RunningClock, ...]:
    """The clocks that run now. A finished case has at most its delivery clock; one not received has none."""
    if life.status is CaseStatus.GRANTED:
        return _delivery(life)
    if life.finished or life.received_on is None:
        return ()
    clocks: list[RunningClock] = []
    if life.status is CaseStatus.RECEIVED and life.complete_on is not None:
        clocks.append(RunningClock(ClockKind.NOTICE, life.complete_on, item.notice, basis=NOTICE_BASIS))
    if _under_way(case, life):
        clocks.extend(_review_clocks(case, item, life, calendar, choices))
    for gap in life.open_gaps:
        days = Limit((gap.until - gap.opened).days, Unit.EVERY_DAY)
        clocks.append(RunningClock(ClockKind.GAP, gap.opened, days, subject=gap.material, basis=GAP_BASIS))
    return tuple(clocks)


def _under_way(case: Case, life: CaseLife) -> bool:
    """Whether the department owes a decision. Only in simulated approval does an opinion end its part until the
    land is there (rule 11); an opinion on an ordinary application is no decision and stops nothing."""
    if life.accepted_on is None:
        return False
    ordinary_opinion = life.status is CaseStatus.MOCK_ISSUED and case.mode is not CaseMode.SIMULATED
    return life.status in _UNDER_WAY or ordinary_opinion


def review_clocks(
    case: Case, item: ApprovalItem, life: CaseLife, calendar: WorkCalendar, choices: ClockChoices
) -> tuple[RunningClock, ...]:
    """The three clocks of the review (statutory, promised, target), also of a case that is decided."""
    return tuple(_review_clocks(case, item, life, calendar, choices)) if life.accepted_on else ()


def starting_day(item: ApprovalItem, life: CaseLife, calendar: WorkCalendar) -> tuple[date, bool]:
    """The day the review clocks start from, and whether acceptance was backdated to the receipt.

    行政许可法 32: if the applicant is not told within the notice limit what is missing, the application counts
    as accepted from the day it was received.
    """
    accepted, received = life.accepted_on, life.received_on
    if accepted is None:
        raise ValueError("the case is not accepted")
    if received is not None and received < accepted:
        told_by = calendar.add_working(received, item.notice.amount)
        told_on = life.notice_on or accepted
        if told_on > told_by:
            return received, True
    if item.clock_start is ClockStart.RECEIPT and life.complete_on is not None:
        return life.complete_on, False
    return accepted, False


def _review_clocks(
    case: Case, item: ApprovalItem, life: CaseLife, calendar: WorkCalendar, choices: ClockChoices
) -> Sequence[RunningClock]:
    start, backdated = starting_day(item, life, calendar)
    kinds = tuple(kind.value for kind in item.excluded_time)
    legal = tuple(replace(p, allowed=may_stop(p.kind, kinds)) for p in life.special_pauses)
    lawful = (*legal, *(replace(p, allowed=False) for p in life.supplement_pauses))
    own = (*legal, *(_with_effect(p, choices) for p in life.supplement_pauses))
    clocks = []
    legal_kind = _LEGAL_KIND.get(item.limit_type, ClockKind.STATUTORY)
    for kind, limit, pauses, basis in (
        (ClockKind.TARGET, case.target, own, TARGET_BASIS),
        (ClockKind.PROMISED, case.promised, lawful, PROMISE_BASIS),
        (legal_kind, case.statutory, lawful, item.basis_on(start)),
    ):
        if limit is not None:
            extension = life.extension_days if kind is ClockKind.STATUTORY else 0
            clocks.append(
                RunningClock(kind, start, limit, pauses, extension, basis=basis, backdated=backdated)
            )
    return clocks


def _with_effect(pause: Pause, choices: ClockChoices) -> Pause:
    return replace(pause, allowed=choices.supplement_stops_target)


def _delivery(life: CaseLife) -> tuple[RunningClock, ...]:
    if life.delivered_on is not None or life.decided_on is None:
        return ()
    return (RunningClock(ClockKind.DELIVERY, life.decided_on, DELIVERY_LIMIT, basis=DELIVERY_BASIS),)


def suggested_mode(item: ApprovalItem, *, land_granted: bool, channel_green: bool) -> CaseMode:
    """The mode a case is opened in: simulated where the item allows it and the land is still to be acquired."""
    if item.simulated and channel_green and land_granted:
        return CaseMode.SIMULATED
    return CaseMode.STANDARD
