"""The chart as PDF, PNG, SVG and inside a report: reopened by other libraries."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pypdf
from PIL import Image
from reportlab.platypus import SimpleDocTemplate

from agent_desk.rendering.gantt_pdf import GanttFlowable, gantt_pdf, gantt_png
from agent_desk.rendering.gantt_svg import gantt_svg
from agent_desk.rendering.palette import paper_tokens
from agent_desk.services.gantt.model import GanttChart
from tests.services.gantt_sample import TODAY, chart, day, large

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<img src=/etc/passwd>&王𠅤"


def hostile() -> GanttChart:
    rows = chart().rows
    return replace(chart(), rows=(replace(rows[0], title=HOSTILE), *rows[1:]))


def as_pdf(of: GanttChart, **options) -> tuple[bytes, int]:
    stream = io.BytesIO()
    pages = gantt_pdf(of, stream, **options)
    return stream.getvalue(), pages


def test_pdf_has_every_title_as_text_and_only_embedded_fonts() -> None:
    data, pages = as_pdf(chart(), title="绿色通道甘特图")
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert len(reader.pages) == pages == 1
    text = reader.pages[0].extract_text()
    for row in chart().rows:
        assert row.title in text
    assert "绿色通道甘特图" in text
    assert "补正 5" in text or "12-08 拿地即开工" in text
    for font in reader.pages[0]["/Resources"]["/Font"].values():
        descriptor = font.get_object()["/FontDescriptor"]
        assert "/FontFile2" in descriptor


def test_the_same_chart_gives_the_same_bytes(tmp_path: Path) -> None:
    first, _ = as_pdf(chart())
    second, _ = as_pdf(chart())
    assert first == second
    gantt_pdf(chart(), tmp_path / "甘特.pdf")
    assert (tmp_path / "甘特.pdf").read_bytes() == first


def test_pages_split_over_rows_and_repeat_the_header() -> None:
    data, pages = as_pdf(large(130), page="A4 landscape", title="长图")
    reader = pypdf.PdfReader(io.BytesIO(data))
    texts = [page.extract_text() for page in reader.pages]
    assert len(texts) == pages > 3
    assert all("步骤" in text and "部门" in text for text in texts)
    assert f"{pages} / {pages}" in texts[-1]
    assert sum(text.count("步行政") for text in texts) == sum(
        "步行政" in row.title for row in large(130).rows
    )


def test_hostile_titles_stay_text() -> None:
    data, _ = as_pdf(hostile(), start=day("10-05"), end=day("12-13"))
    assert HOSTILE in pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
    texts = [element.text for element in ElementTree.fromstring(gantt_svg(hostile())).iter(f"{SVG}text")]
    assert HOSTILE in texts


def test_svg_parses_and_has_real_text() -> None:
    root = ElementTree.fromstring(gantt_svg(chart(), 1200, title="甘特"))
    texts = {element.text for element in root.iter(f"{SVG}text")}
    assert {row.title for row in chart().rows} <= texts
    assert root.get("width") == "1200"
    used = {element.get("clip-path") for element in root.iter() if element.get("clip-path")}
    known = {f"url(#{element.get('id')})" for element in root.iter(f"{SVG}clipPath")}
    assert used <= known


def test_png_has_the_asked_width_and_the_bars_colours() -> None:
    data = gantt_png(chart(), 1000, scale=2.0, start=day("10-05"), end=day("12-13"))
    with Image.open(io.BytesIO(data)) as image:
        assert image.size[0] == 2000
        colors = {color for _, color in image.convert("RGB").getcolors(1 << 20)}
    lane = paper_tokens()["lane.safety"]
    assert tuple(int(lane[i : i + 2], 16) for i in (1, 3, 5)) in colors


def test_pictures_of_long_charts_are_cut() -> None:
    with Image.open(io.BytesIO(gantt_png(large(500), 800, max_rows=30))) as image:
        assert image.size[1] < 1000


def test_an_empty_chart_makes_one_page() -> None:
    data, pages = as_pdf(GanttChart((), TODAY))
    assert pages == 1
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) == 1
    ElementTree.fromstring(gantt_svg(GanttChart((), TODAY)))


def test_a_report_takes_four_weeks_of_it() -> None:
    drawing = GanttFlowable(chart(), 500, 12, day("11-09"), day("12-06"))
    width, height = drawing.wrap(500, 700)
    assert width == 500
    assert 100 < height < 400
    stream = io.BytesIO()
    SimpleDocTemplate(stream, invariant=1, initialFontName="DeskSans").build([drawing])
    text = pypdf.PdfReader(io.BytesIO(stream.getvalue())).pages[0].extract_text()
    assert "施工图设计" in text
    assert "企业投资项目备案" not in text, "over before the four weeks"
