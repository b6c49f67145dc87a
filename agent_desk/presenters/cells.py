"""View values of table cells: what one cell says, already worded, and the same thing for a screen reader.

Presenters make these, delegates paint them. They hold no colours and no fonts, only named tones. Dates are
shown as ``MM-DD``; a date outside the year of "today" carries its year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol, runtime_checkable

from agent_desk.i18n import N_, tr

_WEEKDAYS = (N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日"))


class Tone(StrEnum):
    """The named tones of a text; the theme turns them into colours."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    ACCENT = "accent"
    DUE = "due"
    OVER = "over"
    PAUSE = "pause"


class Align(StrEnum):
    """The side a cell's text leans to."""

    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


class Weight(StrEnum):
    """How loud a text is (400, 500 or 700)."""

    NORMAL = "normal"
    STRONG = "strong"
    BOLD = "bold"


@runtime_checkable
class CellView(Protocol):
    """Anything a cell can show: it can at least be read aloud."""

    @property
    def accessible(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. ``width`` in pixels; ``None`` takes the room that is left.

    ``swatch`` is a colour token shown as a small square before the title (the three clocks). Columns
    without a width keep at least ``min_width``; where that does not fit, ``optional`` columns hide, the
    last one first.
    """

    key: str
    title: str
    width: int | None = None
    align: Align = Align.LEFT
    swatch: str = ""
    sortable: bool = False
    optional: bool = False
    min_width: int = 80


@dataclass(frozen=True, slots=True)
class TextCell:
    """One line of text."""

    text: str
    tone: Tone = Tone.SECONDARY
    weight: Weight = Weight.NORMAL
    align: Align = Align.LEFT
    small: bool = True
    note: str = ""

    @property
    def accessible(self) -> str:
        return tr("{text}，{note}", text=self.text, note=self.note) if self.note else self.text


@dataclass(frozen=True, slots=True)
class TwoLine:
    """A name over a quieter line, e.g. item over project. ``tail`` follows the second line in its tone."""

    first: str
    second: str
    tone: Tone = Tone.QUIET
    tail: str = ""
    tail_provisional: bool = False

    @property
    def accessible(self) -> str:
        parts = [self.first, self.second, self.tail]
        return tr("，").join(part for part in parts if part)


class ClockKind(StrEnum):
    """Which of the three limits a clock cell shows."""

    GREEN = "green"
    PROMISE = "promise"
    LEGAL = "legal"


class ClockState(StrEnum):
    """How a clock stands. ``DUE`` means today or one day left."""

    OK = "ok"
    DUE = "due"
    OVER = "over"
    PAUSED = "paused"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class ClockCell:
    """A running limit: ``head`` ("剩 6"), ``of`` ("/8"), ``due`` ("11-30"), elapsed ``share`` (0 to 1)."""

    kind: ClockKind
    state: ClockState
    head: str
    of: str
    due: str
    share: float
    accessible: str
    provisional: bool = False
    loud: bool = False


class GroupShape(StrEnum):
    """The shape that doubles the colour of a group header."""

    OVER = "over"
    TODAY = "today"
    NEAR = "near"
    LATER = "later"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class GroupHeader:
    """A header row inside a table: shape, name, count (with an optional unit) and a quiet note.

    With ``collapsed`` set to True or False it shows a chevron instead of the shape and can be clicked.
    """

    shape: GroupShape
    name: str
    count: int
    note: str = ""
    collapsed: bool | None = None
    unit: str = ""

    @property
    def accessible(self) -> str:
        text = tr("{name}，{count} 项", name=self.name, count=self.count)
        return tr("{text}，{note}", text=text, note=self.note) if self.note else text


class TagKind(StrEnum):
    """Looks of a state tag."""

    NEUTRAL = "neutral"
    GREEN = "green"
    PROMISE = "promise"
    DUE = "due"
    OVER = "over"
    PAUSE = "pause"
    SIMULATED = "simulated"
    GAP = "gap"
    OUTLINE = "outline"
    SOLID = "solid"


@dataclass(frozen=True, slots=True)
class Tag:
    """A small label. ``icon`` is the name of an icon; paused tags bring their own glyph."""

    kind: TagKind
    text: str
    icon: str = ""

    @property
    def accessible(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class TagsCell:
    """One or more tags side by side; the ones that find no room are counted (+2)."""

    tags: tuple[Tag, ...] = ()

    @property
    def accessible(self) -> str:
        return tr("，").join(tag.text for tag in self.tags)


@dataclass(frozen=True, slots=True)
class AvatarView:
    """A person as a round mark: the last character of the name, tinted by ``hue`` (0 to 359)."""

    name: str
    hue: int = 160

    @property
    def mark(self) -> str:
        return self.name.strip()[-1:].upper() or "?"

    @property
    def accessible(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class AvatarsCell:
    """One or more people, overlapping."""

    people: tuple[AvatarView, ...] = ()

    @property
    def accessible(self) -> str:
        return tr("、").join(person.name for person in self.people)


@dataclass(frozen=True, slots=True)
class StageBarView:
    """Progress over the stages: ``shares`` (0 to 1), index and name of the current one, overall percent."""

    shares: tuple[float, ...]
    current: int
    label: str
    percent: int

    @property
    def accessible(self) -> str:
        return tr("{stage}，总进度 {percent}%", stage=self.label, percent=self.percent)


class HealthState(StrEnum):
    """How a project stands; each has its own shape."""

    OK = "ok"
    RISK = "risk"
    OVER = "over"
    PAUSED = "paused"


_HEALTH_WORDS = {
    HealthState.OK: N_("正常"),
    HealthState.RISK: N_("有风险"),
    HealthState.OVER: N_("超期"),
    HealthState.PAUSED: N_("停表"),
}


@dataclass(frozen=True, slots=True)
class HealthView:
    """A project's health mark: ● ok, ▲ at risk, ■ overdue, Ⅱ paused."""

    state: HealthState

    @property
    def accessible(self) -> str:
        return tr(_HEALTH_WORDS[self.state])


@dataclass(frozen=True, slots=True)
class MiniBar:
    """A figure over a thin bar: ``154 /212 天`` left, ``73%`` right, ``share`` 0 to 1."""

    value: str
    of: str
    percent: str
    share: float
    accessible: str
    tone: Tone = Tone.ACCENT


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of a table: ``cells`` by column key, ``sort`` raw values where the text will not sort."""

    key: str
    cells: Mapping[str, CellView]
    sort: Mapping[str, object] = field(default_factory=dict)
    accessible: str = ""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A header row across all columns."""

    key: str
    header: GroupHeader


TableRow = Row | GroupRow


def weekday_short(day: date) -> str:
    """周一 to 周日."""
    return tr(_WEEKDAYS[day.weekday()])


def short_date(day: date, today: date, *, weekday: bool = False) -> str:
    """``MM-DD``, with the year only outside the year of ``today``, and the weekday on request."""
    text = f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"
    return f"{text} {weekday_short(day)}" if weekday else text


_KIND_WORDS = {
    ClockKind.GREEN: N_("绿色通道"),
    ClockKind.PROMISE: N_("承诺"),
    ClockKind.LEGAL: N_("法定"),
}


def no_clock(kind: ClockKind) -> ClockCell:
    """The cell of a limit that does not apply."""
    spoken = tr("{clock}不适用", clock=tr(_KIND_WORDS[kind]))
    return ClockCell(kind, ClockState.NOT_APPLICABLE, tr("不适用"), "", "", 0.0, spoken)


def clock_cell(
    kind: ClockKind,
    *,
    left: int,
    limit: int,
    due: date,
    today: date,
    elapsed: int | None = None,
    paused: bool = False,
    provisional: bool = False,
) -> ClockCell:
    """Word one clock. ``left``, ``limit`` and ``elapsed`` are days in the clock's own unit.

    ``left`` below 0 is overdue; ``elapsed`` defaults to ``limit - left``. A paused clock keeps its figures
    and shows no date, since none is certain. A provisional date of another year is shown as that year only.
    """
    used = limit - left if elapsed is None else elapsed
    share = 1.0 if left < 0 else min(1.0, max(0.0, used / limit if limit else 1.0))
    word = tr(_KIND_WORDS[kind])
    date_text = short_date(due, today, weekday=kind is ClockKind.GREEN)
    if provisional:
        date_text = (
            tr("{year} 暂定", year=due.year) if due.year != today.year else tr("{date} 暂定", date=date_text)
        )
    if left < 0:
        state, head, left_words = ClockState.OVER, tr("超 {n}", n=-left), tr("超期 {n} 天", n=-left)
    elif left == 0:
        state, head, left_words = ClockState.DUE, tr("今天"), tr("今天到期")
    else:
        state = ClockState.DUE if left == 1 else ClockState.OK
        head, left_words = tr("剩 {n}", n=left), tr("剩 {n} 天", n=left)
    if paused:
        state, date_text = ClockState.PAUSED, tr("停表")
        head = tr("剩 {n}", n=left) if left >= 0 else head
        spoken = tr("{clock}停表，{left}，限 {limit} 天", clock=word, left=left_words, limit=limit)
    else:
        spoken = tr(
            "{clock}{left}，限 {limit} 天，{due} 到期",
            clock=word,
            left=left_words,
            limit=limit,
            due=due.isoformat(),
        )
        if provisional:
            spoken = tr("{text}（暂定）", text=spoken)
    return ClockCell(
        kind,
        state,
        head,
        f"/{limit}",
        date_text,
        share,
        spoken,
        provisional=provisional and not paused,
        loud=kind is ClockKind.GREEN or state in (ClockState.OVER, ClockState.DUE),
    )
