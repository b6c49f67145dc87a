"""A document as PDF: real text in embedded fonts, an outline, page numbers; the same input gives the
same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.pdfgen.canvas import Canvas

from agent_desk import __version__
from agent_desk.rendering.fonts import BOLD, REGULAR, SERIF_BOLD, register_fonts, text_width
from agent_desk.rendering.palette import paper_tokens
from agent_desk.rendering.pdf_boxes import Bookmark, Box, PageBoxes, paginate
from agent_desk.rendering.pdf_flow import BOOK_HEADINGS, BRIEF_HEADINGS, Area, document_boxes
from agent_desk.rendering.pdf_pen import Pen
from agent_desk.rendering.text_layout import balanced_lines, break_lines, shorten
from agent_desk.services.documents import Document, plain

_SIZES = {"A4": A4, "A4 landscape": landscape(A4), "A3 landscape": landscape(A3)}
_SIDE = 44.0
_TOP = 40.0
_RUNNING = 26.0  # what the running head takes below the top margin
_FOOT = 58.0  # from the lower edge to the end of the text
_FOOT_RULE = 44.0
_SMALL = 9.0


@dataclass(frozen=True, slots=True)
class _Sheet:
    width: float
    height: float

    @property
    def text_width(self) -> float:
        return self.width - 2 * _SIDE


def document_pdf(document: Document, *, stamp: str = "", tokens: Mapping[str, str] | None = None) -> bytes:
    """The document as PDF. ``stamp`` is printed small at the foot of every page (who printed it, and when).

    The time of the call leaves no trace: the same document, stamp and language give the same bytes.
    """
    register_fonts()
    sheet = _Sheet(*_SIZES[document.page])
    top = sheet.height - _TOP - _RUNNING
    title = _title_box(document, sheet.text_width)
    headings = BOOK_HEADINGS if document.book or document.cover else BRIEF_HEADINGS
    area = Area(sheet.text_width, top - _FOOT, headings)
    boxes = document_boxes(document.blocks, area)
    if title is not None:
        if document.cover and boxes:
            boxes[0].new_page = True
        boxes.insert(0, title)
    first_top = sheet.height - _TOP if document.red_head or document.cover else top
    pages = paginate(boxes, top, _FOOT, first_top)
    return _drawn(document, sheet, pages, stamp, tokens or paper_tokens())


def _drawn(
    document: Document, sheet: _Sheet, pages: Sequence[PageBoxes], stamp: str, tokens: Mapping[str, str]
) -> bytes:
    target = BytesIO()
    canvas = Canvas(target, pagesize=(sheet.width, sheet.height), invariant=1, pageCompression=1,
                    initialFontName=REGULAR)  # fmt: skip
    _describe(canvas, document)
    marks = [
        (p.box.bookmark, number)
        for number, page in enumerate(pages, 1)
        for p in page.placed
        if p.box.bookmark
    ]
    pen = Pen(canvas, tokens, {mark.key: number for mark, number in marks})
    outline = _Outline(canvas)
    for number, page in enumerate(pages, start=1):
        bare = number == 1 and (document.red_head or document.cover)
        if not bare:
            _running_head(pen, document, sheet, _chapter(marks, number))
        for placed in page.placed:
            if placed.box.bookmark is not None:
                outline.add(placed.box.bookmark, placed.top)
            placed.box.paint(pen, _SIDE, placed.top)
        _foot(pen, document, sheet, number, len(pages), stamp)
        canvas.showPage()
    if len(marks) > 1:
        canvas.showOutline()
    canvas.save()
    return target.getvalue()


def _describe(canvas: Canvas, document: Document) -> None:
    meta = dict(document.meta)
    canvas.setTitle(plain(document.title).replace("\n", ""))
    canvas.setAuthor(plain(meta.get("author", document.org)))
    canvas.setSubject(plain(meta.get("subject", document.subtitle)))
    canvas.setKeywords(plain(meta.get("keywords", "")))
    canvas.setCreator(f"Agent Desk {__version__}")


class _Outline:
    """Adds bookmarks; a level is never more than one below the entry before, as readers demand."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._last = -1

    def add(self, mark: Bookmark, top: float) -> None:
        """The destination and, where it is listed, the entry in the outline."""
        self._canvas.bookmarkHorizontalAbsolute(mark.key, top + 6)
        if mark.listed:
            self._last = min(mark.level - 1, self._last + 1)
            self._canvas.addOutlineEntry(mark.text, mark.key, self._last, closed=self._last > 0)


def _chapter(marks: Sequence[tuple[Bookmark, int]], page: int) -> str:
    """The chapter a page belongs to: the first that opens on it, else the last that opened before."""
    chapters = [(mark.text, number) for mark, number in marks if mark.level == 1 and number <= page]
    if not chapters:
        return ""
    opening = [text for text, number in chapters if number == page]
    return opening[0] if opening else chapters[-1][0]


def _running_head(pen: Pen, document: Document, sheet: _Sheet, chapter: str) -> None:
    right = plain(document.running_right) or chapter
    left = plain(document.running_left)
    if not left and not right:
        return
    y = sheet.height - _TOP - 2
    half = sheet.text_width * 0.55
    pen.text(_SIDE, y, shorten(left, REGULAR, _SMALL, half), size=_SMALL, token="text.3")
    pen.text(sheet.width - _SIDE, y, shorten(right, REGULAR, _SMALL, sheet.text_width * 0.43), size=_SMALL,
             token="text.3", anchor="right")  # fmt: skip
    pen.line(_SIDE, y - 7, sheet.width - _SIDE, y - 7, "line.normal", 0.6)


def _foot(pen: Pen, document: Document, sheet: _Sheet, number: int, count: int, stamp: str) -> None:
    right = sheet.width - _SIDE
    pen.line(_SIDE, _FOOT_RULE, right, _FOOT_RULE, "text.2" if document.red_head else "line.normal", 0.7)
    y = _FOOT_RULE - 14
    third = sheet.text_width * 0.42
    pen.text(
        _SIDE, y, shorten(plain(document.footer_left), REGULAR, _SMALL, third), size=_SMALL, token="text.2"
    )
    middle = _SIDE + sheet.text_width * 0.68
    center = shorten(plain(document.footer_center), REGULAR, _SMALL, sheet.text_width * 0.34)
    pen.text(middle, y, center, size=_SMALL, token="text.2", anchor="center")
    pen.text(right, y, f"{number} / {count}", size=_SMALL, token="text.2", anchor="right")
    if stamp:
        pen.text(right, y - 11, shorten(plain(stamp), REGULAR, 7, sheet.text_width), size=7, token="text.3",
                 anchor="right")  # fmt: skip


def _title_box(document: Document, width: float) -> Box | None:
    if not document.title:
        return None
    if document.red_head:
        return _red_head(document, width)
    return _cover(document, width) if document.cover else _plain_head(document, width)


def _title_lines(
    title: str, font: str, largest: float, least: float, width: float
) -> tuple[tuple[str, ...], float]:
    """The title on one line where it can shrink enough, otherwise broken at the least size."""
    wide = text_width(title, font, largest)
    size = largest if wide <= width else max(least, largest * width / wide * 0.995)
    return balanced_lines(title, font, size, width), size


def _red_head(document: Document, width: float) -> Box:
    lines, size = _title_lines(plain(document.title), SERIF_BOLD, 33.0, 22.0, width - 24)
    title_height = len(lines) * size * 1.28
    height = 2 + title_height + (20 if document.subtitle else 0) + 28

    def paint(pen: Pen, left: float, top: float) -> None:
        y = top - size * 0.98
        for line in lines:
            pen.text(
                left + width / 2, y, line, font=SERIF_BOLD, size=size, token="report.red", anchor="center"
            )
            y -= size * 1.28
        y = top - 2 - title_height
        if document.subtitle:
            y -= 13
            subtitle = shorten(plain(document.subtitle), REGULAR, 10.5, width)
            pen.text(left + width / 2, y, subtitle, size=10.5, anchor="center")
            y -= 7
        y -= 14
        pen.text(left, y, shorten(plain(document.org), REGULAR, 10.5, width * 0.65), size=10.5)
        pen.text(left + width, y, plain(document.date_text), size=10.5, anchor="right")
        pen.line(left, y - 8.2, left + width, y - 8.2, "report.red", 2.0)
        pen.line(left, y - 10.6, left + width, y - 10.6, "report.red", 0.6)

    return Box(height, paint, keep_next=False)


def _plain_head(document: Document, width: float) -> Box:
    lines, size = _title_lines(plain(document.title), BOLD, 19.0, 15.0, width)
    small = " · ".join(plain(text) for text in (document.subtitle, document.org, document.date_text) if text)
    small_lines = break_lines(small, REGULAR, 9.5, width) if small else ()
    height = len(lines) * size * 1.36 + len(small_lines) * 14 + 10

    def paint(pen: Pen, left: float, top: float) -> None:
        y = top - size
        for line in lines:
            pen.text(left, y, line, font=BOLD, size=size)
            y -= size * 1.36
        y += size * 0.36 - 4
        for line in small_lines:
            pen.text(left, y, line, size=9.5, token="text.3")
            y -= 14

    return Box(height, paint)


def _cover(document: Document, width: float) -> Box:
    lines, size = _title_lines(plain(document.title), SERIF_BOLD, 34.0, 26.0, width - 40)
    small = [plain(text) for text in (document.org, document.date_text) if text]

    def paint(pen: Pen, left: float, top: float) -> None:
        y = top - 190
        for line in lines:
            pen.text(left + width / 2, y, line, font=SERIF_BOLD, size=size, anchor="center")
            y -= size * 1.4
        y += size * 1.4 - 26
        pen.line(left + width / 2 - 34, y, left + width / 2 + 34, y, "accent.fill", 2.4)
        for line in break_lines(plain(document.subtitle), REGULAR, 13, width - 80):
            y -= 26
            pen.text(left + width / 2, y, line, size=13, token="text.2", anchor="center")
        y = top - 560
        for text in small:
            pen.text(left + width / 2, y, shorten(text, REGULAR, 12, width), size=12, anchor="center")
            y -= 22

    return Box(620.0, paint)
