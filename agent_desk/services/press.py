"""The press: documents, tables and charts as files. Implemented by the rendering adapter, wired by bootstrap."""

from __future__ import annotations

from typing import Protocol

from agent_desk.services.documents import Document
from agent_desk.services.gantt.model import GanttChart


class Press(Protocol):
    """Everything that leaves the desk on paper or as a file; all methods return the file's bytes."""

    def pdf(self, document: Document) -> bytes:
        """The document as a PDF with embedded fonts; the same document gives the same bytes."""
        ...

    def excel(self, document: Document) -> bytes:
        """The document's tables as a workbook with real dates and numbers."""
        ...

    def gantt_pdf(self, chart: GanttChart, title: str) -> bytes:
        """The chart over as many A3 pages as it needs."""
        ...

    def gantt_svg(self, chart: GanttChart) -> bytes:
        """The chart as one SVG picture."""
        ...

    def gantt_png(self, chart: GanttChart, title: str) -> bytes:
        """The chart as one PNG picture."""
        ...

    def page_count(self, pdf: bytes) -> int:
        """How many pages a PDF has."""
        ...

    def page_png(self, pdf: bytes, page: int, width: int) -> bytes:
        """One page (from 0) as a PNG of that width in pixels: what is previewed is what is printed."""
        ...

    def outline(self, pdf: bytes) -> tuple[tuple[str, int, int], ...]:
        """(title, level from 1, page from 0) of the headings a PDF lists in its outline."""
        ...
