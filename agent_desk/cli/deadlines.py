"""``agent-desk deadlines``: every running clock, for people, timers and scripts."""

from __future__ import annotations

from datetime import date

import click

from agent_desk.cli import printing
from agent_desk.cli.tools import Tools, data_option, day
from agent_desk.i18n import tr
from agent_desk.services.deadlines import OpenDeadline, open_deadlines
from agent_desk.services.words import word


def deadlines_command(tools: Tools) -> click.Command:
    """The command over the given tools."""

    @click.command("deadlines", help=tr("列出所有在走的时钟，最紧的在前。"))
    @data_option
    @click.option("--due-within", type=click.IntRange(min=0), default=None, help=tr("只列几天内到期和已超期的"))
    @click.option("--json", "with_json", is_flag=True, help=tr("输出 JSON"))
    def deadlines(data: str | None, today: str | None, due_within: int | None, with_json: bool) -> None:
        on = day(today) or date.today()
        desk = tools.open_desk(data, on, read_only=True)
        found = open_deadlines(desk.office, on, within=due_within)
        if with_json:
            printing.as_json([as_record(deadline) for deadline in found])
            return
        head = (tr("项目"), tr("事项"), tr("时钟"), tr("到期"), tr("剩余"), tr("备注"))
        printing.table(head, [_line(deadline) for deadline in found])

    return deadlines


def as_record(deadline: OpenDeadline) -> dict[str, object]:
    """One running clock as the data a script reads. ``left`` is in counted days, negative when overdue."""
    r = deadline.reading
    return {
        "project": deadline.project_code,
        "project_name": deadline.project_name,
        "item": r.item_code,
        "item_name": deadline.item_name,
        "clock": r.kind.value,
        "unit": r.unit.value,
        "limit": r.total,
        "start": r.start,
        "due": r.due,
        "due_unmoved": r.due_unmoved,
        "counted": r.counted,
        "left": r.left,
        "overdue": r.overdue,
        "provisional": r.provisional,
        "paused": r.paused,
        "paused_since": r.paused_since,
        "subject": r.subject,
        "basis": r.basis,
    }


def _line(deadline: OpenDeadline) -> tuple[object, ...]:
    r = deadline.reading
    left = tr("超 {n}", n=r.overdue) if r.overdue else tr("今天") if r.left == 0 else tr("剩 {n}", n=r.left)
    notes = [text for text, wanted in ((tr("停表"), r.paused), (tr("暂定"), r.provisional)) if wanted]
    return (deadline.project_name, deadline.item_name, word(r.kind), r.due, left, " ".join(notes))
