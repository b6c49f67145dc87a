"""``agent-desk`` without a verb: opens the window, or does the main job without one where there is no display."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from agent_desk.cli.tools import Tools, day
from agent_desk.i18n import tr

_DEMO_PROJECTS = 40
_OUT = Path("out")


def start(tools: Tools, data: str | None, today: str | None) -> int:
    """Open the office named by ``data``, else the user's own, else (nothing there yet) the demonstration office."""
    on = day(today) or date.today()
    place = data or _own_or_demo(tools, on)
    if tools.has_display():
        return tools.open_window(place, day(today))
    # Everything that prints is loaded only here: a window opens without it.
    from agent_desk.services.main_job import main_job

    click.echo(tr("没有图形显示，改为不开窗口完成主要工作，结果放在 {folder}/：", folder=_OUT))
    for path in main_job(tools.open_desk(place, on), tools.press(), _OUT, on):
        click.echo(f"  {path}")
    return 0


def _own_or_demo(tools: Tools, today: date) -> str:
    own = tools.default_data()
    if own.exists() and _holds_something(tools, own, today):
        return str(own)
    demo = own.with_name("demo.db")
    demo.parent.mkdir(parents=True, exist_ok=True)
    desk = tools.open_desk(str(demo), today)
    if desk.office.store.is_empty():
        from agent_desk.services.demo.builder import build_demo

        click.echo(tr("还没有数据，打开演示办公室（公司和人员均为虚构）。"))
        build_demo(desk.office, _DEMO_PROJECTS, today)
    desk.office.store.close()
    click.echo(tr("开始自己的办公室：agent-desk --data {path}", path=own))
    return str(demo)


def _holds_something(tools: Tools, own: Path, today: date) -> bool:
    """An office that was opened once and never filled counts as no data yet."""
    desk = tools.open_desk(str(own), today)
    try:
        return not desk.office.store.is_empty()
    finally:
        desk.office.store.close()
