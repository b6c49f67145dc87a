"""Lists of projects as offices send them: headings, units, days, repeated codes, remarks between the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from agent_desk.domain.errors import Refusal
from agent_desk.exchange.project_lists import ProjectList, RowFault, read_project_list
from agent_desk.exchange.project_template import write_list_template
from agent_desk.i18n import use_language
from agent_desk.services.desk import Desk
from agent_desk.services.intake import build
from agent_desk.services.office import Office
from tests.office import TODAY, factory_draft, make_office

EXAMPLE = Path(__file__).parents[2] / "examples" / "project-list.xlsx"
CODE = "2611-330402-04-01-0000{:02}"
FEN_PER_WAN = 1_000_000


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = make_office(tmp_path / "office.db")
    yield office
    office.store.close()


def workbook(path: Path, *rows: Sequence[object], title: str = "清单") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def one(found: ProjectList) -> RowFault:
    assert len(found.faults) == 1, found.faults
    return found.faults[0]


# -- the example -------------------------------------------------------------------------------------------


def test_example_names_its_one_fault_and_keeps_the_rest(office: Office) -> None:
    found = read_project_list(EXAMPLE, office)
    fault = one(found)
    assert (fault.sheet, fault.row, fault.column) == ("重点项目", 12, "项目代码")
    assert fault.reason.code == "import.repeated_code"
    assert "4" in str(fault.reason.params["first"])
    assert [row.row for row in found.rows] == [4, 5, 6, 7, 8, 10, 11, 13]
    assert found.unused == (("重点项目", "计划时间/开工"), ("重点项目", "备注"))


def test_example_reads_every_notation(office: Office) -> None:
    rows = {row.row: row.draft for row in read_project_list(EXAMPLE, office).rows}
    wan = {row: draft.profile["total_investment"] for row, draft in rows.items()}
    assert wan == {
        4: 36_000 * FEN_PER_WAN, 5: 32_000 * FEN_PER_WAN, 6: 9_800 * FEN_PER_WAN, 7: 15_600 * FEN_PER_WAN,
        8: 8_600 * FEN_PER_WAN, 10: 50_000 * FEN_PER_WAN, 11: 12_800 * FEN_PER_WAN, 13: 41_500 * FEN_PER_WAN,
    }  # fmt: skip
    assert {row: draft.land_day for row, draft in rows.items()} == {
        4: date(2026, 12, 15), 5: date(2026, 12, 28), 6: date(2027, 1, 20), 7: None, 8: None,
        10: date(2027, 3, 18), 11: date(2027, 1, 10), 13: date(2027, 1, 5),
    }  # fmt: skip
    assert rows[4].profile["site_ha"] == Decimal("4.133333")  # 62 亩
    assert rows[5].profile["land"] == "出让"
    assert (rows[4].contact, rows[4].phone, rows[4].town) == ("蒋思远", "0573-5550 0201", "新丰镇")


def test_example_warns_of_the_code_of_unknown_form(office: Office) -> None:
    rows = read_project_list(EXAMPLE, office).rows
    assert {row.row: [w.code for w in row.warnings] for row in rows if row.warnings} == {11: ["import.code_form"]}
    assert next(row.draft.code for row in rows if row.row == 11) == "NH-2026-017"


def test_a_stored_code_is_a_fault(office: Office, tmp_path: Path) -> None:
    Desk(office).execute(build(factory_draft(code=CODE.format(1), team=()), office, TODAY))
    path = workbook(tmp_path / "a.xlsx", ("项目名称", "项目代码"), ("甲", CODE.format(1)), ("乙", CODE.format(2)))
    found = read_project_list(path, office)
    assert one(found).reason.code == "import.code_stored"
    assert one(found).reason.params["name"] == "澄川环保包装材料项目"
    assert [row.draft.name for row in found.rows] == ["乙"]


# -- headings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "cell", "fact", "value"),
    [
        ("总投资（万元）", 8600, "total_investment", 8_600 * FEN_PER_WAN),
        ("总投资(亿元)", 3.2, "total_investment", 32_000 * FEN_PER_WAN),
        ("总投资万元", "8,600", "total_investment", 8_600 * FEN_PER_WAN),
        ("投资额/亿元", 1.28, "total_investment", 12_800 * FEN_PER_WAN),
        ("*总投资（含设备）（万元）", 100, "total_investment", 100 * FEN_PER_WAN),
        ("总投资", "3.2亿", "total_investment", 32_000 * FEN_PER_WAN),
        ("总投资（万元）", "3.2亿元", "total_investment", 32_000 * FEN_PER_WAN),
        ("总投资", 320_000_000, "total_investment", 32_000 * FEN_PER_WAN),
        ("用地面积（亩）", 30, "site_ha", Decimal(2)),
        ("占地面积（平方米）", 20_000, "site_ha", Decimal(2)),
        ("用地面积", "2公顷", "site_ha", Decimal(2)),
        ("用地面积（公顷）", "30亩", "site_ha", Decimal(2)),
        ("总建筑面积（㎡）", "62,000", "gfa_m2", Decimal(62_000)),
        ("建筑面积（万平方米）", 6.2, "gfa_m2", Decimal(62_000)),
        ("年综合能耗（吨标煤）", 1860, "energy_tce", Decimal(1860)),
        ("供地方式", "存量自有", "land", "存量"),
        ("立项方式", "备案", "invest_type", "备案"),
        ("环评类别", "报告表", "eia_class", "报告表"),
        ("是否列入年度计划", "是", "in_annual_plan", True),
        ("列入年度政府投资计划", 1, "in_annual_plan", True),
        ("国民经济行业", 2231, "industry_code", "2231"),
        ("使用特种设备", "√", "special_equipment", True),
        ("年综合能耗", "待确认", "energy_tce", None),
    ],
)
def test_headings_units_and_values(
    office: Office, tmp_path: Path, heading: str, cell: object, fact: str, value: object
) -> None:
    found = read_project_list(workbook(tmp_path / "a.xlsx", ("项目名称", heading), ("甲", cell)), office)
    assert not found.faults
    assert found.rows[0].draft.profile[fact] == value


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("业主", "owner"),
        ("申报单位", "owner"),
        ("建 设 单 位", "owner"),
        ("所属街道/镇", "town"),
        ("镇街", "town"),
        ("手机号", "phone"),
        ("联系方式：", "phone"),
        ("简称", "short_name"),
    ],
)
def test_text_headings(office: Office, tmp_path: Path, heading: str, field: str) -> None:
    found = read_project_list(workbook(tmp_path / "a.xlsx", ("名称", heading), ("甲", "某某")), office)
    assert getattr(found.rows[0].draft, field) == "某某"


def test_titles_above_and_a_noted_unit(office: Office, tmp_path: Path) -> None:
    rows = (("二〇二六年重点项目",), ("填报单位：某镇", "单位：万元"), ("项目名称", "总投资"), ("甲", 8600))
    found = read_project_list(workbook(tmp_path / "a.xlsx", *rows), office)
    assert [row.draft.profile["total_investment"] for row in found.rows] == [8_600 * FEN_PER_WAN]


def test_merged_heading_over_two_rows_is_not_taken_for_another_group(office: Office, tmp_path: Path) -> None:
    top = ("项目名称", "法定代表人", None, "联系人", None, "总投资（万元）")
    second = (None, "姓名", "电话", "姓名", "电话", None)
    row = ("甲", "赵一", "111", "钱二", "222", 5)
    found = read_project_list(workbook(tmp_path / "a.xlsx", top, second, row), office)
    draft = found.rows[0].draft
    assert (draft.contact, draft.phone) == ("钱二", "222")
    assert [title for _sheet, title in found.unused] == ["法定代表人/姓名", "法定代表人/电话"]


def test_a_sheet_without_a_list_is_left_alone_and_two_lists_are_both_read(office: Office, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("项目名称", "项目代码"), ("甲", CODE.format(1)), title="一")
    book = openpyxl.load_workbook(path)
    book.create_sheet("说明").append(["总投资请写明单位"])
    second = book.create_sheet("二")
    second.append(["项目代码", "项目名称"])
    second.append([CODE.format(1), "乙"])
    hidden = book.create_sheet("藏")
    hidden.append(["项目名称", "项目代码"])
    hidden.append(["丙", CODE.format(3)])
    hidden.sheet_state = "hidden"
    book.save(path)
    found = read_project_list(path, office)
    assert [(row.sheet, row.draft.name) for row in found.rows] == [("一", "甲")]
    assert (one(found).sheet, one(found).reason.code) == ("二", "import.repeated_code")


# -- rows --------------------------------------------------------------------------------------------------


def test_blank_rows_totals_and_footnotes_are_no_projects(office: Office, tmp_path: Path) -> None:
    rows = (
        ("序号", "项目名称", "项目代码", "总投资（万元）"),
        (1, "甲", None, 5),
        (),
        (2, None, None, None),
        ("合 计", None, None, 5),
        (None, "合计 1 项", None, 5),
        ("填表人：某某", None, None, None),
        (None, "注：金额为估算", None, None),
        (3, "审核中心大楼", None, 7),
    )
    found = read_project_list(workbook(tmp_path / "a.xlsx", *rows), office)
    assert not found.faults
    assert [(row.row, row.draft.name) for row in found.rows] == [(2, "甲"), (9, "审核中心大楼")]


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [
        ("总投资（万元）", "很多", "fact.not_money"),
        ("总投资（万元）", -5, "fact.not_money"),
        ("总投资", 8600, "import.no_unit"),
        ("用地面积（亩）", "62平方米左右", "import.unknown_unit"),
        ("用地面积（亩）", "大约", "fact.not_a_number"),
        ("供地方式", "租借", "fact.not_a_choice"),
        ("列入年度计划", "也许", "fact.not_yes_no"),
        ("计划签约日期", "2026年2月30日", "fact.not_a_date"),
        ("计划签约日期", "2026年12月", "fact.not_a_date"),
        ("计划签约日期", "12月8日", "fact.not_a_date"),
        ("计划签约日期", True, "fact.not_a_date"),
        ("计划签约日期", "0202-12-08", "import.day_unlikely"),
        ("建设单位", "长" * 201, "fact.too_long"),
        ("建设单位", date(2026, 1, 1), "fact.not_text"),
        ("总投资（万元）", "#REF!", "import.cell_error"),
    ],
)
def test_a_faulty_cell_is_named(office: Office, tmp_path: Path, heading: str, cell: object, code: str) -> None:
    path = workbook(tmp_path / "a.xlsx", ("项目名称", heading), ("甲", cell), ("乙", None), title="表甲")
    found = read_project_list(path, office)
    fault = one(found)
    assert (fault.sheet, fault.row, fault.column, fault.reason.code) == ("表甲", 2, heading, code)
    assert [row.draft.name for row in found.rows] == ["乙"]


def test_every_fault_of_a_row_is_named(office: Office, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("项目名称", "总投资（万元）", "供地方式"), (None, "?x", "租借"))
    found = read_project_list(path, office)
    assert {fault.field for fault in found.faults} == {"name", "total_investment", "land"}
    assert not found.rows


def test_a_heading_with_a_unit_nobody_knows_is_a_fault_of_the_heading(office: Office, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("项目名称", "总投资（万美元）"), ("甲", 5))
    found = read_project_list(path, office)
    assert (one(found).row, one(found).reason.code) == (1, "import.unknown_unit")
    assert "total_investment" not in found.rows[0].draft.profile


@pytest.mark.parametrize(
    "cell",
    ["2026-12-08", "2026/12/8", "2026.12.8", "2026年12月8日", "2026年12月8号", "20261208", "2026-12-08 00:00:00",
     " ２０２６－１２－０８ ", 20261208, 46364, datetime(2026, 12, 8, 9, 30), date(2026, 12, 8)],
)  # fmt: skip
def test_days(office: Office, tmp_path: Path, cell: object) -> None:
    found = read_project_list(workbook(tmp_path / "a.xlsx", ("项目名称", "拿地时间"), ("甲", cell)), office)
    assert not found.faults
    assert found.rows[0].draft.land_day == date(2026, 12, 8)


def test_days_of_a_workbook_that_counts_from_1904(office: Office, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("项目名称", "拿地时间"), ("甲", 46364 - 1462))
    book = openpyxl.load_workbook(path)
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.save(path)
    assert read_project_list(path, office).rows[0].draft.land_day == date(2026, 12, 8)


def test_texts_are_tidied(office: Office, tmp_path: Path) -> None:
    rows = (("项目名称", "项目代码", "联系电话"), (" 云栖\n传感器\u202e ", "２６１１—330402-04-01-000001", 13800001234.0))
    draft = read_project_list(workbook(tmp_path / "a.xlsx", *rows), office).rows[0].draft
    assert (draft.name, draft.code, draft.phone) == ("云栖传感器", CODE.format(1), "13800001234")


def test_a_formula_counts_by_its_saved_value_and_an_uncalculated_one_is_a_fault(
    office: Office, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", ("项目名称", "总投资（万元）"), ("甲", "=1+1"))
    assert one(read_project_list(path, office)).reason.code == "import.not_calculated"


def test_the_same_name_without_codes_is_only_a_warning(office: Office, tmp_path: Path) -> None:
    found = read_project_list(workbook(tmp_path / "a.xlsx", ("项目名称", "建设单位"), ("甲", "x"), ("甲", "y")), office)
    assert not found.faults
    assert [[w.code for w in row.warnings] for row in found.rows] == [[], ["import.same_name"]]


# -- the template ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_reads_back(office: Office, tmp_path: Path, language: str) -> None:
    use_language(language)
    path = tmp_path / "空白 清单.xlsx"
    write_list_template(path, office)
    with pytest.raises(Refusal) as refused:
        read_project_list(path, office)
    assert refused.value.code == "import.no_rows"  # the example does not count

    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    for column, example in enumerate([cell.value for cell in sheet[2]], 1):
        sheet.cell(3, column, 1 if column == 1 else example)
    book.save(path)
    found = read_project_list(path, office)
    assert not found.faults
    assert [title for _sheet, title in found.unused] == headings[-1:]
    draft = found.rows[0].draft
    assert draft.land_day == date(2026, 12, 15)
    asked = {fact.key for fact in office.rules.facts.values() if fact.asked_first}
    assert set(draft.profile) == asked
    assert draft.profile["total_investment"] == 36_000 * FEN_PER_WAN


def test_the_template_offers_choices_and_never_overwrites(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_list_template(path, office)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    offered = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert '"出让,划拨,存量自有,租赁厂房"' in offered
    assert all(len(text) <= 255 for text in offered)  # the format's limit
    for target, code in ((path, "file.exists"), (tmp_path / "a.xls", "file.not_xlsx"),
                         (tmp_path / "no" / "a.xlsx", "file.cannot_write")):  # fmt: skip
        with pytest.raises(Refusal) as refused:
            write_list_template(target, office)
        assert refused.value.code == code
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".part"] == []
