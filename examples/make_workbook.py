"""Makes ``project-list.xlsx``, a list as an office really sends it. Every name and number in it is invented.

Deliberate traps: a title row, a header of two rows with merged cells, dates as text in several notations,
amounts in 万元 and in 亿元, a blank row, a code that occurs twice, an old code and one of unknown form, a
total at the end.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

TOP = (
    "序号",
    "项目名称",
    "项目代码",
    "建设单位",
    "所属镇街",
    "总投资（万元）",
    "用地",
    None,
    "计划时间",
    None,
    "联系人",
    None,
    "备注",
)
SECOND = (
    None,
    None,
    None,
    None,
    None,
    None,
    "面积（亩）",
    "供地方式",
    "签供地合同",
    "开工",
    "姓名",
    "电话",
    None,
)
MERGED = ("A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:F3", "G2:H2", "I2:J2", "K2:L2", "M2:M3")

Row = tuple[object, ...]
ROWS: tuple[Row | None, ...] = (
    (1, "云栖智能传感器生产基地", "2611-330402-04-01-610345", "云栖传感（嘉兴）有限公司", "新丰镇", "3.6亿元",
     62, "出让", "2026-12-15", "2026-12-30", "蒋思远", "0573-5550 0201", ""),
    (2, "澄湖冷链物流中心", "2611-330402-04-01-610382", "澄湖供应链有限公司", "凤桥镇", "32,000万元",
     85.5, "出让", "2026/12/28", "2027/1/10", "韩雨薇", "0573-5550 0202", "需涉路施工"),
    (3, "东栅街道养老服务中心", "2610-330402-04-01-598120", "南湖区民政建设中心", "东栅街道", "9800万",
     12, "划拨", "2027年1月20日", "2027.3.1", "吴敬之", "0573-5550 0203", "年度政府投资计划"),
    (4, "禾城精细新材料研发楼", "2609-330402-04-01-577031", "禾城新材料有限公司", "余新镇", 15600,
     "20", "存量", "", "2026.12.20", "顾清和", "0573-5550 0204", ""),
    (5, "嘉翎纺织绿色印染技改", "2017-330402-17-03-087652-000", "嘉翎纺织有限公司", "大桥镇",
     "8600（万元）", 0, "存量", "", datetime(2027, 2, 1), "杜一鸣", "0573-5550 0205", "旧式代码"),
    None,
    (6, "南湖数字创意产业园二期", "2611-330402-04-01-610417", "南湖文创园区开发有限公司", "七星街道", "5亿",
     110, "出让", date(2027, 3, 18), "2027-04-01", "苏念安", "0573-5550 0206", ""),
    (7, "城东污水管网提升工程", "NH-2026-017", "南湖区水务建设有限公司", "东栅街道", "1.28亿元",
     "", "划拨", "20270110", "2027年2月8日", "马骁", "0573-5550 0207", "代码待平台生成"),
    (8, "云栖智能传感器生产基地（补充）", "2611-330402-04-01-610345", "云栖传感（嘉兴）有限公司", "新丰镇",
     "3.6亿元", 62, "出让", "2026-12-15", "2026-12-30", "蒋思远", "0573-5550 0201", "与第 1 项重复"),
    (9, "沪嘉汽车零部件智造项目", "2611-330402-04-01-610466", "沪嘉汽配（嘉兴）有限公司", "大桥镇",
     "4.15亿元", 96, "出让", "2027年1月5日", "2027-02-26", "许知行", "0573-5550 0208", ""),
)  # fmt: skip


def build() -> Workbook:
    """The workbook in memory: one sheet with the list, one sheet with remarks nobody should import."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "重点项目"
    sheet["A1"] = "2026年第四季度重点项目清单"
    sheet.merge_cells("A1:M1")
    for row, values in ((2, TOP), (3, SECOND)):
        for column, value in enumerate(values, 1):
            if value is not None:
                sheet.cell(row, column, value)
    for area in MERGED:
        sheet.merge_cells(area)
    for number, project in enumerate(ROWS, 4):
        for column, cell in enumerate(project or (), 1):
            if cell != "":
                sheet.cell(number, column).value = cell
    sheet.cell(len(ROWS) + 4, 2, "合计 9 项")
    _style(sheet)
    book.create_sheet("填表说明").append(["总投资请写明单位；日期写到日。"])
    return book


def _style(sheet: Worksheet) -> None:
    thin = Side(style="thin", color="999999")
    for row in sheet.iter_rows(min_row=2, max_row=len(ROWS) + 3):
        for cell in row:
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
    for row in sheet.iter_rows(min_row=1, max_row=3):
        for cell in row:
            cell.font = Font(name="宋体", bold=True, size=16 if cell.row == 1 else 11)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for column, width in zip(
        "ABCDEFGHIJKLM", (6, 30, 28, 26, 11, 13, 10, 10, 18, 13, 9, 16, 18), strict=True
    ):
        sheet.column_dimensions[column].width = width


if __name__ == "__main__":
    build().save(Path(__file__).parent / "project-list.xlsx")
