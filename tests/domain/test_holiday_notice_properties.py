"""Notices made up in several phrasings are read back exactly; one wrong sign makes them refused."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desk.domain.errors import Refusal
from agent_desk.domain.holiday_notice import parse_notice

DAY = timedelta(days=1)
WEEK = "一二三四五六日"
# Where in the year each holiday may begin: (month, day), and how many days later at most.
SEASONS = (("元旦", 1, 1, 0), ("春节", 1, 22, 20), ("清明节", 4, 4, 1), ("劳动节", 5, 1, 0), ("端午节", 6, 1, 20),
           ("中秋节", 9, 8, 12), ("国庆节", 10, 1, 0))  # fmt: skip


@dataclass(frozen=True)
class Holiday:
    name: str
    first: date
    length: int
    make_up: tuple[date, ...]

    @property
    def days(self) -> list[date]:
        return [self.first + n * DAY for n in range(self.length)]


@dataclass(frozen=True)
class Style:
    dash: str
    week: str
    brackets: str
    month_again: bool
    headed: bool
    weekday_in_range: bool
    among: bool
    wide: bool

    def weekday(self, day: date) -> str:
        return f"{self.brackets[0]}{self.week}{WEEK[day.weekday()]}{self.brackets[1]}"


@st.composite
def holidays(draw: st.DrawFn) -> tuple[int, list[Holiday]]:
    year = draw(st.integers(2007, 2044))
    found = []
    for name, month, day, spread in SEASONS:
        first = date(year, month, day) + draw(st.integers(0, spread)) * DAY
        length = draw(st.integers(1, 9 if name in ("春节", "国庆节") else 3))
        around = [first + n * DAY for n in (*range(-7, 0), *range(length, length + 7))]
        weekends = [d for d in around if d.weekday() >= 5 and d.year == year]
        make_up = draw(st.lists(st.sampled_from(weekends), unique=True, max_size=2)) if weekends else []
        found.append(Holiday(name, first, length, tuple(sorted(make_up))))
    off = {day for holiday in found for day in holiday.days}
    clean = [Holiday(h.name, h.first, h.length, tuple(d for d in h.make_up if d not in off)) for h in found]
    return year, clean


STYLES = st.builds(
    Style,
    dash=st.sampled_from(["至", "到", "-", "—", "－", "～", "——"]),
    week=st.sampled_from(["星期", "周"]),
    brackets=st.sampled_from(["（）", "()"]),
    month_again=st.booleans(),
    headed=st.booleans(),
    weekday_in_range=st.booleans(),
    among=st.booleans(),
    wide=st.booleans(),
)


def written(year: int, found: list[Holiday], style: Style) -> str:
    lines = [f"国务院办公厅关于{year}年部分节假日安排的通知"]
    for number, holiday in zip("一二三四五六七", found, strict=True):
        heading = f"{number}、{holiday.name}：" if style.headed else ""
        lines.append(heading + _off_sentence(holiday, style) + _work_sentence(holiday, style))
    text = "\n".join(lines)
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text) if style.wide else text


def _date(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _off_sentence(holiday: Holiday, style: Style) -> str:
    first, last = holiday.days[0], holiday.days[-1]
    remark = style.weekday if style.weekday_in_range else lambda day: ""
    if first == last:
        text = f"{_date(first)}{remark(first)}放假，共1天。"
    else:
        end = _date(last) if first.month != last.month or style.month_again else f"{last.day}日"
        text = f"{_date(first)}{remark(first)}{style.dash}{end}{remark(last)}放假调休，共{holiday.length}天。"
    rests = [day for day in holiday.days if day.weekday() >= 5]
    if style.among and rests:
        text += "其中，" + "、".join(_date(day) + style.weekday(day) for day in rests) + "照常公休。"
    return text


def _work_sentence(holiday: Holiday, style: Style) -> str:
    if not holiday.make_up:
        return ""
    return "、".join(_date(day) + style.weekday(day) for day in holiday.make_up) + "上班。"


@given(holidays(), STYLES)
def test_a_written_notice_is_read_back(plan: tuple[int, list[Holiday]], style: Style) -> None:
    year, found = plan
    parsed = parse_notice(written(year, found, style))
    assert parsed.year == year
    assert set(parsed.days_off) == {day for holiday in found for day in holiday.days}
    assert set(parsed.make_up) == {day for holiday in found for day in holiday.make_up}


@given(holidays(), STYLES, st.data())
def test_one_wrong_sign_is_refused(plan: tuple[int, list[Holiday]], style: Style, data: st.DataObject) -> None:
    year, found = plan
    text = written(year, found, style)
    weekdays = [place for place in range(1, len(text)) if text[place] in WEEK and text[place - 1] in "期周"]
    totals = [place for place in range(1, len(text)) if text[place - 1] == "共"]
    place = data.draw(st.sampled_from([*weekdays, *totals]))
    signs = WEEK if place in weekdays else "123456789"
    now = unicodedata.normalize("NFKC", text[place])
    wrong = data.draw(st.sampled_from([sign for sign in signs if sign != now]))
    with pytest.raises(Refusal) as caught:
        parse_notice(text[:place] + wrong + text[place + 1 :])
    assert caught.value.code == ("notice.weekday" if place in weekdays else "notice.total")
    assert caught.value.params["sentence"]


@given(st.text(alphabet="0123456789年月日至、，。（）星期六放假上班共天其中调公休\n- ", max_size=60))
def test_nonsense_is_refused_or_read_but_never_breaks(text: str) -> None:
    try:
        parsed = parse_notice(text, 2027)
    except Refusal:
        return
    assert not parsed.days_off.keys() & parsed.make_up.keys()
