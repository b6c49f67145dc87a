"""The column of steps: a circle with number or tick, joined by a line; a click goes there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout

from agent_desk.i18n import tr
from agent_desk.ui.delegates.ink import Ink
from agent_desk.ui.theme import Theme

_HEIGHT = 44
_RADIUS = 12


class _Step(QAbstractButton):
    """One step; ``done`` has a tick, the current one is filled."""

    def __init__(self, theme: Theme, number: int, text: str, last: bool) -> None:
        super().__init__()
        self._theme, self._ink = theme, Ink(theme)
        self._number, self._text, self._last = number, text, last
        self._done = self._current = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_state(self, done: bool, current: bool) -> None:
        self._done, self._current = done, current
        state = tr("已填") if done else tr("当前") if current else ""
        self.setAccessibleName("，".join(part for part in (f"{self._number} {self._text}", state) if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, ink = self._theme, self._ink
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        center = QPointF(36, _HEIGHT / 2)
        painter.setPen(QPen(theme.color("accent.fill" if self._done else "line.normal"), 1.5))
        if not self._last:
            painter.drawLine(QPointF(36, _HEIGHT / 2 + _RADIUS), QPointF(36, _HEIGHT))
        if self._number > 1:
            above = self._done or self._current
            painter.setPen(QPen(theme.color("accent.fill" if above else "line.normal"), 1.5))
            painter.drawLine(QPointF(36, 0), QPointF(36, _HEIGHT / 2 - _RADIUS))
        ring = theme.color("accent.fill" if self._done or self._current else "line.strong")
        painter.setPen(QPen(ring, 1.25))
        painter.setBrush(theme.color("accent.fill" if self._current else "bg.surface"))
        painter.drawEllipse(center, _RADIUS - 0.5, _RADIUS - 0.5)
        if self._done and not self._current:
            tick = theme.pixmap("check", "accent.text", 14, self.devicePixelRatioF(), 2)
            painter.drawPixmap(center - QPointF(7, 7), tick)
        else:
            digit = str(self._number)
            color = theme.color("text.onAccent" if self._current else "text.3")
            left = center.x() - ink.width("captionBold", digit) / 2
            ink.draw(painter, left, center.y() - 10, digit, "captionBold", color)
        color = theme.color("text.1" if self._current else "text.2")
        ink.draw(painter, 60, 0, self._text, "bodyBold" if self._current else "body", color, _HEIGHT)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent.fill"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(16, 6, -12, -6), 6, 6)
        painter.end()


class StepColumn(QFrame):
    """``chosen`` carries the place of the step that was clicked."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, names: Sequence[str]) -> None:
        super().__init__()
        self.setFixedWidth(208)
        self.setProperty("surface", "window")
        self.setProperty("line", "right")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 22, 0, 0)
        column.setSpacing(0)
        self._steps = []
        for place, name in enumerate(names):
            step = _Step(theme, place + 1, name, place == len(names) - 1)
            step.clicked.connect(lambda _on=False, place=place: self.chosen.emit(place))
            self._steps.append(step)
            column.addWidget(step)
        column.addStretch(1)

    def set_current(self, current: int) -> None:
        """Mark the current step; those before it are done."""
        for place, step in enumerate(self._steps):
            step.set_state(place < current, place == current)
