"""The table of the desk: no grid, group rows across all columns, whole-row hover and selection, J and K."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from agent_desk.presenters.cells import Align, Column, TableRow
from agent_desk.ui.delegates.cell_delegate import GAP, CellDelegate
from agent_desk.ui.delegates.ink import Ink
from agent_desk.ui.models.roles import COLUMN_ROLE
from agent_desk.ui.models.rows_model import RowsModel
from agent_desk.ui.theme import Theme

_KEYBOARD_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class DeskHeader(QHeaderView):
    """The 28 px header: a caption per column, with a coloured square where the column has one."""

    def __init__(self, theme: Theme, gutter: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._gutter = gutter
        self._ink = Ink(theme)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.height("tableHeader"))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        theme = self._theme
        painter.save()
        painter.fillRect(rect, theme.color("bg.sunken"))
        hair = theme.color("line.hair")
        painter.fillRect(rect.left(), rect.top(), rect.width(), 1, hair)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, hair)
        column = self.model().headerData(logical, Qt.Orientation.Horizontal, COLUMN_ROLE)
        if isinstance(column, Column):
            self._paint_title(painter, rect, column, logical)
        painter.restore()

    def _paint_title(self, painter: QPainter, rect: QRect, column: Column, logical: int) -> None:
        theme = self._theme
        left = rect.left() + (self._gutter if logical == 0 else 0)
        right = rect.right() + 1 - GAP
        if column.swatch:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(column.swatch))
            painter.drawRoundedRect(QRectF(left, rect.top() + 11, 8, 8), 2, 2)
            left += 13
        title = self._ink.elided("caption", column.title, right - left)
        color = theme.color("text.3")
        height = rect.height()
        if column.align is Align.RIGHT:
            self._ink.draw_right(painter, right, rect.top(), title, "caption", color, height)
        else:
            end = self._ink.draw(painter, left, rect.top(), title, "caption", color, height)
            if self.isSortIndicatorShown() and self.sortIndicatorSection() == logical:
                self._paint_arrow(painter, QPointF(end + 8, rect.center().y() + 1))

    def _paint_arrow(self, painter: QPainter, center: QPointF) -> None:
        down = self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        tip = 2 if down else -2
        painter.setPen(QPen(self._theme.color("text.3"), 1.25))
        painter.drawLine(
            center + QPointF(-3, -tip / 2), center + QPointF(0, tip / 2 + (0.5 if down else -0.5))
        )
        painter.drawLine(
            center + QPointF(3, -tip / 2), center + QPointF(0, tip / 2 + (0.5 if down else -0.5))
        )


class DeskTable(QTableView):
    """Shows a ``RowsModel``. Enter or a double click opens a row, Space peeks; both name the row's key.

    ``row_height`` is a height token (``rowToday``, ``rowProject``, ``rowDense``, ``rowLedger``).
    """

    activated_row = Signal(str)
    peeked_row = Signal(str)
    current_row_changed = Signal(str)
    group_clicked = Signal(str)

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[Column],
        row_height: str = "rowToday",
        gutter: int = 24,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._row_height = row_height
        self._ring = False
        self.rows_model = RowsModel(columns, self)
        self.delegate = CellDelegate(theme, self, gutter)
        self.setHorizontalHeader(DeskHeader(theme, gutter, self))
        self.setModel(self.rows_model)
        self.setItemDelegate(self.delegate)
        self._set_up()
        theme.changed.connect(self._on_theme)
        self.selectionModel().currentRowChanged.connect(self._on_current_row)
        self.doubleClicked.connect(self._on_opened)
        self.clicked.connect(self._on_clicked)
        self._on_theme()

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setMinimumSectionSize(16)
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    # --- rows ---------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[TableRow]) -> None:
        """Show these rows; the current row stays current if it is still there, and the view stays put."""
        current = self.current_key()
        offset = self.verticalScrollBar().value()
        self.rows_model.set_rows(rows)
        self._measure_rows()
        self.verticalScrollBar().setValue(offset)
        if current:
            self.select_key(current)

    def sort_rows(self, key: str, descending: bool = False) -> None:
        """Sort inside the groups by a column and show the arrow in its header."""
        place = [column.key for column in self.rows_model.columns].index(key)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header = self.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSortIndicator(place, order)
        self.rows_model.sort(place, order)

    def current_key(self) -> str:
        """Key of the current row, empty if there is none."""
        index = self.currentIndex()
        return self.rows_model.key_at(index.row()) if index.isValid() else ""

    def select_key(self, key: str) -> bool:
        """Make the row with this key current; False if it is not shown."""
        row = self.rows_model.row_of(key)
        if row < 0 or self.rows_model.is_group(row):
            return False
        self.setCurrentIndex(self.rows_model.index(row, 0))
        return True

    def _measure_rows(self) -> None:
        vertical = self.verticalHeader()
        row_height = self.theme.height(self._row_height)
        vertical.setDefaultSectionSize(row_height)
        self.clearSpans()
        group_height = self.theme.height("rowGroup")
        count = len(self.rows_model.columns)
        for row in range(self.rows_model.rowCount()):
            if self.rows_model.is_group(row):
                vertical.resizeSection(row, group_height)
                if count > 1:
                    self.setSpan(row, 0, 1, count)
            elif vertical.sectionSize(row) != row_height:
                vertical.resizeSection(row, row_height)  # a header row stood here before
        self._measure_columns()

    def _measure_columns(self) -> None:
        """Share the room that the fixed columns leave among the columns without a width, in equal parts."""
        columns = self.rows_model.columns
        room = self.viewport().width()
        shown = list(range(len(columns)))
        for place in reversed(range(len(columns))):
            if sum(columns[other].width or columns[other].min_width for other in shown) <= room:
                break
            if columns[place].optional:
                shown.remove(place)
        fixed = sum(columns[place].width or 0 for place in shown)
        open_count = sum(1 for place in shown if columns[place].width is None)
        for place, column in enumerate(columns):
            self.setColumnHidden(place, place not in shown)
            width = column.width
            if width is None:
                width = max(column.min_width, (room - fixed) // max(1, open_count))
            self.setColumnWidth(place, width)

    def _on_theme(self) -> None:
        self._measure_rows()
        self.viewport().update()
        self.horizontalHeader().viewport().update()

    # --- events -------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure_columns()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._show_ring(False)
        super().mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _KEYBOARD_REASONS:
            self._show_ring(True)
            if not self.currentIndex().isValid():
                self._step(1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_ring(False)

    def _hover(self, row: int) -> None:
        before = self.delegate.hover_row
        if row == before:
            return
        self.delegate.hover_row = row
        for place in (before, row):
            if place >= 0:
                self._update_row(place)

    def _update_row(self, row: int) -> None:
        top = self.rowViewportPosition(row)
        self.viewport().update(0, top, self.viewport().width(), self.rowHeight(row))

    def _show_ring(self, shown: bool) -> None:
        if shown != self._ring:
            self._ring = shown
            if self.currentIndex().isValid():
                self._update_row(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        moves = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}
        actions: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Return: self._open_current,
            Qt.Key.Key_Enter: self._open_current,
            Qt.Key.Key_Space: self._peek_current,
        }
        if plain and key in moves:
            self._show_ring(True)
            self._step(moves[Qt.Key(key)])
        elif plain and key in actions:
            actions[key]()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._show_ring(True)
            super().keyPressEvent(event)
        else:
            event.ignore()  # letters belong to the page's own shortcuts, not to Qt's type-ahead

    def _step(self, by: int) -> None:
        """Move the current row by one item, over group rows."""
        row = self.currentIndex().row() if self.currentIndex().isValid() else (-1 if by > 0 else 0)
        count = self.rows_model.rowCount()
        row += by
        while 0 <= row < count and self.rows_model.is_group(row):
            row += by
        if 0 <= row < count:
            index = self.rows_model.index(row, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _open_current(self) -> None:
        if self.current_key():
            self.activated_row.emit(self.current_key())

    def _peek_current(self) -> None:
        if self.current_key():
            self.peeked_row.emit(self.current_key())

    def _on_current_row(self, current: QModelIndex, previous: QModelIndex) -> None:
        for index in (current, previous):
            if index.isValid():
                self._update_row(index.row())
        self.current_row_changed.emit(self.rows_model.key_at(current.row()))

    def _on_opened(self, index: QModelIndex) -> None:
        if not self.rows_model.is_group(index.row()):
            self.activated_row.emit(self.rows_model.key_at(index.row()))

    def _on_clicked(self, index: QModelIndex) -> None:
        if self.rows_model.is_group(index.row()):
            self.group_clicked.emit(self.rows_model.key_at(index.row()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index = self.currentIndex()
        if not (self._ring and index.isValid()):
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("accent.fill"), 1.5))
        top = self.rowViewportPosition(index.row())
        width, height = self.viewport().width(), self.rowHeight(index.row())
        painter.drawRoundedRect(QRectF(0.75, top + 0.75, width - 1.5, height - 2.5), 3, 3)
        painter.end()
