"""Bar and line charts as vectors with real text, in the manner of the brief."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from agent_desk.rendering.fonts import BOLD, text_width
from agent_desk.rendering.pdf_boxes import Box
from agent_desk.rendering.pdf_pen import Pen
from agent_desk.rendering.text_layout import shorten
from agent_desk.services.documents import BarChart, LineChart, Series, plain

CHART_HEIGHT = 116.0
_TITLE = 9.2
_SMALL = 8.2
_AXIS_LEFT = 22.0
_PLOT_TOP = 27.0  # below the chart's top
_PLOT_BOTTOM = 17.0  # above the chart's bottom
_GAP = 14.0


@dataclass(frozen=True, slots=True)
class _Plot:
    """The plot's rectangle and its value scale."""

    left: float
    right: float
    bottom: float
    top: float
    low: float
    high: float

    def y(self, value: float) -> float:
        """The height of a value."""
        return self.bottom + (value - self.low) / (self.high - self.low) * (self.top - self.bottom)


def chart_row_box(charts: Sequence[BarChart | LineChart], width: float) -> Box:
    """Charts side by side, each with an equal share of ``width`` points."""
    each = (width - _GAP * (len(charts) - 1)) / len(charts)

    def paint(pen: Pen, left: float, top: float) -> None:
        for index, chart in enumerate(charts):
            x = left + index * (each + _GAP)
            if index:
                pen.line(x - _GAP / 2, top - CHART_HEIGHT + 4, x - _GAP / 2, top - 2, "line.hair", 0.6)
            if isinstance(chart, BarChart):
                _bars(pen, chart, x, top, each)
            else:
                _lines(pen, chart, x, top, each)

    return Box(CHART_HEIGHT, paint, before=4.0)


def ticks(low: float, high: float, wanted: int = 3) -> list[float]:
    """Round values that enclose ``low`` to ``high``, about ``wanted`` of them; at least two."""
    span = max(high - low, 1e-9)
    step = 10.0 ** math.floor(math.log10(span / wanted))
    for factor in (1, 2, 2.5, 5, 10):
        if span / (step * factor) <= wanted:
            step *= factor
            break
    first, last = math.floor(low / step), math.ceil(high / step)
    return [number * step for number in range(first, max(last, first + 1) + 1)]


def _title(pen: Pen, chart: BarChart | LineChart, x: float, top: float, width: float) -> None:
    y = top - 11.0
    legend = len(chart.series) > 1
    room = width - (_legend_width(chart.series) if legend else 0.0)
    title = shorten(plain(chart.title), BOLD, _TITLE, room)
    pen.text(x, y, title, font=BOLD, size=_TITLE)
    unit_x = x + text_width(title, BOLD, _TITLE) + 4
    pen.text(unit_x, y, shorten(plain(chart.unit), "DeskSans", _SMALL, max(0.0, x + room - unit_x)),
             size=_SMALL, token="text.3")  # fmt: skip
    if legend:
        at = x + width - _legend_width(chart.series)
        for series in chart.series:
            pen.rect(at, y - 0.4, 6, 6, series.token, 1.2)
            pen.text(at + 8.5, y, plain(series.label), size=_SMALL + 0.3, token="text.2")
            at += 8.5 + text_width(plain(series.label), "DeskSans", _SMALL + 0.3) + 8


def _legend_width(series: Sequence[Series]) -> float:
    texts = sum(text_width(plain(entry.label), "DeskSans", _SMALL + 0.3) for entry in series)
    return texts + 16.5 * len(series) - 8 + 4


def _values(series: Sequence[Series]) -> list[float]:
    return [value for entry in series for value in entry.values if value is not None]


def _grid(pen: Pen, marks: Sequence[float], x: float, top: float, width: float) -> _Plot:
    bottom = top - CHART_HEIGHT + _PLOT_BOTTOM
    plot = _Plot(x + _AXIS_LEFT, x + width - 2, bottom, top - _PLOT_TOP, marks[0], marks[-1])
    for mark in marks:
        y = plot.y(mark)
        axis = mark == marks[0]
        pen.line(plot.left, y, plot.right, y, "line.strong" if axis else "line.hair", 0.8 if axis else 0.6)
        pen.text(plot.left - 4, y - 3, number_text(mark), size=_SMALL, token="text.3", anchor="right")
    return plot


def number_text(value: float) -> str:
    """A figure without needless decimals: 62, 3.5."""
    return f"{value:.0f}" if abs(value - round(value)) < 1e-6 else f"{value:.1f}"


def _bars(pen: Pen, chart: BarChart, x: float, top: float, width: float) -> None:
    _title(pen, chart, x, top, width)
    plot = _grid(pen, ticks(0.0, max([1.0, *_values(chart.series)]), 2), x, top, width)
    if not chart.categories or not chart.series:
        return
    group = (plot.right - plot.left) / len(chart.categories)
    gap = 1.8
    bar = min(13.0, (group * 0.76 - gap * (len(chart.series) - 1)) / len(chart.series))
    for index, category in enumerate(chart.categories):
        middle = plot.left + (index + 0.5) * group
        at = middle - (bar * len(chart.series) + gap * (len(chart.series) - 1)) / 2
        for series in chart.series:
            value = series.values[index] if index < len(series.values) else None
            if value is not None:
                height = plot.y(max(value, 0.0)) - plot.bottom
                pen.rect(at, plot.bottom + 0.4, bar, max(height, 0.6), series.token, 1.0)
                pen.text(at + bar / 2, plot.bottom + height + 2.2, number_text(value), size=_SMALL,
                         token="text.2", anchor="center")  # fmt: skip
            at += bar + gap
        label = shorten(plain(category), "DeskSans", _SMALL + 0.3, group - 2)
        pen.text(middle, plot.bottom - 11, label, size=_SMALL + 0.3, token="text.2", anchor="center")


def _lines(pen: Pen, chart: LineChart, x: float, top: float, width: float) -> None:
    _title(pen, chart, x, top, width)
    values = _values(chart.series) or [0.0, 1.0]
    plot = _grid(pen, ticks(min(values), max(values), 2), x, top, width)
    if not chart.categories:
        return
    # The first and last label need half their width inside the plot.
    inset = 12.0
    step = (plot.right - plot.left - 2 * inset) / max(1, len(chart.categories) - 1)
    at = [plot.left + inset + index * step for index in range(len(chart.categories))]
    for series in chart.series:
        _line(pen, plot, at, series, plain(chart.suffix))
    every = max(1, math.ceil(26 / step)) if step else 1
    for index, category in enumerate(chart.categories):
        if index % every == 0:
            label = plain(category)
            pen.text(at[index], plot.bottom - 11, label, size=_SMALL + 0.3, token="text.2", anchor="center")


def _line(pen: Pen, plot: _Plot, at: Sequence[float], series: Series, suffix: str) -> None:
    stretches: list[list[tuple[float, float]]] = [[]]
    for x, value in zip(at, series.values, strict=False):
        if value is None:
            stretches.append([])
        else:
            stretches[-1].append((x, plot.y(value)))
    points = [point for stretch in stretches for point in stretch]
    if not points:
        return
    for stretch in stretches:
        if len(stretch) > 1:
            pen.polyline(stretch, series.token, 1.2)
    for point in points:
        pen.ring(*point, 1.9, series.token)
    known = [value for value in series.values if value is not None]
    for (x, y), value in {points[0]: known[0], points[-1]: known[-1]}.items():
        pen.text(x, y + 5, number_text(value) + suffix, font=BOLD, size=_SMALL + 0.4, token=series.token,
                 anchor="center")  # fmt: skip
