"""What may be recorded, and what is refused by name."""

from __future__ import annotations

from datetime import date

import pytest

from agent_desk.domain.case import CaseEvent, EventKind
from agent_desk.domain.case_life import live
from agent_desk.domain.case_rules import check_event
from agent_desk.domain.errors import Refusal
from tests.domain.test_case_life import event

K = EventKind
TODAY = date(2026, 11, 22)
OPENED = date(2026, 10, 1)

ACCEPTED = [event(1, K.RECEIVED, "2026-11-02"), event(2, K.ACCEPTED, "2026-11-03")]
PAUSED = [*ACCEPTED, event(3, K.SPECIAL_START, "2026-11-05")]
GAP = [*ACCEPTED, event(3, K.GAP_OPENED, "2026-11-05", material="x", until="2026-11-30")]
DECIDED = [*ACCEPTED, event(3, K.DECIDED, "2026-11-10")]


def refused(life: list[CaseEvent], new: CaseEvent, most: int | None = 10) -> str:
    with pytest.raises(Refusal) as caught:
        check_event(live(life), new, today=TODAY, opened_on=OPENED, max_extension=most)
    return caught.value.code


@pytest.mark.parametrize(
    ("life", "new", "code"),
    [
        ([], event(9, K.RECEIVED, "2026-11-23"), "event.in_future"),
        ([], event(9, K.RECEIVED, "2026-09-30"), "event.before_project"),
        (ACCEPTED, event(9, K.ACCEPTED, "2026-11-04"), "event.second_acceptance"),
        (ACCEPTED, event(9, K.PREPARED, "2026-11-04"), "event.after_receipt"),
        ([event(1, K.PREPARED, "2026-11-02")], event(9, K.PREPARED, "2026-11-04"), "event.second_preparation"),
        (ACCEPTED, event(9, K.RECEIVED, "2026-11-04"), "event.second_receipt"),
        (ACCEPTED[:1], event(9, K.ACCEPTED, "2026-11-01"), "event.before_receipt"),
        ([], event(9, K.SPECIAL_START, "2026-11-04"), "event.before_acceptance"),
        ([], event(9, K.DECIDED, "2026-11-04"), "event.before_acceptance"),
        (ACCEPTED, event(9, K.SPECIAL_END, "2026-11-04"), "event.no_open_pause"),
        (PAUSED, event(9, K.SPECIAL_END, "2026-11-04"), "event.ends_before_start"),
        (PAUSED, event(9, K.DECIDED, "2026-11-10"), "event.pause_open"),
        (ACCEPTED, event(9, K.DECIDED, "2026-11-01"), "event.ends_before_start"),
        (ACCEPTED, event(9, K.SUPPLEMENT_COMPLETE, "2026-11-04"), "event.no_open_supplement"),
        ([], event(9, K.SUPPLEMENT_NOTICE, "2026-11-04"), "event.not_received"),
        (ACCEPTED, event(9, K.GAP_OPENED, "2026-11-04", material="x", until="2026-13-01"), "event.gap_until"),
        (ACCEPTED, event(9, K.GAP_OPENED, "2026-11-04", until="2026-11-03"), "event.ends_before_start"),
        (ACCEPTED, event(9, K.GAP_OPENED, "2026-11-04", material=" ", until="2026-12-01"), "event.gap_material"),
        (GAP, event(9, K.GAP_FILLED, "2026-11-04", material="x"), "event.ends_before_start"),
        (GAP, event(9, K.GAP_OPENED, "2026-11-06", material="x", until="2026-12-01"), "event.second_gap"),
        (ACCEPTED, event(9, K.GAP_OPENED, "2026-11-02", material="x", until="2026-12-01"), "event.before_acceptance"),
        (ACCEPTED, event(9, K.EXTENDED, "2026-11-02", days="5"), "event.before_acceptance"),
        ([], event(9, K.REVOKED, "2026-11-04"), "event.before_acceptance"),
        (ACCEPTED[:1], event(9, K.SUPPLEMENT_NOTICE, "2026-11-01"), "event.not_received"),
        ([*PAUSED, event(4, K.SPECIAL_END, "2026-11-09")], event(9, K.DECIDED, "2026-11-06"), "event.ends_before_last"),
        (ACCEPTED, event(9, K.WITHDRAWN, "2026-11-02"), "event.ends_before_last"),
        ([*PAUSED, event(4, K.MOCK_OPINION, "2026-11-06")], event(9, K.CONVERTED, "2026-11-09"), "event.pause_open"),
        (ACCEPTED, event(9, K.GAP_FILLED, "2026-11-04", material="x"), "event.no_open_gap"),
        (ACCEPTED, event(9, K.CONVERTED, "2026-11-04"), "event.not_mock"),
        (ACCEPTED, event(9, K.DELIVERED, "2026-11-04"), "event.not_decided"),
        (DECIDED, event(9, K.DELIVERED, "2026-11-09"), "event.ends_before_start"),
        (DECIDED, event(9, K.SPECIAL_START, "2026-11-12"), "event.finished"),
        (ACCEPTED, event(9, K.EXTENDED, "2026-11-04", days="11"), "event.extension_too_long"),
        (ACCEPTED, event(9, K.EXTENDED, "2026-11-04", days="zehn"), "event.extension_days"),
        (
            [*ACCEPTED, event(3, K.EXTENDED, "2026-11-04", days="5")],
            event(9, K.EXTENDED, "2026-11-05", days="5"),
            "event.second_extension",
        ),
    ],
)
def test_impossible_events_are_refused_by_name(life: list[CaseEvent], new: CaseEvent, code: str) -> None:
    assert refused(life, new) == code


def test_an_item_whose_law_knows_no_extension_gets_none() -> None:
    assert refused(ACCEPTED, event(9, K.EXTENDED, "2026-11-04", days="5"), most=None) == "event.no_extension"


@pytest.mark.parametrize(
    ("life", "new"),
    [
        ([], event(9, K.RECEIVED, "2026-11-02")),
        (ACCEPTED, event(9, K.SPECIAL_START, "2026-11-05")),
        (PAUSED, event(9, K.SPECIAL_END, "2026-11-05")),
        (ACCEPTED, event(9, K.DECIDED, "2026-11-03")),
        (DECIDED, event(9, K.DELIVERED, "2026-11-10")),
        (ACCEPTED, event(9, K.EXTENDED, "2026-11-04", days="10")),
    ],
)
def test_possible_events_pass(life: list[CaseEvent], new: CaseEvent) -> None:
    check_event(live(life), new, today=TODAY, opened_on=OPENED, max_extension=10)
