"""Limits of time and the kinds of clock that keep them. A limit has no date; `clock.compute` gives it one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from agent_desk.domain.errors import Refusal

MAX_AMOUNT = 4000
"""The longest limit the desk accepts, in the limit's own unit; beyond it an entry is surely a slip."""


class Unit(StrEnum):
    """What one unit of a limit is. The values are stable: they stand in files, tables and JSON."""

    WORKING = "working"
    """Working days: no weekends or holidays, make-up days count (行政许可法 82)."""
    CALENDAR = "calendar"
    """Days that run on; the last day moves off a holiday (民法典 203, by analogy)."""
    CALENDAR_MONTH = "calendar_month"
    """Months that end on the matching day, or on the last day of a shorter month (民法典 202)."""
    EVERY_DAY = "every_day"
    """Every day counts, holidays included, and nothing moves: the green channel's own targets (5+2)."""


class ClockKind(StrEnum):
    """Which clock a limit drives. Only STATUTORY, PROMISED, NOTICE and DELIVERY bind a department."""

    STATUTORY = "statutory"
    PROMISED = "promised"
    TARGET = "target"
    NOTICE = "notice"
    GAP = "gap"
    DELIVERY = "delivery"
    VALIDITY = "validity"
    MINIMUM = "minimum"
    APPLICANT_DUTY = "applicant_duty"

    @property
    def binds_department(self) -> bool:
        """Whether being overdue is the department's fault."""
        return self in _BINDING


_BINDING = frozenset({ClockKind.STATUTORY, ClockKind.PROMISED, ClockKind.NOTICE, ClockKind.DELIVERY})


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount of time in its own unit, e.g. ``Limit(20, Unit.WORKING)``; 0 means at once (即办).

    Refusals: ``limit.negative``, ``limit.too_long``.
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise Refusal("limit.negative", amount=self.amount)
        if self.amount > MAX_AMOUNT:
            raise Refusal("limit.too_long", amount=self.amount, most=MAX_AMOUNT)

    def extended(self, amount: int) -> Limit:
        """This limit with an extension in the same unit added (行政许可法 42)."""
        return Limit(self.amount + amount, self.unit) if amount else self
