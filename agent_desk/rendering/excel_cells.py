"""How typed cells become workbook cells: values that calculate, formats, and text that can never become
a formula."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, cast

from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from agent_desk.i18n import tr
from agent_desk.rendering.cells import FEN_PER_WAN, FEN_PER_YI, alignment
from agent_desk.rendering.palette import TONE_TEXT
from agent_desk.services.documents import NUMBER_KINDS, Cell, Column, TableData, plain

FONT_NAME = "等线"  # the Chinese body font of both Office and WPS; every viewer substitutes it
_TRIGGERS = "=+-@＝＋－＠\t\r\n|%"
_MAX_WIDTH = 46.0
_MIN_WIDTH = 5.0


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet program might run ``text`` when it is typed or pasted (half and full width
    signs)."""
    return text[:1] != "" and text[0] in _TRIGGERS


def cell_value(cell: Cell) -> object:
    """The value a workbook stores: numbers in the unit the column's label names, dates as dates, else
    text."""
    value = cell.value
    if value is None:
        return None
    if cell.kind == "money_yi":
        return cast(int, value) / FEN_PER_YI
    if cell.kind == "money_wan":
        return cast(int, value) / FEN_PER_WAN
    if cell.kind == "flag":
        return tr("是") if value else None
    if cell.kind in NUMBER_KINDS or cell.kind == "date":
        return value
    return plain(str(value)) or None


def number_format(cell: Cell) -> str:
    """The display format. A provisional date stays a date; only its display says so."""
    if cell.kind == "date":
        return 'yyyy-mm-dd"{}"'.format(tr("（暂定）")) if cell.provisional else "yyyy-mm-dd"
    decimals = "." + "0" * cell.places if cell.places else ""
    return {
        "int": "#,##0",
        "days": "#,##0",
        "decimal": f"#,##0{decimals}",
        "money_yi": "#,##0.0###",
        "money_wan": "#,##0.00",
        "percent": f"0{decimals}%",
    }.get(cell.kind, "@" if cell.kind in ("text", "tag") else "General")


def display_width(text: str) -> float:
    """The width of a text in a workbook's units: a Chinese character takes two."""
    longest = 0.0
    for line in text.split("\n"):
        longest = max(longest, sum(2.0 if unicodedata.east_asian_width(ch) in "WFA" else 1.0 for ch in line))
    return longest


def flattened(data: TableData) -> TableData:
    """The table as a workbook holds it: joined columns apart, the group as a first column for the filter."""
    columns: list[Column] = []
    for column in data.columns:
        columns += column.parts or (column,)
    rows = [_apart(data.columns, row) for row in data.rows]
    total = _apart(data.columns, data.total) if data.total else ()
    if data.groups:
        columns.insert(0, Column(data.group_label, width=12))
        names = dict(data.groups)
        label = ""
        for index, row in enumerate(rows):
            label = names.get(index, label)
            rows[index] = (Cell("text", label), *row)
        # The word 合计 belongs in the first column, whichever that is now.
        total = (total[0], Cell("text", ""), *total[1:]) if total else ()
    return TableData(tuple(columns), tuple(rows), total=total, title=data.title, empty_text=data.empty_text)


def _apart(columns: tuple[Column, ...], row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for column, cell in zip(columns, row, strict=True):
        if not column.parts:
            cells.append(cell)
        elif cell.kind == "parts":
            cells += cast("tuple[Cell, ...]", cell.value)
        else:
            cells += [cell] + [Cell("text", "")] * (len(column.parts) - 1)
    return tuple(cells)


def column_width(column: Column, texts: list[str]) -> float:
    """Wide enough for the label, the declared width and what is written, up to a limit beyond which
    text wraps."""
    # The filter's arrow covers the end of a label, hence the extra room.
    needed = max(
        [display_width(column.label) + 3, column.width * 1.6, *(display_width(text) + 2 for text in texts)]
    )
    return min(max(needed, _MIN_WIDTH), _MAX_WIDTH)


@dataclass(frozen=True, slots=True)
class _Look:
    kind: str
    tone: str
    format: str
    align: str
    quoted: bool
    total: bool


class Styles:
    """Styles of one workbook; equal looks share one style record, which keeps large sheets fast and small."""

    def __init__(self, tokens: Mapping[str, str]) -> None:
        self._tokens = tokens
        self._known: dict[_Look, Any] = {}
        hair = Side(style="thin", color=self.color("line.normal"))
        self._hair = Border(bottom=hair)
        self._total = Border(top=Side(style="medium", color=self.color("text.2")))
        self._header_fill = PatternFill("solid", fgColor=self.color("bg.rail"))

    def color(self, token: str) -> str:
        """The token's colour as a workbook writes it (RRGGBB)."""
        return self._tokens[token].lstrip("#")

    def write(self, target: SheetCell, cell: Cell, column: Column, *, total: bool = False) -> None:
        """Value and look of one cell of a table."""
        value = cell_value(cell)
        quoted = isinstance(value, str) and looks_like_formula(value)
        put(target, value)
        look = _Look(cell.kind, cell.tone, number_format(cell), alignment(column), quoted, total)
        if look in self._known:
            target._style = copy(self._known[look])
            return
        bold = total or cell.tone in ("strong", "due", "over", "pause")
        target.font = Font(FONT_NAME, size=10.5, bold=bold, italic=cell.provisional,
                           color=self.color(TONE_TEXT[cell.tone]))  # fmt: skip
        target.alignment = Alignment(horizontal=look.align, vertical="center", wrap_text=cell.kind == "text")
        target.number_format = look.format
        target.border = self._total if total else self._hair
        target.quotePrefix = quoted
        self._known[look] = copy(target._style)

    def header(self, target: SheetCell, label: str, column: Column) -> None:
        """A column's label."""
        put(target, plain(label))
        target.font = Font(FONT_NAME, size=10.5, bold=True, color=self.color("text.1"))
        target.fill = self._header_fill
        target.alignment = Alignment(horizontal=alignment(column), vertical="center", wrap_text=True)
        target.border = Border(
            top=Side(style="medium", color=self.color("text.2")),
            bottom=Side(style="thin", color=self.color("text.2")),
        )

    def words(
        self,
        target: SheetCell,
        text: str,
        *,
        size: float = 10.5,
        bold: bool = False,
        token: str = "text.1",
        wrap: bool = True,
    ) -> None:
        """Running text outside tables."""
        put(target, plain(text))
        target.font = Font(FONT_NAME, size=size, bold=bold, color=self.color(token))
        target.alignment = Alignment(
            horizontal="left", vertical="center" if not wrap else "top", wrap_text=wrap
        )
        target.quotePrefix = looks_like_formula(plain(text))


def put(target: SheetCell, value: object) -> None:
    """Store a value; text is stored as text, whatever it begins with."""
    target.value = value
    if isinstance(value, str):
        target.data_type = "s"
