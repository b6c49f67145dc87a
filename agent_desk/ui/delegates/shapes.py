"""Small painted things shared by cells and widgets: bars, tags, avatars, health and group shapes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from agent_desk.presenters.cells import AvatarView, GroupShape, HealthState, Tag, TagKind
from agent_desk.ui.delegates.ink import Ink
from agent_desk.ui.theme import Theme, mixed

TAG_HEIGHT = 20
_TAG_PAD = 7
_TAG_ICON = 12
_TAG_GAP = 3
AVATAR_OVERLAP = 6

_TAG_COLORS = {
    TagKind.NEUTRAL: ("clock.legal.tint", "text.2", ""),
    TagKind.GREEN: ("clock.green.tint", "clock.green.text", ""),
    TagKind.PROMISE: ("clock.promise.tint", "clock.promise.text", ""),
    TagKind.DUE: ("state.due.tint", "state.due.text", ""),
    TagKind.OVER: ("state.over.tint", "state.over.text", ""),
    TagKind.PAUSE: ("state.pause.tint", "state.pause.text", ""),
    TagKind.SIMULATED: ("clock.promise.tint", "clock.promise.text", "clock.promise.fill"),
    TagKind.GAP: ("bg.surface", "text.2", "line.strong"),
    TagKind.OUTLINE: ("bg.surface", "text.2", "line.normal"),
    TagKind.SOLID: ("accent.fill", "text.onAccent", ""),
}
_DASHED = (TagKind.SIMULATED, TagKind.GAP)


def round_bar(painter: QPainter, rect: QRectF) -> None:
    """A bar with round ends in the painter's brush."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)


def track_color(theme: Theme, selected: bool) -> QColor:
    """The empty part of a bar; on a selected row it keeps its distance from the row's colour."""
    if selected:
        return mixed(theme.color("bg.selected"), theme.color("accent.fill"), 0.06)
    return theme.color("line.track")


def dashed_track(painter: QPainter, rect: QRectF, color: QColor) -> None:
    """The track of a provisional date: 5 px dashes with 3 px between."""
    x = rect.left()
    while x < rect.right():
        painter.fillRect(QRectF(x, rect.top(), min(5.0, rect.right() - x), rect.height()), color)
        x += 8


def pause_glyph(painter: QPainter, center: QPointF, color: QColor, height: float = 9) -> None:
    """Two upright bars."""
    for shift in (-3.0, 1.0):
        painter.fillRect(QRectF(center.x() + shift, center.y() - height / 2, 2.0, height), color)


def tag_width(ink: Ink, tag: Tag) -> float:
    """Width of a tag in pixels."""
    mark = _TAG_ICON + _TAG_GAP if tag.icon or tag.kind is TagKind.PAUSE else 0
    return ink.width("captionStrong", tag.text) + 2 * _TAG_PAD + mark


def paint_tag(painter: QPainter, ink: Ink, tag: Tag, x: float, y: float, room: float, dpr: float) -> float:
    """Draw a tag with its top left at (x, y), shortened to ``room``; the x where it ends."""
    theme = ink.theme
    fill, text, line = _TAG_COLORS[tag.kind]
    width = min(tag_width(ink, tag), room)
    rect = QRectF(x, y, width, TAG_HEIGHT)
    painter.setBrush(theme.color(fill))
    if line:
        pen = QPen(theme.color(line), 1)
        if tag.kind in _DASHED:
            pen.setDashPattern([3, 2])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        rect = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(rect, theme.radius("tag"), theme.radius("tag"))
    color = theme.color(text)
    left = x + _TAG_PAD
    if tag.kind is TagKind.PAUSE:
        pause_glyph(painter, QPointF(left + 5, y + TAG_HEIGHT / 2), color, 8)
        left += _TAG_ICON + _TAG_GAP
    elif tag.icon:
        pixmap = theme.pixmap(tag.icon, text, _TAG_ICON, dpr, 2.0)
        painter.drawPixmap(QPointF(left, y + (TAG_HEIGHT - _TAG_ICON) / 2), pixmap)
        left += _TAG_ICON + _TAG_GAP
    words = ink.elided("captionStrong", tag.text, x + width - _TAG_PAD - left)
    ink.draw(painter, left, y, words, "captionStrong", color, TAG_HEIGHT)
    return x + width


def paint_avatar(painter: QPainter, ink: Ink, person: AvatarView, rect: QRectF) -> None:
    """One round mark filling ``rect``."""
    theme = ink.theme
    colors = theme.person(person.hue)
    painter.setBrush(colors.fill)
    painter.setPen(QPen(colors.line, 1))
    painter.drawEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))
    role = "microBold" if rect.height() <= 26 else ("bodyBold" if rect.height() <= 32 else "figure")
    if rect.height() < 22:
        role = "tiny"
    left = rect.center().x() - ink.width(role, person.mark) / 2
    ink.draw(painter, left, rect.top(), person.mark, role, colors.text, round(rect.height()))


def paint_avatars(
    painter: QPainter,
    ink: Ink,
    people: Sequence[AvatarView],
    x: float,
    middle: float,
    size: int,
    ground: QColor,
) -> float:
    """People overlapping, each with a ring in the colour of the ground; the x where they end."""
    for place, person in enumerate(people):
        rect = QRectF(x, round(middle - size / 2), size, size)
        if place:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawEllipse(rect.adjusted(-1.0, -1.0, 1.0, 1.0))
        paint_avatar(painter, ink, person, rect)
        x += size - AVATAR_OVERLAP
    return x + AVATAR_OVERLAP if people else x


def _triangle(painter: QPainter, center: QPointF, width: float, height: float) -> None:
    path = QPainterPath()
    path.addPolygon(
        QPolygonF(
            [
                QPointF(center.x(), center.y() - height / 2),
                QPointF(center.x() + width / 2, center.y() + height / 2),
                QPointF(center.x() - width / 2, center.y() + height / 2),
            ]
        )
    )
    path.closeSubpath()
    painter.drawPath(path)


def paint_health(painter: QPainter, theme: Theme, state: HealthState, center: QPointF) -> None:
    """A project's health as a shape of about 10 px."""
    painter.setPen(Qt.PenStyle.NoPen)
    if state is HealthState.OK:
        painter.setBrush(theme.color("clock.green.fill"))
        painter.drawEllipse(center, 5, 5)
    elif state is HealthState.RISK:
        painter.setBrush(theme.color("state.due.fill"))
        _triangle(painter, center, 12, 11)
    elif state is HealthState.OVER:
        painter.setBrush(theme.color("state.over.fill"))
        painter.drawRoundedRect(QRectF(center.x() - 5, center.y() - 5, 10, 10), 2, 2)
    else:
        pause_glyph(painter, center + QPointF(0.5, 0), theme.color("state.pause.fill"), 10)


def paint_group_shape(painter: QPainter, theme: Theme, shape: GroupShape, center: QPointF) -> None:
    """The shape before a group's name: ▲ ● ◐ ○, 12 px."""
    line = QPen(theme.color("text.2"), 1.5)
    if shape is GroupShape.OVER:
        color = theme.color("state.over.fill")
        painter.setBrush(color)
        painter.setPen(
            QPen(color, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        _triangle(painter, center, 10.5, 9.5)
        mark = theme.color("bg.surface")
        painter.fillRect(QRectF(center.x() - 0.75, center.y() - 2.25, 1.5, 3.5), mark)
        painter.fillRect(QRectF(center.x() - 0.75, center.y() + 2.25, 1.5, 1.5), mark)
    elif shape is GroupShape.TODAY:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("state.due.fill"))
        painter.drawEllipse(center, 6, 6)
    elif shape is GroupShape.NEAR:
        painter.setPen(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(center, 5.25, 5.25)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("text.2"))
        painter.drawPie(QRectF(center.x() - 5.25, center.y() - 5.25, 10.5, 10.5), 90 * 16, 180 * 16)
    elif shape is GroupShape.LATER:
        painter.setPen(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(center, 5.25, 5.25)
