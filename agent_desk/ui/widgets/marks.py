"""Small painted widgets: tag, avatar, avatar stack, health shape, progress line, key figure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import AvatarView, HealthState, HealthView, Tag, Tone
from agent_desk.ui.delegates.ink import TONE_TOKENS, Ink
from agent_desk.ui.delegates.shapes import (
    AVATAR_OVERLAP,
    TAG_HEIGHT,
    paint_avatars,
    paint_health,
    paint_tag,
    round_bar,
    tag_width,
)
from agent_desk.ui.theme import Theme


class _Painted(QWidget):
    """A widget that paints itself and follows the theme."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.ink = Ink(theme)
        theme.changed.connect(self.update)

    def painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter


class TagLabel(_Painted):
    """A state tag outside a table."""

    def __init__(self, theme: Theme, tag: Tag) -> None:
        super().__init__(theme)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_tag(tag)

    def set_tag(self, tag: Tag) -> None:
        """Show another tag."""
        self._tag = tag
        self.setAccessibleName(tag.accessible)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(tag_width(self.ink, self._tag) + 0.5), TAG_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        paint_tag(painter, self.ink, self._tag, 0, 0, self.width(), self.devicePixelRatioF())
        painter.end()


class AvatarStack(_Painted):
    """One or more people as overlapping round marks. ``ground`` is the token of what lies behind."""

    def __init__(
        self, theme: Theme, people: Sequence[AvatarView] = (), size: int = 24, ground: str = "bg.surface"
    ) -> None:
        super().__init__(theme)
        self._size, self._ground = size, ground
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_people(people)

    def set_people(self, people: Sequence[AvatarView]) -> None:
        """Show other people."""
        self._people = tuple(people)
        self.setAccessibleName(tr("、").join(person.name for person in self._people))
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        count = len(self._people)
        return QSize(count * self._size - max(0, count - 1) * AVATAR_OVERLAP, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        ground = self.theme.color(self._ground)
        paint_avatars(painter, self.ink, self._people, 0, self.height() / 2, self._size, ground)
        painter.end()


class HealthMark(_Painted):
    """A health shape outside a table."""

    def __init__(self, theme: Theme, state: HealthState) -> None:
        super().__init__(theme)
        self._state = state
        self.setFixedSize(14, 14)
        self.setAccessibleName(HealthView(state).accessible)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        paint_health(painter, self.theme, self._state, QPointF(7, 7))
        painter.end()


class ProgressLine(_Painted):
    """A thin bar of a share from 0 to 1, in a colour token; ``mark`` draws an upright threshold (0 to 1)."""

    def __init__(self, theme: Theme, share: float = 0.0, token: str = "accent.fill", height: int = 4) -> None:
        super().__init__(theme)
        self._share, self._token, self._thick = share, token, height
        self._mark: float | None = None
        self.setFixedHeight(height)
        self.setMinimumWidth(24)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float, token: str = "", mark: float | None = None) -> None:
        """Show another share; ``mark`` makes room for its line."""
        self._share, self._token, self._mark = share, token or self._token, mark
        self.setFixedHeight(self._thick + (6 if mark is not None else 0))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        top = (self.height() - self._thick) / 2
        painter.setBrush(self.theme.color("line.track"))
        round_bar(painter, QRectF(0, top, self.width(), self._thick))
        if self._share > 0:
            painter.setBrush(self.theme.color(self._token))
            width = max(float(self._thick), self.width() * min(1.0, self._share))
            round_bar(painter, QRectF(0, top, width, self._thick))
        if self._mark is not None:
            x = round(self.width() * self._mark)
            painter.fillRect(x - 1, 0, 2, self.height(), self.theme.color("text.1"))
        painter.end()


class KpiTile(_Painted):
    """A key figure: 12 px name, 24 px number and unit, 12 px note; a small curve and a divider if asked."""

    def __init__(self, theme: Theme, label: str, divider: bool = False) -> None:
        super().__init__(theme)
        self._label, self._divider = label, divider
        self._value = self._unit = self._note = ""
        self._tone = Tone.PRIMARY
        self._curve: tuple[float, ...] = ()
        self.setFixedHeight(72)
        self.setMinimumWidth(120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_value(
        self,
        value: str,
        unit: str = "",
        note: str = "",
        tone: Tone = Tone.PRIMARY,
        curve: Sequence[float] = (),
    ) -> None:
        """Show a figure; ``curve`` are the last few values of it, oldest first."""
        self._value, self._unit, self._note, self._tone = value, unit, note, tone
        self._curve = tuple(curve)
        self.setAccessibleName(f"{self._label} {value} {unit}".strip())
        self.setAccessibleDescription(note)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, ink = self.painter(), self.theme, self.ink
        left = 24 if self._divider else 0
        if self._divider:
            painter.fillRect(0, 6, 1, 51, theme.color("line.normal"))
        room = self.width() - left - 12
        label = ink.elided("caption", self._label, room)
        ink.draw(painter, left, 2, label, "caption", theme.color("text.2"))
        x = ink.draw(painter, left, 19, self._value, "kpi", theme.color(TONE_TOKENS[self._tone]), 30)
        ink.draw(painter, x + 4, 27, self._unit, "body", theme.color("text.3"))
        note = ink.elided("caption", self._note, room)
        ink.draw(painter, left, 52, note, "caption", theme.color("text.2"))
        if len(self._curve) > 1 and self.width() - x > 120:
            self._paint_curve(painter, QRectF(self.width() - 93, 12, 70, 26))
        painter.end()

    def _paint_curve(self, painter: QPainter, box: QRectF) -> None:
        low, high = min(self._curve), max(self._curve)
        span = (high - low) or 1.0
        step = box.width() / (len(self._curve) - 1)
        points = [
            QPointF(box.left() + place * step, box.bottom() - 3 - (value - low) / span * (box.height() - 6))
            for place, value in enumerate(self._curve)
        ]
        color = self.theme.color("accent.fill")
        painter.setPen(
            QPen(color, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(points[-1], 2.25, 2.25)
