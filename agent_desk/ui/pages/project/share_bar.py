"""Painted bars of the project page: shares of a whole, and one bar of a comparison."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desk.presenters.project_page_route import Bar
from agent_desk.ui.delegates.ink import Ink
from agent_desk.ui.theme import Theme

_LABEL, _NUMBER = 92, 74


class ShareBar(QWidget):
    """Parts of a whole side by side: (count, colour token, "hatch" or empty)."""

    def __init__(self, theme: Theme, parts: Sequence[tuple[int, str, str]], total: int) -> None:
        super().__init__()
        self._theme, self._parts, self._total = theme, tuple(parts), total
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), 3, 3)
        painter.setClipPath(path)
        painter.fillRect(self.rect(), self._theme.color("line.track"))
        x = 0.0
        for count, token, look in self._parts:
            width = self.width() * count / self._total if self._total else 0
            fill = self._theme.hatch(token, "bg.window", self.devicePixelRatioF()) if look else None
            painter.fillRect(QRectF(x, 0, width, 8), fill or self._theme.color(token))
            x += width
        painter.end()


class CompareBars(QWidget):
    """Bars of one scale under each other: label, bar with a note below, days."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._ink = theme, Ink(theme)
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars."""
        self._bars = tuple(bars)
        self.setFixedHeight(max(1, len(bars)) * 46)
        self.setAccessibleName("；".join(f"{bar.label} {bar.days}，{bar.note}" for bar in bars))
        self.update()

    def label_width(self) -> float:
        """Where the bars begin, in pixels: behind the longest label."""
        widths = (self._ink.width("bodyStrong", bar.label) + 10 for bar in self._bars)
        return max(_LABEL, *widths, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, ink = self._theme, self._ink
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        label = self.label_width()
        room = max(40.0, self.width() - label - _NUMBER)
        for place, bar in enumerate(self._bars):
            top = place * 46
            ink.draw(painter, 0, top + 2, bar.label, "bodyStrong", theme.color("text.1"), 18)
            width = max(4.0, room * bar.share)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(bar.token))
            painter.drawRoundedRect(QRectF(label, top + 2, width, 18), 3, 3)
            x = ink.draw(painter, label + width + 8, top, str(bar.days), "figure", theme.color("text.1"), 22)
            ink.draw(painter, x + 3, top, self._unit, "caption", theme.color("text.3"), 22)
            note = ink.elided("caption", bar.note, self.width() - label)
            ink.draw(painter, label, top + 22, note, "caption", theme.color("text.3"), 18)
        painter.end()

    _unit = ""

    def set_unit(self, unit: str) -> None:
        """The small word behind the numbers."""
        self._unit = unit
