"""时钟: every running clock of a project, and the day by day derivation of the chosen one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agent_desk.domain.derivation import (
    AT_ONCE,
    HOLIDAY,
    MAKEUP,
    PAUSE,
    PAUSE_NOT_LISTED,
    PAUSE_WITHOUT_NOTICE,
    ROLLED,
    RUNNING_DAY,
    START,
    WEEKEND,
    WORKDAY,
    DayLine,
    Derivation,
    derive,
)
from agent_desk.domain.limits import ClockKind as Limit
from agent_desk.i18n import N_, tr
from agent_desk.presenters.cells import (
    Align,
    CellView,
    ClockCell,
    ClockKind,
    Column,
    GroupHeader,
    GroupRow,
    GroupShape,
    Row,
    TableRow,
    Tag,
    TagKind,
    TextCell,
    Tone,
    TwoLine,
    Weight,
    short_date,
)
from agent_desk.presenters.project_page_cases import reading_cell
from agent_desk.services.item_names import item_name
from agent_desk.services.manual_words import limit_text
from agent_desk.services.office import Office
from agent_desk.services.ports import ClockRow
from agent_desk.services.readings import kept_deadline, reading
from agent_desk.services.words import procedure_word, word

_REASONS = {
    START: N_("起算事由当日，不计入"),
    AT_ONCE: N_("即办，当日办结"),
    WORKDAY: N_("工作日"),
    MAKEUP: N_("调休上班，计入"),
    WEEKEND: N_("双休日"),
    HOLIDAY: N_("放假"),
    RUNNING_DAY: N_("计入"),
    PAUSE: N_("停表"),
    PAUSE_WITHOUT_NOTICE: N_("无告知文书，照常计入"),
    PAUSE_NOT_LISTED: N_("不在不计时范围，照常计入"),
    ROLLED: N_("末日遇休，顺延"),
}
_LOOKS = {Limit.TARGET: ClockKind.GREEN, Limit.PROMISED: ClockKind.PROMISE}


@dataclass(frozen=True, slots=True)
class DerivationView:
    """One clock opened: what it is, how it was counted, its days, and the figures below them."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    rows: tuple[TableRow, ...]
    articles: str
    note: str = ""


def clock_columns() -> tuple[Column, ...]:
    """The columns of the running clocks."""
    return (
        Column("item", tr("事项 / 时钟"), None, min_width=170),
        Column("clock", tr("剩余与到期"), 164),
    )


def day_columns() -> tuple[Column, ...]:
    """The columns of a derivation."""
    return (
        Column("day", tr("日期"), 170),
        Column("number", tr("第几天"), 76, Align.RIGHT),
        Column("mark", tr("计入"), 100),
        Column("why", tr("说明"), None, min_width=160),
    )


def clock_key(row: ClockRow) -> str:
    """What names a clock on the page."""
    return f"{row.case_id}|{row.kind.value}|{row.subject}"


def read_clocks(office: Office, project_id: str, today: date) -> list[ClockRow]:
    """The running clocks, tightest first."""
    with office.store.reading() as uow:
        rows = list(uow.clocks.of_project(project_id))

    def order(row: ClockRow) -> tuple[int, date, str]:
        now = reading(row, office, today)
        return (now.left, now.due_unmoved, row.item_code)

    return sorted(rows, key=order)


def clock_rows(rows: list[ClockRow], office: Office, today: date) -> list[TableRow]:
    """The clocks under their cases; the case with the tightest clock first."""
    by_case: dict[str, list[ClockRow]] = {}
    for row in rows:
        by_case.setdefault(row.case_id, []).append(row)
    made: list[TableRow] = []
    for case_id, own in by_case.items():
        item = office.rules.catalogue.find(own[0].item_code)
        name = item_name(item) if item else own[0].item_code
        header = GroupHeader(GroupShape.NONE, name, len(own), item.department if item else "")
        made.append(GroupRow(f"case:{case_id}", header))
        made.extend(_clock_row(row, name, office, today) for row in own)
    return made


def _clock_row(row: ClockRow, item: str, office: Office, today: date) -> Row:
    second = limit_text(row.limit)
    if row.subject:
        second = f"{second}・{row.subject}"
    cell = _cell(row, office, today)
    cells: dict[str, CellView] = {"item": TwoLine(word(row.kind), second), "clock": cell}
    return Row(clock_key(row), cells, accessible=f"{item}，{word(row.kind)} {second}，{cell.accessible}")


def _cell(row: ClockRow, office: Office, today: date) -> ClockCell:
    return reading_cell(_LOOKS.get(row.kind, ClockKind.LEGAL), reading(row, office, today), today)


def derivation_view(row: ClockRow, office: Office, today: date) -> DerivationView:
    """The chosen clock opened into its days."""
    deadline = kept_deadline(row, office, today)
    opened = derive(deadline, office.calendar, row.basis)
    now = reading(row, office, today)
    item = office.rules.catalogue.find(row.item_code)
    due = short_date(deadline.due, today, weekday=True)
    facts = [
        (tr("期限"), limit_text(row.limit)),
        (tr("起算"), short_date(row.start_on, today, weekday=True)),
        (tr("到期"), tr("{date}（暂定）", date=due) if deadline.provisional else due),
        (tr("已计"), tr("{n} 天", n=now.counted)),
        (tr("超期") if now.left < 0 else tr("剩余"), tr("{n} 天", n=abs(now.left))),
    ]
    if row.extension:
        facts.insert(1, (tr("延期"), tr("{n} 天", n=row.extension)))
    note = ""
    if now.paused:
        note = tr("正在停表，到期日按今天恢复计算。")
    elif deadline.provisional:
        years = tr("、").join(str(year) for year in opened.provisional_years)
        note = tr("{years} 年放假通知未导入，跨年日期暂定。", years=years)
    return DerivationView(
        title=item_name(item) if item else row.item_code,
        subtitle=word(row.kind) + (f"・{row.subject}" if row.subject else ""),
        facts=tuple(facts),
        rows=tuple(_day_row(line, today) for line in opened.lines),
        articles=_articles(opened),
        note=note,
    )


def _articles(opened: Derivation) -> str:
    parts = [opened.article] if opened.article else []
    if opened.counting_articles:
        parts.append(tr("计算：{articles}", articles=tr("、").join(opened.counting_articles)))
    return "；".join(parts)


def _day_row(line: DayLine, today: date) -> Row:
    day = short_date(line.date, today, weekday=True)
    why = tr(_REASONS[line.reason_code])
    if line.reason_code == PAUSE and line.pause is not None:
        procedure = _pause_word(line.pause.kind)
        why = tr("{procedure}，停表", procedure=procedure) if procedure else why
    elif line.detail and line.reason_code in (HOLIDAY, MAKEUP, ROLLED):
        why = tr("{reason}（{detail}）", reason=why, detail=line.detail)
    here = line.date == today
    tone = Tone.PRIMARY if line.counted else Tone.QUIET
    cells: dict[str, CellView] = {
        "day": TextCell(
            tr("{day}（今天）", day=day) if here else day,
            Tone.ACCENT if here else tone,
            Weight.BOLD if here else Weight.NORMAL,
            small=False,
        ),
        "number": TextCell(
            str(line.number) if line.number else "", tone, Weight.STRONG, Align.RIGHT, small=False
        ),
        "why": TextCell(why, Tone.PAUSE if line.reason_code == PAUSE else tone),
    }
    if line.reason_code == PAUSE:
        cells["mark"] = Tag(TagKind.PAUSE, tr("停表"))
    elif not line.counted:
        cells["mark"] = TextCell(tr("不计"), Tone.QUIET)
    return Row(line.date.isoformat(), cells, accessible=f"{day}，{line.number or tr('不计')}，{why}")


def _pause_word(kind: str) -> str:
    return tr("补正") if kind == "supplement" else procedure_word(kind)
