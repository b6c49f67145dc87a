"""What lies under the pointer within one row: which bar, and whether its body or one of its edges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agent_desk.services.gantt.bars import BAR_HEIGHT, RowPaper
from agent_desk.services.gantt.model import BarStyle, GanttRow

Part = Literal["start", "body", "end"]
WIDE_GRIP = 5.0
NARROW_GRIP = 1.0
NARROW_BAR = 15.0


@dataclass(frozen=True, slots=True)
class BarHit:
    """The bar's place in ``row.bars`` and the part that was hit."""

    bar: int
    part: Part


def bar_at(row: GanttRow, paper: RowPaper, x: float, y: float) -> BarHit | None:
    """The topmost bar at x (pixels of the scale) and y (from the row's top); pauses lie above other bars."""
    if abs(y - paper.middle) > BAR_HEIGHT / 2 + 1:
        return None
    order = sorted(range(len(row.bars)), key=lambda i: row.bars[i].style is not BarStyle.PAUSE)
    for index in order:
        left, width = paper.extent(row.bars[index].start, row.bars[index].end)
        if left <= x < left + width:
            grip = WIDE_GRIP if width >= NARROW_BAR else NARROW_GRIP
            if x < left + grip:
                return BarHit(index, "start")
            return BarHit(index, "end" if x >= left + width - grip else "body")
    return None
