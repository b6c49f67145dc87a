"""``agent-desk demo``: build the demonstration office into a new database."""

from __future__ import annotations

from datetime import date

import click

from agent_desk.cli import printing
from agent_desk.cli.tools import Tools, data_option, day
from agent_desk.i18n import tr
from agent_desk.services.demo.builder import build_demo


def demo_command(tools: Tools) -> click.Command:
    """The command over the given tools."""

    @click.command("demo", help=tr("在空的数据文件里建立演示办公室（公司和人员均为虚构）。"))
    @data_option
    @click.option("--projects", type=click.IntRange(1, 5000), default=40, show_default=True, help=tr("项目数"))
    @click.option("--seed", type=int, default=20, show_default=True, help=tr("随机种子，相同则结果相同"))
    @click.option("--json", "with_json", is_flag=True, help=tr("输出 JSON"))
    def demo(data: str | None, today: str | None, projects: int, seed: int, with_json: bool) -> None:
        on = day(today) or date.today()
        desk = tools.open_desk(data, on)
        built = build_demo(desk.office, projects, on, seed)
        if with_json:
            printing.as_json(
                {
                    "data": desk.office.store.location,
                    "projects": built.projects,
                    "cases": built.cases,
                    "events": built.events,
                    "clocks": built.clocks,
                }
            )
            return
        click.echo(
            tr(
                "已建立演示办公室：{projects} 个项目、{cases} 个办件、{clocks} 只在走的时钟，数据在 {place}",
                projects=built.projects,
                cases=built.cases,
                clocks=built.clocks,
                place=desk.office.store.location,
            )
        )

    return demo
