"""Finds the heading of a project list and what each of its columns means.

Offices name columns freely ("业主", "申报单位"), put a title above them, name the unit in brackets, and merge
cells over two rows ("联系人" over "姓名" and "电话"). A heading that is not understood is named, never guessed at.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent_desk.domain.facts import FactDefinition, FactKind
from agent_desk.exchange.project_values import FIELD_LABELS, MONEY_UNITS, unit_scale
from agent_desk.exchange.table_files import Sheet, SheetRow
from agent_desk.i18n import tr

_SEARCHED_ROWS = 20
_MONEY_NOTE = re.compile(r"单位[:：为]?\s*(?:人民币)?(亿元|万元|元)")
_BRACKET = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】")
_LOOKS_LIKE_UNIT = re.compile(r"[元米亩顷吨瓦度里]|m[23]|hm2|km2|k[vw]|tce|^ha$|^m$|伏安")
_ORNAMENT = "*#:：、.．-_—　★☆"
_RUNNING_NUMBERS = frozenset({"序号", "编号", "序", "no", "number", "#"})

_ALIASES: Mapping[str, str] = {
    "name": "项目名称 项目名 工程名称 建设项目名称 项目全称 projectname",
    "code": "项目代码 统一代码 投资项目代码 项目统一代码 投资项目统一代码 赋码 项目赋码 项目编码 国家代码 projectcode",
    "owner": "建设单位 建设单位名称 业主 业主单位 项目业主 申报单位 项目单位 项目单位名称 企业名称 投资主体"
    " 建设主体 实施主体 申请单位 申请人 申请人姓名 申请人名称 owner",
    "short_name": "项目简称 简称 shortname",
    "town": "所属镇街 镇街 所属街道 所属镇 所属街道镇 所属镇街道 所属乡镇 乡镇 所在镇街 所在街道 属地 属地镇街 town",
    "contact": "联系人 联系人姓名 项目联系人 项目联系人姓名 企业联系人 contact",
    "phone": "联系电话 联系人电话 联系人手机 联系人手机号 联系人联系电话 联系人联系方式 项目联系人电话 手机号码 phone",
    "land_day": "计划签供地合同日 计划签供地合同日期 签供地合同 签供地合同日 签供地合同日期 计划签约日期 计划签约时间"
    " 签约日期 签约时间 计划签约 计划拿地日期 计划拿地时间 拿地日期 拿地时间 计划供地时间 计划供地日期 供地时间"
    " 供地日期 供地合同日期 土地合同签订日期 土地合同签订时间 出让合同签订日期 landday",
    "total_investment": "总投资 总投资额 投资额 投资总额 计划总投资 项目总投资 投资规模",
    "in_annual_plan": "年度计划 列入年度计划 是否列入年度计划 年度政府投资计划 政府投资计划",
    "industry_code": "行业 行业代码 所属行业 行业类别 行业分类 国民经济行业 国民经济行业代码",
    "industry": "项目类型",
    "invest_type": "立项类型 立项类别 审批类型 项目审批类型",
    "site_ha": "用地面积 总用地面积 占地面积 土地面积 供地面积 用地规模 用地用地面积",
    "land": "用地方式 土地取得方式 土地来源 土地供应方式",
    "gfa_m2": "建筑面积 建筑规模",
    "height_m": "建筑高度",
    "energy_tce": "综合能耗 年能耗 年综合能源消费量 能耗",
    "power_kva": "用电容量 报装容量",
    "eia_class": "环评类型 环评等级 环评文件类型",
    "hazchem": "危化品 是否涉及危化品 危险化学品情况",
}
# Clear only when nothing stands above them: 电话 under 法定代表人 is not the contact's.
_ALIASES_ALONE: Mapping[str, str] = {
    "name": "名称 项目 name",
    "code": "代码 code",
    "town": "镇 街道",
    "contact": "姓名",
    "phone": "电话 手机 手机号 联系方式",
    "site_ha": "面积",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its heading as the user sees it; ``field`` is empty where nobody uses it.

    ``unit`` is the heading's own unit, ``unknown_unit`` one that cannot be converted.
    """

    index: int
    title: str
    field: str = ""
    unit: str = ""
    unknown_unit: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of one sheet: ``last_row`` is the row (from 1) after which the list begins."""

    first_row: int
    last_row: int
    columns: tuple[Column, ...]

    def of(self, field: str) -> Column | None:
        """The column of that field."""
        return next((column for column in self.columns if column.field == field), None)

    @property
    def used(self) -> tuple[Column, ...]:
        """The columns whose values go into a project."""
        return tuple(column for column in self.columns if column.field)

    @property
    def unused(self) -> tuple[Column, ...]:
        """The columns nobody uses, running numbers left out."""
        return tuple(c for c in self.columns if not c.field and _plain(c.title) not in _RUNNING_NUMBERS)


class HeadingFinder:
    """Knows every name a column may have, for one catalogue's questions."""

    def __init__(self, facts: Mapping[str, FactDefinition]) -> None:
        self._facts = facts
        self._anywhere = _table(_ALIASES)
        self._alone = _table(_ALIASES_ALONE)
        for field, label in FIELD_LABELS.items():
            for name in (label, tr(label)):
                self._anywhere.setdefault(_plain(name), field)
        for key, fact in facts.items():
            names = [key, fact.label, fact.label_en]
            if fact.kind is FactKind.BOOL:
                names.append("是否" + fact.label)
            for name in names:
                self._anywhere.setdefault(_plain(name), key)

    def find(self, sheet: Sheet) -> Heading | None:
        """The heading of a sheet, or None if the sheet is no list of projects.

        Of all rows and pairs of rows near the top the one that explains most columns is it; a pair must
        explain more than a row alone, or a title above would become part of the heading.
        """
        best: Heading | None = None
        top = [row for row in sheet.rows if row.number <= _SEARCHED_ROWS]
        single = [self._heading(_single(row), row.number, row.number) for row in top]
        pairs = [
            self._heading(_pair(row, below), row.number, below.number) for row, below in itertools.pairwise(top)
        ]
        for heading in (*single, *pairs):
            if heading.of("name") is None or len(heading.used) < 2:
                continue
            if best is None or len(heading.used) > len(best.used):
                best = heading
        return self._with_noted_unit(best, top) if best is not None else None

    def _heading(self, titles: Sequence[tuple[str, ...]], first: int, last: int) -> Heading:
        columns: list[Column] = []
        taken: set[str] = set()
        for index, parts in enumerate(titles):
            if not parts:
                continue
            column = self._column(index, parts)
            if column.field in taken:
                column = Column(index, column.title)
            taken.add(column.field)
            columns.append(column)
        return Heading(first, last, tuple(columns))

    def _column(self, index: int, parts: tuple[str, ...]) -> Column:
        title = "/".join(parts)
        names, bracketed = _without_brackets(parts)
        joined = "".join(names)
        field, unit = self._field(joined, alone=True)
        if not field and len(names) > 1:
            field, unit = self._field(names[-1], alone=False)
        if not field:
            return Column(index, title)
        fact = self._facts.get(field)
        if fact is None or fact.kind not in (FactKind.MONEY, FactKind.DECIMAL, FactKind.INT):
            return Column(index, title, field)
        for text in (unit, *bracketed):
            known = _known_unit(fact, text)
            if known:
                return Column(index, title, field, unit=known)
        odd = next((text for text in bracketed if _LOOKS_LIKE_UNIT.search(_plain(text))), "")
        return Column(index, title, field, unknown_unit=odd)

    def _field(self, name: str, *, alone: bool) -> tuple[str, str]:
        """The field of that name and the unit its end names without brackets (总投资万元)."""
        plain = _plain(name)
        for table in (self._anywhere, self._alone) if alone else (self._anywhere,):
            if plain in table:
                return table[plain], ""
        for unit in ("亩", "公顷", *MONEY_UNITS):
            field = self._anywhere.get(plain.removesuffix(unit).rstrip(_ORNAMENT)) if plain.endswith(unit) else None
            if field:
                return field, unit
        return "", ""

    def _with_noted_unit(self, heading: Heading, top: Sequence[SheetRow]) -> Heading:
        """Use a remark such as 单位：万元 above the heading for the sums whose heading names no unit."""
        above = (value for row in top if row.number < heading.first_row for value in row.cells)
        noted = next((m[1] for value in above if isinstance(value, str) and (m := _MONEY_NOTE.search(value))), "")
        if not noted:
            return heading
        columns = tuple(
            Column(c.index, c.title, c.field, unit=noted) if self._lacks_money_unit(c) else c
            for c in heading.columns
        )
        return Heading(heading.first_row, heading.last_row, columns)

    def _lacks_money_unit(self, column: Column) -> bool:
        fact = self._facts.get(column.field)
        return fact is not None and fact.kind is FactKind.MONEY and not (column.unit or column.unknown_unit)


def _table(aliases: Mapping[str, str]) -> dict[str, str]:
    return {_plain(name): field for field, names in aliases.items() for name in names.split()}


def _plain(text: str) -> str:
    folded = "".join(unicodedata.normalize("NFKC", text).split()).lower().replace("/", "").replace("、", "")
    return re.sub(r"^\d{1,2}[.、]", "", folded.strip(_ORNAMENT)).strip(_ORNAMENT)


def _without_brackets(parts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The parts of a heading without what stands in brackets, and the texts in brackets, last first."""
    names, inside = [], []
    for part in parts:
        folded = unicodedata.normalize("NFKC", part)
        inside += ["".join(found) for found in _BRACKET.findall(folded)]
        name = _BRACKET.sub("", folded)
        if name.strip():
            names.append(name)
    return names, inside[::-1]


def _known_unit(fact: FactDefinition, text: str) -> str:
    plain = "".join(text.split()).removeprefix("单位:").removeprefix("单位").removeprefix("人民币")
    if fact.kind is FactKind.MONEY:
        return plain if plain in MONEY_UNITS else ""
    return plain if plain and unit_scale(fact, plain) is not None else ""


def _single(row: SheetRow) -> list[tuple[str, ...]]:
    return [(text,) if (text := _text(row, index)) else () for index in range(len(row.cells))]


def _pair(row: SheetRow, below: SheetRow) -> list[tuple[str, ...]]:
    """Headings over two rows. A merged cell has its text in its first column only, and a group reaches as far
    as the row below goes on naming columns nobody named above."""
    if below.number != row.number + 1:
        return []
    if not all(isinstance(value, str) or value is None for value in below.cells):
        return []
    titles: list[tuple[str, ...]] = []
    group = ""
    for index in range(max(len(row.cells), len(below.cells))):
        upper, lower = _text(row, index), _text(below, index)
        if upper:
            group = upper if lower else ""
        elif not lower:
            group = ""
        titles.append(tuple(part for part in (upper or group, lower) if part))
    return titles


def _text(row: SheetRow, index: int) -> str:
    value = row.cell(index)
    return "".join(value.split()) if isinstance(value, str) else ""
