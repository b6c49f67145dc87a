"""Painted figures: the counts above the list, and one clock's days over a bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from agent_desk.presenters.supervision import AlarmFigure
from agent_desk.presenters.supervision_detail import ClockFigure
from agent_desk.ui.delegates.ink import TONE_TOKENS, Ink
from agent_desk.ui.delegates.shapes import round_bar
from agent_desk.ui.theme import Theme

_STEP = 94
_CLOCK = 222
_CLOCK_BAR = 196


class CountRow(QWidget):
    """Numbers of 24 px over their names."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._ink = theme, Ink(theme)
        self._figures: tuple[AlarmFigure, ...] = ()
        self.setFixedHeight(58)
        theme.changed.connect(self.update)

    def set_figures(self, figures: Sequence[AlarmFigure]) -> None:
        """Show these."""
        self._figures = tuple(figures)
        self.setAccessibleName("，".join(f"{figure.name} {figure.value}" for figure in figures))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, figure in enumerate(self._figures):
            x = place * _STEP
            token = TONE_TOKENS[figure.tone] if figure.value else "text.3"
            self._ink.draw(painter, x, 0, str(figure.value), "kpi", self._theme.color(token), 30)
            self._ink.draw(painter, x, 31, figure.name, "caption", self._theme.color("text.2"), 18)
        painter.end()


class ClockFigures(QWidget):
    """Up to four clocks side by side: swatch and name, days and limit, bar of the elapsed share."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._ink = theme, Ink(theme)
        self._figures: tuple[ClockFigure, ...] = ()
        self._notes: tuple[str, ...] = ()
        self.setFixedHeight(62)
        theme.changed.connect(self.update)

    def set_figures(self, figures: Sequence[ClockFigure], notes: Sequence[str]) -> None:
        """Show these; ``notes`` stand at the right, one under the other."""
        self._figures, self._notes = tuple(figures), tuple(notes)
        self.setAccessibleName("；".join([*(figure.accessible for figure in figures), *notes]))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = min(_CLOCK, max(150, (self.width() - 170) // max(1, len(self._figures))))
        for place, figure in enumerate(self._figures):
            self._paint_clock(painter, place * step, figure, min(_CLOCK_BAR, step - 20))
        quiet = self._theme.color("text.2")
        for line, note in enumerate(self._notes[:2]):
            self._ink.draw_right(painter, self.width(), 16 + line * 19, note, "caption", quiet)
        painter.end()

    def _paint_clock(self, painter: QPainter, x: float, figure: ClockFigure, room: float) -> None:
        theme, ink = self._theme, self._ink
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(figure.token))
        painter.drawRoundedRect(QRectF(x, 5, 8, 8), 2, 2)
        name = ink.elided("caption", figure.name, room - 14)
        ink.draw(painter, x + 14, 0, name, "caption", theme.color("text.2"), 18)
        color = theme.color(TONE_TOKENS[figure.tone])
        end = ink.draw(painter, x, 19, figure.counted, "title", color, 28)
        of = ink.elided("body", figure.of, room - (end - x) - 5)
        ink.draw(painter, end + 5, 20, of, "body", theme.color("text.2"), 28)
        bar = QRectF(x, 50, room, 5)
        painter.setBrush(theme.color("line.track"))
        round_bar(painter, bar)
        if figure.share > 0:
            filled = QRectF(x, 50, max(5.0, room * figure.share), 5)
            if figure.hatched:
                painter.setBrushOrigin(QPointF(x, 50))
                dpr = self.devicePixelRatioF()
                painter.setBrush(theme.hatch("state.pause.fill", "state.pause.tint", dpr, 8, 2.8))
            else:
                painter.setBrush(theme.color(figure.bar))
            round_bar(painter, filled)
