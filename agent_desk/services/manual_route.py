"""The chapter of a manual that shows the route: figures, chart and a table of steps with the reason for each."""

from __future__ import annotations

from collections import Counter
from datetime import date

from agent_desk.domain.route import LinkKind, PlannedStep, RouteStep, SolveStatus, StepKind
from agent_desk.domain.route_builder import StepReason
from agent_desk.i18n import tr
from agent_desk.services.documents import (
    Block,
    Cell,
    Column,
    GanttBlock,
    ListBlock,
    Paragraph,
    Table,
    TableData,
)
from agent_desk.services.gantt.describe import day_text
from agent_desk.services.gantt_chart import project_chart
from agent_desk.services.office import Office
from agent_desk.services.project_sheet import ProjectSheet
from agent_desk.services.route_plan import RoutePlan

_MOST_ROWS = 60


def route_blocks(sheet: ProjectSheet, plan: RoutePlan, office: Office, today: date) -> list[Block]:
    """Summary, chart and steps; where no route is possible, the requirements that clash."""
    if plan.result.status is SolveStatus.INFEASIBLE:
        return [
            Paragraph(tr("下列要求互相冲突，排不出流程，请先改正："), "plain"),
            ListBlock(plan.result.conflict),
        ]
    chart = project_chart(sheet, plan, office, today)
    return [
        Paragraph(route_sentence(plan, today)),
        GanttBlock(chart, max_rows=_MOST_ROWS, detailed=True),
        Table(steps_table(plan, today)),
        Paragraph(definition_note(), "note"),
    ]


def route_sentence(plan: RoutePlan, today: date) -> str:
    """The figures of a route in one sentence. Days are calendar days."""
    if plan.goal_on is None or not plan.statutory_days:
        return tr("本项目尚无可排的事项。")
    text = tr(
        "按法定时限逐项办理需 {legal} 天；本流程自建档至开工 {days} 天，节省 {saved} 天（{share}%），"
        "开工日为 {goal}。",
        legal=plan.statutory_days,
        days=plan.forecast_days,
        saved=plan.saved_days,
        share=round(plan.saved_share * 100),
        goal=day_text(plan.goal_on, today),
    )
    if plan.critical_steps:
        text += tr("关键线路 {n} 步，开工日由它们决定。", n=plan.critical_steps)
    return text


def definition_note() -> str:
    """How the days saved are defined."""
    return tr(
        "口径：法定天数为竣工前各适用事项按法定时限首尾相接的自然日数，法律未定天数的按计划假定计入；"
        "标“*”的天数为计划假定。浮时为不影响开工可以推迟的自然日数。"
    )


def steps_table(plan: RoutePlan, today: date) -> TableData:
    """The steps in the order of their start; finished preparations are left out, conversions of one day joined."""
    steps = {step.id: step for step in plan.problem.steps}
    planned = sorted(plan.result.steps, key=lambda p: (p.start, p.finish, steps[p.id].title))
    conversions = Counter(p.finish for p in planned if steps[p.id].kind is StepKind.CONVERSION)
    rows = []
    for entry in planned:
        step = steps[entry.id]
        if step.kind is not StepKind.CONVERSION:
            if step.kind is not StepKind.PREPARATION or step.actual_finish is None:
                rows.append(_row(step, entry, plan, today))
        elif entry.finish in conversions:
            rows.append(_conversions_row(entry, conversions.pop(entry.finish), step, plan, today))
    return TableData(
        columns=(
            Column(tr("步骤"), width=14),
            Column(tr("开始"), "date", 5.4, "center"),
            Column(tr("结束"), "date", 5.4, "center"),
            Column(tr("天"), width=2.6, align="right"),
            Column(tr("浮时"), "days", 3.0),
            Column(tr("关键"), width=3.0, align="center"),
            Column(tr("为什么在这一天"), width=17),
        ),
        rows=tuple(rows),
        title=tr("流程步骤"),
        year=today.year,
    )


def _conversions_row(
    planned: PlannedStep, count: int, step: RouteStep, plan: RoutePlan, today: date
) -> tuple[Cell, ...]:
    """All simulated opinions that become decisions on one day."""
    row = _row(step, planned, plan, today)
    return (Cell("text", tr("模拟审批转正式（{n} 件）", n=count)), *row[1:]) if count > 1 else row


def _row(step: RouteStep, planned: PlannedStep, plan: RoutePlan, today: date) -> tuple[Cell, ...]:
    milestone = step.kind is StepKind.MILESTONE
    done = step.actual_finish is not None
    days = (planned.finish - planned.start).days + 1
    shown = "" if milestone or step.kind is StepKind.CONVERSION else str(days)
    if shown and step.id in plan.assumed and not done:
        shown += "*"
    title = tr("{step}（模拟）", step=step.title) if step.simulated else step.title
    return (
        Cell("text", title, tone="strong" if milestone else ""),
        Cell("date", planned.start),
        Cell("date", planned.finish),
        Cell("text", shown),
        Cell("days", None if done else planned.total_float, text="—" if done else ""),
        Cell("text", "●" if planned.critical and not done else ""),
        Cell("text", why_text(step, plan.reasons.get(step.id), today), tone="muted" if done else ""),
    )


def why_text(step: RouteStep, reason: StepReason | None, today: date) -> str:
    """What binds a step's start: what happened, the step before it with its law, or a day from outside."""
    if step.actual_finish is not None:
        return tr("已完成")
    if step.actual_start is not None:
        return tr("已开始")
    if reason is None:
        return ""
    if reason.kind is LinkKind.LEGAL:
        basis = tr("（{basis}）", basis=reason.basis) if reason.basis else ""
        return tr("须待“{step}”{basis}", step=reason.before_title, basis=basis)
    if reason.before_title:
        return tr("接“{step}”", step=reason.before_title)
    if reason.not_before is not None and reason.not_before > today:
        return tr("最早 {date}", date=day_text(reason.not_before, today))
    return tr("现在即可启动")
