"""Tables on paper: wrapping cells, repeated headers, group rows, marks beside coloured states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

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
_SLICE_LINES = 6
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
    data = _printed(data)
    edges = _edges(data, width)
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


def _printed(data: TableData) -> TableData:
    """The table without the columns only workbooks show."""
    kept = [index for index, column in enumerate(data.columns) if column.printed]
    if len(kept) == len(data.columns):
        return data
    return replace(
        data,
        columns=tuple(data.columns[index] for index in kept),
        rows=tuple(tuple(row[index] for index in kept) for row in data.rows),
        total=tuple(data.total[index] for index in kept) if data.total else (),
    )


def _edges(data: TableData, width: float) -> list[float]:
    """The left edge of each column and the right edge of the last.
    Declared widths are shares of the page. Dates, figures and states are never broken: they take what they
    need from the texts beside them, and room that nobody needs goes first to texts that would otherwise
    wrap.
    """
    declared = sum(column.width for column in data.columns)
    shares = [column.width / declared * width for column in data.columns]
    natural = [_natural(data, index) for index in range(len(shares))]
    flexible = [column.kind in ("text", "parts") for column in data.columns]
    needs = [min(n, s) if soft else n for n, s, soft in zip(natural, shares, flexible, strict=True)]
    spare = width - sum(needs)
    if spare < 0:
        soft_sum = sum(need for need, soft in zip(needs, flexible, strict=True) if soft)
        factor = max(0.3, (soft_sum + spare) / soft_sum) if soft_sum else 1.0
        needs = [need * factor if soft else need for need, soft in zip(needs, flexible, strict=True)]
        needs = [need * width / sum(needs) for need in needs]
    else:
        whole = [_label_width(column.label) for column in data.columns]
        wants = [max(0.0, n - need, w - need) for n, w, need in zip(natural, whole, needs, strict=True)]
        given = min(1.0, spare / sum(wants)) if sum(wants) > 0 else 0.0
        spare -= sum(wants) * given
        needs = [
            need + want * given + share / width * spare
            for need, want, share in zip(needs, wants, shares, strict=True)
        ]
    return [0.0, *accumulate(needs)]


def _natural(data: TableData, index: int) -> float:
    """The width in which no cell of a column wraps; of the label only the longest of its parts counts."""
    widest = max(
        text_width(part, BOLD, _SIZE - 0.3) for part in _label_parts(plain(data.columns[index].label))
    )
    seen: set[tuple[str, str]] = set()
    for row in (*data.rows, *((data.total,) if data.total else ())):
        cell = row[index]
        text = cell_text(cell, data.year)
        if (text, cell.tone) not in seen:
            seen.add((text, cell.tone))
            font = _font(cell)
            lines = max(text_width(line, font, _SIZE) for line in text.split("\n"))
            widest = max(widest, lines + mark_width(cell.tone if cell.kind == "tag" else "", _SIZE))
    return widest + 2 * _PAD_X


def _label_width(label: str) -> float:
    return text_width(plain(label).replace("\n", ""), BOLD, _SIZE - 0.3) + 2 * _PAD_X


def _font(cell: Cell) -> str:
    return BOLD if cell.tone in ("over", "due", "pause") else MEDIUM if cell.tone == "strong" else REGULAR


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


def _label_parts(label: str) -> list[str]:
    return label.replace("（", "\n（", 1).lstrip("\n").split("\n")


def _label_lines(label: str, width: float) -> tuple[str, ...]:
    """A column's label; where it is too long its unit in brackets goes below it first."""
    if text_width(label, BOLD, _SIZE - 0.3) > width:
        label = "\n".join(_label_parts(label))
    return break_lines(label, BOLD, _SIZE - 0.3, width)


def _lay_row(
    row: Sequence[Cell], columns: Sequence[Column], edges: Sequence[float], year: int | None
) -> list[_Laid]:
    laid = []
    for i, (cell, column) in enumerate(zip(row, columns, strict=True)):
        wide = edges[i + 1] - edges[i]
        marked = column.kind == "tag" and cell.tone in ("due", "over", "pause")
        tone = cell.tone if marked else ""
        font = _font(cell)
        # 2.5 points of the padding may be used before a line is broken: narrow columns hold one word more.
        room = wide - 2 * _PAD_X + 2.5 - mark_width(tone, _SIZE)
        lines = break_lines(cell_text(cell, year), font, _SIZE, max(room, _SIZE))
        laid.append(_Laid(lines, edges[i], wide, alignment(column), font, TONE_TEXT[cell.tone], tone))
    return laid


def _row_boxes(laid: list[_Laid], width: float, header: Box, most_lines: int) -> list[Box]:
    """One box for a row; a row too high to be moved to the next page whole becomes several."""
    count = max(len(cell.lines) for cell in laid)
    if count > most_lines // 2:
        most_lines = min(most_lines, _SLICE_LINES)
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
