"""``agent-desk manual``, ``route``, ``gantt`` and ``report``: the papers of the office as files, tables or JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from agent_desk.cli import printing
from agent_desk.cli.tools import Tools, data_option, day
from agent_desk.domain.errors import Refusal
from agent_desk.domain.money import FEN_PER_YI
from agent_desk.domain.route import SolveStatus
from agent_desk.i18n import tr
from agent_desk.presenters.refusals import sentence
from agent_desk.services.documents import Cell, Document, Heading, ListBlock, Paragraph, Table, TableData
from agent_desk.services.gantt.model import GanttChart
from agent_desk.services.gantt_chart import portfolio_chart, project_chart
from agent_desk.services.lookup import find_project
from agent_desk.services.manual import manual_document
from agent_desk.services.manual_route import route_sentence
from agent_desk.services.office import Office
from agent_desk.services.portfolio_sheets import PlannedSheet, planned_sheet
from agent_desk.services.press import Press
from agent_desk.services.project_sheet import project_sheet
from agent_desk.services.report_period import period_of
from agent_desk.services.reporting import (
    available_reports,
    find_report,
    office_name,
    report_document,
    report_problems,
    report_rows,
)
from agent_desk.services.route_record import route_record, why
from agent_desk.services.whole_files import write_whole

_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\t', "_"))

_FILE = click.Path(path_type=Path)

Maker = TypeVar("Maker", bound=Callable[..., bytes])


def manual_command(tools: Tools) -> click.Command:
    """``agent-desk manual PROJECT [--out F.pdf]``."""

    @click.command("manual", help=tr("生成项目的服务手册（PDF，或按扩展名生成 Excel）。"))
    @click.argument("project")
    @data_option
    @click.option("--out", type=_FILE, default=None, help=tr("写到哪个文件；默认写到当前目录"))
    def manual(project: str, data: str | None, today: str | None, out: Path | None) -> None:
        office, on = _office(tools, data, today)
        entry = _entry(office, project, on)
        document = manual_document(entry.sheet, entry.plan, office, on, org=office_name(office))
        target = out or Path(_file_name(tr("{project}服务手册", project=entry.sheet.project.display_name)))
        press = tools.press()
        make = _by_ending(target, {".pdf": press.pdf, ".xlsx": press.excel})
        _write(target, make(document))

    return manual


def route_command(tools: Tools) -> click.Command:
    """``agent-desk route PROJECT [--json]``."""

    @click.command("route", help=tr("排出项目的最优流程：每一步何时开始、何时结束、为什么。"))
    @click.argument("project")
    @data_option
    @click.option("--json", "with_json", is_flag=True, help=tr("输出 JSON"))
    def route(project: str, data: str | None, today: str | None, with_json: bool) -> None:
        office, on = _office(tools, data, today)
        entry = _entry(office, project, on)
        if with_json:
            printing.as_json(route_record(entry.sheet, entry.plan))
        else:
            _print_route(entry, on)
        if entry.plan.result.status is SolveStatus.INFEASIBLE:
            raise Refusal("route.infeasible", conflict=" → ".join(entry.plan.result.conflict))

    return route


def _print_route(entry: PlannedSheet, today: date) -> None:
    plan = entry.plan
    steps = {step.id: step for step in plan.problem.steps}
    click.echo(route_sentence(plan, today))
    printing.table(
        (tr("步骤"), tr("开始"), tr("结束"), tr("浮时"), tr("关键"), tr("为什么")),
        [
            (
                steps[p.id].title,
                p.start,
                p.finish,
                "" if steps[p.id].actual_finish else p.total_float,
                "●" if p.critical else "",
                tr("已完成") if steps[p.id].actual_finish else why(p.id, plan),
            )
            for p in sorted(plan.result.steps, key=lambda p: (p.start, p.finish))
        ],
    )


def gantt_command(tools: Tools) -> click.Command:
    """``agent-desk gantt [PROJECT] --out F.(png|pdf|svg)``."""

    @click.command("gantt", help=tr("画甘特图：一个项目，或不写项目时画全部在办项目。"))
    @click.argument("project", required=False)
    @data_option
    @click.option("--out", type=_FILE, required=True, help=tr("图片文件，扩展名 png、pdf 或 svg"))
    def gantt(project: str | None, data: str | None, today: str | None, out: Path) -> None:
        office, on = _office(tools, data, today)
        draw = _by_ending(out, _drawers(tools.press()))
        if project:
            entry = _entry(office, project, on)
            chart = project_chart(entry.sheet, entry.plan, office, on)
            title = entry.sheet.project.name
        else:
            chart, title = portfolio_chart(office, on), tr("在办项目甘特图")
        _write(out, draw(chart, title))

    return gantt


def _drawers(press: Press) -> dict[str, Callable[[GanttChart, str], bytes]]:
    return {
        ".png": press.gantt_png,
        ".pdf": press.gantt_pdf,
        ".svg": lambda chart, title: press.gantt_svg(chart),
    }


def report_command(tools: Tools) -> click.Command:
    """``agent-desk report [ID] [--project P] [--pdf F] [--xlsx F] [--json] [--list]``."""

    @click.command("report", help=tr("生成报表；不写编号时为绿色通道推进情况简报。"))
    @click.argument("report_id", metavar="[ID]", default="brief")
    @data_option
    @click.option("--project", default=None, help=tr("单项目报表的项目"))
    @click.option("--on", "period_day", default=None, metavar="DAY", help=tr("取哪一天所在的期间，默认今天"))
    @click.option("--pdf", type=_FILE, default=None, help=tr("写成 PDF 文件"))
    @click.option("--xlsx", type=_FILE, default=None, help=tr("写成 Excel 文件"))
    @click.option("--json", "with_json", is_flag=True, help=tr("输出 JSON"))
    @click.option("--list", "with_list", is_flag=True, help=tr("列出有哪些报表"))
    def report(
        report_id: str,
        data: str | None,
        today: str | None,
        project: str | None,
        period_day: str | None,
        pdf: Path | None,
        xlsx: Path | None,
        with_json: bool,
        with_list: bool,
    ) -> None:
        if with_list:
            _print_list(with_json)
            return
        period_kind = find_report(report_id).period
        office, on = _office(tools, data, today)
        project_id = find_project(office, project).id if project else ""
        period = period_of(period_kind, day(period_day) or on)
        if with_json:
            rows = report_rows(office, report_id, on, period=period, project_id=project_id)
            printing.as_json([asdict(cast(Any, row)) for row in rows])
        if pdf is None and xlsx is None and with_json:
            return
        document = report_document(office, report_id, on, period=period, project_id=project_id)
        if pdf is None and xlsx is None:
            _print_document(document)
            return
        press = tools.press()
        for target, make in ((pdf, press.pdf), (xlsx, press.excel)):
            if target is not None:
                _write(target, make(document), quiet=with_json)

    return report


def _print_list(with_json: bool) -> None:
    found = available_reports()
    if with_json:
        printing.as_json(
            [{"id": d.id, "name": tr(d.name), "scope": d.scope, "period": d.period} for d in found]
        )
        return
    printing.table((tr("编号"), tr("报表")), [(d.id, tr(d.name)) for d in found])
    for problem in report_problems():
        click.echo(sentence(Refusal(problem.code, **problem.params)), err=True)


def _print_document(document: Document) -> None:
    """The words and tables of a report on the terminal."""
    click.echo(document.title)
    for block in document.blocks:
        if isinstance(block, Heading):
            click.echo(f"\n{block.text}")
        elif isinstance(block, Paragraph):
            click.echo(block.text)
        elif isinstance(block, ListBlock):
            for number, text in enumerate(block.items, start=1):
                click.echo(f"{number}. {text}")
        elif isinstance(block, Table):
            _print_table(block.data)


def _print_table(data: TableData) -> None:
    """A group's name stands in a first column of its own, as in the workbook."""
    head = [column.label for column in data.columns]
    rows = [[_plain(cell) for cell in row] for row in data.rows]
    if not rows:
        click.echo(data.empty_text)
        return
    if data.groups:
        starts = dict(data.groups)
        name = ""
        head.insert(0, data.group_label)
        for number, row in enumerate(rows):
            name = starts.get(number, name)
            row.insert(0, name)
    printing.table(head, rows)


def _plain(cell: Cell) -> str:
    if cell.kind == "parts":
        texts = [_plain(part) for part in cast("tuple[Cell, ...]", cell.value)]
        return cell.text.join(text for text in texts if text or cell.text.strip())
    if cell.text or cell.value is None:
        return cell.text
    if cell.kind == "money_yi":
        return f"{cast(int, cell.value) / FEN_PER_YI:,.1f}"
    if cell.kind == "percent":
        return f"{cast(float, cell.value):.0%}"
    if cell.kind == "decimal":
        return f"{cast(float, cell.value):.{cell.places}f}"
    if cell.kind == "flag":
        return tr("是") if cell.value else ""
    return str(cell.value)


# -- shared -----------------------------------------------------------------------------------------------


def _office(tools: Tools, data: str | None, today: str | None) -> tuple[Office, date]:
    on = day(today) or date.today()
    return tools.open_desk(data, on, read_only=True).office, on


def _entry(office: Office, project: str, today: date) -> PlannedSheet:
    return planned_sheet(project_sheet(office, find_project(office, project).id, today), office)


def _by_ending(target: Path, makers: Mapping[str, Maker]) -> Maker:
    """The maker for a file name's ending; refuses ``file.unknown_ending`` before anything is computed."""
    ending = target.suffix.lower()
    if ending not in makers:
        raise Refusal("file.unknown_ending", path=str(target), known="、".join(makers))
    return makers[ending]


def _write(target: Path, data: bytes, *, quiet: bool = False) -> None:
    write_whole(target, data)
    click.echo(tr("已写入 {path}", path=target), err=quiet)


def _file_name(stem: str) -> str:
    """A name every file system takes."""
    return f"{stem.translate(_FORBIDDEN).strip(' .')}.pdf"
