"""The outline of a printed document: headings with the pages they stand on."""

from __future__ import annotations

import pytest

from agent_desk.domain.errors import Refusal
from agent_desk.rendering.outline import pdf_outline
from agent_desk.rendering.pdf import document_pdf
from agent_desk.services.documents import Document, Heading, PageBreak, Paragraph


def test_headings_come_with_level_and_page() -> None:
    document = Document(
        "试印",
        (
            Heading("一、概况"),
            Paragraph("正文"),
            Heading("1.1 细目", 2),
            Paragraph("正文"),
            PageBreak(),
            Heading("二、事项"),
            Paragraph("正文"),
            Heading("不列入目录", 3, bookmark=False),
        ),
    )
    assert pdf_outline(document_pdf(document)) == (("一、概况", 1, 0), ("1.1 细目", 2, 0), ("二、事项", 1, 1))


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        pdf_outline(b"not a pdf")
    assert caught.value.code == "preview.not_pdf"
