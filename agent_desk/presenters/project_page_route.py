"""最优流程: the figures of the forecast, its steps with the reason for each day, and what nobody can shorten."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from agent_desk.domain.route import PlannedStep, RouteStep, SolveStatus, StepKind
from agent_desk.i18n import N_, tr
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
    Weight,
    short_date,
)
from agent_desk.services.manual_route import definition_note, why_text
from agent_desk.services.manual_words import limit_text
from agent_desk.services.office import Office
from agent_desk.services.project_sheet import ProjectSheet
from agent_desk.services.route_plan import RoutePlan

_KINDS = {
    StepKind.PREPARATION: N_("编制"),
    StepKind.REVIEW: N_("审批"),
    StepKind.MINIMUM: N_("法定最短期"),
    StepKind.CONVERSION: N_("转正式"),
    StepKind.MILESTONE: N_("节点"),
}
DONE_GROUP = "done"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the comparison: label, days, and its share of the longest."""

    label: str
    days: int
    share: float
    note: str
    token: str


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One critical step and what binds it."""

    day: str
    title: str
    why: str
    locked: bool = False


@dataclass(frozen=True, slots=True)
class RouteView:
    """The tab. ``conflict`` is filled, and the rest empty, where no route is possible."""

    bars: tuple[Bar, ...]
    rows: tuple[TableRow, ...]
    title: str
    saved: str
    reasons: tuple[ReasonLine, ...]
    figures: tuple[tuple[str, str, str], ...]
    note: str
    conflict: tuple[str, ...] = ()
    empty: str = ""


def route_columns(short: bool = False) -> tuple[Column, ...]:
    """The columns of the steps; ``short`` leaves out the float where there is little room."""
    columns = (
        Column("step", tr("步骤"), None, min_width=150),
        Column("start", tr("开始"), 88),
        Column("finish", tr("结束"), 88),
        Column("days", tr("天"), 60, Align.RIGHT),
        Column("float", tr("浮时 天"), 76, Align.RIGHT),
        Column("mark", tr("线路"), 76),
        Column("why", tr("为什么在这一天"), None, min_width=130, optional=True),
    )
    return tuple(column for column in columns if not (short and column.key == "float"))


def nothing_planned(plan: RoutePlan) -> bool:
    """Whether no item is in the plan yet: its days are then no forecast, only the milestones' own."""
    return all(s.kind is StepKind.MILESTONE and s.actual_finish is None for s in plan.problem.steps)


def route_view(sheet: ProjectSheet, plan: RoutePlan, office: Office, show_done: bool) -> RouteView:
    """Everything the tab shows; finished steps only on request."""
    if plan.result.status is SolveStatus.INFEASIBLE:
        return RouteView((), (), "", "", (), (), "", plan.result.conflict)
    if not plan.result.steps or nothing_planned(plan):
        return RouteView((), (), "", "", (), (), "", empty=tr("本项目尚无可排的事项。"))
    today = sheet.today
    saved = tr("共省 {n} 天，{p}%", n=plan.saved_days, p=round(plan.saved_share * 100))
    return RouteView(
        bars=_bars(sheet, plan),
        rows=tuple(_rows(sheet, plan, show_done)),
        title=tr("为什么是 {n} 天", n=plan.forecast_days),
        saved=saved,
        reasons=tuple(_reasons(plan, today)),
        figures=_figures(sheet, plan, office),
        note=definition_note(),
    )


def _bars(sheet: ProjectSheet, plan: RoutePlan) -> tuple[Bar, ...]:
    longest = max(plan.statutory_days, plan.forecast_days, 1)
    assumed = sum(step.assumed for step in plan.statutory)
    legal = tr("{n} 个事项按法定时限首尾相接", n=len(plan.statutory))
    if assumed:
        legal += tr("，其中 {n} 项法律未定天数，按计划假定", n=assumed)
    made = [Bar(tr("法定顺序"), plan.statutory_days, plan.statutory_days / longest, legal, "clock.legal.fill")]
    if sheet.baselines:
        base = sheet.baselines[-1]
        note = tr("{day} 采纳", day=short_date(base.adopted_on, sheet.today))
        made.append(
            Bar(tr("基线 v{n}", n=base.number), base.makespan, base.makespan / longest, note, "line.strong")
        )
    goal = short_date(plan.goal_on, sheet.today) if plan.goal_on else "—"
    start = short_date(sheet.project.created_on, sheet.today)
    note = tr("{start} 建档至 {goal} 开工", start=start, goal=goal)
    made.append(
        Bar(tr("最优流程"), plan.forecast_days, plan.forecast_days / longest, note, "clock.green.solid")
    )
    return tuple(made)


def _rows(sheet: ProjectSheet, plan: RoutePlan, show_done: bool) -> list[TableRow]:
    steps = {step.id: step for step in plan.problem.steps}
    planned = sorted(plan.result.steps, key=lambda p: (p.start, p.finish, steps[p.id].title))
    ahead = [p for p in planned if steps[p.id].actual_finish is None]
    done = [p for p in planned if steps[p.id].actual_finish is not None]
    rows: list[TableRow] = [_row(steps[p.id], p, plan, sheet.today) for p in ahead]
    if done:
        header = GroupHeader(GroupShape.NONE, tr("已完成"), len(done), collapsed=not show_done, unit=tr("步"))
        rows.append(GroupRow(DONE_GROUP, header))
        if show_done:
            rows.extend(_row(steps[p.id], p, plan, sheet.today) for p in done)
    return rows


def _row(step: RouteStep, planned: PlannedStep, plan: RoutePlan, today: date) -> Row:
    done = step.actual_finish is not None
    moment = step.kind in (StepKind.MILESTONE, StepKind.CONVERSION)
    days = "" if moment else str((planned.finish - planned.start).days + 1)
    if days and step.id in plan.assumed and not done:
        days += "*"
    why = why_text(step, plan.reasons.get(step.id), today)
    tone = Tone.QUIET if done else Tone.PRIMARY
    loud = Weight.STRONG if planned.critical and not done else Weight.NORMAL
    cells: dict[str, CellView] = {
        "step": TwoLine(step.title, _kind_word(step)),
        "start": TextCell(short_date(planned.start, today), tone, loud, small=False),
        "finish": TextCell(short_date(planned.finish, today), tone, loud, small=False),
        "days": TextCell(days, tone, Weight.STRONG, Align.RIGHT, small=False),
        "float": TextCell("" if done else str(planned.total_float), Tone.SECONDARY, align=Align.RIGHT, small=False),
        "why": TextCell(why, Tone.QUIET if done else Tone.SECONDARY),
    }
    if planned.critical and not done:
        cells["mark"] = Tag(TagKind.SOLID, tr("关键"))
    elif step.simulated and not done:
        cells["mark"] = Tag(TagKind.SIMULATED, tr("模拟"))
    spoken = [step.title, short_date(planned.start, today), short_date(planned.finish, today), why]
    return Row(planned.id, cells, accessible="，".join(part for part in spoken if part))


def _kind_word(step: RouteStep) -> str:
    if step.kind is StepKind.MILESTONE:
        return tr(_KINDS[step.kind])
    return f"{tr(_KINDS[step.kind])} {limit_text(step.duration)}"


def _reasons(plan: RoutePlan, today: date) -> list[ReasonLine]:
    """The critical steps ahead, in order, and the periods the law lets nobody shorten."""
    steps = {step.id: step for step in plan.problem.steps}
    shown = [
        p
        for p in sorted(plan.result.steps, key=lambda p: (p.finish, p.start))
        if steps[p.id].actual_finish is None and (p.critical or steps[p.id].kind is StepKind.MINIMUM)
    ]
    conversions = Counter(p.finish for p in shown if steps[p.id].kind is StepKind.CONVERSION)
    lines = []
    for planned in shown:
        step, title = steps[planned.id], steps[planned.id].title
        if step.kind is StepKind.CONVERSION:
            count = conversions.pop(planned.finish, 0)
            if not count:
                continue  # the simulated opinions that become decisions on one day are one line
            title = tr("模拟审批转正式（{n} 件）", n=count) if count > 1 else title
        locked = step.kind is StepKind.MINIMUM
        why = why_text(step, plan.reasons.get(step.id), today)
        if locked:
            why = tr("法定最短 {limit}，不可压缩", limit=limit_text(step.duration))
        lines.append(ReasonLine(short_date(planned.finish, today), title, why, locked))
    return lines


def _figures(sheet: ProjectSheet, plan: RoutePlan, office: Office) -> tuple[tuple[str, str, str], ...]:
    """(name, value, unit) of the strip above the adopt button."""
    made = [(tr("本方案"), str(plan.forecast_days), tr("天"))]
    if sheet.baselines:
        base = sheet.baselines[-1]
        made.append((tr("现行基线 v{n}", n=base.number), str(base.makespan), tr("天")))
    if plan.goal_on is not None:
        unit = tr("暂定") if office.calendar.is_provisional(plan.goal_on) else ""
        made.append((tr("开工"), short_date(plan.goal_on, sheet.today), unit))
    return tuple(made)
