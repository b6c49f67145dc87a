"""Reports over real records: one figure, one place; definitions of every figure hold."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from agent_desk.domain.case import EventKind
from agent_desk.domain.case_life import FINISHED
from agent_desk.domain.errors import Refusal
from agent_desk.domain.limits import ClockKind
from agent_desk.services.brief_figures import (
    compression,
    monthly_compression,
    record_of,
    stage_averages,
    weekend_counts,
)
from agent_desk.services.commands import AddProject, AnnulEvent, RecordEvent
from agent_desk.services.desk import Desk
from agent_desk.services.documents import (
    BarChart,
    ChartRow,
    Document,
    GanttBlock,
    ListBlock,
    Paragraph,
    Table,
)
from agent_desk.services.gantt.model import BarStyle, GanttBar
from agent_desk.services.intake import build
from agent_desk.services.office import Office
from agent_desk.services.portfolio import portfolio
from agent_desk.services.portfolio_sheets import active_sheets
from agent_desk.services.report_charts import _merged
from agent_desk.services.report_issues import issue_sentences
from agent_desk.services.report_period import ReportPeriod, issue_words, period_of, period_words
from agent_desk.services.report_tables import build_table
from agent_desk.services.reporting import (
    available_reports,
    find_report,
    report_document,
    report_problems,
    report_rows,
)
from tests.office import TODAY, factory_draft

REPORTS = [definition.id for definition in available_reports()]


def first(document: Document, kind: type) -> object:
    return next(block for block in document.blocks if isinstance(block, kind))


def summary(document: Document) -> str:
    block = first(document, Paragraph)
    assert isinstance(block, Paragraph)
    return block.text


def number_before(text: str, word: str) -> int:
    found = re.search(rf"(\d+) {word}", text)
    assert found, text
    return int(found[1])


def number_after(text: str, word: str) -> int:
    found = re.search(rf"{word} (\d+)", text)
    assert found, text
    return int(found[1])


@pytest.fixture(scope="module")
def project_id(demo: Office) -> str:
    return next(e for e in active_sheets(demo, TODAY) if e.plan.critical_steps > 3).sheet.project.id


# -- the documents ----------------------------------------------------------------------------------------


def test_all_shipped_definitions_load() -> None:
    assert report_problems() == ()
    assert {"brief", "project-brief", "cases", "deadlines", "assistance"} == set(REPORTS)


@pytest.mark.parametrize("report_id", REPORTS)
def test_table_holds_the_rows_of_the_query(demo: Office, project_id: str, report_id: str) -> None:
    document = report_document(demo, report_id, TODAY, project_id=project_id)
    definition = find_report(report_id)
    rows = report_rows(demo, report_id, TODAY, project_id=project_id)
    table = first(document, Table)
    assert isinstance(table, Table)
    year = TODAY.year if table.data.year else None
    assert table.data.rows == build_table(definition, rows, year=year).rows
    assert document == report_document(demo, report_id, TODAY, project_id=project_id)


@pytest.mark.parametrize("report_id", [one for one in REPORTS if find_report(one).scope == "office"])
def test_empty_office_gives_a_report_all_the_same(desk: Desk, report_id: str) -> None:
    document = report_document(desk.office, report_id, TODAY)
    table = first(document, Table)
    assert isinstance(table, Table) and table.data.rows == () and table.data.empty_text


def test_refusals(demo: Office) -> None:
    with pytest.raises(Refusal) as unknown:
        report_document(demo, "weekly", TODAY)
    assert unknown.value.code == "report.no_such"
    with pytest.raises(Refusal) as homeless:
        report_document(demo, "project-brief", TODAY)
    assert homeless.value.code == "report.needs_project"
    with pytest.raises(Refusal) as section:
        report_document(demo, "brief", TODAY, sections=["summary", "nothing"])
    assert section.value.code == "report.unknown_section"


# -- the brief --------------------------------------------------------------------------------------------


def test_sentence_agrees_with_the_register(demo: Office) -> None:
    text = summary(report_document(demo, "brief", TODAY))
    found = portfolio(demo, TODAY)
    assert number_before(text, "个，总投资") == found.figures.active
    assert number_before(text, "个。办结") == found.figures.green
    assert f"总投资 {found.figures.investment_fen / 1e10:,.1f} 亿元" in text
    assert number_after(text, "目前超期") == sum(row.overdue for row in found.rows)
    assert number_after(text, "临期") == sum(row.yellow for row in found.rows)
    assert number_after(text, "停表") == sum(row.paused for row in found.rows)


def test_brief_lists_the_green_channel_and_the_rest_when_asked(demo: Office) -> None:
    found = portfolio(demo, TODAY)
    rows = report_rows(demo, "brief", TODAY)
    assert len(rows) == found.figures.green
    assert len(report_rows(demo, "brief", TODAY, general=True)) == found.figures.active
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))  # type: ignore[attr-defined]
    late = [row for row in rows if row.status == "超期"]  # type: ignore[attr-defined]
    assert late and all(row.next_date is None and "超" in row.next_text for row in late)  # type: ignore[attr-defined]


def test_late_cases_open_the_issues(demo: Office) -> None:
    document = report_document(demo, "brief", TODAY)
    issues = first(document, ListBlock)
    assert isinstance(issues, ListBlock)
    late = sum(row.overdue for row in portfolio(demo, TODAY).rows)
    shown = [text for text in issues.items if re.search(r"超 \d+ (天|工作日)", text)]
    assert len(shown) == min(late, 5)
    assert list(issues.items[: len(shown)]) == shown
    assert all(text.endswith("。") for text in issues.items)


def test_gantt_of_four_weeks(demo: Office) -> None:
    block = first(report_document(demo, "brief", TODAY), GanttBlock)
    assert isinstance(block, GanttBlock)
    assert (block.start, block.end) == (date(2026, 11, 16), date(2026, 12, 13))
    assert 0 < len(block.chart.rows) <= block.max_rows
    for row in block.chart.rows:
        bars = sorted(row.bars, key=lambda bar: bar.start)
        assert all(a.end < b.start for a, b in pairwise(bars))
        assert all(block.start <= bar.start and bar.end <= block.end for bar in bars)


def test_one_line_shows_the_most_telling_bar() -> None:
    days = [date(2026, 11, n) for n in range(16, 27)]
    bars = [
        GanttBar(days[0], days[9], BarStyle.PREPARATION),
        GanttBar(days[2], days[5], BarStyle.RUNNING),
        GanttBar(days[4], days[4], BarStyle.PAUSE, "评审 1"),
        GanttBar(days[8], days[10], BarStyle.PLAN),
    ]
    assert _merged(bars, days[1], days[9]) == (
        GanttBar(days[1], days[1], BarStyle.PREPARATION),
        GanttBar(days[2], days[3], BarStyle.RUNNING),
        GanttBar(days[4], days[4], BarStyle.PAUSE),
        GanttBar(days[5], days[5], BarStyle.RUNNING),
        GanttBar(days[6], days[7], BarStyle.PREPARATION),
        GanttBar(days[8], days[9], BarStyle.PLAN),
    )


def test_charts_rest_on_measured_cases(demo: Office) -> None:
    charts = first(report_document(demo, "brief", TODAY), ChartRow)
    assert isinstance(charts, ChartRow)
    bars = charts.charts[0]
    assert isinstance(bars, BarChart)
    record = record_of(demo, date(2026, 4, 1), TODAY)
    averages = stage_averages(record.decided)
    assert bars.series[0].values == tuple(round(a.legal) for a in averages)
    assert bars.series[2].values == tuple(round(a.actual) for a in averages)
    assert bars.unit == f"自然日，{sum(a.cases for a in averages)} 件"


# -- the figures ------------------------------------------------------------------------------------------


def test_compression_is_weighted_by_legal_days(demo: Office) -> None:
    record = record_of(demo, date(2026, 10, 1), TODAY)
    counted = [case for case in record.decided if ClockKind.STATUTORY in case.allowed]
    counted = [case for case in counted if case.allowed[ClockKind.STATUTORY] > 0]
    legal = sum(case.allowed[ClockKind.STATUTORY] for case in counted)
    share, sample = compression(record.decided)
    assert sample == len(counted) > 10
    assert share == pytest.approx(1 - sum(case.days for case in counted) / legal)
    assert compression(()) == (None, 0)


def test_months_add_up(demo: Office) -> None:
    record = record_of(demo, date(2026, 9, 1), TODAY)
    months = monthly_compression(record, 3)
    assert [month for month, _, _ in months] == [date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)]
    assert sum(sample for _, _, sample in months) == compression(record.decided)[1]


@pytest.fixture
def recorded(desk: Desk) -> tuple[Desk, AddProject]:
    """One project; 规划许可 handed in on a Saturday, accepted, its simulated opinion issued on a Sunday."""
    command = build(factory_draft(), desk.office, date(2026, 10, 12))
    desk.execute(command)
    case = next(case for case in command.cases if case.item_code == "GH-02")
    for kind, day in (
        (EventKind.RECEIVED, 14),
        (EventKind.ACCEPTED, 14),
        (EventKind.MOCK_OPINION, 22),
    ):
        desk.execute(RecordEvent(case.id, kind, date(2026, 11, day)))
    return desk, command


def test_week_counts_what_holds(recorded: tuple[Desk, AddProject]) -> None:
    desk, _ = recorded
    week = period_of("week", TODAY)
    record = record_of(desk.office, week.first, week.last)
    assert len(record.finished) == 1
    assert weekend_counts(record, desk.office.calendar) == (0, 1)
    both = record_of(desk.office, date(2026, 11, 9), week.last)
    assert weekend_counts(both, desk.office.calendar) == (1, 1)
    (measured,) = record.decided
    assert (measured.days, measured.allowed[ClockKind.STATUTORY]) == (8, 27)  # to 12-11, the 20th working day
    text = summary(report_document(desk.office, "brief", TODAY))
    assert "办结事项 1 件，较法定时限平均压缩 70%（1 件）；双休日收件 0 件、出件 1 件。" in text


def test_records_taken_back_do_not_count(recorded: tuple[Desk, AddProject]) -> None:
    desk, _ = recorded
    week = period_of("week", TODAY)
    with desk.office.store.reading() as uow:
        events = uow.cases.events_between(week.first, week.last)
    opinion = next(event for event in events if event.kind is EventKind.MOCK_OPINION)
    desk.execute(AnnulEvent(opinion.case_id, opinion.id, TODAY))
    record = record_of(desk.office, week.first, week.last)
    assert (record.finished, record.events) == ((), ())


def test_other_projects_do_not_count(recorded: tuple[Desk, AddProject]) -> None:
    desk, command = recorded
    other = build(
        replace(factory_draft(), name="另一项目", code="2611-330402-04-01-728146"), desk.office, TODAY
    )
    desk.execute(other)
    span = (date(2026, 11, 1), TODAY)
    assert record_of(desk.office, *span, project_id=other.project.id).finished == ()
    assert len(record_of(desk.office, *span, project_id=command.project.id).finished) == 1


# -- single queries ---------------------------------------------------------------------------------------


def test_cases_of_a_month(recorded: tuple[Desk, AddProject]) -> None:
    desk, _ = recorded
    (row,) = report_rows(desk.office, "cases", TODAY)
    got = (row.accepted, row.decided, row.statutory_days, row.promised_days)  # type: ignore[attr-defined]
    assert got == (date(2026, 11, 14), TODAY, 27, 10)
    assert row.working_days_used == 5  # type: ignore[attr-defined]
    assert row.saved_share == pytest.approx(19 / 27)  # type: ignore[attr-defined]
    assert (row.status, row.document_number) == ("模拟意见已出", "")  # type: ignore[attr-defined]
    october = period_of("month", date(2026, 10, 5))
    assert report_rows(desk.office, "cases", TODAY, period=october) == ()


def test_working_days_leave_out_the_paused_ones(recorded: tuple[Desk, AddProject]) -> None:
    desk, command = recorded
    case = next(case for case in command.cases if case.item_code == "PG-02")
    for kind, day, more in (
        (EventKind.RECEIVED, 2, {}),
        (EventKind.ACCEPTED, 2, {}),
        (EventKind.SPECIAL_START, 9, {"document": "评审 1", "details": {"procedure": "expert_review"}}),
        (EventKind.SPECIAL_END, 13, {}),
        (EventKind.MOCK_OPINION, 18, {}),
    ):
        desk.execute(RecordEvent(case.id, kind, date(2026, 11, day), **more))
    row = next(r for r in report_rows(desk.office, "cases", TODAY) if "环评" in r.item)  # type: ignore[attr-defined]
    # 3-6, 16-18 November; the 9th to the 13th are excluded, both ends included
    assert (row.working_days_used, row.pauses, row.pause_days) == (7, 1, 5)  # type: ignore[attr-defined]


def test_deadlines_are_all_open_clocks(demo: Office) -> None:
    rows = report_rows(demo, "deadlines", TODAY)
    with demo.store.reading() as uow:
        assert len(rows) == len(uow.clocks.all())
    for row in rows:
        if row.left is not None and row.left < 0 and row.clock != "最短期限":  # type: ignore[attr-defined]
            assert row.status == "超期"  # type: ignore[attr-defined]


def test_assistance_adds_up(demo: Office) -> None:
    month = period_of("month", TODAY)
    rows = report_rows(demo, "assistance", TODAY)
    with demo.store.reading() as uow:
        entries = [
            a for a in uow.assistances.between(month.first, month.last) if a.member_id and not a.withdrawn
        ]
    assert sum(row.total_count for row in rows) == len(entries)  # type: ignore[attr-defined]
    assert sum(row.minutes for row in rows) == sum(a.minutes for a in entries)  # type: ignore[attr-defined]
    for row in rows:
        kinds = row.proxy_count + row.help_count + row.joint_count  # type: ignore[attr-defined]
        assert kinds == row.total_count  # type: ignore[attr-defined]


def test_steps_show_every_case(demo: Office, project_id: str) -> None:
    rows = report_rows(demo, "project-brief", TODAY, project_id=project_id)
    entry = next(e for e in active_sheets(demo, TODAY) if e.sheet.project.id == project_id)
    assert len(rows) == len(entry.sheet.cases)
    for row, case in zip(rows, entry.sheet.cases, strict=True):
        if case.life.status in FINISHED:
            assert row.finished == (case.life.mock_on or case.life.decided_on)  # type: ignore[attr-defined]


def test_issues_of_one_project_do_not_repeat_its_name(demo: Office) -> None:
    entry = next(
        e
        for e in active_sheets(demo, TODAY)
        if any(c.left < 0 for case in e.sheet.cases for c in case.clocks)
    )
    name = entry.sheet.project.display_name
    assert all(name in text for text in issue_sentences((entry,), TODAY))
    assert not any(name in text for text in issue_sentences((entry,), TODAY, named=False))


# -- periods ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "day", "first_day", "last_day"),
    [
        ("week", "2026-11-22", "2026-11-16", "2026-11-22"),
        ("week", "2027-01-01", "2026-12-28", "2027-01-03"),
        ("month", "2028-02-10", "2028-02-01", "2028-02-29"),
        ("quarter", "2026-11-22", "2026-10-01", "2026-12-31"),
        ("day", "2026-11-22", "2026-11-22", "2026-11-22"),
        ("any", "2026-11-22", "2026-11-22", "2026-11-22"),
    ],
)
def test_periods(kind: str, day: str, first_day: str, last_day: str) -> None:
    period = period_of(kind, date.fromisoformat(day))  # type: ignore[arg-type]
    wanted = (date.fromisoformat(first_day), date.fromisoformat(last_day))
    assert (period.first, period.last) == wanted
    assert period.after.before == period
    assert period.before.last < period.first


def test_words_of_periods() -> None:
    assert period_words(period_of("week", TODAY)) == "本周（11 月 16 日至 22 日）"
    across = ReportPeriod("week", date(2026, 11, 30), date(2026, 12, 6))
    assert period_words(across) == "本周（11 月 30 日至 12 月 6 日）"
    assert period_words(period_of("quarter", TODAY)) == "2026 年第 4 季度"
    assert issue_words(period_of("week", TODAY)) == "2026 年第 47 期"
    assert issue_words(period_of("day", TODAY)) == ""
