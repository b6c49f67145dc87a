"""One case under supervision: the figures of its clocks, the ribbon of its days, its events. No Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agent_desk.domain.case import CaseEvent, EventKind
from agent_desk.domain.case_clocks import RunningClock, running_clocks
from agent_desk.domain.case_life import CaseLife, annulled_ids, effective_events, live
from agent_desk.domain.clock import read
from agent_desk.domain.limits import ClockKind, Unit
from agent_desk.domain.people import Member
from agent_desk.i18n import N_, tr
from agent_desk.presenters.cells import (
    Column,
    Row,
    Tag,
    TagKind,
    TextCell,
    Tone,
    Weight,
    short_date,
    weekday_short,
)
from agent_desk.presenters.supervision_ribbon import NamedClock, RibbonView, ribbon_view
from agent_desk.services.item_names import item_name
from agent_desk.services.office import Office
from agent_desk.services.words import procedure_word, word

_NAMES = {
    ClockKind.TARGET: N_("绿色通道"),
    ClockKind.PROMISED: N_("承诺"),
    ClockKind.STATUTORY: N_("法定"),
    ClockKind.NOTICE: N_("补正告知"),
    ClockKind.GAP: N_("容缺补齐"),
}

_TOKENS = {
    ClockKind.TARGET: ("clock.green.fill", "clock.green.solid"),
    ClockKind.PROMISED: ("clock.promise.fill", "clock.promise.fill"),
}
_PLAIN = ("clock.legal.fill", "clock.legal.fill")


def clock_word(kind: ClockKind) -> str:
    """The short name of a clock."""
    return tr(_NAMES[kind]) if kind in _NAMES else word(kind)


@dataclass(frozen=True, slots=True)
class ClockFigure:
    """One clock in figures: ``8 / 7 日，超 1 天`` over a bar; ``token`` is its swatch, ``bar`` its bar's colour."""

    name: str
    token: str
    counted: str
    of: str
    tone: Tone
    share: float
    bar: str
    hatched: bool
    accessible: str


@dataclass(frozen=True, slots=True)
class DetailView:
    """Everything at the right of the list."""

    case_id: str
    project_id: str
    title: str
    project: str
    tag: Tag
    figures: tuple[ClockFigure, ...]
    notes: tuple[str, ...]
    ribbon: RibbonView
    events: tuple[Row, ...]


def event_columns() -> tuple[Column, ...]:
    """The columns of the table of events."""
    return (
        Column("on", tr("日期"), 112),
        Column("event", tr("事件"), 150),
        Column("by", tr("登记人"), 96),
        Column("paper", tr("依据、文书")),
    )


def detail_view(office: Office, case_id: str, today: date) -> DetailView:
    """Read one case and open its clocks day by day."""
    with office.store.reading() as uow:
        case = uow.cases.get(case_id)
        life = live(uow.cases.events_of([case_id]).get(case_id, ()))
        project = uow.projects.names([case.project_id]).get(case.project_id, "")
        members = {member.id: member for member in uow.members.all()}
    item = office.rules.catalogue.item(case.item_code)
    clocks = [
        clock
        for clock in running_clocks(case, item, life, office.calendar, office.choices)
        if clock.kind is not ClockKind.MINIMUM
    ]
    held = [event for event in effective_events(life.events) if event.kind is not EventKind.ANNULLED]
    named = [NamedClock(clock, _name(clock), _TOKENS.get(clock.kind, _PLAIN)[1]) for clock in clocks]
    ribbon = ribbon_view(named, held, office.calendar, office.choices, today)
    return DetailView(
        case_id,
        case.project_id,
        item_name(item),
        project,
        Tag(TagKind.NEUTRAL, word(life.status)),
        tuple(_figure(clock, office, today) for clock in clocks),
        _notes(life, ribbon, today),
        ribbon,
        tuple(_event_rows(life.events, members, today)),
    )


def _name(clock: RunningClock) -> str:
    name = clock_word(clock.kind)
    return f"{name}・{clock.subject}" if clock.subject else name


def _figure(clock: RunningClock, office: Office, today: date) -> ClockFigure:
    deadline = clock.deadline(office.calendar, office.choices, max(today, clock.start))
    now = read(deadline, office.calendar, today)
    unit = tr("工作日") if clock.limit.unit is Unit.WORKING else tr("天")
    counted = now.counted + now.overdue
    token, bar = _TOKENS.get(clock.kind, _PLAIN)[0], _TOKENS.get(clock.kind, _PLAIN)[0]
    if now.overdue:
        of, tone = tr("/ {total} {unit}，超 {n} 天", total=now.total, unit=unit, n=now.overdue), Tone.OVER
        bar = "state.over.fill"
    elif now.paused:
        of, tone = tr("/ {total} {unit}，停表", total=now.total, unit=unit), Tone.PAUSE
        bar = "state.pause.fill"
    else:
        day = short_date(deadline.due, today)
        of, tone = tr("/ {total} {unit}，{day} 到期", total=now.total, unit=unit, day=day), Tone.PRIMARY
        if deadline.provisional:
            of = tr("{text}（暂定）", text=of)
        if now.left <= 1:
            tone, bar = Tone.DUE, "state.due.fill"
    share = min(1.0, counted / now.total) if now.total else 1.0
    name = _name(clock)
    return ClockFigure(name, token, str(counted), of, tone, share, bar, now.paused, f"{name} {counted} {of}")


def _notes(life: CaseLife, ribbon: RibbonView, today: date) -> tuple[str, ...]:
    """How long the case has been in the house, and which days the tightest clock does not count."""
    since = life.received_on or life.accepted_on
    if since is None:
        return ()
    notes = [tr("历时 {n} 天", n=(today - since).days)]
    stopped = Counter(cell.pause for row in ribbon.rows[:1] for cell in row.cells if cell.pause)
    if stopped:
        parts = tr("、").join(tr("{procedure} {n} 天", procedure=kind, n=n) for kind, n in stopped.items())
        notes.append(tr("{parts}不计", parts=parts))
    return tuple(notes)


def _event_rows(events: Sequence[CaseEvent], members: Mapping[str, Member], today: date) -> list[Row]:
    taken_back = annulled_ids(events)
    by_id = {event.id: event for event in events}
    rows = []
    for event in sorted(events, key=lambda e: (e.on, e.recorded_at)):
        gone = event.id in taken_back
        member = members.get(event.recorded_by)
        rows.append(
            Row(
                event.id,
                {
                    "on": TextCell(f"{short_date(event.on, today)} {weekday_short(event.on)}"),
                    "event": TextCell(
                        word(event.kind),
                        Tone.QUIET if gone else _event_tone(event.kind),
                        Weight.NORMAL if gone else Weight.STRONG,
                        small=False,
                    ),
                    "by": TextCell(member.name if member else event.recorded_by),
                    "paper": TextCell(_paper(event, by_id, gone), Tone.QUIET if gone else Tone.SECONDARY),
                },
            )
        )
    return rows


def _event_tone(kind: EventKind) -> Tone:
    if kind in (EventKind.SPECIAL_START, EventKind.SUPPLEMENT_NOTICE):
        return Tone.PAUSE
    if kind in (EventKind.SPECIAL_END, EventKind.SUPPLEMENT_COMPLETE, EventKind.GAP_FILLED):
        return Tone.ACCENT
    return Tone.PRIMARY


def _paper(event: CaseEvent, by_id: Mapping[str, CaseEvent], gone: bool) -> str:
    details = event.details
    parts = [event.document]
    if "procedure" in details:
        parts.append(procedure_word(details["procedure"]))
    if "material" in details:
        parts.append(details["material"])
    if "until" in details:
        parts.append(tr("承诺 {day} 前补齐", day=details["until"]))
    if "days" in details:
        parts.append(tr("延期 {n} 天", n=details["days"]))
    if event.corrects and event.corrects in by_id:
        corrected = by_id[event.corrects]
        parts.append(tr("更正 {day} {event}", day=corrected.on.isoformat(), event=word(corrected.kind)))
    parts.extend((event.basis, event.note))
    if gone:
        parts.append(tr("已更正"))
    return tr("，").join(part for part in parts if part)
