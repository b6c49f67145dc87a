"""What the main window knows of a page: its name, its path, its topics, and how to refresh it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from agent_desk.ui.widgets.top_bar import Crumb


class Page(QWidget):
    """A section of the window. Subclasses own their actions; the window only hosts them.

    ``topics`` names what the page shows ("cases", "projects"); a change of one of them refreshes it, at once
    if it is visible and otherwise when it is shown next. An empty set means every change.
    """

    chrome_changed = Signal()
    """Title, subtitle or path are different now."""
    navigated = Signal(str)
    """The page asks the window to show another page, by key."""

    topics: frozenset[str] = frozenset()

    def title(self) -> str:
        """The name in the top bar."""
        raise NotImplementedError

    def subtitle(self) -> str:
        """One quiet line behind the name."""
        return ""

    def breadcrumb(self) -> Sequence[Crumb]:
        """The path to a page below a section; empty for a section. The last step is the page itself."""
        return ()

    def refresh(self) -> None:
        """Read again what is shown."""

    def open_with(self, *args: Any, **named: Any) -> None:
        """Turn to what the arguments name, before the page is shown and refreshed."""

    def opened_with(self, *args: Any, **named: Any) -> None:
        """What must wait until the page is shown: its rows are read by then, and the keyboard is where it put it."""

    def panes(self) -> Sequence[QWidget]:
        """The parts F6 goes through, in order."""
        return (self,)

    def search(self, text: str) -> None:
        """The search box changed while this page is shown."""


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page the window can show; it is made when first shown. ``section`` marks another page's rail button.

    With ``on_rail`` the page has a rail button and, in order, a key from Ctrl+1 on; ``at_bottom`` puts it at
    the foot of the rail with Ctrl+9.
    """

    key: str
    title: str
    icon: str
    factory: Callable[[], Page]
    on_rail: bool = True
    at_bottom: bool = False
    section: str = ""
