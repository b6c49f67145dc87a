"""Turns the blocks of a document into boxes: headings, paragraphs, lists, contents, limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from agent_desk.i18n import tr
from agent_desk.rendering.charts import chart_row_box
from agent_desk.rendering.fonts import BOLD, MEDIUM, REGULAR, text_width
from agent_desk.rendering.gantt_pdf import GanttFlowable
from agent_desk.rendering.palette import TONE_FILL, TONE_TEXT
from agent_desk.rendering.pdf_boxes import Bookmark, Box
from agent_desk.rendering.pdf_pen import Pen
from agent_desk.rendering.pdf_table import table_boxes
from agent_desk.rendering.text_layout import break_lines, shorten
from agent_desk.rendering.week_chart import week_chart_box
from agent_desk.services.documents import (
    BarChart,
    Block,
    ChartRow,
    ClockGauge,
    ClockStrip,
    Contents,
    GanttBlock,
    Heading,
    KeyValues,
    LineChart,
    ListBlock,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
    plain,
)

BODY = 10.5
LEADING = 16.0
_SMALL = 9.5


@dataclass(frozen=True, slots=True)
class HeadingStyle:
    """Size of a heading and the gaps around it, in points."""

    size: float
    before: float
    after: float


# A brief is one page and its headings are quiet; a book's chapters need to be found when leafing.
BRIEF_HEADINGS = {1: HeadingStyle(12.0, 8, 1), 2: HeadingStyle(10.8, 7, 1), 3: HeadingStyle(10.5, 5, 1)}
BOOK_HEADINGS = {1: HeadingStyle(17.0, 20, 8), 2: HeadingStyle(14.0, 16, 5), 3: HeadingStyle(11.2, 12, 3)}


@dataclass(frozen=True, slots=True)
class Area:
    """The width and height of the text area in points and the manner of headings."""

    width: float
    height: float
    headings: Mapping[int, HeadingStyle]


def document_boxes(blocks: Sequence[Block], area: Area) -> list[Box]:
    """All blocks as boxes in order; headings get the bookmark keys ``h0``, ``h1``, ..."""
    marks = _bookmarks(blocks)
    boxes: list[Box] = []
    break_next = False
    for index, block in enumerate(blocks):
        if isinstance(block, PageBreak):
            break_next = True
            continue
        made = _boxes(block, area, index, marks)
        if made and break_next:
            made[0].new_page = True
            break_next = False
        boxes += made
    return boxes


def _bookmarks(blocks: Sequence[Block]) -> dict[int, Bookmark]:
    return {
        index: Bookmark(f"h{index}", plain(block.text).replace("\n", " "), block.level, block.bookmark)
        for index, block in enumerate(blocks)
        if isinstance(block, Heading)
    }


def _boxes(block: Block, area: Area, index: int, marks: Mapping[int, Bookmark]) -> list[Box]:
    if isinstance(block, Heading):
        return _heading(block, area, marks[index])
    if isinstance(block, Contents):
        return _contents(block, area, list(marks.values()))
    if isinstance(block, BarChart | LineChart):
        return [chart_row_box((block,), area.width)]
    if isinstance(block, ChartRow):
        return [chart_row_box(block.charts, area.width)] if block.charts else []
    if isinstance(block, Table):
        return table_boxes(block.data, area.width, area.height)
    if isinstance(block, Spacer):
        return [Box(block.height, lambda pen, left, top: None)]
    return _MAKERS[type(block)](block, area)


def _heading(block: Heading, area: Area, mark: Bookmark) -> list[Box]:
    style = area.headings[block.level]
    tag = plain(block.tag)
    room = area.width - (text_width(tag, MEDIUM, _SMALL) + 22 if tag else 0)
    lines = break_lines(plain(block.text), BOLD, style.size, room)
    leading = style.size * 1.38
    boxes = []
    for number, line in enumerate(lines):
        last = number == len(lines) - 1
        painter = _heading_line(line, style.size, leading, tag if last else "", block.tone)
        boxes.append(Box(leading + (style.after if last else 0), painter, keep_next=True))
    boxes[0].before = style.before
    boxes[0].bookmark = mark
    boxes[0].new_page = block.new_page
    return boxes


def _heading_line(
    line: str, size: float, leading: float, tag: str, tone: str
) -> Callable[[Pen, float, float], None]:
    def paint(pen: Pen, left: float, top: float) -> None:
        y = top - leading * 0.78
        pen.text(left, y, line, font=BOLD, size=size)
        if tag:
            x = left + text_width(line, BOLD, size) + 8
            width = text_width(tag, MEDIUM, _SMALL) + 10
            token = TONE_TEXT[tone or "simulated"]
            pen.frame(x, y - 3.2, width, 14.5, token, dashed=tone in ("", "simulated"))
            pen.text(x + 5, y + 0.6, tag, font=MEDIUM, size=_SMALL, token=token)

    return paint


def _paragraph(block: Paragraph, area: Area) -> list[Box]:
    size = _SMALL - 1 if block.style == "note" else BODY
    leading = 13.5 if block.style == "note" else LEADING
    token = (
        TONE_TEXT[block.tone]
        if block.tone
        else {"note": "text.3", "lead": "text.2"}.get(block.style, "text.1")
    )
    font = BOLD if block.tone == "strong" else REGULAR
    boxes: list[Box] = []
    for part in plain(block.text).split("\n"):
        indent = 2 * size if block.style == "body" else 0.0
        lines = break_lines(part, font, size, area.width, indent)
        for number, line in enumerate(lines):
            last = number == len(lines) - 1
            look = _Line(line, font, size, leading, token, indent if number == 0 else 0.0,
                         None if last or block.style == "center" else area.width,
                         area.width if block.style == "center" else None)  # fmt: skip
            # No line of a paragraph stands alone at the foot or head of a page.
            boxes.append(Box(leading, look.paint, keep_next=not last and number in (0, len(lines) - 2)))
    return boxes


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of running text; ``justify`` is the width to fill, ``center`` the width to stand in the
    middle of."""

    text: str
    font: str
    size: float
    leading: float
    token: str
    indent: float = 0.0
    justify: float | None = None
    center: float | None = None

    def paint(self, pen: Pen, left: float, top: float) -> None:
        spread = 0.0
        if self.justify is not None and len(self.text) > 1:
            slack = self.justify - self.indent - text_width(self.text, self.font, self.size)
            # Only the odd remainder of a full line is spread; a line broken before a long word stays ragged.
            spread = slack / (len(self.text) - 1) if 0 < slack <= 1.6 * self.size else 0.0
        y = top - self.leading * 0.72
        if self.center is not None:
            pen.text(left + self.center / 2, y, self.text, font=self.font, size=self.size, token=self.token,
                     anchor="center")  # fmt: skip
        else:
            pen.text(left + self.indent, y, self.text, font=self.font, size=self.size, token=self.token,
                     spread=spread)  # fmt: skip


def _key_values(block: KeyValues, area: Area) -> list[Box]:
    each = (area.width - 16 * (block.columns - 1)) / block.columns
    labels = [plain(label) for label, _ in block.pairs]
    label_width = min(
        max((text_width(label, REGULAR, _SMALL) for label in labels), default=0.0) + 10, each * 0.45
    )
    boxes = []
    for first in range(0, len(block.pairs), block.columns):
        row = [
            (shorten(plain(label), REGULAR, _SMALL, label_width - 4),
             break_lines(plain(value), REGULAR, 10, each - label_width))
            for label, value in block.pairs[first : first + block.columns]
        ]  # fmt: skip
        boxes.append(_pair_row(row, each, label_width, area.width))
    return boxes


def _pair_row(row: list[tuple[str, tuple[str, ...]]], each: float, label_width: float, width: float) -> Box:
    height = max(len(lines) for _, lines in row) * 14.5 + 5.5

    def paint(pen: Pen, left: float, top: float) -> None:
        for index, (label, lines) in enumerate(row):
            x = left + index * (each + 16)
            pen.text(x, top - 13, label, size=_SMALL, token="text.3")
            for number, line in enumerate(lines):
                pen.text(x + label_width, top - 13 - number * 14.5, line, size=10)
        pen.line(left, top - height, left + width, top - height, "line.hair", 0.6)

    return Box(height, paint)


def _list(block: ListBlock, area: Area) -> list[Box]:
    hang = 2 * BODY
    boxes = []
    for number, item in enumerate(block.items, start=1):
        mark = f"{number}. " if block.numbered else "·  "
        first = text_width(mark, REGULAR, BODY)
        lines = break_lines(plain(item), REGULAR, BODY, area.width - hang - first)
        for index, line in enumerate(lines):
            boxes.append(_list_line(mark if index == 0 else "", line, hang, first, index < len(lines) - 1))
    return boxes


def _list_line(mark: str, line: str, hang: float, first: float, more: bool) -> Box:
    def paint(pen: Pen, left: float, top: float) -> None:
        y = top - LEADING * 0.72
        pen.text(left + hang, y, mark, size=BODY)
        pen.text(left + hang + first, y, line, size=BODY)

    return Box(LEADING, paint, keep_next=more and bool(mark))


def _contents(block: Contents, area: Area, marks: Sequence[Bookmark]) -> list[Box]:
    boxes = []
    if block.title:
        boxes.append(Box(30.0, _heading_line(plain(block.title), 17.0, 23.0, "", ""), keep_next=True))
    for mark in marks:
        if mark.listed and mark.level <= block.depth:
            boxes.append(_contents_line(mark, area.width))
    return boxes


def _contents_line(mark: Bookmark, width: float) -> Box:
    top_level = mark.level == 1
    font, size = (MEDIUM, 11.0) if top_level else (REGULAR, 10.0)
    height = 21.0 if top_level else 17.0
    indent = 18.0 * (mark.level - 1)

    def paint(pen: Pen, left: float, top: float) -> None:
        page = str(pen.pages.get(mark.key, ""))
        y = top - height * 0.7
        number_width = text_width(page, REGULAR, size)
        text = shorten(mark.text, font, size, width - indent - number_width - 24)
        pen.text(left + indent, y, text, font=font, size=size)
        pen.text(left + width, y, page, size=size, token="text.2", anchor="right")
        start = left + indent + text_width(text, font, size) + 6
        pen.canvas.saveState()
        pen.canvas.setDash(0.6, 2.4)
        pen.line(start, y + 1, left + width - number_width - 6, y + 1, "line.strong", 0.6)
        pen.canvas.restoreState()
        pen.canvas.linkRect("", mark.key, (left, top - height, left + width, top), thickness=0)

    return Box(height, paint)


def _clock_strip(block: ClockStrip, area: Area) -> list[Box]:
    if not block.gauges:
        return []
    gap = 22.0
    each = (area.width - gap * (len(block.gauges) - 1)) / len(block.gauges)

    def paint(pen: Pen, left: float, top: float) -> None:
        for index, gauge in enumerate(block.gauges):
            _gauge(pen, gauge, left + index * (each + gap), top, each)

    return [Box(72.0, paint, before=4.0)]


def _gauge(pen: Pen, gauge: ClockGauge, x: float, top: float, width: float) -> None:
    pen.rect(x, top - 12.2, 6.5, 6.5, gauge.token, 1.4)
    pen.text(x + 10, top - 12.5, plain(gauge.name), size=_SMALL, token="text.2")
    if gauge.amount is None and gauge.unit:
        pen.text(x, top - 36, plain(gauge.unit), font=BOLD, size=BODY)
    elif gauge.amount is None:
        pen.text(x, top - 36, tr("不适用"), size=BODY, token="text.3")
    else:
        number = str(gauge.amount)
        pen.text(x, top - 37, number, font=BOLD, size=20)
        pen.text(
            x + text_width(number, BOLD, 20) + 3, top - 37, plain(gauge.unit), size=_SMALL, token="text.2"
        )
    pen.rect(x, top - 48, width, 3.6, "line.track", 1.8)
    share = min(1.0, max(0.0, gauge.fraction or 0.0))
    pen.rect(x, top - 48, width * share, 3.6, TONE_FILL.get(gauge.tone, gauge.token), 1.8)
    text = shorten(plain(gauge.due_text), BOLD if gauge.tone else REGULAR, _SMALL, width)
    pen.text(x, top - 62, text, font=BOLD if gauge.tone else REGULAR, size=_SMALL,
             token=TONE_TEXT[gauge.tone] if gauge.tone else "text.2")  # fmt: skip


def _gantt(block: GanttBlock, area: Area) -> list[Box]:
    if not block.detailed:
        return [week_chart_box(block, area.width)]
    rows = block.max_rows
    drawing = GanttFlowable(block.chart, area.width, rows, block.start, block.end)
    # It does not split: what is higher than a page gives up its last rows.
    while drawing.height > area.height and rows > 1:
        rows = max(1, int(rows * area.height / drawing.height) - 1)
        drawing = GanttFlowable(block.chart, area.width, rows, block.start, block.end)

    def paint(pen: Pen, left: float, top: float) -> None:
        drawing.drawOn(pen.canvas, left, top - drawing.height)

    return [Box(drawing.height, paint, before=3.0)]


_MAKERS: Mapping[type, Callable[[Any, Area], list[Box]]] = {
    Paragraph: cast("Callable[[Any, Area], list[Box]]", _paragraph),
    KeyValues: _key_values,
    ListBlock: _list,
    ClockStrip: _clock_strip,
    GanttBlock: _gantt,
}
