"""The cases of a project as lines: where each stands, its three clocks, its agent; and which can be started."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agent_desk.domain.case import CaseMode
from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.catalogue import Catalogue, LimitType, Stage
from agent_desk.domain.limits import ClockKind as Limit
from agent_desk.domain.people import Member
from agent_desk.i18n import tr
from agent_desk.presenters.cells import (
    AvatarsCell,
    AvatarView,
    ClockCell,
    ClockKind,
    ClockState,
    Column,
    GroupHeader,
    GroupRow,
    GroupShape,
    Row,
    TableRow,
    Tag,
    TagKind,
    TwoLine,
    clock_cell,
    no_clock,
    short_date,
)
from agent_desk.services.intake import before_construction
from agent_desk.services.item_names import item_name, item_short
from agent_desk.services.manual_words import limit_text
from agent_desk.services.project_sheet import CaseSheet, ProjectSheet
from agent_desk.services.readings import ClockReading
from agent_desk.services.stage_words import stage_word
from agent_desk.services.words import procedure_word, word

_REVIEW = {Limit.TARGET: ClockKind.GREEN, Limit.PROMISED: ClockKind.PROMISE, Limit.STATUTORY: ClockKind.LEGAL}
_TONES = {
    CaseStatus.GRANTED: TagKind.GREEN,
    CaseStatus.MOCK_ISSUED: TagKind.SIMULATED,
    CaseStatus.REFUSED: TagKind.OVER,
    CaseStatus.REVOKED: TagKind.OVER,
    CaseStatus.WITHDRAWN: TagKind.NEUTRAL,
    CaseStatus.NOT_STARTED: TagKind.OUTLINE,
}
_SETTLED = frozenset({CaseStatus.GRANTED, CaseStatus.MOCK_ISSUED})


@dataclass(frozen=True, slots=True)
class ReadyView:
    """A case whose legal prerequisites are fulfilled and that nobody has begun."""

    case_id: str
    title: str
    note: str


def case_columns(short: bool = False) -> tuple[Column, ...]:
    """The columns of the cases; ``short`` for where a panel stands beside them."""
    target, legal, state = (134, 126, 146) if short else (150, 136, 172)
    return (
        Column("item", tr("事项 / 部门"), None, min_width=170 if short else 200),
        Column("target", tr("绿色通道 日"), target, swatch="clock.green.fill"),
        Column("promised", tr("承诺 工作日"), legal, swatch="clock.promise.fill"),
        Column("statutory", tr("法定"), legal, swatch="clock.legal.fill"),
        Column("state", tr("状态"), state),
        Column("agent", tr("经办"), 52, optional=True),
    )


def case_rows(sheet: ProjectSheet) -> list[TableRow]:
    """All cases under their stages, in the catalogue's order."""
    rows: list[TableRow] = []
    for stage in Stage:
        own = [case for case in sheet.cases if case.item.stage is stage]
        if own:
            done = sum(case.life.status is CaseStatus.GRANTED for case in own)
            note = tr("已办结 {n}", n=done) if done else ""
            header = GroupHeader(GroupShape.NONE, stage_word(stage), len(own), note)
            rows.append(GroupRow(f"stage:{stage.name}", header))
            rows.extend(case_row(case, sheet.members, sheet.today) for case in own)
    return rows


def urgent_rows(sheet: ProjectSheet, limit: int) -> list[TableRow]:
    """The cases with running clocks, tightest first."""
    running = [case for case in sheet.cases if case.clocks]
    running.sort(key=lambda case: min(_tightness(clock) for clock in case.clocks))
    return [case_row(case, sheet.members, sheet.today) for case in running[:limit]]


def case_row(case: CaseSheet, members: Mapping[str, Member], today: date) -> Row:
    """One case as a line."""
    clocks = {
        "target": _clock(case, Limit.TARGET, today),
        "promised": _clock(case, Limit.PROMISED, today),
        "statutory": _clock(case, Limit.STATUTORY, today),
    }
    tag = status_tag(case, today)
    member = members.get(case.case.member_id)
    people = AvatarsCell((AvatarView(member.name, member.hue),)) if member else AvatarsCell()
    spoken = [item_name(case.item), case.item.department, tag.text]
    return Row(
        case.case.id,
        {"item": TwoLine(item_name(case.item), case.item.department), "state": tag, "agent": people, **clocks},
        accessible="，".join(spoken),
    )


def status_tag(case: CaseSheet, today: date) -> Tag:
    """Where a case stands; a clock outside the three columns is named with it."""
    life, status = case.life, case.life.status
    pause = life.open_pause
    if pause is not None:
        name = tr("补正中") if pause.kind == "supplement" else procedure_word(pause.kind)
        return Tag(TagKind.PAUSE, tr("{procedure}・停 {n} 天", procedure=name, n=(today - pause.start).days))
    other = min((c for c in case.clocks if c.kind not in _REVIEW), key=_tightness, default=None)
    if other is not None and other.kind is not Limit.MINIMUM:
        return _other_tag(other)
    if status is CaseStatus.GRANTED and life.decided_on is not None:
        return Tag(TagKind.GREEN, tr("{day} 办结", day=short_date(life.decided_on, today)), "check")
    if status is CaseStatus.UNDER_REVIEW and case.case.mode is not CaseMode.STANDARD:
        kind = TagKind.SIMULATED if case.case.mode is CaseMode.SIMULATED else TagKind.GAP
        return Tag(kind, word(case.case.mode))
    return Tag(_TONES.get(status, TagKind.NEUTRAL), word(status))


def _other_tag(reading: ClockReading) -> Tag:
    name = word(reading.kind)
    if reading.left < 0:
        return Tag(TagKind.OVER, tr("{clock} 超 {n} 天", clock=name, n=-reading.left))
    if reading.left == 0:
        return Tag(TagKind.DUE, tr("{clock} 今天", clock=name))
    kind = TagKind.DUE if reading.left == 1 else TagKind.NEUTRAL
    return Tag(kind, tr("{clock} 剩 {n} 天", clock=name, n=reading.left))


def _clock(case: CaseSheet, kind: Limit, today: date) -> ClockCell:
    reading = next((clock for clock in case.clocks if clock.kind is kind), None)
    if reading is None:
        return _resting(case, kind)
    return reading_cell(_REVIEW[kind], reading, today)


def _resting(case: CaseSheet, kind: Limit) -> ClockCell:
    """A clock that does not run: the limit it will have, nothing after the decision, or not applicable."""
    limits = {Limit.TARGET: case.case.target, Limit.PROMISED: case.case.promised}
    limit = limits.get(kind, case.case.statutory)
    if limit is None or (kind is Limit.STATUTORY and case.item.limit_type is not LimitType.MAX):
        return no_clock(_REVIEW[kind])
    if case.life.finished or case.life.mock_on is not None:
        text, spoken = "", tr("{clock}已止", clock=word(kind))
    else:
        text = tr("限 {limit}", limit=limit_text(limit)) if limit.amount else limit_text(limit)
        spoken = tr("{clock}{limit}，未起算", clock=word(kind), limit=text)
    return ClockCell(_REVIEW[kind], ClockState.NOT_APPLICABLE, text, "", "", 0.0, spoken)


def reading_cell(kind: ClockKind, reading: ClockReading | None, today: date) -> ClockCell:
    """A reading as a clock cell."""
    if reading is None:
        return no_clock(kind)
    return clock_cell(
        kind,
        left=reading.left,
        limit=reading.total,
        due=reading.due,
        today=today,
        elapsed=reading.counted,
        paused=reading.paused,
        provisional=reading.provisional,
    )


def _tightness(reading: ClockReading) -> tuple[int, date]:
    return (reading.left, reading.due_unmoved)


def ready_cases(sheet: ProjectSheet, catalogue: Catalogue) -> tuple[ReadyView, ...]:
    """What can be started now: nothing the law asks for first is outstanding."""
    siblings = {case.case.item_code: case for case in sheet.cases}
    found = []
    for case in sheet.cases:
        if case.life.status is not CaseStatus.NOT_STARTED or not before_construction(case.item):
            continue
        groups = catalogue.prerequisites_of(case.item, siblings.keys())
        simulated = case.case.mode is CaseMode.SIMULATED
        if all(any(_fulfilled(siblings[code], simulated) for code in group) for group in groups):
            found.append(ReadyView(case.case.id, item_name(case.item), _ready_note(groups, siblings)))
    return tuple(found)


def _fulfilled(case: CaseSheet, simulated: bool) -> bool:
    return case.life.status is CaseStatus.GRANTED or (simulated and case.life.status in _SETTLED)


def _ready_note(groups: Sequence[Sequence[str]], siblings: Mapping[str, CaseSheet]) -> str:
    if not groups:
        return tr("无法定前置")
    done = [siblings[code] for group in groups for code in group if siblings[code].life.status in _SETTLED]
    return tr("{items} 已出", items=tr("、").join(dict.fromkeys(item_short(case.item) for case in done)))
