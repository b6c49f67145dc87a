"""三办 in the window: typing an entry, moving cards, the right column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMenu

from agent_desk.domain.assistance import Assistance, AssistanceKind, Channel, Stage
from agent_desk.exchange.preferences_file import PreferencesFile
from agent_desk.services.commands import LogAssistance
from agent_desk.services.desk import Desk
from agent_desk.services.intake import build
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.pages.assistance import AssistancePage
from agent_desk.ui.pages.assistance.cards import MIME
from agent_desk.ui.theme import Theme
from tests.office import AGENT, TODAY, factory_draft, make_desk

# The offscreen platform says so for every popup; it says nothing about our code.
OPENS_A_POPUP = pytest.mark.qt_log_ignore("plugin does not support", extend=True)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "台账.db")
    project = desk.execute(build(factory_draft(), desk.office, TODAY)).created
    order = Assistance(
        "o",
        AssistanceKind.HELP,
        Stage.ORDERED,
        TODAY,
        "澄川包装",
        "填表辅导",
        Channel.PHONE,
        at="08:00",
        project_id=project,
    )
    desk.execute(LogAssistance(order))
    yield desk
    desk.office.store.close()


@pytest.fixture
def shown() -> list[tuple[str, dict[str, object]]]:
    return []


@pytest.fixture
def page(
    qtbot, desk: Desk, dressed: Theme, tmp_path: Path, shown: list[tuple[str, dict[str, object]]]
) -> Iterator[AssistancePage]:
    jobs = JobRunner()
    page = AssistancePage(
        desk,
        dressed,
        jobs,
        lambda: TODAY,
        lambda key, **more: shown.append((key, more)),
        None,
        preferences=PreferencesFile(tmp_path / "p.toml"),
    )
    qtbot.addWidget(page)
    page.resize(1368, 800)
    page.refresh()
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    yield page
    jobs.shutdown()


def entries(desk: Desk) -> list[Assistance]:
    with desk.office.store.reading() as uow:
        found = uow.assistances.between(TODAY, TODAY)
    return [entry for entry in found if entry.id != "o" and not entry.withdrawn]


def order(desk: Desk) -> Assistance:
    with desk.office.store.reading() as uow:
        return uow.assistances.get("o")


@OPENS_A_POPUP
def test_an_entry_by_keyboard_alone(qtbot, desk: Desk, page: AssistancePage) -> None:
    page.take_entry_focus()
    assert page.entry.whom.hasFocus()
    qtbot.keyClick(page.entry.whom, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(page.entry.whom, "ccbz")
    suggestions = page.entry._completer.popup()
    assert suggestions.isVisible() and page.entry._highlighted() == "澄川包装"
    qtbot.keyClick(suggestions, Qt.Key.Key_Tab)  # keys go to the open list first
    assert not suggestions.isVisible() and page.entry.matter.hasFocus()
    assert page.entry.whom.text() == "澄川包装"
    qtbot.keyClicks(page.entry.matter, "send")
    qtbot.keyClick(page.entry.matter, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (entry,) = entries(desk)
    assert (entry.kind, entry.beneficiary, entry.matter, entry.minutes) == (
        AssistanceKind.HELP,
        "澄川包装",
        "send",
        30,
    )
    assert (entry.stage, entry.member_id) == (Stage.RATED, AGENT.id)
    assert page.entry.whom.hasFocus() and page.entry.whom.text() == "" and page.entry.matter.text() == ""
    assert page.board.columns[3].list.cards.rowCount() == 1


def test_the_line_enters_and_a_fault_stays_for_mending(qtbot, desk: Desk, page: AssistancePage) -> None:
    page.board.columns[0].list.setFocus()
    qtbot.keyClick(page.board.columns[0].list, Qt.Key.Key_Slash)
    assert page.entry.line.hasFocus()
    page.entry.line.setText("db ccbz 规划证补章")
    qtbot.keyClick(page.entry.line, Qt.Key.Key_Return)
    assert not entries(desk) and "缺分钟" in page.entry.message()
    assert page.entry.line.text()
    page.entry.line.setText("db ccbz 规划证补章 45 sm 5")
    qtbot.keyClick(page.entry.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (entry,) = entries(desk)
    assert (entry.minutes, entry.channel, entry.rating) == (45, Channel.VISIT, 5)
    assert page.entry.line.text() == ""


def test_digits_outside_a_field_choose_the_kind_and_inside_are_typed(qtbot, page: AssistancePage) -> None:
    cards = page.board.columns[0].list
    cards.setFocus()
    qtbot.keyClick(cards, Qt.Key.Key_3)
    assert page.entry.kind.current() == AssistanceKind.JOINT.value
    page.entry.matter.setFocus()
    qtbot.keyClick(page.entry.matter, Qt.Key.Key_1)
    assert page.entry.kind.current() == AssistanceKind.JOINT.value and page.entry.matter.text() == "1"


def test_minutes_of_ones_own_and_orders_without(qtbot, page: AssistancePage) -> None:
    page.entry.minutes.set_current("order")
    assert page.entry.form().minutes is None
    page.entry.minutes.set_current("other")
    page.entry.other.setText("75")
    assert page.entry.form().minutes == 75
    page.entry.other.setText("很久")
    page.entry.whom.setText("x")
    page.entry.matter.setText("y")
    page.entry.submit()
    assert page.entry.message() and page.entry.matter.text() == "y"


def test_stars_by_keyboard(qtbot, page: AssistancePage) -> None:
    stars = page.entry.stars
    stars.setFocus()
    qtbot.keyClick(stars, Qt.Key.Key_4)
    qtbot.keyClick(stars, Qt.Key.Key_Right)
    qtbot.keyClick(stars, Qt.Key.Key_Right)
    assert stars.value() == 5
    qtbot.keyClick(stars, Qt.Key.Key_0)
    assert page.entry.form().rating is None


def test_the_catalogue_item_in_a_matter_is_shown(page: AssistancePage) -> None:
    page.entry.matter.setText("建设工程规划许可证补章")
    assert page.entry._link.isVisible() and "建设工程规划许可证" in page.entry._link.accessibleName()
    page.entry.matter.setText("补章")
    assert not page.entry._link.isVisible()


def test_a_card_is_moved_by_keyboard_and_keeps_the_focus(qtbot, desk: Desk, page: AssistancePage) -> None:
    first, second = page.board.columns[0].list, page.board.columns[1].list
    first.setFocus()
    assert first.current_key() == "o"
    qtbot.keyClick(first, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert order(desk).stage is Stage.ASSIGNED and order(desk).member_id == AGENT.id
    assert second.hasFocus() and second.current_key() == "o"
    qtbot.keyClick(second, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert order(desk).stage is Stage.ORDERED
    desk.undo()
    page.refresh()
    assert second.cards.rowCount() == 1


def test_a_card_is_dropped_on_another_column(qtbot, desk: Desk, page: AssistancePage) -> None:
    source, target = page.board.columns[0].list, page.board.columns[2].list
    data: QMimeData = source.model().mimeData([source.cards.index(0, 0)])
    assert data.hasFormat(MIME)
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction | Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    target.dropEvent(event)
    qtbot.waitUntil(lambda: order(desk).stage is Stage.WORKING)
    assert source.cards.rowCount() == 0 and target.cards.rowCount() == 1


def test_what_is_not_a_card_cannot_be_dropped(qtbot, desk: Desk, page: AssistancePage) -> None:
    data = QMimeData()
    data.setText("o")
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.board.columns[2].list.dropEvent(event)
    qtbot.wait(1)
    assert order(desk).stage is Stage.ORDERED


def test_arrow_keys_go_from_column_to_column(qtbot, page: AssistancePage) -> None:
    first = page.board.columns[0].list
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert page.board.columns[1].list.hasFocus()


@OPENS_A_POPUP
def test_enter_takes_the_suggestion_and_escape_only_closes_it(qtbot, page: AssistancePage) -> None:
    whom, suggestions = page.entry.whom, page.entry._completer.popup()
    whom.setFocus()
    qtbot.keyClicks(whom, "cc")
    qtbot.keyClick(suggestions, Qt.Key.Key_Escape)
    assert not suggestions.isVisible() and whom.text() == "cc"
    qtbot.keyClicks(whom, "b")
    qtbot.keyClick(suggestions, Qt.Key.Key_Return)
    assert whom.text() == "澄川包装" and page.entry.matter.hasFocus()
    assert page.entry._whom_box.unit.text() == "ccbz"


@OPENS_A_POPUP
def test_the_menu_assigns(qtbot, desk: Desk, page: AssistancePage) -> None:
    cards = page.board.columns[0].list
    cards.setFocus()
    qtbot.keyClick(cards, Qt.Key.Key_A)
    (menu,) = page.findChildren(QMenu)
    next(action for action in menu.actions() if AGENT.name in action.text()).trigger()
    menu.close()
    assert (order(desk).stage, order(desk).member_id) == (Stage.ASSIGNED, AGENT.id)


def test_enter_opens_the_project(
    qtbot, desk: Desk, page: AssistancePage, shown: list[tuple[str, dict[str, object]]]
) -> None:
    cards = page.board.columns[0].list
    cards.setFocus()
    qtbot.keyClick(cards, Qt.Key.Key_Return)
    assert shown == [("project", {"project_id": order(desk).project_id})]


def test_every_part_has_a_name_for_a_screen_reader(page: AssistancePage) -> None:
    entry = page.entry
    named = [
        entry.whom,
        entry.matter,
        entry.line,
        entry.other,
        entry.kind,
        entry.minutes,
        entry.channel,
        entry.stars,
    ]
    assert all(widget.accessibleName() for widget in [*named, entry.button])
    assert all(column.list.accessibleName() for column in page.board.columns)
