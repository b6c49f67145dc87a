"""报表: list, preview and choices together. What is previewed is what is written to the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from agent_desk.domain.errors import Refusal
from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.refusals import sentence
from agent_desk.presenters.reports import Asked, ReportsPresenter
from agent_desk.services.desk import Desk
from agent_desk.services.press import Press
from agent_desk.services.report_definitions import OutputFormat
from agent_desk.ui.jobs import JobHandle, JobRunner
from agent_desk.ui.pages.reports.listing import ReportList
from agent_desk.ui.pages.reports.options import ReportOptions
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import EmptyState, rule
from agent_desk.ui.widgets.page import Page
from agent_desk.ui.widgets.pdf_preview import PdfPreview
from agent_desk.ui.widgets.save_path import AskPath, ask_save_path


class ReportsPage(Page):
    """Every report of the desk. ``open_with(report_id=..., project_id=...)`` turns to one."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        jobs: JobRunner,
        today: Callable[[], date],
        navigate: Callable[..., None],
        press: Press,
        ask_path: AskPath = ask_save_path,
    ) -> None:
        super().__init__()
        self.presenter = ReportsPresenter(desk, today, press)
        self._jobs, self._navigate, self._ask_path = jobs, navigate, ask_path
        self._making: JobHandle | None = None
        self._made: tuple[Asked, bytes] | None = None
        self.listing = ReportList(theme, self.presenter.groups())
        self.listing.chosen.connect(self.choose)
        self.options = ReportOptions(theme, self.presenter)
        self.options.changed.connect(self.refresh)
        self.options.pdf_asked.connect(lambda: self.export("pdf"))
        self.options.print_asked.connect(self.print_page)
        self.options.excel_asked.connect(lambda: self.export("excel"))
        self.preview = PdfPreview(theme, jobs, press)
        self.preview.failed.connect(self._failed)
        self._empty = EmptyState(theme, tr("正在生成…"))
        self._empty.acted.connect(lambda: self._navigate("wizard"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.preview)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self.listing, rule(True, True), self._stack, rule(True, True), self.options):
            row.addWidget(widget, 1 if widget is self._stack else 0)
        self.listing.set_current(self.presenter.current)
        self.options.set_ready(False)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_page)
        QShortcut(QKeySequence("Ctrl+E"), self, self.export_page)

    # --- the report -----------------------------------------------------------------------------

    def choose(self, report_id: str) -> None:
        """Turn to a report."""
        self.presenter.choose(report_id)
        self.listing.set_current(report_id)
        self.options.say("")
        self.options.show_choices()
        self.chrome_changed.emit()
        self.refresh()

    def open_with(self, report_id: str = "", project_id: str = "") -> None:
        """Turn to a report, about one project if named."""
        if project_id:
            self.presenter.project_id = project_id
        self.choose(report_id or self.presenter.current)

    def refresh(self) -> None:
        """Make the report anew beside the window; the pages shown stay until then."""
        if self._making is not None:
            self._making.cancel()
            self._making = None
        if self.presenter.needs_project and not self.presenter.project_id:
            self.presenter.choose(self.presenter.current)
            self.options.show_choices()
        self._made = None
        self.options.set_ready(False)
        blocked = self.presenter.blocked()
        if blocked:
            self._empty.set_text(blocked)
            lacks = self.presenter.needs_project and not self.presenter.project_id
            self._empty.button.setText(tr("新建项目"))
            self._empty.button.setVisible(lacks)
            self._stack.setCurrentWidget(self._empty)
            return
        if self._stack.currentWidget() is self._empty:
            self._empty.set_text(tr("正在生成…"))
            self._empty.button.hide()
        presenter, asked = self.presenter, self.presenter.asked()
        self._making = self._jobs.run(
            lambda _progress, _cancelled: presenter.pdf(asked),
            lambda pdf: self._on_made(asked, pdf),
            self._failed,
            tr("正在生成…"),
        )

    def _on_made(self, asked: Asked, pdf: bytes) -> None:
        self._making = None
        self._made = (asked, pdf)
        self._stack.setCurrentWidget(self.preview)
        self.preview.show_pdf(pdf)
        self.options.set_ready(True)

    def _failed(self, error: BaseException) -> None:
        self._making = None
        if not isinstance(error, Refusal):
            raise error
        self.options.say(sentence(error), Tone.OVER)

    # --- files ----------------------------------------------------------------------------------

    def print_page(self) -> None:
        """Ctrl+P: the report as a PDF for the printer."""
        self.export("pdf")

    def export_page(self) -> None:
        """Ctrl+E: the same as the button 导出 PDF."""
        self.export("pdf")

    def export(self, kind: OutputFormat) -> None:
        """Ask for a place and write the report that is shown there, whole or not at all."""
        if self._made is None or kind not in self.presenter.formats:
            return
        presenter, (asked, pdf) = self.presenter, self._made
        path = self._ask_path(self, tr("导出报表"), presenter.file_name(kind, asked))
        if path is None:
            return
        self.options.say(tr("正在导出…"))
        self._jobs.run(
            lambda _progress, _cancelled: presenter.write(kind, asked, path, pdf),
            lambda written: self.options.say(tr("已导出：{path}", path=written)),
            self._failed,
            tr("正在导出…"),
        )

    # --- the window's questions -----------------------------------------------------------------

    def title(self) -> str:
        return tr("报表")

    def subtitle(self) -> str:
        return self.presenter.name

    def panes(self) -> tuple[QWidget, ...]:
        return self.listing, self._stack, self.options
