"""The Gantt chart on paper: PDF pages, a drawing inside a report, and PNG pictures made from the PDF."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Literal

import pypdfium2
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from agent_desk.i18n import tr
from agent_desk.rendering import fonts
from agent_desk.rendering.gantt_canvas import CanvasPainter
from agent_desk.rendering.gantt_pages import COMPACT, PICTURE_ROWS, page_rows, picture, scene_for
from agent_desk.rendering.palette import paper_tokens
from agent_desk.services.gantt.model import GanttChart
from agent_desk.services.gantt.scene import SceneMaker, SceneOptions

PageName = Literal["A3 landscape", "A4 landscape"]
_PAGES = {"A3 landscape": landscape(A3), "A4 landscape": landscape(A4)}
_MARGIN = 34.0
_TITLE = 30.0
_FOOT = 18.0
# Points per pixel of the picture: 13 px text is printed at 9.4 pt on A3, 7.5 pt on A4.
_POINTS = {"A3 landscape": 0.72, "A4 landscape": 0.58}


def gantt_pdf(
    chart: GanttChart,
    target: Path | str | BinaryIO,
    tokens: Mapping[str, str] | None = None,
    page: PageName = "A3 landscape",
    title: str = "",
    subtitle: str = "",
    start: date | None = None,
    end: date | None = None,
) -> int:
    """Write the chart to a path or a binary stream and return the number of pages.

    Rows run over pages with the header repeated; the days ``start``..``end`` (default: all) fill the width.
    Collapsed rows stay collapsed. The same chart gives the same bytes.
    """
    fonts.register_fonts()
    width, height = _PAGES[page]
    points = _POINTS[page]
    maker = scene_for(chart, (width - 2 * _MARGIN) / points, start, end, SceneOptions())
    room = (height - 2 * _MARGIN - _TITLE - _FOOT) / points
    pages = list(page_rows(maker, room))
    canvas: Any = _canvas(_target(target), width, height)
    canvas.setTitle(title or tr("甘特图"))
    colors = tokens or paper_tokens()
    for number, rows in enumerate(pages, start=1):
        _page_text(
            canvas, colors, (width, height), title or tr("甘特图"), subtitle, f"{number} / {len(pages)}"
        )
        _draw(canvas, maker, rows, colors, _MARGIN, height - _MARGIN - _TITLE, points)
        canvas.showPage()
    canvas.save()
    return len(pages)


def gantt_png(
    chart: GanttChart,
    width: int = 1440,
    tokens: Mapping[str, str] | None = None,
    scale: float = 1.0,
    start: date | None = None,
    end: date | None = None,
    max_rows: int = PICTURE_ROWS,
) -> bytes:
    """One PNG picture, ``width * scale`` pixels wide, of at most ``max_rows`` rows."""
    fonts.register_fonts()
    maker, rows = picture(chart, width, start, end, max_rows)
    height = maker.height(rows)
    colors = tokens or paper_tokens()
    stream = io.BytesIO()
    canvas: Any = _canvas(stream, width, height)
    canvas.setFillColor(colors["bg.window"])
    canvas.rect(0, 0, width, height, stroke=0, fill=1)
    _draw(canvas, maker, rows, colors, 0, height, 1.0)
    canvas.showPage()
    canvas.save()
    document = pypdfium2.PdfDocument(stream.getvalue())
    try:
        image = document[0].render(scale=scale).to_pil()
        written = io.BytesIO()
        image.save(written, "PNG")
    finally:
        document.close()
    return written.getvalue()


class GanttFlowable(Flowable):  # type: ignore[misc]
    """A small chart inside a report: titles and days only, ``width`` in points, at most ``max_rows`` rows.

    ``start``..``end`` choose the days, for instance four weeks; rows without a bar there are left out.
    """

    def __init__(
        self,
        chart: GanttChart,
        width: float,
        max_rows: int = 40,
        start: date | None = None,
        end: date | None = None,
        tokens: Mapping[str, str] | None = None,
        points: float = 0.66,
    ) -> None:
        super().__init__()
        self._points = points
        self._tokens = tokens or paper_tokens()
        self._maker = scene_for(chart, width / points, start, end, COMPACT)
        if start is not None and end is not None:
            first, after = start.toordinal(), end.toordinal() + 1
            self._maker.layout.set_filter(
                lambda row: (span := row.span()) is not None and span[0] < after and span[1] > first
            )
        self._rows = range(min(len(self._maker.layout), max_rows))
        self.width = width
        self.height = self._maker.height(self._rows) * points

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The drawing's size in points; it does not split."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw at the canvas's origin, as reportlab asks."""
        _draw(self.canv, self._maker, self._rows, self._tokens, 0, self.height, self._points)


def _target(target: Path | str | BinaryIO) -> str | BinaryIO:
    return str(target) if isinstance(target, Path) else target


def _canvas(target: str | BinaryIO, width: float, height: float) -> Canvas:
    """A canvas that names no font but ours, and writes the same bytes for the same input."""
    size = (width, height)
    return Canvas(target, pagesize=size, invariant=1, pageCompression=1, initialFontName=fonts.REGULAR)


def _draw(
    canvas: Any,
    maker: SceneMaker,
    rows: range,
    tokens: Mapping[str, str],
    left: float,
    top: float,
    points: float,
) -> None:
    height = maker.height(rows)
    canvas.saveState()
    canvas.translate(left, top - height * points)
    canvas.scale(points, points)
    CanvasPainter(canvas, tokens, height).paint(maker.layers(rows))
    canvas.restoreState()


def _page_text(
    canvas: Any,
    tokens: Mapping[str, str],
    size: tuple[float, float],
    title: str,
    subtitle: str,
    page_number: str,
) -> None:
    width, height = size
    baseline = height - _MARGIN - 14
    canvas.setFillColor(tokens["text.1"])
    canvas.setFont(fonts.BOLD, 15)
    canvas.drawString(_MARGIN, baseline, title)
    canvas.setFillColor(tokens["text.2"])
    canvas.setFont(fonts.REGULAR, 9)
    if subtitle:
        canvas.drawRightString(width - _MARGIN, baseline, subtitle)
    canvas.drawCentredString(width / 2, _MARGIN - 8, page_number)
