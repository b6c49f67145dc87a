"""The charts of a report: averages by stage, compression by month, and the next four weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.route_builder import CONSTRUCTION_START, LAND_CONTRACT
from agent_desk.i18n import tr
from agent_desk.services.brief_figures import PeriodRecord, monthly_compression, stage_averages
from agent_desk.services.documents import BarChart, GanttBlock, LineChart, Series
from agent_desk.services.gantt.model import (
    BarStyle,
    GanttBar,
    GanttChart,
    GanttFlag,
    GanttMilestone,
    GanttRow,
    Tone,
)
from agent_desk.services.gantt_chart import chart_of, project_chart
from agent_desk.services.gantt_rows import left_text, tightest
from agent_desk.services.office import Office
from agent_desk.services.portfolio_sheets import PlannedSheet
from agent_desk.services.stage_words import stage_word

MONTHS = 8
WEEKS = 4
_PROJECTS = 8
_CASES = 14
_DAY = timedelta(days=1)

_RANK = {
    BarStyle.PAUSE: 5,
    BarStyle.RUNNING: 4,
    BarStyle.DONE: 4,
    BarStyle.SIMULATED: 3,
    BarStyle.MINIMUM: 2,
    BarStyle.PLAN: 2,
    BarStyle.PREPARATION: 1,
}
"""Which of several cases is shown on a day in a project's one line."""


def stage_chart(record: PeriodRecord) -> BarChart | None:
    """Legal, promised and actual days by stage; None without any finished case that has a legal limit."""
    averages = stage_averages(record.decided)
    if not averages:
        return None
    cases = sum(average.cases for average in averages)
    return BarChart(
        tr("各阶段平均用时"),
        tr("自然日，{n} 件", n=cases),
        tuple(stage_word(average.stage) for average in averages),
        (
            Series(tr("法定"), "clock.legal.fill", tuple(round(a.legal) for a in averages)),
            Series(tr("承诺"), "clock.promise.fill", tuple(round(a.promised) for a in averages)),
            Series(tr("实际"), "clock.green.fill", tuple(round(a.actual) for a in averages)),
        ),
    )


def month_chart(record: PeriodRecord) -> LineChart | None:
    """Compression against the legal limits by month; None where no month has a finished case."""
    months = monthly_compression(record, MONTHS)
    if all(share is None for _, share, _ in months):
        return None
    values = tuple(None if share is None else round(share * 100) for _, share, _ in months)
    span = tr("{a} 月至 {b} 月", a=months[0][0].month, b=months[-1][0].month)
    return LineChart(
        tr("较法定压缩率"),
        f"{span}，%",
        tuple(tr("{n} 月", n=first.month) for first, _, _ in months),
        (Series(tr("压缩率"), "accent.fill", values),),
        suffix="%",
    )


def weeks_of_portfolio(sheets: Sequence[PlannedSheet], office: Office, today: date) -> GanttBlock | None:
    """One line for each of the projects nearest to their goal: what goes on in the next four weeks."""
    first, last = _window(today)
    rows: list[GanttRow] = []
    milestones: list[GanttMilestone] = []
    shown: list[PlannedSheet] = []
    order = chart_of(sheets, office, today).rows
    by_id = {entry.sheet.project.id: entry for entry in sheets}
    for row in order:
        if row.id not in by_id or len(rows) == _PROJECTS:
            continue
        entry = by_id[row.id]
        chart = project_chart(entry.sheet, entry.plan, office, today)
        bars = _merged([bar for one in chart.rows if one.level == 2 for bar in one.bars], first, last)
        marks = _goals(entry, first, last)
        if bars or marks:
            name = entry.sheet.project.display_name
            rows.append(GanttRow(row.id, name, lane="lane.planning", bars=bars, flag=_flag(entry)))
            milestones += marks
            shown.append(entry)
    if not rows:
        return None
    whole = chart_of(shown, office, today)
    chart = GanttChart(
        tuple(rows),
        today,
        milestones=tuple(milestones),
        calendar=whole.calendar,
        provisional_from=whole.provisional_from,
    )
    return GanttBlock(chart, _PROJECTS, first, last)


def weeks_of_project(entry: PlannedSheet, office: Office, today: date) -> GanttBlock | None:
    """The cases of one project that are or will be worked on in the next four weeks."""
    first, last = _window(today)
    chart = project_chart(entry.sheet, entry.plan, office, today)
    rows = [
        GanttRow(row.id, row.title, lane=row.lane, bars=row.bars, flag=row.flag)
        for row in chart.rows
        if row.level == 2 and any(bar.end >= first and bar.start <= last for bar in row.bars)
    ]
    if not rows:
        return None
    kept = {row.id for row in rows}
    few = GanttChart(
        tuple(rows),
        today,
        milestones=tuple(mark for mark in chart.milestones if mark.row_id in kept),
        calendar=chart.calendar,
        provisional_from=chart.provisional_from,
    )
    return GanttBlock(few, _CASES, first, last)


def _window(today: date) -> tuple[date, date]:
    monday = today - timedelta(days=today.weekday())
    return monday, monday + timedelta(days=7 * WEEKS - 1)


def _merged(bars: Sequence[GanttBar], first: date, last: date) -> tuple[GanttBar, ...]:
    """One line out of many: on each day the most telling bar, neighbours of one style joined."""
    styles: dict[date, BarStyle] = {}
    for bar in bars:
        day = max(bar.start, first)
        while day <= min(bar.end, last):
            if day not in styles or _RANK[bar.style] > _RANK[styles[day]]:
                styles[day] = bar.style
            day += _DAY
    joined: list[GanttBar] = []
    for day in sorted(styles):
        before = joined[-1] if joined else None
        if before is not None and before.style is styles[day] and before.end + _DAY == day:
            joined[-1] = GanttBar(before.start, day, before.style)
        else:
            joined.append(GanttBar(day, day, styles[day]))
    return tuple(joined)


def _goals(entry: PlannedSheet, first: date, last: date) -> list[GanttMilestone]:
    days = {step.id: step.finish for step in entry.plan.result.steps}
    land, start = days.get(LAND_CONTRACT), days.get(CONSTRUCTION_START)
    row_id = entry.sheet.project.id
    found = []
    if land is not None and land == start:
        found.append(GanttMilestone(row_id, land, tr("拿地即开工")))
    else:
        found += [
            GanttMilestone(row_id, day, name)
            for day, name in ((land, tr("签供地")), (start, tr("开工")))
            if day is not None
        ]
    return [mark for mark in found if first <= mark.day <= last]


def _flag(entry: PlannedSheet) -> GanttFlag | None:
    """The worst that is the matter with the project: overdue, else a stopped clock."""
    clocks = [clock for case in entry.sheet.cases for clock in case.clocks]
    worst = tightest(clock for clock in clocks if not clock.paused)
    if worst is not None and worst.left < 0:
        return GanttFlag(left_text(worst), Tone.OVER)
    if any(case.life.status is CaseStatus.PAUSED for case in entry.sheet.cases):
        return GanttFlag(tr("停表"), Tone.PAUSE)
    return None
