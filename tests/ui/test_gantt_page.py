"""The page 甘特 over a real office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from agent_desk.presenters.gantt import PictureFormat
from agent_desk.rendering.press import PaperPress
from agent_desk.services.desk import Desk
from agent_desk.services.gantt.model import RowKind
from agent_desk.services.intake import build
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.pages.gantt import GanttPage
from agent_desk.ui.theme import Theme
from tests.office import TODAY, factory_draft, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "office.db")
    yield made
    made.office.store.close()


@pytest.fixture
def jobs() -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    assert runner.shutdown()


class Opened:
    """Remembers where the page led."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []

    def __call__(self, key: str, **arguments: Any) -> None:
        self.calls.append((key, arguments))


@pytest.fixture
def opened() -> Opened:
    return Opened()


@pytest.fixture
def page(qtbot, dressed: Theme, desk: Desk, jobs: JobRunner, opened: Opened, tmp_path: Path) -> GanttPage:
    def ask(_parent: object, _title: str, name: str) -> Path:
        return tmp_path / "out" / name

    made = GanttPage(desk, dressed, jobs, lambda: TODAY, opened, PaperPress(), ask)
    qtbot.addWidget(made)
    made.resize(1300, 760)
    made.show()
    return made


def _load(qtbot, page: GanttPage, jobs: JobRunner) -> None:
    page.refresh()
    qtbot.waitUntil(lambda: not jobs.busy)


def test_an_empty_office_leads_to_a_new_project(
    qtbot, page: GanttPage, jobs: JobRunner, opened: Opened
) -> None:
    _load(qtbot, page, jobs)
    assert not page._export.isEnabled()
    qtbot.mouseClick(page._empty.button, Qt.MouseButton.LeftButton)
    assert opened.calls == [("wizard", {})]


def test_enter_opens_the_row_s_project_at_its_case(
    qtbot, page: GanttPage, desk: Desk, jobs: JobRunner, opened: Opened
) -> None:
    project = desk.execute(build(factory_draft(), desk.office, TODAY)).created
    _load(qtbot, page, jobs)
    step = next(row for row in page.presenter.chart.rows if row.kind is RowKind.STEP)
    page.panel.view.set_current(step.id)
    qtbot.keyClick(page.panel.view, Qt.Key.Key_Return)
    page.panel.view.set_current(project)
    qtbot.keyClick(page.panel.view, Qt.Key.Key_Return)
    assert opened.calls == [
        ("project", {"project_id": project, "case_id": step.id}),
        ("project", {"project_id": project}),
    ]


def test_one_project_and_back(qtbot, page: GanttPage, desk: Desk, jobs: JobRunner) -> None:
    project = desk.execute(build(factory_draft(), desk.office, TODAY)).created
    page.open_with(project_id=project)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert page._project.isVisible()
    assert page._project.current_key() == project
    assert page.subtitle() == "澄川环保包装材料项目"
    page.open_with()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert not page._project.isVisible()
    assert page.subtitle() == "组合・1 个项目"


def test_single_project_without_any_stays_with_the_portfolio(qtbot, page: GanttPage, jobs: JobRunner) -> None:
    _load(qtbot, page, jobs)
    page._choose_mode("project")
    assert page._mode.current() == "portfolio"


def test_zoom_and_check_boxes_reach_the_view(qtbot, page: GanttPage, desk: Desk, jobs: JobRunner) -> None:
    desk.execute(build(factory_draft(), desk.office, TODAY))
    _load(qtbot, page, jobs)
    view = page.panel.view
    page._zoom.chosen.emit("week")
    assert page._zoom.current() == "week"
    view.zoom_at(1.1)
    assert page._zoom.current() == ""
    page._links.click()
    page._critical.click()
    state = view.state
    assert (state.show_links, state.show_baselines, state.show_critical) == (False, True, False)


@pytest.mark.parametrize("kind", list(PictureFormat))
def test_the_chart_becomes_a_file(
    qtbot, page: GanttPage, desk: Desk, jobs: JobRunner, tmp_path: Path, kind: PictureFormat
) -> None:
    desk.execute(build(factory_draft(), desk.office, TODAY))
    _load(qtbot, page, jobs)
    page.export(kind)
    qtbot.waitUntil(lambda: not jobs.busy)
    files = list((tmp_path / "out").iterdir())
    assert [file.suffix for file in files] == [f".{kind}"]
    starts = {"png": b"\x89PNG", "svg": b"<", "pdf": b"%PDF"}
    assert files[0].read_bytes().startswith(starts[kind])
    assert str(files[0]) in page._message.text()


def test_a_place_that_takes_no_file_is_said_on_the_page(
    qtbot, page: GanttPage, desk: Desk, jobs: JobRunner, tmp_path: Path
) -> None:
    desk.execute(build(factory_draft(), desk.office, TODAY))
    _load(qtbot, page, jobs)
    page._ask_path = lambda *_: tmp_path
    page.print_page()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert page._message.property("tone") == "over"
    assert str(tmp_path) in page._message.text()
