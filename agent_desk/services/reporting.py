"""Reports over the real records: the definition, the rows of its query, and the words and charts around them.

All figures of one report come from one reading of the records, so that sentence, table, chart and workbook agree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from agent_desk import assets
from agent_desk.domain.errors import Refusal
from agent_desk.domain.money import FEN_PER_YI
from agent_desk.domain.project import Channel
from agent_desk.i18n import tr
from agent_desk.services import report_charts, report_queries
from agent_desk.services.brief_figures import (
    PeriodRecord,
    compression,
    record_of,
    weekend_counts,
)
from agent_desk.services.documents import BarChart, Document, LineChart
from agent_desk.services.manual_route import route_sentence
from agent_desk.services.office import Office
from agent_desk.services.portfolio import Portfolio, portfolio
from agent_desk.services.portfolio_sheets import active_sheets, planned_sheet
from agent_desk.services.project_sheet import project_sheet
from agent_desk.services.report_definitions import (
    DefinitionProblem,
    ReportDefinition,
    load_definitions,
)
from agent_desk.services.report_documents import ReportContent, ReportFrame, compose_report
from agent_desk.services.report_issues import issue_sentences
from agent_desk.services.report_notes import notes_of
from agent_desk.services.report_period import ReportPeriod, issue_words, period_of, period_words

OFFICE_NAME = "office.name"
"""The setting that holds the name printed on papers."""


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What a report is asked for. ``general`` takes projects outside the green channel into the brief's table."""

    office: Office
    definition: ReportDefinition
    today: date
    period: ReportPeriod
    project_id: str = ""
    general: bool = False


def available_reports() -> tuple[ReportDefinition, ...]:
    """The shipped definitions that could be read, by file name."""
    return load_definitions(assets.report_definitions())[0]


def report_problems() -> tuple[DefinitionProblem, ...]:
    """Why definitions were left out, for the person who edited them."""
    return load_definitions(assets.report_definitions())[1]


def find_report(report_id: str) -> ReportDefinition:
    """The definition with that id; refuses ``report.no_such`` naming those there are."""
    found = available_reports()
    for definition in found:
        if definition.id == report_id:
            return definition
    raise Refusal("report.no_such", report=report_id, known="、".join(d.id for d in found))


def report_document(
    office: Office,
    definition_id: str,
    today: date,
    *,
    period: ReportPeriod | None = None,
    project_id: str = "",
    sections: Sequence[str] | None = None,
    general: bool = False,
) -> Document:
    """The whole report as a document, for paper and workbook alike.

    ``period`` defaults to the one of the report's kind that contains ``today``; ``sections`` as in
    ``compose_report``. Refuses ``report.no_such``, ``report.unknown_section`` and, for a report about one
    project, ``report.needs_project``.
    """
    asked = request(office, definition_id, today, period=period, project_id=project_id, general=general)
    content, frame = _CONTENTS[asked.definition.query](asked)
    return compose_report(asked.definition, content, frame, sections)


def report_rows(
    office: Office,
    definition_id: str,
    today: date,
    *,
    period: ReportPeriod | None = None,
    project_id: str = "",
    general: bool = False,
) -> Sequence[object]:
    """The rows alone (dataclasses of ``report_rows``), the very ones the document's table holds."""
    asked = request(office, definition_id, today, period=period, project_id=project_id, general=general)
    return _ROWS[asked.definition.query](asked)


def request(
    office: Office,
    definition_id: str,
    today: date,
    *,
    period: ReportPeriod | None = None,
    project_id: str = "",
    general: bool = False,
) -> ReportRequest:
    """Settle what is asked for; refuses like ``report_document``."""
    definition = find_report(definition_id)
    if definition.scope == "project" and not project_id:
        raise Refusal("report.needs_project", report=tr(definition.name))
    days = period or period_of(definition.period, today)
    return ReportRequest(office, definition, today, days, project_id, general)


def office_name(office: Office) -> str:
    """The name of the office as it stands on papers."""
    with office.store.reading() as uow:
        name = uow.settings.read().get(OFFICE_NAME)
    return name if isinstance(name, str) and name else tr("重大项目代办专班")


def _frame(asked: ReportRequest, subtitle: str = "") -> ReportFrame:
    today = asked.today
    org = office_name(asked.office)
    return ReportFrame(
        org=org,
        subtitle=subtitle or issue_words(asked.period),
        date_text=tr("{year} 年 {month} 月 {day} 日", year=today.year, month=today.month, day=today.day),
        footer_left=org,
        footer_center=tr("数据截至 {date}", date=today.isoformat()),
        author=org,
    )


# -- the weekly brief -------------------------------------------------------------------------------------


def _brief(asked: ReportRequest) -> tuple[ReportContent, ReportFrame]:
    office, today = asked.office, asked.today
    found = portfolio(office, today)
    sheets = active_sheets(office, today)
    year = record_of(office, _months_back(today, report_charts.MONTHS), max(today, asked.period.last))
    content = ReportContent(
        rows=report_queries.brief_rows(found, office, general=asked.general),
        summary=(_brief_summary(asked, found, year.within(asked.period)),),
        charts=_charts(year),
        gantt=report_charts.weeks_of_portfolio(sheets, office, today),
        issues=issue_sentences(sheets, today),
        notes=notes_of("brief"),
        year=today.year,
    )
    return content, _frame(asked)


def _months_back(today: date, months: int) -> date:
    period = period_of("month", today)
    for _ in range(months - 1):
        period = period.before
    return period.first


def _charts(record: PeriodRecord) -> tuple[BarChart | LineChart, ...]:
    made = (report_charts.stage_chart(record), report_charts.month_chart(record))
    return tuple(chart for chart in made if chart is not None)


def _brief_summary(asked: ReportRequest, found: Portfolio, record: PeriodRecord) -> str:
    figures = found.figures
    text = tr(
        "{period}在办重大项目 {n} 个，总投资 {money} 亿元，其中绿色通道 {green} 个。",
        period=period_words(asked.period),
        n=figures.active,
        money=f"{figures.investment_fen / FEN_PER_YI:,.1f}",
        green=figures.green,
    )
    share, sample = compression(record.decided)
    text += tr("办结事项 {n} 件", n=len(record.finished))
    if share is not None:
        text += tr("，较法定时限平均压缩 {share}%（{n} 件）", share=round(share * 100), n=sample)
    received, issued = weekend_counts(record, asked.office.calendar)
    text += tr("；双休日收件 {a} 件、出件 {b} 件。", a=received, b=issued)
    text += tr(
        "目前超期 {over} 件，临期 {due} 件，停表 {paused} 件，容缺待补 {gaps} 份。",
        over=sum(row.overdue for row in found.rows),
        due=sum(row.yellow for row in found.rows),
        paused=sum(row.paused for row in found.rows),
        gaps=sum(row.gaps for row in found.rows),
    )
    return text


# -- one project ------------------------------------------------------------------------------------------


def _project(asked: ReportRequest) -> tuple[ReportContent, ReportFrame]:
    office, today = asked.office, asked.today
    sheet = project_sheet(office, asked.project_id, today)
    entry = planned_sheet(sheet, office)
    project = sheet.project
    record = record_of(office, project.created_on, today, project.id)
    done = len(record.finished)
    channel = tr("绿色通道") if project.channel is Channel.GREEN else tr("一般代办")
    money = project.total_investment_fen
    text = tr(
        "{project}由{owner}建设，{money}纳入{channel}；共 {n} 项审批事项，已出结果 {done} 项。",
        project=project.name,
        owner=project.owner,
        money=tr("总投资 {yi} 亿元，", yi=f"{money / FEN_PER_YI:,.1f}") if money is not None else "",
        channel=channel,
        n=len(sheet.cases),
        done=done,
    )
    share, sample = compression(record.decided)
    if share is not None:
        text += tr("较法定时限平均压缩 {share}%（{n} 件）。", share=round(share * 100), n=sample)
    chart = report_charts.stage_chart(record)
    content = ReportContent(
        rows=report_queries.step_rows(sheet, office),
        summary=(text, route_sentence(entry.plan, today)),
        charts=(chart,) if chart is not None else (),
        gantt=report_charts.weeks_of_project(entry, office, today),
        issues=issue_sentences((entry,), today, named=False),
        notes=notes_of("project_steps"),
        year=today.year,
    )
    return content, _frame(asked, subtitle=project.name)


# -- statistics -------------------------------------------------------------------------------------------


def _cases(asked: ReportRequest) -> tuple[ReportContent, ReportFrame]:
    rows = report_queries.case_rows(asked.office, asked.period, asked.today)
    finished = [row for row in rows if row.decided is not None and asked.period.contains(row.decided)]
    accepted = [row for row in rows if row.accepted is not None and asked.period.contains(row.accepted)]
    text = tr(
        "{period}，受理 {a} 件，办结 {n} 件，涉及项目 {p} 个。",
        period=period_words(asked.period),
        a=len(accepted),
        n=len(finished),
        p=len({(row.project_code, row.project) for row in rows}),
    )
    content = ReportContent(rows=rows, summary=(text,), notes=notes_of("cases"), year=asked.today.year)
    return content, _frame(asked)


def _deadlines(asked: ReportRequest) -> tuple[ReportContent, ReportFrame]:
    rows = report_queries.deadline_rows(asked.office, asked.today, asked.project_id)
    text = tr(
        "截至 {period}，在走时限 {n} 个：超期 {over} 个，停表 {paused} 个，期限为暂定的 {soft} 个。",
        period=period_words(period_of("day", asked.today)),
        n=len(rows),
        over=sum(row.status_tone == "over" for row in rows),
        paused=sum(row.status_tone == "pause" for row in rows),
        soft=sum(row.provisional for row in rows),
    )
    content = ReportContent(rows=rows, summary=(text,), notes=notes_of("deadlines"), year=asked.today.year)
    return content, _frame(asked)


def _assistance(asked: ReportRequest) -> tuple[ReportContent, ReportFrame]:
    rows = report_queries.assistance_rows(asked.office, asked.period)
    rated = sum(row.rated_count for row in rows)
    stars = sum((row.rating or 0.0) * row.rated_count for row in rows)
    text = tr(
        "{period}，{people} 人共登记三办 {n} 件，用时 {hours} 小时，双休日 {weekend} 件。",
        period=period_words(asked.period),
        people=len(rows),
        n=sum(row.total_count for row in rows),
        hours=f"{sum(row.minutes for row in rows) / 60:,.1f}",
        weekend=sum(row.weekend_count for row in rows),
    )
    if rated:
        text += tr("评价 {n} 件，平均 {stars} 分。", n=rated, stars=f"{stars / rated:.1f}")
    content = ReportContent(rows=rows, summary=(text,), notes=notes_of("assistance"))
    return content, _frame(asked)


_CONTENTS: dict[str, Callable[[ReportRequest], tuple[ReportContent, ReportFrame]]] = {
    "brief": _brief,
    "project_steps": _project,
    "cases": _cases,
    "deadlines": _deadlines,
    "assistance": _assistance,
}

_ROWS: dict[str, Callable[[ReportRequest], Sequence[object]]] = {
    "brief": lambda asked: report_queries.brief_rows(
        portfolio(asked.office, asked.today), asked.office, general=asked.general
    ),
    "project_steps": lambda asked: report_queries.step_rows(
        project_sheet(asked.office, asked.project_id, asked.today), asked.office
    ),
    "cases": lambda asked: report_queries.case_rows(asked.office, asked.period, asked.today),
    "deadlines": lambda asked: report_queries.deadline_rows(asked.office, asked.today, asked.project_id),
    "assistance": lambda asked: report_queries.assistance_rows(asked.office, asked.period),
}
