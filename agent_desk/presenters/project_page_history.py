"""动态: everything recorded about a project and every change to it, newest first; what can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from agent_desk.domain.case import CaseEvent, EventKind
from agent_desk.domain.case_life import annulled_ids
from agent_desk.domain.people import Member
from agent_desk.i18n import N_, tr
from agent_desk.presenters.cells import (
    CellView,
    Column,
    Row,
    Tag,
    TagKind,
    TextCell,
    Tone,
    TwoLine,
    short_date,
)
from agent_desk.services.item_names import item_name, item_short
from agent_desk.services.ports import AuditRecord
from agent_desk.services.project_sheet import CaseSheet, ProjectSheet, all_events
from agent_desk.services.words import procedure_word, word

_OUTCOMES = {"granted": N_("准予"), "refused": N_("不予许可")}


@dataclass(frozen=True, slots=True)
class EventLine:
    """A recorded event that can be taken back."""

    case_id: str
    event_id: str
    words: str


@dataclass(frozen=True, slots=True)
class HistoryView:
    """The tab: lines, and for the keys of those that can be taken back what they are."""

    rows: tuple[Row, ...]
    correctable: Mapping[str, EventLine]


def history_columns() -> tuple[Column, ...]:
    """The columns of the history."""
    return (
        Column("on", tr("日期"), 150),
        Column("what", tr("事件 / 事项"), None, min_width=220),
        Column("document", tr("文号与说明"), None, min_width=200),
        Column("mark", "", 96),
        Column("recorded", tr("登记"), 170),
    )


def history_view(sheet: ProjectSheet) -> HistoryView:
    """Events of all cases and changes to the project itself."""
    lines: list[tuple[date, datetime, Row]] = []
    correctable: dict[str, EventLine] = {}
    taken_back = {id_ for case in sheet.cases for id_ in annulled_ids(case.life.events)}
    for case, event in all_events(sheet):
        gone = event.id in taken_back
        lines.append((event.on, event.recorded_at, _event_row(case, event, gone, sheet)))
        if not gone and event.kind is not EventKind.ANNULLED:
            words = tr("{item} {event}", item=item_short(case.item), event=word(event.kind))
            correctable[event.id] = EventLine(case.case.id, event.id, words)
    for place, record in enumerate(sheet.history):
        lines.append((record.at.date(), record.at, _change_row(f"change:{place}", record, sheet)))
    lines.sort(key=lambda line: line[:2], reverse=True)
    return HistoryView(tuple(row for _, _, row in lines), correctable)


def _event_row(case: CaseSheet, event: CaseEvent, gone: bool, sheet: ProjectSheet) -> Row:
    title = word(event.kind)
    if event.kind is EventKind.ANNULLED:
        title = _annulled_title(case, event)
    note = "，".join(part for part in (event.document, _details(event), event.note) if part)
    cells: dict[str, CellView] = {
        "on": TextCell(
            short_date(event.on, sheet.today, weekday=True), Tone.QUIET if gone else Tone.PRIMARY, small=False
        ),
        "what": TwoLine(title, item_name(case.item)),
        "document": TextCell(note, Tone.QUIET if gone else Tone.SECONDARY),
        "recorded": _recorded(event.recorded_at, event.recorded_by, sheet.members, sheet.today),
    }
    if gone:
        cells["mark"] = Tag(TagKind.NEUTRAL, tr("已更正"))
    return Row(event.id, cells, accessible=f"{event.on.isoformat()}，{title}，{item_name(case.item)}，{note}")


def _annulled_title(case: CaseSheet, event: CaseEvent) -> str:
    target = next((other for other in case.life.events if other.id == event.corrects), None)
    return tr("更正：{event}", event=word(target.kind)) if target else word(event.kind)


def _details(event: CaseEvent) -> str:
    """What only some kinds of event hold, worded."""
    held = event.details
    parts = []
    if "procedure" in held:
        parts.append(procedure_word(held["procedure"]))
    if "material" in held:
        parts.append(held["material"])
    if "until" in held:
        parts.append(tr("至 {day}", day=held["until"]))
    if "days" in held:
        parts.append(tr("{n} 天", n=held["days"]))
    if held.get("outcome") in _OUTCOMES:
        outcome = _OUTCOMES[held["outcome"]]
        parts.append(tr(outcome))
    return "，".join(parts)


def _change_row(key: str, record: AuditRecord, sheet: ProjectSheet) -> Row:
    text = record.description
    if record.action.startswith("undo."):
        text = tr("撤销：{step}", step=text)
    elif record.action.startswith("redo."):
        text = tr("重做：{step}", step=text)
    day = short_date(record.at.date(), sheet.today, weekday=True)
    cells: dict[str, CellView] = {
        "on": TextCell(day, Tone.PRIMARY, small=False),
        "what": TwoLine(text, tr("项目")),
        "recorded": _recorded(record.at, record.by, sheet.members, sheet.today),
    }
    return Row(key, cells, accessible=f"{day}，{text}")


def _recorded(at: datetime, by: str, members: Mapping[str, Member], today: date) -> TextCell:
    who = members[by].name if by in members else by
    here = at.astimezone()
    text = f"{short_date(here.date(), today)} {here:%H:%M}"
    return TextCell(f"{text} {who}".strip(), Tone.QUIET)
