"""动态: everything recorded, newest first; 更正 takes a record back with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.project_page_history import HistoryView, history_columns, history_view
from agent_desk.ui.pages.project.tab import ProjectTab, TabTools
from agent_desk.ui.widgets.basics import DeskButton, EmptyState, RowFrame, kbd, plain_label
from agent_desk.ui.widgets.desk_table import DeskTable
from agent_desk.ui.widgets.fields import InputFrame


class HistoryTab(ProjectTab):
    """Del (or the button) opens a line that asks for the reason; the record itself stays."""

    def __init__(self, tools: TabTools) -> None:
        super().__init__(tools)
        self._view: HistoryView | None = None
        self._wanted = ""
        self.table = DeskTable(self.theme, history_columns())
        self.table.setAccessibleName(tr("动态"))
        self.table.current_row_changed.connect(lambda _key: self._enable())
        self.empty = EmptyState(self.theme, tr("还没有记录。"))
        self.reason = QLineEdit()
        self.correct_button = DeskButton(self.theme, tr("更正"), "", "undo-2")
        self.correct_button.clicked.connect(self.ask)
        bar = RowFrame("", 6)
        bar.setProperty("surface", "window")
        bar.setFixedHeight(self.theme.height("toolbar"))
        bar.row.setContentsMargins(24, 0, 20, 0)
        note = tr("记录只增不改；登记有误的用更正，原记录保留。")
        bar.row.addWidget(plain_label(self.theme, note, "caption", Tone.QUIET))
        bar.row.addStretch(1)
        bar.row.addWidget(kbd(self.theme, "Del"))
        bar.row.addWidget(self.correct_button)
        self._ask_bar = self._ask_line()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (bar, self._ask_bar):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)

    def _ask_line(self) -> QWidget:
        bar = RowFrame("", 8)
        bar.setProperty("surface", "sunken")
        bar.setProperty("line", "bottom")
        bar.row.setContentsMargins(24, 6, 20, 6)
        self._ask_text = plain_label(self.theme, "", "body")
        frame = InputFrame(self.theme, self.reason, height=30)
        self.reason.setPlaceholderText(tr("更正原因，如日期填错"))
        self.reason.setAccessibleName(tr("更正原因"))
        self.reason.returnPressed.connect(self._annul)
        keep = DeskButton(self.theme, tr("更正"), "small")
        keep.clicked.connect(self._annul)
        cancel = DeskButton(self.theme, tr("取消"), "link")
        cancel.clicked.connect(self._close)
        bar.row.addWidget(self._ask_text)
        bar.row.addWidget(frame, 1)
        bar.row.addWidget(keep)
        bar.row.addWidget(cancel)
        bar.hide()
        return bar

    def panes(self) -> Sequence[QWidget]:
        return (self.table,)

    def refresh(self) -> None:
        self._view = view = history_view(self.presenter.sheet)
        self.table.set_rows(view.rows)
        self.table.setVisible(bool(view.rows))
        self.empty.setVisible(not view.rows)
        if view.rows and not self.table.current_key():
            self.table.select_key(view.rows[0].key)
        self._enable()

    def _enable(self) -> None:
        able = self._view is not None and self.table.current_key() in self._view.correctable
        self.correct_button.setEnabled(able)

    def ask(self) -> None:
        """Ask why the current record is to be taken back."""
        line = self._view.correctable.get(self.table.current_key()) if self._view else None
        if line is None:
            return
        self._wanted = line.event_id
        self._ask_text.setText(tr("更正“{record}”：", record=line.words))
        self.reason.clear()
        self._ask_bar.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _annul(self) -> None:
        line = self._view.correctable.get(self._wanted) if self._view else None
        self._close()
        if line is not None and self.report(
            self.presenter.annul(line.case_id, line.event_id, self.reason.text())
        ):
            self.tools.notice.say(tr("已更正：{record}，可用 Ctrl+Z 撤销。", record=line.words))

    def _close(self) -> None:
        self._ask_bar.hide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._ask_bar.isHidden():
            self._close()
        elif event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self.ask()
        else:
            super().keyPressEvent(event)
