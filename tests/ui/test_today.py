"""今日 in a window: list, column, strip, keys, the record form opened from a row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from agent_desk.domain.case import EventKind
from agent_desk.domain.case_life import CaseStatus
from agent_desk.presenters.record_event import Ask
from agent_desk.presenters.today_rows import LATER_KEY
from agent_desk.services.desk import Desk
from agent_desk.services.event_preview import event_choices
from agent_desk.ui.pages.record_event.assign import AssignPopover
from agent_desk.ui.pages.record_event.form import RecordEventPopover
from agent_desk.ui.pages.today.page import TodayPage
from agent_desk.ui.pages.today.side import _Section
from agent_desk.ui.theme import Theme
from tests.office import TODAY
from tests.presenters.desk_with_cases import accept, desk_with_project, record
from tests.ui.pages_desk import JobsAtOnce, Visits, in_window


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Desk, dict[str, str]]]:
    desk, cases = desk_with_project(tmp_path / "office.db")
    accept(desk, cases["GH-02"])
    accept(desk, cases["PG-02"])
    yield desk, cases
    desk.office.store.close()


@pytest.fixture
def page(qtbot, dressed: Theme, office: tuple[Desk, dict[str, str]]) -> TodayPage:
    desk, _ = office
    visits = Visits()
    made = TodayPage(desk, dressed, JobsAtOnce(), lambda: TODAY, visits)  # type: ignore[arg-type]
    made.visits = visits  # type: ignore[attr-defined]
    desk.listener = lambda _topics: made.refresh()
    window = in_window(made)
    qtbot.addWidget(window)
    made.window_kept = window  # type: ignore[attr-defined]
    made.refresh()
    with qtbot.waitExposed(window):
        window.show()
    made.table.setFocus()
    return made


def popover(page: TodayPage) -> RecordEventPopover:
    found = [box for box in page.window().findChildren(RecordEventPopover) if box.isVisible()]
    assert len(found) == 1
    return found[0]


def test_the_first_row_is_current_and_enter_opens_its_project(page: TodayPage) -> None:
    assert page.table.current_key()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    key, arguments = page.visits.seen[-1]  # type: ignore[attr-defined]
    assert (key, arguments["tab"], arguments["case_id"]) == ("project", "clocks", page.table.current_key())


def test_an_event_is_recorded_with_a_handful_of_keys(page: TodayPage, office) -> None:
    desk, cases = office
    page.table.select_key(cases["GH-02"])
    QTest.keyClick(page.table, Qt.Key.Key_P)
    form = popover(page)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    QTest.keyClicks(QApplication.focusWidget(), "PS-12")
    assert "停表" in form.effects.text()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert event_choices(desk.office, cases["GH-02"], TODAY).life.status is CaseStatus.PAUSED
    assert not form.isVisible()
    assert QApplication.focusWidget() is page.table
    assert page.table.current_key() == cases["GH-02"]
    assert "专家评审" in page.table.rows_model.data(
        page.table.rows_model.index(page.table.rows_model.row_of(cases["GH-02"]), 5)
    )
    assert page.notice.text().startswith("已登记")


def test_a_key_that_cannot_be_followed_says_why_on_the_page(page: TodayPage, office) -> None:
    _, cases = office
    page.table.select_key(cases["GH-02"])
    QTest.keyClick(page.table, Qt.Key.Key_R)
    assert page.notice.text() == "该办件没有停表，无须恢复。"
    QTest.keyClick(page.table, Qt.Key.Key_D)
    assert page.notice.text() == ""
    assert popover(page).presenter.kind in (EventKind.DECIDED, EventKind.MOCK_OPINION)


def test_a_warning_about_what_was_recorded_stays_on_the_page(page: TodayPage, office) -> None:
    desk, cases = office
    page.table.select_key(cases["GH-02"])
    QTest.keyClick(page.table, Qt.Key.Key_P)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert "时钟不停" in page.notice.text()
    desk.undo()
    assert event_choices(desk.office, cases["GH-02"], TODAY).life.status is CaseStatus.UNDER_REVIEW


def test_the_case_is_handed_over_by_one_digit(page: TodayPage, office) -> None:
    desk, cases = office
    page.table.select_key(cases["GH-02"])
    QTest.keyClick(page.table, Qt.Key.Key_A)
    boxes = page.window().findChildren(AssignPopover)
    assert len(boxes) == 1 and boxes[0].isVisible()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    assert "改经办" in desk.undo_text


def test_starting_from_the_column_and_the_quick_entry(qtbot, page: TodayPage, office) -> None:
    desk, cases = office
    for code, case in cases.items():
        if code not in ("GH-02", "PG-02", "SG-08"):
            accept(desk, case)
            record(desk, case, EventKind.DECIDED, outcome="granted")
    for code in ("GH-02", "PG-02"):
        record(desk, cases[code], EventKind.DECIDED, outcome="granted")
    page.side.quick.click()
    assert page.visits.seen[-1] == ("assistance", {"quick": True})  # type: ignore[attr-defined]
    assert [ready.case_id for ready in page.presenter.side().ready] == [cases["SG-08"]]

    def start_buttons() -> list[QPushButton]:
        found = page.side.ready.findChildren(QPushButton)
        return [button for button in found if button.isVisible() and button.text() == "启动"]

    qtbot.waitUntil(lambda: len(start_buttons()) == 1)
    buttons = start_buttons()
    assert "建筑工程施工许可证" in buttons[0].accessibleName()
    buttons[0].click()
    assert page.presenter.side().ready == ()
    assert "已启动 1 项" in page.notice.text()
    assert event_choices(desk.office, cases["SG-08"], TODAY).life.status is CaseStatus.PREPARING


def test_the_later_cases_open_and_close_by_key_and_by_click(page: TodayPage, office) -> None:
    desk, cases = office
    for code, case in cases.items():
        if code not in ("GH-02", "PG-02"):
            accept(desk, case, TODAY)
    model = page.table.rows_model
    folded = model.rowCount()
    assert model.row_of(LATER_KEY) == folded - 1
    QTest.keyClick(page.table, Qt.Key.Key_L)
    assert model.rowCount() > folded
    index = model.index(model.row_of(LATER_KEY), 0)
    page.table.scrollTo(index)
    where = page.table.visualRect(index).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, where.y()))
    assert model.rowCount() == folded


def test_rows_keep_their_height_when_groups_move(page: TodayPage) -> None:
    heights = set()
    for grouping in ("limit", "project", "department"):
        page.bar.grouping_chosen.emit(grouping)
        model = page.table.rows_model
        heights |= {page.table.rowHeight(row) for row in range(model.rowCount()) if not model.is_group(row)}
    assert heights == {42}


def test_below_1320_the_column_is_a_strip_that_opens_it(page: TodayPage) -> None:
    assert page.side.isVisible() and not page.strip.isVisible()
    page.window().resize(1280, 720)
    assert page.strip.isVisible() and not page.side.isVisible()
    page.strip.opened.emit()
    assert page.side.isVisible()
    assert page.side.geometry().right() < page.strip.geometry().left()
    QTest.keyClick(page.side.quick, Qt.Key.Key_Escape)
    assert not page.side.isVisible()
    page.window().resize(1440, 900)
    assert page.side.isVisible() and not page.strip.isVisible()


def test_every_row_can_be_read_aloud(page: TodayPage) -> None:
    model = page.table.rows_model
    row = model.row_of(page.table.current_key())
    spoken = model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleDescriptionRole)
    assert isinstance(spoken, str) and "绿色通道" in spoken and "剩" in spoken


def test_a_day_typed_in_words_is_shown_as_a_date(page: TodayPage, office) -> None:
    _, cases = office
    page.table.select_key(cases["GH-02"])
    QTest.keyClick(page.table, Qt.Key.Key_E)
    form = popover(page)
    form.date_field.edit.setText("昨天")
    form.date_field.edited.emit("昨天")
    assert form.date_field.message() == "11-21 周六"
    form.date_field.edited.emit("改天")
    assert form.date_field.message() == "看不懂日期" and not form.save_button.isEnabled()
    QTest.keyClick(form.date_field.edit, Qt.Key.Key_Escape)
    assert not form.isVisible()


def test_clicking_elsewhere_closes_the_form_and_changes_nothing(page: TodayPage, office) -> None:
    desk, cases = office
    page.table.select_key(cases["GH-02"])
    undo = desk.undo_text
    QTest.keyClick(page.table, Qt.Key.Key_D)
    form = popover(page)
    QTest.mouseClick(page.side, Qt.MouseButton.LeftButton, pos=QPoint(20, 700))
    assert not form.isVisible() and desk.undo_text == undo


def test_alt_digits_change_the_kind_while_typing_and_keep_the_paper(page: TodayPage, office) -> None:
    _, cases = office
    page.table.select_key(cases["GH-02"])
    QTest.keyClick(page.table, Qt.Key.Key_P)
    form = popover(page)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    QTest.keyClicks(QApplication.focusWidget(), "PS-1")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert form.presenter.kind is EventKind.SUPPLEMENT_NOTICE
    assert form.field(Ask.DOCUMENT).value() == "PS-1"
    assert form.height() >= form.column.minimumSize().height()


def test_tab_stays_inside_the_form(page: TodayPage, office) -> None:
    _, cases = office
    record(office[0], cases["PG-05"], EventKind.RECEIVED, date(2026, 11, 20))
    page.table.select_key(cases["PG-05"])
    QTest.keyClick(page.table, Qt.Key.Key_E)
    form = popover(page)
    for _ in range(20):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None and form.isAncestorOf(focus)


def test_start_all_is_offered_only_with_something_to_start(qtbot, dressed: Theme) -> None:
    section = _Section(dressed, "可立即启动", "play", "全部启动")
    qtbot.addWidget(section)
    section.fill(0, 4, "没有", lambda _place: QWidget())
    assert section.header._link.isHidden()
    section.fill(1, 4, "没有", lambda _place: QWidget())
    assert not section.header._link.isHidden()
