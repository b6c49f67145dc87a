"""The fonts of everything printed: TrueType files of ``resources/fonts``, registered once and subset
into each PDF.
reportlab refuses PostScript outlines and silently takes a variable font at its thinnest instance, so
the files are static TrueType. Characters a font lacks are drawn with its fallback; text is never
replaced.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from reportlab.pdfbase import pdfmetrics, ttfonts

from agent_desk import assets

REGULAR = "DeskSans"
MEDIUM = "DeskSans-Medium"
BOLD = "DeskSans-Bold"
SERIF_BOLD = "DeskSerif-Bold"

_FILES = {
    REGULAR: "NotoSansSC-Regular.ttf",
    MEDIUM: "NotoSansSC-Medium.ttf",
    BOLD: "NotoSansSC-Bold.ttf",
    SERIF_BOLD: "NotoSerifSC-Bold-GB2312.ttf",
}
_FALLBACK = {SERIF_BOLD: BOLD}
_HIGHEST_BASIC = 0xFFFF


@dataclass(frozen=True, slots=True)
class FontSet:
    """The registered names; pass them to ``canvas.setFont``."""

    regular: str = REGULAR
    medium: str = MEDIUM
    bold: str = BOLD
    serif_bold: str = SERIF_BOLD


@cache
def register_fonts() -> FontSet:
    """Register the four fonts and mend reportlab's text map; calling it again does nothing."""
    _mend_text_map()
    for name, file in _FILES.items():
        pdfmetrics.registerFont(ttfonts.TTFont(name, str(assets.resource("fonts", file))))
    return FontSet()


def _mend_text_map() -> None:
    """Write characters beyond U+FFFF as surrogate pairs, so that copying and searching find them.

    reportlab 5.1 writes their code point as five hexadecimal digits, which readers take for another character
    (PDF 32000-1, 9.10.3 asks for UTF-16BE). The wrapper changes nothing once reportlab writes it correctly.
    """
    original = ttfonts.makeToUnicodeCMap
    if getattr(original, "desk_mended", False):
        return

    def to_unicode(fontname: str, subset: list[int]) -> str:
        text = str(original(fontname, subset))
        for index, code in enumerate(subset):
            if code > _HIGHEST_BASIC:
                pair = chr(code).encode("utf-16-be").hex().upper()
                text = text.replace(f"<{index:02X}> <{code:04X}>", f"<{index:02X}> <{pair}>")
        return text

    to_unicode.desk_mended = True  # type: ignore[attr-defined]
    ttfonts.makeToUnicodeCMap = to_unicode


@lru_cache(maxsize=64)
def _widths(font: str) -> tuple[dict[int, float], float]:
    register_fonts()
    face = pdfmetrics.getFont(font).face
    return face.charWidths, face.defaultWidth


@lru_cache(maxsize=64)
def _glyphs(font: str) -> dict[int, int]:
    register_fonts()
    glyphs: dict[int, int] = pdfmetrics.getFont(font).face.charToGlyph
    return glyphs


@lru_cache(maxsize=50_000)
def text_width(text: str, font: str, size: float) -> float:
    """The width in points of one line of text, fallbacks included."""
    return sum(_run_width(run, name, size) for name, run in font_runs(text, font))


def _run_width(run: str, font: str, size: float) -> float:
    widths, default = _widths(font)
    return sum(widths.get(ord(ch), default) for ch in run) * size / 1000


def font_runs(text: str, font: str) -> tuple[tuple[str, str], ...]:
    """The text cut into (font, run) pairs: the fallback takes the characters the font has no glyph for."""
    fallback = _FALLBACK.get(font)
    if fallback is None:
        return ((font, text),)
    glyphs = _glyphs(font)
    runs: list[tuple[str, str]] = []
    for ch in text:
        name = font if ord(ch) in glyphs or ch.isspace() else fallback
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1] + ch)
        else:
            runs.append((name, ch))
    return tuple(runs)
