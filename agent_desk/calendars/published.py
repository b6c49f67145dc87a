"""The notices that ship with the desk, taken from the maintained `holidays` library.

The library marks days off and make-up days but not which notice they came by, nor the weekend days inside a
holiday (those stay weekend days here). A year counts as published when its notice moved at least one working
day; every notice since 2004 did. Were one ever not to, the year would stay provisional: a warning too many.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import cast

import holidays
from holidays import HolidayBase

from agent_desk.domain.calendar import FIRST_YEAR, LAST_YEAR, WorkCalendar, YearNotice

_IN_LIEU = "（补假）"
_SWAPPED_WITH = re.compile(r"\d{4}-\d{2}-\d{2}")
_DECEMBER = 12
_BLOCK_DAYS = 10
"""How far a day off in exchange can lie from its festival; the longest holiday had ten days."""

_SHORT_NAMES = {"农历除夕": "除夕"}


def published_notices(first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR) -> list[YearNotice]:
    """One notice for each year from `first_year` to `last_year`, ascending.

    Years whose official notice the library does not know hold their statutory festival days only, with
    ``published=False``. December days belong to the notice of the following year, which arranges New Year.
    """
    china = _china_class()
    official = china(years=range(first_year, last_year + 2), language="zh_CN")
    named = dict(official.items())
    labels = {day: name for day, name in named.items() if first_year <= _notice_year(day) <= last_year}
    make_up_days = {day for day in official.weekend_workdays if first_year <= _notice_year(day) <= last_year}
    published = {_notice_year(day) for day in make_up_days}

    days_off: dict[int, dict[date, str]] = {year: {} for year in range(first_year, last_year + 1)}
    make_up: dict[int, dict[date, str]] = {year: {} for year in range(first_year, last_year + 1)}
    festival_of_make_up: dict[date, str] = {}
    for day, label in labels.items():
        festival, swapped = _festival(day, named), _SWAPPED_WITH.search(label)
        if swapped:
            festival_of_make_up[date.fromisoformat(swapped.group())] = festival
        if _notice_year(day) in published:
            days_off[_notice_year(day)][day] = festival
    for day in sorted(make_up_days):
        make_up[_notice_year(day)][day] = festival_of_make_up.get(day, "")
    unknown = days_off.keys() - published
    if unknown:
        for day, label in china(years=unknown, language="zh_CN", observed=False).items():
            days_off[day.year][day] = _short(label)

    source = f"holidays {version('holidays')}"
    return [
        YearNotice(year, days_off[year], make_up[year], year in published, source)
        for year in range(first_year, last_year + 1)
    ]


def load_calendar(extra: Sequence[YearNotice] = ()) -> WorkCalendar:
    """The calendar of the shipped notices; `extra` (imported notices) replaces those of the same years."""
    return WorkCalendar((*published_notices(), *extra))


def _notice_year(day: date) -> int:
    return day.year + 1 if day.month == _DECEMBER else day.year


def _china_class() -> Callable[..., HolidayBase]:
    """The library's class for China, without the other 250 countries its package would import (0.15 s).

    Where the library is not laid out in files (a frozen build) the ordinary way is taken.
    """
    file = Path(holidays.__file__).parent / "countries" / "china.py"
    spec = importlib.util.spec_from_file_location("agent_desk.calendars._china", file)
    if not file.is_file() or spec is None or spec.loader is None:
        return partial(holidays.country_holidays, "CN")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast(Callable[..., HolidayBase], module.China)


def _festival(day: date, labels: dict[date, str]) -> str:
    """The festival a day off belongs to; a day in exchange takes the name of the nearest festival day."""
    label = labels[day]
    if not _SWAPPED_WITH.search(label):
        return _short(label)
    for distance in range(1, _BLOCK_DAYS + 1):
        for near in (day - timedelta(days=distance), day + timedelta(days=distance)):
            name = labels.get(near, "")
            if name and not _SWAPPED_WITH.search(name):
                return _short(name)
    return ""


def _short(name: str) -> str:
    """The library's name in the desk's words: no remark about days in lieu, Chinese punctuation."""
    parts = (part.removesuffix(_IN_LIEU).strip() for part in name.split(";"))
    return "、".join(_SHORT_NAMES.get(part, part) for part in parts)
