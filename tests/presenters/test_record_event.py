"""Recording an event without Qt: days as typed, kinds offered, fields asked for, effects, saving."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from agent_desk.domain.case import EventKind
from agent_desk.domain.case_life import CaseStatus
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.record_event import Ask, AssignPresenter, Intent, RecordEventPresenter
from agent_desk.presenters.record_event_dates import read_day
from agent_desk.services.desk import Desk
from agent_desk.services.event_preview import event_choices
from tests.office import AGENT, TODAY
from tests.presenters.desk_with_cases import FRIDAY, accept, desk_with_project, record


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("", "2026-11-22"),
        ("今天", "2026-11-22"),
        ("昨天", "2026-11-21"),
        ("前天", "2026-11-20"),
        ("11-20", "2026-11-20"),
        ("11.5", "2026-11-05"),
        ("11月5日", "2026-11-05"),
        ("1120", "2026-11-20"),
        ("20", "2026-11-20"),
        ("25", "2026-10-25"),
        ("周五", "2026-11-20"),
        ("星期日", "2026-11-22"),
        ("-3", "2026-11-19"),
        ("2026-11-20", "2026-11-20"),
        ("20261120", "2026-11-20"),
        ("2026年11月20日", "2026-11-20"),
        ("12-30", "2026-12-30"),
        ("1-5", "2027-01-05"),
        ("02-30", None),
        ("13-01", None),
        ("31", "2026-10-31"),
        ("何时", None),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, day: str | None) -> None:
    expected = date.fromisoformat(day) if day else None
    assert read_day(typed, TODAY) == expected


def test_a_short_day_is_the_nearest_one_and_a_promise_lies_ahead() -> None:
    assert read_day("12-30", date(2027, 1, 5)) == date(2026, 12, 30)
    assert read_day("01-10", TODAY, ahead=True) == date(2027, 1, 10)
    assert read_day("11-20", TODAY, ahead=True) == date(2027, 11, 20)
    assert read_day("周五", TODAY, ahead=True) == date(2026, 11, 27)
    assert read_day("5", TODAY, ahead=True) == date(2026, 12, 5)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Desk, dict[str, str]]]:
    desk, cases = desk_with_project(tmp_path / "office.db")
    yield desk, cases
    desk.office.store.close()


def form(desk: Desk, case: str, intent: Intent = Intent.ANY) -> RecordEventPresenter:
    return RecordEventPresenter(desk, lambda: TODAY, case, intent)


def test_the_usual_next_step_is_chosen_and_each_kind_has_its_digit(office) -> None:
    desk, cases = office
    record(desk, cases["GH-02"], EventKind.RECEIVED)
    entry = form(desk, cases["GH-02"])
    assert entry.kind is EventKind.ACCEPTED
    options = entry.options()
    assert [option.digit for option in options] == [str(n) for n in range(1, len(options) + 1)]
    digit = next(option.digit for option in options if option.kind is EventKind.SUPPLEMENT_NOTICE)
    assert entry.choose_digit(digit) and entry.kind is EventKind.SUPPLEMENT_NOTICE
    assert not entry.choose_digit("9")


def test_saving_records_the_event_with_its_paper(office) -> None:
    desk, cases = office
    record(desk, cases["GH-02"], EventKind.RECEIVED, date(2026, 11, 19))
    entry = form(desk, cases["GH-02"], Intent.START)
    entry.date_text = "11-20"
    entry.put(Ask.DOCUMENT, " 受〔2026〕8号 ")
    change, problem = entry.save()
    assert change is not None and not problem
    life = event_choices(desk.office, cases["GH-02"], TODAY).life
    assert (life.accepted_on, life.events[-1].document) == (FRIDAY, "受〔2026〕8号")
    desk.undo()
    assert event_choices(desk.office, cases["GH-02"], TODAY).life.status is CaseStatus.RECEIVED


def test_pausing_offers_the_two_ways_and_shows_the_clocks_stopping(office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"])
    entry = form(desk, cases["GH-02"], Intent.PAUSE)
    assert [option.kind for option in entry.options()] == [
        EventKind.SPECIAL_START,
        EventKind.SUPPLEMENT_NOTICE,
    ]
    entry.choose(EventKind.SPECIAL_START)
    assert entry.values[Ask.PROCEDURE] == "expert_review"
    without = entry.preview()
    assert "时钟不停" in without.warnings[0]
    assert {line.after for line in without.lines} == {"不变"}
    entry.put(Ask.DOCUMENT, "评1号")
    view = entry.preview()
    assert not view.warnings and view.status == "审查中 → 停表"
    assert all(line.tone is Tone.PAUSE and line.after.startswith("停表") for line in view.lines)
    assert any(line.clock == "法定" and "到期" in line.before for line in view.lines)


def test_what_cannot_be_done_is_said_before_anything_is_typed(office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"])
    assert form(desk, cases["GH-02"], Intent.RESUME).nothing_possible() == "该办件没有停表，无须恢复。"
    assert "审查中" in form(desk, cases["GH-02"], Intent.START).nothing_possible()
    assert "受理" in form(desk, cases["PG-02"], Intent.DECIDE).nothing_possible()
    assert form(desk, cases["GH-02"], Intent.DECIDE).nothing_possible() == ""
    change, problem = form(desk, cases["GH-02"], Intent.RESUME).save()
    assert change is None and problem


def test_a_day_that_cannot_be_read_or_lies_ahead_stops_the_saving(office) -> None:
    desk, cases = office
    entry = form(desk, cases["GH-02"])
    entry.date_text = "下周"
    assert entry.preview().bad_date
    assert entry.save()[0] is None
    entry.date_text = "11-25"
    view = entry.preview()
    assert "2026-11-25" in view.problem and not view.bad_date and not view.incomplete
    assert entry.save() == (None, view.problem)


def test_a_gap_asks_for_its_material_and_its_day(office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"])
    entry = form(desk, cases["GH-02"])
    entry.choose(EventKind.GAP_OPENED)
    entry.put(Ask.MATERIAL, "地勘报告")
    assert entry.preview().incomplete and entry.save()[0] is None
    entry.put(Ask.UNTIL, "11-30")
    view = entry.preview()
    assert any("地勘报告" in line.clock and line.before == "未起算" for line in view.lines)
    change, problem = entry.save()
    assert change is not None and not problem
    filled = form(desk, cases["GH-02"])
    filled.choose(EventKind.GAP_FILLED)
    assert filled.choices_for(Ask.MATERIAL) == (("地勘报告", "地勘报告"),)
    assert filled.save()[0] is not None


def test_a_refusal_of_the_permit_is_recorded_as_one(office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"])
    entry = form(desk, cases["GH-02"], Intent.DECIDE)
    entry.choose(EventKind.DECIDED)
    assert entry.values[Ask.OUTCOME] == "granted"
    assert any(line.after == "停止计时" for line in entry.preview().lines)
    entry.put(Ask.OUTCOME, "refused")
    assert entry.preview().status == "审查中 → 不予许可"
    entry.save()
    assert event_choices(desk.office, cases["GH-02"], TODAY).life.status is CaseStatus.REFUSED


def test_a_case_is_handed_over_and_back(office) -> None:
    desk, cases = office
    presenter = AssignPresenter(desk, lambda: TODAY, cases["GH-02"])
    assert [member.id for member in presenter.members] == [AGENT.id]
    change, problem = presenter.assign("")
    assert change is not None and not problem
    assert event_choices(desk.office, cases["GH-02"], TODAY).case.member_id == ""
    desk.undo()
    assert event_choices(desk.office, cases["GH-02"], TODAY).case.member_id == AGENT.id
