"""The scroll area that shows a chart: content, zoom, place and painting. Keys and pointer are in ``view``."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from agent_desk.services.gantt import grid
from agent_desk.services.gantt import scale as scales
from agent_desk.services.gantt.model import GanttChart
from agent_desk.ui.gantt.body import HEADER, GanttBody
from agent_desk.ui.gantt.scroll_bar import FlatScrollBar, ScrollCorner
from agent_desk.ui.gantt.state import GanttState
from agent_desk.ui.theme import Theme

TODAY_SHARE = 0.6
FIT_LEFT, FIT_RIGHT = 56, 176
EMPTY = GanttChart((), date(2000, 1, 1))


def _rects(event: QPaintEvent) -> list[QRect]:
    region = event.region()
    return [region.boundingRect()] if region.rectCount() <= 1 else list(region)  # type: ignore[call-overload]


class GanttCanvas(QAbstractScrollArea):
    """Shows a ``GanttChart`` with a frozen grid at its left; both share the vertical scroll bar."""

    zoom_changed = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._body = GanttBody(theme)
        self._state = GanttState(EMPTY, theme.height("rowGantt"))
        self._placed = False
        self._keyboard_focus = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBar(FlatScrollBar(Qt.Orientation.Vertical, theme))
        self.setHorizontalScrollBar(FlatScrollBar(Qt.Orientation.Horizontal, theme))
        self.setCornerWidget(ScrollCorner(theme))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self._on_theme)

    # --- content ----------------------------------------------------------------------------------

    @property
    def state(self) -> GanttState:
        """What is shown, as plain values."""
        return self._state

    def set_chart(self, chart: GanttChart) -> None:
        """Show a chart. Zoom, place, current row and collapsed rows stay when it replaces another."""
        old, x0 = self._state, self.horizontalScrollBar().value()
        self._state = GanttState(chart, self._theme.height("rowGantt"), old.scale.px)
        self._state.set_shown(links=old.show_links, baselines=old.show_baselines, critical=old.show_critical)
        if self._placed:
            known = {row.id for row in old.chart.rows}
            fresh = [row.id for row in chart.rows if row.collapsed and row.id not in known]
            self._state.layout.restore_collapsed([*old.layout.collapsed_ids(), *fresh])
            self._state.layout_changed()
            if old.current in self._state.layout.index_of:
                self._state.current = old.current
        self._body.hovered = ""
        self._set_ranges()
        if self._placed:
            earlier = old.scale.origin - self._state.scale.origin
            self._scroll_x(x0 + round(earlier * self.px_per_day))
        self._place_first()
        self.viewport().update()

    def set_shown(self, *, links: bool = True, baselines: bool = True, critical: bool = True) -> None:
        """Choose what is drawn beside the bars."""
        self._state.set_shown(links=links, baselines=baselines, critical=critical)
        self.viewport().update()

    def set_columns(self, columns: grid.GridColumns) -> None:
        """Other columns in the frozen grid."""
        self._body.columns = columns
        self._set_ranges()
        self.viewport().update()

    # --- zoom and place ---------------------------------------------------------------------------

    @property
    def px_per_day(self) -> float:
        """The zoom."""
        return self._state.scale.px

    def chart_width(self) -> int:
        """Width of the chart beside the grid, in pixels."""
        return max(self.viewport().width() - round(self._body.columns.width), 1)

    def zoom_at(self, factor: float, at: float | None = None) -> None:
        """Zoom by a factor; the day at ``at`` (pixels from the chart's left, by default its centre) stays."""
        self._zoom_to(self.px_per_day * factor, self.chart_width() / 2 if at is None else at)

    def set_preset(self, name: str) -> None:
        """Zoom to ``month``, ``week`` or ``day``; today stays in place if it is in view, else the centre."""
        state, x0 = self._state, self.horizontalScrollBar().value()
        today = state.scale.middle(state.chart.today.toordinal()) - x0
        anchor = today if 0 <= today <= self.chart_width() else self.chart_width() / 2
        self._zoom_to(scales.PRESETS[name], anchor)

    def fit(self) -> None:
        """Zoom so that the whole chart is in view, with room for the words beside the first and last bars."""
        first, last = self._state.chart.span()
        self._placed = True
        px = scales.fitting(first, last, max(self.chart_width() - FIT_LEFT - FIT_RIGHT, 1))
        self._zoom_to(px, 0)
        self._scroll_x(self._state.scale.snap(first.toordinal()) - FIT_LEFT)

    def show_range(self, first: date, last: date) -> None:
        """Zoom and scroll so that ``first``..``last`` fill the width."""
        self._placed = True
        self._zoom_to(scales.fitting(first, last, self.chart_width()), 0)
        self._scroll_x(self._state.scale.snap(first.toordinal()))

    def go_to_today(self) -> None:
        """Scroll so that today stands a little right of the centre."""
        self.go_to(self._state.chart.today, TODAY_SHARE)

    def go_to(self, day: date, share: float = 0.5) -> None:
        """Scroll so that a day stands at a share (0 to 1) of the width."""
        self._scroll_x(self._state.scroll_for(day, self.chart_width(), share))

    def _zoom_to(self, px: float, at: float) -> None:
        before = self.px_per_day
        x0 = self._state.zoomed_scroll(px, self.horizontalScrollBar().value(), at)
        if self.px_per_day == before:
            return
        self._set_ranges()
        self._scroll_x(x0)
        self._update_chart()
        self.zoom_changed.emit(self.px_per_day)

    def _scroll_x(self, x: int) -> None:
        self.horizontalScrollBar().setValue(x)

    def _set_ranges(self) -> None:
        size = self.viewport().size()
        width, height = self.chart_width(), max(size.height() - HEADER, 1)
        horizontal, vertical = self.horizontalScrollBar(), self.verticalScrollBar()
        horizontal.setPageStep(width)
        horizontal.setSingleStep(max(round(self._state.scale.px), 8))
        horizontal.setRange(0, max(self._state.content_width() - width, 0))
        vertical.setPageStep(height)
        vertical.setSingleStep(round(self._state.row_height))
        vertical.setRange(0, max(self._state.content_height() - height, 0))

    def _place_first(self) -> None:
        if not self._placed and self._state.chart.rows and self.isVisible():
            self._placed = True
            self.go_to_today()

    # --- rows ---------------------------------------------------------------------------------------

    def _row_rect(self, row_id: str) -> QRect:
        position = self._state.layout.position(row_id) if row_id else None
        if position is None:
            return QRect()
        y = round(position * self._state.row_height) - self.verticalScrollBar().value() + HEADER
        rect = QRect(0, y, self.viewport().width(), round(self._state.row_height))
        return rect.intersected(QRect(0, HEADER, self.viewport().width(), self.viewport().height()))

    def _update_row(self, row_id: str) -> None:
        rect = self._row_rect(row_id)
        if not rect.isEmpty():
            self.viewport().update(rect)

    # --- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        viewport = self.viewport()
        painter = QPainter(viewport)
        x0, y0 = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        for rect in _rects(event):
            painter.setClipRect(rect)
            self._body.paint(
                painter, rect, self._state, x0, y0, viewport.size(), viewport.devicePixelRatioF()
            )
        if self.hasFocus() and self._keyboard_focus:
            ring = self._row_rect(self._state.current)
            if not ring.isEmpty():
                self._body.paint_focus(painter, ring)
        painter.end()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        viewport = self.viewport()
        whole = viewport.devicePixelRatioF().is_integer()
        if dx:
            self._update_chart()
        if dy and not whole:
            viewport.update()
        elif dy:
            # The header stays as it is; what was painted moves, only the new rows are painted.
            viewport.scroll(0, dy, QRect(0, HEADER, viewport.width(), viewport.height() - HEADER))

    def _update_chart(self) -> None:
        """Repaint the chart and its header; the frozen grid stays."""
        left, viewport = round(self._body.columns.width), self.viewport()
        viewport.update(QRect(left, 0, viewport.width() - left, viewport.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_ranges()
        self._place_first()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._set_ranges()
        self._place_first()

    def _on_theme(self) -> None:
        self._state.set_row_height(self._theme.height("rowGantt"))
        self._body.forget()
        self._set_ranges()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(1200, 700)
