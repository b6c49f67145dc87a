"""监管 without Qt: which clocks warn and how loudly, the figures, the ribbon day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from agent_desk.domain.case import EventKind
from agent_desk.i18n import use_language
from agent_desk.presenters.cells import GroupRow, Row, TextCell
from agent_desk.presenters.supervision import AlarmCell, Level, SupervisionPresenter
from agent_desk.presenters.supervision_detail import DetailView, detail_view
from agent_desk.presenters.supervision_ribbon import CellKind
from agent_desk.services.commands import AnnulEvent
from agent_desk.services.desk import Desk
from tests.office import TODAY
from tests.presenters.desk_with_cases import accept, desk_with_project, record

MONDAY = date(2026, 11, 9)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Desk, dict[str, str]]]:
    desk, cases = desk_with_project(tmp_path / "office.db")
    yield desk, cases
    desk.office.store.close()


def loaded(desk: Desk, today: date = TODAY) -> SupervisionPresenter:
    presenter = SupervisionPresenter(desk, lambda: today)
    presenter.load()
    return presenter


def alarms(presenter: SupervisionPresenter) -> list[AlarmCell]:
    cells = [row.cells["alarm"] for row in presenter.view().rows if isinstance(row, Row)]
    return [cell for cell in cells if isinstance(cell, AlarmCell)]


def detail(desk: Desk, case: str, today: date = TODAY) -> DetailView:
    return detail_view(desk.office, case, today)


def test_nothing_running_says_so(office) -> None:
    desk, _ = office
    view = loaded(desk).view()
    assert view.rows == () and view.empty and [f.value for f in view.figures] == [0, 0, 0, 0]


def test_only_binding_clocks_make_red(office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"], MONDAY)
    found = {cell.reason[:2]: cell.level for cell in alarms(loaded(desk))}
    assert found["绿色"] is Level.YELLOW  # the team's own target is long over
    assert found["承诺"] is Level.RED
    assert "法定" not in found  # 20 working days from 9 November


def test_the_filter_and_the_counts_agree(office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"], MONDAY)
    record(desk, cases["PG-02"], EventKind.RECEIVED, date(2026, 11, 2))
    presenter = loaded(desk)
    view = presenter.view()
    counts = {key: count for key, _, count in view.chips}
    assert counts["all"] == counts["red"] + counts["yellow"] == len(alarms(presenter))
    assert [f.value for f in view.figures] == [counts["red"], counts["yellow"], 2, 1]
    presenter.filter = "yellow"
    assert {cell.level for cell in alarms(presenter)} == {Level.YELLOW}
    assert [r.key for r in presenter.view().rows if isinstance(r, GroupRow)] == ["group:yellow"]


def test_a_clock_at_a_quarter_of_its_limit_is_yellow_and_before_that_silent(office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"], date(2026, 11, 16))
    statutory = [c for c in alarms(loaded(desk, date(2026, 12, 4))) if c.reason.startswith("法定")]
    assert statutory == []
    near = [c for c in alarms(loaded(desk, date(2026, 12, 7))) if c.reason.startswith("法定")]
    assert [(c.level, c.left) for c in near] == [(Level.YELLOW, "剩 5 天")]


def test_a_paused_clock_does_not_warn(office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"], date(2026, 11, 19))
    before = len(alarms(loaded(desk)))
    record(
        desk, cases["GH-02"], EventKind.SPECIAL_START, date(2026, 11, 20), "评1号", procedure="expert_review"
    )
    assert before > 0 and alarms(loaded(desk)) == []


def test_the_ribbon_numbers_days_and_lands_on_the_figures(office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"], MONDAY)
    record(
        desk, cases["GH-02"], EventKind.SPECIAL_START, date(2026, 11, 12), "评1号", procedure="expert_review"
    )
    record(desk, cases["GH-02"], EventKind.SPECIAL_END, date(2026, 11, 13), "评意1号")
    view = detail(desk, cases["GH-02"])
    ribbon = view.ribbon
    assert [row.name for row in ribbon.rows] == ["绿色通道", "承诺、法定"]
    for row, figure in zip(ribbon.rows, (view.figures[0], view.figures[2]), strict=True):
        shown = [cell for cell in row.cells if cell.kind in (CellKind.COUNTED, CellKind.OVER)]
        assert [cell.text for cell in shown] == [str(n) for n in range(1, len(shown) + 1)]
        assert figure.counted == str(len(shown))
    by_day = dict(zip((day.day for day in ribbon.days), ribbon.rows[1].cells, strict=True))
    assert by_day[MONDAY].kind is CellKind.START
    assert by_day[date(2026, 11, 12)].kind is CellKind.PAUSE
    assert "评1号" in by_day[date(2026, 11, 12)].tip
    assert by_day[date(2026, 11, 14)].kind is CellKind.OFF
    assert by_day[date(2026, 11, 16)].text == "3"
    assert "专家评审 2 天不计" in view.notes[1]


def test_days_over_the_shortest_limit_are_red_and_days_ahead_are_not_counted(office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"], MONDAY)
    view = detail(desk, cases["GH-02"])
    promised = next(figure for figure in view.figures if figure.name == "承诺")
    working = view.ribbon.rows[1].cells
    counted = [cell for cell in working if cell.kind is CellKind.COUNTED]
    over = [cell for cell in working if cell.kind is CellKind.OVER]
    assert len(counted) == 7 and over and promised.of.startswith("/ 7 工作日，超")
    days = {day.day for day in view.ribbon.days}
    assert TODAY in days
    ahead = [
        cell for day, cell in zip(view.ribbon.days, working, strict=True) if day.day > TODAY and cell.text
    ]
    assert all(cell.kind is CellKind.AHEAD for cell in ahead)


def test_a_pause_without_paper_stays_counted_and_says_why(office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"], MONDAY)
    record(desk, cases["GH-02"], EventKind.SPECIAL_START, date(2026, 11, 12), procedure="expert_review")
    ribbon = detail(desk, cases["GH-02"]).ribbon
    by_day = dict(zip((day.day for day in ribbon.days), ribbon.rows[0].cells, strict=True))
    assert by_day[date(2026, 11, 12)].kind is not CellKind.PAUSE
    assert "无文书号" in by_day[date(2026, 11, 12)].tip


def test_the_events_show_corrections_beside_what_they_correct(office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"], MONDAY)
    with desk.office.store.reading() as uow:
        accepted = uow.cases.events_of([cases["GH-02"]])[cases["GH-02"]][-1]
    desk.execute(AnnulEvent(cases["GH-02"], accepted.id, "日期有误"))
    papers = []
    for row in detail(desk, cases["GH-02"]).events:
        cell = row.cells["paper"]
        assert isinstance(cell, TextCell)
        papers.append(cell.text)
    assert any(text.endswith("已更正") for text in papers)
    assert any("更正 2026-11-09 受理" in text and "日期有误" in text for text in papers)


def test_a_case_without_clocks_has_no_ribbon(office) -> None:
    desk, cases = office
    view = detail(desk, cases["PG-02"])
    assert view.ribbon.rows == () and view.figures == () and view.events == ()


def test_an_english_screen_has_english_items_and_weekdays(office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"], MONDAY)
    use_language("en")
    try:
        assert all(cell.item.isascii() for cell in alarms(loaded(desk)))
        days = {column.day: column.weekday for column in detail(desk, cases["GH-02"]).ribbon.days}
        assert days[MONDAY] == "Mo"
    finally:
        use_language("zh")
