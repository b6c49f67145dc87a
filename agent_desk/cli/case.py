"""``agent-desk case``: record what happened to a case, and show its records."""

from __future__ import annotations

from datetime import date

import click

from agent_desk.cli import printing
from agent_desk.cli.tools import Tools, data_option, day
from agent_desk.domain.case import EventKind
from agent_desk.domain.errors import Refusal
from agent_desk.i18n import tr
from agent_desk.services.commands import RecordEvent
from agent_desk.services.desk import Desk
from agent_desk.services.lookup import find_project
from agent_desk.services.project_sheet import CaseSheet, project_sheet
from agent_desk.services.words import word

_RECORDABLE = [kind.value for kind in EventKind if kind is not EventKind.ANNULLED]


def case_group(tools: Tools) -> click.Group:
    """The group over the given tools."""

    @click.group("case", help=tr("办件：登记事件、查看记录。"))
    def group() -> None:
        pass

    group.add_command(_record(tools))
    group.add_command(_show(tools))
    return group


def _record(tools: Tools) -> click.Command:
    @click.command("record", help=tr("登记一个事件。PROJECT 为项目代码或名称，ITEM 为事项编码，EVENT 为事件。"))
    @click.argument("project")
    @click.argument("item")
    @click.argument("event", type=click.Choice(_RECORDABLE))
    @data_option
    @click.option("--on", "on_text", default=None, metavar="DAY", help=tr("发生日期，缺省为今天"))
    @click.option("--document", default="", help=tr("文书号"))
    @click.option("--basis", default="", help=tr("依据"))
    @click.option("--note", default="", help=tr("说明"))
    @click.option("--procedure", default="", help=tr("特别程序的种类，如 expert_review"))
    @click.option("--material", default="", help=tr("容缺的材料"))
    @click.option("--until", default="", metavar="DAY", help=tr("容缺补齐的期限"))
    @click.option("--days", default="", help=tr("延期的天数，单位同法定期限"))
    @click.option("--outcome", type=click.Choice(["granted", "refused"]), default=None, help=tr("决定的结果"))
    def record(
        project: str, item: str, event: str, data: str | None, today: str | None, on_text: str | None,
        document: str, basis: str, note: str, **details: str | None,
    ) -> None:  # fmt: skip
        now = day(today) or date.today()
        given = {key: value for key, value in details.items() if value}
        if "until" in given:
            given["until"] = str(day(given["until"]))
        on = day(on_text) or now
        sheet = _looked_up(tools, data, project, item, now)
        desk = tools.open_desk(data, now)
        change = desk.execute(
            RecordEvent(sheet.case.id, EventKind(event), on, document, basis, note, given)
        )
        click.echo(tr("已登记：{what}", what=change.description))
        for warning in change.warnings:
            click.echo(tr("注意：{warning}", warning=warning), err=True)
        for clock in _case(desk, project, item, now).clocks:
            left = tr("超 {n}", n=clock.overdue) if clock.overdue else tr("剩 {n}", n=clock.left)
            click.echo(f"  {word(clock.kind)}  {clock.due}  {left}")

    return record


def _show(tools: Tools) -> click.Command:
    @click.command("show", help=tr("列出一个办件的全部记录。"))
    @click.argument("project")
    @click.argument("item")
    @data_option
    @click.option("--json", "with_json", is_flag=True, help=tr("输出 JSON"))
    def show(project: str, item: str, data: str | None, today: str | None, with_json: bool) -> None:
        now = day(today) or date.today()
        sheet = _case(tools.open_desk(data, now, read_only=True), project, item, now)
        if with_json:
            printing.as_json(
                [
                    {
                        "id": e.id, "kind": e.kind.value, "on": e.on, "document": e.document,
                        "basis": e.basis, "note": e.note, "corrects": e.corrects, "details": dict(e.details),
                    }
                    for e in sheet.life.events
                ]
            )  # fmt: skip
            return
        click.echo(f"{sheet.item.name}  {word(sheet.life.status)}")
        head = (tr("日期"), tr("事件"), tr("文书号"), tr("说明"))
        printing.table(head, [(e.on, word(e.kind), e.document, e.note) for e in sheet.life.events])

    return show


def _looked_up(tools: Tools, data: str | None, project: str, item: str, today: date) -> CaseSheet:
    """The case as it stands, read without creating the file a mistyped path would name."""
    desk = tools.open_desk(data, today, read_only=True)
    try:
        return _case(desk, project, item, today)
    finally:
        desk.office.store.close()


def _case(desk: Desk, project: str, item: str, today: date) -> CaseSheet:
    sheet = project_sheet(desk.office, find_project(desk.office, project).id, today)
    found = sheet.case_of(item.upper())
    if found is None:
        codes = "、".join(case.case.item_code for case in sheet.cases)
        raise Refusal("case.not_in_project", item=item, project=sheet.project.name, codes=codes)
    return found
