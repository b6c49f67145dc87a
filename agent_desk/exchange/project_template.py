"""The empty list an office fills in: headings with units, choices to pick from, an example, a page of help.

What is written here is read again by ``project_lists``; a test holds the two together.
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from agent_desk.domain.errors import Refusal
from agent_desk.domain.facts import FactDefinition, FactKind
from agent_desk.exchange.project_lists import EXAMPLE_MARK
from agent_desk.exchange.project_values import FIELD_LABELS
from agent_desk.i18n import tr
from agent_desk.services.office import Office

_LAST_LISTED_ROW = 1_000
_FIELDS = ("name", "code", "owner", "town", "land_day", "contact", "phone")
_FIELD_EXAMPLES = {
    "name": "云杉食品加工基地（示例）",
    "code": "2611-330402-04-01-000000",
    "owner": "云杉食品有限公司",
    "town": "新丰镇",
    "land_day": "2026-12-15",
    "contact": "张三",
    "phone": "0573-5550 0000",
}
# Sums and areas are asked for in the units offices think in.
_UNITS = {"total_investment": "万元", "site_ha": "亩"}
_FACT_EXAMPLES: Mapping[str, object] = {
    "total_investment": 36_000,
    "site_ha": 62,
    "gfa_m2": 80_000,
    "energy_tce": 1_200,
    "power_kva": 3_000,
    "industry_code": "1411 糕点、面包制造",
}
_WIDTHS = {"name": 34, "code": 28, "owner": 26, "industry_code": 24}
_PLAIN_WIDTH = 16
# Values of the list, not words of a screen: they are read back whatever the language.
_YES_NO = ("否", "是", "待确认")
_INK, _PALE, _LINE = "FF1F3A34", "FFEAF2EF", "FFB8C4C0"


@dataclass(frozen=True, slots=True)
class _Asked:
    """One column of the list."""

    key: str
    title: str
    example: object
    choices: tuple[str, ...] = ()
    help: str = ""


def write_list_template(path: Path, office: Office) -> None:
    """Write the empty list as an .xlsx workbook; it appears under its name only when it is whole.

    Refuses ``file.exists`` (a list somebody filled in is never overwritten), ``file.not_xlsx`` and
    ``file.cannot_write``.
    """
    if path.suffix.lower() != ".xlsx":
        raise Refusal("file.not_xlsx", path=str(path))
    if path.exists():
        raise Refusal("file.exists", path=str(path))
    unfinished = path.with_name(path.name + ".part")
    try:
        unfinished.write_bytes(_workbook(office))
        os.replace(unfinished, path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise Refusal("file.cannot_write", path=str(path), reason=error.strerror or "") from error


def _workbook(office: Office) -> bytes:
    asked = _asked(office.rules.facts)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = tr("项目清单")
    _write_list(sheet, asked)
    _write_help(book.create_sheet(tr("填表说明")), asked, office.rules.facts)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _asked(facts: Mapping[str, FactDefinition]) -> list[_Asked]:
    columns = [_Asked(key, tr(FIELD_LABELS[key]), _FIELD_EXAMPLES[key]) for key in _FIELDS]
    columns += [_fact_column(fact) for fact in facts.values() if fact.asked_first]
    return columns


def _fact_column(fact: FactDefinition) -> _Asked:
    unit = _UNITS.get(fact.key, fact.unit)
    choices = _choices(fact)
    example = _FACT_EXAMPLES.get(fact.key, choices[0] if choices else "")
    return _Asked(fact.key, f"{fact.label}（{unit}）" if unit else fact.label, example, choices, fact.help)


def _choices(fact: FactDefinition) -> tuple[str, ...]:
    if fact.kind is FactKind.BOOL:
        return _YES_NO
    return tuple(choice.label for choice in fact.choices)


def _write_list(sheet: Any, asked: Sequence[_Asked]) -> None:
    sheet.append([tr("序号"), *(column.title for column in asked), tr("备注")])
    sheet.append([EXAMPLE_MARK, *(column.example for column in asked), tr("本行为示例，导入时跳过")])
    line = Side(style="thin", color=_LINE)
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=_INK)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = Border(left=line, right=line)
    for cell in sheet[2]:
        cell.font = Font(italic=True, color="FF6B7C76")
        cell.fill = PatternFill("solid", fgColor=_PALE)
    sheet.row_dimensions[1].height = 32
    sheet.column_dimensions["A"].width = 7
    sheet.column_dimensions[get_column_letter(len(asked) + 2)].width = 24
    for number, column in enumerate(asked, 2):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = _WIDTHS.get(column.key, _PLAIN_WIDTH)
        if column.choices:
            _offer(sheet, letter, column)
        if column.help:
            sheet[f"{letter}1"].comment = Comment(column.help, "agent-desk")
        if column.key in ("code", "phone"):
            # As text, so that no spreadsheet program makes a number or a date of it.
            for row in range(2, _LAST_LISTED_ROW + 1):
                sheet[f"{letter}{row}"].number_format = "@"
    sheet.freeze_panes = "C2"


def _offer(sheet: Any, letter: str, column: _Asked) -> None:
    rule = DataValidation(
        type="list",
        formula1='"' + ",".join(column.choices) + '"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=column.title,
        error=tr("请从列表中选择；不清楚就空着"),
    )
    rule.add(f"{letter}2:{letter}{_LAST_LISTED_ROW}")
    sheet.add_data_validation(rule)


def _write_help(sheet: Any, asked: Sequence[_Asked], facts: Mapping[str, FactDefinition]) -> None:
    general = (
        tr("一行一个项目。“项目名称”必填，其余不清楚就空着；空着表示待确认，不等于“否”。"),
        tr("金额和面积可以在格内写明单位，如 3.2亿元、62亩；不写单位的按表头的单位。"),
        tr("日期写到日，如 2026-12-15、2026年12月15日。"),
        tr("项目代码不能重复；形式不认识的代码照样保留，只作提醒。"),
        tr("“序号”列写“示例”的行不导入。下面各项都可以作为列名加到清单里。"),
    )
    for text in general:
        sheet.append([text])
    sheet.append([])
    sheet.append([tr("列名"), tr("可填"), tr("说明")])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    listed = {column.key for column in asked}
    for column in asked:
        sheet.append([column.title, "、".join(column.choices), column.help])
    for fact in facts.values():
        if fact.key not in listed:
            more = _fact_column(fact)
            sheet.append([more.title, "、".join(more.choices), more.help])
    for letter, width in (("A", 34), ("B", 44), ("C", 60)):
        sheet.column_dimensions[letter].width = width
