"""The outline of a PDF: its bookmarked headings with the pages they stand on."""

from __future__ import annotations

import pypdfium2

from agent_desk.domain.errors import Refusal


def pdf_outline(data: bytes) -> tuple[tuple[str, int, int], ...]:
    """(title, level from 1, page from 0) of every bookmark in order. ``Refusal`` ``preview.not_pdf`` as elsewhere."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Refusal("preview.not_pdf") from error
    with pdf:
        found = []
        for mark in pdf.get_toc():
            target = mark.get_dest()
            page = target.get_index() if target is not None else None
            if page is not None:
                found.append((mark.get_title(), mark.level + 1, page))
        return tuple(found)
