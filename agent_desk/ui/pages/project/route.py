"""最优流程: statutory and planned days side by side, the steps, and why it takes as long as it does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.project_page_route import (
    DONE_GROUP,
    ReasonLine,
    RouteView,
    route_columns,
    route_view,
)
from agent_desk.ui.pages.project.share_bar import CompareBars
from agent_desk.ui.pages.project.tab import (
    ProjectTab,
    TabTools,
    empty_layout,
    heading,
    scrolled,
    side_panel,
)
from agent_desk.ui.widgets.basics import DeskButton, EmptyState, IconLabel, RowFrame, plain_label, rule
from agent_desk.ui.widgets.desk_table import DeskTable


class RouteTab(ProjectTab):
    """Adopting the plan as baseline is a recorded, undoable step; looking at it changes nothing."""

    def __init__(self, tools: TabTools) -> None:
        super().__init__(tools)
        self._show_done = False
        self.bars = CompareBars(self.theme)
        self.bars.set_unit(tr("天"))
        self.table = DeskTable(self.theme, route_columns())
        self.table.setAccessibleName(tr("流程步骤"))
        self.table.group_clicked.connect(self._toggle)
        self.empty = EmptyState(self.theme, "")
        self._note = plain_label(self.theme, "", "caption", Tone.QUIET)
        self._note.setWordWrap(True)
        self._note.setContentsMargins(24, 6, 20, 8)
        self._left = QWidget()
        self._left.setProperty("surface", "surface")
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bars_block())
        column.addWidget(self._steps_head())
        column.addWidget(self.table, 1)
        column.addWidget(self._note)
        self._panel = self._side_panel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left, 1)
        row.addWidget(self._panel)
        row.addWidget(self.empty, 1)

    def _bars_block(self) -> QWidget:
        host = QWidget()
        column = QVBoxLayout(host)
        column.setContentsMargins(24, 0, 20, 8)
        column.setSpacing(8)
        column.addWidget(heading(self.theme, tr("法定与最优"), tr("单位：自然日，自建档至开工")))
        column.addWidget(self.bars)
        column.addWidget(rule())
        return host

    def _steps_head(self) -> QWidget:
        line = RowFrame("", 10)
        line.row.setContentsMargins(24, 2, 20, 8)
        line.row.addWidget(plain_label(self.theme, tr("流程步骤"), "bodyBold"))
        self._steps_note = plain_label(self.theme, "", "caption", Tone.QUIET)
        line.row.addWidget(self._steps_note)
        line.row.addStretch(1)
        gantt = DeskButton(self.theme, tr("在甘特中打开"), "small", "chart-gantt", 14)
        gantt.clicked.connect(
            lambda: self.tools.navigate("gantt", project_id=self.presenter.project_id)
        )
        line.row.addWidget(gantt)
        return line

    def _side_panel(self) -> QWidget:
        panel, column = side_panel(360)
        column.setContentsMargins(20, 16, 20, 16)
        self._why_head = QVBoxLayout()
        column.addLayout(self._why_head)
        self._why = QWidget()
        self._why_column = QVBoxLayout(self._why)
        self._why_column.setContentsMargins(0, 0, 8, 0)
        self._why_column.setSpacing(0)
        column.addWidget(scrolled(self._why, "window"), 1)
        column.addWidget(rule(strong=True))
        self._figures = QHBoxLayout()
        self._figures.setSpacing(24)
        column.addLayout(self._figures)
        self.adopt_button = DeskButton(self.theme, "", "primary", "badge-check")
        self.adopt_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.adopt_button.clicked.connect(self.adopt)
        column.addWidget(self.adopt_button)
        return panel

    def panes(self) -> Sequence[QWidget]:
        return (self.table, self._panel)

    def refresh(self) -> None:
        presenter = self.presenter
        view = route_view(presenter.sheet, presenter.plan, presenter.desk.office, self._show_done)
        bad = view.empty or "\n".join((tr("下列要求互相冲突，排不出流程："), *view.conflict)) * bool(view.conflict)
        for widget in (self._left, self._panel):
            widget.setVisible(not bad)
        self.empty.setVisible(bool(bad))
        self.empty.set_text(bad)
        if bad:
            return
        self.bars.set_bars(view.bars)
        self.table.set_rows(view.rows)
        if view.rows and not self.table.current_key():
            self.table.select_key(view.rows[0].key)
        self._steps_note.setText(tr("关键线路 {n} 步", n=presenter.plan.critical_steps))
        self._note.setText(view.note)
        self._show_side(view)

    def adopt(self) -> None:
        """Keep the present plan as the next baseline."""
        number = self.presenter.next_baseline()
        if self.report(self.presenter.adopt_baseline()):
            self.tools.notice.say(tr("已采纳为基线 v{n}，可用 Ctrl+Z 撤销。", n=number))

    def _toggle(self, key: str) -> None:
        if key == DONE_GROUP:
            self._show_done = not self._show_done
            self.refresh()

    def _show_side(self, view: RouteView) -> None:
        empty_layout(self._why_head)
        self._why_head.addWidget(heading(self.theme, view.title, view.saved))
        empty_layout(self._why_column)
        if not view.reasons:
            text = tr("开工所需的事项均已办结。")
            self._why_column.addWidget(plain_label(self.theme, text, "caption", Tone.QUIET))
        for line in view.reasons:
            self._why_column.addWidget(self._reason(line))
        self._why_column.addStretch(1)
        empty_layout(self._figures)
        for name, value, unit in view.figures:
            self._figures.addWidget(self._figure(name, value, unit))
        self._figures.addStretch(1)
        self.adopt_button.setText(tr("采纳为基线 v{n}", n=self.presenter.next_baseline()))

    def _figure(self, name: str, value: str, unit: str) -> QWidget:
        host = QWidget()
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(plain_label(self.theme, name, "caption", Tone.SECONDARY))
        line = RowFrame("", 3)
        line.row.addWidget(plain_label(self.theme, value, "figure"))
        line.row.addWidget(plain_label(self.theme, unit, "caption", Tone.QUIET))
        line.row.addStretch(1)
        column.addWidget(line)
        return host

    def _reason(self, line: ReasonLine) -> QWidget:
        host = RowFrame("", 10)
        host.setProperty("line", "bottom")
        host.row.setContentsMargins(0, 7, 0, 7)
        day = plain_label(self.theme, line.day, "captionBold", "accent" if not line.locked else Tone.QUIET)
        day.setFixedWidth(72)
        host.row.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
        text = QVBoxLayout()
        text.setSpacing(1)
        title = plain_label(self.theme, line.title, "bodyStrong")
        why = plain_label(self.theme, line.why, "caption", Tone.SECONDARY)
        for label in (title, why):
            label.setWordWrap(True)
            text.addWidget(label)
        host.row.addLayout(text, 1)
        if line.locked:
            host.row.addWidget(IconLabel(self.theme, "lock", "text.3", 14), 0, Qt.AlignmentFlag.AlignTop)
        return host
