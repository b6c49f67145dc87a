"""A frameless box over the page, anchored to what it is about: not a dialog, closed by Esc or a click elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from agent_desk.ui.theme import Theme

_EDGE = 8
"""Pixels kept free between the box and the window's edge, and between the box and its anchor."""


class Popover(QFrame):
    """A card that floats in the window. It keeps the Tab key to itself and gives the focus back when it closes.

    It is made for one use: closing it deletes it.
    """

    closed = Signal()

    def __init__(self, theme: Theme, host: QWidget, width: int, name: str) -> None:
        """``host`` is any widget of the window to float in; ``name`` is read aloud."""
        super().__init__(host.window())
        self.theme = theme
        self._before: QWidget | None = QApplication.focusWidget()
        self._anchor = QRect()
        self.setProperty("kind", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self.setFixedWidth(width)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 14)
        self.column.setSpacing(8)
        self.hide()

    def open_at(self, anchor: QRect) -> None:
        """Show below (or, without room, above) ``anchor``, a rectangle in the window's coordinates."""
        self._anchor = anchor
        self._place()
        self.show()
        self.raise_()
        _application().installEventFilter(self)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus where typing begins; the first field unless a subclass knows better."""
        stops = self._stops()
        if stops:
            stops[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def fit(self) -> None:
        """Take the height the content needs now and stay at the anchor."""
        if self.isVisible():
            self._place()

    def close_popover(self) -> None:
        """Close and give the focus back."""
        _application().removeEventFilter(self)
        # Before hiding: a hidden box would hand the focus on by its own Tab order, back into itself.
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def _place(self) -> None:
        self.column.activate()
        height = self.column.totalHeightForWidth(self.width()) if self.column.hasHeightForWidth() else -1
        height = max(height, self.sizeHint().height())
        if self.isVisible() and self.geometry().size().height() == height:
            return
        room = self.window().rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        top = self._anchor.bottom() + _EDGE
        if top + height > room.bottom():
            above = self._anchor.top() - _EDGE - height
            top = above if above >= room.top() else max(room.top(), room.bottom() - height)
        left = min(max(self._anchor.left(), room.left()), room.right() - self.width())
        self.setGeometry(left, top, self.width(), min(height, room.height()))

    # --- keyboard and pointer -------------------------------------------------------------------

    def _stops(self) -> list[QWidget]:
        """What Tab goes through: fields first, in the order they were laid out."""
        children = self.findChildren(QWidget)
        return [
            child
            for child in children
            if child.isVisibleTo(self) and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]

    def focusNextPrevChild(self, forward: bool) -> bool:
        stops = self._stops()
        if not stops:
            return False
        focus = QApplication.focusWidget()
        place = stops.index(focus) if focus in stops else -1
        step = 1 if forward else -1
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(place + step) % len(stops)].setFocus(reason)
        return True

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.fit()  # fields came or went, or a text wraps now
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_popover()
        event.accept()  # nothing typed here reaches the page behind

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            target = watched if isinstance(watched, QWidget) else None
            if target is not None and not self._owns(target, event.globalPosition().toPoint()):
                self.close_popover()
        return False

    def _owns(self, widget: QWidget, where: QPoint) -> bool:
        """Whether a press belongs to the box: inside it, or in a drop-down list one of its fields opened."""
        if self.rect().contains(self.mapFromGlobal(where)):
            return True
        parent: QWidget | None = widget
        while parent is not None:
            if parent is self:
                return True
            parent = parent.parentWidget()
        return False


def _application() -> QCoreApplication:
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError("no application")
    return app


def anchor_in_window(widget: QWidget, rect: QRect) -> QRect:
    """A rectangle of ``widget`` in the coordinates of its window, for ``Popover.open_at``."""
    return QRect(widget.mapTo(widget.window(), rect.topLeft()), rect.size())
