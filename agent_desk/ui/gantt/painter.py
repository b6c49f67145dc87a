"""Paints shapes with QPainter. Colours, hatches and rasterised labels are kept until the theme changes.

Text, dashes and small rounded boxes cost far more to draw than to copy: they are drawn once, then stamped.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from agent_desk.services.gantt.shapes import (
    MIDDLE_EM,
    ROLES,
    Box,
    Diamond,
    Hatch,
    Ink,
    Line,
    Shape,
    Text,
    arrow_head,
    person_of,
)
from agent_desk.ui.theme import Theme, mixed

LABELS_AT_MOST = 1024
STAMPS_AT_MOST = 512
SMALL = 32.0
STAMP_WIDTH = 256.0
REACH = 64.0
HEAD_ROOM = 8


class ShapePainter:
    """Paints lists of shapes at the painter's translation. One per view; ``forget`` on theme change."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._dpr = 1.0
        self._colors: dict[Ink, QColor] = {}
        self._brushes: dict[Ink, QBrush] = {}
        self._pens: dict[tuple[Ink, float, tuple[float, ...]], QPen] = {}
        self._hatches: dict[Hatch, QBrush] = {}
        self._labels: dict[tuple[str, str, Ink, int], tuple[QPixmap, float, float]] = {}
        self._stamps: dict[tuple[object, ...], QPixmap] = {}
        self._heads: dict[tuple[Ink, int, int], QPixmap] = {}
        self._fonts: dict[str, tuple[QFont, QFontMetricsF]] = {}
        self._paint_one: dict[type[Any], Callable[[QPainter, Any], None]] = {
            Box: self._box,
            Line: self._line,
            Diamond: self._diamond,
            Text: self._text,
        }

    def forget(self) -> None:
        """Drop everything that depends on the theme, the font or the screen's scale."""
        for kept in (self._colors, self._brushes, self._pens, self._hatches, self._labels, self._stamps):
            kept.clear()
        self._heads.clear()
        self._fonts.clear()

    def set_scale(self, dpr: float) -> None:
        """The device pixel ratio to rasterise for."""
        if dpr != self._dpr:
            self._dpr = dpr
            self.forget()

    def paint(self, painter: QPainter, shapes: Iterable[Shape]) -> None:
        """Paint shapes in order. The caller has switched antialiasing on."""
        paint_one = self._paint_one
        for shape in shapes:
            paint_one[type(shape)](painter, shape)

    # --- colours, pens, brushes -------------------------------------------------------------------

    def color(self, ink: Ink) -> QColor:
        """The colour of an ink in the theme of now."""
        found = self._colors.get(ink)
        if found is None:
            found = self._colors[ink] = self._resolve(ink)
        return found

    def _resolve(self, ink: Ink) -> QColor:
        person = person_of(ink.token)
        if person is not None:
            colors = self._theme.person(person[0])
            return {"fill": colors.fill, "line": colors.line, "text": colors.text}[person[1]]
        color = self._theme.color(ink.token)
        if ink.over:
            return mixed(self._theme.color(ink.over), color, ink.alpha)
        if ink.alpha < 1:
            color = QColor(color)
            color.setAlphaF(ink.alpha)
        return color

    def _brush(self, ink: Ink) -> QBrush:
        found = self._brushes.get(ink)
        if found is None:
            found = self._brushes[ink] = QBrush(self.color(ink))
        return found

    def pen(self, ink: Ink, width: float, dash: tuple[float, ...] = ()) -> QPen:
        """A flat-capped pen; ``dash`` in pixels."""
        key = (ink, width, dash)
        found = self._pens.get(key)
        if found is None:
            found = QPen(self.color(ink), width)
            found.setCapStyle(Qt.PenCapStyle.FlatCap)
            found.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            if dash:
                found.setDashPattern([part / width for part in dash])
            self._pens[key] = found
        return found

    def _hatch(self, hatch: Hatch) -> QBrush:
        found = self._hatches.get(hatch)
        if found is None:
            found = self._hatches[hatch] = self._make_hatch(hatch)
        return found

    def _make_hatch(self, hatch: Hatch) -> QBrush:
        # A whole number of device pixels, so that the tiles meet.
        side = max(round(hatch.step * math.sqrt(2) * self._dpr), 2)
        tile = QPixmap(side, side)
        tile.fill(Qt.GlobalColor.transparent)
        painter = QPainter(tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.color(hatch.ink), hatch.width * self._dpr))
        for shift in (-side, 0, side):
            if hatch.lean > 0:
                painter.drawLine(shift - side, 2 * side, shift + 2 * side, -side)
            else:
                painter.drawLine(shift - side, -side, shift + 2 * side, 2 * side)
        painter.end()
        tile.setDevicePixelRatio(self._dpr)
        return QBrush(tile)

    def _blank(self, width: float, height: float) -> QPixmap:
        pixmap = QPixmap(QSize(math.ceil(width * self._dpr), math.ceil(height * self._dpr)))
        pixmap.setDevicePixelRatio(self._dpr)
        pixmap.fill(Qt.GlobalColor.transparent)
        return pixmap

    # --- boxes and diamonds -----------------------------------------------------------------------

    def _box(self, painter: QPainter, box: Box) -> None:
        if box.radius <= 0 and box.hatch is None and box.outline is None:
            if box.fill is not None:
                painter.fillRect(QRectF(box.x, box.y, box.w, box.h), self._brush(box.fill))
        elif box.w <= SMALL or ((box.dash or box.hatch is not None) and box.w <= STAMP_WIDTH):
            painter.drawPixmap(QPointF(round(box.x), round(box.y)), self._stamp(box))
        else:
            self._draw_box(painter, box, QRectF(box.x, box.y, box.w, box.h))

    def _stamp(self, box: Box) -> QPixmap:
        w, h = round(box.w * 2) / 2, round(box.h * 2) / 2
        key = (w, h, box.fill, box.radius, box.hatch, box.outline, box.outline_width, box.dash)
        found = self._stamps.get(key)
        if found is None:
            if len(self._stamps) >= STAMPS_AT_MOST:
                self._stamps.clear()
            found = self._stamps[key] = self._blank(w, h)
            painter = QPainter(found)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_box(painter, box, QRectF(0, 0, w, h))
            painter.end()
        return found

    def _draw_box(self, painter: QPainter, box: Box, rect: QRectF) -> None:
        radius = min(box.radius, rect.width() / 2, rect.height() / 2)
        if box.fill is not None:
            self._fill(painter, rect, radius, self._brush(box.fill))
        if box.hatch is not None:
            painter.setBrushOrigin(rect.topLeft())
            self._fill(painter, rect, radius, self._hatch(box.hatch))
        if box.outline is not None:
            half = box.outline_width / 2
            painter.setPen(self.pen(box.outline, box.outline_width, box.dash))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inner = max(radius - half, 0)
            painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), inner, inner)

    @staticmethod
    def _fill(painter: QPainter, rect: QRectF, radius: float, brush: QBrush) -> None:
        if radius <= 0:
            painter.fillRect(rect, brush)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush)
        painter.drawRoundedRect(rect, radius, radius)

    def _diamond(self, painter: QPainter, diamond: Diamond) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if diamond.halo is not None:
            painter.setBrush(self._brush(diamond.halo))
            painter.drawPolygon(_corners(diamond.x, diamond.y, diamond.r + 2))
        painter.setBrush(self._brush(diamond.fill))
        painter.drawPolygon(_corners(diamond.x, diamond.y, diamond.r))

    # --- lines ------------------------------------------------------------------------------------

    def _line(self, painter: QPainter, line: Line) -> None:
        painter.setPen(self.pen(line.ink, line.width, line.dash))
        if len(line.points) == 2:
            painter.drawLine(QPointF(*line.points[0]), QPointF(*line.points[1]))
        else:
            painter.drawPolyline([QPointF(x, y) for x, y in line.points])
        if line.arrow:
            self._head(painter, line)

    def _head(self, painter: QPainter, line: Line) -> None:
        (x0, y0), (x1, y1) = line.points[-2], line.points[-1]
        key = (line.ink, (x1 > x0) - (x1 < x0), (y1 > y0) - (y1 < y0))
        found = self._heads.get(key)
        if found is None:
            found = self._heads[key] = self._make_head(*key)
        painter.drawPixmap(QPointF(round(x1) - HEAD_ROOM, round(y1) - HEAD_ROOM), found)

    def _make_head(self, ink: Ink, across: int, down: int) -> QPixmap:
        found = self._blank(2 * HEAD_ROOM, 2 * HEAD_ROOM)
        painter = QPainter(found)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._brush(ink))
        tip = (float(HEAD_ROOM), float(HEAD_ROOM))
        line = Line(((tip[0] - across, tip[1] - down), tip), ink)
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in arrow_head(line)]))
        painter.end()
        return found

    def paint_links(self, painter: QPainter, lines: Sequence[Line], area: QRectF) -> None:
        """The links in ``area``, one call for each kind of pen; long ones are cut a little outside it."""
        low, high, left, right = area.top() - REACH, area.bottom() + REACH, area.left(), area.right()
        batches: dict[tuple[Ink, float], list[QLineF]] = {}
        heads = []
        for line in lines:
            points = line.points
            if all(x < left for x, _ in points) or all(x > right for x, _ in points):
                continue
            pieces = batches.setdefault((line.ink, line.width), [])
            x0, y0 = points[0]
            for x1, y1 in points[1:]:
                pieces.append(QLineF(x0, min(max(y0, low), high), x1, min(max(y1, low), high)))
                x0, y0 = x1, y1
            if low <= y0 <= high:
                heads.append(line)
        for (ink, width), pieces in batches.items():
            painter.setPen(self.pen(ink, width))
            painter.drawLines(pieces)
        for line in heads:
            self._head(painter, line)

    # --- text -------------------------------------------------------------------------------------

    def _text(self, painter: QPainter, text: Text) -> None:
        if text.once:
            self._text_once(painter, text)
            return
        room = -1 if text.max_width is None else max(int(text.max_width), 0)
        key = (text.text, text.role, text.ink, room)
        label = self._labels.get(key)
        if label is None:
            if len(self._labels) >= LABELS_AT_MOST:
                self._labels.clear()
            label = self._labels[key] = self._make_label(text, room)
        pixmap, width, height = label
        x = text.x if text.anchor == "start" else text.x - (width if text.anchor == "end" else width / 2)
        painter.drawPixmap(QPointF(round(x), round(text.y - height / 2)), pixmap)

    def _text_once(self, painter: QPainter, text: Text) -> None:
        font, metrics = self._font(text.role)
        shown, x = text.text, text.x
        # No character is wider than its height, so most texts need no measuring.
        if text.max_width is not None and len(shown) * ROLES[text.role][0] > text.max_width:
            shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, text.max_width)
        if text.anchor != "start":
            width = metrics.horizontalAdvance(shown)
            x -= width if text.anchor == "end" else width / 2
        painter.setFont(font)
        painter.setPen(self.color(text.ink))
        painter.drawText(QPointF(round(x), text.y + ROLES[text.role][0] * MIDDLE_EM), shown)

    def _make_label(self, text: Text, room: int) -> tuple[QPixmap, float, float]:
        font, metrics = self._font(text.role)
        shown = text.text
        if 0 <= room < metrics.horizontalAdvance(shown):
            shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room)
        width = float(max(math.ceil(metrics.horizontalAdvance(shown)), 1))
        pixels = ROLES[text.role][0]
        height = float(pixels * 2)
        label = self._blank(width, height)
        painter = QPainter(label)
        painter.setFont(font)
        painter.setPen(self.color(text.ink))
        painter.drawText(QPointF(0, height / 2 + pixels * MIDDLE_EM), shown)
        painter.end()
        return label, width, height

    def _font(self, role: str) -> tuple[QFont, QFontMetricsF]:
        found = self._fonts.get(role)
        if found is None:
            pixels, weight = ROLES[role]
            font = QFont(self._theme.font("body"))
            font.setPixelSize(pixels)
            font.setWeight(QFont.Weight(weight))
            found = self._fonts[role] = (font, QFontMetricsF(font))
        return found


def _corners(x: float, y: float, r: float) -> QPolygonF:
    return QPolygonF([QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)])
