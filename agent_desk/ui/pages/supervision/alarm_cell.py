"""Paints one warning: card glyph, item, reason and project; how far, day and agent at the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from agent_desk.presenters.supervision import AlarmCell, Level
from agent_desk.ui.delegates.context import CellContext
from agent_desk.ui.delegates.ink import TONE_TOKENS
from agent_desk.ui.delegates.shapes import paint_avatar
from agent_desk.ui.theme import Theme

_AVATAR = 24
_GLYPH_ROOM = 30


def paint_glyph(painter: QPainter, theme: Theme, level: Level, x: float, y: float) -> None:
    """A small card: yellow plain, red with a bar, so that the two differ without their colours."""
    token = "state.over.fill" if level is Level.RED else "state.due.fill"
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(token))
    painter.drawRoundedRect(QRectF(x, y, 13, 16), 3, 3)
    if level is Level.RED:
        painter.fillRect(QRectF(x + 3.5, y + 7, 6, 2), theme.color("bg.surface"))


def paint_alarm(context: CellContext, view: AlarmCell) -> None:
    """Draw the line in the middle of its row."""
    ink, painter, rect = context.ink, context.painter, context.rect
    top = context.top + 1
    paint_glyph(painter, context.theme, view.level, rect.left(), top + 2)
    right = rect.right()
    if view.person is not None:
        paint_avatar(painter, ink, view.person, QRectF(right - _AVATAR, top + 8, _AVATAR, _AVATAR))
    right -= _AVATAR + 10
    tone = context.color(TONE_TOKENS[view.tone])
    edge = ink.draw_right(painter, right, top, view.left, "bodyBold", tone)
    low = ink.draw_right(painter, right, top + 20, view.due, "caption", context.quiet())
    left = rect.left() + _GLYPH_ROOM
    item = ink.elided("bodyStrong", view.item, edge - left - 10)
    ink.draw(painter, left, top, item, "bodyStrong", context.color("text.1"))
    room = low - left - 10
    reason = ink.elided("caption", view.reason, room)
    x = ink.draw(painter, left, top + 20, reason, "caption", context.color("text.2"))
    rest = left + room - x - 8
    if rest > 24:
        project = ink.elided("caption", view.project, rest)
        ink.draw(painter, x + 8, top + 20, project, "caption", context.quiet())
    painter.setPen(QPen(Qt.PenStyle.NoPen))
