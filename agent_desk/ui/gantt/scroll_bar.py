"""A flat scroll bar that paints itself: the style's own costs more per frame than the whole chart."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QWidget

from agent_desk.ui.theme import Theme

THICKNESS = 8


class ScrollCorner(QWidget):
    """The square between the two bars, in the surface's colour."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.color("bg.surface"))
        painter.end()


class FlatScrollBar(QScrollBar):
    """8 px, no arrows, a rounded thumb."""

    def __init__(self, orientation: Qt.Orientation, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def sizeHint(self) -> QSize:
        """Eight pixels across."""
        if self.orientation() is Qt.Orientation.Vertical:
            return QSize(THICKNESS, 60)
        return QSize(60, THICKNESS)

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.color("bg.surface"))
        if self.maximum() > self.minimum():
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            thumb = self.style().subControlRect(
                QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, self
            )
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("line.strong"))
            painter.drawRoundedRect(QRectF(thumb).adjusted(1.5, 1.5, -1.5, -1.5), 2.5, 2.5)
        painter.end()
