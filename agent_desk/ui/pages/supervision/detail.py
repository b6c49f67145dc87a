"""One case under supervision: name, figures, ribbon, events."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tag, TagKind, Tone
from agent_desk.presenters.supervision_detail import DetailView, event_columns
from agent_desk.ui.models.rows_model import plain_tooltip
from agent_desk.ui.pages.supervision.figures import ClockFigures
from agent_desk.ui.pages.supervision.ribbon import ClockRibbon
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import Card, DeskButton, kbd, plain_label, rule
from agent_desk.ui.widgets.desk_table import DeskTable
from agent_desk.ui.widgets.marks import TagLabel


class DetailPane(QWidget):
    """``open_requested`` and ``record_requested`` ask for the project page and the record form."""

    open_requested = Signal()
    record_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = plain_label(theme, "", "section")
        self._project = plain_label(theme, "", "body", Tone.SECONDARY)
        self._project_name = ""
        self._project.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._tag = TagLabel(theme, Tag(TagKind.NEUTRAL, ""))
        self.record_button = DeskButton(theme, tr("登记事件"), "", "pencil", 15)
        self.record_button.clicked.connect(self.record_requested)
        self.open_button = DeskButton(theme, tr("打开项目"), "", "layers", 15)
        self.open_button.clicked.connect(self.open_requested)
        self.figures = ClockFigures(theme)
        self.ribbon = ClockRibbon(theme)
        self._basis = plain_label(theme, "", "caption", Tone.QUIET)
        self._basis.setWordWrap(True)
        self.events = DeskTable(theme, event_columns(), "rowDense", gutter=16)
        self.events.setAccessibleName(tr("事件"))
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._tag)
        head.addWidget(self._project, 1)
        head.addWidget(kbd(self._theme, "E"))
        head.addWidget(self.record_button)
        head.addWidget(self.open_button)
        self.ribbon_card = Card(margins=(16, 14, 16, 12))
        self.ribbon_card.body.addWidget(self.ribbon)
        self.ribbon_card.body.addWidget(self._basis)
        table_card = Card(margins=(1, 8, 1, 8))
        table_card.body.addWidget(self.events)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 20, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.figures)
        column.addWidget(rule(strong=True))
        column.addWidget(self.ribbon_card)
        column.addWidget(table_card, 1)

    def show_view(self, view: DetailView) -> None:
        """Show another case."""
        self._title.setText(view.title)
        self._project_name = view.project
        self._tag.set_tag(view.tag)
        self.figures.set_figures(view.figures, view.notes)
        self.ribbon_card.setVisible(bool(view.ribbon.rows))
        self.ribbon.show_view(view.ribbon)
        self._basis.setText(view.ribbon.basis)
        self._basis.setVisible(bool(view.ribbon.basis))
        self.events.set_rows(view.events)
        self._show_project()

    def _show_project(self) -> None:
        """The project's name, cut with dots where there is no room; the tooltip has all of it."""
        self._column.activate()
        room = self._project.contentsRect().width()
        name = self._project_name
        self._project.setText(self._project.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room))
        self._project.setToolTip(plain_tooltip(name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_project()
