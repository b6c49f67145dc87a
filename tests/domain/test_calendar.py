"""The work calendar on notices written by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from agent_desk.domain.calendar import DayKind, WorkCalendar, YearNotice
from agent_desk.domain.errors import Refusal

NOTICE_2026 = YearNotice(
    2026,
    {date(2026, 1, 1): "元旦", date(2026, 1, 2): "元旦", date(2026, 10, 1): "国庆节"},
    {date(2026, 1, 4): "元旦"},
)


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return WorkCalendar([NOTICE_2026], 2025, 2029)


@pytest.mark.parametrize(
    ("day", "kind", "reason", "working"),
    [
        (date(2026, 1, 1), DayKind.HOLIDAY, "元旦", False),
        (date(2026, 1, 3), DayKind.WEEKEND, "", False),
        (date(2026, 1, 4), DayKind.MAKEUP, "元旦", True),
        (date(2026, 1, 5), DayKind.WORKDAY, "", True),
        (date(2027, 10, 1), DayKind.HOLIDAY, "国庆节", False),
    ],
)
def test_kind_and_reason(
    calendar: WorkCalendar, day: date, kind: DayKind, reason: str, working: bool
) -> None:
    assert (calendar.kind(day), calendar.reason(day), calendar.is_working(day)) == (kind, reason, working)


def test_only_years_without_a_published_notice_are_provisional(calendar: WorkCalendar) -> None:
    assert not calendar.is_provisional(date(2026, 12, 31))
    assert calendar.is_provisional(date(2027, 1, 1))
    assert calendar.provisional_years(date(2026, 12, 30), date(2028, 1, 1)) == (2027, 2028)
    assert calendar.provisional_years(date(2026, 12, 31), date(2026, 12, 31)) == ()
    assert calendar.touches_provisional(date(2025, 12, 30), date(2025, 12, 31))
    assert not calendar.touches_provisional(date(2025, 12, 31), date(2026, 12, 31))
    assert calendar.touches_provisional(date(2026, 12, 31), date(2027, 1, 1))
    assert not calendar.touches_provisional(date(2027, 3, 1), date(2027, 3, 1))


def test_counting_agrees_with_a_walk(calendar: WorkCalendar) -> None:
    start = date(2025, 12, 20)
    day, count = start, 0
    while day < date(2026, 11, 1):
        day += timedelta(days=1)
        if calendar.is_working(day):
            count += 1
            assert calendar.add_working(start, count) == day
        assert calendar.working_days_between(start, day) == count
        assert calendar.working_days_between(day, start) == -count
    assert calendar.add_working(date(2026, 1, 3), 0) == date(2026, 1, 3)


def test_first_day_not_off_skips_weekend_and_holiday_but_not_a_make_up_day(calendar: WorkCalendar) -> None:
    assert calendar.first_day_not_off(date(2026, 1, 1)) == date(2026, 1, 4)
    assert calendar.first_day_not_off(date(2026, 1, 5)) == date(2026, 1, 5)


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2030, 1, 1), date.min, date.max])
def test_days_outside_are_refused(calendar: WorkCalendar, day: date) -> None:
    inside = date(2026, 1, 1)
    for ask in (
        lambda: calendar.kind(day),
        lambda: calendar.reason(day),
        lambda: calendar.is_provisional(day),
        lambda: calendar.first_day_not_off(day),
        lambda: calendar.add_working(day, 1),
        lambda: calendar.working_days_between(inside, day),
        lambda: calendar.working_days_between(day, inside),
        lambda: calendar.require(day),
    ):
        with pytest.raises(Refusal) as refused:
            ask()
        assert refused.value.code == "calendar.out_of_range"


def test_a_count_or_a_move_past_the_end_is_refused(calendar: WorkCalendar) -> None:
    with pytest.raises(Refusal):
        calendar.add_working(date(2029, 12, 1), 40)
    ends_on_a_sunday = WorkCalendar([NOTICE_2026], 2026, 2028)
    with pytest.raises(Refusal):
        ends_on_a_sunday.first_day_not_off(date(2028, 12, 30))


def test_a_negative_count_is_a_bug_not_a_date(calendar: WorkCalendar) -> None:
    with pytest.raises(ValueError, match="-1"):
        calendar.add_working(date(2026, 1, 5), -1)


def test_a_notice_may_reach_into_the_year_before_and_replaces_an_earlier_one(calendar: WorkCalendar) -> None:
    notice = YearNotice(
        2027, {date(2026, 12, 31): "元旦", date(2027, 1, 1): "元旦"}, {date(2026, 12, 27): ""}
    )
    later = calendar.with_notices([notice])
    assert later.kind(date(2026, 12, 31)) is DayKind.HOLIDAY
    assert later.is_working(date(2026, 12, 27))
    assert not later.is_provisional(date(2027, 5, 3))
    assert later.is_working(date(2027, 10, 1))  # the notice is taken at its word
    assert calendar.is_working(date(2026, 12, 31))  # the first calendar is unchanged
    assert [notice.year for notice in later.notices] == [2026, 2027]


def test_a_day_both_off_and_worked_is_refused() -> None:
    day = date(2026, 1, 1)
    with pytest.raises(Refusal) as refused:
        YearNotice(2026, {day: "元旦"}, {day: "元旦"})
    assert refused.value.params == {"year": 2026, "day": "2026-01-01"}
