"""今日: one list that answers what must be done now, tightest clock first; everything else is quieter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.today import TodayPresenter, TodayView
from agent_desk.presenters.today_rows import LATER_KEY, Grouping, columns
from agent_desk.presenters.today_side import SideView
from agent_desk.services.desk import Desk
from agent_desk.services.press import Press
from agent_desk.ui.jobs import Cancelled, JobHandle, JobRunner, Progress
from agent_desk.ui.pages.record_event.actions import CaseActions
from agent_desk.ui.pages.record_event.notice import NoticeLine
from agent_desk.ui.pages.record_event.popover import anchor_in_window
from agent_desk.ui.pages.today.counts import ListBar
from agent_desk.ui.pages.today.side import STRIP_WIDTH, WIDTH, SideColumn, SideStrip
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import EmptyState
from agent_desk.ui.widgets.desk_table import DeskTable
from agent_desk.ui.widgets.page import Page

NARROW = 1320
"""Width of the window in pixels below which the right column becomes a strip."""


class TodayPage(Page):
    """The page. The list is read at once; the right column, which asks more of a large office, beside it."""

    topics = frozenset({"cases", "projects", "assistance", "members"})

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
        self._desk, self._theme, self._jobs = desk, theme, jobs
        self._today, self._navigate = today, navigate
        self.presenter = TodayPresenter(desk, today)
        self._subtitle = ""
        self._job: JobHandle | None = None
        self._narrow = False
        # The list is painted first: two threads that compute at once would both be late.
        self._side_due = QTimer(self, singleShot=True, interval=0)
        self._side_due.timeout.connect(self._start_side)
        self.bar = ListBar(theme, self.presenter.groupings(), self.presenter.grouping.value)
        self.notice = NoticeLine(theme)
        self.table = DeskTable(theme, columns(), "rowToday")
        self.table.setAccessibleName(tr("今日事项"))
        self.case_actions = CaseActions(self, theme, desk, today, self.notice, self._anchor)
        self.empty = EmptyState(theme, "", tr("看更晚的事项"))
        self.side = SideColumn(theme)
        self.strip = SideStrip(theme)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        self.setProperty("surface", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.notice)
        column.addWidget(body, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addLayout(column, 1)
        self._row.addWidget(self.side)
        self._row.addWidget(self.strip)
        self.strip.hide()

    def _wire(self) -> None:
        self.bar.scope_chosen.connect(self._choose_scope)
        self.bar.grouping_chosen.connect(self._choose_grouping)
        self.table.activated_row.connect(self._open_case)
        self.table.peeked_row.connect(self.case_actions.record)
        self.table.group_clicked.connect(self._group_clicked)
        self.empty.acted.connect(self._act_on_empty)
        self.side.quick_requested.connect(self._quick)
        self.side.start_requested.connect(self._start)
        self.side.case_opened.connect(self._open_project)
        self.strip.quick_requested.connect(self._quick)
        self.strip.opened.connect(self._toggle_overlay)
        for keys, action in (("Ctrl+L", self._quick), ("Ctrl+N", self._new_project)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    # --- Page ---------------------------------------------------------------------------------

    def title(self) -> str:
        return tr("今日")

    def subtitle(self) -> str:
        return self._subtitle

    def panes(self) -> Sequence[QWidget]:
        lists = self.table if self._stack.currentIndex() == 0 else self.empty
        return (lists, self.strip if self._narrow and not self.side.isVisible() else self.side, self.bar)

    def refresh(self) -> None:
        self._show(self.presenter.view())
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._side_due.start()

    def _start_side(self) -> None:
        self._job = self._jobs.run(self._read_side, self._show_side)

    def _read_side(self, _progress: Progress, _cancelled: Cancelled) -> SideView:
        return self.presenter.side()

    def _show(self, view: TodayView) -> None:
        self.bar.counts.set_counts(view.counts)
        self.bar.scope.setVisible(self.presenter.knows_me())
        self.table.set_rows(view.rows)
        if not self.table.current_key():
            self._select_first()
        showing_empty = bool(view.empty) and not self.presenter.later_open
        self.empty.set_text(view.empty)
        self.empty.button.setText(view.empty_action)
        self.empty.button.setVisible(bool(view.empty_action))
        self._stack.setCurrentIndex(1 if showing_empty else 0)
        if view.subtitle != self._subtitle:
            self._subtitle = view.subtitle
            self.chrome_changed.emit()

    def _select_first(self) -> None:
        model = self.table.rows_model
        first = next((row for row in range(model.rowCount()) if not model.is_group(row)), -1)
        if first >= 0:
            self.table.select_key(model.key_at(first))

    def _show_side(self, view: SideView) -> None:
        self._job = None
        self.side.show_view(view)
        self.strip.show_view(view)

    # --- actions ------------------------------------------------------------------------------

    def _choose_scope(self, scope: str) -> None:
        self.presenter.scope = scope
        self.refresh()

    def _choose_grouping(self, grouping: str) -> None:
        self.presenter.grouping = Grouping(grouping)
        self.bar.set_grouping(grouping)
        self._show(self.presenter.view())

    def _group_clicked(self, key: str) -> None:
        if key == LATER_KEY:
            self.toggle_later()

    def toggle_later(self) -> None:
        """Unfold or fold the cases that are due after the week."""
        self.presenter.later_open = not self.presenter.later_open
        self._show(self.presenter.view())

    def _act_on_empty(self) -> None:
        if self.presenter.view().has_projects:
            self.toggle_later()
        else:
            self._new_project()

    def _new_project(self) -> None:
        self._navigate("wizard")

    def _quick(self) -> None:
        self._navigate("assistance", quick=True)

    def _open_case(self, case_id: str) -> None:
        row = self.presenter.row(case_id)
        if row is not None:
            self._open_project(row.project_id, case_id)

    def _open_project(self, project_id: str, case_id: str) -> None:
        self._navigate("project", project_id=project_id, tab="clocks", case_id=case_id)

    def _start(self, case_ids: list[str]) -> None:
        problem = self.presenter.start(*case_ids)
        if problem:
            self.notice.say(problem, Tone.OVER)
        else:
            self.notice.say(tr("已启动 {n} 项，可用 Ctrl+Z 撤销。", n=len(case_ids)))

    def _anchor(self, case_id: str) -> QRect:
        """The row, from its second column on, in the window's coordinates."""
        self.table.scrollTo(self.table.rows_model.index(self.table.rows_model.row_of(case_id), 0))
        index = self.table.rows_model.index(self.table.rows_model.row_of(case_id), 1)
        return anchor_in_window(self.table.viewport(), self.table.visualRect(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and key is Qt.Key.Key_L:
            self.toggle_later()
        elif self.case_actions.handle(event, self.table.current_key()):
            event.accept()
        elif key is Qt.Key.Key_Escape and self._narrow and self.side.isVisible():
            self._toggle_overlay()
        else:
            super().keyPressEvent(event)

    # --- narrow windows -----------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.strip.setVisible(narrow)
            if narrow:
                # Out of the layout it floats over the list when the strip is clicked.
                self._row.removeWidget(self.side)
                self.side.hide()
            else:
                self._row.insertWidget(1, self.side)
                self.side.show()
        if narrow:
            self._place_overlay()

    def _place_overlay(self) -> None:
        self.side.setGeometry(self.width() - STRIP_WIDTH - WIDTH, 0, WIDTH, self.height())

    def _toggle_overlay(self) -> None:
        shown = not self.side.isVisible()
        self._place_overlay()
        self.side.setVisible(shown)
        if shown:
            self.side.raise_()
            self.side.quick.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
