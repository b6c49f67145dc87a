"""Tables on paper: wrapping cells, repeated headers, group rows, marks beside coloured states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent_desk.i18n import tr
from agent_desk.rendering.cells import alignment, cell_text
from agent_desk.rendering.fonts import BOLD, MEDIUM, REGULAR, text_width
from agent_desk.rendering.palette import TONE_TEXT
from agent_desk.rendering.pdf_boxes import Box
from agent_desk.rendering.pdf_pen import Pen, mark_width
from agent_desk.rendering.text_layout import break_lines
from agent_desk.services.documents import Cell, Column, TableData, plain

_SIZE = 9.5
_LEADING = 13.5
_PAD_X = 4.0
_PAD_Y = 2.1
_KEPT_WHOLE = 0.3  # a table up to this share of the page is never cut
_BASELINE = 0.78  # of a line: where the base line stands below the line's top


@dataclass(frozen=True, slots=True)
class _Laid:
    """A cell ready to paint: its lines, from which x, and how they look."""

    lines: tuple[str, ...]
    x: float
    width: float
    align: str
    font: str
    token: str
    tone: str = ""


def table_boxes(data: TableData, width: float, text_height: float) -> list[Box]:
    """The rows of a table as boxes ``width`` points wide; no box is higher than ``text_height``."""
    edges = _edges(data.columns, width)
    header = _header(data.columns, edges, width, text_height)
    boxes = [header]
    groups = dict(data.groups)
    most_lines = max(1, int((text_height - header.height - 2 * _PAD_Y) / _LEADING))
    for index, row in enumerate(data.rows):
        if index in groups:
            boxes.append(_group(groups[index], width, header))
        laid = _lay_row(row, data.columns, edges, data.year)
        boxes += _row_boxes(laid, width, header, most_lines)
    if data.total:
        boxes += _row_boxes(_lay_row(data.total, data.columns, edges, data.year), width, header, most_lines)
    if not data.rows:
        boxes.append(_message(data.empty_text, width))
    # The closing rule belongs to the last row, so that it never stands alone on a page.
    _close(boxes[-1], width)
    if sum(box.height for box in boxes) < _KEPT_WHOLE * text_height:
        for box in boxes[:-1]:
            box.keep_next = True
    return [*boxes, *_notes(data, width)]


def _edges(columns: Sequence[Column], width: float) -> list[float]:
    """The left edge of each column and the right edge of the last: declared widths scaled to the page."""
    total = sum(column.width for column in columns)
    edges = [0.0]
    for column in columns:
        edges.append(edges[-1] + column.width / total * width)
    return edges


def _header(columns: Sequence[Column], edges: Sequence[float], width: float, text_height: float) -> Box:
    laid = [
        _Laid(
            _label_lines(plain(column.label), edges[i + 1] - edges[i] - 2 * _PAD_X + 2.5),
            edges[i],
            edges[i + 1] - edges[i],
            # A heading over figures stands above them; over text it starts with the text.
            alignment(column),
            BOLD,
            "text.1",
        )
        for i, column in enumerate(columns)
    ]
    lines = min(max(len(cell.lines) for cell in laid), max(1, int(text_height / 3 / _LEADING)))
    height = lines * _LEADING + 2 * _PAD_Y + 1.2

    def paint(pen: Pen, left: float, top: float) -> None:
        pen.line(left, top, left + width, top, "text.1", 0.9)
        for cell in laid:
            offset = (lines - len(cell.lines)) * _LEADING / 2
            _paint_cell(pen, cell, left, top - _PAD_Y - 0.6 - offset, _SIZE - 0.3)
        pen.line(left, top - height, left + width, top - height, "text.3", 0.8)

    return Box(height, paint, before=3.0, keep_next=True)


def _label_lines(label: str, width: float) -> tuple[str, ...]:
    """A column's label; where it is too long its unit in brackets goes below it first."""
    if text_width(label, BOLD, _SIZE - 0.3) > width:
        label = label.replace("（", "\n（", 1).lstrip("\n")
    return break_lines(label, BOLD, _SIZE - 0.3, width)


def _lay_row(
    row: Sequence[Cell], columns: Sequence[Column], edges: Sequence[float], year: int | None
) -> list[_Laid]:
    laid = []
    for i, (cell, column) in enumerate(zip(row, columns, strict=True)):
        wide = edges[i + 1] - edges[i]
        marked = column.kind == "tag" and cell.tone in ("due", "over", "pause")
        tone = cell.tone if marked else ""
        font = BOLD if cell.tone in ("over", "due", "pause") else MEDIUM if cell.tone == "strong" else REGULAR
        # 2.5 points of the padding may be used before a line is broken: narrow columns hold one word more.
        room = wide - 2 * _PAD_X + 2.5 - mark_width(tone, _SIZE)
        lines = break_lines(cell_text(cell, year), font, _SIZE, max(room, _SIZE))
        laid.append(_Laid(lines, edges[i], wide, alignment(column), font, TONE_TEXT[cell.tone], tone))
    return laid


def _row_boxes(laid: list[_Laid], width: float, header: Box, most_lines: int) -> list[Box]:
    """One box for a row; more where a cell holds more lines than a page."""
    count = max(len(cell.lines) for cell in laid)
    boxes = []
    for first in range(0, count, most_lines):
        part = [
            _Laid(
                c.lines[first : first + most_lines],
                c.x,
                c.width,
                c.align,
                c.font,
                c.token,
                "" if first else c.tone,
            )
            for c in laid
        ]
        boxes.append(_row_box(part, width, header, last=first + most_lines >= count))
    return boxes


def _row_box(laid: list[_Laid], width: float, header: Box, last: bool) -> Box:
    lines = max(len(cell.lines) for cell in laid)
    height = lines * _LEADING + 2 * _PAD_Y

    def paint(pen: Pen, left: float, top: float) -> None:
        for cell in laid:
            offset = (lines - len(cell.lines)) * _LEADING / 2
            _paint_cell(pen, cell, left, top - _PAD_Y - offset, _SIZE)
        if last:
            pen.line(left, top - height, left + width, top - height, "line.hair", 0.6)

    return Box(height, paint, repeat=header)


def _paint_cell(pen: Pen, cell: _Laid, left: float, top: float, size: float) -> None:
    y = top - _LEADING * _BASELINE
    for number, line in enumerate(cell.lines):
        lead = mark_width(cell.tone, size) if number == 0 else 0.0
        wide = lead + text_width(line, cell.font, size)
        x = left + cell.x + _PAD_X
        if cell.align == "right":
            x = left + cell.x + cell.width - _PAD_X - wide
        elif cell.align == "center":
            x = left + cell.x + (cell.width - wide) / 2
        if lead:
            pen.mark(x, y, size, cell.tone, cell.token)
        pen.text(x + lead, y, line, font=cell.font, size=size, token=cell.token)
        y -= _LEADING


def _group(label: str, width: float, header: Box) -> Box:
    height = _LEADING + 2 * _PAD_Y
    lines = break_lines(plain(label), BOLD, _SIZE, width - 2 * _PAD_X)

    def paint(pen: Pen, left: float, top: float) -> None:
        pen.rect(left, top - height, width, height, "bg.window")
        pen.text(left + _PAD_X, top - _PAD_Y - _LEADING * _BASELINE, lines[0], font=BOLD, size=_SIZE)
        pen.line(left, top - height, left + width, top - height, "line.hair", 0.6)

    return Box(height, paint, keep_next=True, repeat=header)


def _message(text: str, width: float) -> Box:
    height = _LEADING + 4 * _PAD_Y

    def paint(pen: Pen, left: float, top: float) -> None:
        y = top - 2 * _PAD_Y - _LEADING * _BASELINE
        pen.text(left + width / 2, y, plain(text), size=_SIZE, token="text.3", anchor="center")

    return Box(height, paint)


def _close(box: Box, width: float) -> None:
    inner, height = box.paint, box.height

    def paint(pen: Pen, left: float, top: float) -> None:
        inner(pen, left, top)
        pen.line(left, top - height, left + width, top - height, "text.1", 0.9)

    box.paint = paint


def _notes(data: TableData, width: float) -> list[Box]:
    texts = [plain(data.note)] if data.note else []
    if data.has_provisional:
        texts.append(tr("注：标（暂定）的日期所在年度放假安排尚未公布，公布后可能变动。"))
    boxes: list[Box] = []
    for text in texts:
        for line in break_lines(text, REGULAR, 8.5, width):
            boxes.append(_note_line(line, before=2.5 if not boxes else 0.0))
    return boxes


def _note_line(line: str, before: float) -> Box:
    def paint(pen: Pen, left: float, top: float) -> None:
        pen.text(left, top - 9.5, line, size=8.5, token="text.3")

    return Box(12.0, paint, before=before)
