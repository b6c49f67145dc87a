"""The press over the renderers of this package: every document, table and chart leaves the desk through here."""

from __future__ import annotations

from io import BytesIO

from agent_desk.rendering.excel import document_xlsx
from agent_desk.rendering.gantt_pdf import gantt_pdf, gantt_png
from agent_desk.rendering.gantt_svg import gantt_svg
from agent_desk.rendering.outline import pdf_outline
from agent_desk.rendering.pdf import document_pdf
from agent_desk.rendering.preview import page_png, pdf_page_count
from agent_desk.services.documents import Document
from agent_desk.services.gantt.model import GanttChart

_PICTURE_WIDTH = 1440
_PICTURE_SCALE = 2.0


class PaperPress:
    """Prints on paper's colours whatever the screen's theme is. ``stamp`` stands small at the foot of PDFs."""

    def __init__(self, stamp: str = "") -> None:
        self._stamp = stamp

    def pdf(self, document: Document) -> bytes:
        """The document as a PDF with embedded fonts."""
        return document_pdf(document, stamp=self._stamp)

    def excel(self, document: Document) -> bytes:
        """The document's tables as a workbook."""
        return document_xlsx(document)

    def gantt_pdf(self, chart: GanttChart, title: str) -> bytes:
        """The chart over as many A3 pages as it needs."""
        target = BytesIO()
        gantt_pdf(chart, target, title=title)
        return target.getvalue()

    def gantt_svg(self, chart: GanttChart) -> bytes:
        """The chart as one SVG picture with real text."""
        return gantt_svg(chart, _PICTURE_WIDTH).encode()

    def gantt_png(self, chart: GanttChart, title: str) -> bytes:
        """The chart as one PNG picture, sharp on dense screens; pictures carry no title of their own."""
        return gantt_png(chart, _PICTURE_WIDTH, scale=_PICTURE_SCALE)

    def page_count(self, pdf: bytes) -> int:
        """How many pages a PDF has."""
        return pdf_page_count(pdf)

    def page_png(self, pdf: bytes, page: int, width: int) -> bytes:
        """One page (from 0) as a PNG of that width in pixels."""
        return page_png(pdf, page, width)

    def outline(self, pdf: bytes) -> tuple[tuple[str, int, int], ...]:
        """(title, level from 1, page from 0) of the headings a PDF lists in its outline."""
        return pdf_outline(pdf)
