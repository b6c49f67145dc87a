"""How the decided cases of a period kept their limits, and how much shorter they were than the law allows.

Every figure says how many cases it rests on. Days are counted from the start of the review clocks to the decision
in calendar days; paused days are left out on both sides because the deadline already contains them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agent_desk.domain.case import Case, EventKind
from agent_desk.domain.case_clocks import review_clocks
from agent_desk.domain.case_life import CaseLife, live
from agent_desk.domain.catalogue import ApprovalItem
from agent_desk.domain.limits import ClockKind
from agent_desk.services.office import Office
from agent_desk.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class DecidedCase:
    """One decided case measured against its clocks. Days are calendar days; None where there is no such clock."""

    case: Case
    item: ApprovalItem
    started: date
    decided: date
    days: int
    allowed: Mapping[ClockKind, int]
    on_time: Mapping[ClockKind, bool]


@dataclass(frozen=True, slots=True)
class Punctuality:
    """The decided cases of a period. ``on_time`` of ``cases`` kept their tightest limit."""

    decided: tuple[DecidedCase, ...]

    @property
    def cases(self) -> int:
        """The sample: decided cases that had at least one review clock."""
        return len(self.decided)

    @property
    def on_time(self) -> int:
        """Cases that kept every one of their review clocks."""
        return sum(all(case.on_time.values()) for case in self.decided)


def punctuality(uow: UnitOfWork, office: Office, first: date, last: date) -> Punctuality:
    """Measure the cases decided from ``first`` to ``last``, both included."""
    kinds = (EventKind.DECIDED, EventKind.CONVERTED)
    ids = list(dict.fromkeys(e.case_id for e in uow.cases.events_between(first, last) if e.kind in kinds))
    events = uow.cases.events_of(ids)
    measured = []
    for case in uow.cases.many(ids):
        found = measure(case, live(events.get(case.id, ())), office)
        if found is not None and first <= found.decided <= last:
            measured.append(found)
    return Punctuality(tuple(measured))


def measure(case: Case, life: CaseLife, office: Office) -> DecidedCase | None:
    """Measure one decided case; None for one that is not decided or has no review clock."""
    item = office.rules.catalogue.find(case.item_code)
    decided = life.mock_on or life.decided_on
    if item is None or decided is None:
        return None
    clocks = review_clocks(case, item, life, office.calendar, office.choices)
    if not clocks:
        return None
    due = {c.kind: c.deadline(office.calendar, office.choices, decided).due for c in clocks}
    start = clocks[0].start
    return DecidedCase(
        case=case,
        item=item,
        started=start,
        decided=decided,
        days=(decided - start).days,
        allowed={kind: (day - start).days for kind, day in due.items()},
        on_time={kind: decided <= day for kind, day in due.items()},
    )
