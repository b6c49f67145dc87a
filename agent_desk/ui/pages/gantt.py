"""The page 甘特: toolbar, chart, legend; files of the chart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from agent_desk.domain.errors import Refusal
from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.gantt import PORTFOLIO, PROJECT, GanttPresenter, PictureFormat
from agent_desk.presenters.refusals import sentence
from agent_desk.services.changes import Topic
from agent_desk.services.desk import Desk
from agent_desk.services.gantt.model import GanttChart
from agent_desk.services.gantt.scale import PRESETS
from agent_desk.services.press import Press
from agent_desk.ui.gantt.panel import GanttPanel
from agent_desk.ui.gantt.view import ZOOM_STEP
from agent_desk.ui.jobs import JobHandle, JobRunner
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import DeskButton, EmptyState, RowFrame, plain_label, rule, set_look
from agent_desk.ui.widgets.check_box import DeskCheck
from agent_desk.ui.widgets.choices import Segmented
from agent_desk.ui.widgets.fields import DeskCombo
from agent_desk.ui.widgets.page import Page
from agent_desk.ui.widgets.save_path import AskPath, ask_save_path

_NEAR = 0.01
_COMBO_WIDTH = 240


class GanttPage(Page):
    """The chart of all projects or of one. ``open_with(project_id=...)`` shows one project."""

    topics = frozenset({Topic.PROJECTS, Topic.CASES, Topic.BASELINES, Topic.SETTINGS})

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        jobs: JobRunner,
        today: Callable[[], date],
        navigate: Callable[..., None],
        press: Press | None,
        ask_path: AskPath = ask_save_path,
    ) -> None:
        super().__init__()
        self.presenter = GanttPresenter(desk, today, press)
        self._theme, self._jobs, self._navigate, self._ask_path = theme, jobs, navigate, ask_path
        self._loading: JobHandle | None = None
        self.panel = GanttPanel(theme)
        self.panel.view.row_activated.connect(self._open_row)
        self.panel.view.zoom_changed.connect(self._on_zoom)
        self._message = plain_label(theme, "", "caption", Tone.SECONDARY)
        self._message.setContentsMargins(24, 4, 24, 4)
        self._message.hide()
        self._empty = EmptyState(theme, tr("正在排程…"))
        self._empty.acted.connect(lambda: self._navigate("wizard"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.toolbar = self._make_toolbar()
        column.addWidget(self.toolbar)
        column.addWidget(rule(strong=True))
        column.addWidget(self._message)
        column.addWidget(self._stack, 1)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_page)
        QShortcut(QKeySequence("Ctrl+E"), self, self.export_page)
        self._enable()

    # --- toolbar --------------------------------------------------------------------------------

    def _make_toolbar(self) -> QWidget:
        theme, view = self._theme, self.panel.view
        bar = RowFrame(spacing=0)
        bar.setFixedHeight(theme.height("toolbar"))
        bar.row.setContentsMargins(24, 0, 20, 0)
        self._mode = Segmented(theme, self.presenter.modes(), tr("甘特范围"), PORTFOLIO)
        self._mode.chosen.connect(self._choose_mode)
        self._project = DeskCombo(theme)
        self._project.setProperty("kind", "toolbar")
        self._project.setAccessibleName(tr("项目"))
        self._project.setMinimumWidth(_COMBO_WIDTH // 2)
        self._project.setMaximumWidth(_COMBO_WIDTH)
        self._project.activated.connect(lambda _place: self._choose_project(self._project.current_key()))
        self._project.hide()
        chosen = RowFrame(spacing=8)
        chosen.row.addWidget(self._mode)
        chosen.row.addWidget(self._project)
        self._zoom = Segmented(theme, self.presenter.presets(), tr("时间刻度"), "day")
        self._zoom.chosen.connect(view.set_preset)
        out = self._tool("zoom-out", tr("缩小（-）"), lambda: view.zoom_at(1 / ZOOM_STEP))
        closer = self._tool("zoom-in", tr("放大（+）"), lambda: view.zoom_at(ZOOM_STEP))
        today = DeskButton(theme, tr("今天"), icon="calendar-days")
        today.setToolTip(tr("回到今天（T）"))
        today.clicked.connect(view.go_to_today)
        self._critical = self._check(tr("关键线路"))
        self._baselines = self._check(tr("基线"))
        self._links = self._check(tr("依赖"))
        self._print = DeskButton(theme, tr("打印"), icon="printer")
        self._print.setToolTip(tr("存为可打印的 PDF（Ctrl P）"))
        self._print.clicked.connect(self.print_page)
        self._export = DeskButton(theme, tr("导出"), icon="download")
        self._export.clicked.connect(self.export_page)
        for widget, space in (
            (chosen, 12), (self._zoom, 8), (out, 4), (closer, 8), (today, 18),
            (self._critical, 18), (self._baselines, 18), (self._links, 0),
        ):  # fmt: skip
            bar.row.addWidget(widget)
            bar.row.addSpacing(space)
        bar.row.addStretch(1)
        bar.row.addWidget(self._print)
        bar.row.addSpacing(8)
        bar.row.addWidget(self._export)
        return bar

    def _tool(self, icon: str, name: str, action: Callable[[], object]) -> DeskButton:
        button = DeskButton(self._theme, "", "icon", icon, 16)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(action)
        return button

    def _check(self, text: str) -> DeskCheck:
        box = DeskCheck(self._theme, text)
        box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        box.toggled.connect(self._show_parts)
        return box

    def _show_parts(self) -> None:
        self.panel.view.set_shown(
            links=self._links.isChecked(),
            baselines=self._baselines.isChecked(),
            critical=self._critical.isChecked(),
        )

    def _on_zoom(self, px: float) -> None:
        near = [key for key, preset in PRESETS.items() if abs(preset - px) < _NEAR]
        self._zoom.set_current(near[0] if near else "")

    def _enable(self) -> None:
        for button in (self._print, self._export):
            button.setEnabled(self.presenter.can_export)

    # --- the chart ------------------------------------------------------------------------------

    def _choose_mode(self, mode: str) -> None:
        if mode == PORTFOLIO:
            self.presenter.show_portfolio()
        elif not self.presenter.show_project():
            self._mode.set_current(self.presenter.mode)
            return
        self.refresh()

    def _choose_project(self, project_id: str) -> None:
        if self.presenter.show_project(project_id):
            self.refresh()

    def open_with(self, project_id: str = "") -> None:
        """Show one project, or all without one."""
        if project_id:
            self._choose_project(project_id)
        else:
            self._choose_mode(PORTFOLIO)

    def refresh(self) -> None:
        """Plan again beside the window; the chart shown stays until then."""
        presenter = self.presenter
        single = presenter.mode == PROJECT
        self._mode.set_current(presenter.mode)
        self._project.setVisible(single)
        if single:
            self._fill_projects()
        if self._loading is not None:
            self._loading.cancel()
        self._loading = self._jobs.run(
            lambda _progress, _cancelled: presenter.load(), self._loaded, self._failed, tr("正在排程…")
        )

    def _fill_projects(self) -> None:
        self._project.clear()
        for key, name in self.presenter.projects():
            self._project.addItem(name, key)
        self._project.set_current_key(self.presenter.project_id)

    def _loaded(self, chart: GanttChart) -> None:
        self._loading = None
        first, self.presenter.chart = self.presenter.chart is None, chart
        self.panel.set_chart(chart)
        self._baselines.set_text(self.presenter.baseline_text())
        empty = self.presenter.empty_text()
        if empty:
            self._empty.set_text(empty)
            self._empty.button.setText(tr("新建项目"))
            self._empty.button.setVisible(self.presenter.mode == PORTFOLIO)
        self._stack.setCurrentWidget(self._empty if empty else self.panel)
        if first and self.focusWidget() is not None and not empty:
            # While the chart was planned the keyboard went to the toolbar.
            self.panel.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._enable()
        self.chrome_changed.emit()

    def _failed(self, error: BaseException) -> None:
        self._loading = None
        if not isinstance(error, Refusal):
            raise error
        self._say(sentence(error), Tone.OVER)

    def _open_row(self, row_id: str) -> None:
        target = self.presenter.target(row_id)
        if target is None:
            return
        more = {"case_id": target.case_id} if target.case_id else {}
        self._navigate("project", project_id=target.project_id, **more)

    def _say(self, text: str, tone: Tone = Tone.SECONDARY) -> None:
        self._message.setText(text)
        set_look(self._message, "tone", str(tone))
        self._message.setVisible(bool(text))

    # --- files ----------------------------------------------------------------------------------

    def print_page(self) -> None:
        """Ctrl+P: the chart as a PDF over as many pages as it needs."""
        self.export(PictureFormat.PDF)

    def export_page(self) -> None:
        """Ctrl+E: choose the kind of file."""
        if not self.presenter.can_export:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, text in (
            (PictureFormat.PNG, tr("PNG 图片")),
            (PictureFormat.SVG, tr("SVG 矢量图")),
            (PictureFormat.PDF, tr("PDF 文件")),
        ):
            menu.addAction(text).triggered.connect(lambda _on=False, chosen=kind: self.export(chosen))
        menu.popup(self._export.mapToGlobal(self._export.rect().bottomLeft()))

    def export(self, kind: PictureFormat) -> None:
        """Ask for a place and write the chart there, whole or not at all."""
        presenter = self.presenter
        if not presenter.can_export:
            return
        path = self._ask_path(self, tr("导出甘特图"), presenter.file_name(kind))
        if path is None:
            return
        self._say(tr("正在导出…"))
        self._jobs.run(
            lambda _progress, _cancelled: presenter.write(kind, path),
            lambda written: self._say(tr("已导出：{path}", path=written)),
            self._failed,
            tr("正在导出…"),
        )

    # --- the window's questions -----------------------------------------------------------------

    def title(self) -> str:
        return tr("甘特")

    def subtitle(self) -> str:
        return self.presenter.subtitle()

    def panes(self) -> tuple[QWidget, ...]:
        return self.panel.view, self.toolbar
