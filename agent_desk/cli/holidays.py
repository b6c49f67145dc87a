"""``agent-desk holidays``: which days count as working days, and taking over the yearly notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

import click

from agent_desk.cli import printing
from agent_desk.cli.tools import OpenDesk, data_option, day
from agent_desk.domain.calendar import DayKind, WorkCalendar, YearNotice
from agent_desk.domain.errors import Refusal
from agent_desk.domain.holiday_notice import CheckKind, NoticeCheck, ParsedLine, ParsedNotice
from agent_desk.domain.notice_days import NoticeDay
from agent_desk.i18n import N_, tr
from agent_desk.services.desk import Desk
from agent_desk.services.holiday_import import (
    NoticeEffect,
    import_notice,
    is_imported,
    preview,
    understand,
)
from agent_desk.services.words import word

_CHECKS = {
    CheckKind.TOTAL: N_("共 {said} 天，相符"),
    CheckKind.WEEKDAYS: N_("{said} 处星期相符"),
    CheckKind.MOVED: N_("{said} 天调休"),
    CheckKind.WEEKENDS: N_("{said} 个上班日均为周末"),
    CheckKind.ADVICE: N_("仅为倡导，不计入"),
}
_SHIPPED, _IMPORTED, _STATUTORY = "shipped", "imported", "statutory"
_SOURCES = {
    _SHIPPED: N_("随软件提供"),
    _IMPORTED: N_("已导入"),
    _STATUTORY: N_("仅法定节日"),
}


class HolidayTools(Protocol):
    """What these verbs need of the tools."""

    @property
    def open_desk(self) -> OpenDesk: ...
    @property
    def calendar(self) -> Callable[..., WorkCalendar]: ...
    @property
    def read_holidays(self) -> Callable[[bytes, str], str | tuple[NoticeDay, ...]]: ...


def holidays_group(tools: HolidayTools) -> click.Group:
    """The group over the given tools."""

    @click.group("holidays", help=tr("节假日：查看各年放假和调休安排，导入放假通知。"))
    def group() -> None:
        pass

    group.add_command(_list(tools))
    group.add_command(_import(tools))
    return group


# -- list ------------------------------------------------------------------------------------------------


def _list(tools: HolidayTools) -> click.Command:
    @click.command("list", help=tr("列出一年的放假日和调休上班日。"))
    @click.argument("year", type=click.IntRange(2007, 2040))
    @data_option
    @click.option("--json", "with_json", is_flag=True, help=tr("输出 JSON"))
    def list_(year: int, data: str | None, today: str | None, with_json: bool) -> None:
        calendar = tools.calendar(data)
        notice = next(notice for notice in calendar.notices if notice.year == year)
        days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
        marked = [
            (d, calendar.kind(d), calendar.reason(d))
            for d in days
            if d.year == year and calendar.kind(d) in (DayKind.HOLIDAY, DayKind.MAKEUP)
        ]
        provisional = calendar.is_provisional(date(year, 7, 1))
        source = _source(notice)
        if with_json:
            records = [{"date": d, "kind": kind.value, "name": name} for d, kind, name in marked]
            printing.as_json(
                {
                    "year": year,
                    "source": source,
                    "source_name": notice.source,
                    "provisional": provisional,
                    "days": records,
                }
            )
            return
        click.echo(tr("{year} 年：{source}", year=year, source=tr(_SOURCES[source])))
        for d, kind, name in marked:
            click.echo(f"{d}  {tr('休') if kind is DayKind.HOLIDAY else tr('班')}  {name}")
        if provisional:
            click.echo(tr("{year} 年放假通知尚未导入，以上仅为法定节日，跨年期限为暂定。", year=year))

    return list_


def _source(notice: YearNotice) -> str:
    if is_imported(notice):
        return _IMPORTED
    return _SHIPPED if notice.published else _STATUTORY


# -- import ----------------------------------------------------------------------------------------------


def _import(tools: HolidayTools) -> click.Command:
    @click.command("import", help=tr("导入放假通知：通知原文、.ics 日历或 CSV 表，“-”读标准输入。"))
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
    @click.option("--year", type=click.IntRange(2007, 2044), default=None, help=tr("通知安排的年份，原文未写时需要"))
    @click.option("--dry-run", is_flag=True, help=tr("只解读并列出影响，不保存"))
    @click.option("--replace", is_flag=True, help=tr("替换该年已有的不同安排"))
    @data_option
    @click.option("--json", "with_json", is_flag=True, help=tr("输出 JSON"))
    def import_(
        file: str, year: int | None, dry_run: bool, replace: bool,
        data: str | None, today: str | None, with_json: bool,
    ) -> None:  # fmt: skip
        now = day(today) or date.today()
        with click.open_file(file, "rb") as stream:
            content = tools.read_holidays(stream.read(), Path(file).name)
        # Understood before any office is opened, so that a refused notice leaves nothing behind.
        parsed = understand(content, year, tools.calendar(data).notices)
        desk = _desk(tools, data, now, dry_run)
        if desk is None:
            effect = None
        elif dry_run:
            effect = preview(desk.office, parsed)
        else:
            effect = import_notice(desk, parsed, content if isinstance(content, str) else "", replace)
        if with_json:
            printing.as_json(_as_data(parsed, effect, stored=not dry_run))
        else:
            _show(parsed, effect, stored=not dry_run)

    return import_


def _desk(tools: HolidayTools, data: str | None, today: date, dry_run: bool) -> Desk | None:
    """The desk; None for a dry run without an office, where no date can move."""
    try:
        return tools.open_desk(data, today, read_only=dry_run)
    except Refusal as refusal:
        if dry_run and refusal.code == "db.missing":
            return None
        raise


def _as_data(parsed: ParsedNotice, effect: NoticeEffect | None, stored: bool) -> dict[str, object]:
    kept = effect is not None and stored
    return {
        "year": parsed.year,
        "number": parsed.number,
        "complete": parsed.complete,
        "stored": kept,
        "lines": [
            {
                "sentence": line.sentence,
                "festival": line.festival,
                "days_off": line.days_off,
                "make_up": line.make_up,
                "checks": [{"kind": c.kind.value, "said": c.said, "found": c.found} for c in line.checks],
            }
            for line in parsed.lines
        ],
        "days_off": [{"date": d, "name": name} for d, name in parsed.days_off.items()],
        "make_up": [{"date": d, "name": name} for d, name in parsed.make_up.items()],
        "differs": list(effect.differing) if effect else [],
        "clocks": effect.clocks if effect else 0,
        "settled": effect.settled if effect else 0,
        "moved": [
            {
                "project_id": m.project_id, "project": m.project, "case_id": m.case_id,
                "item_code": m.item_code, "item": m.item, "kind": m.kind.value, "subject": m.subject,
                "old_due": m.old_due, "new_due": m.new_due, "settled": m.settled,
            }
            for m in (effect.moved if effect else ())
        ],
    }  # fmt: skip


def _show(parsed: ParsedNotice, effect: NoticeEffect | None, stored: bool) -> None:
    number = f"  {parsed.number}" if parsed.number else ""
    click.echo(tr("{year} 年放假通知", year=parsed.year) + number)
    for line in parsed.lines:
        _show_line(line)
    click.echo(tr("合计：休 {off} 天，班 {work} 天", off=len(parsed.days_off), work=len(parsed.make_up)))
    if not parsed.complete:
        click.echo(tr("注意：不是全年安排，只在原有安排上修改所列日期。"))
    if effect is not None:
        _show_effect(effect, stored)
    click.echo(tr("已保存。") if stored else tr("试算，未保存。"))


def _show_line(line: ParsedLine) -> None:
    click.echo(line.sentence)
    if line.days_off:
        click.echo(tr("  休 {n} 天：{days}", n=len(line.days_off), days=_ranges(line.days_off)))
    if line.make_up:
        click.echo(tr("  班 {n} 天：{days}", n=len(line.make_up), days=_ranges(line.make_up)))
    if line.checks:
        click.echo("  ✓ " + tr("；").join(_check(check) for check in line.checks))


def _check(check: NoticeCheck) -> str:
    return tr(_CHECKS[check.kind], said=check.said)


def _ranges(days: Sequence[date]) -> str:
    """Days as ranges: ``2026-10-01 至 2026-10-07、2026-10-10``."""
    spans: list[tuple[date, date]] = []
    for d in days:
        if spans and d - spans[-1][1] == timedelta(days=1):
            spans[-1] = (spans[-1][0], d)
        else:
            spans.append((d, d))
    return "、".join(
        str(first) if first == last else tr("{first} 至 {last}", first=first, last=last)
        for first, last in spans
    )


def _show_effect(effect: NoticeEffect, stored: bool) -> None:
    if effect.needs_replace and not stored:
        click.echo(
            tr("注意：与该年已有安排不同：{days}。导入时需加 --replace。", days=_ranges(effect.differing))
        )
    if not effect.moved:
        click.echo(tr("在途期限 {n} 个，无日期变动。", n=effect.clocks))
    else:
        click.echo(tr("在途期限 {n} 个，{moved} 个日期变动：", n=effect.clocks, moved=len(effect.moved)))
        head = (tr("项目"), tr("事项"), tr("期限"), tr("原到期日"), tr("新到期日"), "")
        printing.table(head, list(_moved_rows(effect)))
    if effect.settled:
        click.echo(tr("{n} 个期限不再是暂定。", n=effect.settled))


def _moved_rows(effect: NoticeEffect) -> Iterable[tuple[object, ...]]:
    for m in effect.moved:
        settled = tr("不再暂定") if m.settled else ""
        yield m.project, f"{m.item_code} {m.item}", word(m.kind), m.old_due, m.new_due, settled
