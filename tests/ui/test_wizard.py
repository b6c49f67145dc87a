"""The wizard in a window: typing, errors that keep the focus, questions by key, steps, the project made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from agent_desk.presenters.wizard import BASIC, CONFIRM, ITEMS, PROFILE
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.pages.wizard import WizardPage
from agent_desk.ui.pages.wizard.form import WizardForm
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.fields import ChoiceField, TextField
from tests.office import TODAY, make_desk


@pytest.fixture
def calls() -> list[tuple[str, dict[str, object]]]:
    return []


@pytest.fixture
def page(
    qtbot: QtBot, dressed: Theme, tmp_path: Path, calls: list[tuple[str, dict[str, object]]]
) -> Iterator[WizardPage]:
    jobs = JobRunner()

    def navigate(key: str, **arguments: object) -> None:
        calls.append((key, arguments))

    made = WizardPage(make_desk(tmp_path / "office.db"), dressed, jobs, lambda: TODAY, navigate)
    qtbot.addWidget(made)
    made.resize(1368, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=5_000)
    yield made
    jobs.shutdown()


def type_in(qtbot: QtBot, form: WizardForm, key: str, text: str) -> TextField:
    field = form.fields[key]
    assert isinstance(field, TextField)
    field.edit.setFocus()
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, text)
    return field


def press(qtbot: QtBot, form: WizardForm, key: str, value: str) -> ChoiceField:
    field = form.fields[key]
    assert isinstance(field, ChoiceField)
    field.set_value(value)
    field.chosen.emit(value)
    return field


def named(qtbot: QtBot, page: WizardPage) -> None:
    type_in(qtbot, page.basic, "name", "Chengchuan")
    page.forward()
    assert page.presenter.step == PROFILE


def test_a_name_is_asked_for_before_going_on(qtbot: QtBot, page: WizardPage) -> None:
    page.forward()
    assert page.presenter.step == BASIC
    assert page.basic.fields["name"].message() == "请填写项目名称。"
    named(qtbot, page)


def test_typing_moves_the_verdict_and_the_unit(qtbot: QtBot, page: WizardPage) -> None:
    named(qtbot, page)
    press(qtbot, page.profile, "invest_type", "备案")
    press(qtbot, page.profile, "in_annual_plan", "no")
    type_in(qtbot, page.profile, "total_investment", "3.2")
    area = type_in(qtbot, page.profile, "site_ha", "48")
    assert page.profile.fields["total_investment"].message() == "已达绿色通道门槛 3 亿元"
    assert "合 3.2 公顷" in area.editor.unit.text()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: page.side._card.accessibleName().startswith("符合绿色通道"), timeout=5_000)


def test_pressing_a_choice_twice_takes_it_back(qtbot: QtBot, page: WizardPage) -> None:
    named(qtbot, page)
    field = press(qtbot, page.profile, "land", "出让")
    assert page.presenter.draft.profile["land"] == "出让"
    press(qtbot, page.profile, "land", "出让")
    assert page.presenter.draft.profile["land"] is None and field.value() == ""


def test_an_unreadable_number_keeps_the_focus(qtbot: QtBot, page: WizardPage) -> None:
    named(qtbot, page)
    field = type_in(qtbot, page.profile, "energy_tce", "abc")
    assert "abc" in field.message()
    qtbot.keyClick(field.edit, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field.edit, timeout=5_000)
    page.forward()
    assert page.presenter.step == PROFILE
    type_in(qtbot, page.profile, "energy_tce", "1860")
    page.forward()
    assert page.presenter.step == ITEMS


def test_keys_answer_questions_and_go_on(qtbot: QtBot, page: WizardPage) -> None:
    named(qtbot, page)
    page.forward()
    items = page.items
    first = items.table.current_key()
    assert first and items.answer_field is not None
    asked = items._asked
    qtbot.keyClick(items.table, Qt.Key.Key_N)
    assert page.presenter.draft.profile[asked] is False
    assert items.table.current_key() != first and items._asked != asked


def test_space_leaves_an_item_out(qtbot: QtBot, page: WizardPage) -> None:
    named(qtbot, page)
    press(qtbot, page.profile, "invest_type", "备案")
    page.forward()
    page.items.table.select_key("LX-01")
    qtbot.keyClick(page.items.table, Qt.Key.Key_Space)
    assert "LX-01" not in page.presenter.seen.item_codes


def test_rare_situations_by_one_button(qtbot: QtBot, page: WizardPage) -> None:
    named(qtbot, page)
    page.forward()
    before = len(page.presenter.seen.to_confirm)
    qtbot.mouseClick(page.items.rare_button, Qt.MouseButton.LeftButton)
    assert len(page.presenter.seen.to_confirm) < before


def test_steps_by_key_keep_the_draft(qtbot: QtBot, page: WizardPage) -> None:
    type_in(qtbot, page.basic, "name", "Chengchuan")
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(page, Qt.Key.Key_Right, alt)
    assert page.presenter.step == PROFILE
    name = page.profile.fields["name"]
    assert name.value() == "Chengchuan"
    qtbot.keyClick(page, Qt.Key.Key_Left, alt)
    assert page.presenter.step == BASIC and page.basic.fields["name"].value() == "Chengchuan"
    assert page.discard_button.isVisible()


def test_holding_the_key_never_makes_a_project(
    qtbot: QtBot, page: WizardPage, calls: list[tuple[str, dict[str, object]]]
) -> None:
    type_in(qtbot, page.basic, "name", "Chengchuan")
    for _ in range(10):
        page.forward()
    assert page.presenter.step == CONFIRM and not calls


def test_making_the_project_opens_it(
    qtbot: QtBot, page: WizardPage, calls: list[tuple[str, dict[str, object]]]
) -> None:
    type_in(qtbot, page.basic, "name", "Chengchuan")
    page.go(CONFIRM)
    qtbot.mouseClick(page.next_button, Qt.MouseButton.LeftButton)
    (call,) = calls
    assert call[0] == "project" and call[1]["tab"] == "overview"
    assert page.presenter.step == BASIC and page.basic.fields["name"].value() == ""


def test_discarding_empties_the_forms(qtbot: QtBot, page: WizardPage) -> None:
    type_in(qtbot, page.basic, "name", "Chengchuan")
    page.discard()
    assert page.basic.fields["name"].value() == "" and not page.presenter.begun
