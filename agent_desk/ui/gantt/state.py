"""What the view shows right now: chart, layout, zoom, current row. Plain Python: moves test as numbers."""

from __future__ import annotations

from datetime import date, timedelta

from agent_desk.services.gantt import bars, grid, marks
from agent_desk.services.gantt import scale as scales
from agent_desk.services.gantt.bars import RowLine
from agent_desk.services.gantt.links import LinkIndex, LinkRouter
from agent_desk.services.gantt.model import GanttChart, GanttLandDay, GanttMilestone, GanttRow
from agent_desk.services.gantt.rows import RowLayout
from agent_desk.services.gantt.scale import TimeScale
from agent_desk.services.gantt.shapes import Line, Shape

ROWS_KEPT = 2048
DAYS_BEFORE = 28
DAYS_AFTER = 42


class GanttState:
    """The chart with everything derived from it. ``current`` is a row id, empty for none."""

    def __init__(self, chart: GanttChart, row_height: float, px: float = scales.PRESETS["day"]) -> None:
        self.chart = chart
        self.layout = RowLayout(chart.rows)
        self.links = LinkIndex(chart.links, self.layout)
        self.milestones = marks.by_row(chart.milestones)
        first, last = chart.span()
        self.first = scales.monday_of(min(first, chart.today)) - timedelta(days=DAYS_BEFORE)
        self.last = max(last, chart.today) + timedelta(days=DAYS_AFTER)
        self.scale = TimeScale(self.first.toordinal(), scales.clamp_px(px))
        self.current = ""
        self.show_links = self.show_baselines = self.show_critical = True
        self._row_height = row_height
        self._shapes: dict[int, RowLine] = {}
        self._refresh()

    @property
    def row_height(self) -> float:
        """Height of a row in pixels."""
        return self._row_height

    def _refresh(self) -> None:
        self.paper = bars.RowPaper(
            self.scale, self.chart.today, self._row_height, self.show_baselines, self.show_critical
        )
        self.router = LinkRouter(self.layout, self.scale, self._row_height)
        self._shapes.clear()

    def set_row_height(self, row_height: float) -> None:
        """Take up another row density."""
        self._row_height = row_height
        self._refresh()

    def set_shown(self, *, links: bool, baselines: bool, critical: bool) -> None:
        """Choose what is drawn beside the bars."""
        self.show_links, self.show_baselines, self.show_critical = links, baselines, critical
        self._refresh()

    def set_px(self, px: float) -> None:
        """Zoom to so many pixels per day, within bounds."""
        self.scale = self.scale.with_px(px)
        self._refresh()

    def content_width(self) -> int:
        """Width of the whole time range, in pixels."""
        return self.scale.snap(self.last.toordinal() + 1)

    def content_height(self) -> int:
        """Height of all shown rows, in pixels."""
        return round(len(self.layout) * self._row_height)

    def zoomed_scroll(self, px: float, x0: int, at: float) -> int:
        """Zoom so that the day under ``at`` (pixels from the chart's left) stays there; the new scroll x."""
        days = (x0 + at) / self.scale.px
        self.set_px(px)
        return round(days * self.scale.px - at)

    def scroll_for(self, day: date, width: float, share: float) -> int:
        """Scroll x that puts a day at a share (0 to 1) of the chart's width."""
        return round(self.scale.middle(day.toordinal()) - width * share)

    def row_line(self, position: int) -> RowLine:
        """The bars of a shown row, kept until the zoom changes."""
        index = int(self.layout.visible[position])
        found = self._shapes.get(index)
        if found is None:
            if len(self._shapes) >= ROWS_KEPT:
                self._shapes.clear()
            row = self.layout.rows[index]
            found = self._shapes[index] = bars.row_line(row, self.paper, self.milestones.get(row.id, ()))
        return found

    def lines_kept(self) -> int:
        """How many rows have been laid out since the last zoom."""
        return len(self._shapes)

    def row_milestones(self, row: GanttRow) -> tuple[GanttMilestone, ...]:
        """The row's milestones in date order."""
        return self.milestones.get(row.id, ())

    def routes(self, rows: range) -> list[Line]:
        """The links that touch these positions; critical ones last, so that they lie on top."""
        if not self.show_links:
            return []
        chosen = sorted(
            (self.links.links[number] for number in self.links.crossing(rows)), key=lambda one: one.critical
        )
        routes = (self.router.route(link) for link in chosen)
        return [route for route in routes if route is not None]

    def lands_in(self, rows: range) -> list[GanttLandDay]:
        """The land days whose dotted line may cross these positions."""
        found = []
        for land in self.chart.land_days:
            positions = [p for p in map(self.layout.position, land.row_ids) if p is not None]
            if len(positions) > 1 and min(positions) < rows.stop and max(positions) >= rows.start:
                found.append(land)
        return found

    def layout_changed(self) -> None:
        """To be called after collapsing or filtering."""
        self.links.refresh(self.layout)
        self.router = LinkRouter(self.layout, self.scale, self._row_height)
        if self.current and self.layout.position(self.current) is None:
            self.current = self._shown_above(self.current)

    def _shown_above(self, row_id: str) -> str:
        above = self.layout.parent(row_id) if row_id in self.layout.index_of else None
        while above is not None and self.layout.position(above) is None:
            above = self.layout.parent(above)
        return above or ""

    # --- moves of the current row -----------------------------------------------------------------

    def current_position(self) -> int | None:
        """Position of the current row."""
        return self.layout.position(self.current) if self.current else None

    def moved(self, step: int) -> str:
        """Id of the row ``step`` rows below the current one, kept within the chart; empty without rows."""
        if not len(self.layout):
            return ""
        last = len(self.layout) - 1
        position = self.current_position()
        if position is None:
            return self.layout.row(0 if step >= 0 else last).id
        return self.layout.row(min(max(position + step, 0), last)).id

    def fold(self) -> str:
        """Left: collapse the current row, or name its parent to go to."""
        if not self.current:
            return ""
        if self.layout.set_collapsed(self.current, True):
            self.layout_changed()
            return self.current
        return self.layout.parent(self.current) or self.current

    def unfold(self) -> str:
        """Right: expand the current row, or name its first child to go to."""
        if not self.current:
            return ""
        if self.layout.set_collapsed(self.current, False):
            self.layout_changed()
            return self.current
        return self.moved(1) if self.layout.has_children(self.current) else self.current

    def toggle(self, row_id: str) -> bool:
        """Collapse or expand a row; says whether anything changed."""
        changed = self.layout.set_collapsed(row_id, not self.layout.is_collapsed(row_id))
        if changed:
            self.layout_changed()
        return changed

    def grid_shapes(self, row: GanttRow, columns: grid.GridColumns) -> tuple[Shape, ...]:
        """The row's cells in the grid."""
        parent, collapsed = self.layout.has_children(row.id), self.layout.is_collapsed(row.id)
        return grid.row_shapes(row, columns, self._row_height, parent, collapsed)
