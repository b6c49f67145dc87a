"""The list below the search box."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from agent_desk.presenters.search import Found, SearchHit
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.search_popup import SearchPopup
from agent_desk.ui.widgets.top_bar import SearchBox

HITS = (
    SearchHit(Found.PROJECT, "澄川项目", "2611", "project", {"project_id": "p"}),
    SearchHit(Found.PAGE, "甘特", "", "gantt"),
)


@pytest.fixture
def popup(qtbot, dressed: Theme) -> Iterator[SearchPopup]:
    host = QWidget()
    host.resize(700, 400)
    box = SearchBox(dressed)
    QVBoxLayout(host).addWidget(box)
    made = SearchPopup(dressed, box, lambda text: HITS if text.startswith("c") else (), host)
    qtbot.addWidget(host)
    host.show()
    box.take_focus()
    yield made


def test_typing_lists_and_enter_opens_the_chosen_one(qtbot, popup: SearchPopup) -> None:
    opened: list[SearchHit] = []
    popup.opened.connect(opened.append)
    edit = popup._box.edit
    qtbot.keyClicks(edit, "cc")
    assert popup.hits() == HITS
    assert edit.accessibleDescription() == "项目，澄川项目，2611"
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    assert popup.current() == HITS[1]
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    assert popup.current() == HITS[0]
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert opened == [HITS[1]]
    assert popup.isHidden()
    assert edit.text() == ""


def test_nothing_found_is_said_and_enter_does_nothing(qtbot, popup: SearchPopup) -> None:
    opened: list[SearchHit] = []
    popup.opened.connect(opened.append)
    qtbot.keyClicks(popup._box.edit, "zz")
    assert not popup.isHidden()
    qtbot.keyClick(popup._box.edit, Qt.Key.Key_Return)
    assert opened == []


def test_escape_closes(qtbot, popup: SearchPopup) -> None:
    qtbot.keyClicks(popup._box.edit, "cc")
    qtbot.keyClick(popup._box.edit, Qt.Key.Key_Escape)
    assert popup.isHidden()
    assert popup._box.edit.text() == ""
