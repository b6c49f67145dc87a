"""``agent-desk holidays``: which days the desk counts as working days."""

from __future__ import annotations

from datetime import date, timedelta

import click

from agent_desk.cli import printing
from agent_desk.cli.tools import Tools
from agent_desk.domain.calendar import DayKind
from agent_desk.i18n import tr


def holidays_group(tools: Tools) -> click.Group:
    """The group over the given tools."""

    @click.group("holidays", help=tr("节假日：查看各年放假和调休安排。"))
    def group() -> None:
        pass

    @group.command("list", help=tr("列出一年的放假日和调休上班日。"))
    @click.argument("year", type=click.IntRange(2007, 2040))
    @click.option("--data", default=None, help=tr("数据文件或数据库地址"))
    @click.option("--json", "with_json", is_flag=True, help=tr("输出 JSON"))
    def list_(year: int, data: str | None, with_json: bool) -> None:
        calendar = tools.calendar(data)
        days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
        marked = [
            (d, calendar.kind(d), calendar.reason(d))
            for d in days
            if d.year == year and calendar.kind(d) in (DayKind.HOLIDAY, DayKind.MAKEUP)
        ]
        provisional = calendar.is_provisional(date(year, 7, 1))
        if with_json:
            records = [{"date": d, "kind": kind.value, "name": name} for d, kind, name in marked]
            printing.as_json({"year": year, "provisional": provisional, "days": records})
            return
        for d, kind, name in marked:
            click.echo(f"{d}  {tr('休') if kind is DayKind.HOLIDAY else tr('班')}  {name}")
        if provisional:
            click.echo(tr("{year} 年放假通知尚未导入，以上仅为法定节日，跨年期限为暂定。", year=year))

    return group
