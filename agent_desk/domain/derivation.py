"""The derivation (时限说明书): a computed deadline opened into one line per calendar day.

The lines expand the very run that gave the date (its excluded spans, its total, its moved day). Should the
count of the lines not land on the date, that is a bug and raises RuntimeError, not a wrong paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from agent_desk.domain.calendar import DayKind, WorkCalendar
from agent_desk.domain.clock import ClockSettings, Deadline, Pause, is_excluded
from agent_desk.domain.limits import Unit

_ONE_DAY = timedelta(days=1)

START = "start"
AT_ONCE = "at_once"
WORKDAY = "workday"
MAKEUP = "makeup"
WEEKEND = "weekend"
HOLIDAY = "holiday"
RUNNING_DAY = "running_day"
PAUSE = "pause"
PAUSE_WITHOUT_NOTICE = "pause_without_notice"
PAUSE_NOT_LISTED = "pause_not_listed"
ROLLED = "rolled"

REASON_CODES = (
    START,
    AT_ONCE,
    WORKDAY,
    MAKEUP,
    WEEKEND,
    HOLIDAY,
    RUNNING_DAY,
    PAUSE,
    PAUSE_WITHOUT_NOTICE,
    PAUSE_NOT_LISTED,
    ROLLED,
)
"""Every reason a line can carry; stable, they stand in JSON."""

ARTICLE_START = "民法典第二百零一条"
ARTICLE_MONTHS = "民法典第二百零二条"
ARTICLE_ROLL = "民法典第二百零三条"
ARTICLE_WORKING = "行政许可法第八十二条"
ARTICLE_PAUSE = "行政许可法第四十五条"
ARTICLE_EXTENSION = "行政许可法第四十二条"


@dataclass(frozen=True, slots=True)
class DayLine:
    """One calendar day of the table.

    `weekday` is 1 (Monday) to 7. `counted` lines carry their running `number` from 1; the others None.
    `reason_code` is one of REASON_CODES; `detail` is the festival's name, or the number of the notice that
    stops the clock. `pause` is the stretch the day lies in, with or without effect.
    """

    date: date
    weekday: int
    counted: bool
    number: int | None
    reason_code: str
    detail: str
    provisional: bool
    pause: Pause | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """The table of one date: every day from the start to the due day, and what it was counted by.

    `article` is the item's own basis as given by the caller; `counting_articles` are those of the counting
    rules that were actually used. The last counted line is `deadline.due_unmoved`; lines after it say how the
    day moved to `deadline.due`, the last line.
    """

    deadline: Deadline
    lines: tuple[DayLine, ...]
    article: str
    counting_articles: tuple[str, ...]

    @property
    def unit(self) -> Unit:
        """The unit of the limit."""
        return self.deadline.limit.unit

    @property
    def rule(self) -> str:
        """The counting rule as a stable code, ``next_day.working`` and so on; ``at_once`` for a 0 limit."""
        return f"next_day.{self.unit.value}" if self.deadline.total else AT_ONCE

    @property
    def settings(self) -> ClockSettings:
        """The choices used."""
        return self.deadline.settings

    @property
    def provisional_years(self) -> tuple[int, ...]:
        """The years without a published notice that the count touches."""
        return tuple(dict.fromkeys(line.date.year for line in self.lines[1:] if line.provisional))


def derive(deadline: Deadline, calendar: WorkCalendar, article: str = "") -> Derivation:
    """Open `deadline` into its days. `calendar` must be the one it was computed with."""
    start, lines, number = deadline.start, [_start_line(deadline, calendar)], 0
    for offset in range(1, (deadline.due_unmoved - start).days + 1):
        line = _line(start + timedelta(days=offset), number + 1, deadline, calendar)
        number = line.number or number
        lines.append(line)
    if number != deadline.total or (number and not lines[-1].counted):
        raise RuntimeError(f"the derivation does not land on {deadline.due_unmoved}: {number} days counted")
    day = deadline.due_unmoved
    while day < deadline.due:
        day += _ONE_DAY
        lines.append(_moved_line(day, calendar))
    return Derivation(deadline, tuple(lines), article, _counting_articles(deadline))


def _start_line(deadline: Deadline, calendar: WorkCalendar) -> DayLine:
    day = deadline.start
    code = START if deadline.total else AT_ONCE
    return DayLine(day, day.isoweekday(), False, None, code, "", calendar.is_provisional(day))


def _moved_line(day: date, calendar: WorkCalendar) -> DayLine:
    return DayLine(
        day, day.isoweekday(), False, None, ROLLED, calendar.reason(day), calendar.is_provisional(day)
    )


def _line(day: date, number: int, deadline: Deadline, calendar: WorkCalendar) -> DayLine:
    kind, detail = calendar.kind(day), calendar.reason(day)
    pause = _pause_on(day, deadline)
    if is_excluded(deadline, day):
        counted, code = False, PAUSE
        detail = pause.notice if pause else ""
    elif deadline.limit.unit is Unit.WORKING:
        counted, code = kind in (DayKind.WORKDAY, DayKind.MAKEUP), kind.value
    else:
        counted, code = True, RUNNING_DAY
    if counted and pause is not None and not pause.stops_clock:
        code = PAUSE_WITHOUT_NOTICE if not pause.has_notice else PAUSE_NOT_LISTED
    return DayLine(
        day,
        day.isoweekday(),
        counted,
        number if counted else None,
        code,
        detail,
        calendar.is_provisional(day),
        pause,
    )


def _pause_on(day: date, deadline: Deadline) -> Pause | None:
    """The pause the day lies in: one that stops the clock first, and one that also began before the day."""
    here = [
        pause for pause in deadline.pauses if pause.start <= day <= (pause.end or deadline.as_of or date.max)
    ]
    return max(here, key=lambda pause: (pause.stops_clock, _inside(day, pause)), default=None)


def _inside(day: date, pause: Pause) -> bool:
    return pause.start < day and (pause.end is None or day < pause.end)


def _counting_articles(deadline: Deadline) -> tuple[str, ...]:
    used = (
        (ARTICLE_START, deadline.total > 0),
        (ARTICLE_WORKING, deadline.limit.unit is Unit.WORKING),
        (ARTICLE_MONTHS, deadline.limit.unit is Unit.CALENDAR_MONTH),
        (ARTICLE_ROLL, deadline.moved),
        (ARTICLE_PAUSE, bool(deadline.stops)),
        (ARTICLE_EXTENSION, deadline.extension > 0),
    )
    return tuple(article for article, applies in used if applies)
