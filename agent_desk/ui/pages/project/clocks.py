"""时钟: the running clocks at the left, the chosen one day by day at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.project_page import CASES
from agent_desk.presenters.project_page_clocks import (
    DerivationView,
    clock_columns,
    clock_key,
    clock_rows,
    day_columns,
    derivation_view,
    read_clocks,
)
from agent_desk.services.ports import ClockRow
from agent_desk.ui.pages.project.tab import ProjectTab, TabTools, empty_layout
from agent_desk.ui.widgets.basics import EmptyState, plain_label, rule
from agent_desk.ui.widgets.desk_table import DeskTable

_LIST_WIDTH = 470


class ClocksTab(ProjectTab):
    """Choosing a clock opens its derivation; the days are a table of their own."""

    def __init__(self, tools: TabTools) -> None:
        super().__init__(tools)
        self._rows: dict[str, ClockRow] = {}
        self.table = DeskTable(self.theme, clock_columns())
        self.table.setAccessibleName(tr("时钟"))
        self.table.setFixedWidth(_LIST_WIDTH)
        self.table.current_row_changed.connect(self._show)
        self.days = DeskTable(self.theme, day_columns(), "rowDense")
        self.days.setAccessibleName(tr("逐日推算"))
        self._head = QVBoxLayout()
        self._head.setContentsMargins(24, 14, 20, 12)
        self._head.setSpacing(6)
        self.empty = EmptyState(self.theme, tr("没有在走的时钟：登记收件或受理后开始计时。"), tr("去办件"))
        self.empty.acted.connect(self._open_cases)
        self._detail = QWidget()
        self._detail.setProperty("surface", "surface")
        right = QVBoxLayout(self._detail)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addLayout(self._head)
        right.addWidget(self.days, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.table)
        self._line = rule(vertical=True, strong=True)
        row.addWidget(self._line)
        row.addWidget(self._detail, 1)
        row.addWidget(self.empty, 1)

    def panes(self) -> Sequence[QWidget]:
        return (self.table, self.days) if self._rows else (self.empty,)

    def refresh(self) -> None:
        presenter = self.presenter
        office, today = presenter.desk.office, presenter.today
        rows = read_clocks(office, presenter.project_id, today)
        self._rows = {clock_key(row): row for row in rows}
        for widget in (self.table, self._line, self._detail):
            widget.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.table.set_rows(clock_rows(rows, office, today))
        if rows and not self.table.current_key():
            self.table.select_key(clock_key(rows[0]))
        self._show(self.table.current_key())

    def show_case(self, case_id: str) -> None:
        key = next((key for key, row in self._rows.items() if row.case_id == case_id), "")
        if key:
            self.table.select_key(key)
            self.table.scrollTo(self.table.currentIndex())

    def _show(self, key: str) -> None:
        row = self._rows.get(key)
        if row is None:
            return
        presenter = self.presenter
        view = derivation_view(row, presenter.desk.office, presenter.today)
        self._show_head(view)
        self.days.set_rows(view.rows)
        self.days.clearSelection()
        if self.days.select_key(presenter.today.isoformat()):
            self.days.scrollTo(self.days.currentIndex())

    def _show_head(self, view: DerivationView) -> None:
        empty_layout(self._head)
        title = QWidget()
        row = QHBoxLayout(title)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(plain_label(self.theme, view.title, "section"))
        row.addWidget(plain_label(self.theme, view.subtitle, "body", Tone.SECONDARY))
        row.addStretch(1)
        self._head.addWidget(title)
        facts = QWidget()
        line = QHBoxLayout(facts)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for place, (name, value) in enumerate(view.facts):
            if place:
                line.addSpacing(14)
            line.addWidget(plain_label(self.theme, name, "caption", Tone.QUIET))
            line.addWidget(plain_label(self.theme, value, "bodyStrong"))
        line.addStretch(1)
        self._head.addWidget(facts)
        for text, tone in ((view.articles, Tone.SECONDARY), (view.note, Tone.DUE)):
            if text:
                label = plain_label(self.theme, text, "caption", tone)
                label.setWordWrap(True)
                label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                self._head.addWidget(label)

    def _open_cases(self) -> None:
        self.tools.navigate("project", project_id=self.presenter.project_id, tab=CASES)
