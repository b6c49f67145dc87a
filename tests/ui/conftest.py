"""What the window's tests share: the shipped fonts, a theme, the style sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from agent_desk.ui.fonts import register_fonts
from agent_desk.ui.theme import Theme


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform warns about every window with a least size; that says nothing about our code."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme, with the fonts it names."""
    register_fonts()
    return Theme()


@pytest.fixture
def dressed(qapp: QApplication, theme: Theme) -> Iterator[Theme]:
    """The theme with its style sheet applied, taken off again afterwards."""
    qapp.setStyleSheet(theme.style_sheet())
    yield theme
    qapp.setStyleSheet("")
