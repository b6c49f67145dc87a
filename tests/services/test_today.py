"""今日: grouping by the tightest clock, at the exact days, and the counts above the list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from agent_desk.domain.case import EventKind
from agent_desk.domain.case_life import CaseStatus
from agent_desk.services.commands import RecordEvent
from agent_desk.services.desk import Desk
from agent_desk.services.intake import build
from agent_desk.services.office import Office
from agent_desk.services.side_panel import last_saturday, side_panel
from agent_desk.services.today import TodayBoard, Urgency, today_board
from tests.office import TODAY, factory_draft

SIDE_DAY = date(2026, 11, 22)


def accepted(desk: Desk, code: str, on: date) -> str:
    """A new project whose case of that item was accepted on a day; returns the case id."""
    draft = factory_draft(code=f"2611-330402-04-01-{100000 + on.toordinal() % 100000}")
    command = build(draft, desk.office, on - timedelta(days=10))
    desk.execute(command)
    case = next(case for case in command.cases if case.item_code == code)
    desk.execute(RecordEvent(case.id, EventKind.ACCEPTED, on))
    return case.id


def group_of(board: TodayBoard, case_id: str) -> Urgency | None:
    for group in board.groups:
        if any(row.case_id == case_id for row in group.rows):
            return group.urgency
    return None


@pytest.mark.parametrize(
    ("accepted_on", "urgency"),
    [
        # GH-02 has a target of 4 every-day days and a promise of 7 working days.
        (date(2026, 11, 17), Urgency.OVERDUE),
        (date(2026, 11, 18), Urgency.TODAY),
        (date(2026, 11, 19), Urgency.SOON),
        (date(2026, 11, 21), Urgency.SOON),
        (date(2026, 11, 22), Urgency.WEEK),
    ],
)
def test_a_case_stands_in_the_group_of_its_tightest_clock(desk: Desk, accepted_on: date, urgency: Urgency) -> None:
    case = accepted(desk, "GH-02", accepted_on)
    board = today_board(desk.office, TODAY)
    assert group_of(board, case) is urgency
    assert board.overdue == (urgency is Urgency.OVERDUE)
    assert board.due_today == (urgency is Urgency.TODAY)


def test_the_list_is_replayed_for_any_day(desk: Desk) -> None:
    case = accepted(desk, "GH-02", date(2026, 11, 16))
    assert group_of(today_board(desk.office, date(2026, 11, 20)), case) is Urgency.TODAY
    assert group_of(today_board(desk.office, date(2026, 11, 21)), case) is Urgency.OVERDUE


def test_a_paused_case_stands_by_what_it_has_left_and_is_counted_as_paused(desk: Desk) -> None:
    case = accepted(desk, "GH-02", date(2026, 11, 18))
    details = {"procedure": "expert_review"}
    desk.execute(RecordEvent(case, EventKind.SPECIAL_START, date(2026, 11, 20), document="特1号", details=details))
    board = today_board(desk.office, TODAY)
    assert group_of(board, case) is Urgency.SOON
    assert board.paused == 1
    row = next(row for group in board.groups for row in group.rows if row.case_id == case)
    assert row.paused and row.status is CaseStatus.PAUSED
    assert row.target is not None and row.target.left == 3


def test_only_ones_own_cases_are_listed_when_asked(desk: Desk) -> None:
    accepted(desk, "GH-02", date(2026, 11, 18))
    assert not today_board(desk.office, TODAY, member_id="somebody else").groups


def test_every_row_of_the_demonstration_is_in_the_right_group(demo: Office) -> None:
    board = today_board(demo, TODAY)
    assert board.groups and board.overdue
    for group in board.groups:
        for row in group.rows:
            if row.tightest.paused:
                continue
            if group.urgency is Urgency.OVERDUE:
                assert any(r.due < TODAY for r in (row.target, row.promised, row.statutory, row.other) if r)
            else:
                assert row.tightest.due >= TODAY
                assert row.tightest.due_unmoved <= group.upto


def test_the_next_step_can_start_when_its_prerequisite_is_decided(desk: Desk) -> None:
    case = accepted(desk, "LX-08", date(2026, 11, 16))
    office = desk.office
    assert not [ready for ready in side_panel(office, SIDE_DAY).ready if ready.item_code == "LX-13"]
    desk.execute(RecordEvent(case, EventKind.DECIDED, date(2026, 11, 20), details={"outcome": "granted"}))
    ready = [found for found in side_panel(office, SIDE_DAY).ready if found.item_code == "LX-13"]
    assert [found.unlocked_by for found in ready] == [office.rules.catalogue.item("LX-08").short_name]


def test_the_weekend_is_the_running_or_the_last_one() -> None:
    assert last_saturday(date(2026, 11, 22)) == date(2026, 11, 21)
    assert last_saturday(date(2026, 11, 21)) == date(2026, 11, 21)
    assert last_saturday(date(2026, 11, 20)) == date(2026, 11, 14)
