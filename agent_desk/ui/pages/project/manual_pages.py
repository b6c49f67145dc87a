"""Printed pages on a grey desk, one below the other; each is rendered when it comes into sight."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from agent_desk.i18n import tr
from agent_desk.ui.delegates.ink import Ink
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.theme import Theme

_GAP = 16
_WIDEST = 760
_RATIO = 297 / 210
_KEPT = 24

RenderPage = Callable[[int, int], bytes]
"""``render(page, width)`` gives a PNG; called on the data worker."""


class PageDesk(QAbstractScrollArea):
    """``page_changed`` says which page (from 0) is at the top of the view."""

    page_changed = Signal(int)

    def __init__(self, theme: Theme, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._jobs, self._ink = theme, jobs, Ink(theme)
        self._render: RenderPage | None = None
        self._pages = 0
        self._current = 0
        self._book = 0
        self._pictures: dict[tuple[int, int], QPixmap] = {}
        self._asked: set[tuple[int, int]] = set()
        self._message = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("手册页面"))
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        theme.changed.connect(self.viewport().update)

    def set_message(self, text: str) -> None:
        """Say something in place of pages."""
        self._message, self._pages, self._render = text, 0, None
        self._measure()
        self.viewport().update()

    def set_book(self, pages: int, render: RenderPage) -> None:
        """Show another book; the view stays at its page where it can."""
        self._message, self._pages, self._render = "", pages, render
        self._book += 1
        self._pictures.clear()
        self._asked.clear()
        self._measure()
        self.viewport().update()

    def go_to(self, page: int) -> None:
        """Bring a page (from 0) to the top."""
        self.verticalScrollBar().setValue(page * self._step())
        self._set_current(page)

    def current(self) -> int:
        """The page (from 0) at the top of the view."""
        return self._current

    # --- measures -----------------------------------------------------------------------------

    def _page_width(self) -> int:
        return max(200, min(_WIDEST, self.viewport().width() - 2 * 32))

    def _page_height(self) -> int:
        return round(self._page_width() * _RATIO)

    def _step(self) -> int:
        return self._page_height() + _GAP

    def _measure(self) -> None:
        bar = self.verticalScrollBar()
        page = self._current
        whole = self._pages * self._step() + _GAP
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(48)
        bar.setRange(0, max(0, whole - self.viewport().height()))
        if page:
            bar.setValue(page * self._step())

    def _rect(self, page: int) -> QRect:
        width = self._page_width()
        left = (self.viewport().width() - width) // 2
        top = _GAP + page * self._step() - self.verticalScrollBar().value()
        return QRect(left, top, width, self._page_height())

    # --- events -------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        move = step.get(Qt.Key(event.key()), 0)
        if move and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            self.go_to(max(0, min(self._pages - 1, self._current + move)))
        else:
            super().keyPressEvent(event)

    def _on_scrolled(self, value: int) -> None:
        self.viewport().update()
        third = self.viewport().height() // 3
        self._set_current(max(0, min(self._pages - 1, (value + third) // max(1, self._step()))))

    def _set_current(self, page: int) -> None:
        if page != self._current:
            self._current = page
            self.page_changed.emit(page)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.color("bg.desk"))
        if self._message:
            color = theme.color("text.2")
            width = self._ink.width("body", self._message)
            self._ink.draw(painter, (self.viewport().width() - width) / 2, 48, self._message, "body", color)
        for page in range(self._pages):
            rect = self._rect(page)
            if rect.bottom() < 0:
                continue
            if rect.top() > self.viewport().height():
                break
            self._paint_page(painter, page, rect)
        painter.end()

    def _paint_page(self, painter: QPainter, page: int, rect: QRect) -> None:
        dpr = self.devicePixelRatioF()
        key = (page, round(rect.width() * dpr))
        picture = self._pictures.get(key)
        painter.fillRect(rect, self._theme.color("bg.paper"))
        if picture is None:
            self._ask(key)
        else:
            painter.drawPixmap(rect, picture)
        painter.setPen(self._theme.color("line.normal"))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _ask(self, key: tuple[int, int]) -> None:
        render, book = self._render, self._book
        if render is None or key in self._asked:
            return
        self._asked.add(key)

        def done(png: bytes) -> None:
            if book != self._book:
                return
            picture = QPixmap()
            picture.loadFromData(png, "PNG")
            if len(self._pictures) >= _KEPT:
                gone = next(iter(self._pictures))
                del self._pictures[gone]
                self._asked.discard(gone)
            self._pictures[key] = picture
            self.viewport().update()

        self._jobs.run(lambda _progress, _cancelled: render(*key), done)
