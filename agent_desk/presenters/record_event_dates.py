"""Reading a day as a person types it on the telephone: 11-20, 1120, 昨天, 周五, 20."""

from __future__ import annotations

import re
from datetime import date, timedelta

_WORDS = {"": 0, "今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "后天": 2}
_WEEKDAYS = "一二三四五六日"
_WEEK = 7
_FULL = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_SHORT = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?")
_SIGNED = re.compile(r"([+-])(\d{1,3})")


def read_day(text: str, today: date, *, ahead: bool = False) -> date | None:
    """The day meant, None where it cannot be read. Empty text is today.

    A day without its year is the nearest one (with ``ahead`` the first from today on), and a weekday or a bare
    day of the month the last one up to today (with ``ahead`` the next).
    """
    plain = text.strip().replace("－", "-").replace("星期", "周").replace("礼拜", "周")
    if plain in _WORDS:
        return today + timedelta(days=_WORDS[plain])
    signed = _SIGNED.fullmatch(plain)
    if signed:
        days = int(signed[2])
        return today + timedelta(days=days if signed[1] == "+" else -days)
    if plain.startswith("周") and plain[1:] in (*_WEEKDAYS, "天"):
        return _weekday(_WEEKDAYS.find(plain[1:].replace("天", "日")), today, ahead)
    full = _FULL.fullmatch(plain)
    if full:
        return _day(int(full[1]), int(full[2]), int(full[3]))
    if plain.isdecimal() and len(plain) == 8:
        return _day(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
    short = _SHORT.fullmatch(plain)
    if short:
        return _nearest(int(short[1]), int(short[2]), today, ahead)
    if plain.isdecimal() and len(plain) == 4:
        return _nearest(int(plain[:2]), int(plain[2:]), today, ahead)
    if plain.isdecimal() and len(plain) <= 2:
        return _of_month(int(plain), today, ahead)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(wanted: int, today: date, ahead: bool) -> date:
    if ahead:
        return today + timedelta(days=(wanted - today.weekday()) % _WEEK)
    return today - timedelta(days=(today.weekday() - wanted) % _WEEK)


def _nearest(month: int, day: int, today: date, ahead: bool) -> date | None:
    around = [found for year in range(today.year - 1, today.year + 2) if (found := _day(year, month, day))]
    if ahead:
        around = [found for found in around if found >= today]
    return min(around, key=lambda found: abs((found - today).days), default=None)


def _of_month(day: int, today: date, ahead: bool) -> date | None:
    year, month = today.year, today.month
    found = _day(year, month, day)
    if found is not None and (found >= today if ahead else found <= today):
        return found
    month += 1 if ahead else -1
    year, month = (year + (month - 1) // 12, (month - 1) % 12 + 1)
    return _day(year, month, day)
