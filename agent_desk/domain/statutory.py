"""The yardstick of days saved: every item one after the other, each taking all the time the law allows.

"较法定已省" compares a route with this sequence. Definition: the approval items before completion that
apply to the project, in the order given, each starting when the one before has ended; an upper limit and a
legal minimum period run to their last day (unmoved), an item done at once takes no day, and an item to
which the law gives no number is put in at the planning default, marked ``assumed``. Duties of the applicant
are not part of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.catalogue import ApprovalItem, LimitType, Stage
from agent_desk.domain.clock import ClockSettings, compute
from agent_desk.domain.limits import Limit, Unit

_UNMOVED = ClockSettings(roll_over=False)
_AT_ONCE = Limit(0, Unit.WORKING)


@dataclass(frozen=True, slots=True)
class StatutoryStep:
    """One item of the sequence. It takes the days after ``after`` up to ``finish``, ``days`` calendar days.

    ``assumed``: the law sets no number and ``limit`` is the planning default.
    """

    item_code: str
    limit: Limit
    after: date
    finish: date
    days: int
    assumed: bool = False


def statutory_sequence(
    items: Sequence[ApprovalItem], start: date, calendar: WorkCalendar, default_days: int
) -> tuple[StatutoryStep, ...]:
    """The items one after the other from ``start`` (the first counted day is the day after it).

    ``default_days``: working days for an item without a statutory number.
    """
    steps = []
    after = start
    for item in items:
        if item.stage is Stage.COMPLETION or item.limit_type is LimitType.APPLICANT_DUTY:
            continue
        limit, assumed = _statutory_limit(item, default_days)
        finish = compute(after, limit, calendar, settings=_UNMOVED).due
        steps.append(
            StatutoryStep(item.code, limit, after, finish, (finish - after) // timedelta(1), assumed)
        )
        after = finish
    return tuple(steps)


def statutory_sequence_days(
    items: Sequence[ApprovalItem], start: date, calendar: WorkCalendar, default_days: int
) -> int:
    """Calendar days of the whole sequence; 0 without items. See `statutory_sequence`."""
    return sum(step.days for step in statutory_sequence(items, start, calendar, default_days))


def _statutory_limit(item: ApprovalItem, default_days: int) -> tuple[Limit, bool]:
    if item.limit_type is LimitType.INSTANT:
        return _AT_ONCE, False
    if item.statutory is not None and item.limit_type is not LimitType.NONE:
        return item.statutory, False
    return Limit(default_days, Unit.WORKING), True
