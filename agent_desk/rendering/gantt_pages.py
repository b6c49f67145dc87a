"""Cuts a chart into pages or takes it as one picture: which rows, which days, which zoom. Sizes in pixels."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from agent_desk.services.gantt import grid, header, legend
from agent_desk.services.gantt.model import GanttChart
from agent_desk.services.gantt.rows import RowLayout
from agent_desk.services.gantt.scale import TimeScale
from agent_desk.services.gantt.scene import SceneMaker, SceneOptions
from agent_desk.services.gantt.shapes import text_width

PICTURE_ROWS = 400
LEAST_CHART = 240.0


def scene_for(
    chart: GanttChart, width: float, start: date | None, end: date | None, options: SceneOptions
) -> SceneMaker:
    """A scene whose days fill ``width``: ``start``..``end``, by default the whole chart with some margin."""
    room = max(width - options.columns.width, LEAST_CHART)
    first, last = chart.span()
    if start is None or end is None:
        first, last = _with_margin(chart, first, last, room)
    first, last = start or first, end or last
    # Printed charts fill the page whatever the zoom the window allows.
    px = room / max((last - first).days + 1, 1)
    layout = RowLayout(chart.rows)
    return SceneMaker(chart, layout, TimeScale(first.toordinal(), px), width, options)


def _with_margin(chart: GanttChart, first: date, last: date, room: float) -> tuple[date, date]:
    """Room for the label before the first bar and the words after the last, in days."""
    days = (last - first).days + 1
    before, after = 24.0, 72.0
    for row in chart.rows:
        span = row.span()
        if span is None:
            continue
        if span[0] == first.toordinal() and row.bars[0].label:
            before = max(before, text_width(row.bars[0].label, "caption") + 12)
        if chart.provisional_from is not None and span[1] > chart.provisional_from.toordinal():
            after = 176.0
    px = max(room - min(before, room / 4) - min(after, room / 4), 1) / days
    return first - timedelta(days=int(before // px) + 1), last + timedelta(
        days=int(min(after, room / 4) // px)
    )


def picture(
    chart: GanttChart, width: float, start: date | None, end: date | None, max_rows: int
) -> tuple[SceneMaker, range]:
    """One picture of the first ``max_rows`` shown rows."""
    maker = scene_for(chart, width, start, end, SceneOptions())
    return maker, range(min(len(maker.layout), max_rows))


def page_rows(maker: SceneMaker, height: float) -> Iterator[range]:
    """Ranges of rows that fit a page of ``height`` each; one empty range for an empty chart."""
    room = height - header.HEIGHT - (legend.HEIGHT if maker.options.legend else 0.0)
    per_page = max(int(room // maker.options.row_height), 1)
    count = len(maker.layout)
    for first in range(0, max(count, 1), per_page):
        yield range(first, min(first + per_page, count))


COMPACT = SceneOptions(columns=grid.COMPACT, row_height=24.0, links=False, legend=False)
