"""Previews are pictures of the very PDF that is printed."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from agent_desk.domain.errors import Refusal
from agent_desk.rendering.pdf import document_pdf
from agent_desk.rendering.preview import page_png, pdf_page_count
from agent_desk.services.documents import Document, PageBreak, Paragraph

DATA = document_pdf(Document("两页", (Paragraph("一"), PageBreak(), Paragraph("二")), red_head=True))


def test_pages_are_counted_and_drawn_in_the_asked_width() -> None:
    assert pdf_page_count(DATA) == 2
    with Image.open(BytesIO(page_png(DATA, 0, 600))) as picture:
        assert picture.width == 600
        assert 840 <= picture.height <= 855
        colors = picture.convert("RGB").getcolors(1 << 20)
    assert colors is not None
    # White paper, and the red of the head somewhere on it.
    assert max(colors)[1] == (255, 255, 255)
    assert any(red > 150 and green < 80 and blue < 80 for _, (red, green, blue) in colors)


def test_what_is_no_pdf_or_no_page_is_refused() -> None:
    with pytest.raises(Refusal) as page:
        page_png(DATA, 2, 600)
    assert (page.value.code, page.value.params) == ("preview.no_such_page", {"page": 3, "pages": 2})
    with pytest.raises(Refusal) as broken:
        pdf_page_count(b"not a pdf")
    assert broken.value.code == "preview.not_pdf"
