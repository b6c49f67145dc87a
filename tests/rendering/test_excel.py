"""Workbooks: values that calculate, text that never runs, ready to filter and print. Read back by a
second library."""

from __future__ import annotations

import importlib.util
import time
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from agent_desk.rendering import excel
from agent_desk.rendering.excel import document_xlsx, tables_xlsx
from agent_desk.services.documents import (
    Cell,
    ClockGauge,
    ClockStrip,
    Column,
    Document,
    Heading,
    KeyValues,
    ListBlock,
    Paragraph,
    Table,
    TableData,
)

_file = Path(__file__).parents[1] / "services" / "report_sample.py"
_spec = importlib.util.spec_from_file_location("report_sample", _file)
assert _spec is not None and _spec.loader is not None
sample = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(sample)


def sheets(data: bytes) -> dict[str, list[list[object]]]:
    book = python_calamine.load_workbook(BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_a_sheet_for_each_chapter_with_numbers_and_dates() -> None:
    read = sheets(document_xlsx(sample.brief()))
    assert list(read) == ["一、总体情况", "二、重点项目进展", "三、四周节点", "四、问题与下周安排"]
    rows = read["二、重点项目进展"]
    assert rows[0][0] == "重大项目绿色通道推进情况简报"
    header = next(index for index, row in enumerate(rows) if row[0] == "序号")
    assert rows[header][2:8] == ["投资（亿元）", "阶段", "预计（天）", "法定（天）", "节点日期", "下一节点"]
    first, second, third = rows[header + 1 : header + 4]
    assert first[:6] == [1, "恒川包装年产2万吨环保包装", 3.2, "施工许可", 58, 212]
    assert first[6] == date(2026, 12, 8)
    assert second[2] == ""
    assert third[6] == date(2027, 1, 14)  # provisional, and still a date
    assert read["三、四周节点"][4][2:5] == [date(2026, 11, 16), date(2026, 11, 20), 5]


def test_a_provisional_date_says_so_in_its_format() -> None:
    book = openpyxl.load_workbook(BytesIO(document_xlsx(sample.brief())))
    sheet = book["二、重点项目进展"]
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("2027-")]
    assert cell.number_format == 'yyyy-mm-dd"（暂定）"'
    assert cell.font.italic


def test_sheets_are_ready_to_filter_and_print() -> None:
    book = openpyxl.load_workbook(BytesIO(document_xlsx(sample.brief())))
    sheet = book["二、重点项目进展"]
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:J7"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.column_dimensions["B"].width >= 2 * 12


TRIGGERS = (
    "=1+1",
    "+1",
    "-1",
    "@x",
    "＝1＋1",
    "＋1",
    "－1",
    "＠x",
    "\t=1",
    '=HYPERLINK("x")',
    "<b>",
    "王𠅤",
    "#N/A",
)


@pytest.mark.parametrize("text", TRIGGERS)
def test_user_text_stays_text_everywhere(text: str) -> None:
    table = TableData(
        (Column(text),), ((Cell("text", text),), (Cell("tag", text),)), groups=((0, text),), note=text
    )
    blocks = (Heading(text), Paragraph(text), ListBlock((text,)), KeyValues(((text, text),)), Table(table),
              ClockStrip((ClockGauge(text, "clock.legal.fill", 3, text, text),)))  # fmt: skip
    data = document_xlsx(Document(text, blocks, org=text, footer_left="甲&乙"))
    book = openpyxl.load_workbook(BytesIO(data))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(found) >= 8
    assert {cell.data_type for cell in found} == {"s"}
    body = [cell for cell in found if cell.border.bottom.style == "thin" and cell.fill.fill_type is None]
    assert {bool(cell.quotePrefix) for cell in body} == {text[0] in "=+-@＝＋－＠\t"}
    values = [value for rows in sheets(data).values() for row in rows for value in row]
    assert text in values


def test_controls_are_dropped_and_sheet_names_are_made_valid() -> None:
    names = ["a/b:c*[d]?", "a/b:c*[d]?", "'引'", "长" * 60]
    blocks = [block for name in names for block in (Heading(name), Paragraph("x\x00\x0by"))]
    read = sheets(document_xlsx(Document("表", tuple(blocks))))
    assert len(read) == 4
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in read)
    assert all(rows[-1][0] == "xy" for rows in read.values())


def test_groups_become_a_column_and_totals_stay_out_of_the_filter() -> None:
    columns = (Column("人员"), Column("件数", "int"))
    rows = tuple((Cell("text", name), Cell("int", n)) for name, n in (("甲", 1), ("乙", 2), ("丙", 3)))
    table = TableData(
        columns, rows, "统计", groups=((0, "一组"), (2, "二组")), group_label="小组",
        total=(Cell("text", "合计"), Cell("int", 6)),
    )  # fmt: skip
    data = tables_xlsx("统计表", [table], org="专班")
    body = sheets(data)["统计"]
    header = body.index(["小组", "人员", "件数"])
    assert body[header + 1 : header + 5] == [
        ["一组", "甲", 1],
        ["一组", "乙", 2],
        ["二组", "丙", 3],
        ["合计", "", 6],
    ]
    sheet = openpyxl.load_workbook(BytesIO(data))["统计"]
    assert sheet.auto_filter.ref == f"A{header + 1}:C{header + 4}"


def test_equal_input_gives_equal_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = document_xlsx(sample.brief())
    later = time.time() + 86_400 * 400
    monkeypatch.setattr(time, "time", lambda: later)
    assert document_xlsx(sample.brief()) == first


def test_a_document_without_content_is_still_a_workbook() -> None:
    assert list(sheets(document_xlsx(Document("空", ())))) == ["空"]
    assert excel.tables_xlsx("空", [])


def test_charts_come_with_their_figures() -> None:
    data = document_xlsx(sample.brief())
    rows = sheets(data)["一、总体情况"]
    assert rows[6][:2] == ["工程建设", 96.0]
    assert rows[6][2] == ""
    book = openpyxl.load_workbook(BytesIO(data))
    assert len(book["一、总体情况"]._charts) == 2
