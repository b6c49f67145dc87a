"""Fast text for painters: measured, elided and placed once, then drawn by position."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from agent_desk.presenters.cells import Tone, Weight
from agent_desk.ui.theme import Theme

_CACHE_LIMIT = 8192

TONE_TOKENS = {
    Tone.PRIMARY: "text.1",
    Tone.SECONDARY: "text.2",
    Tone.QUIET: "text.3",
    Tone.ACCENT: "accent.text",
    Tone.DUE: "state.due.text",
    Tone.OVER: "state.over.text",
    Tone.PAUSE: "state.pause.text",
}

BODY_ROLES = {Weight.NORMAL: "body", Weight.STRONG: "bodyStrong", Weight.BOLD: "bodyBold"}
CAPTION_ROLES = {Weight.NORMAL: "caption", Weight.STRONG: "captionStrong", Weight.BOLD: "captionBold"}


class Ink:
    """Draws single lines of text in the theme's roles and keeps what it measured; one per painter."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._widths: dict[tuple[str, str], float] = {}
        self._elided: dict[tuple[str, str, int], str] = {}
        self._baselines: dict[tuple[str, int], int] = {}

    def width(self, role: str, text: str) -> float:
        """Advance of a text in pixels."""
        key = (role, text)
        found = self._widths.get(key)
        if found is None:
            if len(self._widths) > _CACHE_LIMIT:
                self._widths.clear()
            found = self._widths[key] = self.theme.metrics(role).horizontalAdvance(text)
        return found

    def elided(self, role: str, text: str, room: float) -> str:
        """The text, shortened with … where it does not fit into ``room`` pixels."""
        if self.width(role, text) <= room + 0.5:
            return text
        key = (role, text, int(room))
        found = self._elided.get(key)
        if found is None:
            if len(self._elided) > _CACHE_LIMIT:
                self._elided.clear()
            metrics = self.theme.metrics(role)
            found = self._elided[key] = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room))
        return found

    def baseline(self, role: str, height: int) -> int:
        """Distance from the top of a line box of ``height`` pixels to the baseline of centred text."""
        key = (role, height)
        found = self._baselines.get(key)
        if found is None:
            metrics = self.theme.metrics(role)
            found = round((height - metrics.height()) / 2 + metrics.ascent())
            self._baselines[key] = found
        return found

    def draw(
        self, painter: QPainter, x: float, top: float, text: str, role: str, color: QColor, height: int = 20
    ) -> float:
        """Draw left-aligned in a line box starting at ``top``; the x where the text ends."""
        painter.setFont(self.theme.font(role))
        painter.setPen(color)
        painter.drawText(QPointF(x, top + self.baseline(role, height)), text)
        return x + self.width(role, text)

    def draw_right(
        self,
        painter: QPainter,
        right: float,
        top: float,
        text: str,
        role: str,
        color: QColor,
        height: int = 20,
    ) -> float:
        """Draw so that the text ends at ``right``; the x where it starts."""
        left = right - self.width(role, text)
        self.draw(painter, left, top, text, role, color, height)
        return left

    def dashed_underline(
        self,
        painter: QPainter,
        left: float,
        right: float,
        top: float,
        role: str,
        color: QColor,
        height: int = 20,
    ) -> None:
        """The mark of a provisional date: a dashed line below text drawn with the same arguments."""
        pen = QPen(color, 1)
        pen.setDashPattern([3, 2])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        y = top + self.baseline(role, height) + 3.5
        painter.drawLine(QPointF(left, y), QPointF(right, y))
