"""The time axis: header bands, shaded day columns, vertical lines.

x from the left edge of the visible chart (``x0``, the scale's x at that edge, is subtracted), y from the top.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agent_desk.i18n import tr
from agent_desk.services.gantt import scale as ticks
from agent_desk.services.gantt.model import GanttCalendar
from agent_desk.services.gantt.scale import TimeScale
from agent_desk.services.gantt.shapes import Box, Ink, Line, Shape, Text, text_width

HEIGHT = 56.0
MONTH_BAND = 19.0
WEEK_BAND = 18.0
DAY_BAND = 18.0
SHADE_FROM = 1.5

HAIR = Ink("line.hair")
NORMAL = Ink("line.normal")
STRONG_TEXT = Ink("text.1")
MUTED = Ink("text.2")
FAINT = Ink("text.3")


@dataclass(frozen=True, slots=True)
class Column:
    """A shaded stretch of neighbouring days of one kind."""

    x: float
    width: float
    ink: Ink


def columns(scale: TimeScale, calendar: GanttCalendar, x0: float, width: float) -> list[Column]:
    """Shaded columns in view: weekends, holidays, make-up days; none when a day is too narrow to see."""
    if scale.px < SHADE_FROM:
        return []
    found: list[tuple[int, int, str]] = []
    for ordinal in scale.days(x0, x0 + width):
        token = day_token(date.fromordinal(ordinal), calendar)
        if not token:
            continue
        if found and found[-1][2] == token and found[-1][1] == ordinal:
            found[-1] = (found[-1][0], ordinal + 1, token)
        else:
            found.append((ordinal, ordinal + 1, token))
    return [
        Column(scale.snap(first) - x0, scale.snap(after) - scale.snap(first), Ink(token))
        for first, after, token in found
    ]


def day_token(day: date, calendar: GanttCalendar) -> str:
    """Colour token of a day's column, empty for an ordinary working day."""
    if day in calendar.make_up:
        return "gantt.makeup"
    if day in calendar.holidays:
        return "gantt.holiday"
    return "gantt.weekend" if day.weekday() >= 5 else ""


def grid_lines(scale: TimeScale, x0: float, width: float) -> list[tuple[float, Ink]]:
    """x of the vertical lines through the chart: weeks fine, months stronger, quarters when days are thin."""
    first, last = scale.date_at(x0), scale.date_at(x0 + width)
    lines: list[tuple[float, Ink]] = []
    if scale.px >= ticks.WEEKS_FROM:
        lines += [(scale.snap(start.toordinal()) - x0, HAIR) for start, _ in ticks.weeks(first, last)]
    coarse = ticks.months(first, last) if scale.px >= ticks.MONTHS_FROM else ticks.quarters(first, last)
    lines += [(scale.snap(start.toordinal()) - x0, NORMAL) for start, _ in coarse]
    return [(x, ink) for x, ink in lines if 0 < x < width]


def header_shapes(
    scale: TimeScale, calendar: GanttCalendar, today: date, x0: float, width: float
) -> tuple[Shape, ...]:
    """The header over ``width`` pixels: months, weeks and days as the zoom allows, with the pill of today."""
    shapes: list[Shape] = []
    first, last = scale.date_at(x0), scale.date_at(x0 + width)
    if scale.px >= ticks.DAY_DIGITS_FROM:
        shapes += _months(scale, x0, width, first, last)
        shapes += _weeks(scale, x0, width, first, last, MONTH_BAND, WEEK_BAND)
        shapes += _days(scale, calendar, x0, width)
    elif scale.px >= ticks.WEEKS_FROM:
        shapes += _months(scale, x0, width, first, last)
        # The band of the day digits stays empty: the pill of today stands there.
        shapes += _weeks(scale, x0, width, first, last, MONTH_BAND, WEEK_BAND)
    else:
        shapes += _years(scale, x0, width, first, last)
    shapes += _today_pill(scale, today, x0, width)
    return tuple(shapes)


def _label(shapes: list[Shape], x: float, right: float, y: float, text: str, role: str, ink: Ink) -> None:
    """A tick's label, held at the left edge while its tick is scrolled out, dropped when it has no room."""
    x = max(x, 0.0) + 5
    if right - x >= text_width(text, role):
        shapes.append(Text(x, y, text, role, ink))


def _months(scale: TimeScale, x0: float, width: float, first: date, last: date) -> list[Shape]:
    shapes: list[Shape] = [Line(((0, MONTH_BAND), (width, MONTH_BAND)), HAIR)]
    year_shown = 0
    for start, following in ticks.months(first, last):
        x, right = scale.snap(start.toordinal()) - x0, scale.snap(following.toordinal()) - x0
        if x > 0:
            shapes.append(Line(((x, 0), (x, MONTH_BAND)), NORMAL))
        text = tr("{year}年{month}月", year=start.year, month=start.month)
        if start.year != year_shown and right - max(x, 0) >= text_width(text, "strong") + 6:
            year_shown = start.year
        else:
            text = tr("{month}月", month=start.month)
        _label(shapes, x, right, MONTH_BAND / 2 + 0.5, text, "strong", STRONG_TEXT)
    return shapes


def _weeks(
    scale: TimeScale, x0: float, width: float, first: date, last: date, top: float, height: float
) -> list[Shape]:
    shapes: list[Shape] = []
    middle = top + height / 2
    for start, following in ticks.weeks(first, last):
        x, right = scale.snap(start.toordinal()) - x0, scale.snap(following.toordinal()) - x0
        if x > 0:
            shapes.append(Line(((x, top), (x, HEIGHT)), HAIR))
        room = right - x
        number = tr("{week}周", week=start.isocalendar().week)
        if room >= 84:
            _label(shapes, x, right, middle, f"{start:%m-%d}", "micro", MUTED)
            if right <= width + 4:
                shapes.append(Text(right - 6, middle, number, "micro", FAINT, "end"))
        elif room >= 40:
            _label(shapes, x, right, middle, f"{start:%m-%d}", "micro", MUTED)
        else:
            _label(shapes, x - 3, right, middle, str(start.day), "micro", MUTED)
    if scale.px >= ticks.DAY_DIGITS_FROM:
        shapes.append(Line(((0, top + height), (width, top + height)), HAIR))
    return shapes


def _days(scale: TimeScale, calendar: GanttCalendar, x0: float, width: float) -> list[Shape]:
    top = HEIGHT - DAY_BAND
    shapes: list[Shape] = [
        Box(column.x, top, column.width, DAY_BAND, column.ink)
        for column in columns(scale, calendar, x0, width)
    ]
    for ordinal in scale.days(x0, x0 + width):
        day = date.fromordinal(ordinal)
        text, role, ink = str(day.day), "day", STRONG_TEXT
        if day in calendar.make_up:
            text, role, ink = tr("班"), "dayStrong", Ink("clock.promise.text")
        elif day in calendar.holidays:
            text, role, ink = tr("休"), "dayStrong", Ink("state.over.text")
        elif day.weekday() >= 5:
            ink = FAINT
        shapes.append(Text(scale.middle(ordinal) - x0, top + DAY_BAND / 2, text, role, ink, "middle"))
    return shapes


def _years(scale: TimeScale, x0: float, width: float, first: date, last: date) -> list[Shape]:
    shapes: list[Shape] = [Line(((0, MONTH_BAND), (width, MONTH_BAND)), HAIR)]
    for start, following in ticks.years(first, last):
        x, right = scale.snap(start.toordinal()) - x0, scale.snap(following.toordinal()) - x0
        if x > 0:
            shapes.append(Line(((x, 0), (x, MONTH_BAND)), NORMAL))
        text = tr("{year}年", year=start.year)
        _label(shapes, x, right, MONTH_BAND / 2 + 0.5, text, "strong", STRONG_TEXT)
    by_month = scale.px >= ticks.MONTHS_FROM
    middle = MONTH_BAND + WEEK_BAND / 2
    for start, following in ticks.months(first, last) if by_month else ticks.quarters(first, last):
        x, right = scale.snap(start.toordinal()) - x0, scale.snap(following.toordinal()) - x0
        if x > 0:
            shapes.append(Line(((x, MONTH_BAND), (x, HEIGHT)), HAIR))
        text = (
            tr("{month}月", month=start.month)
            if by_month
            else tr("{quarter}季度", quarter=start.month // 3 + 1)
        )
        _label(shapes, x - 2, right, middle, text, "micro", MUTED)
    return shapes


def _today_pill(scale: TimeScale, today: date, x0: float, width: float) -> list[Shape]:
    x = scale.middle(today.toordinal()) - x0
    if not 0 <= x <= width:
        return []
    digits = scale.px >= ticks.DAY_DIGITS_FROM
    text = str(today.day) if digits else f"{today:%m-%d}"
    role = "dayStrong" if digits else "chip"
    pill = max(text_width(text, role) + 5, 14)
    left = min(max(x - pill / 2, 0), width - pill)
    top = HEIGHT - DAY_BAND + 1.5
    return [
        Box(left, top, pill, DAY_BAND - 3, Ink("gantt.today"), 3),
        Text(left + pill / 2, top + (DAY_BAND - 3) / 2, text, role, Ink("text.onAccent"), "middle"),
    ]
