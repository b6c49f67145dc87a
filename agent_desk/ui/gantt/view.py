"""The Gantt view: the chart with a current row, keys, wheel, pointer, tooltips and accessible text."""

from __future__ import annotations

import html
from datetime import date

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from agent_desk.i18n import tr
from agent_desk.services.gantt import describe
from agent_desk.services.gantt.grid import twisty_x
from agent_desk.services.gantt.hit import BarHit, bar_at
from agent_desk.services.gantt.model import GanttChart, GanttRow
from agent_desk.ui.gantt.body import HEADER
from agent_desk.ui.gantt.canvas import GanttCanvas
from agent_desk.ui.theme import Theme

ZOOM_STEP = 1.25
NOTCH = 120
TWISTY_REACH = 12
ROW_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1}
KEYBOARD_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class GanttView(GanttCanvas):
    """A ``GanttChart`` to walk through. Rows are named by their id in all signals."""

    row_activated = Signal(str)
    current_changed = Signal(str)
    collapsed_changed = Signal(str, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(tr("甘特图"))

    def set_chart(self, chart: GanttChart) -> None:
        super().set_chart(chart)
        self._announce()

    def current_row(self) -> GanttRow | None:
        """The row the keyboard stands on."""
        index = self._state.layout.index_of.get(self._state.current)
        return None if index is None else self._state.layout.rows[index]

    def set_current(self, row_id: str, *, scroll: bool = True) -> None:
        """Make a row current and scroll to it; unknown or hidden rows are passed over."""
        position = self._state.layout.position(row_id)
        if position is None:
            return
        changed, old = row_id != self._state.current, self._state.current
        self._state.current = row_id
        if scroll:
            self._ensure_visible(position)
        if changed:
            self._update_row(old)
            self._update_row(row_id)
            self._announce()
            self.current_changed.emit(row_id)

    def reveal(self, row_id: str) -> None:
        """Expand what hides a row, make it current and bring its first day into view."""
        if row_id not in self._state.layout.index_of:
            return
        self._state.layout.reveal(row_id)
        self._after_layout()
        self.set_current(row_id)
        row = self.current_row()
        span = row.span() if row else None
        if span:
            self.go_to(date.fromordinal(span[0]), 0.3)

    def toggle(self, row_id: str) -> None:
        """Collapse or expand a row."""
        if self._state.toggle(row_id):
            self._after_layout()
            self.collapsed_changed.emit(row_id, self._state.layout.is_collapsed(row_id))

    def _after_layout(self) -> None:
        self._set_ranges()
        self._announce()
        self.viewport().update()

    def _ensure_visible(self, position: int) -> None:
        bar, height = self.verticalScrollBar(), self._state.row_height
        top, bottom = round(position * height), round((position + 1) * height)
        if top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + bar.pageStep():
            bar.setValue(bottom - bar.pageStep())

    def row_at(self, y: float) -> GanttRow | None:
        """The row under a height in the viewport; ``None`` over the header and below the last row."""
        position = int((y - HEADER + self.verticalScrollBar().value()) // self._state.row_height)
        return (
            self._state.layout.row(position) if y >= HEADER and position < len(self._state.layout) else None
        )

    def _announce(self) -> None:
        row = self.current_row()
        text = describe.accessible_text(row, self._state.chart) if row else ""
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)
            event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(event)

    def bar_under(self, point: QPoint) -> BarHit | None:
        """The bar under a point of the viewport, and which part of it."""
        row = self.row_at(point.y())
        left = round(self._body.columns.width)
        if row is None or point.x() < left:
            return None
        x = point.x() - left + self.horizontalScrollBar().value()
        y = (point.y() - HEADER + self.verticalScrollBar().value()) % self._state.row_height
        return bar_at(row, self._state.paper, x, y)

    # --- keys -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self._row_key(event) or self._zoom_key(event)):
            event.ignore()
            return
        event.accept()

    def _row_key(self, event: QKeyEvent) -> bool:
        key, state = Qt.Key(event.key()), self._state
        page = max(int(self.verticalScrollBar().pageStep() // state.row_height) - 1, 1)
        steps = {
            **ROW_STEPS,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -len(state.layout),
            Qt.Key.Key_End: len(state.layout),
        }
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        if key in steps:
            self._keyboard_focus = True
            self.set_current(state.moved(steps[key]))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._fold(key is Qt.Key.Key_Right)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if state.current:
                self.row_activated.emit(state.current)
        else:
            return False
        return True

    def _fold(self, unfold: bool) -> None:
        state, generation = self._state, self._state.layout.generation
        target = state.unfold() if unfold else state.fold()
        if state.layout.generation != generation:
            self._after_layout()
            self.collapsed_changed.emit(target, state.layout.is_collapsed(target))
        self.set_current(target)

    def _zoom_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_at(ZOOM_STEP)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom_at(1 / ZOOM_STEP)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        elif key == Qt.Key.Key_T:
            self.go_to_today()
        elif key == Qt.Key.Key_F:
            self.fit()
        else:
            return False
        return True

    # --- wheel and pointer ------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta, modifiers = event.angleDelta(), event.modifiers()
        turn = delta.y() or delta.x()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            at = event.position().x() - self._body.columns.width
            self.zoom_at(ZOOM_STEP ** (turn / NOTCH), min(max(at, 0), self.chart_width()))
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - turn)
        else:
            super().wheelEvent(event)
            return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        row = self.row_at(point.y())
        if row is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._keyboard_focus = False
        self.set_current(row.id)
        if self._on_twisty(row, point):
            self.toggle(row.id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        row = self.row_at(point.y())
        if row is not None and not self._on_twisty(row, point):
            self.row_activated.emit(row.id)

    def _on_twisty(self, row: GanttRow, point: QPoint) -> bool:
        near = abs(point.x() - twisty_x(row, self._body.columns)) <= TWISTY_REACH
        return near and self._state.layout.has_children(row.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position().y())
        self._hover(row.id if row else "")

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover("")

    def _hover(self, row_id: str) -> None:
        old = self._body.hovered
        if row_id != old:
            self._body.hovered = row_id
            self._update_row(old)
            self._update_row(row_id)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover("")
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self.row_at(event.pos().y())
            if row is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.tooltip_of(row), self.viewport())
            return True
        return super().viewportEvent(event)

    def tooltip_of(self, row: GanttRow) -> str:
        """The row's tooltip, escaped: Qt would take a title with a tag in it for rich text."""
        lines = html.escape(describe.tooltip(row, self._state.chart)).replace("\n", "<br>")
        return f"<qt>{lines}</qt>"

    # --- focus ------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._keyboard_focus = event.reason() in KEYBOARD_REASONS
        if self._keyboard_focus and not self._state.current:
            self.set_current(self._state.moved(0))
        self._update_row(self._state.current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._update_row(self._state.current)
