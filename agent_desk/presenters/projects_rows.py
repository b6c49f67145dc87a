"""The lines of 项目: one project as health, name, money, channel, stages, next node, days saved, hints, team."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from agent_desk.domain.admission import AdmissionRule
from agent_desk.domain.route_builder import CONSTRUCTION_START
from agent_desk.i18n import tr
from agent_desk.presenters.cells import (
    Align,
    AvatarsCell,
    AvatarView,
    CellView,
    Column,
    HealthState,
    HealthView,
    MiniBar,
    Row,
    StageBarView,
    Tag,
    TagKind,
    TagsCell,
    TextCell,
    Tone,
    TwoLine,
    Weight,
    short_date,
)
from agent_desk.presenters.project_page_route import nothing_planned
from agent_desk.presenters.projects_words import channel_tag, money_text
from agent_desk.services.portfolio import BAR_STAGES, Health, PortfolioRow
from agent_desk.services.route_plan import RoutePlan
from agent_desk.services.stage_words import stage_word
from agent_desk.services.words import procedure_word

_HEALTH = {
    Health.OK: HealthState.OK,
    Health.RISK: HealthState.RISK,
    Health.OVERDUE: HealthState.OVER,
    Health.PAUSED: HealthState.PAUSED,
}


def project_columns() -> tuple[Column, ...]:
    """The columns of the list; the last ones give way in a narrow window."""
    return (
        Column("health", "", 58),
        Column("name", tr("项目 / 建设单位"), None, min_width=200, sortable=True),
        Column("money", tr("投资 亿元"), 84, Align.RIGHT, sortable=True),
        Column("channel", tr("通道与依据"), 136),
        Column("stage", tr("阶段进度"), 190),
        Column("next", tr("下一节点"), 194, sortable=True),
        Column("saved", tr("较法定已省"), 152, sortable=True),
        Column("hint", tr("提示"), 114, optional=True),
        Column("team", tr("团队"), 60, optional=True),
    )


def started_on(plan: RoutePlan | None) -> date | None:
    """The day construction became possible and began to be counted as begun; None while it is ahead."""
    if plan is None:
        return None
    step = next((step for step in plan.problem.steps if step.id == CONSTRUCTION_START), None)
    return step.actual_finish if step is not None else None


def days_words(day: date, today: date) -> str:
    """今天, 明天, 16 天后; empty for a day that is past."""
    away = (day - today).days
    if away < 0:
        return ""
    if away <= 1:
        return tr("明天") if away else tr("今天")
    return tr("{n} 天后", n=away)


def project_row(row: PortfolioRow, rules: Sequence[AdmissionRule], today: date) -> Row:
    """One project as a line of the table."""
    project = row.project
    health = HealthView(_HEALTH[row.health])
    cells: dict[str, CellView] = {
        "health": health,
        "name": TwoLine(project.name, project.owner),
        "money": TextCell(
            money_text(project.total_investment_fen), Tone.PRIMARY, Weight.STRONG, Align.RIGHT, small=False
        ),
        "channel": channel_tag(project, rules),
        "stage": _stages(row),
        "next": _next(row, today),
        "hint": _hints(row, today),
        "team": AvatarsCell(tuple(AvatarView(member.name, member.hue) for member in row.team)),
    }
    saved = saved_bar(row.plan)
    if saved is not None:
        cells["saved"] = saved
    spoken = [project.name, health.accessible, cells["next"].accessible, saved.accessible if saved else ""]
    node = row.next_node
    sort = {
        "name": project.name,
        "money": project.total_investment_fen,
        "next": node.on if node else None,
        "saved": row.plan.saved_days if row.plan else None,
    }
    return Row(project.id, cells, sort, "，".join(part for part in spoken if part))


def _stages(row: PortfolioRow) -> StageBarView:
    if row.plan is not None and nothing_planned(row.plan):
        return StageBarView((0.0,) * len(row.progress), 0, stage_word(BAR_STAGES[0]), 0)
    current = BAR_STAGES.index(row.stage)
    shares = tuple(share or 0.0 for share in row.progress)
    return StageBarView(shares, current, stage_word(row.stage), round(row.stage_share * 100))


def _next(row: PortfolioRow, today: date) -> TwoLine:
    node, began = row.next_node, started_on(row.plan)
    if node is None or (row.plan is not None and nothing_planned(row.plan)):
        return TwoLine(tr("尚无节点"), tr("事项均未启动"))
    if not node.item_code and began is not None:
        done = row.project.completion_day
        if done is not None and done <= today:
            return TwoLine(tr("已竣工"), short_date(done, today))
        return TwoLine(tr("已开工"), short_date(began, today))
    name = node.name or _goal_word(row)
    on = short_date(node.on, today)
    if node.overdue:
        return TwoLine(name, on, Tone.OVER, tr("超 {n} 天", n=node.overdue))
    if node.provisional:
        return TwoLine(name, on, tail=tr("暂定"), tail_provisional=True)
    tone = Tone.DUE if node.on == today else Tone.QUIET
    return TwoLine(name, on, tone, days_words(node.on, today))


def _goal_word(row: PortfolioRow) -> str:
    """What the goal of the route is called: both on one day is the promise of the channel."""
    plan = row.plan
    same = plan is not None and plan.goal_on == row.project.land_day
    return tr("签供地合同、领施工许可证") if same else tr("开工")


def saved_bar(plan: RoutePlan | None) -> MiniBar | None:
    """Days saved of the statutory sequence; None where nothing is planned yet."""
    if plan is None or not plan.statutory_days:
        return None
    saved, share = plan.saved_days, plan.saved_share
    spoken = tr(
        "较法定 {total} 天已省 {n} 天，{percent}%", total=plan.statutory_days, n=saved, percent=round(share * 100)
    )
    tone = Tone.ACCENT if saved >= 0 else Tone.OVER
    percent = f"{round(share * 100)}%"
    return MiniBar(
        str(saved), tr("/{total} 天", total=plan.statutory_days), percent, max(0.0, share), spoken, tone
    )


def _hints(row: PortfolioRow, today: date) -> TagsCell:
    """What needs a look, the most pressing first."""
    tags = []
    if row.overdue:
        tags.append(Tag(TagKind.OVER, tr("超期 {n}", n=row.overdue), "flag"))
    if row.yellow:
        tags.append(Tag(TagKind.DUE, tr("临期 {n}", n=row.yellow), "flag"))
    if row.paused:
        tags.append(Tag(TagKind.PAUSE, pause_word(row.pause_kind)))
    if row.gaps:
        tags.append(Tag(TagKind.GAP, tr("容缺 {n}", n=row.gaps)))
    if started_on(row.plan) is not None and row.next_node is not None and row.next_node.item_code:
        tags.append(Tag(TagKind.NEUTRAL, tr("已开工")))
    return TagsCell(tuple(tags))


def pause_word(kind: str) -> str:
    """What a running pause is called: 补正中, 专家评审 ..."""
    return tr("补正中") if kind == "supplement" else procedure_word(kind)
