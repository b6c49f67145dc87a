"""设置, 团队 and 事项库 in the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from agent_desk.exchange.preferences_file import PreferencesFile
from agent_desk.services.desk import Desk
from agent_desk.services.intake import build
from agent_desk.services.preferences import Preferences
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.pages.catalogue import CataloguePage
from agent_desk.ui.pages.settings import SettingsPage
from agent_desk.ui.pages.team import TeamPage
from agent_desk.ui.theme import Theme
from tests.office import AGENT, TODAY, factory_draft, make_desk

Shown = list[tuple[str, dict[str, object]]]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "台账.db")
    desk.execute(build(factory_draft(), desk.office, TODAY))
    yield desk
    desk.office.store.close()


@pytest.fixture
def shown() -> Shown:
    return []


@pytest.fixture
def jobs(qtbot, desk: Desk) -> Iterator[JobRunner]:
    jobs = JobRunner()
    yield jobs
    jobs.shutdown()


@pytest.fixture
def settle(qtbot, jobs: JobRunner) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not jobs.busy)


@pytest.fixture
def navigate(shown: Shown) -> Callable[..., None]:
    return lambda key, **more: shown.append((key, more))


def test_settings_are_kept_and_the_look_follows_at_once(
    qtbot, desk: Desk, dressed: Theme, jobs: JobRunner, navigate: Callable[..., None], tmp_path: Path
) -> None:
    file = PreferencesFile(tmp_path / "p.toml")
    told: list[bool] = []
    page = SettingsPage(
        desk,
        dressed,
        jobs,
        lambda: TODAY,
        navigate,
        None,
        preferences=file,
        preferences_changed=lambda: told.append(True),
    )
    qtbot.addWidget(page)
    page.refresh()
    assert page.me.current_key() == AGENT.id
    for choice, key in (
        (page.theme_choice, "dark"),
        (page.density_choice, "roomy"),
        (page.language_choice, "en"),
    ):
        choice.set_current(key)
        choice.chosen.emit(key)
    page.honours.chosen.emit("off")
    assert file.load() == Preferences("dark", "roomy", "en", "", False)
    assert (dressed.scheme, dressed.density) == ("dark", "roomy")
    assert told == [True] * 4


def test_the_team_is_read_and_a_person_added(
    qtbot,
    desk: Desk,
    dressed: Theme,
    jobs: JobRunner,
    navigate: Callable[..., None],
    settle: Callable[[], None],
) -> None:
    page = TeamPage(desk, dressed, jobs, lambda: TODAY, navigate)
    qtbot.addWidget(page)
    page.resize(1368, 800)
    page.refresh()
    settle()
    assert page.people.rows_model.rowCount() == 1
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.add_button.click()
    assert page.form.name.hasFocus()
    qtbot.keyClick(page.form.name, Qt.Key.Key_Return)
    assert page.message() and page.form.isVisible(), "an empty name is refused and the line stays"
    page.form.name.setText("陆以宁")
    qtbot.keyClick(page.form.name, Qt.Key.Key_Return)
    settle()
    assert page.people.rows_model.rowCount() == 2 and not page.form.isVisible()
    assert page.people.current_key() == page.presenter.current
    assert page.presenter.heading().startswith("陆以宁")


def test_the_catalogue_is_searched_and_an_item_shown(
    qtbot,
    desk: Desk,
    dressed: Theme,
    jobs: JobRunner,
    navigate: Callable[..., None],
    settle: Callable[[], None],
    shown: Shown,
) -> None:
    page = CataloguePage(desk, dressed, jobs, lambda: TODAY, navigate)
    qtbot.addWidget(page)
    page.resize(1368, 800)
    page.refresh()
    settle()
    assert page.table.rows_model.rowCount() == 100, "95 items and 5 headers"
    page.search("jsgcghxkz")
    page.table.select_key("GH-02")
    view = page.presenter.item()
    assert view is not None and view.code == "GH-02"
    (project,) = view.sections[-1].lines
    page.detail._open_project(project.project_id)
    assert shown == [("project", {"project_id": project.project_id})]
    page.search("没有这样的事项")
    assert page._left.currentIndex() == 1
    page.show_code("SG-08")
    found = page.presenter.item()
    assert found is not None and found.code == "SG-08" and page.table.current_key() == "SG-08"
    assert page.query.text() == ""
