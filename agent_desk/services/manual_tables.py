"""The tables and lists of a manual: team, items, papers, gaps, laws, how days are counted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from agent_desk.domain.case_life import Gap
from agent_desk.domain.catalogue import Applicability
from agent_desk.domain.people import Seat
from agent_desk.i18n import N_, tr
from agent_desk.services.documents import Cell, Column, TableData
from agent_desk.services.item_names import item_short
from agent_desk.services.manual_words import (
    limit_text,
    material_cell,
    mode_text,
    open_questions,
    status_cell,
)
from agent_desk.services.office import Office
from agent_desk.services.project_sheet import CaseSheet, ProjectSheet
from agent_desk.services.stage_words import stage_word
from agent_desk.services.words import word

_LAW = re.compile(r"《[^》]+》(?:（\d{4}[^）]*）)?")

COUNTING_RULES = (
    N_("起算：受理（法律规定从收件起算的，为材料齐全之日）当日不计，次日为第 1 天。民法典第二百零一条。"),
    N_("工作日：不计双休日和法定节假日，调休上班的双休日计入。行政许可法第八十二条。"),
    N_("自然日和月：逐日计算；最后一日为休息日的，顺延至其后第一个上班日，预警仍按顺延前的日期。"
       "民法典第二百零二条、第二百零三条，行政许可法未规定处比照适用。"),
    N_("停表：听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审所需时间不计入，须书面告知申请人；"
       "没有告知文号的只作记录，不停表。行政许可法第四十五条。"),
    N_("补正：受理前一次告知全部需补内容，逾期未告知的，自收件之日起视为受理；"
       "受理后的补正不停法定和承诺时限。行政许可法第三十二条。"),
    N_("容缺：缺少的材料另计补齐期限，不停审查时限。"),
    N_("延期：经本机关负责人批准可延长的，以条文规定的天数为限。行政许可法第四十二条。"),
    N_("送达：自作出决定之日起十个工作日内颁发、送达。行政许可法第四十四条。"),
    N_("绿色通道时限：本局内部目标，双休日、节假日照计（5+2），不改变法定和承诺时限。"),
    N_("暂定：所在年度的放假安排尚未公布的日期，公布后自动重算。"),
)  # fmt: skip
"""How the desk counts, in its own words; the articles are those of `domain.clock` and `domain.case_clocks`."""


def team_table(sheet: ProjectSheet) -> TableData:
    """The project's team with telephone numbers."""
    rows = []
    for seat in sheet.project.team:
        member = sheet.members.get(seat.member_id)
        if member is not None:
            rows.append(
                (
                    Cell("text", word(seat.seat), tone="strong" if seat.seat is Seat.LEAD else ""),
                    Cell("text", member.name),
                    Cell("text", member.phone),
                    Cell("text", member.branch),
                )
            )
    return TableData(
        columns=(
            Column(tr("岗位"), width=8),
            Column(tr("姓名"), width=8),
            Column(tr("电话"), width=12),
            Column(tr("支部"), width=14),
        ),
        rows=tuple(rows),
        title=tr("推进团队"),
        empty_text=tr("尚未组建团队，请在项目页指定主办和协办"),
    )


def departments_table(sheet: ProjectSheet) -> TableData:
    """Which department handles which items."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for case in sheet.cases:
        grouped[case.item.department].append(item_short(case.item))
    return TableData(
        columns=(
            Column(tr("部门"), width=10),
            Column(tr("件数"), "int", 4),
            Column(tr("事项"), width=32),
        ),
        rows=tuple(
            (Cell("text", tr(name)), Cell("int", len(items)), Cell("text", "、".join(items)))
            for name, items in sorted(grouped.items(), key=lambda pair: -len(pair[1]))
        ),
        title=tr("审批部门"),
    )


def items_table(sheet: ProjectSheet) -> TableData:
    """Every item on one line, by stage."""
    rows, groups = [], []
    stages = sorted(
        {case.item.stage for case in sheet.cases}, key=list(type(sheet.cases[0].item.stage)).index
    )
    number = 0
    for stage in stages:
        groups.append((number, stage_word(stage)))
        for case in sheet.cases:
            if case.item.stage is stage:
                number += 1
                rows.append(_item_row(number, case))
    return TableData(
        columns=(
            Column(tr("序号"), "int", 3, "center"),
            Column(tr("事项"), width=14),
            Column(tr("部门"), width=7),
            Column(tr("法定"), width=6, align="center"),
            Column(tr("承诺"), width=6, align="center"),
            Column(tr("绿色通道"), width=7, align="center"),
            Column(tr("方式"), width=5, align="center"),
            Column(tr("状态"), "tag", 6.2, "center"),
        ),
        rows=tuple(rows),
        title=tr("事项总表"),
        groups=tuple(groups),
        group_label=tr("阶段"),
    )


def _item_row(number: int, case: CaseSheet) -> tuple[Cell, ...]:
    return (
        Cell("int", number),
        Cell("text", item_short(case.item)),
        Cell("text", tr(case.item.department)),
        Cell("text", limit_text(case.case.statutory)),
        Cell("text", limit_text(case.case.promised)),
        Cell("text", limit_text(case.case.target)),
        Cell("text", mode_text(case.case) or tr("标准"), tone="simulated" if mode_text(case.case) else ""),
        status_cell(case),
    )


def papers_table(sheet: ProjectSheet, today: date) -> TableData:
    """All papers of the project, grouped by item."""
    rows: list[tuple[Cell, ...]] = []
    groups = []
    for case in sheet.cases:
        if not case.materials:
            continue
        groups.append((len(rows), item_short(case.item)))
        for material in case.materials:
            rows.append(
                (
                    Cell("int", material.position),
                    Cell("text", material.name),
                    Cell("text", tr("可容缺") if material.tolerable else ""),
                    material_cell(material, case, today),
                )
            )
    return TableData(
        columns=(
            Column(tr("序号"), "int", 3, "center"),
            Column(tr("材料"), width=26),
            Column(tr("容缺"), width=4.4, align="center"),
            Column(tr("状态"), "tag", 7, "center"),
        ),
        rows=tuple(rows),
        title=tr("材料总清单"),
        groups=tuple(groups),
        group_label=tr("事项"),
        empty_text=tr("事项库未列材料"),
    )


def open_gaps(sheet: ProjectSheet) -> list[tuple[CaseSheet, Gap]]:
    """The papers promised for later, the earliest date first."""
    found = [(case, gap) for case in sheet.cases for gap in case.life.open_gaps]
    return sorted(found, key=lambda pair: (pair[1].until, pair[0].case.item_code))


def gaps_table(sheet: ProjectSheet, today: date) -> TableData:
    """The open gaps with the day each was promised for; days are calendar days."""
    rows = []
    for case, gap in open_gaps(sheet):
        left = (gap.until - today).days
        rows.append(
            (
                Cell("text", item_short(case.item)),
                Cell("text", gap.material),
                Cell("date", gap.opened),
                Cell("date", gap.until),
                Cell("days", left, tone="over" if left < 0 else "due" if left <= 1 else ""),
                Cell("text", gap.promise),
            )
        )
    return TableData(
        columns=(
            Column(tr("事项"), width=11),
            Column(tr("容缺材料"), width=13),
            Column(tr("受理"), "date", 5, "center"),
            Column(tr("应补"), "date", 5, "center"),
            Column(tr("剩余（天）"), "days", 4.6),
            Column(tr("承诺书"), width=8),
        ),
        rows=tuple(rows),
        title=tr("容缺承诺"),
        year=today.year,
        empty_text=tr("目前没有待补的容缺材料"),
    )


def laws_table(sheet: ProjectSheet, today: date) -> TableData:
    """The laws the items rest on, the one most used first, with the items resting on each."""
    used: dict[str, list[str]] = defaultdict(list)
    for case in sheet.cases:
        start = case.life.accepted_on or today
        for law in dict.fromkeys(_LAW.findall(case.item.basis_on(start))):
            used[law].append(item_short(case.item))
    ordered = sorted(used.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return TableData(
        columns=(Column(tr("法规文件"), width=18), Column(tr("适用事项"), width=28)),
        rows=tuple((Cell("text", law), Cell("text", "、".join(items))) for law, items in ordered),
        title=tr("办理依据汇总"),
        note=tr("具体条款见各事项办理指南。"),
    )


def to_confirm_table(unknown: Sequence[Applicability], office: Office) -> TableData:
    """Items nobody can yet say apply, with the question that would settle each."""
    return TableData(
        columns=(
            Column(tr("事项"), width=16),
            Column(tr("部门"), width=8),
            Column(tr("需确认的情况"), width=22),
        ),
        rows=tuple(
            (
                Cell("text", item_short(found.item)),
                Cell("text", tr(found.item.department)),
                Cell("text", open_questions(found, office)),
            )
            for found in unknown
        ),
        title=tr("待确认事项"),
    )
