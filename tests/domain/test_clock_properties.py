"""The clocks against a counter that walks day by day and shares nothing with them, on random calendars."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from agent_desk.domain.calendar import WorkCalendar, YearNotice
from agent_desk.domain.clock import ClockSettings, Deadline, Pause, compute, read
from agent_desk.domain.derivation import derive
from agent_desk.domain.limits import Limit, Unit

DAY = timedelta(days=1)
FIRST, LAST = date(2007, 1, 1), date(2028, 12, 31)
SPAN_DAYS = (LAST - FIRST).days
CASES = 20_000
CASES_PER_CALENDAR = 500
LONGEST = {Unit.WORKING: 60, Unit.CALENDAR: 90, Unit.CALENDAR_MONTH: 4, Unit.EVERY_DAY: 30}
FESTIVALS = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}


@dataclass(frozen=True)
class Year:
    """The plain sets the counter works on, and the calendar built from the same days."""

    off: frozenset[date]
    worked: frozenset[date]
    published: frozenset[int]
    calendar: WorkCalendar


@dataclass(frozen=True)
class Case:
    start: date
    limit: Limit
    pauses: tuple[Pause, ...]
    settings: ClockSettings
    extension: int
    as_of: date


def make_year(rng: random.Random) -> Year:
    off: set[date] = set()
    worked: set[date] = set()
    published: set[int] = set()
    notices = []
    for year in range(2007, 2032):
        if rng.random() < 0.1:
            off |= {date(year, month, day) for month, day in FESTIVALS}
            continue
        published.add(year)
        days = [date(year, 1, 1) + timedelta(days=rng.randrange(365)) for _ in range(rng.randrange(40))]
        cut = rng.randrange(len(days) + 1)
        year_off = set(days[:cut])
        year_worked = set(days[cut:]) - year_off
        off |= year_off
        worked |= year_worked
        notices.append(YearNotice(year, dict.fromkeys(year_off, "节"), dict.fromkeys(year_worked, "节")))
    calendar = WorkCalendar(notices, 2007, 2031)
    return Year(frozenset(off), frozenset(worked), frozenset(published), calendar)


def make_case(rng: random.Random) -> Case:
    start = FIRST + timedelta(days=rng.randrange(SPAN_DAYS))
    unit = rng.choice(list(Unit))
    pauses = []
    for _ in range(rng.choice((0, 0, 1, 1, 2, 3, 5))):
        first = start + timedelta(days=rng.randrange(-20, 90))
        length = rng.choice((0, 1, rng.randrange(40)))
        end = None if rng.random() < 0.15 else first + timedelta(days=length)
        pauses.append(Pause(first, end, "hearing", "", rng.choice(("", "文1", "文2", "文3"))))
    return Case(
        start,
        Limit(rng.randrange(LONGEST[unit] + 1), unit),
        tuple(pauses),
        ClockSettings(rng.random() < 0.8, rng.random() < 0.8),
        rng.choice((0, 0, 0, rng.randrange(15) if unit is not Unit.CALENDAR_MONTH else 1)),
        start + timedelta(days=rng.randrange(-5, 120)),
    )


def answer(case: Case, year: Year) -> Deadline:
    return compute(
        case.start, case.limit, year.calendar, case.pauses, case.settings, case.extension, case.as_of
    )


# -- the counter that walks ------------------------------------------------------------------------------


def is_worked(day: date, year: Year) -> bool:
    return day in year.worked or (day.weekday() < 5 and day not in year.off)


def excluded_days(case: Case) -> set[date]:
    days: set[date] = set()
    for pause in case.pauses:
        if not pause.notice:
            continue
        stretch = []
        day = pause.start
        while day <= (pause.end if pause.end is not None else case.as_of):
            stretch.append(day)
            day += DAY
        if not case.settings.exclude_both_ends:
            stretch = stretch[1:] if pause.end is None else stretch[1:-1]
        days.update(stretch)
    return days


def months_later(start: date, months: int) -> date:
    year, month = start.year, start.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    day = start.day
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def walk(case: Case, year: Year) -> tuple[date, date, bool, list[date]]:
    """Due day, unmoved due day, provisional, the counted days."""
    unit, amount = case.limit.unit, case.limit.amount + case.extension
    total = (months_later(case.start, amount) - case.start).days if unit is Unit.CALENDAR_MONTH else amount
    gone = excluded_days(case)
    day, counted, touched = case.start, [], False
    while len(counted) < total:
        day += DAY
        touched = touched or day.year not in year.published
        if day not in gone and (unit is not Unit.WORKING or is_worked(day, year)):
            counted.append(day)
    unmoved = day
    if total and case.settings.roll_over and unit in (Unit.CALENDAR, Unit.CALENDAR_MONTH):
        while not is_worked(day, year):
            day += DAY
            touched = touched or day.year not in year.published
    return day, unmoved, touched, counted


def check_date(case: Case, year: Year) -> None:
    deadline = answer(case, year)
    due, unmoved, provisional, counted = walk(case, year)
    assert (deadline.due, deadline.due_unmoved, deadline.provisional, deadline.total) == (
        due,
        unmoved,
        provisional,
        len(counted),
    ), case


def check_reading(case: Case, year: Year) -> None:
    deadline = answer(case, year)
    due, unmoved, _, counted = walk(case, year)
    today = case.as_of
    reading = read(deadline, year.calendar, today)
    so_far = sum(day <= today for day in counted)
    assert reading.counted == so_far
    paused = case.start < today < unmoved and today in excluded_days(case)
    assert reading.paused == deadline.paused == paused
    if today <= due:
        assert (reading.left, reading.overdue) == (len(counted) - so_far, 0)
    else:
        late = [due + n * DAY for n in range(1, (today - due).days + 1)]
        if case.limit.unit is Unit.WORKING:
            late = [day for day in late if is_worked(day, year)]
        assert reading.overdue == -reading.left == max(1, len(late))


def check_derivation(case: Case, year: Year) -> None:
    deadline = answer(case, year)
    due, unmoved, _, counted = walk(case, year)
    lines = derive(deadline, year.calendar).lines
    assert [line.date for line in lines] == [case.start + n * DAY for n in range((due - case.start).days + 1)]
    assert [line.date for line in lines if line.counted] == counted
    assert [line.number for line in lines if line.counted] == list(range(1, len(counted) + 1))
    if counted:
        assert [line.date for line in lines if line.counted][-1] == unmoved
    gone = excluded_days(case)
    for line in lines[1:]:
        assert (line.reason_code == "pause") == (line.date in gone and line.date <= unmoved)
        assert line.weekday == line.date.isoweekday()
        assert line.provisional == (line.date.year not in year.published)


def test_twenty_thousand_random_clocks_agree_with_the_walk() -> None:
    rng = random.Random(20261122)
    for number in range(CASES):
        if number % CASES_PER_CALENDAR == 0:
            year = make_year(rng)
        case = make_case(rng)
        check_date(case, year)
        if number % 20 == 0:
            check_derivation(case, year)
        if number % 5 == 0:
            check_reading(case, year)


YEARS = [make_year(random.Random(seed)) for seed in range(4)]
cases = st.builds(make_case, st.randoms(use_true_random=False))
years = st.sampled_from(YEARS)


@given(cases, years)
def test_any_clock_agrees_with_the_walk(case: Case, year: Year) -> None:
    check_date(case, year)
    check_reading(case, year)
    check_derivation(case, year)


@given(cases, years, st.integers(-5, 120))
@settings(max_examples=200)
def test_one_more_excluded_day_never_brings_the_date_forward(case: Case, year: Year, offset: int) -> None:
    day = case.start + timedelta(days=offset)
    more = replace(case, pauses=(*case.pauses, Pause(day, day, "testing", "", "又一号")))
    before, after = answer(case, year), answer(more, year)
    assert after.due_unmoved >= before.due_unmoved
    assert after.due >= before.due


@given(cases, years, st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=200)
def test_splitting_a_pause_in_two_adjoining_ones_changes_nothing(
    case: Case, year: Year, first_length: int, second_length: int
) -> None:
    case = replace(case, settings=replace(case.settings, exclude_both_ends=True))
    first = case.start + timedelta(days=first_length % 30)
    middle = first + timedelta(days=first_length)
    last = middle + DAY + timedelta(days=second_length)
    whole = replace(case, pauses=(*case.pauses, Pause(first, last, notice="一号")))
    halves = (Pause(middle + DAY, last, notice="一号"), Pause(first, middle, notice="一号"))
    split = replace(case, pauses=(*halves, *case.pauses))
    assert answer(whole, year)._replace(pauses=()) == answer(split, year)._replace(pauses=())


@given(cases, years)
@settings(max_examples=200)
def test_order_and_repetition_of_pauses_do_not_matter(case: Case, year: Year) -> None:
    shuffled = replace(case, pauses=(*reversed(case.pauses), *case.pauses))
    assert answer(case, year)._replace(pauses=()) == answer(shuffled, year)._replace(pauses=())


@given(cases, years)
@settings(max_examples=200)
def test_a_longer_limit_never_ends_earlier_and_time_only_uses_it_up(case: Case, year: Year) -> None:
    longer = replace(case, limit=Limit(case.limit.amount + 1, case.limit.unit))
    assert answer(longer, year).due_unmoved > answer(case, year).due_unmoved
    closed = replace(case, pauses=tuple(pause for pause in case.pauses if pause.end is not None))
    deadline = answer(closed, year)
    lefts = [read(deadline, year.calendar, case.start + n * DAY).left for n in range(0, 100, 7)]
    assert lefts == sorted(lefts, reverse=True)
