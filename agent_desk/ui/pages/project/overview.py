"""概览: figures, the tightest cases, what can be started, open questions; and at the right who and what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.project_page import CASES, CLOCKS
from agent_desk.presenters.project_page_cases import ReadyView, case_columns
from agent_desk.presenters.project_page_overview import Figure, OverviewView, Person, overview
from agent_desk.ui.pages.project.tab import (
    ElidedLabel,
    ProjectTab,
    TabTools,
    divider,
    empty_layout,
    heading,
    pairs_grid,
    scrolled,
    side_panel,
)
from agent_desk.ui.widgets.basics import DeskButton, RowFrame, plain_label, rule
from agent_desk.ui.widgets.desk_table import DeskTable
from agent_desk.ui.widgets.marks import AvatarStack, KpiTile

_READY = 6


class OverviewTab(ProjectTab):
    """Enter on a case opens its clocks; 启动 records that its preparation has begun."""

    def __init__(self, tools: TabTools) -> None:
        super().__init__(tools)
        self.table = DeskTable(self.theme, case_columns(short=True))
        self.table.setAccessibleName(tr("最紧的时钟"))
        self.table.activated_row.connect(self._open_clocks)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._band = RowFrame("", 0)
        self._band.row.setContentsMargins(24, 12, 20, 0)
        self._clocks_head = QVBoxLayout()
        self._clocks_head.setContentsMargins(24, 0, 20, 6)
        self._ready = QVBoxLayout()
        self._ready.setSpacing(2)
        self._questions = QVBoxLayout()
        self._questions.setSpacing(2)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 20)
        column.setSpacing(0)
        column.addWidget(self._band)
        column.addWidget(rule())
        column.addSpacing(12)
        column.addLayout(self._clocks_head)
        column.addWidget(self.table)
        column.addSpacing(16)
        lower = QHBoxLayout()
        lower.setContentsMargins(24, 0, 20, 0)
        lower.setSpacing(32)
        for part in (self._ready, self._questions):
            part.setAlignment(Qt.AlignmentFlag.AlignTop)
            lower.addLayout(part, 1)
        column.addLayout(lower)
        column.addStretch(1)
        panel, self._side = side_panel(340)
        side_area = scrolled(panel, "window")
        side_area.setFixedWidth(340)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(scrolled(body), 1)
        row.addWidget(side_area)

    def panes(self) -> Sequence[QWidget]:
        return (self.table,)

    def refresh(self) -> None:
        presenter = self.presenter
        view = overview(presenter.sheet, presenter.plan, presenter.desk.office)
        self._show_figures(view.figures)
        self._show_table(view)
        self._show_ready(view.ready)
        self._show_questions(view)
        self._show_side(view)

    def _show_figures(self, figures: Sequence[Figure]) -> None:
        empty_layout(self._band.row)
        for place, figure in enumerate(figures):
            tile = KpiTile(self.theme, figure.name, divider=place > 0)
            tile.set_value(figure.value, figure.unit, figure.note, figure.tone)
            self._band.row.addWidget(tile, 1)

    def _show_table(self, view: OverviewView) -> None:
        empty_layout(self._clocks_head)
        note = "" if view.urgent else tr("没有在计时的办件")
        self._clocks_head.addWidget(heading(self.theme, tr("最紧的时钟"), note))
        self.table.set_rows(view.urgent)
        self.table.setVisible(bool(view.urgent))
        height = self.theme.height("tableHeader") + len(view.urgent) * self.theme.height("rowToday")
        self.table.setFixedHeight(height + 2)
        if view.urgent and not self.table.current_key():
            self.table.select_key(view.urgent[0].key)

    def _show_ready(self, ready: Sequence[ReadyView]) -> None:
        empty_layout(self._ready)
        self._ready.addWidget(heading(self.theme, tr("现在可启动"), tr("{n} 项", n=len(ready))))
        if not ready:
            text = tr("没有可启动的事项：其余事项的法定前置尚未办结。")
            self._ready.addWidget(plain_label(self.theme, text, "caption", Tone.QUIET))
        for case in ready[:_READY]:
            self._ready.addWidget(self._ready_line(case))
        if len(ready) > _READY:
            more = DeskButton(self.theme, tr("全部 {n} 项", n=len(ready)), "link")
            more.clicked.connect(lambda: self._open(CASES))
            self._ready.addWidget(more)

    def _ready_line(self, case: ReadyView) -> QWidget:
        line = RowFrame("", 8)
        line.setProperty("line", "bottom")
        line.row.setContentsMargins(0, 5, 0, 5)
        text = QVBoxLayout()
        text.setSpacing(0)
        for words, role, tone in ((case.title, "bodyStrong", Tone.PRIMARY), (case.note, "caption", Tone.QUIET)):
            text.addWidget(ElidedLabel(self.theme, words, role, tone))
        line.row.addLayout(text, 1)
        button = DeskButton(self.theme, tr("启动"), "smallAccent", "play", 12)
        button.setAccessibleName(tr("启动{item}", item=case.title))
        button.clicked.connect(lambda: self._start(case))
        line.row.addWidget(button)
        return line

    def _start(self, case: ReadyView) -> None:
        if self.report(self.presenter.start(case.case_id)):
            self.tools.notice.say(tr("已启动：{item}", item=case.title))

    def _show_questions(self, view: OverviewView) -> None:
        empty_layout(self._questions)
        note = tr("{n} 项事项待定", n=view.unconfirmed) if view.unconfirmed else ""
        self._questions.addWidget(heading(self.theme, tr("待确认"), note))
        if not view.questions:
            text = tr("画像已能确定全部事项。")
            self._questions.addWidget(plain_label(self.theme, text, "caption", Tone.QUIET))
        for question, items in view.questions:
            line = RowFrame("", 12)
            line.setProperty("line", "bottom")
            line.row.setContentsMargins(0, 6, 0, 6)
            asked = ElidedLabel(self.theme, question)
            asked.setFixedWidth(150)
            line.row.addWidget(asked)
            line.row.addWidget(ElidedLabel(self.theme, items, "caption", Tone.QUIET), 1)
            self._questions.addWidget(line)
        if view.more_questions:
            text = tr("还有 {n} 个问题，见服务手册末章。", n=view.more_questions)
            self._questions.addWidget(plain_label(self.theme, text, "caption", Tone.QUIET))

    def _show_side(self, view: OverviewView) -> None:
        side = self._side
        empty_layout(side)
        side.addWidget(heading(self.theme, tr("准入")))
        for text in view.admission:
            label = plain_label(self.theme, text, "body", Tone.SECONDARY)
            label.setWordWrap(True)
            side.addWidget(label)
        side.addWidget(divider())
        side.addWidget(heading(self.theme, tr("推进团队"), "1+1+N"))
        if not view.team:
            side.addWidget(plain_label(self.theme, tr("还没有指定团队。"), "caption", Tone.QUIET))
        for person in view.team:
            side.addWidget(self._person(person))
        side.addWidget(divider())
        side.addWidget(heading(self.theme, tr("企业与日期")))
        side.addWidget(pairs_grid(self.theme, view.contact))
        if view.profile:
            side.addWidget(divider())
            side.addWidget(heading(self.theme, tr("项目画像")))
            side.addWidget(pairs_grid(self.theme, view.profile, 132))
        side.addStretch(1)

    def _person(self, person: Person) -> QWidget:
        line = RowFrame("", 10)
        line.row.addWidget(AvatarStack(self.theme, (person.avatar,), 24, "bg.window"))
        line.row.addWidget(plain_label(self.theme, person.avatar.name, "bodyStrong"))
        line.row.addWidget(plain_label(self.theme, person.seat, "caption", Tone.QUIET))
        line.row.addStretch(1)
        line.row.addWidget(plain_label(self.theme, person.phone, "caption", Tone.SECONDARY))
        return line

    def _open(self, tab: str, case_id: str = "") -> None:
        self.tools.navigate("project", project_id=self.presenter.project_id, tab=tab, case_id=case_id)

    def _open_clocks(self, case_id: str) -> None:
        self._open(CLOCKS, case_id)
