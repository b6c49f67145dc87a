"""The one door for change: commands, refusals, undo and redo, on a real file."""

from __future__ import annotations

from datetime import date

import pytest

from agent_desk.domain.assistance import Assistance, AssistanceKind, Channel, Stage
from agent_desk.domain.case import EventKind, MaterialState
from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.errors import Refusal
from agent_desk.domain.limits import ClockKind
from agent_desk.domain.people import Member, Role
from agent_desk.domain.project import Channel as ProjectChannel
from agent_desk.domain.project import ProjectStatus
from agent_desk.services.changes import Topic
from agent_desk.services.commands import (
    AddMember,
    ChangeSetting,
    EditAssistance,
    EditProject,
    LogAssistance,
    RecordEvent,
    SetMaterial,
    WithdrawProject,
)
from agent_desk.services.desk import Desk
from agent_desk.services.intake import build
from agent_desk.services.project_sheet import ProjectSheet, project_sheet
from tests.office import AGENT, TODAY, factory_draft


def taken_in(desk: Desk, created: date = date(2026, 11, 1)) -> ProjectSheet:
    change = desk.execute(build(factory_draft(), desk.office, created))
    return project_sheet(desk.office, change.created, TODAY)


def sheet_of(desk: Desk, sheet: ProjectSheet) -> ProjectSheet:
    return project_sheet(desk.office, sheet.project.id, TODAY)


def case_id(sheet: ProjectSheet, code: str) -> str:
    found = sheet.case_of(code)
    assert found is not None
    return found.case.id


def test_a_profile_becomes_a_project_with_its_items_and_papers(desk: Desk) -> None:
    sheet = taken_in(desk)
    assert sheet.project.channel is ProjectChannel.GREEN
    assert sheet.project.admission.rule_id == "major-industrial"
    codes = {case.case.item_code for case in sheet.cases}
    assert {"LX-01", "LX-14", "GH-02", "PG-02", "PG-05", "SG-08"} <= codes
    assert not codes & {"LX-04", "LX-15", "PG-01"}
    assert all(case.materials for case in sheet.cases if case.item.materials)


def test_the_same_code_is_not_taken_in_twice_and_nothing_is_half_written(desk: Desk) -> None:
    taken_in(desk)
    second = build(factory_draft(name="另一个项目"), desk.office, TODAY)
    with pytest.raises(Refusal) as caught:
        desk.execute(second)
    assert caught.value.code == "project.code_taken"
    with desk.office.store.reading() as uow:
        assert len(uow.projects.all()) == 1
        assert not uow.cases.of_project(second.project.id)


def test_recording_an_event_starts_the_clocks_and_undo_stops_them(desk: Desk) -> None:
    sheet = taken_in(desk)
    case = case_id(sheet, "GH-02")
    desk.execute(RecordEvent(case, EventKind.RECEIVED, date(2026, 11, 20)))
    desk.execute(RecordEvent(case, EventKind.ACCEPTED, date(2026, 11, 20), document="受1号"))
    running = sheet_of(desk, sheet).case_of("GH-02")
    assert running is not None
    due = {clock.kind: clock.due for clock in running.clocks}
    assert due[ClockKind.STATUTORY] == date(2026, 12, 18)
    assert due[ClockKind.TARGET] == date(2026, 11, 24)
    desk.undo()
    undone = sheet_of(desk, sheet).case_of("GH-02")
    assert undone is not None
    assert {clock.kind for clock in undone.clocks} == {ClockKind.NOTICE}
    assert undone.life.events[-1].kind is EventKind.ANNULLED, "undo adds a record, it removes none"
    desk.redo()
    redone = sheet_of(desk, sheet).case_of("GH-02")
    assert redone is not None
    assert {clock.kind: clock.due for clock in redone.clocks} == due


def test_a_pause_without_a_document_is_recorded_with_a_warning_and_stops_nothing(desk: Desk) -> None:
    sheet = taken_in(desk)
    case = case_id(sheet, "GH-02")
    desk.execute(RecordEvent(case, EventKind.ACCEPTED, date(2026, 11, 10)))
    change = desk.execute(
        RecordEvent(case, EventKind.SPECIAL_START, date(2026, 11, 12), details={"procedure": "expert_review"})
    )
    assert change.warnings
    after = sheet_of(desk, sheet).case_of("GH-02")
    assert after is not None
    assert after.life.status is CaseStatus.PAUSED
    assert not any(clock.paused for clock in after.clocks)


def test_a_pause_with_its_document_freezes_what_is_left(desk: Desk) -> None:
    sheet = taken_in(desk)
    case = case_id(sheet, "GH-02")
    desk.execute(RecordEvent(case, EventKind.ACCEPTED, date(2026, 11, 16)))
    change = desk.execute(
        RecordEvent(
            case,
            EventKind.SPECIAL_START,
            date(2026, 11, 19),
            document="特1号",
            details={"procedure": "expert_review"},
        )
    )
    assert not change.warnings
    after = sheet_of(desk, sheet).case_of("GH-02")
    assert after is not None
    statutory = next(clock for clock in after.clocks if clock.kind is ClockKind.STATUTORY)
    assert statutory.paused
    assert (statutory.counted, statutory.left) == (2, 18)


def test_a_refused_event_leaves_history_and_undo_as_they_were(desk: Desk) -> None:
    sheet = taken_in(desk)
    case = case_id(sheet, "GH-02")
    before = desk.undo_text
    with pytest.raises(Refusal):
        desk.execute(RecordEvent(case, EventKind.DECIDED, TODAY))
    assert desk.undo_text == before
    assert not sheet_of(desk, sheet).lives[case].events


def test_a_withdrawn_project_runs_no_clock_and_comes_back_with_them(desk: Desk) -> None:
    sheet = taken_in(desk)
    desk.execute(RecordEvent(case_id(sheet, "GH-02"), EventKind.ACCEPTED, date(2026, 11, 20)))
    desk.execute(WithdrawProject(sheet.project.id, "项目取消"))
    with desk.office.store.reading() as uow:
        assert not uow.clocks.all()
        assert uow.projects.get(sheet.project.id).status is ProjectStatus.WITHDRAWN
    desk.undo()
    with desk.office.store.reading() as uow:
        assert uow.clocks.all()
        assert uow.projects.get(sheet.project.id).status is ProjectStatus.ACTIVE


def test_editing_and_undoing_gives_the_old_values_back(desk: Desk) -> None:
    sheet = taken_in(desk)
    desk.execute(EditProject(sheet.project.id, {"town": "桐溪镇", "land_day": None}))
    assert sheet_of(desk, sheet).project.town == "桐溪镇"
    desk.undo()
    back = sheet_of(desk, sheet).project
    assert (back.town, back.land_day) == (sheet.project.town, sheet.project.land_day)
    assert back.version == sheet.project.version + 2


def test_a_tolerated_paper_needs_its_day(desk: Desk) -> None:
    sheet = taken_in(desk)
    paper = next(m for m in sheet.materials if m.tolerable)
    with pytest.raises(Refusal) as caught:
        desk.execute(SetMaterial(paper.id, MaterialState.TOLERATED))
    assert caught.value.code == "material.until_missing"
    desk.execute(SetMaterial(paper.id, MaterialState.TOLERATED, date(2026, 12, 1)))
    desk.undo()
    assert next(m for m in sheet_of(desk, sheet).materials if m.id == paper.id).state is MaterialState.MISSING


def entry(**changes: object) -> Assistance:
    values: dict[str, object] = {
        "id": "a1",
        "kind": AssistanceKind.PROXY,
        "stage": Stage.RATED,
        "on": TODAY,
        "beneficiary": "澄川包装·王厂长",
        "matter": "规划证补章",
        "channel": Channel.VISIT,
        "minutes": 45,
        "member_id": AGENT.id,
    }
    return Assistance(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"matter": "  "}, "assistance.no_matter"),
        ({"beneficiary": ""}, "assistance.no_beneficiary"),
        ({"minutes": -1}, "assistance.minutes"),
        ({"minutes": 1441}, "assistance.minutes"),
        ({"rating": 6}, "assistance.rating"),
        ({"on": date(2026, 11, 23)}, "assistance.in_future"),
    ],
)
def test_impossible_help_is_refused(desk: Desk, changes: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as caught:
        desk.execute(LogAssistance(entry(**changes)))
    assert caught.value.code == code


def test_help_is_logged_and_taken_back_without_being_deleted(desk: Desk) -> None:
    desk.execute(LogAssistance(entry()))
    desk.undo()
    with desk.office.store.reading() as uow:
        assert uow.assistances.get("a1").withdrawn
    desk.redo()
    with desk.office.store.reading() as uow:
        assert not uow.assistances.get("a1").withdrawn


def test_every_change_tells_its_topics_and_leaves_an_audit_record(desk: Desk) -> None:
    heard: list[frozenset[Topic]] = []
    desk.listener = heard.append
    desk.execute(ChangeSetting("density", "compact"))
    desk.undo()
    assert heard == [frozenset({Topic.SETTINGS})] * 2
    with desk.office.store.reading() as uow:
        assert [record.action for record in uow.audit.recent(2)] == ["undo.ChangeSetting", "do.ChangeSetting"]


def test_several_commands_are_stored_together_or_not_at_all(desk: Desk) -> None:
    good = build(factory_draft(), desk.office, TODAY)
    bad = build(factory_draft(name="重复代码"), desk.office, TODAY)
    with pytest.raises(Refusal):
        desk.execute_all([good, bad])
    with desk.office.store.reading() as uow:
        assert not uow.projects.all()
    assert desk.undo_text == ""


def test_an_entry_is_completed_later_and_undo_gives_the_order_back(desk: Desk) -> None:
    desk.execute(LogAssistance(entry(stage=Stage.WORKING, minutes=0, rating=None)))
    desk.execute(EditAssistance("a1", {"stage": Stage.RATED, "minutes": 50, "rating": 4}))
    with desk.office.store.reading() as uow:
        assert (uow.assistances.get("a1").minutes, uow.assistances.get("a1").rating) == (50, 4)
    with pytest.raises(Refusal):
        desk.execute(EditAssistance("a1", {"minutes": -1}))
    desk.undo()
    with desk.office.store.reading() as uow:
        assert uow.assistances.get("a1").stage is Stage.WORKING


def test_a_person_added_by_mistake_becomes_inactive_again(desk: Desk) -> None:
    desk.execute(AddMember(Member("m-new", "陆以宁", Role.AGENT)))
    desk.undo()
    with desk.office.store.reading() as uow:
        assert not uow.members.get("m-new").active
    desk.redo()
    with desk.office.store.reading() as uow:
        assert uow.members.get("m-new").active
