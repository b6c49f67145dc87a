"""Breaks plain text into lines by the rules of Chinese setting. Nothing is parsed as markup.

Chinese characters may part anywhere, except that closing punctuation never starts and opening
punctuation never ends a line (GB/T 15834-2011, 5.1.10). Latin words and figures stay whole unless one
alone is wider than the line.
"""

from __future__ import annotations

import re
from functools import lru_cache

from agent_desk.rendering.fonts import text_width

_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…—～％·,.;:?!)]}>%°℃")
_NOT_LAST = frozenset("（《〈「『【〔“‘([{<￥$#＃")
_PART_AFTER = "-/_&?"
# A word: Latin letters, figures and what holds them together; anything else stands alone.
_PIECES = re.compile(r"[0-9A-Za-zÀ-ɏͰ-ϿЀ-ӿ_./:@&+\-'%]+| +|.", re.DOTALL)


@lru_cache(maxsize=20_000)
def break_lines(text: str, font: str, size: float, width: float, indent: float = 0.0) -> tuple[str, ...]:
    """The lines of ``text`` no wider than ``width`` points, the first shorter by ``indent``; at least
    one line.

    Line feeds start a new line. Runs of spaces at a break are dropped; inside a line they stay.
    """
    lines: list[str] = []
    for part in text.replace("\t", "    ").split("\n"):
        first = width - indent if not lines else width
        lines += _break_part(part, font, size, width, first)
    return tuple(lines)


def _break_part(text: str, font: str, size: float, width: float, first: float) -> list[str]:
    if text_width(text, font, size) <= first:
        return [text]
    lines: list[str] = []
    line, used, room = "", 0.0, first
    for piece in _units(text, font, size, width):
        wide = text_width(piece, font, size)
        if line and used + wide > room + 0.01 and not piece.isspace():
            lines.append(line.rstrip())
            line, used, room = "", 0.0, width
        if piece.isspace() and not line and lines:
            continue
        line += piece
        used += wide
    lines.append(line.rstrip())
    return lines


def _units(text: str, font: str, size: float, width: float) -> list[str]:
    """Pieces that may not be parted: a word or character with the punctuation that must stay with it."""
    units: list[str] = []
    for piece in _PIECES.findall(text):
        glued = units and (piece in _NOT_FIRST or units[-1][-1] in _NOT_LAST) and not piece.isspace()
        if glued and not units[-1].isspace():
            units[-1] += piece
        else:
            units.append(piece)
    return [part for unit in units for part in _fitting(unit, font, size, width)]


def _fitting(unit: str, font: str, size: float, width: float) -> list[str]:
    """A unit wider than a whole line is parted wherever the line is full."""
    if text_width(unit, font, size) <= width:
        return [unit]
    parts, part, used = [], "", 0.0
    for ch in unit:
        wide = text_width(ch, font, size)
        while part and used + wide > width:
            # A long code parts after a hyphen rather than between figures.
            cut = max(part.rfind(sign) for sign in _PART_AFTER) + 1 or len(part)
            parts.append(part[:cut])
            part = part[cut:]
            used = text_width(part, font, size)
        part += ch
        used += wide
    return [*parts, part]


def balanced_lines(text: str, font: str, size: float, width: float) -> tuple[str, ...]:
    """Lines of about equal width, no more of them than needed: for titles, where one odd character
    looks lost."""
    lines = break_lines(text, font, size, width)
    narrower = width
    while len(lines) > 1 and "\n" not in text:
        narrower -= size / 2
        tried = break_lines(text, font, size, narrower)
        if len(tried) > len(lines) or narrower < width / 3:
            break
        lines = tried
    return lines


def shorten(text: str, font: str, size: float, width: float) -> str:
    """``text`` on one line, ended by an ellipsis where it does not fit."""
    line = text.replace("\n", " ")
    if text_width(line, font, size) <= width:
        return line
    room = width - text_width("…", font, size)
    while line and text_width(line, font, size) > room:
        line = line[:-1]
    return line + "…"
