"""Inks of shapes as colours for paper and SVG: tokens, blends and persons' hues."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping

from agent_desk.services.gantt.shapes import Ink, person_of

# Lightness and share of the surface in each colour of an avatar on white.
_PERSON = {"fill": (0.40, 0.15), "line": (0.40, 0.25), "text": (0.32, 1.0)}
_SATURATION = 0.62


def resolve(ink: Ink, tokens: Mapping[str, str]) -> tuple[str, float]:
    """``#RRGGBB`` and opacity (0 to 1) of an ink; ``KeyError`` for an unknown token."""
    person = person_of(ink.token)
    if person is not None:
        return _person(*person, tokens), 1.0
    if ink.over:
        return _blend(tokens[ink.over], tokens[ink.token], ink.alpha), 1.0
    return tokens[ink.token], ink.alpha


def _person(hue: int, part: str, tokens: Mapping[str, str]) -> str:
    lightness, share = _PERSON[part]
    rgb = colorsys.hls_to_rgb(hue / 360, lightness, _SATURATION)
    color = "#" + "".join(f"{round(value * 255):02X}" for value in rgb)
    return _blend(tokens["bg.surface"], color, share)


def _blend(under: str, over: str, share: float) -> str:
    pairs = zip(_parts(under), _parts(over), strict=True)
    return "#" + "".join(f"{round(low + (high - low) * share):02X}" for low, high in pairs)


def _parts(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
