"""``agent-desk db``: look after the records. Check, back up, upgrade."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from agent_desk.cli import printing
from agent_desk.cli.tools import Tools, data_option, day
from agent_desk.i18n import tr
from agent_desk.services.maintenance import HealthReport, Maintenance, Rebuilt, rebuild_projections


def db_group(tools: Tools) -> click.Group:
    """The group over the given tools."""

    @click.group("db", help=tr("数据：检查、备份、升级。"))
    def group() -> None:
        pass

    group.add_command(_check(tools))
    group.add_command(_backup(tools))
    group.add_command(_upgrade(tools))
    return group


def _check(tools: Tools) -> click.Command:
    @click.command("check", help=tr("检查数据文件是否完好；发现问题时返回 1。"))
    @data_option
    @click.option("--rebuild", is_flag=True, help=tr("先按办件记录重算时钟和状态"))
    @click.option("--json", "with_json", is_flag=True, help=tr("输出 JSON"))
    def check(data: str | None, today: str | None, rebuild: bool, with_json: bool) -> None:
        rebuilt = None
        if rebuild:
            # Looked at first, so that a wrong path is refused and not filled with a new file.
            _maintenance(tools).check(_place(tools, data))
            desk = tools.open_desk(data, day(today) or date.today())
            try:
                rebuilt = rebuild_projections(desk.office)
            finally:
                desk.office.store.close()
        report = _maintenance(tools).check(_place(tools, data))
        found = _findings(report)
        if with_json:
            printing.as_json(_record(report, found, rebuilt))
        else:
            _tell(report, found, rebuilt)
        if not report.sound:
            raise click.exceptions.Exit(1)

    return check


def _findings(report: HealthReport) -> list[str]:
    found = [tr("文件损坏：{detail}", detail=line) for line in report.damage]
    found += [
        tr("表 {table} 有 {n} 行指向不存在的记录", table=table, n=n)
        for table, n in sorted(report.orphans.items())
    ]
    if report.cases_without_state:
        found.append(tr("{n} 个办件没有状态，请加 --rebuild 重算", n=report.cases_without_state))
    return found


def _record(report: HealthReport, found: list[str], rebuilt: Rebuilt | None) -> dict[str, object]:
    record: dict[str, object] = {
        "ok": report.sound, "found": found, "revision": report.revision, "rows": dict(report.rows),
    }  # fmt: skip
    if rebuilt is not None:
        record["rebuilt"] = {
            "clocks": rebuilt.clocks, "states": rebuilt.states,
            "wrong_clocks": rebuilt.wrong_clocks, "wrong_states": rebuilt.wrong_states,
        }  # fmt: skip
    return record


def _tell(report: HealthReport, found: list[str], rebuilt: Rebuilt | None) -> None:
    if rebuilt is not None:
        click.echo(
            tr(
                "已重算 {clocks} 只时钟、{states} 个状态，其中与记录不符的时钟 {wrong_clocks}、状态 {wrong_states}。",
                clocks=rebuilt.clocks, states=rebuilt.states,
                wrong_clocks=rebuilt.wrong_clocks, wrong_states=rebuilt.wrong_states,
            )
        )  # fmt: skip
    for line in found:
        click.echo(line, err=True)
    if report.sound:
        rows = sum(report.rows.values())
        click.echo(tr("数据完好：版本 {revision}，共 {rows} 行。", revision=report.revision, rows=rows))


def _backup(tools: Tools) -> click.Command:
    @click.command("backup", help=tr("把正在使用的数据完整复制到另一个文件，不覆盖已有文件。"))
    @data_option
    @click.option("--out", "out", required=True, type=click.Path(path_type=Path), help=tr("备份文件"))
    def backup(data: str | None, today: str | None, out: Path) -> None:
        _maintenance(tools).backup(_place(tools, data), out)
        click.echo(tr("已备份到 {path}", path=out))

    return backup


def _upgrade(tools: Tools) -> click.Command:
    @click.command("upgrade", help=tr("把旧版本的数据升级到本程序的版本，升级前自动留一份副本。"))
    @data_option
    def upgrade(data: str | None, today: str | None) -> None:
        done = _maintenance(tools).upgrade(_place(tools, data))
        if done.kept_copy is None:
            click.echo(tr("已是最新版本 {revision}，无需升级。", revision=done.revision))
        else:
            click.echo(tr("已升级到版本 {revision}，原数据保存在 {path}", revision=done.revision, path=done.kept_copy))

    return upgrade


def _maintenance(tools: Tools) -> Maintenance:
    found: Maintenance = tools.maintenance
    return found


def _place(tools: Tools, data: str | None) -> str:
    return data or str(tools.default_data())
