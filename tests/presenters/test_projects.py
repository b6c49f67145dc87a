"""项目: figures, filters, lines and the exported list over a real office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from agent_desk.domain.case import EventKind
from agent_desk.domain.facts import Profile
from agent_desk.presenters.cells import (
    HealthState,
    HealthView,
    MiniBar,
    Tag,
    TagKind,
    TagsCell,
    Tone,
    TwoLine,
)
from agent_desk.presenters.projects import ALARMS, GENERAL, GREEN, TOWN, ProjectsPresenter
from agent_desk.presenters.projects_rows import days_words
from agent_desk.services.commands import RecordEvent
from agent_desk.services.desk import Desk
from agent_desk.services.documents import Table
from agent_desk.services.intake import ProjectDraft, build
from tests.office import TODAY, factory_draft, make_desk


def add(desk: Desk, draft: ProjectDraft, on: date = TODAY - timedelta(days=40)) -> str:
    return desk.execute(build(draft, desk.office, on)).created


def case_of(desk: Desk, project_id: str, item: str) -> str:
    with desk.office.store.reading() as uow:
        return next(case.id for case in uow.cases.of_project(project_id) if case.item_code == item)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "office.db")


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """One project in the channel with an overdue review, one in ordinary service in another town."""
    first = add(desk, factory_draft())
    case = case_of(desk, first, "PG-05")
    for kind, on in ((EventKind.RECEIVED, date(2026, 11, 2)), (EventKind.ACCEPTED, date(2026, 11, 3))):
        desk.execute(RecordEvent(case, kind, on, document="受 1 号"))
    small = factory_draft().profile.with_({"total_investment": 9_000_000_000, "in_annual_plan": False})
    add(desk, factory_draft(name="溪禾轴承扩产项目", code="2611-330402-04-01-000002", town="溪东镇", profile=small))
    return desk


def shown(desk: Desk) -> ProjectsPresenter:
    presenter = ProjectsPresenter(desk, lambda: TODAY)
    presenter.take(presenter.read())
    return presenter


def test_empty_office_says_what_to_do(desk: Desk) -> None:
    view = shown(desk).view()
    assert view.rows == ()
    assert view.empty_action == "new"
    assert "新建" in view.empty
    assert {tile.key: tile.value for tile in view.tiles}["saved"] == "—"


def test_before_anything_was_read_the_page_says_so(desk: Desk) -> None:
    view = ProjectsPresenter(desk, lambda: TODAY).view()
    assert view.rows == () and view.tiles == () and view.empty and not view.empty_action


def test_tiles_rest_on_the_rows(filled: Desk) -> None:
    view = shown(filled).view()
    tiles = {tile.key: tile for tile in view.tiles}
    assert tiles["active"].value == "2"
    assert tiles["active"].note == "绿色通道 1，一般代办 1"
    assert tiles["money"].value == "4.1"
    assert tiles["alarms"].value == "1" and tiles["alarms"].tone is Tone.DUE
    assert tiles["alarms"].note == "超期 1，临期 0"
    assert "2 个项目" in tiles["saved"].note


def test_row_of_an_overdue_project(filled: Desk) -> None:
    row = shown(filled).view().rows[0]
    assert row.cells["health"] == HealthView(HealthState.OVER)
    channel = row.cells["channel"]
    assert isinstance(channel, Tag) and channel.text == "总投资 ≥ 3 亿" and channel.icon == "zap"
    node = row.cells["next"]
    assert isinstance(node, TwoLine) and node.tone is Tone.OVER and node.tail.startswith("超 ")
    hints = row.cells["hint"]
    assert isinstance(hints, TagsCell) and hints.tags[0].kind is TagKind.OVER
    saved = row.cells["saved"]
    assert isinstance(saved, MiniBar) and saved.of.startswith("/") and 0 < saved.share <= 1


def test_chips_count_and_exclude_each_other(filled: Desk) -> None:
    presenter = shown(filled)
    counts = {chip.key: chip.count for chip in presenter.view().chips}
    assert counts[GREEN] == 1 and counts[GENERAL] == 1 and counts[ALARMS] == 1
    assert counts["rule:major-industrial"] == 1 and counts["rule:government-plan"] == 0
    presenter.choose(GENERAL)
    names = [row.sort["name"] for row in presenter.view().rows]
    assert names == ["溪禾轴承扩产项目"]
    presenter.choose(ALARMS)
    view = presenter.view()
    assert view.rows == () and view.empty_action == "clear"
    presenter.choose(ALARMS)
    presenter.choose(GREEN)
    assert len(presenter.view().rows) == 1
    presenter.clear()
    assert len(presenter.view().rows) == 2


def test_menus_narrow(filled: Desk) -> None:
    presenter = shown(filled)
    towns = next(menu for menu in presenter.view().menus if menu.key == TOWN)
    assert [text for _, text in towns.options] == ["全部", "望湖街道", "溪东镇"]
    presenter.narrow(TOWN, "溪东镇")
    view = presenter.view()
    assert len(view.rows) == 1
    assert next(menu for menu in view.menus if menu.key == TOWN).text == "溪东镇"


@pytest.mark.parametrize("text", ["轴承", "xhzc", "xihe", "000002"])
def test_search_by_characters_pinyin_and_code(filled: Desk, text: str) -> None:
    presenter = shown(filled)
    presenter.search(text)
    assert [row.sort["name"] for row in presenter.view().rows] == ["溪禾轴承扩产项目"]


def test_what_is_built_stands_below_and_says_so(filled: Desk) -> None:
    old = factory_draft(name="旧厂改造", code="2511-330402-04-01-000009", profile=Profile({"invest_type": "备案"}))
    project = add(filled, old, date(2026, 9, 1))
    case = case_of(filled, project, "LX-01")
    filled.execute(RecordEvent(case, EventKind.RECEIVED, date(2026, 9, 2)))
    filled.execute(RecordEvent(case, EventKind.ACCEPTED, date(2026, 9, 2)))
    filled.execute(RecordEvent(case, EventKind.DECIDED, date(2026, 9, 2), details={"outcome": "granted"}))
    filled.execute(RecordEvent(case, EventKind.DELIVERED, date(2026, 9, 3)))
    rows = shown(filled).view().rows
    assert rows[-1].key == project
    node = rows[-1].cells["next"]
    assert isinstance(node, TwoLine) and node.first == "已开工" and node.second == "09-02"


def test_exported_list_holds_raw_values_of_the_rows_shown(filled: Desk) -> None:
    presenter = shown(filled)
    presenter.choose(GENERAL)
    document = presenter.document()
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert len(table.data.rows) == 1
    values = [cell.value for cell in table.data.rows[0]]
    assert values[0] == "溪禾轴承扩产项目" and 9_000_000_000 in values
    assert all(len(row) == len(table.data.columns) for row in table.data.rows)


def test_days_in_words() -> None:
    assert [days_words(TODAY + timedelta(days=n), TODAY) for n in (-1, 0, 1, 16)] == ["", "今天", "明天", "16 天后"]


def test_a_project_without_items_has_no_saved_days(desk: Desk) -> None:
    add(desk, replace(ProjectDraft(name="空白项目")))
    row = shown(desk).view().rows[0]
    assert "saved" not in row.cells
    node = row.cells["next"]
    assert isinstance(node, TwoLine)
