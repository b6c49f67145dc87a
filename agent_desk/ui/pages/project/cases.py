"""办件: every case with its clocks; events are recorded at the line by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.project_page import CLOCKS
from agent_desk.presenters.project_page_cases import case_columns, case_rows
from agent_desk.ui.pages.project.tab import ProjectTab, TabTools
from agent_desk.ui.pages.record_event.actions import CaseActions
from agent_desk.ui.pages.record_event.popover import anchor_in_window
from agent_desk.ui.widgets.basics import DeskButton, EmptyState, RowFrame, kbd, plain_label
from agent_desk.ui.widgets.desk_table import DeskTable


class CasesTab(ProjectTab):
    """Enter opens the clocks of a case; E S P R D record an event, A hands the case to somebody."""

    def __init__(self, tools: TabTools) -> None:
        super().__init__(tools)
        self.table = DeskTable(self.theme, case_columns())
        self.table.setAccessibleName(tr("办件"))
        self.actions_of_case = CaseActions(
            self, self.theme, self.presenter.desk, tools.today, tools.notice, self._anchor
        )
        self.table.activated_row.connect(self._open_clocks)
        self.table.peeked_row.connect(lambda case_id: self.actions_of_case.record(case_id))
        self.empty = EmptyState(self.theme, tr("按目前画像没有需要办理的事项。"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._toolbar())
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)

    def _toolbar(self) -> QWidget:
        bar = RowFrame("", 6)
        bar.setProperty("surface", "window")
        bar.setFixedHeight(self.theme.height("toolbar"))
        bar.row.setContentsMargins(24, 0, 20, 0)
        for keys, text in (("S", tr("启动")), ("P", tr("停表")), ("R", tr("恢复")), ("D", tr("决定")), ("A", tr("改经办"))):
            bar.row.addWidget(kbd(self.theme, keys))
            bar.row.addWidget(plain_label(self.theme, text, "caption", Tone.QUIET))
            bar.row.addSpacing(8)
        bar.row.addStretch(1)
        button = DeskButton(self.theme, tr("登记事件"), "", "pencil")
        button.setToolTip("E")
        button.clicked.connect(self._record_current)
        bar.row.addWidget(button)
        return bar

    def panes(self) -> Sequence[QWidget]:
        return (self.table,)

    def refresh(self) -> None:
        rows = case_rows(self.presenter.sheet)
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        if rows and not self.table.current_key():
            self.table.select_key(rows[1].key)

    def show_case(self, case_id: str) -> None:
        if self.table.select_key(case_id):
            self.table.scrollTo(self.table.currentIndex())

    def _record_current(self) -> None:
        if self.table.current_key():
            self.actions_of_case.record(self.table.current_key())

    def _anchor(self, case_id: str) -> QRect:
        row = self.table.rows_model.row_of(case_id)
        index = self.table.rows_model.index(row, 0)
        self.table.scrollTo(index)
        return anchor_in_window(self.table.viewport(), self.table.visualRect(index))

    def _open_clocks(self, case_id: str) -> None:
        self.tools.navigate(
            "project", project_id=self.presenter.project_id, tab=CLOCKS, case_id=case_id
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.actions_of_case.handle(event, self.table.current_key()):
            super().keyPressEvent(event)
