"""Paints one clock: ``剩 6 /8``, the due date at the right, and a 4 px bar of the elapsed share below."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QPen

from agent_desk.presenters.cells import ClockCell, ClockState
from agent_desk.ui.delegates.context import CellContext
from agent_desk.ui.delegates.shapes import dashed_track, round_bar, track_color

_HEAD_TOKENS = {
    ClockState.OVER: "state.over.text",
    ClockState.DUE: "state.due.text",
    ClockState.PAUSED: "state.pause.text",
}
_LEAST_BAR = 4.0
_HATCH_STEP = 8
_HATCH_WIDTH = 2.8


def paint_clock(context: CellContext, view: ClockCell) -> None:
    """Draw the cell. Colour follows the state, and the state is doubled by words, hatch or dashes."""
    if view.state is ClockState.NOT_APPLICABLE:
        _paint_absent(context, view)
        return
    ink, painter, rect = context.ink, context.painter, context.rect
    top = context.top + 7
    role = "bodyBold" if view.loud else "bodyStrong"
    head_color = context.color(_HEAD_TOKENS.get(view.state, "text.1"))
    x = ink.draw(painter, rect.left(), top, view.head, role, head_color)
    quiet = context.quiet()
    x = ink.draw(painter, x + 3, top, view.of, "caption", quiet)
    room = rect.right() - x - 6
    due = view.due if ink.width("caption", view.due) <= room else view.due.partition(" ")[0]
    due = ink.elided("caption", due, room)
    left = ink.draw_right(painter, rect.right(), top, due, "caption", quiet)
    if view.provisional:
        ink.dashed_underline(painter, left, rect.right(), top, "caption", quiet)
    _paint_bar(context, view, QRectF(rect.left(), context.top + 28, rect.width(), 4))


def _paint_bar(context: CellContext, view: ClockCell, bar: QRectF) -> None:
    painter = context.painter
    track = track_color(context.theme, context.selected)
    if view.provisional:
        dashed_track(painter, bar, track)
    else:
        painter.setBrush(track)
        round_bar(painter, bar)
    filled = QRectF(bar.left(), bar.top(), max(_LEAST_BAR, bar.width() * view.share), bar.height())
    if view.state is ClockState.PAUSED:
        painter.setBrushOrigin(QPointF(bar.left(), bar.top()))
    painter.setBrush(_fill(context, view))
    round_bar(painter, filled)


def _fill(context: CellContext, view: ClockCell) -> QColor | QBrush:
    theme = context.theme
    if view.state is ClockState.OVER:
        return theme.color("state.over.fill")
    if view.state is ClockState.DUE:
        return theme.color("state.due.fill")
    if view.state is ClockState.PAUSED:
        return theme.hatch("state.pause.fill", "state.pause.tint", context.dpr, _HATCH_STEP, _HATCH_WIDTH)
    return theme.color(f"clock.{view.kind.value}.fill")


def _paint_absent(context: CellContext, view: ClockCell) -> None:
    painter, rect = context.painter, context.rect
    color = context.quiet()
    middle = round(context.top + 21) + 0.5
    painter.setPen(QPen(context.color("line.strong"), 1))
    painter.drawLine(QPointF(rect.left() + 1, middle), QPointF(rect.left() + 11, middle))
    head = context.ink.elided("caption", view.head, rect.width() - 18)
    context.ink.draw(painter, rect.left() + 18, context.top + 11, head, "caption", color)
