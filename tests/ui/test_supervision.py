"""监管 in a window: list, case, filter, keys, the ribbon's tooltips."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from agent_desk.domain.case import EventKind
from agent_desk.presenters.supervision_ribbon import CellKind, RibbonCell, RibbonDay, RibbonRow, RibbonView
from agent_desk.services.desk import Desk
from agent_desk.ui.pages.record_event.form import RecordEventPopover
from agent_desk.ui.pages.supervision.page import SupervisionPage
from agent_desk.ui.pages.supervision.ribbon import ClockRibbon
from agent_desk.ui.theme import Theme
from tests.office import TODAY
from tests.presenters.desk_with_cases import accept, desk_with_project, record
from tests.ui.pages_desk import JobsAtOnce, Visits, in_window


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Desk, dict[str, str]]]:
    desk, cases = desk_with_project(tmp_path / "office.db")
    yield desk, cases
    desk.office.store.close()


@pytest.fixture
def page(qtbot, dressed: Theme, office: tuple[Desk, dict[str, str]]) -> SupervisionPage:
    desk, _ = office
    made = SupervisionPage(desk, dressed, JobsAtOnce(), lambda: TODAY, Visits())  # type: ignore[arg-type]
    window = in_window(made, 1368, 822)
    made.window_kept = window  # type: ignore[attr-defined]
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return made


def test_an_office_in_time_says_so(page: SupervisionPage) -> None:
    page.refresh()
    assert page.empty.isVisible() and not page.detail.isVisible()
    assert page.empty.accessibleName() == "没有超期或临期的时钟。"


def test_the_first_warning_is_opened_and_the_current_one_follows(page: SupervisionPage, office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"], date(2026, 11, 9))
    record(desk, cases["PG-02"], EventKind.RECEIVED, date(2026, 11, 2))
    page.refresh()
    assert page.detail.isVisible()
    keys = [row.key for row in page.table.rows_model.rows if not row.key.startswith("group:")]
    for key in keys:
        page.table.select_key(key)
        assert page.presenter.case_of(key)[1] in key
        assert page.detail.events.rows_model.rowCount() > 0
    page.table.select_key(keys[0])
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page._navigate.seen[-1][0] == "project"  # type: ignore[attr-defined]


def test_the_filter_chips_are_exclusive(page: SupervisionPage, office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"], date(2026, 11, 9))
    page.refresh()
    page._chips["yellow"].click()
    assert [key for key, chip in page._chips.items() if chip.isChecked()] == ["yellow"]
    assert page.table.rows_model.row_of("group:red") == -1
    page._chips["yellow"].click()
    assert page._chips["yellow"].isChecked()


def test_each_day_of_the_ribbon_says_what_it_is(page: SupervisionPage, office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"], date(2026, 11, 9))
    page.refresh()
    view = page.presenter.detail(page.table.current_key())
    assert view is not None
    days = [day.day for day in view.ribbon.days]
    place = days.index(date(2026, 11, 14))
    point = page.detail.ribbon.cell_center(1, place)
    assert "周末" in page.detail.ribbon.tip_at(int(point.x()), int(point.y()))
    started = page.detail.ribbon.cell_center(0, days.index(date(2026, 11, 9)))
    assert "次日为第 1 天" in page.detail.ribbon.tip_at(int(started.x()), int(started.y()))
    assert "受理" in page.detail.ribbon.tip_at(int(started.x()), 5)
    assert page.detail.ribbon.tip_at(-40, 10_000) == ""


def test_a_year_of_days_is_painted_without_trouble(page: SupervisionPage, office, tmp_path: Path) -> None:
    desk, cases = office
    record(desk, cases["PG-02"], EventKind.RECEIVED, date(2026, 10, 2))
    page.refresh()
    view = page.presenter.detail(page.table.current_key())
    assert view is not None and len(view.ribbon.days) > 45
    assert not page.detail.ribbon.grab().isNull()


def test_an_event_can_be_recorded_from_here(page: SupervisionPage, office) -> None:
    desk, cases = office
    accept(desk, cases["GH-02"], date(2026, 11, 9))
    page.refresh()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_D)
    boxes = page.window().findChildren(RecordEventPopover)
    assert len(boxes) == 1 and boxes[0].isVisible()
    boxes[0].save()
    page.refresh()
    assert all(cases["GH-02"] not in row.key or "delivery" in row.key for row in page.table.rows_model.rows)


def test_the_ribbon_measures_by_its_own_new_width(qtbot, dressed: Theme) -> None:
    ribbon = ClockRibbon(dressed)
    qtbot.addWidget(ribbon)
    days = tuple(RibbonDay(date(2026, 11, 1 + n), str(n), "日", False) for n in range(23))
    cells = tuple(RibbonCell(CellKind.COUNTED, str(n), "") for n in range(23))
    ribbon.show_view(RibbonView(days, (RibbonRow("承诺", "工作日", "clock.promise.fill", cells),)))
    ribbon.resize(700, ribbon.height())
    ribbon.show()
    ribbon.resize(900, ribbon.height())
    assert ribbon.cell_center(0, 1).x() - ribbon.cell_center(0, 0).x() == 32
    bar = ribbon._scroll.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    assert ribbon._scroll.viewport().height() >= ribbon._days.height()
