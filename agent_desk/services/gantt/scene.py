"""A whole picture as layers of shapes, for painters that draw once: PDF, SVG and PNG.

The window paints the same parts itself, because it keeps some of them between frames.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agent_desk.services.gantt import bars, grid, header, legend, marks
from agent_desk.services.gantt.links import LinkIndex, LinkRouter
from agent_desk.services.gantt.marks import Window
from agent_desk.services.gantt.model import GanttChart
from agent_desk.services.gantt.rows import RowLayout
from agent_desk.services.gantt.scale import TimeScale
from agent_desk.services.gantt.shapes import Box, Ink, Layer, Line, Shape

SURFACE = Ink("bg.surface")
NORMAL = Ink("line.normal")
HAIR = Ink("line.hair")


@dataclass(frozen=True, slots=True)
class SceneOptions:
    """What to include beside rows and bars."""

    columns: grid.GridColumns = grid.FULL
    row_height: float = 28.0
    links: bool = True
    baselines: bool = True
    critical: bool = True
    legend: bool = True


class SceneMaker:
    """Makes pictures of stretches of rows of one chart. ``width`` includes the grid; all sizes in pixels.

    The chart's left edge is the scale's origin day.
    """

    def __init__(
        self,
        chart: GanttChart,
        layout: RowLayout,
        scale: TimeScale,
        width: float,
        options: SceneOptions = SceneOptions(),
    ) -> None:
        self.chart = chart
        self.layout = layout
        self.scale = scale
        self.width = width
        self.options = options
        self._milestones = marks.by_row(chart.milestones)
        self._links = LinkIndex(chart.links if options.links else (), layout)
        self._router = LinkRouter(layout, scale, options.row_height)
        self._paper = bars.RowPaper(
            scale, chart.today, options.row_height, options.baselines, options.critical
        )
        self._window = Window(0.0, width - options.columns.width)

    def height(self, rows: range) -> float:
        """Height of the picture of these rows, in pixels."""
        foot = legend.HEIGHT if self.options.legend else 0.0
        return header.HEIGHT + len(rows) * self.options.row_height + foot

    def layers(self, rows: range) -> Iterator[Layer]:
        """The picture of these positions, back to front; its origin is the top left corner."""
        left, top = self.options.columns.width, header.HEIGHT
        body = len(rows) * self.options.row_height
        clip = (left, top, self._window.width, body)
        yield Layer((Box(0, 0, self.width, top + body, SURFACE),))
        yield Layer(self._background(rows, body), left, top, clip)
        yield Layer(self._row_lines(rows), 0, top)
        shift = top - rows.start * self.options.row_height
        yield Layer(self._link_shapes(rows), left, shift, clip)
        for land in self.chart.land_days:
            yield Layer(marks.land_line(land, self.layout, self._paper, self._window), left, shift, clip)
        for position in rows:
            row = self.layout.row(position)
            milestones = self._milestones.get(row.id, ())
            y = shift + position * self.options.row_height
            yield Layer(bars.row_shapes(row, self._paper, milestones), left, y, clip)
        yield Layer(marks.today_shapes(self.chart.today, self._paper, self._window, 0, body), left, top, clip)
        yield from self._over_bars(rows, left, shift, clip)
        yield from self._frame(rows, left, top, body)

    def _background(self, rows: range, body: float) -> tuple[Shape, ...]:
        shapes: list[Shape] = [
            Box(column.x, 0, column.width, body, column.ink)
            for column in header.columns(self.scale, self.chart.calendar, 0, self._window.width)
        ]
        shapes += [
            Line(((x + 0.5, 0), (x + 0.5, body)), ink)
            for x, ink in header.grid_lines(self.scale, 0, self._window.width)
        ]
        return tuple(shapes)

    def _row_lines(self, rows: range) -> tuple[Shape, ...]:
        shapes: list[Shape] = []
        height = self.options.row_height
        for offset, position in enumerate(rows):
            tint = marks.tint_of(self.layout.row(position))
            if tint is not None:
                shapes.append(Box(0, offset * height, self.width, height, tint))
            y = (offset + 1) * height - 0.5
            shapes.append(Line(((0, y), (self.width, y)), HAIR))
        return tuple(shapes)

    def _link_shapes(self, rows: range) -> tuple[Shape, ...]:
        links = [self._links.links[number] for number in self._links.crossing(rows)]
        # Critical links last, so that they lie on top.
        routes = (self._router.route(link) for link in sorted(links, key=lambda one: one.critical))
        return tuple(route for route in routes if route is not None)

    def _over_bars(
        self, rows: range, left: float, shift: float, clip: tuple[float, float, float, float]
    ) -> Iterator[Layer]:
        for position in rows:
            row = self.layout.row(position)
            shapes = marks.edge_shapes(
                row, self._paper, self._window, self.chart.provisional_from, self._milestones.get(row.id, ())
            )
            if shapes:
                yield Layer(shapes, left, shift + position * self.options.row_height, clip)
        for land in self.chart.land_days:
            shapes = marks.land_callout(land, self.layout, self._paper, self._window, self._milestones)
            yield Layer(shapes, left, shift, clip)

    def _frame(self, rows: range, left: float, top: float, body: float) -> Iterator[Layer]:
        chart, options = self.chart, self.options
        yield Layer(
            header.header_shapes(self.scale, chart.calendar, chart.today, 0, self._window.width),
            left, 0, (left, 0, self._window.width, top),
        )  # fmt: skip
        yield Layer(grid.header_shapes(options.columns, top))
        for offset, position in enumerate(rows):
            row = self.layout.row(position)
            y = top + offset * options.row_height
            parent, collapsed = self.layout.has_children(row.id), self.layout.is_collapsed(row.id)
            cells = grid.row_shapes(row, options.columns, options.row_height, parent, collapsed)
            yield Layer(cells, 0, y)
        edges = (
            Line(((0, top - 0.5), (self.width, top - 0.5)), NORMAL),
            Line(((left - 0.5, 0), (left - 0.5, top + body)), NORMAL),
        )
        yield Layer(edges)
        if options.legend:
            yield Layer(legend.legend_shapes(chart, self.width), 0, top + body)
