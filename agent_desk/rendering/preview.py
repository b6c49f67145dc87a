"""Pictures of PDF pages for the screen: what is previewed is what is printed."""

from __future__ import annotations

from io import BytesIO

import pypdfium2

from agent_desk.domain.errors import Refusal


def pdf_page_count(data: bytes) -> int:
    """How many pages a PDF has. Raises ``Refusal`` ``preview.not_pdf`` for anything that is not a PDF."""
    with _opened(data) as pdf:
        return len(pdf)


def page_png(data: bytes, index: int, width_px: int) -> bytes:
    """Page ``index`` (from 0) as PNG, ``width_px`` pixels wide, on white.

    Raises ``Refusal`` ``preview.no_such_page`` beyond the last page and ``preview.not_pdf`` for other files.
    """
    with _opened(data) as pdf:
        if not 0 <= index < len(pdf):
            raise Refusal("preview.no_such_page", page=index + 1, pages=len(pdf))
        page = pdf[index]
        image = page.render(scale=width_px / page.get_width()).to_pil()
        target = BytesIO()
        image.save(target, "PNG")
        return target.getvalue()


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Refusal("preview.not_pdf") from error
