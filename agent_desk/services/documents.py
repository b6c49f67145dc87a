"""The neutral form of everything that is printed or exported: what a page says, not how it is drawn.

A ``Document`` is a list of blocks; ``rendering.pdf`` and ``rendering.excel`` read the same blocks, so
paper and workbook cannot disagree. Cells keep the raw value (a date is a date, money is integer fen)
beside its kind; format strings belong to the renderers. Texts are plain text in the user's language: no
markup is ever interpreted.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from agent_desk.services.gantt.model import GanttChart

CellKind: TypeAlias = Literal[
    "text", "int", "decimal", "money_yi", "money_wan", "percent", "date", "days", "tag", "flag", "parts"
]
CELL_KINDS: tuple[CellKind, ...] = (
    "text", "int", "decimal", "money_yi", "money_wan", "percent", "date", "days", "tag", "flag", "parts",
)  # fmt: skip
NUMBER_KINDS: frozenset[str] = frozenset({"int", "decimal", "money_yi", "money_wan", "percent", "days"})

Tone: TypeAlias = Literal["", "ok", "due", "over", "pause", "muted", "strong", "simulated"]
TONES: tuple[Tone, ...] = ("", "ok", "due", "over", "pause", "muted", "strong", "simulated")

Align: TypeAlias = Literal["left", "center", "right"]
PageFormat: TypeAlias = Literal["A4", "A4 landscape", "A3 landscape"]
PAGE_FORMATS: tuple[PageFormat, ...] = ("A4", "A4 landscape", "A3 landscape")

_KEPT_CONTROLS = "\n\t"


def plain(text: str) -> str:
    """``text`` without the characters no page or workbook can hold (controls, lone surrogates,
    non-characters).

    Line feeds and tabs stay; CR LF and CR become LF. Everything else is left exactly as the user wrote it.
    """
    if text.isprintable():
        return text
    joined = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(ch if ch in _KEPT_CONTROLS or _printable(ch) else "" for ch in joined)


def _printable(ch: str) -> bool:
    return unicodedata.category(ch) not in ("Cc", "Cs") and ord(ch) & 0xFFFE != 0xFFFE


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a table.

    ``kind`` says what ``value`` holds: text/tag ``str``; int/days ``int`` (days: the column's label names
    the unit); decimal ``int | float``; money_yi and money_wan ``int`` fen; percent a fraction (0.55 is 55
    %); date ``datetime.date``; flag ``bool``; parts a tuple of cells joined by ``text``. ``None`` is "not
    known" for all. ``text`` replaces the shown form in print only. ``provisional`` marks a date beyond the
    published holidays.
    """

    kind: CellKind
    value: object
    text: str = ""
    tone: Tone = ""
    provisional: bool = False
    places: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``width`` in Chinese characters of text; ``align`` empty follows the kind.

    ``printed`` is off for what only a workbook needs. ``parts`` (label, kind, width) say into which columns
    a workbook splits a joined column; print keeps it as one.
    """

    label: str
    kind: CellKind = "text"
    width: float = 6.0
    align: Align | Literal[""] = ""
    parts: tuple[Column, ...] = ()
    printed: bool = True


@dataclass(frozen=True, slots=True)
class TableData:
    """A table of typed cells; every row has one cell for each column.

    ``groups`` are (index of the first row, label); ``total`` is a closing row or empty. ``year`` is the
    year left out of printed dates (``None`` prints all years); workbooks always hold whole dates.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    groups: tuple[tuple[int, str], ...] = ()
    group_label: str = ""
    total: tuple[Cell, ...] = ()
    note: str = ""
    year: int | None = None
    empty_text: str = ""

    @property
    def has_provisional(self) -> bool:
        """Whether any date of the table is provisional, so that the renderers add the explaining note."""
        return any(_provisional(cell) for row in self.rows for cell in row)


def _provisional(cell: Cell) -> bool:
    if cell.kind == "parts" and isinstance(cell.value, tuple):
        return any(_provisional(part) for part in cell.value)
    return cell.provisional


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (一、), 2 or 3; ``bookmark`` puts it into the outline and the contents.

    ``tag`` is a short mark beside it (模拟审批) in the manner of ``tone``; ``new_page`` starts a page.
    """

    text: str
    level: Literal[1, 2, 3] = 1
    bookmark: bool = True
    tag: str = ""
    tone: Tone = ""
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. ``body`` is indented by two characters and justified; ``lead`` and ``note`` are not
    indented."""

    text: str
    style: Literal["body", "plain", "lead", "note", "center"] = "body"
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Pairs of label and value in ``columns`` columns."""

    pairs: tuple[tuple[str, str], ...]
    columns: int = 2


@dataclass(frozen=True, slots=True)
class Table:
    data: TableData


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one line or one colour of bars; ``None`` leaves a gap. ``token`` names a colour of the
    theme."""

    label: str
    token: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """Groups of bars: every series has one value for each category. ``unit`` is shown grey beside the
    title."""

    title: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over categories; the first and last value are written out with ``suffix`` (``%``)."""

    title: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class ChartRow:
    """Charts side by side, sharing the width equally."""

    charts: tuple[BarChart | LineChart, ...]


@dataclass(frozen=True, slots=True)
class GanttBlock:
    """A chart in the text, at most ``max_rows`` rows, showing the days from ``start`` to ``end`` (inclusive).

    The plain form is the few-weeks chart of a brief; ``detailed`` draws the chart as on screen, for a route.
    """

    chart: GanttChart
    max_rows: int = 12
    start: date | None = None
    end: date | None = None
    detailed: bool = False


@dataclass(frozen=True, slots=True)
class ClockGauge:
    """One limit of an item: its length, when it ends, and how much of it has been used.

    ``amount`` is the length in ``unit`` (already worded: 工作日, 日（5+2）). ``None`` says that the clock does
    not apply; with a ``unit`` that word stands alone (即办). ``fraction`` is the used share 0..1 (``None``: not
    started); ``tone`` colours the bar and the due text.
    """

    name: str
    token: str
    amount: int | None
    unit: str
    due_text: str
    fraction: float | None = None
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class ClockStrip:
    """The legal, promised and green-channel limit side by side."""

    gauges: tuple[ClockGauge, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list, numbered (1.) or with bullets."""

    items: tuple[str, ...]
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


@dataclass(frozen=True, slots=True)
class Spacer:
    """Empty height in points."""

    height: float = 8.0


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents with page numbers: all bookmarked headings up to ``depth``."""

    title: str = ""
    depth: Literal[1, 2, 3] = 2


Block: TypeAlias = (
    Heading | Paragraph | KeyValues | Table | BarChart | LineChart | ChartRow | GanttBlock | ClockStrip
    | ListBlock | PageBreak | Spacer | Contents
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    ``red_head`` prints the title as a red head with a red rule over ``org`` and ``date_text``; otherwise
    the title stands in ink. ``book`` gives chapters large headings; ``cover`` (always a book) gives the
    title a page of its own. ``running_left`` and ``running_right`` stand at the top of every page that has
    neither red head nor cover (no ``running_right``: the chapter); ``footer_left`` and ``footer_center`` at
    the bottom beside the page number. ``meta`` (author, subject, keywords) becomes the file's properties.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    org: str = ""
    date_text: str = ""
    red_head: bool = False
    cover: bool = False
    book: bool = False
    page: PageFormat = "A4"
    running_left: str = ""
    running_right: str = ""
    footer_left: str = ""
    footer_center: str = ""
    meta: tuple[tuple[str, str], ...] = field(default=())
