"""Steps 事项与材料, 团队与日历 and 确认建档 of the wizard, worded. No Qt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from agent_desk.domain.catalogue import Applicability
from agent_desk.domain.explanation import fact_label
from agent_desk.domain.people import Role, Seat
from agent_desk.i18n import language, tr
from agent_desk.presenters.cells import (
    Align,
    CellView,
    Column,
    GroupHeader,
    GroupRow,
    GroupShape,
    Row,
    TableRow,
    Tag,
    TagKind,
    TextCell,
    Tone,
    TwoLine,
    short_date,
)
from agent_desk.presenters.project_page_overview import fact_text
from agent_desk.presenters.projects_words import money_text
from agent_desk.presenters.wizard import WizardPresenter
from agent_desk.presenters.wizard_form import INVESTMENT
from agent_desk.presenters.wizard_side import cause_text, question_of
from agent_desk.services.item_names import item_name, item_short
from agent_desk.services.manual_words import limit_text
from agent_desk.services.words import word

APPLYING, TO_CONFIRM, NOT_NEEDED = "applying", "confirm", "none"


def item_columns() -> tuple[Column, ...]:
    """The columns of the items."""
    return (
        Column("item", tr("事项 / 部门"), None, min_width=180),
        Column("cause", tr("为什么"), None, min_width=150),
        Column("limit", tr("法定 / 承诺"), 130, optional=True),
        Column("papers", tr("材料"), 60, Align.RIGHT),
        Column("mark", "", 96),
    )


def item_rows(wizard: WizardPresenter, open_groups: frozenset[str]) -> list[TableRow]:
    """Items that apply, that are to be confirmed (with the question), and that are not needed."""
    seen = wizard.seen
    rows: list[TableRow] = []
    for key, name, found in (
        (APPLYING, tr("应办"), seen.applying),
        (TO_CONFIRM, tr("待确认"), seen.to_confirm),
        (NOT_NEEDED, tr("不需要"), seen.not_applying),
    ):
        if found:
            header = GroupHeader(
                GroupShape.NONE, name, len(found), collapsed=key not in open_groups, unit=tr("项")
            )
            rows.append(GroupRow(f"group:{key}", header))
            if key in open_groups:
                rows.extend(_row(one, key, wizard) for one in found)
    left = [item for item in wizard.office.rules.catalogue.items if item.code in wizard.draft.left_out]
    if left:
        rows.append(GroupRow("group:left", GroupHeader(GroupShape.NONE, tr("已剔除"), len(left), unit=tr("项"))))
        for item in left:
            cells: dict[str, CellView] = {
                "item": TwoLine(item_short(item), item.department),
                "mark": Tag(TagKind.OUTLINE, tr("已剔除")),
            }
            rows.append(Row(item.code, cells))
    return rows


def _row(found: Applicability, group: str, wizard: WizardPresenter) -> Row:
    item, office = found.item, wizard.office
    cause, tone = cause_text(found, office), Tone.SECONDARY
    if group == TO_CONFIRM:
        labels = [fact_label(key, office.rules.facts, english=language() == "en") for key in found.evaluation.unknown]
        cause, tone = tr("待确认：{facts}", facts=tr("、").join(labels)), Tone.DUE
    limits = [limit_text(limit) for limit in (item.statutory, item.promised) if limit is not None]
    cells: dict[str, CellView] = {
        "item": TwoLine(item_short(item), item.department),
        "cause": TextCell(cause, tone),
        "limit": TextCell(" / ".join(limits) or "—", Tone.QUIET),
        "papers": TextCell(str(len(item.materials)), align=Align.RIGHT),
    }
    if group == APPLYING:
        added = item.code in wizard.draft.added
        cells["mark"] = Tag(TagKind.PROMISE, tr("手工加入")) if added else Tag(TagKind.GREEN, tr("办理"), "check")
    return Row(item.code, cells, accessible=f"{item_name(item)}，{cause}")


def question_for(wizard: WizardPresenter, code: str) -> str:
    """Key of the fact to ask about an item, empty where there is nothing to ask."""
    found = next((one for one in wizard.seen.to_confirm if one.item.code == code), None)
    return question_of(found, wizard.office) if found is not None else ""


def settles(wizard: WizardPresenter, key: str) -> int:
    """How many of the items to be confirmed ask about a fact."""
    return sum(key in found.evaluation.unknown for found in wizard.seen.to_confirm)


def after(wizard: WizardPresenter, code: str) -> str:
    """The item to ask about when ``code`` has been settled: the next to be confirmed in the catalogue's order."""
    order = {item.code: place for place, item in enumerate(wizard.office.rules.catalogue.items)}
    waiting = [found.item.code for found in wizard.seen.to_confirm]
    later = [one for one in waiting if order[one] >= order.get(code, 0)]
    return next(iter([*later, *waiting]), "")


def people_options(wizard: WizardPresenter) -> tuple[tuple[str, str], ...]:
    """(id, name and role) of those who can lead; the first choice is nobody yet."""
    able = [m for m in wizard.members().values() if m.role in (Role.AGENT, Role.LEAD)]
    return (("", tr("暂不指定")), *((m.id, f"{m.name}・{word(m.role)}") for m in able))


def calendar_lines(wizard: WizardPresenter, today: date) -> tuple[tuple[str, str], ...]:
    """What the dates of this project will rest on."""
    calendar = wizard.office.calendar
    years = [year for year in (today.year, today.year + 1) if not calendar.is_provisional(date(year, 6, 30))]
    known = tr("、").join(str(year) for year in years)
    choices = wizard.office.choices
    return (
        (tr("放假安排"), tr("{years} 年已导入，其后为暂定", years=known) if known else tr("未导入，日期均为暂定")),
        (tr("法定、承诺"), tr("按工作日或自然日计，双休日、节假日依法扣除")),
        (tr("绿色通道"), tr("5+2，每日计入，双休日由值班窗口照常办理")),
        (
            tr("补正停表"),
            tr("停绿色通道时钟，不停法定时钟") if choices.supplement_stops_target else tr("不停表"),
        ),
    )


@dataclass(frozen=True, slots=True)
class SummaryView:
    """确认建档: pairs to read once more, and what is still open (no obstacle)."""

    pairs: tuple[tuple[str, str], ...]
    open_points: tuple[str, ...]


def summary(wizard: WizardPresenter) -> SummaryView:
    """Everything that will be stored, and what can be given later."""
    draft, seen, office = wizard.draft, wizard.seen, wizard.office
    members = wizard.members()
    sheet, route = wizard.drafted()
    modes = Counter(case.case.mode for case in sheet.cases)
    investment = draft.profile[INVESTMENT]
    money = money_text(investment) if isinstance(investment, int) else ""
    people = tr("、").join(f"{members[s.member_id].name}（{word(s.seat)}）" for s in draft.team if s.member_id in members)
    goal = short_date(route.goal_on, wizard.today) if route.goal_on else ""
    pairs = (
        (tr("项目名称"), draft.name),
        (tr("建设单位"), draft.owner),
        (tr("项目代码"), draft.code),
        (tr("街道、镇"), draft.town),
        (tr("总投资"), tr("{yi} 亿元", yi=money) if money else ""),
        (tr("通道"), word(sheet.project.channel)),
        (tr("准入规则"), sheet.project.admission.title),
        (tr("应办事项"), tr("{n} 项，材料 {m} 份", n=len(seen.applying), m=seen.materials)),
        (tr("办理方式"), tr("、").join(f"{word(mode)} {count}" for mode, count in modes.items())),
        (tr("推进团队"), people),
        (tr("供地合同"), draft.land_day.isoformat() if draft.land_day else ""),
        (tr("预计开工"), goal),
        (tr("事项库"), office.rules.catalogue.version),
    )
    points = []
    if not draft.owner.strip():
        points.append(tr("建设单位未填"))
    if not draft.code.strip():
        points.append(tr("项目代码未填，赋码后补"))
    if not draft.team:
        points.append(tr("未指定主办，办件没有经办人"))
    if seen.verdict.admitted is None:
        points.append(tr("通道暂不能判定，先按一般代办建档"))
    if seen.to_confirm:
        points.append(tr("{n} 项事项待确认，确认前不列入流程", n=len(seen.to_confirm)))
    return SummaryView(tuple(pair for pair in pairs if pair[1]), tuple(points))


def profile_pairs(wizard: WizardPresenter) -> tuple[tuple[str, str], ...]:
    """The known facts of the draft, for the last look."""
    english = language() == "en"
    profile = wizard.draft.profile
    return tuple(
        (d.label_en if english else d.label, fact_text(profile[d.key], d))
        for d in wizard.office.rules.facts.values()
        if profile[d.key] is not None and not (d.rare and profile[d.key] is False)
    )


SEATS = (Seat.LEAD, Seat.DEPUTY)
"""The seats the wizard asks for; the others come with the work."""
