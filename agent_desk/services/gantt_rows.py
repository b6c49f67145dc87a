"""One case as a row of the chart: bars from what happened and what is planned, flag, tag, baseline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.catalogue import ReviewGroup, Stage
from agent_desk.domain.clock import Pause
from agent_desk.domain.limits import ClockKind, Unit
from agent_desk.domain.people import Member
from agent_desk.domain.route import Baseline, PlannedStep, RouteStep, StepKind
from agent_desk.i18n import N_, tr
from agent_desk.services.gantt.model import (
    BarStyle,
    GanttAgent,
    GanttBar,
    GanttFlag,
    GanttRow,
    RowKind,
    Tone,
)
from agent_desk.services.item_names import item_short
from agent_desk.services.project_sheet import CaseSheet
from agent_desk.services.readings import ClockReading
from agent_desk.services.route_plan import RoutePlan
from agent_desk.services.stage_words import lane_word
from agent_desk.services.today import REVIEW_CLOCKS
from agent_desk.services.words import procedure_word, word

SOON = 3
"""Counted days left from which a running clock gets its flag."""

_DAY = timedelta(days=1)
_SHORT_PAUSES = {"expert_review": N_("评审")}


@dataclass(frozen=True, slots=True)
class CaseBars:
    """The planned steps of one case: preparation, work (review or minimum period), conversion."""

    preparation: PlannedStep | None
    work: PlannedStep
    conversion: PlannedStep | None
    kind: StepKind
    simulated: bool
    started: bool
    ended: bool
    converted: bool

    @property
    def critical(self) -> bool:
        """Whether any part of the case lies on the critical path."""
        parts = (self.preparation, self.work, self.conversion)
        return any(part is not None and part.critical for part in parts)

    @property
    def days(self) -> int:
        """Calendar days of the work, first and last included."""
        return (self.work.finish - self.work.start).days + 1

    @property
    def final_day(self) -> date:
        """The day the binding decision comes out."""
        return (self.conversion or self.work).finish


def case_bars(plan: RoutePlan) -> dict[str, CaseBars]:
    """The planned steps by case id; cases the route leaves out are missing."""
    planned = {step.id: step for step in plan.result.steps}
    found: dict[str, dict[str, RouteStep]] = {}
    for step in plan.problem.steps:
        if step.case_id and step.id in planned:
            part = step.id.rpartition(":")[2]
            found.setdefault(step.case_id, {})[part] = step
    return {case_id: _bars_of(parts, planned) for case_id, parts in found.items() if _work(parts)}


def _work(parts: Mapping[str, RouteStep]) -> RouteStep | None:
    return next((step for part, step in parts.items() if part not in ("preparation", "conversion")), None)


def _bars_of(parts: Mapping[str, RouteStep], planned: Mapping[str, PlannedStep]) -> CaseBars:
    work = _work(parts)
    assert work is not None
    preparation, conversion = parts.get("preparation"), parts.get("conversion")
    return CaseBars(
        preparation=planned[preparation.id] if preparation else None,
        work=planned[work.id],
        conversion=planned[conversion.id] if conversion else None,
        kind=work.kind,
        simulated=work.simulated,
        started=work.actual_start is not None,
        ended=work.actual_finish is not None,
        converted=conversion is not None and conversion.actual_finish is not None,
    )


def case_row(
    sheet: CaseSheet,
    bars: CaseBars | None,
    baseline: Baseline | None,
    members: Mapping[str, Member],
    parent_id: str,
    today: date,
) -> GanttRow:
    """The row of one case; a case that is still to be confirmed has no bars and says so."""
    item = sheet.item
    tagged = item.group is ReviewGroup.COMBINED_ASSESSMENT or item.stage is Stage.DESIGN
    return GanttRow(
        id=sheet.case.id,
        title=item_short(item),
        kind=RowKind.STEP,
        parent_id=parent_id,
        level=2,
        department=tr(item.department),
        agent=agent_of(members.get(sheet.case.member_id)),
        days=bars.days if bars else None,
        lane=f"lane.{item.lane.value}",
        lane_tag=lane_word(item.lane) if tagged else "",
        bars=_drawn(sheet, bars, today) if bars else (),
        baseline=_baseline_span(sheet, baseline),
        critical=bars.critical if bars else False,
        tag=_tag(sheet, bars),
        flag=_flag(sheet),
    )


def agent_of(member: Member | None) -> GanttAgent | None:
    """The person with the colour of the avatar."""
    return GanttAgent(member.name, member.hue) if member is not None else None


def _drawn(sheet: CaseSheet, bars: CaseBars, today: date) -> tuple[GanttBar, ...]:
    drawn = []
    work = bars.work
    before = bars.preparation
    if before is not None and before.start < work.start:
        drawn.append(GanttBar(before.start, min(before.finish, work.start - _DAY), BarStyle.PREPARATION))
    style = _style(bars)
    shortest = bars.kind is StepKind.MINIMUM and not bars.ended
    drawn.append(GanttBar(work.start, work.finish, style, tr("法定最短期，不压缩") if shortest else ""))
    pauses = (*sheet.life.special_pauses, *sheet.life.supplement_pauses)
    drawn += [bar for pause in pauses if (bar := _pause_bar(pause, bars, today)) is not None]
    return tuple(drawn)


def _style(bars: CaseBars) -> BarStyle:
    if bars.simulated and not bars.converted:
        return BarStyle.SIMULATED
    if bars.ended:
        return BarStyle.DONE
    if bars.kind is StepKind.MINIMUM:
        return BarStyle.MINIMUM
    return BarStyle.RUNNING if bars.started else BarStyle.PLAN


def _pause_bar(pause: Pause, bars: CaseBars, today: date) -> GanttBar | None:
    """The pause inside the work's bar. One without its paper stops nothing, so it is not drawn as a pause."""
    if not pause.has_notice:
        return None
    start = max(pause.start, bars.work.start)
    end = min(pause.end or today, bars.work.finish)
    if end < start:
        return None
    name = tr(_SHORT_PAUSES[pause.kind]) if pause.kind in _SHORT_PAUSES else procedure_word(pause.kind)
    return GanttBar(start, end, BarStyle.PAUSE, f"{name} {(end - start).days + 1}")


def _baseline_span(sheet: CaseSheet, baseline: Baseline | None) -> tuple[date, date] | None:
    if baseline is None:
        return None
    own = f"{sheet.case.id}:"
    spans = [
        (start, finish)
        for step_id, start, finish in baseline.spans
        if step_id.startswith(own) and not step_id.endswith(":conversion")
    ]
    if not spans:
        return None
    return min(start for start, _ in spans), max(finish for _, finish in spans)


def _tag(sheet: CaseSheet, bars: CaseBars | None) -> str:
    if bars is None:
        return tr("待确认")
    if bars.simulated and not bars.converted:
        return tr("模拟")
    return tr("容缺") if sheet.life.open_gaps else ""


def tightest(clocks: Iterable[ClockReading]) -> ClockReading | None:
    """The clock that runs out first; a legal minimum period asks nobody to act and is left out."""
    running = [clock for clock in clocks if clock.kind is not ClockKind.MINIMUM]
    return min(running, key=_tightness, default=None)


def _tightness(clock: ClockReading) -> tuple[int, date, int]:
    order = REVIEW_CLOCKS.index(clock.kind) if clock.kind in REVIEW_CLOCKS else len(REVIEW_CLOCKS)
    return clock.left, clock.due_unmoved, order


def _flag(sheet: CaseSheet) -> GanttFlag | None:
    if sheet.life.status is CaseStatus.SUPPLEMENTING:
        return GanttFlag(tr("补正中"), Tone.PAUSE)
    clock = tightest(sheet.clocks)
    if clock is None:
        return None
    if clock.paused and clock.left >= 0:
        return GanttFlag(tr("停表"), Tone.PAUSE)
    if clock.left > SOON:
        return None
    name = "" if clock.kind in REVIEW_CLOCKS else word(clock.kind)
    return GanttFlag(name + left_text(clock), Tone.OVER if clock.left < 0 else Tone.DUE)


def left_text(clock: ClockReading) -> str:
    """剩 1 天, 今天到期, 超 2 工作日: the clock's days in its own unit."""
    if clock.left == 0:
        return tr("今天到期")
    working = clock.unit is Unit.WORKING
    if clock.left < 0:
        return tr("超 {n} 工作日", n=-clock.left) if working else tr("超 {n} 天", n=-clock.left)
    return tr("剩 {n} 工作日", n=clock.left) if working else tr("剩 {n} 天", n=clock.left)
