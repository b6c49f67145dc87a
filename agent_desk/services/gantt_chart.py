"""Charts over real records: one project as route and facts, or the whole portfolio.

A chart is a forecast over facts and changes nothing: what happened is drawn from the events, what lies ahead
from the route planned on the day asked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from agent_desk.domain.calendar import DayKind, WorkCalendar
from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.catalogue import ReviewGroup, Stage
from agent_desk.domain.people import Member, Seat
from agent_desk.domain.route import LinkKind, PlannedStep, StepKind
from agent_desk.domain.route_builder import (
    COMPLETION,
    COMPLETION_TITLE,
    CONSTRUCTION_PERMIT,
    CONSTRUCTION_START,
    IN_USE,
    IN_USE_TITLE,
    LAND_AUCTION,
    LAND_CONTRACT,
    LAND_TITLE,
    START_TITLE,
)
from agent_desk.i18n import tr
from agent_desk.services.gantt.model import (
    BarStyle,
    GanttBar,
    GanttCalendar,
    GanttChart,
    GanttLandDay,
    GanttLink,
    GanttMilestone,
    GanttRow,
    GanttSummary,
    RowKind,
)
from agent_desk.services.gantt_rows import CaseBars, agent_of, case_bars, case_row
from agent_desk.services.office import Office
from agent_desk.services.portfolio_sheets import PlannedSheet, active_sheets
from agent_desk.services.project_sheet import CaseSheet, ProjectSheet
from agent_desk.services.route_plan import RoutePlan
from agent_desk.services.stage_words import milestone_word, stage_word

_MARGIN = timedelta(days=62)
_DONE = frozenset({CaseStatus.GRANTED, CaseStatus.MOCK_ISSUED})
_GROUPS: tuple[tuple[str, Stage | None], ...] = (
    ("start_up", Stage.START_UP),
    ("land", Stage.LAND),
    ("combined", None),
    ("design", Stage.DESIGN),
    ("construction", Stage.CONSTRUCTION),
    ("completion", Stage.COMPLETION),
)


@dataclass(frozen=True, slots=True)
class _Part:
    """What one project contributes to a chart."""

    rows: tuple[GanttRow, ...]
    links: tuple[GanttLink, ...]
    milestones: tuple[GanttMilestone, ...]
    land_day: GanttLandDay | None


def project_chart(sheet: ProjectSheet, plan: RoutePlan, office: Office, today: date) -> GanttChart:
    """The chart of one project with its stages open. ``sheet`` and ``plan`` are of the same day."""
    part = _Maker(sheet, plan, today).part(collapsed=False)
    newest = sheet.baselines[-1] if sheet.baselines else None
    return _chart(
        [part],
        office.calendar,
        today,
        baseline_name=f"v{newest.number}" if newest else "",
        summary=chart_summary(sheet, plan),
    )


def portfolio_chart(office: Office, today: date, expanded: frozenset[str] = frozenset()) -> GanttChart:
    """All active projects, the one whose goal comes first on top; those not in ``expanded`` are collapsed.

    Collapsed projects carry their rows too, so that a view can open them without asking again.
    """
    return chart_of(active_sheets(office, today), office, today, expanded)


def chart_of(
    sheets: Sequence[PlannedSheet], office: Office, today: date, expanded: frozenset[str] = frozenset()
) -> GanttChart:
    """The chart of these projects, in the order of their goals; finished goals go last."""
    ordered = sorted(sheets, key=lambda entry: _goal_order(entry, today))
    parts = [
        _Maker(entry.sheet, entry.plan, today).part(collapsed=entry.sheet.project.id not in expanded)
        for entry in ordered
    ]
    return _chart([part for part in parts if part.rows], office.calendar, today)


def chart_summary(sheet: ProjectSheet, plan: RoutePlan) -> GanttSummary:
    """The figures under a project's chart, in calendar days; drift is measured against the newest baseline."""
    newest = sheet.baselines[-1] if sheet.baselines else None
    steps = {step.id: step for step in plan.problem.steps}
    floats = [
        planned.total_float
        for planned in plan.result.steps
        if steps[planned.id].actual_finish is None and steps[planned.id].kind is not StepKind.MILESTONE
    ]
    return GanttSummary(
        total_days=plan.forecast_days or None,
        critical_steps=plan.critical_steps,
        behind_baseline=plan.forecast_days - newest.makespan if newest and plan.forecast_days else None,
        least_float=min(floats, default=None),
    )


def _goal_order(entry: PlannedSheet, today: date) -> tuple[bool, date, str]:
    goal = entry.plan.goal_on
    return (goal is None or goal < today, goal or today, entry.sheet.project.name)


def _chart(
    parts: Sequence[_Part],
    calendar: WorkCalendar,
    today: date,
    baseline_name: str = "",
    summary: GanttSummary | None = None,
) -> GanttChart:
    chart = GanttChart(
        rows=tuple(row for part in parts for row in part.rows),
        today=today,
        links=tuple(link for part in parts for link in part.links),
        milestones=tuple(milestone for part in parts for milestone in part.milestones),
        land_days=tuple(part.land_day for part in parts if part.land_day is not None),
        baseline_name=baseline_name,
        summary=summary,
    )
    first, last = chart.span()
    first, last = max(first - _MARGIN, calendar.first_day), min(last + _MARGIN, calendar.last_day)
    return replace(
        chart,
        calendar=_marked_days(calendar, first, last),
        provisional_from=_provisional_from(calendar, max(first, today), last),
    )


def _marked_days(calendar: WorkCalendar, first: date, last: date) -> GanttCalendar:
    kinds: dict[DayKind, list[date]] = defaultdict(list)
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        kinds[calendar.kind(day)].append(day)
    return GanttCalendar(frozenset(kinds[DayKind.HOLIDAY]), frozenset(kinds[DayKind.MAKEUP]))


def _provisional_from(calendar: WorkCalendar, first: date, last: date) -> date | None:
    """The first day on or after ``first`` that no published notice covers."""
    for year in range(first.year, last.year + 1):
        if calendar.is_provisional(date(year, 1, 1)):
            return max(first, date(year, 1, 1))
    return None


class _Maker:
    """Makes the rows, links and milestones of one project."""

    def __init__(self, sheet: ProjectSheet, plan: RoutePlan, today: date) -> None:
        self.sheet = sheet
        self.plan = plan
        self.today = today
        self.project = sheet.project
        self.baseline = sheet.baselines[-1] if sheet.baselines else None
        self.bars = case_bars(plan)
        self.steps = {step.id: step for step in plan.result.steps}

    def part(self, *, collapsed: bool) -> _Part:
        """The project's contribution; without any row where nothing is planned or recorded."""
        groups = self._groups()
        if not groups:
            return _Part((), (), (), None)
        rows: list[GanttRow] = []
        for key, stage in _GROUPS:
            if found := groups.get(key):
                rows.append(self._group_row(key, stage, found))
                rows += found
        return _Part(
            (self._project_row(rows, collapsed), *rows),
            self._links(),
            self._milestones(),
            self._land_day(),
        )

    # -- rows --------------------------------------------------------------------------------------------

    def _groups(self) -> dict[str, list[GanttRow]]:
        groups: dict[str, list[GanttRow]] = defaultdict(list)
        for case in self.sheet.cases:
            bars = self.bars.get(case.case.id)
            if bars is None and (case.case.confirmed or case.life.last_on is not None):
                continue
            key = _group_of(case)
            row = case_row(case, bars, self.baseline, self.sheet.members, self._group_id(key), self.today)
            groups[key].append(row)
        if self._land_step is not None and self._land_row == self._own_land_row:
            groups["land"].append(self._land_only_row())
        for rows in groups.values():
            rows.sort(key=_row_order)
        return dict(groups)

    def _group_id(self, key: str) -> str:
        return f"{self.project.id}:{key}"

    def _group_row(self, key: str, stage: Stage | None, rows: Sequence[GanttRow]) -> GanttRow:
        together = stage is None and len(rows) > 1
        return GanttRow(
            id=self._group_id(key),
            title=stage_word(stage) if stage is not None else tr(ReviewGroup.COMBINED_ASSESSMENT.value),
            kind=RowKind.GROUP,
            parent_id=self.project.id,
            level=1,
            bars=_over(rows),
            note=tr("{n} 条并联", n=len(rows)) if together else "",
        )

    def _project_row(self, rows: Sequence[GanttRow], collapsed: bool) -> GanttRow:
        days = self.plan.forecast_days or None
        whole = _over(rows)
        bars: tuple[GanttBar, ...] = ()
        if whole:
            label = tr("{n} 天", n=days) if days else ""
            until = self._progress_day(whole[0])
            bars = (GanttBar(whole[0].start, whole[0].end, BarStyle.SUMMARY, label, until),)
        return GanttRow(
            id=self.project.id,
            title=self.project.name,
            kind=RowKind.PROJECT,
            agent=agent_of(self._lead()),
            days=days,
            bars=bars,
            collapsed=collapsed,
        )

    def _lead(self) -> Member | None:
        member_id = self.project.member_in(Seat.LEAD)
        return self.sheet.members.get(member_id) if member_id else None

    def _progress_day(self, whole: GanttBar) -> date:
        """How far the dark part of the project's bar goes: the share of its planned cases that are decided."""
        planned = [case for case in self.sheet.cases if case.case.id in self.bars]
        done = sum(case.life.status in _DONE for case in planned)
        days = (whole.end - whole.start).days + 1
        return whole.start + timedelta(days=days * done // max(len(planned), 1) - 1)

    # -- land and construction ---------------------------------------------------------------------------

    @property
    def _land_step(self) -> PlannedStep | None:
        return self.steps.get(LAND_CONTRACT)

    @property
    def _own_land_row(self) -> str:
        return f"{self.project.id}:contract"

    @property
    def _land_row(self) -> str:
        """The row that carries the land contract: the auction's, else a line of its own."""
        auction = self.sheet.case_of(LAND_AUCTION)
        if auction is not None and auction.case.id in self.bars:
            return auction.case.id
        return self._own_land_row

    def _land_only_row(self) -> GanttRow:
        return GanttRow(
            id=self._own_land_row,
            title=milestone_word(LAND_TITLE),
            kind=RowKind.MILESTONE,
            parent_id=self._group_id("land"),
            level=2,
        )

    def _permit(self) -> tuple[str, CaseBars] | None:
        permit = self.sheet.case_of(CONSTRUCTION_PERMIT)
        if permit is None or permit.case.id not in self.bars:
            return None
        return permit.case.id, self.bars[permit.case.id]

    def _milestones(self) -> tuple[GanttMilestone, ...]:
        found = []
        if self._land_step is not None:
            found.append(GanttMilestone(self._land_row, self._land_step.finish, tr("签供地")))
        permit = self._permit()
        if permit is not None:
            found.append(GanttMilestone(permit[0], permit[1].final_day, tr("施工证")))
        found += self._project_milestones()
        return tuple(found)

    def _project_milestones(self) -> list[GanttMilestone]:
        """On the project's own line; only the last has room for its name."""
        titles = {CONSTRUCTION_START: START_TITLE, COMPLETION: COMPLETION_TITLE, IN_USE: IN_USE_TITLE}
        steps = [
            (self.steps[step_id].finish, title) for step_id, title in titles.items() if step_id in self.steps
        ]
        last = max((day for day, _ in steps), default=None)
        return [
            GanttMilestone(self.project.id, day, milestone_word(title) if day == last else "", strong=False)
            for day, title in steps
        ]

    def _land_day(self) -> GanttLandDay | None:
        """拿地即开工: the permit on the very day of the land contract."""
        land, permit = self._land_step, self._permit()
        if land is None or permit is None or permit[1].final_day != land.finish:
            return None
        count = sum(
            bars.conversion is not None and bars.conversion.finish == land.finish
            for bars in self.bars.values()
        )
        return GanttLandDay(
            day=land.finish,
            row_ids=(self._land_row, permit[0]),
            title=tr("{date} 拿地即开工", date=f"{land.finish:%m-%d}"),
            note=tr("同日 {n} 件模拟审批转正式", n=count) if count else "",
        )

    # -- links -------------------------------------------------------------------------------------------

    def _links(self) -> tuple[GanttLink, ...]:
        """What waits for what. Chains within a case, conversions and milestones show themselves elsewhere."""
        steps = {step.id: step for step in self.plan.problem.steps}
        found: dict[tuple[str, str], GanttLink] = {}
        for link in self.plan.problem.links:
            before, after = steps[link.before], steps[link.after]
            own = before.case_id == after.case_id or not before.case_id or not after.case_id
            if own or after.kind is StepKind.CONVERSION or after.id not in self.steps:
                continue
            drives = self.steps[after.id].driven_by == before.id
            if link.kind is not LinkKind.LEGAL and not drives:
                continue
            critical = drives and self.steps[after.id].critical and self.steps[before.id].critical
            key = (before.case_id, after.case_id)
            if key not in found or critical:
                found[key] = GanttLink(before.case_id, after.case_id, critical)
        return tuple(found.values())


def _group_of(case: CaseSheet) -> str:
    if case.item.group is ReviewGroup.COMBINED_ASSESSMENT:
        return "combined"
    return next(key for key, stage in _GROUPS if stage is case.item.stage)


def _row_order(row: GanttRow) -> tuple[bool, int, int]:
    """By the day the work begins; rows without bars last."""
    main = [bar for bar in row.bars if bar.style not in (BarStyle.PREPARATION, BarStyle.PAUSE)]
    if not main:
        return True, 0, 0
    return False, main[0].start.toordinal(), main[0].end.toordinal()


def _over(rows: Sequence[GanttRow]) -> tuple[GanttBar, ...]:
    """One summary bar over all bars of the rows; none where they have none."""
    bars = [bar for row in rows for bar in row.bars]
    if not bars:
        return ()
    return (GanttBar(min(b.start for b in bars), max(b.end for b in bars), BarStyle.SUMMARY),)
