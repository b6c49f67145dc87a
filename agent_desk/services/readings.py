"""Where a kept clock stands on a given day: the projection's row read with the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agent_desk.domain.clock import Deadline, Pause, compute, read
from agent_desk.domain.limits import ClockKind, Unit
from agent_desk.services.office import Office
from agent_desk.services.ports import ClockRow

_KEPT = "kept"  # only pauses that stop the clock are kept in the projection


@dataclass(frozen=True, slots=True)
class ClockReading:
    """One clock on one day. ``total``, ``counted`` and ``left`` are in the days the clock counts.

    ``left`` is 0 on the due day and negative after it. While ``paused`` it stands still, and ``due`` supposes
    that the pause ends on the day asked about.
    """

    kind: ClockKind
    unit: Unit
    total: int
    counted: int
    left: int
    start: date
    due: date
    due_unmoved: date
    provisional: bool
    paused: bool
    paused_since: date | None
    pause_kind: str
    subject: str
    basis: str
    case_id: str
    project_id: str
    item_code: str

    @property
    def overdue(self) -> int:
        """Counted days over the due date, 0 when in time."""
        return max(0, -self.left)

    @property
    def elapsed(self) -> float:
        """The elapsed share of the limit, 0 to 1."""
        return min(1.0, self.counted / self.total) if self.total else 1.0


def kept_deadline(row: ClockRow, office: Office, today: date) -> Deadline:
    """Compute the row's deadline again, for a clock that is paused or that is to be derived."""
    pauses = tuple(Pause(start, end, row.pause_kind, "", _KEPT) for start, end in row.pauses)
    return compute(
        row.start_on,
        row.limit,
        office.calendar,
        pauses,
        office.choices.counting,
        row.extension,
        as_of=max(today, row.start_on),
    )


def reading(row: ClockRow, office: Office, today: date) -> ClockReading:
    """Where the clock of ``row`` stands at the end of ``today``."""
    deadline = kept_deadline(row, office, today)
    now = read(deadline, office.calendar, today)
    return ClockReading(
        kind=row.kind,
        unit=row.limit.unit,
        total=now.total,
        counted=now.counted,
        left=now.left,
        start=row.start_on,
        due=deadline.due,
        due_unmoved=deadline.due_unmoved,
        provisional=deadline.provisional,
        paused=row.paused_since is not None and row.paused_since <= today,
        paused_since=row.paused_since,
        pause_kind=row.pause_kind,
        subject=row.subject,
        basis=row.basis,
        case_id=row.case_id,
        project_id=row.project_id,
        item_code=row.item_code,
    )
