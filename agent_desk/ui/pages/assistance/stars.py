"""Rating stars: how they are drawn, and the control that gives one to five."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desk.i18n import tr
from agent_desk.ui.theme import Theme

MOST = 5
_INNER = 0.42  # inner radius of the star as a share of the outer one
_PITCH = 1.15  # distance of two stars in star sizes


def star_width(size: float, count: int = MOST) -> float:
    """Width of a row of stars of ``size`` pixels."""
    return size * _PITCH * (count - 1) + size


def paint_stars(painter: QPainter, theme: Theme, x: float, middle: float, size: float, given: int) -> None:
    """A row of five stars from ``x`` on, ``given`` of them filled."""
    painter.setPen(Qt.PenStyle.NoPen)
    for place in range(MOST):
        painter.setBrush(theme.color("state.due.fill" if place < given else "line.normal"))
        painter.drawPolygon(_star(QPointF(x + size / 2 + place * size * _PITCH, middle), size / 2))


def _star(center: QPointF, radius: float) -> QPolygonF:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * _INNER
        angle = math.pi / 5 * corner - math.pi / 2
        points.append(center + QPointF(math.cos(angle) * reach, math.sin(angle) * reach))
    return QPolygonF(points)


class StarRating(QWidget):
    """One to five stars, or none: click, arrow keys or digits; the same star again takes the rating back."""

    changed = Signal(int)

    def __init__(self, theme: Theme, name: str, size: int = 16) -> None:
        super().__init__()
        self._theme, self._size, self._value, self._name = theme, size, 0, name
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.set_value(0)

    def value(self) -> int:
        """Stars given, 0 for none."""
        return self._value

    def set_value(self, value: int) -> None:
        """Show a rating without a signal."""
        self._value = max(0, min(MOST, value))
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(tr("满意度 {n} 星", n=self._value) if self._value else tr("未评价"))
        self.update()

    def _choose(self, value: int) -> None:
        self.set_value(value)
        self.changed.emit(self._value)

    def sizeHint(self) -> QSize:
        return QSize(round(star_width(self._size)) + 8, 28)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = math.ceil((event.position().x() - 4) / (self._size * _PITCH))
        place = max(1, min(MOST, place))
        self._choose(0 if place == self._value else place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if 0 <= digit <= MOST and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._choose(digit)
        elif step:
            self._choose(max(0, min(MOST, self._value + step)))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_stars(painter, self._theme, 4, self.height() / 2, self._size, self._value)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("accent.fill"), 1.5))
            painter.drawRoundedRect(QRectF(0.75, 0.75, self.width() - 1.5, self.height() - 1.5), 5, 5)
        painter.end()
