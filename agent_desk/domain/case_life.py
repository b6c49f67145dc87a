"""Folds a case's events into where it stands: one pass, no stored status.

A record that was annulled is left out; an annulment that was itself annulled no longer counts (deadlines.md,
rule 13). Supplements before acceptance run no clock (rule 6). Pauses keep the paper that justifies them (rule 5).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from agent_desk.domain.case import CaseEvent, EventKind
from agent_desk.domain.clock import Pause


class CaseStatus(StrEnum):
    """The state an official would name when asked where a case stands."""

    NOT_STARTED = "not_started"
    PREPARING = "preparing"
    RECEIVED = "received"
    SUPPLEMENTING = "supplementing"
    UNDER_REVIEW = "under_review"
    PAUSED = "paused"
    MOCK_ISSUED = "mock_issued"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"


FINISHED = frozenset({CaseStatus.GRANTED, CaseStatus.REFUSED, CaseStatus.WITHDRAWN, CaseStatus.REVOKED})


@dataclass(frozen=True, slots=True)
class Gap:
    """A material that may follow later (容缺); it has a clock of its own and never stops another."""

    material: str
    opened: date
    until: date
    promise: str = ""
    filled: date | None = None


@dataclass(frozen=True, slots=True)
class CaseLife:
    """What the events add up to. Dates are the days things happened, None where they have not."""

    status: CaseStatus = CaseStatus.NOT_STARTED
    prepared_on: date | None = None
    received_on: date | None = None
    complete_on: date | None = None
    accepted_on: date | None = None
    mock_on: date | None = None
    converted_on: date | None = None
    decided_on: date | None = None
    delivered_on: date | None = None
    notice_on: date | None = None
    supplement_since: date | None = None
    special_pauses: tuple[Pause, ...] = ()
    supplement_pauses: tuple[Pause, ...] = ()
    gaps: tuple[Gap, ...] = ()
    extension_days: int = 0
    last_on: date | None = None
    events: tuple[CaseEvent, ...] = field(default=(), repr=False)

    @property
    def finished(self) -> bool:
        """No further decision is expected."""
        return self.status in FINISHED

    @property
    def open_gaps(self) -> tuple[Gap, ...]:
        """Gaps whose material is still outstanding."""
        return tuple(gap for gap in self.gaps if gap.filled is None)

    @property
    def open_pause(self) -> Pause | None:
        """The pause that is running now, special procedures first."""
        for pause in (*self.special_pauses, *self.supplement_pauses):
            if pause.end is None:
                return pause
        return None


def annulled_ids(events: Sequence[CaseEvent]) -> set[str]:
    """Ids of the records taken back; an annulment that was itself taken back counts no longer."""
    taken_back: set[str] = set()
    for event in reversed(events):
        if event.kind is EventKind.ANNULLED and event.id not in taken_back:
            taken_back.add(event.corrects)
    return taken_back


def effective_events(events: Sequence[CaseEvent]) -> list[CaseEvent]:
    """The events that still hold, in the order of the day they happened (then as recorded)."""
    taken_back = annulled_ids(events)
    kept = [e for e in events if e.id not in taken_back and e.kind is not EventKind.ANNULLED]
    kept.sort(key=lambda e: e.on)
    return kept


class _Fold:
    """Mutable scratch pad of one fold; thrown away when the life is built."""

    def __init__(self) -> None:
        self.status = CaseStatus.NOT_STARTED
        self.dates: dict[str, date] = {}
        self.supplement_since: date | None = None
        self.supplement_notice: CaseEvent | None = None
        self.special: list[Pause] = []
        self.supplements: list[Pause] = []
        self.gaps: list[Gap] = []
        self.extension = 0

    def apply(self, event: CaseEvent) -> None:
        handler = _HANDLERS.get(event.kind)
        if handler is not None:
            handler(self, event)

    def _mark(self, key: str, event: CaseEvent, status: CaseStatus | None = None) -> None:
        self.dates.setdefault(key, event.on)
        if status is not None:
            self.status = status

    def prepared(self, event: CaseEvent) -> None:
        # Whoever enters it late does not throw the case back.
        began = self.status is CaseStatus.NOT_STARTED
        self._mark("prepared_on", event, CaseStatus.PREPARING if began else None)

    def received(self, event: CaseEvent) -> None:
        self._mark("received_on", event, CaseStatus.RECEIVED)
        self.dates.setdefault("complete_on", event.on)

    def supplement_notice_given(self, event: CaseEvent) -> None:
        if "accepted_on" in self.dates:
            self.supplements.append(Pause(event.on, None, "supplement", event.basis, event.document))
        else:
            self._mark("notice_on", event, CaseStatus.SUPPLEMENTING)
        self.supplement_since = event.on

    def supplement_complete(self, event: CaseEvent) -> None:
        self.supplement_since = None
        if "accepted_on" in self.dates:
            self.supplements = _close_last(self.supplements, event.on)
        else:
            self.dates["complete_on"] = event.on
            self.status = CaseStatus.RECEIVED

    def accepted(self, event: CaseEvent) -> None:
        self._mark("accepted_on", event, CaseStatus.UNDER_REVIEW)
        self.dates.setdefault("received_on", event.on)
        self.dates.setdefault("complete_on", event.on)
        self.supplement_since = None

    def special_start(self, event: CaseEvent) -> None:
        kind = event.details.get("procedure", "expert_review")
        self.special.append(Pause(event.on, None, kind, event.basis, event.document))
        if "accepted_on" in self.dates:
            self.status = CaseStatus.PAUSED

    def special_end(self, event: CaseEvent) -> None:
        self.special = _close_last(self.special, event.on)
        if "accepted_on" in self.dates and all(pause.end is not None for pause in self.special):
            self.status = CaseStatus.UNDER_REVIEW

    def gap_opened(self, event: CaseEvent) -> None:
        until = date.fromisoformat(event.details["until"])
        self.gaps.append(Gap(event.details.get("material", ""), event.on, until, event.document))

    def gap_filled(self, event: CaseEvent) -> None:
        name = event.details.get("material", "")
        for index, gap in enumerate(self.gaps):
            if gap.filled is None and gap.material == name:
                self.gaps[index] = Gap(gap.material, gap.opened, gap.until, gap.promise, event.on)
                return

    def extended(self, event: CaseEvent) -> None:
        self.extension += int(event.details.get("days", "0"))

    def mock_opinion(self, event: CaseEvent) -> None:
        self._mark("mock_on", event, CaseStatus.MOCK_ISSUED)

    def converted(self, event: CaseEvent) -> None:
        self._mark("converted_on", event)
        self._mark("decided_on", event, CaseStatus.GRANTED)

    def decided(self, event: CaseEvent) -> None:
        refused = event.details.get("outcome") == "refused"
        self._mark("decided_on", event, CaseStatus.REFUSED if refused else CaseStatus.GRANTED)

    def delivered(self, event: CaseEvent) -> None:
        self._mark("delivered_on", event)

    def withdrawn(self, event: CaseEvent) -> None:
        self.status = CaseStatus.WITHDRAWN

    def revoked(self, event: CaseEvent) -> None:
        self.status = CaseStatus.REVOKED


_HANDLERS = {
    EventKind.PREPARED: _Fold.prepared,
    EventKind.RECEIVED: _Fold.received,
    EventKind.SUPPLEMENT_NOTICE: _Fold.supplement_notice_given,
    EventKind.SUPPLEMENT_COMPLETE: _Fold.supplement_complete,
    EventKind.ACCEPTED: _Fold.accepted,
    EventKind.SPECIAL_START: _Fold.special_start,
    EventKind.SPECIAL_END: _Fold.special_end,
    EventKind.GAP_OPENED: _Fold.gap_opened,
    EventKind.GAP_FILLED: _Fold.gap_filled,
    EventKind.EXTENDED: _Fold.extended,
    EventKind.MOCK_OPINION: _Fold.mock_opinion,
    EventKind.CONVERTED: _Fold.converted,
    EventKind.DECIDED: _Fold.decided,
    EventKind.DELIVERED: _Fold.delivered,
    EventKind.WITHDRAWN: _Fold.withdrawn,
    EventKind.REVOKED: _Fold.revoked,
}


def _close_last(pauses: list[Pause], on: date) -> list[Pause]:
    """End the youngest open pause; an end without a start changes nothing (the handlers refuse it earlier)."""
    for index in range(len(pauses) - 1, -1, -1):
        pause = pauses[index]
        if pause.end is None:
            closed = Pause(pause.start, on, pause.kind, pause.basis, pause.notice)
            return [*pauses[:index], closed, *pauses[index + 1 :]]
    return pauses


def live(events: Iterable[CaseEvent]) -> CaseLife:
    """Fold the events of one case, given in the order they were recorded."""
    recorded = tuple(events)
    held = effective_events(recorded)
    fold = _Fold()
    for event in held:
        fold.apply(event)
    return CaseLife(
        status=fold.status,
        supplement_since=fold.supplement_since,
        special_pauses=tuple(fold.special),
        supplement_pauses=tuple(fold.supplements),
        gaps=tuple(fold.gaps),
        extension_days=fold.extension,
        last_on=held[-1].on if held else None,
        events=recorded,
        **fold.dates,
    )
