"""Registers the shipped typeface with Qt, so that every machine shows the same figures and characters."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase

from agent_desk import assets

_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Medium.ttf", "NotoSansSC-Bold.ttf")
_SERIF = "NotoSerifSC-Bold-GB2312.ttf"


class FontMissing(RuntimeError):
    """A shipped font file could not be read: the installation is damaged."""


def register_fonts() -> tuple[str, ...]:
    """Add the three weights (and the report title's serif) to this application; the families found.

    Needs a QGuiApplication. Adding a file twice is harmless. Raises ``FontMissing`` naming the file.
    """
    families: list[str] = []
    for name in (*_FILES, _SERIF):
        handle = QFontDatabase.addApplicationFont(str(assets.resource("fonts", name)))
        if handle < 0:
            raise FontMissing(f"font {name} cannot be read; reinstall agent-desk")
        families.extend(QFontDatabase.applicationFontFamilies(handle))
    return tuple(dict.fromkeys(families))
