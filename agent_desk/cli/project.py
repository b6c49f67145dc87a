"""``agent-desk project``: take projects in from files, list them, show one.

For scripts, sums are texts in yuan and days ISO texts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from agent_desk.cli import printing
from agent_desk.cli.tools import Tools, data_option, day
from agent_desk.domain.case_life import FINISHED
from agent_desk.domain.errors import Refusal
from agent_desk.domain.explanation import fact_label, unit_of, value_text
from agent_desk.domain.facts import FactDefinition, Profile, encode_fact
from agent_desk.domain.money import FEN_PER_YUAN, format_yi
from agent_desk.domain.project import Project, ProjectStatus
from agent_desk.i18n import language, tr
from agent_desk.presenters.refusals import sentence
from agent_desk.services.commands import AddProject
from agent_desk.services.desk import Desk
from agent_desk.services.intake import IntakePreview, build, preview
from agent_desk.services.lookup import find_project
from agent_desk.services.office import Office
from agent_desk.services.project_sheet import CaseSheet, ProjectSheet, project_sheet
from agent_desk.services.readings import ClockReading, reading
from agent_desk.services.words import word


def project_group(tools: Tools) -> click.Group:
    """The group over the given tools."""

    @click.group("project", help=tr("项目：建档、导入清单、列表、查看。"))
    def group() -> None:
        pass

    group.add_command(_add(tools))
    group.add_command(_import(tools))
    group.add_command(_list(tools))
    group.add_command(_show(tools))
    return group


def _add(tools: Tools) -> click.Command:
    @click.command("add", help=tr("按项目文件（TOML）建档，写法见 examples/README.md。"))
    @click.argument("file", type=click.Path(path_type=Path))
    @data_option
    @click.option("--json", "with_json", is_flag=True, help=tr("输出 JSON"))
    def add(file: Path, data: str | None, today: str | None, with_json: bool) -> None:
        now = day(today) or date.today()
        desk = tools.open_desk(data, now)
        office = desk.office
        try:
            found = tools.read_project(file, desk)
        except Refusal as refusal:
            raise _plainly(refusal) from refusal
        looked = preview(found.draft, office)
        command = build(found.draft, office, now)
        desk.execute(command)
        for warning in found.warnings:
            _warn(warning)
        if with_json:
            printing.as_json(_added_record(command.project, looked))
            return
        click.echo(tr("已建档：{name}（{code}）", name=command.project.name, code=command.project.code or tr("无代码")))
        for line in _verdict_lines(looked, office):
            click.echo(line)

    return add


def _added_record(project: Project, looked: IntakePreview) -> dict[str, object]:
    return {
        "code": project.code, "name": project.name, "channel": project.channel.value,
        "admitted": looked.verdict.admitted, "rule": project.admission.rule_id,
        "items": list(looked.item_codes), "to_confirm": [found.item.code for found in looked.to_confirm],
        "materials": looked.materials,
    }  # fmt: skip


def _verdict_lines(looked: IntakePreview, office: Office) -> list[str]:
    """Admission with its rule and figure, then what follows from the profile."""
    verdict, facts, english = looked.verdict, office.rules.facts, language() == "en"
    figure = ""
    if verdict.rule is not None and verdict.value is not None:
        definition = facts.get(verdict.rule.fact)
        label = fact_label(verdict.rule.fact, facts, english=english)
        if isinstance(verdict.value, bool):
            figure = tr("{label}：{answer}", label=label, answer=tr("是") if verdict.value else tr("否"))
        else:
            value = value_text(verdict.value, definition, english=english)
            figure = f"{label} {value} {unit_of(definition, english=english)}"
    title = verdict.rule.title_en if verdict.rule and english else verdict.rule.title if verdict.rule else ""
    if verdict.admitted:
        lines = [tr("准入：绿色通道，依据“{rule}”，{figure}", rule=title, figure=figure)]
    elif verdict.admitted is None:
        labels = "、".join(fact_label(key, facts, english=english) for key in verdict.missing)
        lines = [tr("准入：待确认，还缺 {labels}；先按一般代办", labels=labels)]
    else:
        reason = tr("未达到“{rule}”，{figure}", rule=title, figure=figure) if figure else tr("不符合准入条件")
        lines = [tr("准入：一般代办，{reason}", reason=reason)]
    counts = {"items": len(looked.applying), "unsure": len(looked.to_confirm), "materials": looked.materials}
    lines.append(tr("事项 {items} 项，待确认 {unsure} 项，材料 {materials} 份", **counts))
    for applies in looked.to_confirm:
        missing = "、".join(fact_label(key, facts, english=english) for key in applies.evaluation.unknown)
        name = applies.item.name_en if english else applies.item.name
        lines.append("  " + tr("待确认 {item} {name}：还缺 {missing}", item=applies.item.code, name=name, missing=missing))
    return lines


def _import(tools: Tools) -> click.Command:
    @click.command("import", help=tr("导入项目清单（.xlsx 或 .csv）；有一行不对就整张不入库。"))
    @click.argument("file", type=click.Path(path_type=Path))
    @data_option
    @click.option("--template", is_flag=True, help=tr("不导入，把空白清单写到 FILE"))
    @click.option("--skip-faulty", is_flag=True, help=tr("跳过有错的行，其余入库"))
    @click.option("--json", "with_json", is_flag=True, help=tr("输出 JSON"))
    def import_(
        file: Path, data: str | None, today: str | None, template: bool, skip_faulty: bool, with_json: bool
    ) -> None:
        now = day(today) or date.today()
        desk = tools.open_desk(data, now)
        if template:
            tools.write_list_template(file, desk)
            click.echo(tr("空白清单已写到 {path}", path=file))
            return
        found = tools.read_project_list(file, desk)
        stored: list[AddProject] = []
        if found.rows and (skip_faulty or not found.faults):
            stored = [build(row.draft, desk.office, now) for row in found.rows]
            desk.execute_all(list(stored))
        if with_json:
            printing.as_json(_import_record(found, stored))
        else:
            _tell_import(found, stored, desk)
        if found.faults and not stored:
            raise click.exceptions.Exit(1)

    return import_


def _import_record(found: Any, stored: list[AddProject]) -> dict[str, object]:
    return {
        "stored": len(stored),
        "projects": [
            {
                "code": command.project.code, "name": command.project.name,
                "channel": command.project.channel.value, "items": len(command.cases),
            }
            for command in stored
        ],
        "faults": [
            {
                "sheet": fault.sheet, "row": fault.row, "column": fault.column, "field": fault.field,
                "value": fault.value, "code": fault.reason.code, "reason": sentence(_plainly(fault.reason)),
            }
            for fault in found.faults
        ],
        "warnings": [
            {"sheet": row.sheet, "row": row.row, "code": warning.code, "reason": sentence(_plainly(warning))}
            for row in found.rows
            for warning in row.warnings
        ],
        "unused": [{"sheet": sheet, "column": column} for sheet, column in found.unused],
    }  # fmt: skip


def _tell_import(found: Any, stored: list[AddProject], desk: Desk) -> None:
    for fault in found.faults:
        place = tr("表“{sheet}”第 {row} 行“{column}”", sheet=fault.sheet, row=fault.row, column=fault.column)
        reason = sentence(_plainly(fault.reason))
        click.echo(tr("{place}：{reason}", place=place, reason=reason), err=True)
    for row in found.rows:
        for warning in row.warnings:
            _warn(warning, tr("表“{sheet}”第 {row} 行", sheet=row.sheet, row=row.row))
    if found.unused:
        columns = "、".join(f"“{column}”" for _sheet, column in found.unused)
        click.echo(tr("未使用的列：{columns}", columns=columns), err=True)
    faulty = len({(fault.sheet, fault.row) for fault in found.faults})
    if stored:
        cases = sum(len(command.cases) for command in stored)
        click.echo(tr("已导入 {projects} 个项目、{cases} 个办件，数据在 {place}", projects=len(stored), cases=cases,
                      place=desk.office.store.location))  # fmt: skip
        if faulty:
            click.echo(tr("跳过 {n} 行。", n=faulty), err=True)
    else:
        click.echo(
            tr("{n} 行有错，整张清单都没有入库。请改正后再导入，或加 --skip-faulty 跳过。", n=faulty), err=True
        )


def _list(tools: Tools) -> click.Command:
    @click.command("list", help=tr("列出项目。"))
    @data_option
    @click.option("--json", "with_json", is_flag=True, help=tr("输出 JSON"))
    def list_(data: str | None, today: str | None, with_json: bool) -> None:
        now = day(today) or date.today()
        desk = tools.open_desk(data, now, read_only=True)
        found = _overview(desk.office, now)
        if with_json:
            printing.as_json([_as_listed(each) for each in found])
            return
        head = (
            tr("项目代码"), tr("项目名称"), tr("通道"), tr("状态"), tr("总投资（亿元）"), tr("办件"), tr("未办结"), tr("超期"),
        )  # fmt: skip
        printing.table(head, [_listed_line(each) for each in found])

    return list_


def _listed_line(each: _Overview) -> tuple[object, ...]:
    project = each.project
    fen = project.total_investment_fen
    money = format_yi(fen) if fen is not None else ""
    return (
        project.code, project.display_name, word(project.channel), word(project.status), money,
        each.cases, each.open, each.overdue,
    )  # fmt: skip


def _show(tools: Tools) -> click.Command:
    @click.command("show", help=tr("显示一个项目。PROJECT 为项目代码或名称。"))
    @click.argument("project")
    @data_option
    @click.option("--json", "with_json", is_flag=True, help=tr("输出 JSON"))
    def show(project: str, data: str | None, today: str | None, with_json: bool) -> None:
        now = day(today) or date.today()
        desk = tools.open_desk(data, now, read_only=True)
        sheet = project_sheet(desk.office, find_project(desk.office, project).id, now)
        if with_json:
            printing.as_json(_as_shown(sheet))
            return
        for line in _head_lines(sheet):
            click.echo(line)
        for line in _profile_lines(sheet.project.profile, desk.office.rules.facts):
            click.echo(f"  {line}")
        head = (tr("编码"), tr("事项"), tr("方式"), tr("状态"), tr("时钟"))
        printing.table(head, [_case_line(case) for case in sheet.cases])

    return show


def _head_lines(sheet: ProjectSheet) -> list[str]:
    project = sheet.project
    lines = [f"{project.name}  {project.code}  {word(project.channel)}  {word(project.status)}"]
    admission = project.admission
    if admission.rule_id:
        lines.append(
            tr("准入：{on} 依据“{rule}”，{figure}", on=admission.on, rule=admission.title, figure=admission.figure)
        )
    pairs = (
        (tr("建设单位"), project.owner), (tr("所属镇街"), project.town), (tr("联系人"), project.contact),
        (tr("联系电话"), project.phone), (tr("计划签供地合同日"), project.land_day),
        (tr("总投资（元）"), _yuan(project.total_investment_fen)),
    )  # fmt: skip
    lines += [tr("{label}：{answer}", label=label, answer=value) for label, value in pairs if value]
    seats = [(seat.seat, sheet.members.get(seat.member_id)) for seat in project.team]
    lines += [tr("{label}：{answer}", label=word(seat), answer=member.name) for seat, member in seats if member]
    return lines


def _case_line(case: CaseSheet) -> tuple[object, ...]:
    clocks = "  ".join(
        tr("{clock} {due}（超 {n}）", clock=word(c.kind), due=c.due, n=c.overdue) if c.overdue
        else tr("{clock} {due}（剩 {n}）", clock=word(c.kind), due=c.due, n=c.left)
        for c in case.clocks
    )  # fmt: skip
    name = case.item.name_en if language() == "en" else case.item.name
    return (case.case.item_code, name, word(case.case.mode), word(case.life.status), clocks)


@dataclass(frozen=True, slots=True)
class _Overview:
    """One project with the numbers of its cases. Only an active project has open or late ones."""

    project: Project
    cases: int
    open: int
    overdue: int


def _overview(office: Office, today: date) -> tuple[_Overview, ...]:
    """All projects in the order they were opened, read in one transaction."""
    with office.store.reading() as uow:
        projects = uow.projects.all()
        cases = Counter(case.project_id for case in uow.cases.all())
        states = uow.states.all()
        clocks = uow.clocks.all()
    active = {project.id for project in projects if project.status is ProjectStatus.ACTIVE}
    still_open = Counter(s.project_id for s in states if s.status not in FINISHED)
    late: defaultdict[str, set[str]] = defaultdict(set)
    for row in clocks:
        if reading(row, office, today).left < 0:
            late[row.project_id].add(row.case_id)
    return tuple(
        _Overview(
            project,
            cases[project.id],
            still_open[project.id] if project.id in active else 0,
            len(late[project.id]) if project.id in active else 0,
        )
        for project in projects
    )


def _yuan(fen: int | None) -> str | None:
    """A sum in yuan with two decimals, exact; None while unknown."""
    return None if fen is None else f"{Decimal(fen) / FEN_PER_YUAN:.2f}"


def _as_listed(each: _Overview) -> dict[str, object]:
    """One project as ``project list --json`` has it."""
    project = each.project
    return {
        "code": project.code, "name": project.name, "owner": project.owner,
        "channel": project.channel.value, "status": project.status.value,
        "total_investment": _yuan(project.total_investment_fen),
        "cases": each.cases, "open": each.open, "overdue": each.overdue,
        "land_day": project.land_day, "created_on": project.created_on,
    }  # fmt: skip


def _as_shown(sheet: ProjectSheet) -> dict[str, object]:
    """One project as ``project show --json`` has it."""
    project, admission = sheet.project, sheet.project.admission
    facts: dict[str, object] = {key: encode_fact(value) for key, value in project.profile.items()}
    if "total_investment" in facts:
        facts["total_investment"] = _yuan(project.total_investment_fen)
    return {
        "code": project.code, "name": project.name, "short_name": project.short_name,
        "owner": project.owner, "town": project.town, "contact": project.contact, "phone": project.phone,
        "channel": project.channel.value, "status": project.status.value,
        "status_reason": project.status_reason, "land_day": project.land_day,
        "created_on": project.created_on, "catalogue": project.catalogue_version,
        "admission": {
            "on": admission.on, "rule": admission.rule_id, "title": admission.title,
            "basis": admission.basis, "figure": admission.figure, "approver": admission.approver,
        },
        "team": [
            {"seat": seat.seat.value, "name": sheet.members[seat.member_id].name}
            for seat in project.team
            if seat.member_id in sheet.members
        ],
        "profile": facts,
        "cases": [_case_record(case) for case in sheet.cases],
    }  # fmt: skip


def _case_record(case: CaseSheet) -> dict[str, object]:
    return {
        "item": case.case.item_code, "name": case.item.name, "mode": case.case.mode.value,
        "status": case.life.status.value, "materials": len(case.materials),
        "clocks": [_clock_record(clock) for clock in case.clocks],
    }  # fmt: skip


def _clock_record(r: ClockReading) -> dict[str, object]:
    return {
        "clock": r.kind.value, "unit": r.unit.value, "limit": r.total, "start": r.start, "due": r.due,
        "due_unmoved": r.due_unmoved, "counted": r.counted, "left": r.left, "provisional": r.provisional,
        "paused": r.paused,
    }  # fmt: skip


def _profile_lines(profile: Profile, facts: Mapping[str, FactDefinition]) -> list[str]:
    """The known facts in the order of the form, each with its label and unit; total investment left out."""
    english = language() == "en"
    lines = []
    for key, definition in facts.items():
        value = profile[key]
        if value is None or key == "total_investment":
            continue
        if isinstance(value, bool):
            answer = tr("是") if value else tr("否")
        else:
            answer = f"{value_text(value, definition, english=english)} {unit_of(definition, english=english)}"
        lines.append(tr("{label}：{answer}", label=fact_label(key, facts, english=english), answer=answer.strip()))
    return lines


def _plainly(refusal: Refusal) -> Refusal:
    """The same refusal with the refusals among its parameters replaced by their sentences."""
    said = {key: sentence(value) if isinstance(value, Refusal) else value for key, value in refusal.params.items()}
    return Refusal(refusal.code, **said)


def _warn(warning: Refusal, place: str = "") -> None:
    """One line on standard error that hinders nothing."""
    text = sentence(_plainly(warning))
    click.echo(tr("注意：{warning}", warning=f"{place}：{text}" if place else text), err=True)
