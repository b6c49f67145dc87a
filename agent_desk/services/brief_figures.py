"""What happened in a period, measured: decisions against their limits, weekend work, averages by stage and month.

Definitions. A case is finished (办结) on the day its decision or its simulated opinion came out. Days are
calendar days from the start of the review clocks to that day; the legal and promised days are those to the
due date, pauses included on both sides. Compression (压缩率) is 1 - days used / legal days, over cases that have
a legal limit. Records taken back do not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.case import CaseEvent, EventKind
from agent_desk.domain.case_life import effective_events, live
from agent_desk.domain.catalogue import Stage
from agent_desk.domain.limits import ClockKind
from agent_desk.services.office import Office
from agent_desk.services.punctuality import DecidedCase, measure
from agent_desk.services.report_period import ReportPeriod, month_end, period_of

OUTCOMES = frozenset({EventKind.DECIDED, EventKind.MOCK_OPINION, EventKind.CONVERTED})


@dataclass(frozen=True, slots=True)
class PeriodRecord:
    """Every event of the period that still holds, the cases finished in it, and those of them with limits."""

    first: date
    last: date
    events: tuple[CaseEvent, ...]
    finished: tuple[tuple[str, date], ...]
    decided: tuple[DecidedCase, ...]

    def within(self, period: ReportPeriod) -> PeriodRecord:
        """The part of this record that lies in a period."""
        return PeriodRecord(
            period.first,
            period.last,
            tuple(event for event in self.events if period.contains(event.on)),
            tuple(pair for pair in self.finished if period.contains(pair[1])),
            tuple(case for case in self.decided if period.contains(case.decided)),
        )


@dataclass(frozen=True, slots=True)
class Averages:
    """Mean calendar days over ``cases`` finished cases: what the law gives, what was promised, what it took."""

    stage: Stage
    legal: float
    promised: float
    actual: float
    cases: int


def record_of(office: Office, first: date, last: date, project_id: str = "") -> PeriodRecord:
    """Read and measure the days from ``first`` to ``last``, of all projects or of one."""
    with office.store.reading() as uow:
        ids = list(dict.fromkeys(event.case_id for event in uow.cases.events_between(first, last)))
        found = uow.cases.of_project(project_id) if project_id else uow.cases.all()
        cases = {case.id: case for case in found}
        ids = [case_id for case_id in ids if case_id in cases]
        events = uow.cases.events_of(ids)
    kept: list[CaseEvent] = []
    finished, decided = [], []
    for case_id in ids:
        own = events.get(case_id, ())
        kept += [event for event in effective_events(own) if first <= event.on <= last]
        life = live(own)
        on = life.mock_on or life.decided_on
        if on is None or not first <= on <= last:
            continue
        finished.append((case_id, on))
        measured = measure(cases[case_id], life, office)
        if measured is not None:
            decided.append(measured)
    return PeriodRecord(first, last, tuple(kept), tuple(finished), tuple(decided))


def compression(decided: Iterable[DecidedCase]) -> tuple[float | None, int]:
    """The saved share of the legal days, and the number of cases it rests on."""
    counted = [case for case in decided if case.allowed.get(ClockKind.STATUTORY)]
    legal = sum(case.allowed[ClockKind.STATUTORY] for case in counted)
    used = sum(case.days for case in counted)
    return ((legal - used) / legal if legal else None), len(counted)


def weekend_counts(record: PeriodRecord, calendar: WorkCalendar) -> tuple[int, int]:
    """Cases received and results issued on days on which offices do not work (5+2)."""
    off = [event for event in record.events if not calendar.is_working(event.on)]
    received = {event.case_id for event in off if event.kind is EventKind.RECEIVED}
    issued = {event.case_id for event in off if event.kind in OUTCOMES}
    return len(received), len(issued)


def stage_averages(decided: Sequence[DecidedCase]) -> tuple[Averages, ...]:
    """Averages by stage, over the cases that have a legal limit; where nothing was promised the law stands."""
    grouped: dict[Stage, list[DecidedCase]] = defaultdict(list)
    for case in decided:
        if case.allowed.get(ClockKind.STATUTORY):
            grouped[Stage.LAND if case.item.stage is Stage.START_UP else case.item.stage].append(case)
    found = []
    for stage in Stage:
        cases = grouped.get(stage)
        if cases:
            legal = [case.allowed[ClockKind.STATUTORY] for case in cases]
            promised = [
                case.allowed.get(ClockKind.PROMISED, case.allowed[ClockKind.STATUTORY]) for case in cases
            ]
            count = len(cases)
            actual = sum(case.days for case in cases)
            found.append(Averages(stage, sum(legal) / count, sum(promised) / count, actual / count, count))
    return tuple(found)


def monthly_compression(record: PeriodRecord, months: int) -> tuple[tuple[date, float | None, int], ...]:
    """First day, compression and sample of each of the last ``months`` months up to the record's last day."""
    month = record.last.replace(day=1)
    firsts = [month]
    while len(firsts) < months:
        month = period_of("month", month).before.first
        firsts.append(month)
    found = []
    for first in reversed(firsts):
        period = ReportPeriod("month", first, month_end(first))
        share, count = compression(case for case in record.decided if period.contains(case.decided))
        found.append((first, share, count))
    return tuple(found)
