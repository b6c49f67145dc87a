"""Paints the parts of the view: header, frozen grid and chart. Only the rows of the exposed rectangle."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from agent_desk.services.gantt import grid, header, marks
from agent_desk.services.gantt.marks import Window
from agent_desk.services.gantt.model import GanttRow
from agent_desk.services.gantt.shapes import Ink
from agent_desk.ui.gantt.painter import ShapePainter
from agent_desk.ui.gantt.state import GanttState
from agent_desk.ui.theme import Theme

HEADER = int(header.HEIGHT)
SELECTED = Ink("accent.fill", 0.11)
HOVER = Ink("text.1", 0.04)
ACCENT_BAR = 3


class GanttBody:
    """Paints a ``GanttState`` into a viewport. Keeps one row of shading as a pixmap."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._shapes = ShapePainter(theme)
        self._strip: QPixmap | None = None
        self._strip_key: tuple[object, ...] = ()
        self._dpr = 1.0
        self.columns = grid.FULL
        self.hovered = ""

    def forget(self) -> None:
        """Drop all pixmaps: the theme changed."""
        self._shapes.forget()
        self._strip = None

    def paint(
        self, painter: QPainter, dirty: QRect, state: GanttState, x0: int, y0: int, size: QSize, dpr: float
    ) -> None:
        """Paint what of the viewport lies in ``dirty``; ``x0``/``y0`` are the scroll offsets in pixels."""
        if dpr != self._dpr:
            self._dpr = dpr
            self._shapes.set_scale(dpr)
            self._strip = None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = round(self.columns.width)
        body = dirty.intersected(QRect(0, HEADER, size.width(), size.height() - HEADER))
        if not body.isEmpty():
            self._paint_rows(painter, body, state, x0, y0, size)
        top = dirty.intersected(QRect(0, 0, size.width(), HEADER))
        if not top.isEmpty():
            self._paint_header(painter, top, state, x0, size)
        painter.fillRect(
            QRect(left - 1, 0, 1, size.height()).intersected(dirty), self._theme.color("line.normal")
        )

    # --- rows -------------------------------------------------------------------------------------

    def _paint_rows(
        self, painter: QPainter, dirty: QRect, state: GanttState, x0: int, y0: int, size: QSize
    ) -> None:
        left = round(self.columns.width)
        shift = HEADER - y0
        rows = state.layout.exposed(dirty.top() - shift, dirty.bottom() + 1 - shift, state.row_height)
        chart = dirty.intersected(QRect(left, HEADER, max(size.width() - left, 0), size.height()))
        if not chart.isEmpty():
            painter.save()
            painter.setClipRect(chart)
            self._paint_chart(painter, chart, rows, state, Window(x0, size.width() - left), shift)
            painter.restore()
        cells = dirty.intersected(QRect(0, HEADER, left, size.height()))
        if not cells.isEmpty():
            painter.save()
            painter.setClipRect(cells)
            painter.fillRect(cells, self._theme.color("bg.surface"))
            for position in rows:
                y = round(position * state.row_height) + shift
                painter.translate(0, y)
                self._paint_grid_row(painter, state, state.layout.row(position))
                painter.translate(0, -y)
            painter.restore()

    def _paint_chart(
        self, painter: QPainter, area: QRect, rows: range, state: GanttState, window: Window, shift: int
    ) -> None:
        left = round(self.columns.width)
        height = state.row_height
        self._paint_background(painter, area, rows, state, window, shift)
        origin = QPointF(left - window.x0, shift)
        painter.translate(origin)
        self._shapes.paint_links(painter, state.routes(rows), QRectF(area).translated(-origin))
        painter.translate(-origin)
        painter.translate(left, shift)
        lands = state.lands_in(rows)
        for land in lands:
            self._shapes.paint(painter, marks.land_line(land, state.layout, state.paper, window))
        painter.translate(-left, -shift)
        for position in rows:
            line = state.row_line(position)
            if line.right < window.x0 or line.left > window.x0 + window.width:
                continue
            painter.translate(left - window.x0, position * height + shift)
            self._shapes.paint(painter, line.shapes)
            painter.translate(window.x0 - left, -(position * height + shift))
        painter.translate(left, 0)
        bottom = min(area.bottom() + 1, state.content_height() + shift)
        today = marks.today_shapes(state.chart.today, state.paper, window, area.top(), bottom)
        self._shapes.paint(painter, today)
        for position in rows:
            row = state.layout.row(position)
            shapes = marks.edge_shapes(
                row, state.paper, window, state.chart.provisional_from, state.row_milestones(row)
            )
            if shapes:
                painter.translate(0, position * height + shift)
                self._shapes.paint(painter, shapes)
                painter.translate(0, -(position * height + shift))
        painter.translate(0, shift)
        for land in lands:
            shapes = marks.land_callout(land, state.layout, state.paper, window, state.milestones)
            self._shapes.paint(painter, shapes)
        painter.translate(-left, -shift)

    def _paint_background(
        self, painter: QPainter, area: QRect, rows: range, state: GanttState, window: Window, shift: int
    ) -> None:
        left = round(self.columns.width)
        last = state.content_height() + shift
        if area.bottom() >= last:
            painter.fillRect(area, self._theme.color("bg.surface"))
        if not rows:
            return
        strip = self._shading(state, window)
        covered = area.intersected(QRect(area.left(), HEADER, area.width(), max(last - HEADER, 0)))
        offset_y = (covered.top() - shift) % round(state.row_height)
        painter.drawTiledPixmap(QRectF(covered), strip, QPointF(covered.left() - left, offset_y))
        for position in rows:
            row = state.layout.row(position)
            for ink in self._washes(row, state):
                y = position * state.row_height + shift
                painter.fillRect(
                    QRectF(area.left(), y, area.width(), state.row_height - 1), self._shapes.color(ink)
                )

    def _washes(self, row: GanttRow, state: GanttState) -> list[Ink]:
        inks = [tint] if (tint := marks.tint_of(row)) else []
        if row.id == state.current:
            inks.append(SELECTED)
        elif row.id == self.hovered:
            inks.append(HOVER)
        return inks

    def _shading(self, state: GanttState, window: Window) -> QPixmap:
        """One row of the chart's background, laid as a tile: columns, vertical lines and the row's line."""
        key = (window, state.scale, state.row_height, state.chart.calendar)
        if self._strip is not None and key == self._strip_key:
            return self._strip
        height = round(state.row_height)
        width = max(round(window.width), 1)
        strip = QPixmap(QSize(round(width * self._dpr), round(height * self._dpr)))
        strip.setDevicePixelRatio(self._dpr)
        strip.fill(self._theme.color("bg.surface"))
        painter = QPainter(strip)
        for column in header.columns(state.scale, state.chart.calendar, window.x0, window.width):
            painter.fillRect(QRectF(column.x, 0, column.width, height), self._shapes.color(column.ink))
        for x, ink in header.grid_lines(state.scale, window.x0, window.width):
            painter.fillRect(QRectF(x, 0, 1, height), self._shapes.color(ink))
        painter.fillRect(QRectF(0, height - 1, window.width, 1), self._theme.color("line.hair"))
        painter.end()
        self._strip, self._strip_key = strip, key
        return strip

    def _paint_grid_row(self, painter: QPainter, state: GanttState, row: GanttRow) -> None:
        """One row of the grid, its top left corner at the painter's origin."""
        width, height = round(self.columns.width), round(state.row_height)
        painter.fillRect(0, height - 1, width, 1, self._theme.color("line.hair"))
        for ink in self._washes(row, state):
            painter.fillRect(0, 0, width, height - 1, self._shapes.color(ink))
        if row.id == state.current:
            painter.fillRect(0, 0, ACCENT_BAR, height, self._theme.color("accent.fill"))
        self._shapes.paint(painter, state.grid_shapes(row, self.columns))

    # --- header -----------------------------------------------------------------------------------

    def _paint_header(self, painter: QPainter, dirty: QRect, state: GanttState, x0: int, size: QSize) -> None:
        left = round(self.columns.width)
        painter.save()
        painter.setClipRect(dirty)
        painter.fillRect(dirty, self._theme.color("bg.surface"))
        self._shapes.paint(painter, grid.header_shapes(self.columns, HEADER))
        painter.setClipRect(dirty.intersected(QRect(left, 0, max(size.width() - left, 0), HEADER)))
        painter.translate(left, 0)
        state_header = header.header_shapes(
            state.scale, state.chart.calendar, state.chart.today, x0, size.width() - left
        )
        self._shapes.paint(painter, state_header)
        painter.restore()
        painter.setPen(QPen(self._theme.color("line.normal"), 1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawLine(dirty.left(), HEADER - 1, dirty.right(), HEADER - 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def paint_focus(self, painter: QPainter, rect: QRect) -> None:
        """The ring round the current row while the keyboard is here."""
        painter.setPen(QPen(self._theme.color("accent.fill"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(rect).adjusted(0.75, 0.75, -0.75, -0.75))
