"""A route as plain data, for scripts and for the record left beside the manual."""

from __future__ import annotations

from agent_desk.domain.case import CaseMode
from agent_desk.domain.route import LinkKind, PlannedStep, RouteStep
from agent_desk.i18n import tr
from agent_desk.services.project_sheet import ProjectSheet
from agent_desk.services.route_plan import RoutePlan


def route_record(sheet: ProjectSheet, plan: RoutePlan) -> dict[str, object]:
    """Status, figures in calendar days, and every step with its dates, float and what binds it."""
    modes = {case.case.id: case.case.mode for case in sheet.cases}
    steps = {step.id: step for step in plan.problem.steps}
    return {
        "project": sheet.project.code,
        "project_name": sheet.project.name,
        "today": sheet.today,
        "status": plan.result.status.value,
        "makespan": plan.result.makespan,
        "bound": plan.result.bound,
        "statutory_days": plan.statutory_days,
        "forecast_days": plan.forecast_days,
        "saved_days": plan.saved_days,
        "start_of_construction": plan.goal_on,
        "conflict": list(plan.result.conflict),
        "steps": [_step(steps[p.id], p, plan, modes) for p in plan.result.steps],
    }


def _step(
    step: RouteStep, planned: PlannedStep, plan: RoutePlan, modes: dict[str, CaseMode]
) -> dict[str, object]:
    mode = modes.get(step.case_id)
    return {
        "id": step.id,
        "item": step.item_code,
        "title": step.title,
        "kind": step.kind.value,
        "mode": mode.value if mode else "",
        "start": planned.start,
        "finish": planned.finish,
        "float": planned.total_float,
        "critical": planned.critical,
        "assumed": step.id in plan.assumed,
        "actual": step.actual_finish is not None,
        "why": why(step.id, plan),
    }


def why(step_id: str, plan: RoutePlan) -> str:
    """In words what binds the start of a step, with the article where it is the law; empty for facts."""
    reason = plan.reasons.get(step_id)
    if reason is None:
        return ""
    if reason.kind is None:
        return tr("{day} 起可办", day=reason.not_before.isoformat()) if reason.not_before else ""
    if reason.kind is LinkKind.CHAIN:
        return tr("“{before}”完成后", before=reason.before_title)
    if reason.basis:
        return tr("须在“{before}”之后，依据{basis}", before=reason.before_title, basis=reason.basis)
    return tr("通常在“{before}”之后", before=reason.before_title)
