"""Charts over real records: what is drawn follows from events and route, and from nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.clock import Pause
from agent_desk.domain.limits import ClockKind, Unit
from agent_desk.domain.route_builder import CONSTRUCTION_START, LAND_CONTRACT
from agent_desk.services.gantt.model import BarStyle, GanttChart, GanttRow, RowKind, Tone
from agent_desk.services.gantt.rows import RowLayout
from agent_desk.services.gantt_chart import chart_summary, portfolio_chart, project_chart
from agent_desk.services.gantt_rows import case_bars, case_row, left_text, tightest
from agent_desk.services.office import Office
from agent_desk.services.portfolio_sheets import PlannedSheet, active_sheets
from agent_desk.services.project_sheet import CaseSheet
from agent_desk.services.readings import ClockReading
from tests.office import TODAY


@pytest.fixture(scope="module")
def sheets(demo: Office) -> tuple[PlannedSheet, ...]:
    return active_sheets(demo, TODAY)


def chart(entry: PlannedSheet, office: Office) -> GanttChart:
    return project_chart(entry.sheet, entry.plan, office, TODAY)


def rows_by_id(found: GanttChart) -> dict[str, GanttRow]:
    return {row.id: row for row in found.rows}


def reading(kind: ClockKind = ClockKind.TARGET, left: int = 3, **changes: object) -> ClockReading:
    plain = ClockReading(
        kind, Unit.EVERY_DAY, 8, 8 - left, left, TODAY, TODAY, TODAY + timedelta(days=left),
        False, False, None, "", "", "", "c", "p", "GH-02",
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_portfolio_is_a_tree_of_collapsed_projects(demo: Office, sheets: tuple[PlannedSheet, ...]) -> None:
    found = portfolio_chart(demo, TODAY)
    assert len(RowLayout(found.rows)) == len(sheets)  # depth first, or it would refuse; all collapsed
    projects = [row for row in found.rows if row.kind is RowKind.PROJECT]
    assert {row.id for row in projects} == {entry.sheet.project.id for entry in sheets}
    opened = portfolio_chart(demo, TODAY, frozenset({projects[0].id}))
    assert len(RowLayout(opened.rows)) > len(sheets)


def test_goals_to_come_stand_first(demo: Office, sheets: tuple[PlannedSheet, ...]) -> None:
    goals = {entry.sheet.project.id: entry.plan.goal_on for entry in sheets}
    order = [goals[row.id] for row in portfolio_chart(demo, TODAY).rows if row.kind is RowKind.PROJECT]
    ahead = [day for day in order if day is not None and day >= TODAY]
    assert ahead and order[: len(ahead)] == sorted(ahead)


def test_bars_are_hatched_until_converted(demo: Office, sheets: tuple[PlannedSheet, ...]) -> None:
    seen = set()
    for entry in sheets:
        rows = rows_by_id(chart(entry, demo))
        bars = case_bars(entry.plan)
        for case in entry.sheet.cases:
            row, planned = rows.get(case.case.id), bars.get(case.case.id)
            if row is None or planned is None or not planned.simulated:
                continue
            styles = {bar.style for bar in row.bars}
            converted = case.life.decided_on is not None
            assert (BarStyle.SIMULATED in styles) is not converted, case.item.code
            assert (row.tag == "模拟") is not converted
            seen.add(converted)
    assert seen == {True, False}


def test_facts_are_where_they_happened(demo: Office, sheets: tuple[PlannedSheet, ...]) -> None:
    checked = 0
    for entry in sheets:
        rows = rows_by_id(chart(entry, demo))
        for case in entry.sheet.cases:
            decided = case.life.mock_on or case.life.decided_on
            if case.life.status is CaseStatus.GRANTED and decided and case.case.id in rows:
                work = [bar for bar in rows[case.case.id].bars if bar.style is BarStyle.DONE]
                assert [bar.end for bar in work] == [decided], case.item.code
                checked += 1
    assert checked > 50


def test_nothing_planned_lies_in_the_past(demo: Office, sheets: tuple[PlannedSheet, ...]) -> None:
    for entry in sheets:
        for row in chart(entry, demo).rows:
            for bar in row.bars:
                if bar.style in (BarStyle.PLAN, BarStyle.RUNNING):
                    assert bar.end >= TODAY


def test_pauses_lie_inside_their_work_and_carry_their_kind(
    demo: Office, sheets: tuple[PlannedSheet, ...]
) -> None:
    found = 0
    for entry in sheets:
        for row in chart(entry, demo).rows:
            for pause in (bar for bar in row.bars if bar.style is BarStyle.PAUSE):
                others = [bar for bar in row.bars if bar.style not in (BarStyle.PAUSE, BarStyle.PREPARATION)]
                assert others[0].start <= pause.start <= pause.end <= others[0].end
                name, days = pause.label.split(" ")
                assert name and int(days) == (pause.end - pause.start).days + 1
                found += 1
    assert found


def started_case(sheets: tuple[PlannedSheet, ...]) -> tuple[PlannedSheet, CaseSheet]:
    return next(
        (entry, case)
        for entry in sheets
        for case in entry.sheet.cases
        if case.life.status is CaseStatus.UNDER_REVIEW and not case.life.special_pauses
    )


def test_a_pause_without_its_paper_is_not_drawn(sheets: tuple[PlannedSheet, ...]) -> None:
    entry, case = started_case(sheets)
    bars = case_bars(entry.plan)[case.case.id]
    on = bars.work.start
    for notice, wanted in (("", 0), ("评审通知 3 号", 1)):
        life = replace(case.life, special_pauses=(Pause(on, on, "expert_review", "", notice),))
        row = case_row(replace(case, life=life), bars, None, {}, "g", TODAY)
        labels = [bar.label for bar in row.bars if bar.style is BarStyle.PAUSE]
        assert labels == ["评审 1"] * wanted


@pytest.mark.parametrize(
    ("clocks", "text", "tone"),
    [
        ((reading(left=-2), reading(ClockKind.STATUTORY, 9)), "超 2 天", Tone.OVER),
        ((reading(left=0),), "今天到期", Tone.DUE),
        ((reading(left=1),), "剩 1 天", Tone.DUE),
        ((reading(ClockKind.STATUTORY, 2, unit=Unit.WORKING),), "剩 2 工作日", Tone.DUE),
        ((reading(left=2, paused=True),), "停表", Tone.PAUSE),
        ((reading(ClockKind.GAP, -1),), "容缺补齐超 1 天", Tone.OVER),
    ],
)
def test_flags(
    sheets: tuple[PlannedSheet, ...], clocks: tuple[ClockReading, ...], text: str, tone: Tone
) -> None:
    _, case = started_case(sheets)
    flag = case_row(replace(case, clocks=clocks), None, None, {}, "g", TODAY).flag
    assert flag is not None and (flag.text, flag.tone) == (text, tone)


def test_no_flag_far_from_the_end(sheets: tuple[PlannedSheet, ...]) -> None:
    _, case = started_case(sheets)
    far = (reading(left=9), reading(ClockKind.MINIMUM, 1))
    assert case_row(replace(case, clocks=far), None, None, {}, "g", TODAY).flag is None
    assert tightest(far) == far[0]  # a minimum period asks nobody to act
    assert left_text(far[0]) == "剩 9 天"


def test_unconfirmed_case_has_a_row_without_bars(sheets: tuple[PlannedSheet, ...]) -> None:
    _, case = started_case(sheets)
    row = case_row(case, None, None, {}, "g", TODAY)
    assert (row.bars, row.days, row.tag) == ((), None, "待确认")


def test_permit_on_the_land_day(demo: Office, sheets: tuple[PlannedSheet, ...]) -> None:
    """The demonstration's same-day project: one dotted line, the conversions counted."""
    with_land = [
        (entry, chart(entry, demo).land_days) for entry in sheets if entry.sheet.project.land_day is not None
    ]
    entry, (land,) = next(
        pair for pair in with_land if pair[1] and pair[1][0].day < TODAY and pair[0].plan.goal_on
    )
    assert land.day == entry.sheet.project.land_day == entry.plan.goal_on
    conversions = [bars.conversion for bars in case_bars(entry.plan).values() if bars.conversion]
    same = sum(step.finish == land.day for step in conversions)
    assert land.note == f"同日 {same} 件模拟审批转正式"
    assert land.title == f"{land.day:%m-%d} 拿地即开工"
    known = {row.id for row in chart(entry, demo).rows}
    assert set(land.row_ids) <= known
    for other, days in with_land:
        finishes = {step.id: step.finish for step in other.plan.result.steps}
        if days:
            assert days[0].day == finishes[LAND_CONTRACT] <= finishes[CONSTRUCTION_START]


def test_links_join_rows_that_are_there(demo: Office, sheets: tuple[PlannedSheet, ...]) -> None:
    for entry in sheets:
        found = chart(entry, demo)
        known = rows_by_id(found)
        pairs = [(link.source, link.target) for link in found.links]
        assert len(pairs) == len(set(pairs))
        for link in found.links:
            assert link.source != link.target
            assert link.source in known and link.target in known
            if link.critical:
                assert known[link.source].critical and known[link.target].critical


def test_baseline_is_the_newest_adopted(demo: Office, sheets: tuple[PlannedSheet, ...]) -> None:
    entry = next(e for e in sheets if e.sheet.baselines and e.plan.critical_steps)
    found = chart(entry, demo)
    baseline = entry.sheet.baselines[-1]
    spans = {step_id: (start, finish) for step_id, start, finish in baseline.spans}
    for row in found.rows:
        work = spans.get(f"{row.id}:review") or spans.get(f"{row.id}:minimum")
        if row.kind is RowKind.STEP and work is not None:
            assert row.baseline is not None
            assert row.baseline[1] == max(work[1], spans.get(f"{row.id}:preparation", work)[1])
    assert found.baseline_name == f"v{baseline.number}"
    summary = chart_summary(entry.sheet, entry.plan)
    assert summary.behind_baseline == entry.plan.forecast_days - baseline.makespan
    assert summary.total_days == entry.plan.forecast_days
    assert summary.critical_steps == entry.plan.critical_steps


def test_calendar_of_the_chart(demo: Office) -> None:
    found = portfolio_chart(demo, TODAY)
    assert date(2026, 10, 1) in found.calendar.holidays
    assert date(2026, 10, 10) in found.calendar.make_up
    assert date(2026, 11, 21) not in found.calendar.holidays  # an ordinary Saturday
    assert found.provisional_from == date(2027, 1, 1)


def test_assessments_are_one_group_of_parallel_lines(demo: Office, sheets: tuple[PlannedSheet, ...]) -> None:
    for entry in sheets:
        found = chart(entry, demo)
        group = next((row for row in found.rows if row.title == "多评合一"), None)
        if group is None:
            continue
        members = [row for row in found.rows if row.parent_id == group.id]
        assert all(row.lane_tag for row in members)
        assert group.note == (f"{len(members)} 条并联" if len(members) > 1 else "")
        assert group.bars[0].start == min(bar.start for row in members for bar in row.bars)
        return
    pytest.fail("no project of the demonstration has assessments")
