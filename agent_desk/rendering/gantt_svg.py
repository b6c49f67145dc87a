"""The Gantt chart as SVG with real text, from the same shapes as the window and the PDF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from agent_desk.rendering.gantt_ink import resolve
from agent_desk.rendering.gantt_pages import PICTURE_ROWS, picture
from agent_desk.rendering.palette import paper_tokens
from agent_desk.services.gantt.model import GanttChart
from agent_desk.services.gantt.shapes import (
    MIDDLE_EM,
    ROLES,
    Box,
    Diamond,
    Ink,
    Layer,
    Line,
    Shape,
    Text,
    arrow_head,
    hatch_lines,
    text_width,
)

FAMILY = "'Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei UI',sans-serif"


def gantt_svg(
    chart: GanttChart,
    width: int = 1440,
    tokens: Mapping[str, str] | None = None,
    title: str = "",
    start: date | None = None,
    end: date | None = None,
    max_rows: int = PICTURE_ROWS,
) -> str:
    """The whole chart as one SVG document of ``width`` pixels; at most ``max_rows`` rows."""
    maker, rows = picture(chart, width, start, end, max_rows)
    writer = _Writer(tokens or paper_tokens())
    height = maker.height(rows)
    body = "".join(writer.layer(layer) for layer in maker.layers(rows))
    head = f"<title>{_plain(title)}</title>" if title else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height:g}" '
        f'viewBox="0 0 {width} {height:g}" font-family="{FAMILY}">{head}'
        f"<defs>{''.join(writer.clips)}</defs>"
        f'<rect width="{width}" height="{height:g}" fill="{(tokens or paper_tokens())["bg.window"]}"/>'
        f"{body}</svg>\n"
    )


class _Writer:
    """Collects clip paths while it writes shapes."""

    def __init__(self, tokens: Mapping[str, str]) -> None:
        self._tokens = tokens
        self._known: dict[tuple[float, float, float, float, float], str] = {}
        self.clips: list[str] = []

    def layer(self, layer: Layer) -> str:
        if not layer.shapes:
            return ""
        inner = "".join(self._shape(shape) for shape in layer.shapes)
        if layer.dx or layer.dy:
            inner = f'<g transform="translate({layer.dx:g} {layer.dy:g})">{inner}</g>'
        if layer.clip is None:
            return f"<g>{inner}</g>"
        return f'<g clip-path="url(#{self._clip(*layer.clip, 0)})">{inner}</g>'

    def _clip(self, x: float, y: float, width: float, height: float, radius: float) -> str:
        key = (x, y, width, height, radius)
        name = self._known.get(key)
        if name is None:
            name = self._known[key] = f"c{len(self._known)}"
            size = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{radius:g}"'
            self.clips.append(f'<clipPath id="{name}"><rect {size}/></clipPath>')
        return name

    def _paint(self, kind: str, ink: Ink) -> str:
        color, alpha = resolve(ink, self._tokens)
        return f'{kind}="{color}"' + (f' {kind}-opacity="{alpha:g}"' if alpha < 1 else "")

    def _stroke(self, ink: Ink, width: float, dash: tuple[float, ...]) -> str:
        dashes = f' stroke-dasharray="{" ".join(f"{part:g}" for part in dash)}"' if dash else ""
        return f'fill="none" {self._paint("stroke", ink)} stroke-width="{width:g}"{dashes}'

    def _shape(self, shape: Shape) -> str:
        if isinstance(shape, Box):
            return self._box(shape)
        if isinstance(shape, Line):
            return self._line(shape)
        if isinstance(shape, Diamond):
            return self._diamond(shape)
        return self._text(shape)

    def _box(self, box: Box) -> str:
        parts = []
        radius = min(box.radius, box.w / 2, box.h / 2)
        if box.fill is not None:
            parts.append(_rect(box.x, box.y, box.w, box.h, radius, self._paint("fill", box.fill)))
        if box.hatch is not None:
            clip = self._clip(box.x, box.y, box.w, box.h, radius)
            path = "".join(f"M{x0:g} {y0:g}L{x1:g} {y1:g}" for (x0, y0), (x1, y1) in hatch_lines(box))
            stroke = self._stroke(box.hatch.ink, box.hatch.width, ())
            parts.append(f'<g clip-path="url(#{clip})"><path d="{path}" {stroke}/></g>')
        if box.outline is not None:
            half = box.outline_width / 2
            stroke = self._stroke(box.outline, box.outline_width, box.dash)
            inner = (box.x + half, box.y + half, box.w - 2 * half, box.h - 2 * half)
            parts.append(_rect(*inner, max(radius - half, 0), stroke))
        return "".join(parts)

    def _line(self, line: Line) -> str:
        points = _points(line.points)
        drawn = f'<polyline points="{points}" {self._stroke(line.ink, line.width, line.dash)}/>'
        if line.arrow:
            drawn += f'<polygon points="{_points(arrow_head(line))}" {self._paint("fill", line.ink)}/>'
        return drawn

    def _diamond(self, diamond: Diamond) -> str:
        rings = [(diamond.fill, diamond.r)]
        if diamond.halo is not None:
            rings.insert(0, (diamond.halo, diamond.r + 2))
        x, y = diamond.x, diamond.y
        return "".join(
            f'<polygon points="{_points(((x, y - r), (x + r, y), (x, y + r), (x - r, y)))}" '
            f"{self._paint('fill', ink)}/>"
            for ink, r in rings
        )

    def _text(self, text: Text) -> str:
        pixels, weight = ROLES[text.role]
        shown = text.text
        if text.max_width is not None:
            shown = _fitted(shown, text.role, text.max_width)
        anchor = "" if text.anchor == "start" else f" text-anchor={quoteattr(text.anchor)}"
        return (
            f'<text x="{text.x:g}" y="{text.y + pixels * MIDDLE_EM:g}" font-size="{pixels}" '
            f'font-weight="{weight}" {self._paint("fill", text.ink)}{anchor}>{_plain(shown)}</text>'
        )


def _rect(x: float, y: float, width: float, height: float, radius: float, paint: str) -> str:
    rounded = f' rx="{radius:g}"' if radius > 0 else ""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"{rounded} {paint}/>'


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def _plain(text: str) -> str:
    """Escaped, without the control characters XML refuses."""
    return escape("".join(character for character in text if character >= " "))


def _fitted(text: str, role: str, room: float) -> str:
    if text_width(text, role) <= room + 1:
        return text
    while text and text_width(text + "…", role) > room:
        text = text[:-1]
    return text + "…"
