"""监管: what is overdue or nearly so, and why, day by day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Column
from agent_desk.presenters.supervision import ALL, AlarmCell, SupervisionPresenter
from agent_desk.services.desk import Desk
from agent_desk.services.press import Press
from agent_desk.ui.jobs import Cancelled, JobHandle, JobRunner, Progress
from agent_desk.ui.pages.record_event.actions import CaseActions
from agent_desk.ui.pages.record_event.notice import NoticeLine
from agent_desk.ui.pages.record_event.popover import anchor_in_window
from agent_desk.ui.pages.supervision.alarm_cell import paint_alarm
from agent_desk.ui.pages.supervision.detail import DetailPane
from agent_desk.ui.pages.supervision.figures import CountRow
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import EmptyState, plain_label
from agent_desk.ui.widgets.choices import FilterChip
from agent_desk.ui.widgets.desk_table import DeskTable
from agent_desk.ui.widgets.page import Page

_LIST = 424


class SupervisionPage(Page):
    """The page. The list is read beside the window; a case is opened at once when its line becomes current."""

    topics = frozenset({"cases", "projects", "members"})

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        jobs: JobRunner,
        today: Callable[[], date],
        navigate: Callable[..., None],
        press: Press | None = None,
    ) -> None:
        super().__init__()
        self._jobs, self._navigate = jobs, navigate
        self._theme = theme
        self.presenter = SupervisionPresenter(desk, today)
        self._job: JobHandle | None = None
        self._shown = ""
        self.counts = CountRow(theme)
        self.notice = NoticeLine(theme, 16)
        self.table = DeskTable(theme, (Column("alarm", tr("预警"), min_width=320),), "rowLedger")
        self.table.horizontalHeader().hide()
        self.table.setAccessibleName(tr("预警"))
        self.table.delegate.register(AlarmCell, paint_alarm)
        self.detail = DetailPane(theme)
        self.empty = EmptyState(theme, "", tr("看今日"))
        self.case_actions = CaseActions(self, theme, desk, today, self.notice, self._anchor)
        self._chips = {key: FilterChip(theme, text) for key, text, _ in self.presenter.view().chips}
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        left = QFrame()
        left.setProperty("surface", "surface")
        left.setProperty("line", "right")
        left.setFixedWidth(_LIST)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(24, 12, 16, 0)
        head.setSpacing(12)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(plain_label(self._theme, tr("预警"), "section"))
        first.addStretch(1)
        for chip in self._chips.values():
            first.addWidget(chip)
        head.addLayout(first)
        head.addWidget(self.counts)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        right = QWidget()
        self._stack = QStackedLayout(right)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.detail)
        self._stack.addWidget(self.empty)
        side = QVBoxLayout()
        side.setSpacing(0)
        side.addWidget(self.notice)
        side.addWidget(right, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addLayout(side, 1)

    def _wire(self) -> None:
        for key, chip in self._chips.items():
            chip.clicked.connect(lambda _checked=False, chosen=key: self._choose_filter(chosen))
        self.table.current_row_changed.connect(self._show_case)
        self.table.activated_row.connect(lambda _key: self._open_project())
        self.detail.open_requested.connect(self._open_project)
        self.detail.record_requested.connect(self._record)
        self.empty.acted.connect(lambda: self._navigate("today"))

    # --- Page ---------------------------------------------------------------------------------

    def title(self) -> str:
        return tr("监管")

    def subtitle(self) -> str:
        return tr("超期与临期的时钟")

    def panes(self) -> Sequence[QWidget]:
        return (self.table, self.detail)

    def refresh(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = self._jobs.run(self._read, self._on_read)

    def _read(self, _progress: Progress, _cancelled: Cancelled) -> None:
        self.presenter.load()

    def _on_read(self, _nothing: object) -> None:
        self._job = None
        self._show_list()

    def _show_list(self) -> None:
        view = self.presenter.view()
        self.counts.set_figures(view.figures)
        for key, _, count in view.chips:
            self._chips[key].set_count(count)
            self._chips[key].setChecked(key == self.presenter.filter)
        self.table.set_rows(view.rows)
        if not self.table.current_key():
            model = self.table.rows_model
            for row in range(model.rowCount()):
                if self.table.select_key(model.key_at(row)):
                    break
        self.empty.set_text(view.empty)
        self._show_case(self.table.current_key())

    def _choose_filter(self, key: str) -> None:
        self.presenter.filter = key if key in self._chips else ALL
        self._show_list()

    def _show_case(self, key: str) -> None:
        view = self.presenter.detail(key)
        self._shown = key if view is not None else ""
        if view is not None:
            self.detail.show_view(view)
        self._stack.setCurrentWidget(self.detail if view is not None else self.empty)

    # --- actions ------------------------------------------------------------------------------

    def _open_project(self) -> None:
        project_id, case_id = self.presenter.case_of(self._shown)
        if project_id:
            self._navigate("project", project_id=project_id, tab="clocks", case_id=case_id)

    def _record(self) -> None:
        _, case_id = self.presenter.case_of(self._shown)
        if case_id:
            self.case_actions.record(case_id)

    def _anchor(self, _case_id: str) -> QRect:
        button = self.detail.record_button
        return anchor_in_window(button, button.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        _, case_id = self.presenter.case_of(self._shown)
        if event.key() != Qt.Key.Key_Escape and self.case_actions.handle(event, case_id):
            event.accept()
        else:
            super().keyPressEvent(event)
