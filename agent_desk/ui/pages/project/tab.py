"""What a tab of the project page is, and the small blocks its side panels are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from agent_desk.presenters.cells import Tone
from agent_desk.presenters.project_page import ProjectPagePresenter
from agent_desk.services.press import Press
from agent_desk.ui.delegates.ink import TONE_TOKENS, Ink
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.models.rows_model import plain_tooltip
from agent_desk.ui.pages.projects_export import Exporter
from agent_desk.ui.pages.record_event.notice import NoticeLine
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import plain_label, rule

SIDE_WIDTH = 372


@dataclass(frozen=True, slots=True)
class TabTools:
    """What every tab works with."""

    presenter: ProjectPagePresenter
    theme: Theme
    jobs: JobRunner
    today: Callable[[], date]
    navigate: Callable[..., None]
    press: Press | None
    notice: NoticeLine
    exporter: Exporter


class ProjectTab(QWidget):
    """One tab. ``refresh`` is called when it is shown and something has changed since."""

    def __init__(self, tools: TabTools) -> None:
        super().__init__()
        self.tools = tools
        self.theme = tools.theme
        self.presenter = tools.presenter

    def refresh(self) -> None:
        """Show the presenter's project."""
        raise NotImplementedError

    def show_case(self, case_id: str) -> None:
        """Bring a case to attention, where the tab has cases."""

    def print_tab(self) -> None:
        """Ctrl+P."""

    def export_tab(self) -> None:
        """Ctrl+E."""

    def panes(self) -> Sequence[QWidget]:
        """The parts F6 goes through."""
        return (self,)

    def report(self, problem: str) -> bool:
        """Show a refusal; True where there was none."""
        if problem:
            self.tools.notice.say(problem, Tone.OVER)
        else:
            self.tools.notice.clear()
        return not problem


class ElidedLabel(QWidget):
    """One line of text that ends in … where it does not fit; the whole of it is read aloud."""

    def __init__(self, theme: Theme, text: str, role: str = "body", tone: Tone = Tone.PRIMARY) -> None:
        super().__init__()
        self._ink, self._text, self._role, self._tone = Ink(theme), text, role, tone
        self.setFixedHeight(theme.line(role))
        self.setMinimumWidth(40)
        self.setAccessibleName(text)
        self.setToolTip(plain_tooltip(text))
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self._ink.elided(self._role, self._text, self.width())
        color = self._ink.theme.color(TONE_TOKENS[self._tone])
        self._ink.draw(painter, 0, 0, text, self._role, color, self.height())
        painter.end()


def side_panel(width: int = SIDE_WIDTH) -> tuple[QWidget, QVBoxLayout]:
    """A panel at the right with a line at its left, and the column to fill."""
    panel = QFrame()
    panel.setFixedWidth(width)
    panel.setProperty("surface", "window")
    panel.setProperty("line", "left")
    column = QVBoxLayout(panel)
    column.setContentsMargins(20, 20, 20, 16)
    column.setSpacing(10)
    return panel, column


def scrolled(content: QWidget, surface: str = "surface") -> QScrollArea:
    """A scroll area without a frame around ``content``."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    content.setProperty("surface", surface)
    area.viewport().setProperty("surface", surface)
    area.setWidget(content)
    return area


def heading(theme: Theme, title: str, note: str = "") -> QWidget:
    """A section title with a quiet note at the right."""
    host = QWidget()
    row = QHBoxLayout(host)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(plain_label(theme, title, "bodyBold"))
    row.addStretch(1)
    if note:
        row.addWidget(plain_label(theme, note, "caption", Tone.QUIET))
    return host


def pairs_grid(theme: Theme, pairs: Sequence[tuple[str, str]], label_width: int = 84) -> QWidget:
    """Label and value, one pair a line; long values wrap."""
    host = QWidget()
    grid = QGridLayout(host)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(4)
    grid.setColumnMinimumWidth(0, label_width)
    grid.setColumnStretch(1, 1)
    for place, (label, value) in enumerate(pairs):
        name = plain_label(theme, label, "caption", Tone.QUIET)
        name.setWordWrap(True)
        name.setFixedWidth(label_width)
        name.setAlignment(Qt.AlignmentFlag.AlignTop)
        name.setContentsMargins(0, 2, 0, 0)
        text = plain_label(theme, value, "body")
        text.setWordWrap(True)
        grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(text, place, 1)
    return host


def divider() -> QWidget:
    """A line between two sections of a side panel."""
    return rule(strong=True)


def empty_layout(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Throw away everything in a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
