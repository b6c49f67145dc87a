"""The project page in a window: tabs by key, papers by digit, clocks, history, baseline, manual."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from agent_desk.domain.case import EventKind, MaterialState
from agent_desk.services.commands import RecordEvent
from agent_desk.services.desk import Desk
from agent_desk.services.documents import Document
from agent_desk.services.intake import build
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.pages.project import ProjectPage
from agent_desk.ui.pages.project.cases import CasesTab
from agent_desk.ui.pages.project.clocks import ClocksTab
from agent_desk.ui.pages.project.history import HistoryTab
from agent_desk.ui.pages.project.manual import ManualTab
from agent_desk.ui.pages.project.overview import OverviewTab
from agent_desk.ui.pages.project.page import TAB_KEYS
from agent_desk.ui.pages.project.papers import PapersTab
from agent_desk.ui.pages.project.route import RouteTab
from agent_desk.ui.theme import Theme
from tests.office import TODAY, factory_draft, make_desk


def tiny_png() -> bytes:
    picture = QPixmap(4, 6)
    picture.fill(Qt.GlobalColor.white)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())


class SmallPress:
    """Prints three pages with two headings."""

    def __init__(self) -> None:
        self.png = tiny_png()
        self.rendered: list[int] = []

    def pdf(self, document: Document) -> bytes:
        return document.title.encode()

    def excel(self, document: Document) -> bytes:
        return document.title.encode()

    def page_count(self, pdf: bytes) -> int:
        return 3

    def outline(self, pdf: bytes) -> tuple[tuple[str, int, int], ...]:
        return (("一、概况", 1, 0), ("二、事项", 1, 2))

    def page_png(self, pdf: bytes, page: int, width: int) -> bytes:
        self.rendered.append(page)
        return self.png


class Rig:
    """The page with its desk, and what it asked the window for."""

    def __init__(self, qtbot: QtBot, theme: Theme, folder: Path) -> None:
        self.desk: Desk = make_desk(folder / "office.db")
        made = self.desk.execute(build(factory_draft(), self.desk.office, TODAY - timedelta(days=30)))
        self.project_id = made.created
        self.case_id = self.case("PG-05")
        self.desk.execute(RecordEvent(self.case_id, EventKind.RECEIVED, date(2026, 11, 18), document="收"))
        self.desk.execute(RecordEvent(self.case_id, EventKind.ACCEPTED, date(2026, 11, 18), document="受"))
        self.calls: list[tuple[str, dict[str, object]]] = []
        self.jobs = JobRunner()
        self.press = SmallPress()
        self.page = ProjectPage(
            self.desk, theme, self.jobs, lambda: TODAY, self.navigate, self.press  # type: ignore[arg-type]
        )
        qtbot.addWidget(self.page)
        self.page.resize(1368, 800)
        self.desk.listener = lambda _topics: self.page.refresh()
        self.page.show()

    def case(self, item: str) -> str:
        with self.desk.office.store.reading() as uow:
            return next(c.id for c in uow.cases.of_project(self.project_id) if c.item_code == item)

    def navigate(self, key: str, **arguments: object) -> None:
        self.calls.append((key, arguments))


@pytest.fixture
def rig(qtbot: QtBot, dressed: Theme, tmp_path: Path) -> Iterator[Rig]:
    made = Rig(qtbot, dressed, tmp_path)
    yield made
    made.jobs.shutdown()


def test_without_a_project_the_page_leads_to_the_list(qtbot: QtBot, rig: Rig) -> None:
    rig.page.refresh()
    assert rig.page.title() == "项目"
    button = next(b for b in rig.page.findChildren(QPushButton) if b.text() == "项目清单")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert rig.calls == [("projects", {})]


def test_unknown_project_is_one_line(rig: Rig) -> None:
    rig.page.open_with("nothing")
    assert rig.page.notice.text()


def test_every_tab_shows_and_refreshes(rig: Rig) -> None:
    rig.page.open_with(rig.project_id)
    for key in TAB_KEYS:
        rig.page.show_tab(key)
        assert rig.page.tab().isVisible(), key
        rig.page.refresh()
    assert [crumb.title for crumb in rig.page.breadcrumb()] == ["项目", "澄川包装"]


def test_the_tab_asked_for_is_shown_at_the_case(rig: Rig) -> None:
    rig.page.open_with(rig.project_id, tab="clocks", case_id=rig.case_id)
    tab = rig.page.tab()
    assert isinstance(tab, ClocksTab)
    assert tab.table.current_key().startswith(rig.case_id)
    assert tab.days.rows_model.rowCount() > 1


def test_a_case_without_a_tab_opens_the_cases(rig: Rig) -> None:
    rig.page.open_with(rig.project_id, case_id=rig.case("GH-02"))
    tab = rig.page.tab()
    assert isinstance(tab, CasesTab) and tab.table.current_key() == rig.case("GH-02")


def test_enter_on_a_case_asks_for_its_clocks(qtbot: QtBot, rig: Rig) -> None:
    rig.page.open_with(rig.project_id, tab="cases", case_id=rig.case_id)
    tab = rig.page.tab()
    assert isinstance(tab, CasesTab)
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    expected = {"project_id": rig.project_id, "tab": "clocks", "case_id": rig.case_id}
    assert rig.calls == [("project", expected)]


def test_start_button_records_the_preparation(qtbot: QtBot, rig: Rig) -> None:
    rig.page.open_with(rig.project_id, tab="overview")
    tab = rig.page.tab()
    assert isinstance(tab, OverviewTab)
    button = next(b for b in tab.findChildren(QPushButton) if b.accessibleName() == "启动企业投资项目备案")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "已启动" in rig.page.notice.text()
    with rig.desk.office.store.reading() as uow:
        events = uow.cases.events_of([rig.case("LX-01")])[rig.case("LX-01")]
    assert [event.kind for event in events] == [EventKind.PREPARED]


def paper(rig: Rig, material_id: str) -> tuple[MaterialState, date | None]:
    with rig.desk.office.store.reading() as uow:
        found = uow.materials.get(material_id)
    return found.state, found.until


def test_digits_set_the_state_of_a_paper(qtbot: QtBot, rig: Rig) -> None:
    rig.page.open_with(rig.project_id, tab="materials")
    tab = rig.page.tab()
    assert isinstance(tab, PapersTab)
    tab.table.setFocus()
    key = tab.table.current_key()
    qtbot.keyClick(tab.table, Qt.Key.Key_4)
    assert paper(rig, key)[0] is MaterialState.ACCEPTED
    assert tab.table.current_key() == key
    rig.desk.undo()
    assert paper(rig, key)[0] is MaterialState.MISSING


def test_a_tolerated_paper_asks_for_its_day(qtbot: QtBot, rig: Rig) -> None:
    rig.page.open_with(rig.project_id, tab="materials")
    tab = rig.page.tab()
    assert isinstance(tab, PapersTab)
    able = next(m for m in rig.page.presenter.sheet.materials if m.tolerable)
    tab.table.select_key(able.id)
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_2)
    assert tab.until.isVisible() and tab.until.text() == "2026-12-07"
    tab.until.setText("昨天")
    qtbot.keyClick(tab.until, Qt.Key.Key_Return)
    assert tab.until.isVisible() and paper(rig, able.id)[0] is MaterialState.MISSING
    tab.until.setText("2026-12-01")
    qtbot.keyClick(tab.until, Qt.Key.Key_Return)
    assert paper(rig, able.id) == (MaterialState.TOLERATED, date(2026, 12, 1))
    assert not tab.until.isVisible()


def test_a_rigid_paper_is_refused_in_one_line(qtbot: QtBot, rig: Rig) -> None:
    rig.page.open_with(rig.project_id, tab="materials")
    tab = rig.page.tab()
    assert isinstance(tab, PapersTab)
    rigid = next(m for m in rig.page.presenter.sheet.materials if not m.tolerable)
    tab.set_state(rigid.id, MaterialState.TOLERATED)
    assert rig.page.notice.text()
    assert paper(rig, rigid.id)[0] is MaterialState.MISSING


def test_history_takes_back_with_a_reason(qtbot: QtBot, rig: Rig) -> None:
    rig.page.open_with(rig.project_id, tab="history")
    tab = rig.page.tab()
    assert isinstance(tab, HistoryTab)
    tab.table.setFocus()
    while "受理" not in str(tab.table.rows_model.rows[tab.table.currentIndex().row()].accessible):  # type: ignore[union-attr]
        qtbot.keyClick(tab.table, Qt.Key.Key_J)
    qtbot.keyClick(tab.table, Qt.Key.Key_Delete)
    assert tab.reason.isVisible()
    qtbot.keyClicks(tab.reason, "date")
    qtbot.keyClick(tab.reason, Qt.Key.Key_Return)
    assert not tab.reason.isVisible() and "已更正" in rig.page.notice.text()
    with rig.desk.office.store.reading() as uow:
        events = uow.cases.events_of([rig.case_id])[rig.case_id]
    assert events[-1].kind is EventKind.ANNULLED and events[-1].note == "date"


def test_adopting_the_route_counts_baselines_up(qtbot: QtBot, rig: Rig) -> None:
    rig.page.open_with(rig.project_id, tab="route")
    tab = rig.page.tab()
    assert isinstance(tab, RouteTab) and tab.adopt_button.text() == "采纳为基线 v1"
    qtbot.mouseClick(tab.adopt_button, Qt.MouseButton.LeftButton)
    assert tab.adopt_button.text() == "采纳为基线 v2"


def test_manual_prints_previews_and_exports(qtbot: QtBot, rig: Rig, tmp_path: Path) -> None:
    rig.page.open_with(rig.project_id, tab="manual")
    tab = rig.page.tab()
    assert isinstance(tab, ManualTab)
    qtbot.waitUntil(lambda: tab.contents.count() == 2, timeout=10_000)
    tab.contents.setCurrentRow(1)
    assert tab.pages.current() == 2
    qtbot.waitUntil(lambda: 2 in rig.press.rendered, timeout=10_000)
    target = tmp_path / "manual.pdf"
    rig.page.exporter.ask = lambda _parent, _title, _name: target
    tab.print_tab()
    qtbot.waitUntil(target.exists, timeout=10_000)
    assert "服务手册" in target.read_text(encoding="utf-8")


def test_alt_digits_choose_tabs(qtbot: QtBot, rig: Rig) -> None:
    rig.page.open_with(rig.project_id, tab="overview")
    rig.page.activateWindow()
    qtbot.waitUntil(rig.page.isActiveWindow, timeout=5_000)
    qtbot.keyClick(rig.page, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    assert isinstance(rig.page.tab(), HistoryTab)
