"""What a Gantt chart shows: plain frozen values handed to every painter.

Dates are inclusive on both ends: a bar of one day has ``start == end``. Colours are token names such as
``"lane.eia"``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class RowKind(StrEnum):
    """What a row stands for; decides its weight, background and how its span is drawn."""

    PROJECT = "project"
    GROUP = "group"
    STEP = "step"
    MILESTONE = "milestone"


class BarStyle(StrEnum):
    """How a bar is drawn; each style differs in shape or hatch, not only in colour."""

    DONE = "done"
    RUNNING = "running"
    PLAN = "plan"
    SIMULATED = "simulated"
    PREPARATION = "preparation"
    MINIMUM = "minimum"
    SUMMARY = "summary"
    PAUSE = "pause"


class Tone(StrEnum):
    """The mood of a flag beside a bar."""

    DUE = "due"
    OVER = "over"
    PAUSE = "pause"
    GREEN = "green"
    NEUTRAL = "neutral"


class LinkKind(StrEnum):
    """Which ends a link joins: finish-start, start-start, finish-finish, start-finish."""

    FINISH_START = "FS"
    START_START = "SS"
    FINISH_FINISH = "FF"
    START_FINISH = "SF"


@dataclass(frozen=True, slots=True)
class GanttBar:
    """One bar. ``done_until`` splits RUNNING and SUMMARY bars into done and open; ``None`` splits at today.

    A PAUSE bar carries its kind and length as ``label`` (补正 5); the label of another bar stands before it.
    """

    start: date
    end: date
    style: BarStyle
    label: str = ""
    done_until: date | None = None

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"bar ends {self.end} before it starts {self.start}")


@dataclass(frozen=True, slots=True)
class GanttAgent:
    """The person in charge; ``hue`` in degrees gives the avatar its colours."""

    name: str
    hue: int = 165


@dataclass(frozen=True, slots=True)
class GanttFlag:
    """A short word beside the bar, such as 剩 1 天."""

    text: str
    tone: Tone = Tone.DUE


@dataclass(frozen=True, slots=True)
class GanttRow:
    """One row. Rows come depth first: a row's children follow it directly, with a greater ``level``.

    ``days`` is the duration shown in the grid, in the unit the caller counts in. ``lane`` is the colour token
    of the bars; ``lane_tag`` the chip before the title (环评), empty for none; ``tag`` the dashed chip after
    it (模拟); ``note`` quiet text beside a group's title and span.
    """

    id: str
    title: str
    kind: RowKind = RowKind.STEP
    parent_id: str | None = None
    level: int = 0
    department: str = ""
    agent: GanttAgent | None = None
    days: int | None = None
    lane: str = "lane.build"
    lane_tag: str = ""
    bars: tuple[GanttBar, ...] = ()
    baseline: tuple[date, date] | None = None
    critical: bool = False
    tag: str = ""
    flag: GanttFlag | None = None
    note: str = ""
    collapsed: bool = False

    def span(self) -> tuple[int, int] | None:
        """First day and the day after the last, as ordinals; ``None`` for a row without bars."""
        if not self.bars:
            return None
        first = min(bar.start for bar in self.bars)
        last = max(bar.end for bar in self.bars)
        return first.toordinal(), last.toordinal() + 1


@dataclass(frozen=True, slots=True)
class GanttLink:
    """A dependency between two rows; ``lag`` in days of the plan, for tooltips only."""

    source: str
    target: str
    critical: bool = False
    kind: LinkKind = LinkKind.FINISH_START
    lag: int = 0


@dataclass(frozen=True, slots=True)
class GanttMilestone:
    """A diamond on a row's line at one day."""

    row_id: str
    day: date
    label: str = ""
    strong: bool = True


@dataclass(frozen=True, slots=True)
class GanttLandDay:
    """The day of the land contract: the milestones of ``row_ids`` on that day are joined by a dotted line."""

    day: date
    row_ids: tuple[str, ...]
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class GanttCalendar:
    """The days that differ from Monday to Friday: holidays (休) and make-up working days (班)."""

    holidays: frozenset[date] = frozenset()
    make_up: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class GanttSummary:
    """The figures under the chart, in days; ``None`` leaves one out. ``behind_baseline`` < 0 means early."""

    total_days: int | None = None
    critical_steps: int | None = None
    behind_baseline: int | None = None
    least_float: int | None = None


@dataclass(frozen=True, slots=True)
class GanttChart:
    """Everything one chart shows. ``provisional_from`` is the first day no published calendar covers."""

    rows: tuple[GanttRow, ...]
    today: date
    links: tuple[GanttLink, ...] = ()
    milestones: tuple[GanttMilestone, ...] = ()
    calendar: GanttCalendar = field(default_factory=GanttCalendar)
    land_days: tuple[GanttLandDay, ...] = ()
    provisional_from: date | None = None
    baseline_name: str = ""
    summary: GanttSummary | None = None

    def span(self) -> tuple[date, date]:
        """First and last day of anything drawn; today alone when the chart is empty."""
        first, last = date.max, date.min
        # One plain loop: this runs over every bar of a portfolio before the first picture.
        for row in self.rows:
            for bar in row.bars:
                if bar.start < first:
                    first = bar.start
                if bar.end > last:
                    last = bar.end
            if row.baseline is not None:
                if row.baseline[0] < first:
                    first = row.baseline[0]
                if row.baseline[1] > last:
                    last = row.baseline[1]
        for milestone in self.milestones:
            first, last = min(first, milestone.day), max(last, milestone.day)
        return (first, last) if first <= last else (self.today, self.today)
