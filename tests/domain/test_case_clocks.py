"""Which clocks run for a case, and from which day."""

from __future__ import annotations

from datetime import date

import pytest

from agent_desk.domain.case import Case, CaseEvent, CaseMode, EventKind
from agent_desk.domain.case_clocks import ClockChoices, RunningClock, running_clocks
from agent_desk.domain.case_life import live
from agent_desk.domain.limits import ClockKind, Limit, Unit
from tests.domain.test_case_life import event
from tests.office import calendar, rulebook

K = EventKind
CHOICES = ClockChoices()


def clocks(
    code: str,
    events: list[CaseEvent],
    choices: ClockChoices = CHOICES,
    mode: CaseMode = CaseMode.STANDARD,
) -> dict[ClockKind, RunningClock]:
    item = rulebook().catalogue.item(code)
    case = Case("c", "p", code, mode, statutory=item.statutory, promised=item.promised, target=item.target)
    found = running_clocks(case, item, live(events), calendar(), choices)
    return {clock.kind: clock for clock in found}


def test_nothing_runs_before_the_papers_are_in() -> None:
    assert clocks("GH-02", []) == {}
    assert clocks("GH-02", [event(1, K.PREPARED, "2026-10-12")]) == {}


def test_from_receipt_to_acceptance_only_the_notice_clock_runs() -> None:
    running = clocks("GH-02", [event(1, K.RECEIVED, "2026-11-20")])
    assert set(running) == {ClockKind.NOTICE}
    assert running[ClockKind.NOTICE].deadline(calendar(), CHOICES, date(2026, 11, 20)).due == date(2026, 11, 27)


def test_no_clock_runs_while_the_owner_supplements_before_acceptance() -> None:
    running = clocks(
        "GH-02", [event(1, K.RECEIVED, "2026-11-16"), event(2, K.SUPPLEMENT_NOTICE, "2026-11-18")]
    )
    assert running == {}


def test_acceptance_starts_most_items_and_receipt_starts_the_assessment() -> None:
    events = [event(1, K.RECEIVED, "2026-11-16"), event(2, K.ACCEPTED, "2026-11-18")]
    assert clocks("GH-02", events)[ClockKind.STATUTORY].start == date(2026, 11, 18)
    assert clocks("PG-02", events)[ClockKind.STATUTORY].start == date(2026, 11, 16)


def test_an_opinion_ends_the_review_only_in_simulated_approval() -> None:
    events = [event(1, K.ACCEPTED, "2026-11-16"), event(2, K.MOCK_OPINION, "2026-11-18")]
    assert ClockKind.STATUTORY in clocks("GH-02", events)
    assert clocks("GH-02", events, mode=CaseMode.SIMULATED) == {}


def test_no_review_clock_runs_once_the_acceptance_is_taken_back() -> None:
    events = [
        event(1, K.RECEIVED, "2026-11-12"),
        event(2, K.ACCEPTED, "2026-11-13"),
        event(3, K.SPECIAL_START, "2026-11-16", document="X"),
        event(4, K.ANNULLED, "2026-11-17", corrects="e2"),
    ]
    assert set(clocks("GH-02", events)) == {ClockKind.NOTICE}


def test_a_late_notice_backdates_acceptance_to_the_receipt() -> None:
    late = [
        event(1, K.RECEIVED, "2026-11-02"),
        event(2, K.SUPPLEMENT_NOTICE, "2026-11-10"),
        event(3, K.SUPPLEMENT_COMPLETE, "2026-11-16"),
        event(4, K.ACCEPTED, "2026-11-16"),
    ]
    clock = clocks("GH-02", late)[ClockKind.STATUTORY]
    assert clock.start == date(2026, 11, 2)
    assert clock.backdated
    in_time = [late[0], event(2, K.SUPPLEMENT_NOTICE, "2026-11-09"), *late[2:]]
    assert clocks("GH-02", in_time)[ClockKind.STATUTORY].start == date(2026, 11, 16)


def test_a_supplement_after_acceptance_stops_no_legal_clock_and_by_choice_the_target() -> None:
    events = [
        event(1, K.ACCEPTED, "2026-11-16"),
        event(2, K.SUPPLEMENT_NOTICE, "2026-11-17", document="补1号"),
        event(3, K.SUPPLEMENT_COMPLETE, "2026-11-20"),
    ]
    running = clocks("GH-02", events)
    today = date(2026, 11, 22)
    assert not running[ClockKind.STATUTORY].deadline(calendar(), CHOICES, today).stops
    assert running[ClockKind.TARGET].deadline(calendar(), CHOICES, today).stops
    strict = ClockChoices(supplement_stops_target=False)
    assert not clocks("GH-02", events, strict)[ClockKind.TARGET].deadline(calendar(), strict, today).stops


def test_a_decision_leaves_the_delivery_clock_and_delivery_nothing() -> None:
    events = [event(1, K.ACCEPTED, "2026-11-16"), event(2, K.DECIDED, "2026-11-20")]
    running = clocks("GH-02", events)
    assert set(running) == {ClockKind.DELIVERY}
    assert running[ClockKind.DELIVERY].deadline(calendar(), CHOICES, date(2026, 11, 22)).due == date(2026, 12, 4)
    assert clocks("GH-02", [*events, event(3, K.DELIVERED, "2026-11-23")]) == {}


def test_a_gap_runs_a_clock_of_its_own_and_stops_no_other() -> None:
    events = [
        event(1, K.ACCEPTED, "2026-11-16"),
        event(2, K.GAP_OPENED, "2026-11-16", material="勘察报告", until="2026-11-29"),
    ]
    running = clocks("GH-02", events)
    gap = running[ClockKind.GAP].deadline(calendar(), CHOICES, date(2026, 11, 22))
    assert (gap.due, gap.due_unmoved) == (date(2026, 11, 29), date(2026, 11, 29))
    assert running[ClockKind.GAP].subject == "勘察报告"
    assert not running[ClockKind.STATUTORY].pauses


def test_an_extension_lengthens_the_statutory_clock_only() -> None:
    events = [event(1, K.ACCEPTED, "2026-11-20"), event(2, K.EXTENDED, "2026-11-21", days="10")]
    running = clocks("GH-02", events)
    assert running[ClockKind.STATUTORY].deadline(calendar(), CHOICES, date(2026, 11, 22)).due == date(2027, 1, 4)
    assert running[ClockKind.PROMISED].extension == 0


def test_a_minimum_period_is_no_departments_limit() -> None:
    events = [event(1, K.RECEIVED, "2026-11-16"), event(2, K.ACCEPTED, "2026-11-16")]
    running = clocks("LX-13", events)
    assert ClockKind.STATUTORY not in running
    assert running[ClockKind.MINIMUM].limit == Limit(30, Unit.CALENDAR)


@pytest.mark.parametrize(("accepted", "cited"), [("2026-08-14", False), ("2026-08-15", True)])
def test_the_law_cited_is_the_one_of_the_day_of_acceptance(accepted: str, cited: bool) -> None:
    running = clocks("PG-02", [event(1, K.ACCEPTED, accepted)])
    assert ("生态环境法典" in running[ClockKind.STATUTORY].basis) is cited
