"""The page 报表 over a real office and the real press."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from agent_desk.rendering.press import PaperPress
from agent_desk.services.desk import Desk
from agent_desk.services.intake import build
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.pages.reports import ReportsPage
from agent_desk.ui.theme import Theme
from tests.office import TODAY, factory_draft, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "office.db")
    made.execute(build(factory_draft(), made.office, TODAY))
    yield made
    made.office.store.close()


@pytest.fixture
def jobs() -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    assert runner.shutdown()


@pytest.fixture
def page(qtbot, dressed: Theme, desk: Desk, jobs: JobRunner, tmp_path: Path) -> ReportsPage:
    def ask(_parent: object, _title: str, name: str) -> Path:
        return tmp_path / "out" / name

    made = ReportsPage(desk, dressed, jobs, lambda: TODAY, lambda *_a, **_k: None, PaperPress(), ask)
    qtbot.addWidget(made)
    made.resize(1360, 820)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: not jobs.busy)
    return made


def test_the_brief_is_shown_and_written_as_shown(
    qtbot, page: ReportsPage, jobs: JobRunner, tmp_path: Path
) -> None:
    assert page.subtitle() == "绿色通道推进情况简报"
    assert page.preview.page_count >= 1
    assert page.preview.page_picture(0) is not None
    page.export_page()
    qtbot.waitUntil(lambda: not jobs.busy)
    written = tmp_path / "out" / "绿色通道推进情况简报 2026-11-22.pdf"
    assert page._made is not None
    assert written.read_bytes() == page._made[1]
    page.options.excel_asked.emit()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert written.with_suffix(".xlsx").read_bytes().startswith(b"PK")


def test_another_period_makes_another_report(qtbot, page: ReportsPage, jobs: JobRunner) -> None:
    assert page._made is not None
    before = page._made[1]
    calendar = page.options.calendar
    assert calendar.day_at(1, 30) == date(2026, 10, 26)
    qtbot.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=QPoint(calendar.width() - 4, 24 + 26 + 4))
    assert page.presenter.period_text() == "11-02 至 11-08"
    qtbot.waitUntil(lambda: not jobs.busy)
    assert page._made is not None
    assert page._made[1] != before
    qtbot.keyClick(calendar, Qt.Key.Key_Right)
    assert page.presenter.period_text() == "11-09 至 11-15"


def test_without_chapters_there_is_nothing_to_write(qtbot, page: ReportsPage, jobs: JobRunner) -> None:
    for section in page.presenter.sections():
        page.presenter.set_section(section.id, False)
    page.refresh()
    assert not page.options._pdf.isEnabled()
    assert page._empty.accessibleName() == "至少选一项内容。"
    page.export("pdf")
    assert not jobs.busy


def test_the_guide_book_of_a_project(qtbot, page: ReportsPage, desk: Desk, jobs: JobRunner) -> None:
    other = factory_draft(name="若水冷链物流园项目", code="2611-330402-04-01-728146")
    created = desk.execute(build(other, desk.office, TODAY)).created
    page.open_with(report_id="manual", project_id=created)
    qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
    assert page.options._project.current_key() == created
    assert not page.options._excel.isVisible()
    assert not page.options._period_part.isVisible()
    assert page.preview.page_count > 3
    # Only the pages in view have been drawn.
    assert page.preview.page_picture(page.preview.page_count - 1) is None


def test_chapters_move_by_keyboard(qtbot, page: ReportsPage, jobs: JobRunner) -> None:
    box = page.options._section_rows.itemAt(1).widget()
    qtbot.keyClick(box, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.presenter.sections()[0].id == "charts"
    first = page.options._section_rows.itemAt(0).widget()
    assert first.accessibleName() == "用时与压缩率图"
    qtbot.waitUntil(lambda: not jobs.busy)


def test_arrow_keys_go_through_the_list(qtbot, page: ReportsPage, jobs: JobRunner) -> None:
    qtbot.keyClick(page.listing, Qt.Key.Key_Down)
    assert page.presenter.current == "project-brief"
    qtbot.keyClick(page.listing, Qt.Key.Key_Up)
    assert page.presenter.current == "brief"
    qtbot.keyClick(page.listing, Qt.Key.Key_Up)
    assert page.presenter.current == "brief"
    qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
