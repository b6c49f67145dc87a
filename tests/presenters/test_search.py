"""The search over projects, items, people and pages; and the words of the status line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from agent_desk.domain.case import EventKind
from agent_desk.presenters.search import Found, SearchPages, SearchPresenter
from agent_desk.presenters.window import RailCounts, calendar_notice, calendar_state, rail_counts, undo_line
from agent_desk.services.commands import RecordEvent
from agent_desk.services.desk import Desk
from agent_desk.services.intake import build
from tests.office import TODAY, calendar, factory_draft, make_desk

PAGES = SearchPages(named=(("gantt", "甘特"), ("reports", "报表")))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "office.db")
    made.execute(build(factory_draft(), made.office, TODAY))
    yield made
    made.office.store.close()


@pytest.fixture
def search(desk: Desk) -> SearchPresenter:
    return SearchPresenter(desk, lambda: PAGES)


@pytest.mark.parametrize("text", ["澄川", "ccbz", "chengchuan", "728145"])
def test_a_project_by_name_initials_sound_or_code(search: SearchPresenter, text: str) -> None:
    hit = search.find(text)[0]
    assert (hit.kind, hit.title, hit.page) == (Found.PROJECT, "澄川环保包装材料项目", "project")
    assert set(hit.arguments) == {"project_id"}


def test_a_project_found_under_two_names_is_listed_once(search: SearchPresenter) -> None:
    hits = [hit for hit in search.find("澄川") if hit.kind is Found.PROJECT]
    assert len(hits) == 1


def test_people_items_and_pages(search: SearchPresenter) -> None:
    person = search.find("szq")[0]
    assert (person.kind, person.title, person.arguments) == (
        Found.PERSON,
        "沈知秋",
        {"member_id": "m-agent"},
    )
    page = search.find("gt")[0]
    assert (page.kind, page.page) == (Found.PAGE, "gantt")
    assert any(hit.kind is Found.ITEM and hit.page == "catalogue" for hit in search.find("施工许可"))
    assert page.accessible == "页面，甘特"


def test_nothing_typed_and_nothing_found(search: SearchPresenter) -> None:
    assert search.find("  ") == ()
    assert search.find("zzzzzz") == ()


def test_new_names_are_found_after_forgetting(search: SearchPresenter, desk: Desk) -> None:
    assert search.find("若水") == ()
    other = factory_draft(name="若水冷链物流园项目", code="2611-330402-04-01-728146", short_name="")
    desk.execute(build(other, desk.office, TODAY))
    search.forget()
    assert search.find("rsll")[0].title == "若水冷链物流园项目"


def test_the_status_line_says_which_years_are_known() -> None:
    assert calendar_state(calendar(), TODAY) == "节假日：2026 已导入"
    assert calendar_notice(calendar(), TODAY) == "2027 放假通知未导入，跨年期限为暂定"
    assert calendar_state(calendar(), date(2025, 6, 1)) == "节假日：2025、2026 已导入"
    assert calendar_notice(calendar(), date(2025, 6, 1)) == ""
    assert calendar_state(calendar(), date(2027, 6, 1)) == "节假日：尚未导入"


def test_a_long_step_is_shortened_to_one_line() -> None:
    assert undo_line("施工图联合审查\n受理") == "施工图联合审查 受理"
    assert undo_line("字" * 60) == "字" * 39 + "…"


def test_the_rail_counts_what_is_pressing_and_what_is_red(desk: Desk) -> None:
    assert rail_counts(desk.office, TODAY) == RailCounts(0, 0)
    with desk.office.store.reading() as uow:
        project = uow.projects.all()[0]
        case = uow.cases.of_project(project.id)[0]
    desk.execute(RecordEvent(case.id, EventKind.RECEIVED, TODAY))
    counts = rail_counts(desk.office, date(2027, 1, 15))
    assert counts.pressing == 1
    assert counts.red >= 1
