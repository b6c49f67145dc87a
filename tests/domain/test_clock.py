"""The clocks on the shipped calendar: the worked dates of the design paper, pauses, readings, derivations."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from agent_desk.calendars.published import load_calendar
from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.clock import ClockSettings, Pause, compute, may_stop, read
from agent_desk.domain.derivation import derive
from agent_desk.domain.errors import Refusal
from agent_desk.domain.limits import ClockKind, Limit, Unit

NOVEMBER = date(2026, 11, 20)
WORKING, CALENDAR, MONTH, EVERY = Unit.WORKING, Unit.CALENDAR, Unit.CALENDAR_MONTH, Unit.EVERY_DAY
REVIEW = Pause(
    date(2026, 11, 30), date(2026, 12, 9), "expert_review", "行政许可法第四十五条", "评审〔2026〕1号"
)
REVIEW_UNANNOUNCED = Pause(date(2026, 11, 30), date(2026, 12, 9), "expert_review", notice="  ")


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return load_calendar()


@pytest.mark.parametrize(
    ("start", "limit", "pauses", "due", "unmoved", "provisional"),
    [
        (NOVEMBER, Limit(5, WORKING), (), date(2026, 11, 27), None, False),
        (NOVEMBER, Limit(20, WORKING), (), date(2026, 12, 18), None, False),
        (NOVEMBER, Limit(20, WORKING), (REVIEW,), date(2026, 12, 30), None, False),
        (NOVEMBER, Limit(20, WORKING), (REVIEW_UNANNOUNCED,), date(2026, 12, 18), None, False),
        (NOVEMBER, Limit(7, CALENDAR), (), date(2026, 11, 27), None, False),
        (NOVEMBER, Limit(30, CALENDAR), (), date(2026, 12, 21), date(2026, 12, 20), False),
        (NOVEMBER, Limit(60, CALENDAR), (), date(2027, 1, 19), None, True),
        (NOVEMBER, Limit(4, EVERY), (), date(2026, 11, 24), None, False),
        (date(2026, 8, 31), Limit(6, MONTH), (), date(2027, 3, 1), date(2027, 2, 28), True),
        (date(2025, 9, 26), Limit(10, WORKING), (), date(2025, 10, 16), None, False),
        (date(2026, 2, 9), Limit(10, WORKING), (), date(2026, 2, 28), None, False),
    ],
)
def test_worked_dates(
    calendar: WorkCalendar,
    start: date,
    limit: Limit,
    pauses: tuple[Pause, ...],
    due: date,
    unmoved: date | None,
    provisional: bool,
) -> None:
    deadline = compute(start, limit, calendar, pauses)
    assert (deadline.due, deadline.due_unmoved, deadline.provisional) == (due, unmoved or due, provisional)
    assert deadline.moved is (unmoved is not None)
    assert derive(deadline, calendar).lines[-1].date == due


def test_every_day_never_moves_off_a_holiday(calendar: WorkCalendar) -> None:
    deadline = compute(date(2026, 9, 29), Limit(4, EVERY), calendar)
    assert deadline.due == deadline.due_unmoved == date(2026, 10, 3)


def test_rolling_is_a_choice_and_stops_at_a_make_up_day(calendar: WorkCalendar) -> None:
    last_day_sunday_make_up = compute(date(2026, 9, 10), Limit(10, CALENDAR), calendar)
    assert (last_day_sunday_make_up.due, last_day_sunday_make_up.moved) == (date(2026, 9, 20), False)
    stays = compute(NOVEMBER, Limit(30, CALENDAR), calendar, settings=ClockSettings(roll_over=False))
    assert (stays.due, stays.moved) == (date(2026, 12, 20), False)


def test_rolling_looks_at_holidays_not_at_pauses(calendar: WorkCalendar) -> None:
    pause = Pause(date(2026, 12, 21), date(2026, 12, 22), notice="1")
    assert compute(NOVEMBER, Limit(30, CALENDAR), calendar, [pause]).due == date(2026, 12, 21)


@pytest.mark.parametrize("unit", list(Unit))
def test_at_once_ends_on_the_starting_day_even_a_sunday(calendar: WorkCalendar, unit: Unit) -> None:
    sunday = date(2026, 11, 22)
    deadline = compute(sunday, Limit(0, unit), calendar, [Pause(sunday, sunday, notice="1")])
    assert (deadline.due, deadline.moved, deadline.provisional) == (sunday, False, False)
    table = derive(deadline, calendar)
    assert [line.reason_code for line in table.lines] == ["at_once"]
    assert table.rule == "at_once"


@pytest.mark.parametrize(
    ("start", "months", "unmoved"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
    ],
)
def test_months_end_on_the_matching_day(
    calendar: WorkCalendar, start: date, months: int, unmoved: date
) -> None:
    assert compute(start, Limit(months, MONTH), calendar).due_unmoved == unmoved


def test_a_pause_pushes_a_month_limit_on_day_by_day(calendar: WorkCalendar) -> None:
    pause = Pause(date(2026, 11, 30), date(2026, 12, 9), notice="1")
    assert compute(NOVEMBER, Limit(1, MONTH), calendar, [pause]).due_unmoved == date(2026, 12, 30)


def test_an_extension_is_counted_in_the_units_of_the_limit(calendar: WorkCalendar) -> None:
    longer = compute(NOVEMBER, Limit(20, WORKING), calendar, extension=10)
    assert longer.due == compute(NOVEMBER, Limit(30, WORKING), calendar).due == date(2027, 1, 4)
    assert longer.limit == Limit(20, WORKING)
    assert "行政许可法第四十二条" in derive(longer, calendar).counting_articles


def test_ends_of_a_pause_count_when_so_chosen(calendar: WorkCalendar) -> None:
    ends_count = ClockSettings(exclude_both_ends=False)
    assert compute(NOVEMBER, Limit(20, WORKING), calendar, [REVIEW], ends_count).due == date(2026, 12, 28)
    one_day = Pause(date(2026, 11, 30), date(2026, 11, 30), notice="1")
    assert compute(NOVEMBER, Limit(20, WORKING), calendar, [one_day], ends_count).due == date(2026, 12, 18)


def test_an_open_pause_is_taken_to_end_on_the_day_asked_about(calendar: WorkCalendar) -> None:
    still_open = Pause(date(2026, 11, 30), None, "hearing", notice="1")
    asked = date(2026, 12, 9)
    deadline = compute(NOVEMBER, Limit(20, WORKING), calendar, [still_open], as_of=asked)
    assert (deadline.due, deadline.paused) == (date(2026, 12, 30), True)
    frozen = {
        read(compute(NOVEMBER, Limit(20, WORKING), calendar, [still_open], as_of=day), calendar, day).left
        for day in (date(2026, 11, 30) + timedelta(days=n) for n in range(60))
    }
    assert frozen == {15}
    with pytest.raises(ValueError, match="as_of"):
        compute(NOVEMBER, Limit(20, WORKING), calendar, [still_open])
    with pytest.raises(ValueError, match="compute again"):
        read(deadline, calendar, date(2026, 12, 10))


def test_an_open_pause_that_has_not_begun_or_came_too_late_stops_nothing(calendar: WorkCalendar) -> None:
    later = Pause(date(2026, 12, 10), None, notice="1")
    deadline = compute(NOVEMBER, Limit(20, WORKING), calendar, [later], as_of=date(2026, 12, 1))
    assert (deadline.due, deadline.paused) == (date(2026, 12, 18), False)
    too_late = Pause(date(2026, 12, 21), None, notice="1")
    deadline = compute(NOVEMBER, Limit(20, WORKING), calendar, [too_late], as_of=date(2026, 12, 23))
    assert (deadline.due, deadline.paused) == (date(2026, 12, 18), False)
    assert read(deadline, calendar, date(2026, 12, 23)).overdue == 3


def test_readings_of_a_working_day_clock(calendar: WorkCalendar) -> None:
    deadline = compute(NOVEMBER, Limit(20, WORKING), calendar, [REVIEW])
    expected = {
        date(2026, 11, 19): (0, 20, False, 0),
        NOVEMBER: (0, 20, False, 0),
        date(2026, 11, 27): (5, 15, False, 0),
        date(2026, 11, 30): (5, 15, True, 0),
        date(2026, 12, 9): (5, 15, True, 0),
        date(2026, 12, 10): (6, 14, False, 0),
        date(2026, 12, 29): (19, 1, False, 0),
        date(2026, 12, 30): (20, 0, False, 0),
        date(2026, 12, 31): (20, -1, False, 1),
        date(2027, 1, 3): (20, -1, False, 1),
        date(2027, 1, 4): (20, -2, False, 2),
    }
    for day, (counted, left, paused, overdue) in expected.items():
        reading = read(deadline, calendar, day)
        assert (reading.counted, reading.left, reading.paused, reading.overdue) == (
            counted,
            left,
            paused,
            overdue,
        ), day


def test_a_clock_that_ended_on_friday_is_overdue_on_saturday(calendar: WorkCalendar) -> None:
    deadline = compute(NOVEMBER, Limit(5, WORKING), calendar)
    assert read(deadline, calendar, date(2026, 11, 28)).overdue == 1
    assert read(deadline, calendar, date(2026, 11, 30)).overdue == 1
    assert read(deadline, calendar, date(2026, 12, 1)).overdue == 2


def test_the_verdict_goes_by_the_moved_day_the_days_left_by_the_unmoved(calendar: WorkCalendar) -> None:
    deadline = compute(NOVEMBER, Limit(30, CALENDAR), calendar)
    lefts = [read(deadline, calendar, date(2026, 12, day)).left for day in (19, 20, 21, 22)]
    assert lefts == [1, 0, 0, -1]


def test_derivation_says_why_of_every_day(calendar: WorkCalendar) -> None:
    deadline = compute(date(2026, 2, 9), Limit(10, WORKING), calendar)
    table = derive(deadline, calendar, article="行政许可法第四十二条")
    reasons = {line.date.day: (line.reason_code, line.detail, line.number) for line in table.lines}
    assert len(table.lines) == 20
    assert reasons[9] == ("start", "", None)
    assert reasons[10] == ("workday", "", 1)
    assert reasons[14] == ("makeup", "春节", 5)
    assert reasons[16] == ("holiday", "除夕", None)
    assert reasons[20] == ("holiday", "春节", None)
    assert reasons[21][0] == "weekend"
    assert reasons[28] == ("makeup", "春节", 10)
    assert table.counting_articles == ("民法典第二百零一条", "行政许可法第八十二条")
    assert table.article == "行政许可法第四十二条"
    assert [line.weekday for line in table.lines[:7]] == [1, 2, 3, 4, 5, 6, 7]


def test_derivation_names_pauses_with_and_without_effect(calendar: WorkCalendar) -> None:
    silent = Pause(date(2026, 12, 10), date(2026, 12, 11), "testing")
    unlisted = Pause(date(2026, 12, 14), date(2026, 12, 14), "site_visit", notice="2", allowed=False)
    deadline = compute(NOVEMBER, Limit(20, WORKING), calendar, [silent, REVIEW, unlisted])
    assert deadline.due == date(2026, 12, 30)
    assert deadline.without_effect == (silent, unlisted)
    lines = {line.date: line for line in derive(deadline, calendar).lines}
    assert {lines[REVIEW.start + timedelta(days=n)].reason_code for n in range(10)} == {"pause"}
    assert lines[date(2026, 12, 1)].detail == "评审〔2026〕1号"
    assert lines[date(2026, 12, 1)].pause is REVIEW
    assert (lines[date(2026, 12, 10)].reason_code, lines[date(2026, 12, 10)].counted) == (
        "pause_without_notice",
        True,
    )
    assert lines[date(2026, 12, 14)].reason_code == "pause_not_listed"


def test_derivation_shows_the_move_and_the_provisional_years(calendar: WorkCalendar) -> None:
    moved = derive(compute(NOVEMBER, Limit(30, CALENDAR), calendar), calendar)
    assert [(line.date.day, line.counted, line.reason_code) for line in moved.lines[-2:]] == [
        (20, True, "running_day"),
        (21, False, "rolled"),
    ]
    assert "民法典第二百零三条" in moved.counting_articles
    crossing = derive(compute(NOVEMBER, Limit(60, CALENDAR), calendar), calendar)
    assert crossing.provisional_years == (2027,)
    assert next(line.date for line in crossing.lines if line.provisional) == date(2027, 1, 1)


def test_only_listed_procedures_or_the_items_own_clause_may_stop_the_clock() -> None:
    assert may_stop("expert_review")
    assert not may_stop("site_visit")
    assert may_stop("site_visit", ["site_visit"])


def test_slips_are_refused(calendar: WorkCalendar) -> None:
    refused = {
        "pause.reversed": lambda: Pause(date(2026, 2, 2), date(2026, 2, 1)),
        "limit.negative": lambda: Limit(-1, WORKING),
        "limit.too_long": lambda: Limit(4001, WORKING),
    }
    for code, act in refused.items():
        with pytest.raises(Refusal) as caught:
            act()
        assert caught.value.code == code


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize(
    ("start", "pause"),
    [
        (date.max, None),
        (date.min, None),
        (NOVEMBER, Pause(date(2026, 12, 1), date.max, notice="1")),
        (date(2045, 12, 29), None),
    ],
)
def test_far_away_days_are_refused(
    calendar: WorkCalendar, unit: Unit, start: date, pause: Pause | None
) -> None:
    with pytest.raises(Refusal) as caught:
        compute(start, Limit(4000, unit), calendar, [pause] if pause else [])
    assert caught.value.code == "calendar.out_of_range"


def test_only_four_clocks_bind_a_department() -> None:
    binding = {kind.value for kind in ClockKind if kind.binds_department}
    assert binding == {"statutory", "promised", "notice", "delivery"}
