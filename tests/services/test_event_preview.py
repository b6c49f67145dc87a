"""What an event would do, before it is recorded; and the cases that are due later than the week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from agent_desk.domain.case import EventKind
from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.errors import Refusal
from agent_desk.domain.limits import ClockKind
from agent_desk.services.commands import RecordEvent
from agent_desk.services.desk import Desk
from agent_desk.services.event_preview import EventPreview, event_choices, preview_event
from agent_desk.services.intake import build
from agent_desk.services.later_cases import later_cases
from agent_desk.services.project_sheet import project_sheet
from agent_desk.services.today import today_board
from tests.office import TODAY, factory_draft, make_desk

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "office.db")
    yield desk
    desk.office.store.close()


@pytest.fixture
def case(desk: Desk) -> str:
    """The planning permit of a factory, not yet received."""
    change = desk.execute(build(factory_draft(), desk.office, date(2026, 11, 1)))
    found = project_sheet(desk.office, change.created, TODAY).case_of("GH-02")
    assert found is not None
    return found.case.id


def record(desk: Desk, case: str, kind: EventKind, on: date = FRIDAY, **more: object) -> None:
    desk.execute(RecordEvent(case, kind, on, **more))  # type: ignore[arg-type]


def preview(desk: Desk, case: str, kind: EventKind, on: date = TODAY, **more: object) -> EventPreview:
    return preview_event(desk.office, RecordEvent(case, kind, on, **more), TODAY)  # type: ignore[arg-type]


def test_acceptance_starts_the_review_clocks_and_nothing_is_written(desk: Desk, case: str) -> None:
    record(desk, case, EventKind.RECEIVED)
    found = preview(desk, case, EventKind.ACCEPTED, FRIDAY)
    assert (found.status_before, found.status_after) == (CaseStatus.RECEIVED, CaseStatus.UNDER_REVIEW)
    effects = {effect.kind: effect for effect in found.effects}
    assert effects[ClockKind.NOTICE].after is None
    statutory = effects[ClockKind.STATUTORY]
    assert statutory.before is None
    assert statutory.after is not None and statutory.after.due == date(2026, 12, 18)
    assert event_choices(desk.office, case, TODAY).life.status is CaseStatus.RECEIVED


def test_the_preview_promises_what_recording_then_does(desk: Desk, case: str) -> None:
    record(desk, case, EventKind.RECEIVED)
    record(desk, case, EventKind.ACCEPTED)
    details = {"procedure": "expert_review"}
    found = preview(desk, case, EventKind.SPECIAL_START, details=details, document="评1号")
    promised = {e.kind: e.after for e in found.effects}
    record(desk, case, EventKind.SPECIAL_START, TODAY, details=details, document="评1号")
    kept = {e.kind: e.before for e in preview(desk, case, EventKind.SPECIAL_END).effects}
    assert promised == kept
    assert all(reading is not None and reading.paused for reading in kept.values())


def test_a_pause_without_a_paper_is_warned_of_and_changes_no_clock(desk: Desk, case: str) -> None:
    record(desk, case, EventKind.RECEIVED)
    record(desk, case, EventKind.ACCEPTED)
    found = preview(desk, case, EventKind.SPECIAL_START, details={"procedure": "expert_review"})
    assert found.warnings and "时钟不停" in found.warnings[0]
    assert found.status_after is CaseStatus.PAUSED
    assert not any(effect.changed for effect in found.effects)


def test_a_supplement_after_acceptance_stops_the_target_only(desk: Desk, case: str) -> None:
    record(desk, case, EventKind.RECEIVED)
    record(desk, case, EventKind.ACCEPTED)
    found = preview(desk, case, EventKind.SUPPLEMENT_NOTICE, document="补1号")
    changed = {effect.kind for effect in found.effects if effect.changed}
    assert changed == {ClockKind.TARGET}
    assert "只停绿色通道" in found.warnings[0]


def test_a_late_acceptance_is_said_to_be_backdated(desk: Desk, case: str) -> None:
    record(desk, case, EventKind.RECEIVED, date(2026, 11, 2))
    found = preview(desk, case, EventKind.ACCEPTED)
    assert any("2026-11-02" in warning for warning in found.warnings)


def test_the_preview_refuses_what_recording_would_refuse(desk: Desk, case: str) -> None:
    with pytest.raises(Refusal) as caught:
        preview(desk, case, EventKind.DECIDED)
    assert caught.value.code == "event.before_acceptance"
    with pytest.raises(Refusal) as caught:
        preview(desk, case, EventKind.RECEIVED, date(2026, 11, 23))
    assert caught.value.code == "event.in_future"


def test_the_choices_follow_the_life_of_the_case(desk: Desk, case: str) -> None:
    start = event_choices(desk.office, case, TODAY)
    assert start.likely is EventKind.PREPARED
    assert EventKind.DECIDED not in start.possible
    record(desk, case, EventKind.PREPARED)
    record(desk, case, EventKind.RECEIVED)
    received = event_choices(desk.office, case, TODAY)
    assert received.likely is EventKind.ACCEPTED
    assert EventKind.PREPARED not in received.kinds
    record(desk, case, EventKind.ACCEPTED)
    record(desk, case, EventKind.SPECIAL_START, details={"procedure": "hearing"}, document="听1号")
    paused = event_choices(desk.office, case, TODAY)
    assert paused.likely is EventKind.SPECIAL_END
    refusal = paused.kinds[EventKind.DECIDED]
    assert refusal is not None and refusal.code == "event.pause_open"


def test_later_cases_are_exactly_those_the_board_counts(desk: Desk, case: str) -> None:
    with desk.office.store.reading() as uow:
        cases = uow.cases.of_project(uow.cases.get(case).project_id)
    for found in cases:
        record(desk, found.id, EventKind.RECEIVED, TODAY)
        record(desk, found.id, EventKind.ACCEPTED, TODAY)
    later = later_cases(desk.office, TODAY)
    board = today_board(desk.office, TODAY)
    assert board.later == len(later) > 3
    shown = {row.case_id for group in board.groups for row in group.rows}
    assert shown and shown.isdisjoint(row.case_id for row in later)
    assert later_cases(desk.office, TODAY, "nobody") == ()
    assert [row.tightest.due_unmoved for row in later] == sorted(row.tightest.due_unmoved for row in later)
