"""今日 without Qt: groups, tags, counts, scope, the unfolded rest, starting cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from agent_desk.domain.case import CaseMode, EventKind
from agent_desk.presenters.cells import ClockCell, ClockState, GroupRow, Row, Tag, TagKind
from agent_desk.presenters.today import MINE, TodayPresenter
from agent_desk.presenters.today_rows import LATER_KEY, Grouping
from agent_desk.services.commands import SetCaseMode
from agent_desk.services.desk import Desk
from tests.office import AGENT, TODAY, make_desk
from tests.presenters.desk_with_cases import FRIDAY, accept, desk_with_project, record


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Desk, dict[str, str]]]:
    desk, cases = desk_with_project(tmp_path / "office.db")
    yield desk, cases
    desk.office.store.close()


def presenter(desk: Desk, today: date = TODAY) -> TodayPresenter:
    return TodayPresenter(desk, lambda: today)


def row_of(shown: TodayPresenter, case: str) -> Row:
    found = next(row for row in shown.view().rows if row.key == case)
    assert isinstance(found, Row)
    return found


def tag_of(shown: TodayPresenter, case: str) -> Tag:
    tag = row_of(shown, case).cells["state"]
    assert isinstance(tag, Tag)
    return tag


def test_an_empty_office_says_what_to_do(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "empty.db")
    view = presenter(desk).view()
    assert (view.rows, view.empty_action) == ((), "新建项目")
    assert [count.value for count in view.counts] == [0, 0, 0, 0]
    desk.office.store.close()


def test_a_project_without_running_clocks_is_not_called_an_empty_office(office) -> None:
    desk, _ = office
    view = presenter(desk).view()
    assert view.has_projects and view.empty == "未来 7 天没有到期事项。" and not view.empty_action


def test_cases_stand_in_the_group_of_their_tightest_clock(office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"])
    shown = presenter(desk)
    limit = shown.row(cases["GH-02"]) if shown.view() else None
    assert limit is not None and limit.target is not None
    on_the_day = presenter(desk, limit.target.due).view()
    heads = [row.header.name for row in on_the_day.rows if isinstance(row, GroupRow)]
    assert heads == ["今天"]
    assert on_the_day.counts[1].value == 1
    late = presenter(desk, limit.target.due + timedelta(days=2)).view()
    assert [row.header.name for row in late.rows if isinstance(row, GroupRow)] == ["已超期"]


def test_the_weekend_note_is_said_on_a_weekend_only(office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"])
    shown = presenter(desk)
    shown.view()
    row = shown.row(cases["GH-02"])
    assert row is not None and row.target is not None
    for day in (row.target.due, row.target.due + timedelta(days=7)):
        note = next(r for r in presenter(desk, day).view().rows if isinstance(r, GroupRow)).header.note
        expected = day == row.target.due and day.weekday() >= 5
        assert ("照常到期" in note) == expected


def test_a_case_not_yet_accepted_shows_its_notice_clock_and_not_a_false_limit(office) -> None:
    desk, cases = office
    record(desk, cases["GH-02"], EventKind.RECEIVED, date(2026, 11, 9))
    shown = presenter(desk)
    row = row_of(shown, cases["GH-02"])
    tag = row.cells["state"]
    assert isinstance(tag, Tag)
    assert tag.kind is TagKind.OVER and tag.text.startswith("补正告知 超")
    for key in ("target", "promised", "statutory"):
        cell = row.cells[key]
        assert isinstance(cell, ClockCell)
        assert cell.state is ClockState.NOT_APPLICABLE and cell.head == "未受理"
    assert "补正告知" in row.accessible


def test_a_pause_with_a_paper_is_tagged_with_its_days(office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"], date(2026, 11, 18))
    record(desk, cases["GH-02"], EventKind.SPECIAL_START, FRIDAY, "评1号", procedure="expert_review")
    shown = presenter(desk)
    assert tag_of(shown, cases["GH-02"]) == Tag(TagKind.PAUSE, "专家评审・停 2 天")
    assert shown.view().counts[2].value == 1


def test_a_pause_without_a_paper_is_not_called_a_pause(office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"], date(2026, 11, 18))
    record(desk, cases["GH-02"], EventKind.SPECIAL_START, FRIDAY, procedure="expert_review")
    assert tag_of(presenter(desk), cases["GH-02"]) == Tag(TagKind.DUE, "无文书号・未停表")


def test_simulated_gap_and_fresh_cases_have_their_own_tags(office) -> None:
    desk, cases = office
    desk.execute(SetCaseMode(cases["GH-02"], CaseMode.STANDARD))
    accept(desk, cases["GH-02"], TODAY)
    assert tag_of(presenter(desk), cases["GH-02"]).text == "今日受理"
    desk.execute(SetCaseMode(cases["GH-02"], CaseMode.SIMULATED))
    assert tag_of(presenter(desk), cases["GH-02"]) == Tag(TagKind.SIMULATED, "模拟审批")
    desk.execute(SetCaseMode(cases["GH-02"], CaseMode.WITH_GAPS))
    assert tag_of(presenter(desk), cases["GH-02"]).kind is TagKind.GAP


def test_a_saturday_acceptance_is_named_until_monday(office) -> None:
    desk, cases = office
    desk.execute(SetCaseMode(cases["GH-02"], CaseMode.STANDARD))
    accept(desk, cases["GH-02"], date(2026, 11, 21))
    assert tag_of(presenter(desk), cases["GH-02"]).text == "周六受理"
    assert tag_of(presenter(desk, date(2026, 11, 24)), cases["GH-02"]).text == "审查中"


def test_the_later_cases_unfold_below_their_header(office) -> None:
    desk, cases = office
    for case in cases.values():
        accept(desk, case, TODAY)
    shown = presenter(desk)
    folded = shown.view()
    header = folded.rows[-1]
    assert isinstance(header, GroupRow) and header.key == LATER_KEY and header.header.collapsed is True
    shown.later_open = True
    unfolded = shown.view()
    assert len(unfolded.rows) == len(folded.rows) + header.header.count
    assert folded.counts == unfolded.counts
    assert shown.row(unfolded.rows[-1].key) is not None


def test_mine_counts_only_my_cases_later_ones_included(office) -> None:
    desk, cases = office
    for case in cases.values():
        accept(desk, case, TODAY)
    codes = list(cases)
    for code in codes[: len(codes) // 2]:
        desk.execute(SetCaseMode(cases[code], member_id=""))
    shown = presenter(desk)
    assert shown.knows_me()
    everybody = shown.view().counts[-1].value
    shown.scope = MINE
    mine = shown.view()
    assert 0 < mine.counts[-1].value < everybody
    header = mine.rows[-1]
    listed = sum(isinstance(row, Row) for row in mine.rows)
    assert isinstance(header, GroupRow)
    assert mine.counts[-1].value == listed + header.header.count


def test_nobody_is_me_when_the_office_does_not_know_the_person(office) -> None:
    desk, _ = office
    stranger = Desk(replace(desk.office, user="m-unknown"))
    assert not presenter(stranger).knows_me()


def test_other_groupings_hold_the_same_cases(office) -> None:
    desk, cases = office
    for code in ("GH-02", "PG-02", "PG-05"):
        accept(desk, cases[code])
    shown = presenter(desk)
    by_limit = {row.key for row in shown.view().rows if isinstance(row, Row)}
    for grouping in (Grouping.PROJECT, Grouping.DEPARTMENT):
        shown.grouping = grouping
        assert {row.key for row in shown.view().rows if isinstance(row, Row)} == by_limit
    shown.grouping = Grouping.PROJECT
    heads = [row.header.name for row in shown.view().rows if isinstance(row, GroupRow)]
    assert heads == ["澄川环保包装材料项目"]


def test_starting_is_undone_case_by_case_and_a_refusal_is_a_sentence(office) -> None:
    desk, cases = office
    shown = presenter(desk)
    assert shown.start(cases["GH-02"], cases["PG-02"]) == ""
    assert "编制" in desk.undo_text
    desk.undo()
    desk.undo()
    assert "编制" not in desk.undo_text
    early = presenter(desk, date(2026, 9, 1))
    assert "2026-10-01" in early.start(cases["GH-02"])


def test_the_column_words_gaps_waits_and_the_weekend(office) -> None:
    desk, cases = office
    accept(desk, cases["PG-02"], date(2026, 11, 16))
    record(
        desk,
        cases["PG-02"],
        EventKind.GAP_OPENED,
        date(2026, 11, 16),
        "诺1号",
        material="报告",
        until="2026-11-24",
    )
    record(desk, cases["GH-02"], EventKind.RECEIVED, date(2026, 11, 12))
    record(desk, cases["GH-02"], EventKind.SUPPLEMENT_NOTICE, date(2026, 11, 13), "补1号")
    side = presenter(desk).side()
    assert [(gap.material, gap.left, gap.tone.value) for gap in side.gaps] == [("报告", "剩 2 天", "due")]
    assert [(wait.who, wait.days, wait.tone.value) for wait in side.waiting] == [("业主", "9 天", "over")]
    assert [figure.name for figure in side.weekend] == ["收件", "受理", "出件", "转周一"]
    assert side.tally[:2] == ("0", "0")
    assert AGENT.id == presenter(desk).me
