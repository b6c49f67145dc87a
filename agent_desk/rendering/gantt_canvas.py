"""Paints the shapes of a Gantt chart on a reportlab canvas, as vectors and real text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from agent_desk.rendering import fonts
from agent_desk.rendering.gantt_ink import resolve
from agent_desk.services.gantt.shapes import (
    MIDDLE_EM,
    ROLES,
    Box,
    Diamond,
    Ink,
    Layer,
    Line,
    Point,
    Text,
    arrow_head,
    hatch_lines,
)

_WEIGHTS = {400: fonts.REGULAR, 500: fonts.MEDIUM, 700: fonts.BOLD}


class CanvasPainter:
    """Paints layers on a canvas whose y axis points up; ``height`` is the picture's, in its own pixels.

    The caller scales the canvas so that one unit is one pixel of the picture.
    """

    def __init__(self, canvas: Canvas, tokens: Mapping[str, str], height: float) -> None:
        fonts.register_fonts()
        self._canvas: Any = canvas
        self._tokens = tokens
        self._height = height
        self._paint_one: dict[type[Any], Any] = {
            Box: self._box,
            Line: self._line,
            Diamond: self._diamond,
            Text: self._text,
        }

    def paint(self, layers: Iterable[Layer]) -> None:
        """Paint layers in order, each within its clip."""
        canvas = self._canvas
        for layer in layers:
            if not layer.shapes:
                continue
            canvas.saveState()
            if layer.clip is not None:
                x, y, width, height = layer.clip
                path = canvas.beginPath()
                path.rect(x, self._height - y - height, width, height)
                canvas.clipPath(path, stroke=0, fill=0)
            canvas.translate(layer.dx, -layer.dy)
            for shape in layer.shapes:
                self._paint_one[type(shape)](shape)
            canvas.restoreState()

    def _y(self, y: float) -> float:
        return self._height - y

    def _color(self, ink: Ink) -> Color:
        value, alpha = resolve(ink, self._tokens)
        color = HexColor(value)
        return Color(color.red, color.green, color.blue, alpha)

    def _set_pen(self, ink: Ink, width: float, dash: tuple[float, ...]) -> None:
        self._canvas.setStrokeColor(self._color(ink))
        self._canvas.setLineWidth(width)
        self._canvas.setDash(*((list(dash), 0) if dash else ([], 0)))

    def _box(self, box: Box) -> None:
        canvas, bottom = self._canvas, self._y(box.y + box.h)
        radius = min(box.radius, box.w / 2, box.h / 2)
        if box.fill is not None:
            canvas.setFillColor(self._color(box.fill))
            canvas.roundRect(box.x, bottom, box.w, box.h, radius, stroke=0, fill=1)
        if box.hatch is not None:
            self._stripes(box, bottom, radius)
        if box.outline is not None:
            half = box.outline_width / 2
            self._set_pen(box.outline, box.outline_width, box.dash)
            size = box.w - 2 * half, box.h - 2 * half
            canvas.roundRect(box.x + half, bottom + half, *size, max(radius - half, 0), stroke=1, fill=0)

    def _stripes(self, box: Box, bottom: float, radius: float) -> None:
        canvas, hatch = self._canvas, box.hatch
        if hatch is None:
            return
        canvas.saveState()
        path = canvas.beginPath()
        path.roundRect(box.x, bottom, box.w, box.h, radius)
        canvas.clipPath(path, stroke=0, fill=0)
        self._set_pen(hatch.ink, hatch.width, ())
        canvas.lines([(x0, self._y(y0), x1, self._y(y1)) for (x0, y0), (x1, y1) in hatch_lines(box)])
        canvas.restoreState()

    def _line(self, line: Line) -> None:
        self._set_pen(line.ink, line.width, line.dash)
        path = self._canvas.beginPath()
        path.moveTo(line.points[0][0], self._y(line.points[0][1]))
        for x, y in line.points[1:]:
            path.lineTo(x, self._y(y))
        self._canvas.drawPath(path, stroke=1, fill=0)
        if line.arrow:
            self._polygon(arrow_head(line), line.ink)

    def _diamond(self, diamond: Diamond) -> None:
        rings = [(diamond.fill, diamond.r)]
        if diamond.halo is not None:
            rings.insert(0, (diamond.halo, diamond.r + 2))
        x, y = diamond.x, diamond.y
        for ink, r in rings:
            self._polygon(((x, y - r), (x + r, y), (x, y + r), (x - r, y)), ink)

    def _polygon(self, points: Iterable[Point], ink: Ink) -> None:
        path = self._canvas.beginPath()
        first, *others = points
        path.moveTo(first[0], self._y(first[1]))
        for x, y in others:
            path.lineTo(x, self._y(y))
        path.close()
        self._canvas.setFillColor(self._color(ink))
        self._canvas.drawPath(path, stroke=0, fill=1)

    def _text(self, text: Text) -> None:
        pixels, weight = ROLES[text.role]
        font = _WEIGHTS[weight]
        shown = text.text if text.max_width is None else shortened(text.text, font, pixels, text.max_width)
        self._canvas.setFont(font, pixels)
        self._canvas.setFillColor(self._color(text.ink))
        y = self._y(text.y) - pixels * MIDDLE_EM
        draw = {
            "start": self._canvas.drawString,
            "middle": self._canvas.drawCentredString,
            "end": self._canvas.drawRightString,
        }[text.anchor]
        draw(text.x, y, shown)


def shortened(text: str, font: str, pixels: float, room: float) -> str:
    """The text, or as much of it as fits into ``room`` with an ellipsis."""
    if fonts.text_width(text, font, pixels) <= math.ceil(room):
        return text
    while text and fonts.text_width(text + "…", font, pixels) > room:
        text = text[:-1]
    return text + "…"
