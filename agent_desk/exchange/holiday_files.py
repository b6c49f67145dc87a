"""Reads a holiday notice from a file: its text, a calendar (.ics) or a table (.csv) of single days."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from agent_desk.domain.errors import Refusal
from agent_desk.domain.facts import parse_date
from agent_desk.domain.notice_days import NoticeDay
from agent_desk.domain.notice_text import festivals_in, plain_text
from agent_desk.exchange.delimited import decode

_LONGEST = 31
"""Calendar days one entry of a calendar may last."""

_WORK = re.compile(r"班|工作日|\bwork|make-?up", re.IGNORECASE)
_OFF = re.compile(r"休|放假|假期|\boff\b|holiday", re.IGNORECASE)
_KINDS = {
    **dict.fromkeys(("休", "放假", "休息", "off", "holiday"), True),
    **dict.fromkeys(("班", "上班", "补班", "调休上班", "work", "workday", "makeup"), False),
}
_PARTS = re.compile(r"[,，\t;；]")


def read_holidays(data: bytes, name: str) -> str | tuple[NoticeDay, ...]:
    """The text of a notice, or the days of a calendar or table. ``name`` is the file's name, ``-`` if it has none.

    Refusals: ``file.unknown_encoding``; ``holidays.bad_calendar`` (``file``); ``holidays.unclear_entry``
    (``file``, ``entry``); ``holidays.bad_row`` (``file``, ``row``, ``text``).
    """
    text = decode(data, name)
    if text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        return tuple(_calendar_days(text, name))
    if name.lower().endswith(".ics"):
        raise Refusal("holidays.bad_calendar", file=name)
    if name.lower().endswith(".csv") or _is_table(text):
        return tuple(_table_days(text, name))
    return text


# -- calendars -------------------------------------------------------------------------------------------


def _calendar_days(text: str, name: str) -> Iterator[NoticeDay]:
    try:
        calendar = Calendar.from_ical(text)
        events = [(event, *_span(event)) for event in calendar.events]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refusal("holidays.bad_calendar", file=name) from error
    marked = [(event, first, last, _is_off(_summary(event))) for event, first, last in events]
    covered = {day for _, first, last, off in marked if off is not None for day in _days(first, last)}
    for event, first, last, off in marked:
        summary = _summary(event)
        if off is None:
            # Feeds also carry the festivals themselves and days nobody has off; only a festival counts.
            if festivals_in(plain_text(summary)) and not set(_days(first, last)) <= covered:
                raise Refusal("holidays.unclear_entry", file=name, entry=f"{first.isoformat()} {summary}")
            continue
        if not timedelta(0) <= last - first < timedelta(days=_LONGEST):
            raise Refusal("holidays.unclear_entry", file=name, entry=f"{first.isoformat()} {summary}")
        for day in _days(first, last):
            yield NoticeDay(day, off, _festival(summary), f"{day.isoformat()} {summary}")


def _summary(event: Event) -> str:
    return "".join(str(event.get("SUMMARY", "")).split())


def _span(event: Event) -> tuple[date, date]:
    """The first and the last day; the end in a calendar file is the day after the last."""
    first = _as_day(event.start)
    end = event.end
    last = end.date() if isinstance(end, datetime) else end - timedelta(days=1)
    if isinstance(end, datetime) and end.time() == datetime.min.time():
        last -= timedelta(days=1)
    return first, max(first, last)


def _as_day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range(min((last - first).days, _LONGEST) + 1)]


def _is_off(summary: str) -> bool | None:
    """休 or 班; None where the entry says neither. 调休上班 is worked, 调休 alone is off."""
    if _WORK.search(summary):
        return False
    return True if _OFF.search(summary) else None


# -- tables ----------------------------------------------------------------------------------------------


def _is_table(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(lines) and all(parse_date(_PARTS.split(line)[0]) for line in lines[1:] or lines)


def _table_days(text: str, name: str) -> Iterator[NoticeDay]:
    separator = max(",\t;", key=text[:4096].count)
    for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1):
        row = [cell.strip() for cell in cells]
        if not any(row):
            continue
        day = parse_date(row[0])
        off = _KINDS.get(row[1].lower()) if len(row) > 1 else None
        if number == 1 and day is None and off is None:
            continue  # the headings
        written = separator.join(row)
        if day is None or off is None:
            raise Refusal("holidays.bad_row", file=name, row=number, text=written[:80])
        yield NoticeDay(day, off, _festival(row[2] if len(row) > 2 else ""), written)


def _festival(text: str) -> str:
    return festivals_in(plain_text(text)) or re.sub(r"[（(].*[)）]|休|班|放假|补|上", "", text)
