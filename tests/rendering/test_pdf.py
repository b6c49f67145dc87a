"""PDF: real text, embedded fonts, outline, page numbers, and no way for user text to become anything else."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent_desk.rendering.fonts import BOLD, REGULAR, SERIF_BOLD, font_runs, register_fonts, text_width
from agent_desk.rendering.pdf import document_pdf
from agent_desk.rendering.text_layout import balanced_lines, break_lines, shorten
from agent_desk.services.documents import (
    Cell,
    ClockGauge,
    ClockStrip,
    Column,
    Contents,
    Document,
    Heading,
    KeyValues,
    ListBlock,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
    TableData,
)

_file = Path(__file__).parents[1] / "services" / "report_sample.py"
_spec = importlib.util.spec_from_file_location("report_sample", _file)
assert _spec is not None and _spec.loader is not None
sample = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(sample)


def texts(data: bytes) -> list[str]:
    """The text of each page as PDFium extracts it, without line breaks and spaces."""
    with pypdfium2.PdfDocument(data) as pdf:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


def table(rows: int, text: str = "事项") -> Table:
    columns = (Column("序号", "int", 3), Column("名称", width=20))
    return Table(TableData(columns, tuple((Cell("int", i), Cell("text", f"{text}{i}")) for i in range(rows))))


def test_the_brief_says_everything_on_one_page() -> None:
    (page,) = texts(document_pdf(sample.brief(), stamp="王芳 2026-11-22 18:05 打印"))
    for words in ("重大项目绿色通道推进情况简报", "第47期（总第112期）", "临湖区重大项目代办专班", "一、总体情况",
                  "恒川包装年产2万吨环保包装", "58/212", "12-08拿地即开工", "2027-01-14（暂定）", "黄牌", "—/231",
                  "55%", "11月16日", "超2天", "四、问题与下周安排", "报：区政府", "1/1", "18:05打印"):  # fmt: skip
        assert words in page, words


def test_equal_input_gives_equal_bytes_whatever_was_printed_before() -> None:
    first = document_pdf(sample.brief(), stamp="王芳")
    document_pdf(Document("别的", (Paragraph("𠅤" * 300),)))
    assert document_pdf(sample.brief(), stamp="王芳") == first
    assert document_pdf(sample.brief(), stamp="陈岚") != first


def test_all_fonts_are_embedded_subsets() -> None:
    reader = pypdf.PdfReader(BytesIO(document_pdf(sample.brief())))
    names = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object()
            names.add(str(described["/BaseFont"]))
            assert "/FontFile2" in described["/FontDescriptor"].get_object()
    assert {name.split("+")[1] for name in names} >= {
        "NotoSerifSC-Bold",
        "NotoSansSC-Regular",
        "NotoSansSC-Bold",
    }


@pytest.mark.parametrize("text", sample.HOSTILE)
def test_hostile_text_is_only_text_wherever_it_stands(text: str) -> None:
    document = Document(
        text,
        (
            Contents(text), Heading(text, tag=text), Paragraph(text), ListBlock((text,)), KeyValues(((text, text),)),
            ClockStrip((ClockGauge(text, "clock.legal.fill", 3, text, text, 0.5),)),
            Table(TableData((Column(text),), ((Cell("text", text),),), note=text)),
        ),
        subtitle=text, org=text, footer_left=text, footer_center=text, red_head=True, meta=(("keywords", text),),
    )  # fmt: skip
    data = document_pdf(document, stamp=text)
    (page,) = texts(data)
    assert page.count("".join(text.split())) >= 12
    assert not pypdf.PdfReader(BytesIO(data)).pages[0].images


def test_characters_beyond_the_basic_plane_can_be_copied() -> None:
    (page,) = texts(document_pdf(Document("王𠅤的项目", (Paragraph("甲𠅤乙"),), red_head=True)))
    assert "王𠅤的项目" in page
    assert "甲𠅤乙" in page


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_poppler_reads_the_same_words(tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(document_pdf(sample.brief(("王𠅤负责。",))))
    read = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, check=True)
    words = "".join(read.stdout.decode().split())
    assert "恒川包装年产2万吨环保包装" in words
    assert "王𠅤负责。" in words


def test_table_headers_are_repeated_and_pages_counted() -> None:
    pages = texts(document_pdf(Document("长表", (table(120),))))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert "序号名称" in page
        assert f"{number}/{len(pages)}" in page
    joined = "".join(pages)
    assert all(f"事项{number}" in joined for number in range(120))


def test_a_cell_longer_than_a_page_is_continued_in_full() -> None:
    text = "".join(chr(0x4E00 + index % 3000) for index in range(9000))
    pages = texts(
        document_pdf(Document("长文", (Table(TableData((Column("内容"),), ((Cell("text", text),),))),)))
    )
    assert len(pages) > 2
    body = "".join(page.split("内容", 1)[1] for page in pages)
    for start in range(0, 9000, 500):
        assert text[start : start + 20] in body


def test_contents_and_outline_know_the_pages() -> None:
    blocks = (
        Contents("目录"), PageBreak(), Heading("一、概况"), Paragraph("甲" * 3000),
        Heading("二、指南", new_page=True), Heading("许可证", 3), Heading("不列", 2, bookmark=False), Spacer(4),
    )  # fmt: skip
    data = document_pdf(Document("手册", blocks, cover=True, org="专班"))
    pages = texts(data)
    second = next(
        number for number, page in enumerate(pages, 1) if page.startswith("二、指南") and number > 2
    )
    assert f"二、指南{second}" in pages[1]
    assert f"许可证{second}" not in pages[1]  # below the depth of the contents
    reader = pypdf.PdfReader(BytesIO(data))
    entries = [
        (str(e.title), reader.get_destination_page_number(e) + 1)
        for e in reader.outline
        if not isinstance(e, list)
    ]
    assert entries == [("一、概况", 3), ("二、指南", second)]
    nested = [str(e.title) for part in reader.outline if isinstance(part, list) for e in part]
    assert nested == ["许可证"]


def test_a_heading_never_ends_a_page() -> None:
    for filler in range(500, 760, 6):
        document = Document("页", (Spacer(filler), Heading("二、标题"), table(3)), red_head=True)
        pages = texts(document_pdf(document))
        (page,) = [page for page in pages if "二、标题" in page]
        assert "事项0" in page.split("二、标题")[-1]


def test_landscape_and_empty_documents() -> None:
    reader = pypdf.PdfReader(BytesIO(document_pdf(Document("空", (), page="A3 landscape"))))
    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    assert box.width > box.height > 800
    assert reader.metadata is not None
    assert reader.metadata.title == "空"


def test_an_empty_table_says_so() -> None:
    data = TableData((Column("项目"),), (), empty_text="本期没有记录")
    assert "本期没有记录" in texts(document_pdf(Document("表", (Table(data),))))[0]


def test_lines_follow_the_rules_of_chinese_setting() -> None:
    register_fonts()
    ten = break_lines("一二三四五六七八九，十（百）", REGULAR, 10, 90)
    assert ten == ("一二三四五六七八", "九，十（百）")
    assert break_lines("项目codeABC-123名称", REGULAR, 10, 70)[0] == "项目"  # a word is not cut
    assert break_lines("", REGULAR, 10, 70) == ("",)
    assert balanced_lines("一二三四五六七八九十甲", BOLD, 10, 100) == ("一二三四五六", "七八九十甲")
    assert shorten("一二三四五", REGULAR, 10, 35) == "一二…"


@given(
    text=st.text(alphabet=st.sampled_from("一二（）《》，。；ab1- =<\t\n𠅤"), max_size=80),
    width=st.floats(min_value=10, max_value=120),
)
@settings(max_examples=150)
def test_breaking_loses_nothing_but_spaces_and_keeps_the_width(text: str, width: float) -> None:
    lines = break_lines(text, REGULAR, 10, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert text_width(line, REGULAR, 10) <= width + 0.02 or len(line) == 1 or line.isspace()


def test_the_serif_falls_back_for_characters_it_lacks() -> None:
    register_fonts()
    assert [name for name, _ in font_runs("王𠅤", SERIF_BOLD)] == [SERIF_BOLD, BOLD]
    assert text_width("王𠅤", SERIF_BOLD, 10) == pytest.approx(20)


def test_registering_twice_changes_nothing() -> None:
    assert register_fonts() is register_fonts()
