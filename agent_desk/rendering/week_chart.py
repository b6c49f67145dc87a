"""The few-weeks chart inside a brief: the rows of a Gantt chart, small enough for a page of text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from agent_desk.i18n import tr
from agent_desk.rendering.fonts import REGULAR, text_width
from agent_desk.rendering.palette import TONE_TEXT
from agent_desk.rendering.pdf_boxes import Box
from agent_desk.rendering.pdf_pen import Pen
from agent_desk.rendering.text_layout import shorten
from agent_desk.services.documents import GanttBlock, plain
from agent_desk.services.gantt.model import BarStyle, GanttBar, GanttChart, GanttRow

_HEADER = 15.0
_ROW = 15.6
_BAR = 8.6
_NAMES = 112.0
_TAIL = 4.0
_SIZE = 9.2
_DEFAULT_WEEKS = 4
_FLAG_TOKENS = {"due": TONE_TEXT["due"], "over": TONE_TEXT["over"], "pause": TONE_TEXT["pause"],
                "green": TONE_TEXT["ok"], "neutral": "text.2"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Days:
    """The mapping from days to points: ``first`` starts at ``left``; ``count`` days share the width."""

    first: date
    count: int
    left: float
    right: float

    @property
    def width(self) -> float:
        return (self.right - self.left) / self.count

    def x(self, day: date) -> float:
        """The left edge of a day, held inside the chart."""
        at = self.left + (day - self.first).days * self.width
        return min(max(at, self.left), self.right)

    def shows(self, start: date, end: date) -> bool:
        return end >= self.first and start < self.first + timedelta(days=self.count)


def week_chart_box(block: GanttBlock, width: float) -> Box:
    """The chart as one box: weeks from the Monday of ``block.start`` (or of the week of the chart's
    today)."""
    chart = block.chart
    rows = chart.rows[: block.max_rows]
    start = block.start or chart.today
    first = start - timedelta(days=start.weekday())
    last = block.end or first + timedelta(days=7 * _DEFAULT_WEEKS - 1)
    count = max(7, (last - first).days + 1)
    height = _HEADER + _ROW * len(rows) + 3

    def paint(pen: Pen, left: float, top: float) -> None:
        days = _Days(first, count, left + _NAMES, left + width - _TAIL)
        bottom = top - _HEADER - _ROW * len(rows)
        _shade(pen, chart, days, top, bottom)
        for index, row in enumerate(rows):
            y = top - _HEADER - _ROW * (index + 1)
            _row(pen, chart, row, days, left, y)
            pen.line(left, y, days.right, y, "line.hair", 0.5)
        if days.shows(chart.today, chart.today):
            x = days.x(chart.today) + days.width / 2
            pen.line(x, top - _HEADER + 1, x, bottom, "gantt.today", 1.1)

    return Box(height, paint, before=3.0)


def _shade(pen: Pen, chart: GanttChart, days: _Days, top: float, bottom: float) -> None:
    """Days off as columns, and a heading at each Monday as far apart as the words need."""
    body_top = top - _HEADER + 1
    every = max(1, int(-(-46 // (7 * days.width))))
    for number in range(days.count):
        day = days.first + timedelta(days=number)
        x = days.x(day)
        weekend = day.weekday() >= 5 and day not in chart.calendar.make_up
        if day in chart.calendar.holidays:
            pen.rect(x, bottom, days.width, body_top - bottom, "gantt.holiday")
        elif weekend:
            pen.rect(x, bottom, days.width, body_top - bottom, "gantt.weekend")
    for week in range(0, -(-days.count // 7), every):
        day = days.first + timedelta(days=7 * week)
        pen.line(days.x(day), top - 2, days.x(day), bottom, "line.hair", 0.7)
        label = tr("{month}月{day}日", month=day.month, day=day.day)
        pen.text(days.x(day) + 2.5, top - 10.5, label, size=8.4, token="text.3")


def _row(pen: Pen, chart: GanttChart, row: GanttRow, days: _Days, left: float, y: float) -> None:
    indent = 8.0 * row.level
    title = shorten(plain(row.title), REGULAR, _SIZE, _NAMES - 6 - indent)
    pen.text(left + indent, y + 4.6, title, size=_SIZE)
    ends = [days.left]
    for bar in row.bars:
        if days.shows(bar.start, bar.end):
            _bar(pen, chart, bar, row.lane, days, y)
            ends.append(days.x(bar.end + timedelta(days=1)))
    at = max(ends) + 5
    for milestone in chart.milestones:
        if milestone.row_id == row.id and days.shows(milestone.day, milestone.day):
            x = days.x(milestone.day) + days.width / 2
            end = _milestone_label(pen, plain(milestone.label), x + 7, y, days)
            pen.diamond(x, y + _ROW / 2, 4.2, "gantt.ink")
            at = max(at, end)
    if row.flag is not None:
        _label(pen, plain(row.flag.text), at, y, days, _FLAG_TOKENS[row.flag.tone.value])


def _milestone_label(pen: Pen, text: str, x: float, y: float, days: _Days) -> float:
    """The name of a milestone beside it, on a light ground because bars may run on behind it."""
    wide = text_width(text, REGULAR, 8.6)
    if not text or x + wide > days.right:
        return x
    pen.rect(x - 2, y + 2.4, wide + 4, _ROW - 4.6, "bg.surface")
    pen.text(x, y + 4.6, text, size=8.6, token="text.1")
    return x + wide + 6


def _label(pen: Pen, text: str, x: float, y: float, days: _Days, token: str) -> float:
    """Words after a bar, cut at the chart's edge; returns where the next may start."""
    shown = shorten(text, REGULAR, 8.6, max(0.0, days.right - x)) if text else ""
    if len(shown) > 1 or shown == text:
        pen.text(x, y + 4.6, shown, size=8.6, token=token)
        return x + text_width(shown, REGULAR, 8.6) + 6
    return x


def _bar(pen: Pen, chart: GanttChart, bar: GanttBar, lane: str, days: _Days, y: float) -> None:
    x1, x2 = days.x(bar.start), days.x(bar.end + timedelta(days=1)) - 0.6
    low = y + (_ROW - _BAR) / 2
    wide = x2 - x1
    if bar.style is BarStyle.PAUSE:
        pen.rect(x1, low, wide, _BAR, "state.pause.fill", share=0.08)
        pen.hatch(x1, low, wide, _BAR, "state.pause.fill", falling=True)
    elif bar.style is BarStyle.SIMULATED:
        pen.rect(x1, low, wide, _BAR, lane, share=0.1)
        pen.hatch(x1, low, wide, _BAR, lane)
    elif bar.style is BarStyle.DONE:
        pen.rect(x1, low, wide, _BAR, lane, 1.2)
    elif bar.style in (BarStyle.PREPARATION, BarStyle.MINIMUM):
        pen.rect(x1, low + _BAR / 4, wide, _BAR / 2, lane, 1.0, share=0.32)
    else:
        _open_bar(pen, chart, bar, lane, days, low)


def _open_bar(pen: Pen, chart: GanttChart, bar: GanttBar, lane: str, days: _Days, low: float) -> None:
    """A planned bar: pale with an outline; what is done of a running one is solid."""
    x1, x2 = days.x(bar.start), days.x(bar.end + timedelta(days=1)) - 0.6
    pen.rect(x1, low, x2 - x1, _BAR, lane, 1.2, share=0.2)
    pen.frame(x1, low, x2 - x1, _BAR, lane, radius=1.2, width_of_line=0.5)
    if bar.style is not BarStyle.PLAN:
        until = bar.done_until or chart.today
        pen.rect(x1, low, min(x2, days.x(until + timedelta(days=1))) - x1, _BAR, lane, 1.2)
