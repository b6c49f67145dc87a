"""What may be recorded about a case, and what is refused by name. A plan never refuses a fact; the law does."""

from __future__ import annotations

from datetime import date

from agent_desk.domain.case import CaseEvent, EventKind
from agent_desk.domain.case_life import CaseLife, CaseStatus
from agent_desk.domain.errors import Refusal

_NEEDS_ACCEPTANCE = frozenset(
    {EventKind.SPECIAL_START, EventKind.GAP_OPENED, EventKind.EXTENDED, EventKind.REVOKED}
)
_ENDS = frozenset({EventKind.DECIDED, EventKind.CONVERTED, EventKind.WITHDRAWN, EventKind.REVOKED})


def check_event(
    life: CaseLife, event: CaseEvent, *, today: date, opened_on: date, max_extension: int | None
) -> None:
    """Refuse an event that cannot have happened in this life.

    ``max_extension`` is the item's own maximum in its own unit, None where its law knows no extension.

    Refusals: ``event.in_future``, ``event.before_project``, ``event.finished``, ``event.second_acceptance``,
    ``event.second_preparation``, ``event.after_receipt``,
    ``event.before_acceptance``, ``event.before_receipt``, ``event.no_open_pause``, ``event.pause_open``,
    ``event.ends_before_start``, ``event.no_open_gap``, ``event.gap_until``, ``event.second_extension``,
    ``event.extension_too_long``, ``event.not_mock``, ``event.not_decided``,
    ``event.ends_before_last``, ``event.gap_material``, ``event.second_gap``.
    """
    if event.on > today:
        raise Refusal("event.in_future", on=event.on, today=today)
    if event.on < opened_on:
        raise Refusal("event.before_project", on=event.on, opened=opened_on)
    if life.finished and event.kind is not EventKind.DELIVERED:
        raise Refusal("event.finished", status=life.status.value)
    if event.kind in _NEEDS_ACCEPTANCE and (life.accepted_on is None or event.on < life.accepted_on):
        raise Refusal("event.before_acceptance", kind=event.kind.value)
    check = _CHECKS.get(event.kind)
    if check is not None:
        check(life, event)
    if event.kind is EventKind.EXTENDED:
        _check_extension(life, event, max_extension)
    if event.kind in _ENDS and life.last_on is not None and event.on < life.last_on:
        raise Refusal("event.ends_before_last", on=event.on, last=life.last_on)


def _prepared(life: CaseLife, event: CaseEvent) -> None:
    if life.prepared_on is not None:
        raise Refusal("event.second_preparation", on=life.prepared_on)
    if life.received_on is not None and event.on > life.received_on:
        raise Refusal("event.after_receipt", on=event.on, received=life.received_on)


def _accepted(life: CaseLife, event: CaseEvent) -> None:
    if life.accepted_on is not None:
        raise Refusal("event.second_acceptance", on=life.accepted_on)
    if life.received_on is not None and event.on < life.received_on:
        raise Refusal("event.before_receipt", on=event.on, received=life.received_on)
    if life.status is CaseStatus.SUPPLEMENTING:
        raise Refusal("event.supplement_open", since=life.supplement_since)


def _received(life: CaseLife, event: CaseEvent) -> None:
    if life.received_on is not None:
        raise Refusal("event.second_receipt", on=life.received_on)


def _supplement_notice(life: CaseLife, event: CaseEvent) -> None:
    if life.received_on is None or event.on < life.received_on:
        raise Refusal("event.not_received", kind=event.kind.value)
    if life.supplement_since is not None:
        raise Refusal("event.supplement_open", since=life.supplement_since)


def _supplement_complete(life: CaseLife, event: CaseEvent) -> None:
    if life.supplement_since is None:
        raise Refusal("event.no_open_supplement")
    if event.on < life.supplement_since:
        raise Refusal("event.ends_before_start", on=event.on, start=life.supplement_since)


def _special_end(life: CaseLife, event: CaseEvent) -> None:
    running = [pause for pause in life.special_pauses if pause.end is None]
    if not running:
        raise Refusal("event.no_open_pause")
    if event.on < running[-1].start:
        raise Refusal("event.ends_before_start", on=event.on, start=running[-1].start)


def _gap_opened(life: CaseLife, event: CaseEvent) -> None:
    try:
        until = date.fromisoformat(event.details.get("until", ""))
    except ValueError as error:
        raise Refusal("event.gap_until", until=event.details.get("until", "")) from error
    if until < event.on:
        raise Refusal("event.ends_before_start", on=until, start=event.on)
    name = event.details.get("material", "")
    if not name.strip():
        raise Refusal("event.gap_material")
    if any(gap.material == name for gap in life.open_gaps):
        raise Refusal("event.second_gap", material=name)


def _gap_filled(life: CaseLife, event: CaseEvent) -> None:
    name = event.details.get("material", "")
    gap = next((gap for gap in life.open_gaps if gap.material == name), None)
    if gap is None:
        raise Refusal("event.no_open_gap", material=name)
    if event.on < gap.opened:
        raise Refusal("event.ends_before_start", on=event.on, start=gap.opened)


def _mock_opinion(life: CaseLife, event: CaseEvent) -> None:
    if life.mock_on is not None:
        raise Refusal("event.second_mock", on=life.mock_on)


def _converted(life: CaseLife, event: CaseEvent) -> None:
    if life.mock_on is None:
        raise Refusal("event.not_mock")
    if event.on < life.mock_on:
        raise Refusal("event.ends_before_start", on=event.on, start=life.mock_on)
    if any(pause.end is None for pause in life.special_pauses):
        raise Refusal("event.pause_open")


def _decided(life: CaseLife, event: CaseEvent) -> None:
    if life.accepted_on is None:
        raise Refusal("event.before_acceptance", kind=event.kind.value)
    if event.on < life.accepted_on:
        raise Refusal("event.ends_before_start", on=event.on, start=life.accepted_on)
    if any(pause.end is None for pause in life.special_pauses):
        raise Refusal("event.pause_open")


def _delivered(life: CaseLife, event: CaseEvent) -> None:
    if life.decided_on is None:
        raise Refusal("event.not_decided")
    if life.delivered_on is not None:
        raise Refusal("event.second_delivery", on=life.delivered_on)
    if event.on < life.decided_on:
        raise Refusal("event.ends_before_start", on=event.on, start=life.decided_on)


def _check_extension(life: CaseLife, event: CaseEvent, most: int | None) -> None:
    if most is None:
        raise Refusal("event.no_extension")
    if life.extension_days:
        raise Refusal("event.second_extension", days=life.extension_days)
    raw = event.details.get("days", "")
    if not raw.isdecimal() or int(raw) == 0:
        raise Refusal("event.extension_days", days=raw)
    if int(raw) > most:
        raise Refusal("event.extension_too_long", days=int(raw), most=most)


_CHECKS = {
    EventKind.PREPARED: _prepared,
    EventKind.RECEIVED: _received,
    EventKind.ACCEPTED: _accepted,
    EventKind.SUPPLEMENT_NOTICE: _supplement_notice,
    EventKind.SUPPLEMENT_COMPLETE: _supplement_complete,
    EventKind.SPECIAL_END: _special_end,
    EventKind.GAP_OPENED: _gap_opened,
    EventKind.GAP_FILLED: _gap_filled,
    EventKind.MOCK_OPINION: _mock_opinion,
    EventKind.CONVERTED: _converted,
    EventKind.DECIDED: _decided,
    EventKind.DELIVERED: _delivered,
}
