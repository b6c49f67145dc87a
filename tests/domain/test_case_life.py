"""Folding events: what stands, what was taken back, what pauses and what does not."""

from __future__ import annotations

from datetime import UTC, date, datetime

from agent_desk.domain.case import CaseEvent, EventKind
from agent_desk.domain.case_life import CaseStatus, live

K = EventKind


def event(number: int, kind: EventKind, day: str, corrects: str = "", document: str = "", **details: str) -> CaseEvent:
    return CaseEvent(
        id=f"e{number}",
        case_id="c",
        kind=kind,
        on=date.fromisoformat(day),
        recorded_at=datetime(2026, 11, 22, 8, number, tzinfo=UTC),
        document=document,
        corrects=corrects,
        details=details,
    )


def test_no_event_means_not_started() -> None:
    life = live(())
    assert life.status is CaseStatus.NOT_STARTED
    assert not life.finished


def test_the_ordinary_life_of_a_case() -> None:
    life = live(
        [
            event(1, K.PREPARED, "2026-10-01"),
            event(2, K.RECEIVED, "2026-10-12"),
            event(3, K.ACCEPTED, "2026-10-13"),
            event(4, K.DECIDED, "2026-10-20", outcome="granted"),
            event(5, K.DELIVERED, "2026-10-21"),
        ]
    )
    assert life.status is CaseStatus.GRANTED
    assert (life.received_on, life.accepted_on) == (date(2026, 10, 12), date(2026, 10, 13))
    assert (life.decided_on, life.delivered_on) == (date(2026, 10, 20), date(2026, 10, 21))


def test_a_supplement_before_acceptance_moves_the_day_the_papers_were_complete() -> None:
    events = [
        event(1, K.RECEIVED, "2026-10-12"),
        event(2, K.SUPPLEMENT_NOTICE, "2026-10-14"),
    ]
    waiting = live(events)
    assert waiting.status is CaseStatus.SUPPLEMENTING
    assert waiting.notice_on == date(2026, 10, 14)
    complete = live([*events, event(3, K.SUPPLEMENT_COMPLETE, "2026-10-19")])
    assert complete.status is CaseStatus.RECEIVED
    assert complete.complete_on == date(2026, 10, 19)
    assert not complete.supplement_pauses


def test_a_special_procedure_pauses_until_it_ends_and_keeps_its_paper() -> None:
    events = [
        event(1, K.ACCEPTED, "2026-10-12"),
        event(2, K.SPECIAL_START, "2026-10-15", document="特1号", procedure="expert_review"),
    ]
    paused = live(events)
    assert paused.status is CaseStatus.PAUSED
    assert paused.open_pause is not None and paused.open_pause.notice == "特1号"
    resumed = live([*events, event(3, K.SPECIAL_END, "2026-10-20")])
    assert resumed.status is CaseStatus.UNDER_REVIEW
    assert resumed.special_pauses[0].end == date(2026, 10, 20)


def test_an_annulled_record_counts_no_longer_and_an_annulled_annulment_brings_it_back() -> None:
    events = [
        event(1, K.ACCEPTED, "2026-10-12"),
        event(2, K.DECIDED, "2026-10-20"),
        event(3, K.ANNULLED, "2026-10-21", corrects="e2"),
    ]
    assert live(events).status is CaseStatus.UNDER_REVIEW
    again = [*events, event(4, K.ANNULLED, "2026-10-22", corrects="e3")]
    assert live(again).status is CaseStatus.GRANTED
    thrice = [*again, event(5, K.ANNULLED, "2026-10-23", corrects="e4")]
    assert live(thrice).status is CaseStatus.UNDER_REVIEW


def test_a_gap_stays_open_until_its_own_material_comes() -> None:
    events = [
        event(1, K.ACCEPTED, "2026-10-12"),
        event(2, K.GAP_OPENED, "2026-10-12", material="勘察报告", until="2026-11-01"),
        event(3, K.GAP_FILLED, "2026-10-20", material="别的材料"),
    ]
    assert [gap.material for gap in live(events).open_gaps] == ["勘察报告"]
    filled = live([*events, event(4, K.GAP_FILLED, "2026-10-25", material="勘察报告")])
    assert not filled.open_gaps
    assert filled.gaps[0].filled == date(2026, 10, 25)


def test_a_simulated_opinion_is_no_decision_until_it_is_converted() -> None:
    events = [event(1, K.ACCEPTED, "2026-10-12"), event(2, K.MOCK_OPINION, "2026-10-16")]
    opinion = live(events)
    assert opinion.status is CaseStatus.MOCK_ISSUED
    assert opinion.decided_on is None and not opinion.finished
    converted = live([*events, event(3, K.CONVERTED, "2026-12-08")])
    assert converted.status is CaseStatus.GRANTED
    assert converted.decided_on == date(2026, 12, 8)


def test_preparation_entered_late_does_not_throw_the_case_back() -> None:
    life = live([event(1, K.ACCEPTED, "2026-10-13"), event(2, K.PREPARED, "2026-10-14")])
    assert life.status is CaseStatus.UNDER_REVIEW


def test_a_pause_outlives_the_acceptance_taken_back_without_making_the_case_accepted() -> None:
    events = [
        event(1, K.RECEIVED, "2026-10-12"),
        event(2, K.ACCEPTED, "2026-10-13"),
        event(3, K.SPECIAL_START, "2026-10-14", document="X"),
        event(4, K.ANNULLED, "2026-10-15", corrects="e2"),
    ]
    life = live(events)
    assert life.accepted_on is None
    assert life.status is CaseStatus.RECEIVED


def test_a_preparation_recorded_late_takes_no_case_back() -> None:
    events = [event(1, K.ACCEPTED, "2026-10-12"), event(2, K.PREPARED, "2026-10-01")]
    life = live(events)
    assert life.status is CaseStatus.UNDER_REVIEW
    assert life.prepared_on == date(2026, 10, 1)
