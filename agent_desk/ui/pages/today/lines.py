"""Painted lines of the right column: name and project, who and what, a material with its bar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desk.presenters.cells import Tone
from agent_desk.presenters.today_side import Figure, GapView, ReadyView, WaitingView
from agent_desk.ui.delegates.ink import TONE_TOKENS, Ink
from agent_desk.ui.delegates.shapes import round_bar
from agent_desk.ui.theme import Theme

_BAR = 64
_RIGHT = 76
_WHO = 64


class PaintedLine(QWidget):
    """A line that can be clicked, or reached by Tab and opened with Enter; subclasses paint it."""

    opened = Signal()

    def __init__(self, theme: Theme, height: int, name: str, opens: bool = True) -> None:
        super().__init__()
        self.theme = theme
        self.ink = Ink(theme)
        self._over = False
        self._opens = opens
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        if opens:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def draw(self, painter: QPainter) -> None:
        """Paint the line's content."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        if self._over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("bg.hover"))
            painter.drawRoundedRect(box, 4, 4)
        self.draw(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.color("accent.fill"), 1.5))
            painter.drawRoundedRect(box, 4, 4)
        painter.end()

    def words(
        self, painter: QPainter, top: int, first: str, second: str, room: float, strong: str = "bodyStrong"
    ) -> None:
        """A strong text and a quiet one behind it, the quiet one shortened first."""
        color, quiet = self.theme.color("text.1"), self.theme.color("text.3")
        shown = self.ink.elided(strong, first, room)
        x = self.ink.draw(painter, 6, top, shown, strong, color)
        rest = room + 6 - x - 7
        if second and rest > 20:
            self.ink.draw(painter, x + 7, top, self.ink.elided("caption", second, rest), "caption", quiet)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = self._opens
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._opens and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._opens and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            event.ignore()


class ReadyLine(PaintedLine):
    """A case that can be started: item and project, below what opened the way. The button stands beside it."""

    def __init__(self, theme: Theme, view: ReadyView) -> None:
        super().__init__(theme, 38, f"{view.title}，{view.project}，{view.note}")
        self._view = view

    def draw(self, painter: QPainter) -> None:
        room = self.width() - 14
        self.words(painter, 0, self._view.title, self._view.project, room)
        note = self.ink.elided("caption", self._view.note, room)
        self.ink.draw(painter, 6, 18, note, "caption", self.theme.color("text.2"))


class WaitingLine(PaintedLine):
    """Who is waited for, with what, and for how many days."""

    def __init__(self, theme: Theme, view: WaitingView) -> None:
        super().__init__(theme, 27, f"{view.who}，{view.what}，{view.project}，{view.days}")
        self._view = view

    def draw(self, painter: QPainter) -> None:
        view, ink = self._view, self.ink
        who = ink.elided("caption", view.who, _WHO - 4)
        ink.draw(painter, 6, 3, who, "caption", self.theme.color("text.2"))
        role = "captionBold" if view.tone is Tone.OVER else "caption"
        color = self.theme.color(TONE_TOKENS[view.tone])
        left = ink.draw_right(painter, self.width() - 6, 3, view.days, role, color)
        painter.translate(_WHO, 0)
        self.words(painter, 3, view.what, view.project, left - _WHO - 14, "body")
        painter.translate(-_WHO, 0)


class GapLine(PaintedLine):
    """A material promised for later, with what is left of its time over a bar."""

    def __init__(self, theme: Theme, view: GapView) -> None:
        super().__init__(theme, 38, f"{view.material}，{view.note}，{view.left}")
        self._view = view

    def draw(self, painter: QPainter) -> None:
        view, ink = self._view, self.ink
        room = self.width() - 6 - _RIGHT - 6
        self.words(painter, 0, view.material, "", room)
        note = ink.elided("caption", view.note, room)
        ink.draw(painter, 6, 18, note, "caption", self.theme.color("text.2"))
        role = "captionBold" if view.tone in (Tone.OVER, Tone.DUE) else "caption"
        right = self.width() - 6
        ink.draw_right(painter, right, 3, view.left, role, self.theme.color(TONE_TOKENS[view.tone]))
        bar = QRectF(right - _BAR, 26, _BAR, 4)
        painter.setBrush(self.theme.color("line.track"))
        round_bar(painter, bar)
        if view.share > 0:
            painter.setBrush(self.theme.color(view.token))
            round_bar(painter, QRectF(bar.left(), bar.top(), max(4.0, _BAR * view.share), 4))


class FigureTiles(QWidget):
    """A few numbers in one box with lines between them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._ink = Ink(theme)
        self._figures: tuple[Figure, ...] = ()
        self.setFixedHeight(33)
        theme.changed.connect(self.update)

    def set_figures(self, figures: tuple[Figure, ...]) -> None:
        """Show these numbers."""
        self._figures = figures
        self.setAccessibleName("，".join(f"{figure.name} {figure.value}" for figure in figures))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._figures:
            return
        theme, ink = self._theme, self._ink
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line.normal"), 1))
        painter.setBrush(theme.color("bg.surface"))
        radius = theme.radius("control")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        step = self.width() / len(self._figures)
        for place, figure in enumerate(self._figures):
            value = str(figure.value)
            width = ink.width("figure", value) + 5 + ink.width("caption", figure.name)
            x = place * step + max(4.0, (step - width) / 2)
            x = ink.draw(painter, x, 0, value, "figure", theme.color("text.1"), 33)
            ink.draw(painter, x + 5, 1, figure.name, "caption", theme.color("text.2"), 33)
            if place:
                painter.setPen(QPen(theme.color("line.normal"), 1))
                left = round(place * step) + 0.5
                painter.drawLine(QPointF(left, 1), QPointF(left, self.height() - 1))
        painter.end()
