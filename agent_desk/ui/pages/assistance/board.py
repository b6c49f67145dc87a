"""The board: four columns of cards that are moved by mouse or by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from agent_desk.domain.assistance import Stage
from agent_desk.i18n import tr
from agent_desk.presenters.assistance_cards import BoardView, ColumnView
from agent_desk.presenters.cells import Tone
from agent_desk.ui.pages.assistance.cards import GAP, MIME, CardDelegate, CardsModel
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import IconLabel, plain_label

# The scroll bar stands in the middle of the gap between two columns.
_LOOK = "QListView { background: transparent; } QScrollBar:vertical { width: 10px; margin: 0 4px 0 0; }"
_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class CardList(QListView):
    """The cards of one column. Signals name the card's key."""

    dropped = Signal(str)
    stepped = Signal(str, int)
    left_for = Signal(int)
    assign_asked = Signal(str, QPoint)
    opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._dragged_over = False
        self.cards = CardsModel()
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(theme, self))
        self.setProperty("surface", "window")
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet(_LOOK)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.doubleClicked.connect(self._on_opened)
        theme.changed.connect(self.viewport().update)

    def current_key(self) -> str:
        """Key of the current card, or empty."""
        card = self.cards.card(self.currentIndex().row())
        return card.key if card else ""

    def select_key(self, key: str) -> bool:
        """Make a card current; False if it is not in this column."""
        row = self.cards.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self.cards.index(row, 0))
        return row >= 0

    def _on_opened(self, index: QModelIndex) -> None:
        card = self.cards.card(index.row())
        if card is not None:
            self.opened.emit(card.key)

    # --- keyboard -----------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.cards.rowCount():
            self.setCurrentIndex(self.cards.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        current = self.current_key()
        if key in _MOVES and control:
            if current:
                self.stepped.emit(current, _MOVES[Qt.Key(key)])
        elif key in _MOVES:
            self.left_for.emit(_MOVES[Qt.Key(key)])
        elif key in (Qt.Key.Key_J, Qt.Key.Key_K) and not modifiers:
            self._step(1 if key == Qt.Key.Key_J else -1)
        elif key == Qt.Key.Key_A and not modifiers and current:
            self.assign_asked.emit(current, self._corner())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control and current:
            self.opened.emit(current)
        elif event.text() and not control and key != Qt.Key.Key_Space:
            event.ignore()  # digits and letters belong to the page, not to Qt's type-ahead
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        row = max(0, min(self.cards.rowCount() - 1, self.currentIndex().row() + by))
        self.setCurrentIndex(self.cards.index(row, 0))

    def _corner(self) -> QPoint:
        rect = self.visualRect(self.currentIndex())
        return self.viewport().mapToGlobal(rect.bottomLeft())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if keyboard else self.indexAt(event.pos())
        card = self.cards.card(index.row())
        if card is not None:
            self.setCurrentIndex(index)
            self.assign_asked.emit(card.key, self._corner() if keyboard else event.globalPos())

    # --- drag and drop ------------------------------------------------------------------------

    def _welcome(self, event: QDragMoveEvent | QDropEvent) -> bool:
        return event.mimeData().hasFormat(MIME) and event.source() is not self

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._welcome(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._show_target(True)
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_target(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_target(False)
        if self._welcome(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(bytes(event.mimeData().data(MIME).data()).decode("utf-8"))
        else:
            event.ignore()

    def _show_target(self, on: bool) -> None:
        if on != self._dragged_over:
            self._dragged_over = on
            self.viewport().update()

    # --- painting -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # a title may take another line now

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._dragged_over:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.color("accent.fill"), 1.5)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(0.75, 0.75, self.width() - GAP - 1.5, self.height() - 2.5), 8, 8)
        painter.end()


class BoardColumn(QWidget):
    """Name, count and note over the cards."""

    def __init__(self, theme: Theme, stage: Stage, first: bool) -> None:
        super().__init__()
        self.stage = stage
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(4, 14, 2, 8)
        head.setSpacing(6)
        self._name = plain_label(theme, "", "largeBold")
        self._count = plain_label(theme, "", "largeBold", Tone.SECONDARY)
        self._note = plain_label(theme, "", "caption", Tone.QUIET)
        head.addWidget(self._name)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._note)
        self._arrow = IconLabel(theme, "chevron-right", "line.strong", 14)
        head.addWidget(self._arrow)
        if stage is Stage.RATED:
            head.setContentsMargins(4, 14, GAP + 2, 8)
        column.addLayout(head)
        self._arrow.setVisible(stage is not Stage.RATED)
        self.list = CardList(theme)
        column.addWidget(self.list, 1)
        self._empty = plain_label(theme, "", "caption", Tone.QUIET, self)
        self._empty.setWordWrap(True)
        self._empty.setVisible(False)
        self._empty.setText(tr("先登记，或从左侧拖入") if not first else tr("没有等候的点单"))

    def show_column(self, view: ColumnView) -> None:
        """Show a column; the current card stays current while it is here."""
        current = self.list.current_key()
        offset = self.list.verticalScrollBar().value()
        self._name.setText(view.name)
        self._count.setText(str(view.count))
        self._note.setText(view.note)
        self.list.setAccessibleName(tr("{name}，{count} 项", name=view.name, count=view.count))
        self.list.setAccessibleDescription(tr("Ctrl+← Ctrl+→ 移动，A 指派，Enter 打开项目"))
        self.list.cards.set_cards(view.cards)
        self.list.verticalScrollBar().setValue(offset)
        if current:
            self.list.select_key(current)
        self._empty.setVisible(not view.cards)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._empty.setGeometry(4, 54, self.width() - GAP - 8, 36)


class AssistanceBoard(QWidget):
    """The four columns. ``moved`` (key, stage), ``stepped`` (key, -1 or 1), ``assign_asked`` (key, where)."""

    moved = Signal(str, object)
    stepped = Signal(str, int)
    assign_asked = Signal(str, QPoint)
    opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 6, 0)
        row.setSpacing(0)
        self.columns = [BoardColumn(theme, stage, place == 0) for place, stage in enumerate(Stage)]
        for column in self.columns:
            row.addWidget(column, 1)
            self._wire(column)

    def _wire(self, column: BoardColumn) -> None:
        cards, stage = column.list, column.stage
        place = list(Stage).index(stage)
        # Queued: the drag that dropped the card must end before the columns are made anew.
        cards.dropped.connect(lambda key: self.moved.emit(key, stage), Qt.ConnectionType.QueuedConnection)
        cards.stepped.connect(self.stepped)
        cards.assign_asked.connect(self.assign_asked)
        cards.opened.connect(self.opened)
        cards.left_for.connect(lambda by: self._go_to(place + by))

    def _go_to(self, place: int) -> None:
        if 0 <= place < len(self.columns):
            self.columns[place].list.setFocus(Qt.FocusReason.TabFocusReason)

    def show_board(self, view: BoardView) -> None:
        """Show a board."""
        for column, shown in zip(self.columns, view.columns, strict=True):
            column.show_column(shown)

    def follow(self, key: str) -> None:
        """Give the keyboard to a card wherever it is now."""
        for column in self.columns:
            if column.list.select_key(key):
                column.list.setFocus(Qt.FocusReason.TabFocusReason)
                return
