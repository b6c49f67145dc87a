"""What a cell painter gets to work with."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from agent_desk.ui.delegates.ink import Ink
from agent_desk.ui.theme import Theme


@dataclass(slots=True)
class CellContext:
    """One cell being painted: ``rect`` is its room, ``top`` the y of a 42 px row in its middle."""

    painter: QPainter
    rect: QRectF
    top: int
    ink: Ink
    selected: bool
    hovered: bool
    dpr: float

    @property
    def theme(self) -> Theme:
        return self.ink.theme

    @property
    def middle(self) -> int:
        """The y of the row's middle, on a whole pixel."""
        return self.top + 21

    def color(self, token: str) -> QColor:
        return self.theme.color(token)

    def quiet(self) -> QColor:
        """The colour of captions: one step stronger on a selected row."""
        return self.theme.color("text.2" if self.selected else "text.3")

    def ground(self) -> QColor:
        """The row's background."""
        if self.selected:
            return self.theme.color("bg.selected")
        return self.theme.color("bg.hover" if self.hovered else "bg.surface")
