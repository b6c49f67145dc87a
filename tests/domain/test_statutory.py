"""The yardstick of days saved, counted by hand on a stretch without holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.catalogue import (
    ApprovalItem,
    ClockOwner,
    ClockStart,
    Lane,
    LimitEvidence,
    LimitType,
    Stage,
)
from agent_desk.domain.conditions import parse_condition
from agent_desk.domain.limits import Limit, Unit
from agent_desk.domain.statutory import statutory_sequence, statutory_sequence_days

CALENDAR = WorkCalendar(())
MONDAY = date(2026, 11, 2)


def item(code: str, limit: Limit | None, kind: LimitType = LimitType.MAX, **more: object) -> ApprovalItem:
    plain = ApprovalItem(
        code, code, code, code, Stage.LAND, Lane.BUILD, "", "", kind, LimitEvidence.OWN,
        ClockStart.ACCEPTANCE, "", ClockOwner.AUTHORITY, "", parse_condition("True"), limit,
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def test_items_follow_each_other_and_days_add_up() -> None:
    items = [
        item("A", Limit(5, Unit.WORKING)),
        item("B", Limit(7, Unit.CALENDAR), LimitType.MIN),
        item("C", None, LimitType.NONE),
        item("D", Limit(0, Unit.WORKING), LimitType.INSTANT),
    ]
    steps = statutory_sequence(items, MONDAY, CALENDAR, default_days=3)
    assert [(s.item_code, s.finish.isoformat(), s.days, s.assumed) for s in steps] == [
        ("A", "2026-11-09", 7, False),
        ("B", "2026-11-16", 7, False),
        ("C", "2026-11-19", 3, True),
        ("D", "2026-11-19", 0, False),
    ]
    assert statutory_sequence_days(items, MONDAY, CALENDAR, 3) == 17


def test_the_last_day_is_not_moved_off_a_weekend() -> None:
    (step,) = statutory_sequence([item("A", Limit(5, Unit.CALENDAR))], MONDAY, CALENDAR, 3)
    assert step.finish == date(2026, 11, 7)


def test_completion_and_duties_of_the_applicant_are_left_out() -> None:
    items = [
        item("A", Limit(5, Unit.WORKING), stage=Stage.COMPLETION),
        item("B", Limit(6, Unit.CALENDAR_MONTH), LimitType.APPLICANT_DUTY),
    ]
    assert statutory_sequence_days(items, MONDAY, CALENDAR, 3) == 0
    assert statutory_sequence([], MONDAY, CALENDAR, 3) == ()
