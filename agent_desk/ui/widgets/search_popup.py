"""The answers of the search box, in a small list below it. The caret stays in the box."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.search import SearchHit
from agent_desk.ui.delegates.ink import Ink
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.top_bar import SearchBox

_ROW = 34
_PAD = 6


class _Lines(QWidget):
    """The hits, painted; one of them is the current one."""

    picked = Signal(int)
    entered = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._ink = theme, Ink(theme)
        self.hits: tuple[SearchHit, ...] = ()
        self.current = 0
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        return QSize(400, max(len(self.hits), 1) * _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, ink = self._theme, self._ink
        if not self.hits:
            ink.draw(
                painter, 12, 0, tr("没有找到。换个词，或用拼音首字母。"), "body", theme.color("text.3"), _ROW
            )
        for place, hit in enumerate(self.hits):
            top = place * _ROW
            if place == self.current:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("bg.selected"))
                painter.drawRoundedRect(QRectF(0, top, self.width(), _ROW), 6, 6)
            right = ink.draw_right(
                painter, self.width() - 12, top, hit.kind_text, "caption", theme.color("text.3"), _ROW
            )
            room = right - 24
            detail = ink.width("caption", hit.detail) if hit.detail else 0
            title = ink.elided("body", hit.title, room - (min(detail, 150) + 10 if detail else 0))
            x = ink.draw(painter, 12, top, title, "body", theme.color("text.1"), _ROW)
            if detail:
                shown = ink.elided("caption", hit.detail, right - 12 - (x + 10))
                ink.draw(painter, x + 10, top, shown, "caption", theme.color("text.3"), _ROW)
        painter.end()

    def _place(self, event: QMouseEvent) -> int:
        place = int(event.position().y() // _ROW)
        return place if 0 <= place < len(self.hits) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._place(event) >= 0:
            self.entered.emit(self._place(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._place(event) >= 0:
            self.picked.emit(self._place(event))


class SearchPopup(QFrame):
    """Listens to a search box: answers as one types, up and down choose, Enter opens, Escape closes.

    ``opened`` carries the hit; the box is emptied and gives the caret back.
    """

    opened = Signal(object)

    def __init__(
        self, theme: Theme, box: SearchBox, find: Callable[[str], Sequence[SearchHit]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._box, self._find = box, find
        self.setProperty("kind", "card")
        self.setAccessibleName(tr("搜索结果"))
        self._lines = _Lines(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PAD, _PAD, _PAD, _PAD)
        column.addWidget(self._lines)
        self._lines.picked.connect(self._open)
        self._lines.entered.connect(self._go)
        box.searched.connect(self.search)
        box.submitted.connect(lambda _text: self._open(self._lines.current))
        box.edit.installEventFilter(self)
        theme.changed.connect(self._lines.update)
        self.hide()

    def hits(self) -> tuple[SearchHit, ...]:
        """What is listed."""
        return self._lines.hits if not self.isHidden() else ()

    def current(self) -> SearchHit | None:
        """The hit that Enter opens."""
        return self.hits()[self._lines.current] if self.hits() else None

    def search(self, text: str) -> None:
        """Look for a text and show the answers; an empty text closes the list."""
        if not text.strip():
            self.hide()
            return
        self._lines.hits = tuple(self._find(text))
        self._lines.current = 0
        self._lay_out()
        self._announce()
        self.show()
        self.raise_()
        self._lines.update()

    def _lay_out(self) -> None:
        corner = self._box.mapTo(self.window(), QPoint(0, self._box.height() + 4))
        height = max(len(self._lines.hits), 1) * _ROW + 2 * _PAD + 2
        self.setGeometry(corner.x(), corner.y(), max(self._box.width(), 432), height)

    def _announce(self) -> None:
        hit = self._lines.hits[self._lines.current] if self._lines.hits else None
        self._box.edit.setAccessibleDescription(hit.accessible if hit else "")

    def _go(self, place: int) -> None:
        if self._lines.hits:
            self._lines.current = place % len(self._lines.hits)
            self._announce()
            self._lines.update()

    def _open(self, place: int) -> None:
        hits = self.hits()
        if not hits:
            return
        hit = hits[place]
        self.close_list()
        self.opened.emit(hit)

    def close_list(self) -> None:
        """Close the list and empty the box."""
        self.hide()
        self._box.edit.clear()
        self._box.searched.emit("")
        self._box.edit.clearFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.hide()
        if not self.isHidden() and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self._go(self._lines.current + step)
                return True
        return super().eventFilter(watched, event)
