"""The shapes a chart is made of, in pixels, with colours as token names: what painters understand.

y grows downwards. ``Text.y`` is the vertical middle of the characters, not a baseline.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]

#: Text roles as (pixel size, weight).
ROLES: dict[str, tuple[int, int]] = {
    "day": (9, 500),
    "dayStrong": (9, 700),
    "micro": (11, 400),
    "chip": (11, 700),
    "caption": (12, 400),
    "captionStrong": (12, 700),
    "body": (13, 400),
    "strong": (13, 700),
}

#: Height of the middle of a Chinese character above the baseline, in em (Noto Sans SC).
MIDDLE_EM = 0.37


class Ink(NamedTuple):
    """A colour token with an opacity; with ``over``, an opaque blend of the token over that other token.

    A tuple, because painters look inks up thousands of times a second and a tuple hashes fastest.
    """

    token: str
    alpha: float = 1.0
    over: str = ""


PERSON_PARTS = ("fill", "line", "text")


def person_ink(hue: int, part: str) -> Ink:
    """A colour of a person's avatar: ``part`` is one of ``PERSON_PARTS``, ``hue`` in degrees."""
    return Ink(f"person.{hue % 360}.{part}")


def person_of(token: str) -> tuple[int, str] | None:
    """Hue and part of a person's colour, ``None`` for any other token."""
    if not token.startswith("person."):
        return None
    _, hue, part = token.split(".")
    return int(hue), part


class Hatch(NamedTuple):
    """Diagonal stripes: ``lean`` +1 rises to the right, -1 falls; ``step`` from one to the next."""

    ink: Ink
    lean: int = 1
    step: float = 6.0
    width: float = 2.4


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: fill, stripes over it, then the outline, which lies inside the edge."""

    x: float
    y: float
    w: float
    h: float
    fill: Ink | None = None
    radius: float = 0.0
    hatch: Hatch | None = None
    outline: Ink | None = None
    outline_width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """An open polyline; ``arrow`` puts a head at its last point, along the last segment."""

    points: tuple[Point, ...]
    ink: Ink
    width: float = 1.0
    dash: tuple[float, ...] = ()
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Diamond:
    """A milestone; ``halo`` is drawn round it so that it stands clear of what it covers."""

    x: float
    y: float
    r: float
    fill: Ink
    halo: Ink | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; painters shorten it with an ellipsis to ``max_width``.

    ``once`` says that the same text hardly comes again, so that a painter need not keep it drawn.
    """

    x: float
    y: float
    text: str
    role: str
    ink: Ink
    anchor: Anchor = "start"
    max_width: float | None = None
    once: bool = False


Shape = Box | Line | Diamond | Text


@dataclass(frozen=True, slots=True)
class Layer:
    """Shapes with an offset, so that a row's shapes can be made once and moved.

    ``clip`` is (x, y, width, height) in the picture's own pixels, not moved by the offset.
    """

    shapes: tuple[Shape, ...]
    dx: float = 0.0
    dy: float = 0.0
    clip: tuple[float, float, float, float] | None = None


def text_width(text: str, role: str) -> float:
    """Width in pixels, estimated: Chinese is exact (1 em), digits 0.555 em, other Latin nearly right."""
    return sum(_em(character) for character in text) * ROLES[role][0]


def _em(character: str) -> float:
    code = ord(character)
    if code >= 0x2E80:
        return 1.0
    if character.isdigit():
        return 0.555
    if character.isupper():
        return 0.64
    if character in " .,:;'|!il":
        return 0.27
    return 0.55 if code < 0x2000 else 0.8


ARROW_LENGTH = 5.0
ARROW_HALF = 3.0


def arrow_head(line: Line) -> tuple[Point, Point, Point]:
    """The triangle at the end of a line: its tip and the two corners of its base."""
    (x0, y0), (x1, y1) = line.points[-2], line.points[-1]
    length = max(abs(x1 - x0), abs(y1 - y0)) or 1.0
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    bx, by = x1 - ux * ARROW_LENGTH, y1 - uy * ARROW_LENGTH
    return (
        (x1, y1),
        (bx - uy * ARROW_HALF, by + ux * ARROW_HALF),
        (bx + uy * ARROW_HALF, by - ux * ARROW_HALF),
    )


def hatch_lines(box: Box) -> list[tuple[Point, Point]]:
    """Stripes of a box as segments that reach past it: painters clip them to the box.

    The stripes hang on x = 0, so two neighbouring boxes join without a break.
    """
    hatch = box.hatch
    if hatch is None:
        return []
    run = hatch.step * 2**0.5
    top, bottom = box.y - 1, box.y + box.h + 1
    reach = bottom - top
    first = (box.x - reach) // run * run
    lines: list[tuple[Point, Point]] = []
    x = first
    while x < box.x + box.w + reach:
        if hatch.lean > 0:
            lines.append(((x, bottom), (x + reach, top)))
        else:
            lines.append(((x, top), (x + reach, bottom)))
        x += run
    return lines
