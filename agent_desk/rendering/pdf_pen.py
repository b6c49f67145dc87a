"""The few strokes every printed block is made of, over a reportlab canvas and the paper's colour tokens.

Coordinates are points from the lower left corner of the page, as in PDF. Text is drawn as given: no markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from reportlab.lib.colors import Color, HexColor

from agent_desk.rendering.fonts import REGULAR, font_runs, text_width

_ANCHOR_SHARE = {"left": 0.0, "center": 0.5, "right": 1.0}


@cache
def _color(value: str) -> Color:
    return HexColor(value)


@dataclass(slots=True)
class Pen:
    """Draws on ``canvas`` (a ``reportlab.pdfgen.canvas.Canvas``) with token names for colours.

    ``pages`` tells on which page (from 1) each bookmark key stands, for the table of contents.
    """

    canvas: Any
    tokens: Mapping[str, str]
    pages: Mapping[str, int] = field(default_factory=dict)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        font: str = REGULAR,
        size: float = 10.5,
        token: str = "text.1",
        anchor: Literal["left", "center", "right"] = "left",
        spread: float = 0.0,
    ) -> None:
        """One line with its base line at ``y``; ``spread`` is the extra space after each character in
        points."""
        if not text:
            return
        at = x - _ANCHOR_SHARE[anchor] * text_width(text, font, size)
        self.canvas.setFillColor(_color(self.tokens[token]))
        for name, run in font_runs(text, font):
            self.canvas.setFont(name, size)
            self.canvas.drawString(at, y, run, charSpace=spread)
            at += text_width(run, name, size) + spread * len(run)

    def line(self, x1: float, y1: float, x2: float, y2: float, token: str, width: float = 0.5) -> None:
        """A straight line."""
        self.canvas.setStrokeColor(_color(self.tokens[token]))
        self.canvas.setLineWidth(width)
        self.canvas.line(x1, y1, x2, y2)

    def rect(self, x: float, y: float, width: float, height: float, token: str, radius: float = 0.0, *,
             share: float = 1.0) -> None:  # fmt: skip
        """A filled rectangle whose lower left corner is (x, y); the radius never exceeds half a side.

        ``share`` mixes the colour with paper (0.2 gives a pale tint), so nothing is transparent in print.
        """
        if width <= 0 or height <= 0:
            return
        self.canvas.setFillColor(self._mixed(token, share))
        round_by = min(radius, width / 2, height / 2)
        if round_by > 0:
            self.canvas.roundRect(x, y, width, height, round_by, stroke=0, fill=1)
        else:
            self.canvas.rect(x, y, width, height, stroke=0, fill=1)

    def _mixed(self, token: str, share: float) -> Color:
        ink, paper = _color(self.tokens[token]), _color(self.tokens["bg.surface"])
        return Color(*(paper_part + (ink_part - paper_part) * share
                       for ink_part, paper_part in zip(ink.rgb(), paper.rgb(), strict=True)))  # fmt: skip

    def hatch(
        self, x: float, y: float, width: float, height: float, token: str, *, falling: bool = False
    ) -> None:
        """Diagonal strokes inside a rectangle: rising for what is simulated, falling for a stopped clock."""
        if width <= 0 or height <= 0:
            return
        self.canvas.saveState()
        path = self.canvas.beginPath()
        path.rect(x, y, width, height)
        self.canvas.clipPath(path, stroke=0, fill=0)
        self.canvas.setStrokeColor(_color(self.tokens[token]))
        self.canvas.setLineWidth(1.1)
        at = x - height
        while at < x + width:
            low, high = (y + height, y) if falling else (y, y + height)
            self.canvas.line(at, low, at + height, high)
            at += 2.9
        self.canvas.restoreState()

    def diamond(self, x: float, y: float, radius: float, token: str) -> None:
        """A filled diamond around (x, y)."""
        path = self.canvas.beginPath()
        path.moveTo(x - radius, y)
        path.lineTo(x, y + radius)
        path.lineTo(x + radius, y)
        path.lineTo(x, y - radius)
        path.close()
        self.canvas.setFillColor(_color(self.tokens[token]))
        self.canvas.drawPath(path, stroke=0, fill=1)

    def frame(self, x: float, y: float, width: float, height: float, token: str, *, dashed: bool = False,
              radius: float = 2.5, width_of_line: float = 0.7) -> None:  # fmt: skip
        """An outlined rectangle, dashed for what is only simulated."""
        self.canvas.saveState()
        self.canvas.setStrokeColor(_color(self.tokens[token]))
        self.canvas.setLineWidth(width_of_line)
        if dashed:
            self.canvas.setDash(2.2, 1.6)
        self.canvas.roundRect(x, y, width, height, min(radius, width / 2, height / 2), stroke=1, fill=0)
        self.canvas.restoreState()

    def polyline(self, points: list[tuple[float, float]], token: str, width: float) -> None:
        """A line through all points with round joins."""
        path = self.canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        self.canvas.saveState()
        self.canvas.setStrokeColor(_color(self.tokens[token]))
        self.canvas.setLineWidth(width)
        self.canvas.setLineJoin(1)
        self.canvas.drawPath(path, stroke=1, fill=0)
        self.canvas.restoreState()

    def ring(self, x: float, y: float, radius: float, token: str) -> None:
        """A small circle filled with paper, for the points of a line."""
        self.canvas.setStrokeColor(_color(self.tokens[token]))
        self.canvas.setFillColor(_color(self.tokens["bg.surface"]))
        self.canvas.setLineWidth(1.1)
        self.canvas.circle(x, y, radius, stroke=1, fill=1)

    def mark(self, x: float, y: float, size: float, tone: str, token: str) -> float:
        """The shape that doubles a tone's colour (triangle, square, pause bars); returns the width it
        took."""
        side = size * 0.62
        self.canvas.setFillColor(_color(self.tokens[token]))
        if tone == "due":
            path = self.canvas.beginPath()
            path.moveTo(x, y)
            path.lineTo(x + size * 0.76, y)
            path.lineTo(x + size * 0.38, y + size * 0.7)
            path.close()
            self.canvas.drawPath(path, stroke=0, fill=1)
        elif tone == "over":
            self.canvas.rect(x + size * 0.06, y, side, side, stroke=0, fill=1)
        elif tone == "pause":
            bar = size * 0.15
            self.canvas.rect(x + size * 0.1, y - size * 0.03, bar, size * 0.72, stroke=0, fill=1)
            self.canvas.rect(x + size * 0.42, y - size * 0.03, bar, size * 0.72, stroke=0, fill=1)
        return mark_width(tone, size)


def mark_width(tone: str, size: float) -> float:
    """The room a tone's shape needs before its text, in points; nothing for tones without a shape."""
    return size * 1.06 if tone in ("due", "over", "pause") else 0.0
