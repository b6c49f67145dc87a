"""The frozen left part: the tree of steps with department, person and days, as shapes.

x from the left edge of the grid, y from the top of the row (or of the header).
"""

from __future__ import annotations

from dataclasses import dataclass

from agent_desk.i18n import tr
from agent_desk.services.gantt.model import GanttRow, RowKind
from agent_desk.services.gantt.shapes import (
    PERSON_PARTS,
    Box,
    Ink,
    Line,
    Shape,
    Text,
    person_ink,
    text_width,
)

TEXT = Ink("text.1")
MUTED = Ink("text.2")
FAINT = Ink("text.3")
STEP_INDENT = 14.0


@dataclass(frozen=True, slots=True)
class GridColumns:
    """Where the columns stand, in pixels; a column at ``None`` is left out."""

    width: float = 420.0
    left: float = 20.0
    department: float | None = 249.0
    agent: float | None = 346.0
    days: float | None = 404.0
    critical: bool = True
    tags: bool = True

    @property
    def title_end(self) -> float:
        """x where a title must end."""
        for column, gap in ((self.department, 6.0), (self.agent, 16.0), (self.days, 44.0)):
            if column is not None:
                return column - gap
        return self.width - 8


FULL = GridColumns()
COMPACT = GridColumns(width=244.0, left=10.0, department=None, agent=None, days=236.0, tags=False)


def header_shapes(columns: GridColumns, height: float) -> tuple[Shape, ...]:
    """The column captions, at the foot of the header."""
    y = height - 17
    shapes: list[Shape] = [Text(columns.left + 4, y, tr("步骤"), "body", FAINT)]
    if columns.department is not None:
        shapes.append(Text(columns.department, y, tr("部门"), "body", FAINT))
    if columns.agent is not None:
        shapes.append(Text(columns.agent, y, tr("经办"), "body", FAINT, "middle"))
    if columns.days is not None:
        shapes.append(Text(columns.days, y, tr("天"), "body", FAINT, "end"))
    return tuple(shapes)


def twisty_x(row: GanttRow, columns: GridColumns) -> float:
    """x of the middle of the row's collapse mark."""
    return columns.left + row.level * 16


def row_shapes(
    row: GanttRow, columns: GridColumns, row_height: float, parent: bool, collapsed: bool
) -> tuple[Shape, ...]:
    """One row of the grid; ``parent`` rows get a collapse mark."""
    middle = row_height / 2
    shapes: list[Shape] = []
    x = twisty_x(row, columns)
    if parent:
        shapes.append(_twisty(x, middle, collapsed))
    if row.kind in (RowKind.PROJECT, RowKind.GROUP) or parent:
        x += 12
    else:
        # A step's title starts a little right of its group's; the critical mark stands under the twisty.
        x = columns.left + max(row.level - 1, 0) * 16 + STEP_INDENT
        if row.critical and columns.critical:
            shapes.append(Box(x - 14 + 0.5, middle - 6.5, 3, 13, Ink("gantt.ink")))
    shapes.extend(_title(row, columns, x, middle))
    shapes.extend(_cells(row, columns, middle))
    return tuple(shapes)


def _twisty(x: float, middle: float, collapsed: bool) -> Line:
    if collapsed:
        points = ((x - 2.0, middle - 4.0), (x + 2.0, middle), (x - 2.0, middle + 4.0))
    else:
        points = ((x - 4.0, middle - 2.0), (x, middle + 2.0), (x + 4.0, middle - 2.0))
    return Line(points, MUTED, 1.2)


def _title(row: GanttRow, columns: GridColumns, x: float, middle: float) -> list[Shape]:
    role = "body" if row.kind in (RowKind.STEP, RowKind.MILESTONE) else "strong"
    ink = MUTED if row.kind is RowKind.GROUP else TEXT
    shapes: list[Shape] = []
    tag = row.tag if columns.tags else ""
    if row.lane_tag:
        width = text_width(row.lane_tag, "chip") + 8
        shapes.append(Box(x, middle - 8, width, 16, Ink(row.lane, 0.14), 3))
        shapes.append(Text(x + width / 2, middle, row.lane_tag, "chip", Ink(row.lane), "middle"))
        x += width + 5
    tag_width = text_width(tag, "micro") + 8 if tag else 0.0
    room = columns.title_end - x - (tag_width + 6 if tag else 0)
    if row.kind is RowKind.PROJECT and columns.agent is not None:
        # A project has no department, so its name may run on to the person.
        room = columns.agent - 16 - x - (tag_width + 6 if tag else 0)
    shapes.append(Text(x, middle, row.title, role, ink, max_width=room, once=True))
    end = x + min(text_width(row.title, role), room)
    if tag:
        shapes.append(
            Box(end + 6, middle - 8.5, tag_width, 17, outline=Ink("line.strong"), radius=3, dash=(2, 2))
        )
        shapes.append(Text(end + 6 + tag_width / 2, middle, tag, "micro", MUTED, "middle"))
        end += 6 + tag_width
    if row.note and row.kind is RowKind.GROUP:
        shapes.append(Text(end + 8, middle, row.note, "caption", FAINT, max_width=columns.title_end - end))
    return shapes


def _cells(row: GanttRow, columns: GridColumns, middle: float) -> list[Shape]:
    shapes: list[Shape] = []
    if columns.department is not None and row.department:
        end = (columns.agent - 14) if columns.agent is not None else columns.width
        room = end - columns.department
        shapes.append(Text(columns.department, middle, row.department, "caption", FAINT, max_width=room))
    if columns.agent is not None and row.agent is not None and row.agent.name:
        x, hue = columns.agent, row.agent.hue
        fill, outline, ink = (person_ink(hue, part) for part in PERSON_PARTS)
        shapes.append(Box(x - 9.5, middle - 9.5, 19, 19, fill, 9.5, outline=outline))
        shapes.append(Text(x, middle, row.agent.name[-1], "chip", ink, "middle"))
    if columns.days is not None and row.days is not None:
        role = "strong" if row.kind is RowKind.PROJECT else "body"
        shapes.append(Text(columns.days, middle, str(row.days), role, TEXT, "end"))
    return shapes
