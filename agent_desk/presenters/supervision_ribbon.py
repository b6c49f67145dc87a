"""The clock ribbon: one cell per calendar day and counting, taken from the derivation of the clocks themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.case import CaseEvent, EventKind
from agent_desk.domain.case_clocks import ClockChoices, RunningClock
from agent_desk.domain.clock import Deadline
from agent_desk.domain.derivation import (
    AT_ONCE,
    HOLIDAY,
    MAKEUP,
    PAUSE,
    PAUSE_NOT_LISTED,
    PAUSE_WITHOUT_NOTICE,
    ROLLED,
    START,
    DayLine,
    derive,
)
from agent_desk.domain.limits import Unit
from agent_desk.i18n import N_, language, tr
from agent_desk.presenters.cells import Tone, short_date, weekday_short
from agent_desk.services.words import procedure_word, word

_ONE_DAY = timedelta(days=1)
_LEAD = 2
_AHEAD = 21
"""Days after today that are shown at most, up to the next due day."""


class CellKind(StrEnum):
    """What a day is to a clock."""

    NONE = "none"
    START = "start"
    COUNTED = "counted"
    OVER = "over"
    PAUSE = "pause"
    OFF = "off"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class RibbonCell:
    """One day of one clock; ``text`` is its number, 受理 or 休. ``tip`` says why, with the article or paper."""

    kind: CellKind
    text: str
    tip: str
    pause: str = ""


@dataclass(frozen=True, slots=True)
class RibbonDay:
    """A column: the day, its number (with the month where a month begins) and its weekday."""

    day: date
    label: str
    weekday: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class RibbonRow:
    """Clocks that count the same days. ``token`` colours the counted cells."""

    name: str
    unit: str
    token: str
    cells: tuple[RibbonCell, ...]


@dataclass(frozen=True, slots=True)
class RibbonSpan:
    """Columns ``first`` to ``last`` of row ``row`` (or of all rows, -1) with a text."""

    row: int
    first: int
    last: int
    text: str
    tone: Tone
    short: str = ""
    """What is shown where the text has no room."""


@dataclass(frozen=True, slots=True)
class RibbonStem:
    """Events of one day, above the ribbon."""

    column: int
    title: str
    note: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class RibbonView:
    """The whole ribbon. ``pauses`` label the hatched stretches, ``brackets`` stand below the first row."""

    days: tuple[RibbonDay, ...] = ()
    rows: tuple[RibbonRow, ...] = ()
    pauses: tuple[RibbonSpan, ...] = ()
    brackets: tuple[RibbonSpan, ...] = ()
    stems: tuple[RibbonStem, ...] = ()
    basis: str = ""
    accessible: str = ""


@dataclass(frozen=True, slots=True)
class NamedClock:
    """A running clock with its name and colour token."""

    clock: RunningClock
    name: str
    token: str


_STEM_TONES = {
    EventKind.SUPPLEMENT_NOTICE: Tone.PAUSE,
    EventKind.SPECIAL_START: Tone.PAUSE,
    EventKind.SUPPLEMENT_COMPLETE: Tone.ACCENT,
    EventKind.SPECIAL_END: Tone.ACCENT,
    EventKind.GAP_OPENED: Tone.DUE,
    EventKind.GAP_FILLED: Tone.ACCENT,
}

_REASONS = {
    PAUSE_WITHOUT_NOTICE: N_("停表无文书号，照常计时"),
    PAUSE_NOT_LISTED: N_("该程序不在不计时范围，照常计时"),
    MAKEUP: N_("调休上班"),
}


def ribbon_view(
    clocks: Sequence[NamedClock],
    events: Sequence[CaseEvent],
    calendar: WorkCalendar,
    choices: ClockChoices,
    today: date,
) -> RibbonView:
    """Lay out the clocks of one case; an empty view where none runs. ``events`` are those that still hold."""
    if not clocks:
        return RibbonView()
    groups = _grouped(clocks, calendar, choices, today)
    first = min(group.deadline.start for group in groups) - timedelta(days=_LEAD)
    last = max(today + _ONE_DAY, *(e.on for e in events if e.on <= today), today)
    ends = [group.tightest for group in groups if group.tightest > today]
    if ends:
        last = min(max(last, min(ends) + _ONE_DAY), today + timedelta(days=_AHEAD))
    days = tuple(_day(first + timedelta(days=n), n, today) for n in range((last - first).days + 1))
    rows = tuple(_row(group, days, calendar, today) for group in groups)
    articles = dict.fromkeys(a for group in groups for a in group.articles if a)
    return RibbonView(
        days,
        rows,
        tuple(span for place, row in enumerate(rows) for span in _pause_spans(place, row)),
        tuple(_brackets(rows[0])),
        tuple(_stems(events, first, last, today)),
        tr("计算依据：{articles}", articles="、".join(articles)) if articles else "",
        _spoken(rows),
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """Clocks that count the same days: drawn as one row by the longest, red from the shortest on."""

    names: tuple[str, ...]
    token: str
    deadline: Deadline
    shortest: int
    tightest: date
    lines: tuple[DayLine, ...]
    articles: tuple[str, ...]


def _grouped(
    clocks: Sequence[NamedClock], calendar: WorkCalendar, choices: ClockChoices, today: date
) -> list[_Group]:
    found: dict[tuple[object, ...], list[tuple[NamedClock, Deadline]]] = {}
    for named in clocks:
        deadline = named.clock.deadline(calendar, choices, max(today, named.clock.start))
        working = deadline.limit.unit is Unit.WORKING
        key = (deadline.limit.unit if working else named.name, deadline.start, deadline.stops)
        found.setdefault(key, []).append((named, deadline))
    groups = []
    for members in found.values():
        longest_clock, longest = max(members, key=lambda pair: pair[1].total)
        derivation = derive(longest, calendar, longest_clock.clock.basis)
        bases = [named.clock.basis for named, _ in members]
        groups.append(
            _Group(
                tuple(named.name for named, _ in members),
                members[0][0].token,
                longest,
                min(deadline.total for _, deadline in members),
                min(deadline.due for _, deadline in members),
                derivation.lines,
                (*bases, *derivation.counting_articles),
            )
        )
    return groups


def _day(day: date, place: int, today: date) -> RibbonDay:
    new_month = place == 0 or day.day == 1
    weekday = weekday_short(day)[-1:] if language() == "zh" else weekday_short(day)[:2]
    return RibbonDay(day, f"{day.month}-{day.day}" if new_month else str(day.day), weekday, day == today)


def _row(group: _Group, days: Sequence[RibbonDay], calendar: WorkCalendar, today: date) -> RibbonRow:
    by_day = {line.date: line for line in group.lines}
    cells: list[RibbonCell] = []
    after = group.deadline.total
    for day in (column.day for column in days):
        line = by_day.get(day)
        if line is not None:
            cells.append(_cell(line, group, today))
        elif day <= group.deadline.due or day > today:
            cells.append(RibbonCell(CellKind.NONE, "", ""))
        elif group.deadline.limit.unit is Unit.WORKING and not calendar.is_working(day):
            cells.append(RibbonCell(CellKind.OFF, tr("休"), _tip(day, tr("放假，不计"))))
        else:
            after += 1
            over = after - group.shortest
            cells.append(RibbonCell(CellKind.OVER, str(after), _tip(day, tr("超期第 {n} 天", n=over))))
    return RibbonRow(tr("、").join(group.names), word(group.deadline.limit.unit), group.token, tuple(cells))


def _cell(line: DayLine, group: _Group, today: date) -> RibbonCell:
    day = line.date
    if line.reason_code in (START, AT_ONCE):
        return RibbonCell(CellKind.START, tr("起"), _tip(day, tr("起算事件之日，次日为第 1 天")))
    if line.reason_code == PAUSE:
        kind = procedure_word(line.pause.kind) if line.pause else ""
        reason = tr("{procedure}，不计（{document}）", procedure=kind, document=line.detail)
        return RibbonCell(CellKind.PAUSE, "", _tip(day, reason), kind)
    if line.reason_code == ROLLED:
        return RibbonCell(CellKind.OFF, tr("休"), _tip(day, tr("末日为休息日，顺延")))
    if not line.counted:
        festival = line.detail if line.reason_code == HOLIDAY and line.detail else tr("周末")
        return RibbonCell(CellKind.OFF, tr("休"), _tip(day, tr("{reason}，不计", reason=festival)))
    number = line.number or 0
    reason = tr("第 {n} 天", n=number)
    if line.reason_code in _REASONS:
        reason = f"{reason}（{tr(_REASONS[line.reason_code])}）"
    if line.provisional:
        reason = tr("{text}，暂定", text=reason)
    if day > today:
        return RibbonCell(CellKind.AHEAD, str(number), _tip(day, reason))
    over = number > group.shortest
    return RibbonCell(CellKind.OVER if over else CellKind.COUNTED, str(number), _tip(day, reason))


def _tip(day: date, reason: str) -> str:
    return f"{day.isoformat()} {weekday_short(day)}：{reason}"


def _pause_spans(place: int, row: RibbonRow) -> list[RibbonSpan]:
    spans, column = [], 0
    for kind, run in groupby(row.cells, key=lambda cell: cell.pause):
        length = len(list(run))
        if kind:
            text = tr("{procedure} 停 {n} 天", procedure=kind, n=length)
            spans.append(RibbonSpan(place, column, column + length - 1, text, Tone.PAUSE))
        column += length
    return spans


_CLOCKED = frozenset({CellKind.COUNTED, CellKind.OVER, CellKind.OFF})


def _brackets(row: RibbonRow) -> list[RibbonSpan]:
    """Counted and not counted stretches of the tightest clock, up to today."""
    spans, column = [], 0
    for kind, run in groupby(row.cells, key=_stretch):
        cells = list(run)
        end = column + len(cells) - 1
        if kind == "clocked":
            counted = sum(cell.kind is not CellKind.OFF for cell in cells)
            if counted:
                spans.append(
                    RibbonSpan(-1, column, end, tr("计时 {n} 天", n=counted), Tone.ACCENT, str(counted))
                )
        elif kind == "pause":
            spans.append(RibbonSpan(-1, column, end, tr("不计"), Tone.PAUSE))
        column = end + 1
    return spans


def _stretch(cell: RibbonCell) -> str:
    if cell.kind in _CLOCKED:
        return "clocked"
    return "pause" if cell.kind is CellKind.PAUSE else "none"


def _stems(events: Sequence[CaseEvent], first: date, last: date, today: date) -> list[RibbonStem]:
    shown = sorted((e for e in events if first <= e.on <= last), key=lambda e: e.on)
    stems = []
    for day, same in groupby(shown, key=lambda e: e.on):
        of_day = list(same)
        title = tr("、").join(dict.fromkeys(word(event.kind) for event in of_day))
        tone = next((_STEM_TONES[e.kind] for e in of_day if e.kind in _STEM_TONES), Tone.PRIMARY)
        stems.append(RibbonStem((day - first).days, title, short_date(day, today), tone))
    return stems


def _spoken(rows: Sequence[RibbonRow]) -> str:
    parts = []
    for row in rows:
        counted = sum(cell.kind in (CellKind.COUNTED, CellKind.OVER) for cell in row.cells)
        paused = sum(cell.kind is CellKind.PAUSE for cell in row.cells)
        parts.append(tr("{clock}计 {n} 天，不计 {paused} 天", clock=row.name, n=counted, paused=paused))
    return tr("；").join(parts)
