"""The service manual of a project (服务手册): one book with everything an enterprise and its agents need.

Figures and states are those of one sheet read on one day; the manual invents nothing and quotes no law, it
cites. A simulated opinion is never printed as a permit.
"""

from __future__ import annotations

from datetime import date

from agent_desk.domain.case import CaseMode
from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.catalogue import Applicability
from agent_desk.domain.conditions import Truth
from agent_desk.domain.explanation import unit_of, value_text
from agent_desk.domain.facts import FactDefinition, FactGroup
from agent_desk.domain.money import format_yi
from agent_desk.domain.project import Channel
from agent_desk.i18n import language, tr
from agent_desk.services.documents import (
    Block,
    Cell,
    Column,
    Contents,
    Document,
    Heading,
    KeyValues,
    ListBlock,
    Paragraph,
    Table,
    TableData,
)
from agent_desk.services.item_names import item_name, item_short
from agent_desk.services.manual_route import route_blocks
from agent_desk.services.manual_tables import (
    COUNTING_RULES,
    departments_table,
    gaps_table,
    items_table,
    laws_table,
    papers_table,
    team_table,
    to_confirm_table,
)
from agent_desk.services.manual_words import (
    SIMULATED_RESULT,
    basis_lines,
    clock_strip,
    material_cell,
    material_counts,
    measure_lines,
    mode_text,
    prerequisite_lines,
    status_text,
    why_applies,
)
from agent_desk.services.office import Office
from agent_desk.services.project_sheet import CaseSheet, ProjectSheet
from agent_desk.services.route_plan import RoutePlan
from agent_desk.services.stage_words import fact_group_word
from agent_desk.services.words import word

_NUMERALS = "一二三四五六七八九"


def manual_document(
    sheet: ProjectSheet, plan: RoutePlan, office: Office, today: date, *, org: str = ""
) -> Document:
    """The whole book. ``sheet`` and ``plan`` are of ``today``; ``org`` is the office on the cover."""
    found = {a.item.code: a for a in office.rules.catalogue.applicable(sheet.project.profile)}
    unknown = _to_confirm(sheet, found)
    chapters: list[tuple[str, list[Block]]] = [
        (tr("项目概况与绿色通道依据"), _overview(sheet, office)),
        (tr("推进团队与联系方式"), _team(sheet)),
        (tr("事项总表"), _items(sheet)),
        (tr("分事项办理指南"), _guides(sheet, found, office, today)),
        (tr("最优流程图"), route_blocks(sheet, plan, office, today)),
        (tr("材料总清单"), _papers(sheet, today)),
        (tr("容缺受理"), [Table(gaps_table(sheet, today))]),
        (tr("办理依据与期限计算"), _laws(sheet, today)),
    ]
    if unknown:
        text = tr("下列事项是否需要办理，取决于尚未填报的情况；确认前不列入流程。")
        chapters.append(
            (tr("待确认事项"), [Paragraph(text, "plain"), Table(to_confirm_table(unknown, office))])
        )
    blocks: list[Block] = [Contents(tr("目录"), depth=2)]
    for number, (title, body) in enumerate(chapters):
        blocks.append(Heading(_numbered(number, title), 1, new_page=number in (0, 3, 4, 5, 7)))
        blocks += body
    project = sheet.project
    name = org or tr("重大项目代办专班")
    return Document(
        title=tr("{project}\n服务手册", project=project.name),
        blocks=tuple(blocks),
        subtitle=tr("一个代办项目·一套服务手册·一个最优流程·一个推进团队"),
        org=name,
        date_text=_long_date(today),
        cover=True,
        running_left=tr("{project}·服务手册", project=project.display_name),
        footer_left=tr("项目代码 {code}", code=project.code) if project.code else "",
        footer_center=tr("{date} 生成", date=today.isoformat()),
        meta=(("author", name), ("subject", tr("服务手册")), ("keywords", project.code)),
    )


def _numbered(index: int, title: str) -> str:
    return f"{_NUMERALS[index]}、{title}" if language() == "zh" else f"{index + 1}. {title}"


def _long_date(day: date) -> str:
    return tr("{year} 年 {month} 月 {day} 日", year=day.year, month=day.month, day=day.day)


def _to_confirm(sheet: ProjectSheet, found: dict[str, Applicability]) -> list[Applicability]:
    """Items that may still apply; one that is already being handled is no question any more."""
    handled = {case.case.item_code for case in sheet.cases if case.case.confirmed}
    return [a for a in found.values() if a.truth is Truth.UNKNOWN and a.item.code not in handled]


# -- the project ------------------------------------------------------------------------------------------


def _overview(sheet: ProjectSheet, office: Office) -> list[Block]:
    project = sheet.project
    money = project.total_investment_fen
    pairs = [
        (tr("项目名称"), project.name),
        (tr("项目代码"), project.code),
        (tr("建设单位"), project.owner),
        (tr("总投资"), tr("{yi} 亿元", yi=format_yi(money)) if money is not None else tr("待确认")),
        (tr("属地"), project.town),
        (tr("企业联系人"), " ".join(part for part in (project.contact, project.phone) if part)),
        (tr("建档日期"), project.created_on.isoformat()),
        (tr("供地合同日"), project.land_day.isoformat() if project.land_day else ""),
        (tr("通道"), word(project.channel)),
        (tr("事项库版本"), project.catalogue_version),
    ]
    return [
        KeyValues(tuple(pair for pair in pairs if pair[1])),
        Heading(tr("准入依据"), 2, bookmark=False),
        Paragraph(_admission(sheet), "plain"),
        Heading(tr("项目画像"), 2, bookmark=False),
        *_profile(sheet, office),
    ]


def _admission(sheet: ProjectSheet) -> str:
    project, admission = sheet.project, sheet.project.admission
    if project.channel is not Channel.GREEN:
        return tr("本项目按一般代办服务，不设绿色通道时限。")
    text = tr(
        "{date} 按“{rule}”纳入绿色通道",
        date=admission.on.isoformat(),
        rule=admission.title or admission.rule_id,
    )
    if admission.basis:
        text += tr("，依据：{basis}", basis=admission.basis)
    if admission.approver:
        text += tr("，批准：{name}", name=admission.approver)
    return text + "。"


def _profile(sheet: ProjectSheet, office: Office) -> list[Block]:
    """The known facts, by group; what nobody has answered is named in the last chapter."""
    english = language() == "en"
    blocks: list[Block] = []
    for group in FactGroup:
        pairs = tuple(
            (definition.label_en if english else definition.label, _fact_text(sheet, definition, english))
            for definition in office.rules.facts.values()
            if definition.group is group and _known(sheet, definition)
        )
        if pairs:
            blocks += [_sub(fact_group_word(group)), KeyValues(pairs)]
    return blocks or [Paragraph(tr("画像尚未填报。"), "plain")]


def _known(sheet: ProjectSheet, definition: FactDefinition) -> bool:
    """A rare situation that was denied says nothing about this project and is left out."""
    value = sheet.project.profile[definition.key]
    return value is not None and not (definition.rare and value is False)


def _fact_text(sheet: ProjectSheet, definition: FactDefinition, english: bool) -> str:
    value = sheet.project.profile[definition.key]
    if value is None or isinstance(value, bool):
        return tr("是") if value else tr("否")
    unit = unit_of(definition, english=english)
    return f"{value_text(value, definition, english=english)} {unit}".strip()


def _team(sheet: ProjectSheet) -> list[Block]:
    return [
        Table(team_table(sheet)),
        Heading(tr("审批部门"), 2, bookmark=False),
        Table(departments_table(sheet)),
    ]


def _items(sheet: ProjectSheet) -> list[Block]:
    if not sheet.cases:
        return [Paragraph(tr("按目前画像没有需要办理的事项。"), "plain")]
    simulated = sum(case.case.mode is CaseMode.SIMULATED for case in sheet.cases)
    done = sum(case.life.status is CaseStatus.GRANTED for case in sheet.cases)
    text = tr("共 {n} 项，已办结 {done} 项。", n=len(sheet.cases), done=done)
    if simulated:
        text += tr("其中 {n} 项模拟审批：{result}。", n=simulated, result=tr(SIMULATED_RESULT))
    return [Paragraph(text), Table(items_table(sheet))]


# -- one page per item ------------------------------------------------------------------------------------


def _guides(sheet: ProjectSheet, found: dict[str, Applicability], office: Office, today: date) -> list[Block]:
    siblings = {case.case.item_code: case for case in sheet.cases}
    blocks: list[Block] = []
    for number, case in enumerate(sheet.cases, start=1):
        blocks += _guide(number, case, siblings, found.get(case.case.item_code), sheet, office, today)
    return blocks


def _guide(
    number: int,
    case: CaseSheet,
    siblings: dict[str, CaseSheet],
    found: Applicability | None,
    sheet: ProjectSheet,
    office: Office,
    today: date,
) -> list[Block]:
    item = case.item
    head = [
        item.authority,
        tr("事项编码 {code}", code=item.code),
        tr("状态：{words}", words=status_text(case)),
    ]
    title = item_name(item)
    blocks: list[Block] = [
        Heading(f"4.{number} {title}", 2, tag=mode_text(case.case), tone="simulated", new_page=number > 1),
        Paragraph("·".join(head), "lead"),
        Paragraph(_contacts(case, sheet), "lead"),
        clock_strip(case, office, today),
        _sub(tr("适用原因")),
        Paragraph(why_applies(found, office), "plain"),
        _sub(tr("办理依据")),
    ]
    blocks += [Paragraph(text, "plain", tone) for text, tone in basis_lines(case, today)]
    blocks += _guide_papers(case, today)
    before = prerequisite_lines(case, siblings, office)
    if before:
        blocks += [_sub(tr("前置与时序")), ListBlock(tuple(before), numbered=False)]
    blocks += [_sub(tr("可用措施")), ListBlock(tuple(measure_lines(item)), numbered=False)]
    return blocks


def _sub(text: str) -> Heading:
    return Heading(text, 3, bookmark=False)


def _guide_papers(case: CaseSheet, today: date) -> list[Block]:
    if not case.materials:
        return []
    rows = tuple(
        (
            Cell("int", material.position),
            Cell("text", material.name),
            Cell("text", tr("可容缺") if material.tolerable else ""),
            Cell("text", material.source, tone="muted"),
            material_cell(material, case, today),
        )
        for material in case.materials
    )
    unsourced = any(not material.source for material in case.materials)
    table = TableData(
        columns=(
            Column("", "int", 2.4, "center"),
            Column(tr("材料"), width=18),
            Column(tr("容缺"), width=4.2, align="center"),
            Column(tr("出处"), width=13),
            Column(tr("状态"), "tag", 6.4),
        ),
        rows=rows,
        title=tr("{item}材料", item=item_short(case.item)),
        note=tr("未注出处的为常用材料，待复核，以窗口一次性告知为准。") if unsourced else "",
    )
    return [_sub(tr("材料清单（{counts}）", counts=material_counts(case.materials))), Table(table)]


def _contacts(case: CaseSheet, sheet: ProjectSheet) -> str:
    texts = [tr("受理部门 {name}", name=tr(case.item.department))]
    member = sheet.members.get(case.case.member_id)
    if member is not None:
        texts.append(tr("代办员 {name}", name=f"{member.name} {member.phone}".strip()))
    return "·".join(texts)


# -- papers and laws --------------------------------------------------------------------------------------


def _papers(sheet: ProjectSheet, today: date) -> list[Block]:
    names = {material.name for material in sheet.materials}
    text = tr("{counts}。", counts=material_counts(sheet.materials))
    if len(names) < len(sheet.materials):
        text += tr("其中不同名称 {n} 种，同名材料一次提交、各事项共用。", n=len(names))
    return [Paragraph(text), Table(papers_table(sheet, today))]


def _laws(sheet: ProjectSheet, today: date) -> list[Block]:
    return [
        Heading(tr("期限如何计算"), 2, bookmark=False),
        ListBlock(tuple(tr(rule) for rule in COUNTING_RULES)),
        Heading(tr("办理依据汇总"), 2, bookmark=False),
        Table(laws_table(sheet, today)),
    ]
