"""The window's frame and the job runner."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt, QThread
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from agent_desk.ui.application import install_excepthook
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.main_window import MainWindow
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.page import Page, PageSpec
from agent_desk.ui.widgets.top_bar import Crumb


class Plain(Page):
    """A page that counts its refreshes."""

    def __init__(self, name: str, topics: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.name = name
        self.topics = topics
        self.refreshed = 0
        self.searched: list[str] = []
        self.edit = QLineEdit()
        QVBoxLayout(self).addWidget(self.edit)

    def title(self) -> str:
        return self.name

    def subtitle(self) -> str:
        return "说明"

    def refresh(self) -> None:
        self.refreshed += 1

    def search(self, text: str) -> None:
        self.searched.append(text)


class Below(Plain):
    def breadcrumb(self) -> tuple[Crumb, ...]:
        return (Crumb("项目", "projects"), Crumb("新建项目"))


@pytest.fixture
def made() -> list[str]:
    return []


@pytest.fixture
def window(qtbot, dressed: Theme, made: list[str]) -> MainWindow:
    def spec(key: str, topics: str, **more: object) -> PageSpec:
        kind = Below if key == "wizard" else Plain

        def make() -> Page:
            made.append(key)
            return kind(key, frozenset(topics.split()))

        return PageSpec(key, key, "sun", make, **more)  # type: ignore[arg-type]

    frame = MainWindow(
        dressed,
        [
            spec("today", "cases"),
            spec("projects", "projects"),
            spec("wizard", "", on_rail=False, section="projects"),
            spec("settings", "settings", at_bottom=True),
        ],
    )
    qtbot.addWidget(frame)
    frame.show_page("today")
    with qtbot.waitExposed(frame):
        frame.show()
    return frame


def page(window: MainWindow, key: str) -> Plain:
    found = window.page(key)
    assert isinstance(found, Plain)
    return found


def test_pages_are_made_when_first_shown(window: MainWindow, made: list[str]) -> None:
    assert made == ["today"]
    window.show_page("projects")
    window.show_page("today")
    assert made == ["today", "projects"]
    with pytest.raises(KeyError):
        window.page("nothing")
    window.show_page("nothing")
    assert window.current_key() == "today"


def test_hidden_pages_wait_with_their_refresh(window: MainWindow) -> None:
    today, projects = page(window, "today"), page(window, "projects")
    assert (today.refreshed, projects.refreshed) == (1, 0)
    window.show_page("projects")
    window.touch({"cases"})
    assert (today.refreshed, projects.refreshed) == (1, 1)
    window.show_page("today")
    assert today.refreshed == 2
    window.show_page("projects")
    window.show_page("today")
    assert (today.refreshed, projects.refreshed) == (2, 1)
    window.touch({"cases", "other"})
    assert today.refreshed == 3


def test_keys_choose_pages(qtbot, window: MainWindow) -> None:
    qtbot.keyClick(window, "2", Qt.KeyboardModifier.ControlModifier)
    assert window.current_key() == "projects" and window.rail.current() == "projects"
    qtbot.keyClick(window, "9", Qt.KeyboardModifier.ControlModifier)
    assert window.current_key() == "settings"
    with qtbot.waitSignal(window.undo_requested):
        window.setFocus()
        qtbot.keyClick(window, "Z", Qt.KeyboardModifier.ControlModifier)


def test_a_page_below_a_section_shows_its_path(qtbot, window: MainWindow) -> None:
    window.show_page("wizard")
    assert window.rail.current() == "projects"
    window.top_bar.crumb_clicked.emit("projects")
    assert window.current_key() == "projects"


def test_the_title_follows_the_page(qtbot, window: MainWindow) -> None:
    today = page(window, "today")
    today.name = "今天"
    today.chrome_changed.emit()
    assert window.windowTitle() == "今天 - 代办台"
    hidden = page(window, "projects")
    hidden.name = "别处"
    hidden.chrome_changed.emit()
    assert window.windowTitle() == "今天 - 代办台"
    hidden.navigated.emit("settings")
    assert window.current_key() == "settings"


def test_f6_goes_round_the_panes(qtbot, window: MainWindow) -> None:
    window.activateWindow()
    edit = page(window, "today").edit
    qtbot.waitUntil(edit.hasFocus, timeout=1000)
    order = []
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        order.append(window.focusWidget())
    assert order == [window.top_bar.search.edit, window.rail.button("today"), edit]
    qtbot.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is window.rail.button("today")


def test_ctrl_k_searches_in_the_page(qtbot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.keyClick(window, "K", Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is window.top_bar.search.edit
    qtbot.keyClicks(window.top_bar.search.edit, "js")
    assert page(window, "today").searched == ["j", "js"]


def test_a_dropped_page_is_made_anew(window: MainWindow, made: list[str]) -> None:
    window.show_page("wizard")
    window.show_page("today")
    window.drop_page("wizard")
    window.show_page("wizard")
    assert made == ["today", "wizard", "wizard"]


def test_the_least_size_is_kept(window: MainWindow) -> None:
    window.resize(300, 300)
    assert (window.width(), window.height()) == (1180, 720)
    for part in (window.top_bar, window.status_bar, window.rail):
        assert not part.visibleRegion().isEmpty()
    assert window.top_bar.width() + window.rail.width() == window.width()


def test_the_theme_can_change_under_a_shown_window(qapp, window: MainWindow, dressed: Theme) -> None:
    dressed.set_mode("dark")
    qapp.setStyleSheet(dressed.style_sheet())
    qapp.processEvents()
    image = window.grab().toImage()
    assert image.pixelColor(3, 400) == dressed.color("bg.rail")
    assert image.pixelColor(80, 10) == dressed.color("bg.window")


# --- jobs -------------------------------------------------------------------------------------


@pytest.fixture
def runner(qapp) -> JobRunner:
    made = JobRunner()
    yield made
    assert made.shutdown()


def test_work_runs_elsewhere_and_ends_here(qtbot, runner: JobRunner) -> None:
    threads: list[object] = []
    results: list[object] = []
    steps: list[tuple[str, int, int]] = []
    runner.progressed.connect(lambda *step: steps.append(step))

    def work(progress, cancelled) -> int:
        threads.append(threading.get_ident())
        progress(1, 2)
        return 42

    def done(result: object) -> None:
        threads.append(threading.get_ident())
        results.append(result)

    with qtbot.waitSignals([runner.busy_changed, runner.busy_changed], timeout=5000):
        runner.run(work, done, title="导出")
    assert results == [42] and steps == [("导出", 1, 2)]
    assert threads[0] != threads[1] == threading.get_ident()
    assert not runner.busy


def test_an_error_is_handed_over(qtbot, runner: JobRunner) -> None:
    errors: list[BaseException] = []

    def work(progress, cancelled) -> None:
        raise OSError("磁盘已满")

    runner.run(work, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors), timeout=5000)
    assert isinstance(errors[0], OSError)


def test_an_error_nobody_waits_for_is_still_reported(qtbot, runner: JobRunner) -> None:
    def work(progress, cancelled) -> None:
        raise OSError("磁盘已满")

    with qtbot.captureExceptions() as caught:
        runner.run(work)
        qtbot.waitUntil(lambda: not runner.busy, timeout=5000)
    assert [str(item[1]) for item in caught] == ["磁盘已满"]


def test_work_runs_in_order_one_at_a_time(qtbot, runner: JobRunner) -> None:
    order: list[str] = []

    def piece(name: str):
        def work(progress, cancelled) -> None:
            order.append(f"{name} on")
            QThread.yieldCurrentThread()
            order.append(f"{name} off")

        return work

    for name in "abc":
        runner.run(piece(name))
    qtbot.waitUntil(lambda: not runner.busy, timeout=5000)
    assert order == ["a on", "a off", "b on", "b off", "c on", "c off"]


def test_cancelled_work_calls_nothing_back(qtbot, runner: JobRunner) -> None:
    started, called = threading.Event(), []

    def work(progress, cancelled) -> None:
        started.set()
        while not cancelled():
            QThread.yieldCurrentThread()

    first = runner.run(work, called.append, called.append)
    second = runner.run(lambda progress, cancelled: called.append("ran"), called.append)
    assert started.wait(5)
    second.cancel()
    first.cancel()
    qtbot.waitUntil(lambda: not runner.busy, timeout=5000)
    assert called == []


def test_shutdown_stops_what_runs(qtbot, qapp) -> None:
    runner, called = JobRunner(), []

    def work(progress, cancelled) -> None:
        while not cancelled():
            QThread.yieldCurrentThread()

    runner.run(work, called.append, called.append)
    assert runner.shutdown(5000)
    qapp.processEvents()
    assert called == []
    with pytest.raises(RuntimeError):
        runner.run(work)


# --- bugs -------------------------------------------------------------------------------------


@pytest.mark.logs_warnings
def test_a_bug_is_logged_and_named_in_the_bar(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    import sys

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    said: list[str] = []
    install_excepthook(said.append)
    try:
        raise ZeroDivisionError("除以零")
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert said == ["程序出错，已记入日志：ZeroDivisionError 除以零"]
    assert "Traceback" in caplog.text
