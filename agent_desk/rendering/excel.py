"""A document as a workbook: one sheet a chapter, real dates and numbers, ready to filter and to print."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from agent_desk.i18n import tr
from agent_desk.rendering.cells import cell_text
from agent_desk.rendering.excel_blocks import add_chart, chart_table, clock_table, gantt_table, pairs_table
from agent_desk.rendering.excel_cells import Styles, column_width, display_width, flattened
from agent_desk.rendering.palette import paper_tokens
from agent_desk.services.documents import (
    BarChart,
    Block,
    ChartRow,
    ClockStrip,
    Document,
    GanttBlock,
    Heading,
    KeyValues,
    LineChart,
    ListBlock,
    Paragraph,
    Table,
    TableData,
    plain,
)

_TEXT_COLUMNS = 8  # a paragraph spans this many columns, or the table's where it has more
_LINE_HEIGHT = 15.5
_DEFAULT_WIDTH = 8.4  # of a column nobody set, in characters
_PAPERS = {"A4": 9, "A4 landscape": 9, "A3 landscape": 8}
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIXED_TIME = b"2000-01-01T00:00:00Z"


@dataclass(slots=True)
class _Chapter:
    """What goes on one sheet."""

    title: str
    blocks: list[Block] = field(default_factory=list)


def document_xlsx(document: Document, *, tokens: Mapping[str, str] | None = None) -> bytes:
    """The document as xlsx: every chapter (heading of level 1) is a sheet; the same input gives the
    same bytes."""
    colors = tokens or paper_tokens()
    book = Workbook()
    book.remove(book.active)
    styles = Styles(colors)
    names: set[str] = set()
    for chapter in _chapters(document):
        sheet = book.create_sheet(_sheet_name(chapter.title or document.title, names))
        _SheetWriter(sheet, document, styles, colors).write(chapter)
    if not book.worksheets:
        _SheetWriter(book.create_sheet(_sheet_name(document.title, names)), document, styles, colors).write(
            _Chapter("")
        )
    meta = dict(document.meta)
    book.properties.title = plain(document.title)
    book.properties.creator = plain(meta.get("author", document.org))
    book.properties.subject = plain(meta.get("subject", ""))
    target = BytesIO()
    book.save(target)
    return _settled(target.getvalue())


def tables_xlsx(title: str, tables: Sequence[TableData], *, org: str = "", date_text: str = "") -> bytes:
    """Tables alone as xlsx, one a sheet, named by their titles."""
    blocks: list[Block] = []
    for table in tables:
        blocks += [Heading(table.title or title), Table(table)]
    return document_xlsx(Document(title, tuple(blocks), org=org, date_text=date_text, page="A4 landscape"))


def _chapters(document: Document) -> list[_Chapter]:
    chapters = [_Chapter("")]
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            chapters.append(_Chapter(plain(block.text)))
        else:
            chapters[-1].blocks.append(block)
    return [chapter for chapter in chapters if any(_has_content(block) for block in chapter.blocks)]


def _has_content(block: Block) -> bool:
    kinds = (Paragraph, KeyValues, Table, BarChart, LineChart, ChartRow, GanttBlock, ClockStrip, ListBlock)
    return isinstance(block, kinds)


def _sheet_name(title: str, taken: set[str]) -> str:
    """A name Excel accepts: no signs of paths or ranges, at most 31 characters, not used before."""
    name = re.sub(r"[\[\]:*?/\\\n\t]", " ", plain(title)).strip().strip("'") or tr("表")
    candidate, number = name[:31], 2
    while candidate.casefold() in taken:
        suffix = f" {number}"
        candidate, number = name[: 31 - len(suffix)] + suffix, number + 1
    taken.add(candidate.casefold())
    return candidate


class _SheetWriter:
    """Fills one sheet from top to bottom."""

    def __init__(
        self, sheet: Worksheet, document: Document, styles: Styles, tokens: Mapping[str, str]
    ) -> None:
        self._sheet, self._document, self._styles, self._tokens = sheet, document, styles, tokens
        self._row = 1
        self._widths: dict[int, float] = {}
        self._span = _TEXT_COLUMNS
        self._merged: list[tuple[int, str]] = []
        self._tables: list[tuple[int, int, int]] = []  # header row, last row of data, columns

    def write(self, chapter: _Chapter) -> None:
        """Title rows, the blocks, then widths and print set-up."""
        tables = [len(flattened(block.data).columns) for block in chapter.blocks if isinstance(block, Table)]
        self._span = max([_TEXT_COLUMNS, *tables])
        self._title(chapter.title)
        for block in chapter.blocks:
            self._block(block)
        self._set_up()

    def _title(self, chapter: str) -> None:
        document = self._document
        token = "report.red" if document.red_head else "text.1"
        self._line(document.title, size=16, bold=True, token=token, height=28)
        small = "  ".join(text for text in (document.subtitle, document.org, document.date_text) if text)
        if small:
            self._line(small, size=10, token="text.3", height=18)
        if chapter:
            self._line(chapter, size=12, bold=True, height=22)

    def _line(
        self, text: str, *, size: float, bold: bool = False, token: str = "text.1", height: float
    ) -> None:
        cell = self._sheet.cell(self._row, 1)
        self._styles.words(cell, text, size=size, bold=bold, token=token, wrap=False)
        self._sheet.row_dimensions[self._row].height = height
        self._row += 1

    def _block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._line(
                block.text + (f"（{block.tag}）" if block.tag else ""), size=11.5, bold=True, height=22
            )
        elif isinstance(block, Paragraph):
            self._words(block.text, "text.3" if block.style == "note" else "text.1")
        elif isinstance(block, ListBlock):
            for number, item in enumerate(block.items, start=1):
                self._words(f"{number}. {item}" if block.numbered else f"· {item}", "text.1")
        elif isinstance(block, ChartRow):
            for chart in block.charts:
                self._chart(chart)
        elif isinstance(block, BarChart | LineChart):
            self._chart(block)
        elif isinstance(block, Table):
            self._table(block.data)
        elif isinstance(block, GanttBlock):
            self._table(gantt_table(block))
        elif isinstance(block, ClockStrip):
            self._table(clock_table(block))
        elif isinstance(block, KeyValues):
            self._table(pairs_table(block))

    def _words(self, text: str, token: str) -> None:
        """A paragraph over the whole width; its height follows when the widths are known."""
        self._styles.words(self._sheet.cell(self._row, 1), text, token=token)
        self._sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=1, end_column=self._span)
        self._merged.append((self._row, plain(text)))
        self._row += 1

    def _chart(self, chart: BarChart | LineChart) -> None:
        header = self._row
        self._table(chart_table(chart))
        if chart.categories and chart.series:
            anchor = f"{get_column_letter(len(chart.series) + 3)}{header}"
            add_chart(self._sheet, chart, header, anchor, self._tokens)
            self._row = max(self._row, header + 15)

    def _table(self, data: TableData) -> None:
        flat = flattened(data)
        header = self._row
        for number, column in enumerate(flat.columns, start=1):
            self._styles.header(self._sheet.cell(header, number), column.label, column)
        self._sheet.row_dimensions[header].height = 24
        for row in flat.rows:
            self._row += 1
            for number, (cell, column) in enumerate(zip(row, flat.columns, strict=True), start=1):
                self._styles.write(self._sheet.cell(self._row, number), cell, column)
        self._tables.append((header, self._row, len(flat.columns)))
        if flat.total:
            self._row += 1
            for number, (cell, column) in enumerate(zip(flat.total, flat.columns, strict=True), start=1):
                self._styles.write(self._sheet.cell(self._row, number), cell, column, total=True)
        self._row += 1
        if not flat.rows and flat.empty_text:
            self._line(flat.empty_text, size=10, token="text.3", height=18)
        self._widen(flat)
        if data.note:
            self._words(data.note, "text.3")
        if data.has_provisional:
            self._words(tr("注：标（暂定）的日期所在年度放假安排尚未公布，公布后可能变动。"), "text.3")
        self._row += 1

    def _widen(self, flat: TableData) -> None:
        for index, column in enumerate(flat.columns):
            texts = [cell_text(row[index]) for row in (*flat.rows, *([flat.total] if flat.total else []))]
            width = column_width(column, texts)
            self._widths[index + 1] = max(self._widths.get(index + 1, 0.0), width)

    def _set_up(self) -> None:
        sheet = self._sheet
        for number, width in self._widths.items():
            sheet.column_dimensions[get_column_letter(number)].width = width
        # A merged cell does not grow by itself.
        across = sum(self._widths.get(number, _DEFAULT_WIDTH) for number in range(1, self._span + 1)) * 0.95
        for row, text in self._merged:
            lines = sum(max(1, math.ceil(display_width(part) / across)) for part in text.split("\n"))
            sheet.row_dimensions[row].height = lines * _LINE_HEIGHT + 3
        sheet.sheet_view.showGridLines = False
        if len(self._tables) == 1:
            header, last, columns = self._tables[0]
            sheet.freeze_panes = sheet.cell(header + 1, 1)
            sheet.print_title_rows = f"{header}:{header}"
            if last > header:
                sheet.auto_filter.ref = f"A{header}:{get_column_letter(columns)}{last}"
        setup = sheet.page_setup
        setup.paperSize = _PAPERS[self._document.page]
        wide = sum(self._widths.values()) > 92 or self._document.page != "A4"
        setup.orientation = "landscape" if wide else "portrait"
        setup.fitToWidth, setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_options.horizontalCentered = True
        sheet.page_margins.left = sheet.page_margins.right = 0.5
        sheet.page_margins.top = sheet.page_margins.bottom = 0.7
        # A single & starts a code in headers and footers.
        sheet.oddFooter.left.text = plain(self._document.footer_left or self._document.org).replace("&", "&&")
        sheet.oddFooter.right.text = tr("第 &P 页，共 &N 页")


def _settled(data: bytes) -> bytes:
    """The workbook without the time of the call, so that equal content gives equal files."""
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as settled,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(
                    rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + _FIXED_TIME, content
                )
            info = zipfile.ZipInfo(entry.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            settled.writestr(info, content)
    return target.getvalue()
