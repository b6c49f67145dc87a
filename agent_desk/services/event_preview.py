"""What an event would do to a case before it is recorded: the clocks before and after, warnings, or a refusal.

Nothing is written. The candidate goes through the same checks and the same fold as the handler that records it,
so that the preview cannot promise what the record then refuses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agent_desk.domain.case import Case, CaseMode, EventKind, Material
from agent_desk.domain.case_clocks import starting_day
from agent_desk.domain.case_life import CaseLife, CaseStatus, live
from agent_desk.domain.catalogue import ApprovalItem
from agent_desk.domain.errors import Refusal
from agent_desk.domain.limits import ClockKind
from agent_desk.i18n import tr
from agent_desk.services.commands import RecordEvent
from agent_desk.services.handlers import cases
from agent_desk.services.office import Office
from agent_desk.services.ports import UnitOfWork
from agent_desk.services.projection import clock_rows
from agent_desk.services.readings import ClockReading, reading


@dataclass(frozen=True, slots=True)
class ClockEffect:
    """One clock before and after the event; None where it does not run. ``subject`` names a gap's material."""

    kind: ClockKind
    subject: str
    before: ClockReading | None
    after: ClockReading | None

    @property
    def changed(self) -> bool:
        """Whether the event touches this clock at all."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class EventPreview:
    """The effect of one event: status and clocks before and after, and what the desk would warn of."""

    status_before: CaseStatus
    status_after: CaseStatus
    effects: tuple[ClockEffect, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventChoices:
    """What can be recorded about a case on a day: every kind with None, or with the refusal that stands against it.

    ``likely`` is the kind that usually comes next; ``tolerable`` the papers that may follow later.
    """

    case: Case
    item: ApprovalItem
    project_name: str
    life: CaseLife
    kinds: Mapping[EventKind, Refusal | None]
    likely: EventKind
    tolerable: tuple[Material, ...]

    @property
    def possible(self) -> tuple[EventKind, ...]:
        """The kinds that can be recorded, in the order of a case's life."""
        return tuple(kind for kind, refusal in self.kinds.items() if refusal is None)


_ORDER: tuple[EventKind, ...] = tuple(kind for kind in EventKind if kind is not EventKind.ANNULLED)

_NEXT = {
    CaseStatus.NOT_STARTED: EventKind.PREPARED,
    CaseStatus.PREPARING: EventKind.RECEIVED,
    CaseStatus.RECEIVED: EventKind.ACCEPTED,
    CaseStatus.SUPPLEMENTING: EventKind.SUPPLEMENT_COMPLETE,
    CaseStatus.PAUSED: EventKind.SPECIAL_END,
    CaseStatus.MOCK_ISSUED: EventKind.CONVERTED,
    CaseStatus.GRANTED: EventKind.DELIVERED,
}


def preview_event(office: Office, command: RecordEvent, today: date) -> EventPreview:
    """Fold the event in without recording it; refuses exactly what recording it would refuse."""
    with office.store.reading() as uow:
        case = uow.cases.get(command.case_id)
        before = live(uow.cases.events_of([case.id]).get(case.id, ()))
        event = cases.new_event(command, office)
        cases.check(case, before, event, uow, office)
    after = live((*before.events, event))
    warnings = [*cases.warnings_about(event, case, office)]
    item = office.rules.catalogue.item(case.item_code)
    warnings.extend(_further_warnings(command, before, after, item, office))
    return EventPreview(
        before.status,
        after.status,
        _effects(_readings(case, before, office, today), _readings(case, after, office, today)),
        tuple(warnings),
    )


def event_choices(office: Office, case_id: str, today: date) -> EventChoices:
    """The kinds of event for a case, each tried against the rules with details that are right in themselves."""
    with office.store.reading() as uow:
        case = uow.cases.get(case_id)
        life = live(uow.cases.events_of([case.id]).get(case.id, ()))
        kinds: dict[EventKind, Refusal | None] = {
            kind: _refusal(kind, case, life, uow, office, today)
            for kind in _ORDER
            if _sensible(kind, case, life)
        }
        tolerable = tuple(
            paper
            for paper in uow.materials.of_project(case.project_id)
            if paper.case_id == case.id and paper.tolerable
        )
        name = uow.projects.names([case.project_id]).get(case.project_id, "")
    item = office.rules.catalogue.item(case.item_code)
    return EventChoices(case, item, name, life, kinds, _likely(case, life, kinds), tolerable)


def _likely(case: Case, life: CaseLife, kinds: Mapping[EventKind, Refusal | None]) -> EventKind:
    """What usually comes next, if the rules allow it; else the first thing they do allow."""
    wanted = _usual(case, life)
    possible = [kind for kind, refusal in kinds.items() if refusal is None]
    return wanted if wanted in possible or not possible else possible[0]


def _usual(case: Case, life: CaseLife) -> EventKind:
    if life.status is CaseStatus.UNDER_REVIEW and life.supplement_since is not None:
        return EventKind.SUPPLEMENT_COMPLETE
    if case.mode is CaseMode.SIMULATED and life.status is CaseStatus.UNDER_REVIEW and life.mock_on is None:
        return EventKind.MOCK_OPINION
    return _NEXT.get(life.status, EventKind.DECIDED)


def _sensible(kind: EventKind, case: Case, life: CaseLife) -> bool:
    """Leave out what the rules allow and nobody would mean."""
    if kind is EventKind.PREPARED:
        return life.status is CaseStatus.NOT_STARTED
    if kind is EventKind.MOCK_OPINION:
        return case.mode is CaseMode.SIMULATED and life.status is not CaseStatus.NOT_STARTED
    if kind is EventKind.WITHDRAWN:
        return life.status is not CaseStatus.NOT_STARTED
    if kind is EventKind.REVOKED:
        return life.accepted_on is not None
    return True


def _refusal(
    kind: EventKind, case: Case, life: CaseLife, uow: UnitOfWork, office: Office, today: date
) -> Refusal | None:
    details = {"until": today.isoformat(), "days": "1"}
    if life.open_gaps:
        details["material"] = life.open_gaps[0].material
    trial = cases.new_event(RecordEvent(case.id, kind, today, details=details), office)
    try:
        cases.check(case, life, trial, uow, office)
    except Refusal as refusal:
        return refusal
    return None


def _readings(
    case: Case, life: CaseLife, office: Office, today: date
) -> dict[tuple[ClockKind, str], ClockReading]:
    rows = clock_rows(case, life, office)
    return {(row.kind, row.subject): reading(row, office, today) for row in rows}


def _effects(
    before: Mapping[tuple[ClockKind, str], ClockReading], after: Mapping[tuple[ClockKind, str], ClockReading]
) -> tuple[ClockEffect, ...]:
    keys = list(dict.fromkeys((*before, *after)))
    return tuple(ClockEffect(*key, before.get(key), after.get(key)) for key in keys)


def _further_warnings(
    command: RecordEvent, before: CaseLife, after: CaseLife, item: ApprovalItem, office: Office
) -> Sequence[str]:
    """What follows from the law and does not show in the dates alone."""
    if command.kind is EventKind.SUPPLEMENT_NOTICE and before.accepted_on is not None:
        if not command.document.strip():
            return [tr("未填告知书号，绿色通道也不停表。")]
        return [tr("受理后补正不停法定和承诺期限，只停绿色通道。")]
    if command.kind is EventKind.ACCEPTED:
        start, backdated = starting_day(item, after, office.calendar)
        if backdated:
            return [tr("补正告知超过法定期限，视为自收件之日 {day} 受理。", day=start.isoformat())]
    return []
