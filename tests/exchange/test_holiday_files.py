"""Holiday notices in files: text, calendar, table."""

from __future__ import annotations

from datetime import date

import pytest

from agent_desk.domain.errors import Refusal
from agent_desk.domain.notice_days import NoticeDay
from agent_desk.exchange.holiday_files import read_holidays


def calendar_file(*events: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//test//ZH"]
    for event in events:
        lines += ["BEGIN:VEVENT", "UID:1", *event.split("|"), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def found(data: bytes, name: str = "a.ics") -> list[tuple[str, bool, str]]:
    days = read_holidays(data, name)
    assert not isinstance(days, str)
    return [(day.day.isoformat(), day.off, day.festival) for day in days]


def code(data: bytes, name: str) -> str:
    with pytest.raises(Refusal) as caught:
        read_holidays(data, name)
    return caught.value.code


def test_the_end_of_an_entry_is_the_day_after_its_last() -> None:
    data = calendar_file(
        "DTSTART;VALUE=DATE:20270205|DTEND;VALUE=DATE:20270207|SUMMARY:春节（休）",
        "DTSTART;VALUE=DATE:20270220|SUMMARY:春节（班）",
        "DTSTART:20270101T000000|DTEND:20270102T000000|SUMMARY:元旦 假期 第1天/共3天",
        "DTSTART;VALUE=DATE:20270131|SUMMARY:春节调休\r\n 上班",
    )
    assert found(data) == [
        ("2027-02-05", True, "春节"), ("2027-02-06", True, "春节"), ("2027-02-20", False, "春节"),
        ("2027-01-01", True, "元旦"), ("2027-01-31", False, "春节"),
    ]  # fmt: skip


def test_entries_that_say_neither_are_left_aside_unless_they_are_festivals() -> None:
    other = "DTSTART;VALUE=DATE:20270204|SUMMARY:立春"
    festival = "DTSTART;VALUE=DATE:20271001|SUMMARY:国庆节"
    marked = "DTSTART;VALUE=DATE:20271001|DTEND;VALUE=DATE:20271003|SUMMARY:国庆节（休）"
    assert found(calendar_file(other, festival, marked)) == [
        ("2027-10-01", True, "国庆节"), ("2027-10-02", True, "国庆节"),
    ]  # fmt: skip
    assert code(calendar_file(other, festival), "a.ics") == "holidays.unclear_entry"


@pytest.mark.parametrize(
    ("expected", "data", "name"),
    [
        ("holidays.bad_calendar", b"not a calendar", "a.ics"),
        ("holidays.bad_calendar", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "a.ics"),
        ("holidays.bad_calendar", calendar_file("DTSTART;VALUE=DATE:20271341|SUMMARY:元旦（休）"), "a.ics"),
        ("holidays.bad_calendar", calendar_file("SUMMARY:元旦（休）"), "a.ics"),
        (
            "holidays.unclear_entry",
            calendar_file("DTSTART;VALUE=DATE:20270101|DTEND;VALUE=DATE:20280101|SUMMARY:元旦（休）"),
            "a.ics",
        ),
        ("holidays.bad_row", "2027-02-30,休,春节".encode(), "a.csv"),
        ("holidays.bad_row", "日期,类型,名称\n2027-02-05,也许,春节".encode(), "a.csv"),
        ("holidays.bad_row", b"2027-02-05", "a.csv"),
        ("file.unknown_encoding", b"\xff\xff\xff\x00", "a.txt"),
    ],
)
def test_what_cannot_be_read_is_refused(expected: str, data: bytes, name: str) -> None:
    assert code(data, name) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_tables_with_and_without_headings(encoding: str) -> None:
    text = "日期,类型,名称\r\n2027-02-05,休,除夕\r\n\r\n2027/2/20,班,春节\r\n2027年1月1日,OFF,元旦（第1天）\r\n"
    expected = [("2027-02-05", True, "除夕"), ("2027-02-20", False, "春节"), ("2027-01-01", True, "元旦")]
    assert found(text.encode(encoding), "a.csv") == expected
    assert found(text.partition("\r\n")[2].encode(encoding), "-") == expected


def test_rows_are_kept_for_quoting_and_semicolons_part_cells_too() -> None:
    days = read_holidays("2027-01-03;work;元旦".encode(), "a.csv")
    assert days == (NoticeDay(date(2027, 1, 3), False, "元旦", "2027-01-03;work;元旦"),)


def test_any_other_text_is_the_notice_itself() -> None:
    text = "一、元旦：1月1日放假，与周末连休。\n"
    assert read_holidays(text.encode("gb18030"), "通知.txt") == text
    assert read_holidays(text.encode(), "-") == text
