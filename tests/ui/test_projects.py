"""项目 in a window: lines, filters, keys, export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from agent_desk.services.documents import Document
from agent_desk.services.intake import build
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.pages.projects import ProjectsPage
from agent_desk.ui.pages.projects_export import safe_name
from agent_desk.ui.theme import Theme
from tests.office import TODAY, factory_draft, make_desk


class TablePress:
    """Writes the title of what it is given."""

    def excel(self, document: Document) -> bytes:
        return document.title.encode()


class Seen:
    """What the page asked the window for."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, object]]] = []

    def __call__(self, key: str, **arguments: object) -> None:
        self.calls.append((key, arguments))


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def page(qtbot: QtBot, dressed: Theme, tmp_path: Path, seen: Seen) -> Iterator[ProjectsPage]:
    desk = make_desk(tmp_path / "office.db")
    small = factory_draft().profile.with_({"total_investment": 9_000_000_000, "in_annual_plan": False})
    for draft in (
        factory_draft(),
        factory_draft(name="溪禾轴承扩产项目", code="2611-330402-04-01-000002", profile=small),
    ):
        desk.execute(build(draft, desk.office, TODAY - timedelta(days=20)))
    jobs = JobRunner()
    made = ProjectsPage(desk, dressed, jobs, lambda: TODAY, seen, TablePress())  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1368, 800)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: made.table.rows_model.rowCount() == 2, timeout=10_000)
    yield made
    jobs.shutdown()


def test_enter_opens_the_project(qtbot: QtBot, page: ProjectsPage, seen: Seen) -> None:
    page.table.setFocus()
    key = page.table.current_key()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert seen.calls == [("project", {"project_id": key})]


def test_chips_filter_and_the_empty_state_clears(qtbot: QtBot, page: ProjectsPage) -> None:
    qtbot.mouseClick(page.chips["general"], Qt.MouseButton.LeftButton)
    assert page.table.rows_model.rowCount() == 1
    assert page.chips["general"].isChecked() and not page.chips["all"].isChecked()
    qtbot.mouseClick(page.chips["paused"], Qt.MouseButton.LeftButton)
    assert page.empty.isVisible() and not page.table.isVisible()
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert page.table.rows_model.rowCount() == 2 and page.chips["all"].isChecked()


def test_menu_chips_offer_their_values(page: ProjectsPage) -> None:
    menu = page.menu_of("town")
    assert [action.text() for action in menu.actions()] == ["全部", "望湖街道"]
    menu.actions()[1].trigger()
    assert page.chips["town"].accessibleName() == "望湖街道"
    assert [action.isChecked() for action in page.menu_of("town").actions()] == [False, True]


def test_search_narrows(page: ProjectsPage) -> None:
    page.search("xhzc")
    assert page.table.rows_model.rowCount() == 1
    page.search("")
    assert page.table.rows_model.rowCount() == 2


def test_new_project_by_key_and_button(qtbot: QtBot, page: ProjectsPage, seen: Seen) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=5_000)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(page.new_button, Qt.MouseButton.LeftButton)
    assert seen.calls == [("wizard", {}), ("wizard", {})]


def test_export_writes_the_workbook_and_says_where(qtbot: QtBot, page: ProjectsPage, tmp_path: Path) -> None:
    target = tmp_path / "list.xlsx"
    asked: list[str] = []

    def ask(_parent: object, _title: str, name: str) -> Path:
        asked.append(name)
        return target

    page.exporter.ask = ask
    page.export()
    qtbot.waitUntil(lambda: page.notice.text() != "", timeout=10_000)
    assert target.read_text(encoding="utf-8") == "项目清单"
    assert asked == ["项目清单 2026-11-22.xlsx"] and str(target) in page.notice.text()


def test_export_to_an_impossible_place_is_one_line(qtbot: QtBot, page: ProjectsPage, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    page.exporter.ask = lambda _parent, _title, _name: tmp_path / "file" / "list.xlsx"
    page.export()
    qtbot.waitUntil(lambda: page.notice.text() != "", timeout=10_000)
    assert "已导出" not in page.notice.text()


def test_headers_sort_and_turn_round(page: ProjectsPage) -> None:
    names = [column.key for column in page.table.rows_model.columns]
    page.table.horizontalHeader().sectionClicked.emit(names.index("money"))
    first = page.table.rows_model.key_at(0)
    page.table.horizontalHeader().sectionClicked.emit(names.index("money"))
    assert page.table.rows_model.key_at(1) == first


def test_buttons_give_way_before_filters_are_cut(page: ProjectsPage) -> None:
    page.resize(1108, 700)
    assert page.export_button.text() == "" and page.export_button.accessibleName()
    row = page.chips["agent"]
    assert row.geometry().right() < page.export_button.geometry().left()
    assert all(chip.width() >= chip.sizeHint().width() for chip in page.chips.values())


def test_file_names_are_safe() -> None:
    assert safe_name('a/b:c*"?.xlsx') == "a_b_c___.xlsx"
    assert safe_name("  ") == "export"
