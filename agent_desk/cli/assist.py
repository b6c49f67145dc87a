"""``agent-desk assist``: the log of the three kinds of help (三办)."""

from __future__ import annotations

from datetime import date, timedelta

import click

from agent_desk.cli import printing
from agent_desk.cli.tools import Tools, data_option, day
from agent_desk.domain.assistance import Assistance, AssistanceKind, Channel, Stage
from agent_desk.domain.errors import Refusal
from agent_desk.i18n import tr
from agent_desk.services.commands import LogAssistance
from agent_desk.services.desk import Desk
from agent_desk.services.lookup import find_project
from agent_desk.services.words import word

_DEFAULT_DAYS = 30


def assist_group(tools: Tools) -> click.Group:
    """The group over the given tools."""

    @click.group("assist", help=tr("三办：登记和查看代办、帮办、协办。"))
    def group() -> None:
        pass

    group.add_command(_add(tools))
    group.add_command(_list(tools))
    return group


def _add(tools: Tools) -> click.Command:
    @click.command("add", help=tr("登记一次代办、帮办或协办。"))
    @click.argument("kind", type=click.Choice([k.value for k in AssistanceKind]))
    @click.argument("beneficiary")
    @click.argument("matter")
    @click.argument("minutes", type=int)
    @data_option
    @click.option("--channel", type=click.Choice([c.value for c in Channel]), default=Channel.COUNTER.value)
    @click.option("--on", "on_text", default=None, metavar="DAY", help=tr("发生日期，缺省为今天"))
    @click.option("--by", default="", help=tr("经办人姓名"))
    @click.option("--project", default="", help=tr("关联的项目"))
    @click.option("--rating", type=click.IntRange(1, 5), default=None, help=tr("满意度 1 至 5"))
    def add(
        kind: str, beneficiary: str, matter: str, minutes: int, data: str | None, today: str | None,
        channel: str, on_text: str | None, by: str, project: str, rating: int | None,
    ) -> None:  # fmt: skip
        now = day(today) or date.today()
        desk = tools.open_desk(data, now)
        entry = Assistance(
            id=desk.office.new_id(),
            kind=AssistanceKind(kind),
            stage=Stage.RATED,
            on=day(on_text) or now,
            beneficiary=beneficiary,
            matter=matter,
            channel=Channel(channel),
            minutes=minutes,
            member_id=_member(desk, by),
            project_id=find_project(desk.office, project).id if project else "",
            rating=rating,
        )
        click.echo(desk.execute(LogAssistance(entry)).description)

    return add


def _list(tools: Tools) -> click.Command:
    @click.command("list", help=tr("列出一段时间的三办记录，缺省为近 30 天。"))
    @data_option
    @click.option("--from", "first", default=None, metavar="DAY")
    @click.option("--to", "last", default=None, metavar="DAY")
    @click.option("--json", "with_json", is_flag=True, help=tr("输出 JSON"))
    def list_(data: str | None, today: str | None, first: str | None, last: str | None, with_json: bool) -> None:
        now = day(today) or date.today()
        until = day(last) or now
        desk = tools.open_desk(data, now, read_only=True)
        with desk.office.store.reading() as uow:
            names = {member.id: member.name for member in uow.members.all()}
            entries = uow.assistances.between(day(first) or until - timedelta(days=_DEFAULT_DAYS), until)
        shown = [entry for entry in entries if not entry.withdrawn]
        if with_json:
            printing.as_json([_record_of(entry, names) for entry in shown])
            return
        head = (tr("日期"), tr("类型"), tr("对象"), tr("事项"), tr("分钟"), tr("渠道"), tr("经办"))
        printing.table(
            head,
            [
                (e.on, word(e.kind), e.beneficiary, e.matter, e.minutes, word(e.channel), names.get(e.member_id, ""))
                for e in shown
            ],
        )

    return list_


def _record_of(entry: Assistance, names: dict[str, str]) -> dict[str, object]:
    return {
        "id": entry.id, "kind": entry.kind.value, "stage": entry.stage.value, "on": entry.on,
        "beneficiary": entry.beneficiary, "matter": entry.matter, "minutes": entry.minutes,
        "channel": entry.channel.value, "by": names.get(entry.member_id, ""), "rating": entry.rating,
    }  # fmt: skip


def _member(desk: Desk, name: str) -> str:
    if not name:
        return ""
    with desk.office.store.reading() as uow:
        found = [member for member in uow.members.all() if member.name == name]
    if len(found) != 1:
        raise Refusal("member.not_found", name=name)
    return found[0].id
