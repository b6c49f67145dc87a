"""The shipped notices against a second library, and the years they know."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import chinese_calendar
import pytest

from agent_desk.calendars.published import load_calendar, published_notices
from agent_desk.domain.calendar import DayKind, WorkCalendar, YearNotice

# 2005-12-31 (a Saturday) was worked in exchange for 3 January 2006; the second library has it off.
KNOWN_DIFFERENCES = {date(2005, 12, 31)}


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return load_calendar()


def test_every_day_agrees_with_the_second_library(calendar: WorkCalendar) -> None:
    days = [date(2004, 1, 1) + timedelta(days=n) for n in range((date(2027, 1, 1) - date(2004, 1, 1)).days)]
    differing = {day for day in days if calendar.is_working(day) != chinese_calendar.is_workday(day)}
    assert differing == KNOWN_DIFFERENCES


def test_published_years_are_told_from_unpublished_ones(calendar: WorkCalendar) -> None:
    published = [notice.year for notice in published_notices() if notice.published]
    assert published == list(range(2004, 2027))
    assert not calendar.is_provisional(date(2026, 12, 31))
    assert calendar.is_provisional(date(2027, 1, 1))


def test_an_unpublished_year_has_its_festival_days_and_nothing_guessed(calendar: WorkCalendar) -> None:
    notice = next(notice for notice in calendar.notices if notice.year == 2027)
    assert {day.strftime("%m-%d") for day in notice.days_off} == {
        "01-01", "02-05", "02-06", "02-07", "02-08", "04-05", "05-01", "05-02", "06-09", "09-15",
        "10-01", "10-02", "10-03",
    }  # fmt: skip
    assert not notice.make_up
    assert calendar.is_working(date(2027, 2, 9))  # the library would guess a day in lieu here


def test_days_carry_the_name_of_their_festival(calendar: WorkCalendar) -> None:
    names = {
        date(2026, 1, 2): "元旦",
        date(2026, 2, 16): "除夕",
        date(2026, 2, 23): "春节",
        date(2025, 6, 2): "端午节",
        date(2020, 10, 1): "中秋节、国庆节",
        date(2018, 12, 31): "元旦",
    }
    assert {day: calendar.reason(day) for day in names} == names
    assert calendar.kind(date(2026, 2, 14)) is DayKind.MAKEUP
    assert calendar.reason(date(2026, 2, 14)) == "春节"
    unnamed = [
        day for notice in calendar.notices for days in (notice.days_off, notice.make_up)
        for day, name in days.items() if not name or "休" in name or "（" in name
    ]  # fmt: skip
    assert unnamed == []


def test_december_days_belong_to_the_notice_that_arranged_them() -> None:
    by_year = {notice.year: notice for notice in published_notices(2018, 2019)}
    assert date(2018, 12, 31) in by_year[2019].days_off
    assert date(2018, 12, 29) in by_year[2019].make_up
    assert all(day.year == 2018 for day in by_year[2018].days_off)


def test_an_imported_notice_replaces_the_festival_days() -> None:
    imported = YearNotice(2027, {date(2027, 1, 1): "元旦", date(2027, 1, 4): "元旦"}, source="import")
    calendar = load_calendar([imported])
    assert not calendar.is_working(date(2027, 1, 4))
    assert calendar.is_working(date(2027, 2, 8))
    assert not calendar.is_provisional(date(2027, 6, 1))
    assert calendar.is_provisional(date(2028, 6, 1))


def test_only_the_one_country_is_loaded() -> None:
    code = (
        "import sys; from agent_desk.calendars.published import load_calendar; load_calendar();"
        "print(any(name.startswith('holidays.countries') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_library_without_files_on_disk_is_loaded_the_ordinary_way(
    monkeypatch: pytest.MonkeyPatch, calendar: WorkCalendar
) -> None:
    monkeypatch.setattr("agent_desk.calendars.published.holidays.__file__", "/nowhere/holidays/__init__.py")
    assert load_calendar().notices == calendar.notices
