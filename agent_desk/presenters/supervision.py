"""监管: every clock that is overdue or near its end, red before yellow. A list of facts, no ledger of cards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agent_desk.domain.limits import ClockKind
from agent_desk.domain.people import Member
from agent_desk.i18n import tr
from agent_desk.presenters.cells import (
    AvatarView,
    GroupHeader,
    GroupRow,
    GroupShape,
    Row,
    TableRow,
    Tone,
    short_date,
)
from agent_desk.presenters.supervision_detail import DetailView, clock_word, detail_view
from agent_desk.services.deadlines import OpenDeadline, open_deadlines
from agent_desk.services.desk import Desk
from agent_desk.services.item_names import item_name
from agent_desk.services.portfolio import yellow_threshold
from agent_desk.services.readings import ClockReading

ALL = "all"
_SILENT = frozenset({ClockKind.MINIMUM})
"""A minimum period asks nobody to act, so its end is no warning."""


class Level(StrEnum):
    """How serious a warning is."""

    RED = "red"
    YELLOW = "yellow"


@dataclass(frozen=True, slots=True)
class AlarmCell:
    """One warning as a line of 57 px: glyph, item, reason and project; at the right how far, the day, the agent."""

    level: Level
    item: str
    reason: str
    project: str
    left: str
    tone: Tone
    due: str
    person: AvatarView | None
    accessible: str


@dataclass(frozen=True, slots=True)
class AlarmFigure:
    """A number above the list."""

    value: int
    name: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class SupervisionView:
    """The list. ``chips`` are (key, text, count); ``empty`` is said where there is nothing to warn of."""

    figures: tuple[AlarmFigure, ...]
    chips: tuple[tuple[str, str, int], ...]
    rows: tuple[TableRow, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class _Alarm:
    level: Level
    deadline: OpenDeadline


def level_of(reading: ClockReading) -> Level | None:
    """Red: a clock that binds the department, or a gap, has run out. Yellow: the rest that has run out or has
    a quarter of its limit left (at least one day). The team's own target never makes red; a pause stops the warning.
    """
    if reading.kind in _SILENT:
        return None
    if reading.left < 0:
        binding = reading.kind.binds_department or reading.kind is ClockKind.GAP
        return Level.RED if binding else Level.YELLOW
    if reading.paused or reading.left > yellow_threshold(reading.total):
        return None
    return Level.YELLOW


class SupervisionPresenter:
    """Reads the warnings, filters them, and opens one."""

    def __init__(self, desk: Desk, today: Callable[[], date]) -> None:
        self._desk = desk
        self._today = today
        self.filter = ALL
        self._alarms: list[_Alarm] = []
        self._members: Mapping[str, Member] = {}

    def load(self) -> None:
        """Read every running clock; over a large office this takes a moment, so it runs beside the window."""
        found = []
        for deadline in open_deadlines(self._desk.office, self._today()):
            level = level_of(deadline.reading)
            if level is not None:
                found.append(_Alarm(level, deadline))
        with self._desk.office.store.reading() as uow:
            members = {member.id: member for member in uow.members.all()}
        self._alarms, self._members = found, members

    def view(self) -> SupervisionView:
        """What was read last, through the filter."""
        today = self._today()
        reds = [alarm for alarm in self._alarms if alarm.level is Level.RED]
        yellows = [alarm for alarm in self._alarms if alarm.level is Level.YELLOW]
        rows: list[TableRow] = []
        for level, alarms, shape, name, note in (
            (Level.RED, reds, GroupShape.OVER, tr("红"), tr("法定、承诺、告知、送达或容缺已超期")),
            (Level.YELLOW, yellows, GroupShape.TODAY, tr("黄"), tr("绿色通道超期，或剩余不足四分之一")),
        ):
            if alarms and self.filter in (ALL, level.value):
                rows.append(GroupRow(f"group:{level.value}", GroupHeader(shape, name, len(alarms), note)))
                rows.extend(self._row(alarm, today) for alarm in alarms)
        cases = {alarm.deadline.reading.case_id for alarm in self._alarms}
        projects = {alarm.deadline.reading.project_id for alarm in self._alarms}
        return SupervisionView(
            (
                AlarmFigure(len(reds), tr("红"), Tone.OVER),
                AlarmFigure(len(yellows), tr("黄"), Tone.DUE),
                AlarmFigure(len(cases), tr("涉及办件"), Tone.PRIMARY),
                AlarmFigure(len(projects), tr("涉及项目"), Tone.PRIMARY),
            ),
            (
                (ALL, tr("全部"), len(self._alarms)),
                (Level.RED.value, tr("红"), len(reds)),
                (Level.YELLOW.value, tr("黄"), len(yellows)),
            ),
            tuple(rows),
            "" if rows else tr("没有超期或临期的时钟。"),
        )

    def _row(self, alarm: _Alarm, today: date) -> Row:
        deadline, reading = alarm.deadline, alarm.deadline.reading
        item = self._desk.office.rules.catalogue.find(reading.item_code)
        name = item_name(item) if item is not None else deadline.item_name
        clock = clock_word(reading.kind)
        if reading.subject:
            clock = f"{clock}・{reading.subject}"
        if reading.left < 0:
            left, tone = tr("超 {n} 天", n=-reading.left), Tone.OVER
        elif reading.left == 0:
            left, tone = tr("今天"), Tone.DUE
        else:
            left, tone = tr("剩 {n} 天", n=reading.left), Tone.DUE
        member = self._members.get(deadline.member_id)
        person = AvatarView(member.name, member.hue) if member else None
        level = tr("红") if alarm.level is Level.RED else tr("黄")
        spoken = [
            level,
            name,
            clock + left,
            deadline.project_name,
            person.name if person else "",
        ]
        cell = AlarmCell(
            alarm.level,
            name,
            tr("{clock}{left}", clock=clock, left=left),
            deadline.project_name,
            left,
            tone,
            short_date(reading.due, today),
            person,
            tr("，").join(part for part in spoken if part),
        )
        return Row(key_of(reading), {"alarm": cell}, accessible=cell.accessible)

    def case_of(self, key: str) -> tuple[str, str]:
        """(project id, case id) of a line; empty strings for an unknown one."""
        for alarm in self._alarms:
            reading = alarm.deadline.reading
            if key_of(reading) == key:
                return reading.project_id, reading.case_id
        return "", ""

    def detail(self, key: str) -> DetailView | None:
        """The case behind a line, or None where the line is gone."""
        _, case_id = self.case_of(key)
        return detail_view(self._desk.office, case_id, self._today()) if case_id else None


def key_of(reading: ClockReading) -> str:
    """One clock of one case."""
    return f"{reading.case_id}:{reading.kind.value}:{reading.subject}"
