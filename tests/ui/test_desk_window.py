"""The whole window with all its pages over a real office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from agent_desk.domain.errors import Refusal
from agent_desk.rendering.press import PaperPress
from agent_desk.services.desk import Desk
from agent_desk.services.intake import build
from agent_desk.services.preferences import Preferences
from agent_desk.ui.desk_window import DeskWindow
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.pages.project.page import TAB_KEYS
from agent_desk.ui.theme import Theme
from tests.office import TODAY, factory_draft, make_desk

RAIL = ["today", "projects", "gantt", "team", "assistance", "supervision", "reports", "catalogue", "settings"]


class Kept:
    """Preferences in memory."""

    location = ""

    def __init__(self) -> None:
        self.now = Preferences(member_id="m-agent")

    def load(self) -> Preferences:
        return self.now

    def save(self, preferences: Preferences) -> None:
        self.now = preferences


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "office.db")
    made.execute(build(factory_draft(), made.office, TODAY))
    yield made
    made.listener = None
    made.office.store.close()


@pytest.fixture
def jobs() -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    assert runner.shutdown()


@pytest.fixture
def window(qtbot, dressed: Theme, desk: Desk, jobs: JobRunner) -> DeskWindow:
    made = DeskWindow(desk, dressed, jobs, lambda: TODAY, PaperPress(), Kept())
    qtbot.addWidget(made)
    made.resize(1440, 900)
    with qtbot.waitExposed(made):
        made.show()
    return made


def _project(desk: Desk) -> str:
    with desk.office.store.reading() as uow:
        return uow.projects.all()[0].id


@pytest.mark.parametrize("key", [*RAIL, "wizard", "project"])
def test_every_page_opens(qtbot, window: DeskWindow, desk: Desk, jobs: JobRunner, key: str) -> None:
    window.navigate(key, **({"project_id": _project(desk)} if key == "project" else {}))
    qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
    assert window.current_key() == key
    assert window.page(key).title()
    assert window.status_bar.error() == ""


def test_the_ctrl_digits_follow_the_rail(qtbot, window: DeskWindow, jobs: JobRunner) -> None:
    for number, key in enumerate(RAIL, start=1):
        qtbot.keyClick(window, Qt.Key(ord(str(number))), Qt.KeyboardModifier.ControlModifier)
        assert window.current_key() == key
    qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)


def test_the_status_line_names_the_step_and_ctrl_z_takes_it_back(
    qtbot, window: DeskWindow, desk: Desk, jobs: JobRunner
) -> None:
    window.navigate("settings")
    qtbot.waitUntil(lambda: bool(window.status_bar._undo.text()))
    other = factory_draft(name="若水冷链物流园项目", code="2611-330402-04-01-728146")
    desk.execute(build(other, desk.office, TODAY))
    step = desk.undo_text
    qtbot.waitUntil(lambda: step in window.status_bar._undo.text())
    assert window.search_index.find("rsll")
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.redo_text == step
    qtbot.keyClick(
        window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert desk.undo_text == step
    qtbot.waitUntil(lambda: not jobs.busy)


def test_a_refused_step_is_one_line(window: DeskWindow, qtbot, jobs: JobRunner) -> None:
    def refused() -> None:
        raise Refusal("file.cannot_write", path="x", reason="y")

    window._step(refused)
    assert "x" in window.status_bar.error()
    qtbot.waitUntil(lambda: not jobs.busy)


def test_the_top_and_bottom_say_what_is_true(qtbot, window: DeskWindow, jobs: JobRunner) -> None:
    assert window.top_bar._date.text() == "2026年11月22日"
    assert window.status_bar._calendar.text() == "节假日：2026 已导入"
    assert window.status_bar._notice.text() == "2027 放假通知未导入，跨年期限为暂定"
    assert window.status_bar._saved.text() == "已保存"
    qtbot.waitUntil(lambda: not jobs.busy)
    assert window.rail.button("today").accessibleName() == "今日"


def test_search_opens_a_project(qtbot, window: DeskWindow, jobs: JobRunner) -> None:
    window.navigate("settings")
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    edit = window.top_bar.search.edit
    assert QApplication.focusWidget() is edit
    qtbot.keyClicks(edit, "ccbz")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert window.current_key() == "project"
    assert window.page("project").title() == "澄川包装"
    assert window.popup.isHidden()
    qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)


def test_ctrl_l_leads_to_the_quick_entry_from_anywhere(qtbot, window: DeskWindow, jobs: JobRunner) -> None:
    window.navigate("settings")
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.current_key() == "assistance"
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.page("assistance").isAncestorOf(focus)
    qtbot.waitUntil(lambda: not jobs.busy)


def test_the_wizard_opens_with_the_keyboard_in_its_first_field(
    qtbot, window: DeskWindow, jobs: JobRunner
) -> None:
    window.navigate("wizard")
    page = window.page("wizard")
    assert page.panes()[0].focusPolicy() is Qt.FocusPolicy.NoFocus
    assert window.focusWidget() is page.basic.fields["name"].editor.edit
    qtbot.waitUntil(lambda: not jobs.busy)


def test_the_list_of_projects_has_the_keyboard_once_it_is_read(
    qtbot, window: DeskWindow, jobs: JobRunner
) -> None:
    window.setFocus()
    window.navigate("projects")
    qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
    assert window.focusWidget() is window.page("projects").table


def test_no_part_of_a_page_is_shown_as_a_window_of_its_own(
    qtbot, window: DeskWindow, desk: Desk, jobs: JobRunner
) -> None:
    strays: list[QWidget] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                strays.append(watched)
            return False

    watch = Watch()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    try:
        for key in [*RAIL, "wizard"]:
            window.navigate(key)
        for tab in TAB_KEYS:
            window.navigate("project", project_id=_project(desk), tab=tab)
        qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
    finally:
        app.removeEventFilter(watch)
    assert strays == []


class _Strays(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_no_part_of_a_page_flashes_up_as_a_window(
    qtbot, window: DeskWindow, desk: Desk, jobs: JobRunner
) -> None:
    strays = _Strays()
    QApplication.instance().installEventFilter(strays)
    for key in [*RAIL, "wizard", "project", "today"]:
        window.navigate(key, **({"project_id": _project(desk)} if key == "project" else {}))
        qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
    QApplication.instance().removeEventFilter(strays)
    assert strays.seen == []
    assert window.isActiveWindow()


def test_escape_leads_from_the_search_back_to_the_page(qtbot, window: DeskWindow, jobs: JobRunner) -> None:
    window.navigate("projects")
    qtbot.waitUntil(lambda: not jobs.busy)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    edit = window.top_bar.search.edit
    qtbot.keyClicks(edit, "cc")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.text() == ""
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.page("projects").isAncestorOf(focus)


def test_ctrl_y_does_again_too(qtbot, window: DeskWindow, desk: Desk, jobs: JobRunner) -> None:
    window.navigate("settings")
    step = desk.undo_text
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.undo_text != step
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert desk.undo_text == step
    qtbot.waitUntil(lambda: not jobs.busy)


def test_undo_takes_away_the_line_that_told_of_the_step(qtbot, window: DeskWindow, jobs: JobRunner) -> None:
    window.navigate("today")
    notice = window.page("today").notice
    notice.say("已登记")
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert notice.text() == ""
    qtbot.waitUntil(lambda: not jobs.busy)
