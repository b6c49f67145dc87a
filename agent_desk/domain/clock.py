"""Counting: from a starting day, a limit and its pauses to the day on which it ends (design/deadlines.md).

`compute` gives the date, `read` says where the clock stands on a day, `derivation.derive` opens a computed
date into one line per day. All three work on the same `Deadline`, which carries everything that was used.

Articles: 行政许可法 42, 45, 82; 民法典 201-203 (by analogy where the licensing law is silent).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.errors import Refusal
from agent_desk.domain.limits import Limit, Unit

LISTED_PAUSE_KINDS = frozenset(
    {"hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal", "expert_review"}
)
"""The special procedures whose time is not counted for any licence (行政许可法 45)."""

_ONE_DAY = timedelta(days=1)

_MONTH = Unit.CALENDAR_MONTH

Span = tuple[date, date]
"""First and last excluded day, both excluded."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch of time said not to count, from `start` to `end` (None: still open).

    `kind` is a code such as ``expert_review``, `basis` the article, `notice` the written notice's number.
    `allowed` is False when neither the general list nor the item's own clause lets this kind stop the clock
    (see `may_stop`); such a pause, or one without a notice number, is shown but stops nothing.
    Refusal ``pause.reversed``: it ends before it starts.
    """

    start: date
    end: date | None
    kind: str = ""
    basis: str = ""
    notice: str = ""
    allowed: bool = True

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise Refusal("pause.reversed", start=self.start.isoformat(), end=self.end.isoformat())

    @property
    def has_notice(self) -> bool:
        """Whether the written notice the law asks for is named."""
        return bool(self.notice and not self.notice.isspace())

    @property
    def stops_clock(self) -> bool:
        """Whether its days are excluded from the count."""
        return self.allowed and self.has_notice


def may_stop(kind: str, item_kinds: Sequence[str] = ()) -> bool:
    """Whether a procedure of this kind is excluded: by the general list or by the item's own clause."""
    return kind in LISTED_PAUSE_KINDS or kind in item_kinds


@dataclass(frozen=True, slots=True)
class ClockSettings:
    """The choices where the law is silent, with the desk's defaults.

    `exclude_both_ends`: the first and the last day of a pause do not count; if False only the days between
    them are excluded. `roll_over`: a last day on a day off moves to the next worked day (calendar-day and
    month limits only).
    """

    exclude_both_ends: bool = True
    roll_over: bool = True


DEFAULT_SETTINGS = ClockSettings()


class Deadline(NamedTuple):  # a tuple because 90,000 are made at a time; a frozen dataclass takes 5 x as long
    """A computed end of a limit with all that was used to compute it.

    `due` decides whether the clock is overdue; `due_unmoved` (before rolling over) is the one to warn by.
    `total` is the length in the days that were counted: working days, or calendar days for every other unit
    (months too). `provisional`: a day after the start and up to `due` lies in a year without a notice.
    `stops` are the excluded spans, merged, all after the start. `paused`: the clock stands still on `as_of`;
    if the pause is open, `due` supposes that it ends on `as_of`.
    """

    start: date
    limit: Limit
    due: date
    due_unmoved: date
    provisional: bool
    total: int
    paused: bool = False
    extension: int = 0
    pauses: tuple[Pause, ...] = ()
    stops: tuple[Span, ...] = ()
    settings: ClockSettings = DEFAULT_SETTINGS
    as_of: date | None = None

    @property
    def moved(self) -> bool:
        """Whether the last day fell on a day off and moved."""
        return self.due != self.due_unmoved

    @property
    def without_effect(self) -> tuple[Pause, ...]:
        """The pauses that stopped nothing, for want of a notice number or of a legal basis."""
        return tuple(pause for pause in self.pauses if not pause.stops_clock)


class Reading(NamedTuple):
    """Where a clock stands at the end of a day, in the days it counts (see `Deadline.total`).

    `counted` + `left` = `total` until the limit is used up. `left` is 0 on the due day and negative after it,
    when `overdue` = -`left` is the number of such days since, and at least 1 (on a Saturday a working-day
    limit that ended on Friday is one day overdue). `paused`: the day is excluded, so `left` stands still.
    """

    counted: int
    left: int
    total: int
    paused: bool
    overdue: int


def compute(
    start: date,
    limit: Limit,
    calendar: WorkCalendar,
    pauses: Sequence[Pause] = (),
    settings: ClockSettings = DEFAULT_SETTINGS,
    extension: int = 0,
    as_of: date | None = None,
) -> Deadline:
    """The end of `limit` for an event on `start`, the first day on which the counted days reach the limit.

    The day after `start` is day 1. `extension` is in the limit's own unit. A limit of 0 ends on `start`.
    `as_of` is the day asked about; it must be given when a pause that stops the clock is open (ValueError).
    Refusals: ``calendar.out_of_range``, ``limit.too_long``, ``limit.negative``.
    """
    whole = limit.extended(extension)
    unit = limit.unit
    stops = _stops(start, pauses, calendar, settings, as_of) if pauses else ()
    if unit is Unit.WORKING:
        total = whole.amount
        due = unmoved = _last_working_day(start, total, calendar, stops)
    else:
        calendar.require(start)
        total = (_matching_day(start, whole.amount) - start).days if unit is _MONTH else whole.amount
        due = unmoved = _last_running_day(start, total, stops)
        calendar.require(unmoved)
        if settings.roll_over and total and unit is not Unit.EVERY_DAY:
            due = calendar.first_day_not_off(unmoved)
    return Deadline(
        start,
        limit,
        due,
        unmoved,
        calendar.touches_provisional(start, due),
        total,
        bool(stops) and as_of is not None and as_of < unmoved and _excluded(as_of, stops),
        extension,
        tuple(pauses),
        stops,
        settings,
        as_of,
    )


def read(deadline: Deadline, calendar: WorkCalendar, today: date) -> Reading:
    """Where the clock stands at the end of `today`.

    A deadline with an open pause is good for the day it was computed for, not later (ValueError).
    """
    total = deadline.total
    if today > deadline.due:
        _check_still_good(deadline, today)
        if deadline.limit.unit is Unit.WORKING:
            overdue = calendar.working_days_between(deadline.due, today)
        else:
            overdue = (today - deadline.due).days
        overdue = max(1, overdue)
        return Reading(total, -overdue, total, False, overdue)
    if today >= deadline.due_unmoved:
        return Reading(total, 0, total, False, 0)
    if today <= deadline.start:
        return Reading(0, total, total, False, 0)
    _check_still_good(deadline, today)
    paused = bool(deadline.stops) and _excluded(today, deadline.stops)
    counted = _counted_upto(today, deadline, calendar)
    return Reading(counted, total - counted, total, paused, 0)


def is_excluded(deadline: Deadline, day: date) -> bool:
    """Whether a pause keeps the day from being counted."""
    return _excluded(day, deadline.stops)


# -- the run ---------------------------------------------------------------------------------------------


def _stops(
    start: date,
    pauses: Sequence[Pause],
    calendar: WorkCalendar,
    settings: ClockSettings,
    as_of: date | None,
) -> tuple[Span, ...]:
    """The excluded spans after `start`, ascending, merged so that no day is excluded twice."""
    spans: list[Span] = []
    for pause in pauses:
        if not pause.stops_clock:
            continue
        end = pause.end or as_of
        if end is None:
            raise ValueError("an open pause needs the day asked about (as_of)")
        if end <= start:
            continue
        calendar.require(end)
        first, last = pause.start, end
        if not settings.exclude_both_ends:
            first = pause.start + _ONE_DAY
            # The day asked about is no known end of an open pause, so it stays excluded.
            last = end if pause.end is None else end - _ONE_DAY
        first = max(first, start + _ONE_DAY)
        if first <= last:
            spans.append((first, last))
    if len(spans) < 2:
        return tuple(spans)
    spans.sort()
    merged = [spans[0]]
    for first, last in spans[1:]:
        previous_first, previous_last = merged[-1]
        if first <= previous_last + _ONE_DAY:
            merged[-1] = (previous_first, max(previous_last, last))
        else:
            merged.append((first, last))
    return tuple(merged)


def _last_working_day(start: date, total: int, calendar: WorkCalendar, stops: tuple[Span, ...]) -> date:
    cursor, need = start, total
    for first, last in stops:
        run = calendar.working_days_between(cursor, first - _ONE_DAY)
        if run >= need:
            break
        need -= run
        cursor = last
    return calendar.add_working(cursor, need)


def _last_running_day(start: date, total: int, stops: tuple[Span, ...]) -> date:
    cursor, need = start, total
    for first, last in stops:
        run = (first - cursor).days - 1
        if run >= need:
            break
        need -= run
        cursor = last
    return cursor + timedelta(days=need)


def _matching_day(start: date, months: int) -> date:
    """The day `months` later with the same number, or the last of that month (民法典 202)."""
    count = start.year * 12 + start.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _excluded(day: date, stops: tuple[Span, ...]) -> bool:
    return any(first <= day <= last for first, last in stops)


def _counted_upto(today: date, deadline: Deadline, calendar: WorkCalendar) -> int:
    working = deadline.limit.unit is Unit.WORKING
    start = deadline.start
    counted = calendar.working_days_between(start, today) if working else (today - start).days
    for first, last in deadline.stops:
        if first > today:
            break
        before, upto = first - _ONE_DAY, min(last, today)
        counted -= calendar.working_days_between(before, upto) if working else (upto - before).days
    return counted


def _check_still_good(deadline: Deadline, today: date) -> None:
    if deadline.as_of is None or today <= deadline.as_of:
        return
    if any(pause.end is None and pause.stops_clock for pause in deadline.pauses):
        raise ValueError(f"computed for {deadline.as_of} with a pause still open; compute again for {today}")
