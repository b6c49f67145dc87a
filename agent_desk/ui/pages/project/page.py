"""The page of one project: head, tabs, and one tab at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.project_page import (
    CASES,
    CLOCKS,
    HISTORY,
    MANUAL,
    MATERIALS,
    OVERVIEW,
    ROUTE,
    ProjectPagePresenter,
)
from agent_desk.services.desk import Desk
from agent_desk.services.press import Press
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.pages.project.cases import CasesTab
from agent_desk.ui.pages.project.clocks import ClocksTab
from agent_desk.ui.pages.project.head import ProjectHead
from agent_desk.ui.pages.project.history import HistoryTab
from agent_desk.ui.pages.project.manual import ManualTab
from agent_desk.ui.pages.project.overview import OverviewTab
from agent_desk.ui.pages.project.papers import PapersTab
from agent_desk.ui.pages.project.route import RouteTab
from agent_desk.ui.pages.project.tab import ProjectTab, TabTools
from agent_desk.ui.pages.projects_export import Exporter
from agent_desk.ui.pages.record_event.notice import NoticeLine
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import EmptyState, rule
from agent_desk.ui.widgets.page import Page
from agent_desk.ui.widgets.top_bar import Crumb

_KINDS: tuple[tuple[str, type[ProjectTab]], ...] = (
    (OVERVIEW, OverviewTab),
    (MANUAL, ManualTab),
    (ROUTE, RouteTab),
    (MATERIALS, PapersTab),
    (CASES, CasesTab),
    (CLOCKS, ClocksTab),
    (HISTORY, HistoryTab),
)
TAB_KEYS = tuple(key for key, _ in _KINDS)


class ProjectPage(Page):
    """``open_with(project_id, tab, case_id)`` shows a project; the tab defaults to the one shown last."""

    topics = frozenset({"projects", "cases", "materials", "members", "baselines"})

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
        self.presenter = ProjectPagePresenter(desk, today)
        self._navigate = navigate
        self.setProperty("surface", "surface")
        self.notice = NoticeLine(theme)
        self.exporter = Exporter(self, jobs, self.notice)
        self._tools = TabTools(
            self.presenter, theme, jobs, today, navigate, press, self.notice, self.exporter
        )
        self.head = ProjectHead(theme)
        self.head.tabs.chosen.connect(lambda key: self.show_tab(key))
        self._stack = QStackedWidget()
        self._tabs: dict[str, ProjectTab] = {}
        self._stale: set[str] = set()
        self._current = OVERVIEW
        self._empty = EmptyState(theme, tr("没有打开的项目，请从项目清单选择。"), tr("项目清单"))
        self._empty.acted.connect(lambda: navigate("projects"))
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(rule(strong=True))
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        self.head.hide()
        for place, key in enumerate(TAB_KEYS, start=1):
            QShortcut(QKeySequence(f"Alt+{place}"), self, lambda key=key: self.show_tab(key))
        QShortcut(QKeySequence("Ctrl+P"), self, lambda: self.tab().print_tab())
        QShortcut(QKeySequence("Ctrl+E"), self, lambda: self.tab().export_tab())

    # --- Page ---------------------------------------------------------------------------------

    def title(self) -> str:
        return self.presenter.sheet.project.display_name if self.presenter.shown else tr("项目")

    def breadcrumb(self) -> Sequence[Crumb]:
        return (Crumb(tr("项目"), "projects"), Crumb(self.title()))

    def panes(self) -> Sequence[QWidget]:
        return (*self.tab().panes(), self.head.tabs)

    def refresh(self) -> None:
        if self.presenter.project_id:
            self._say(self.presenter.refresh())
            self._show_project()

    # --- what is shown ------------------------------------------------------------------------

    def open_with(self, project_id: str, tab: str = "", case_id: str = "") -> None:
        """Show a project, in a tab and at a case if given; a refusal is shown on the page."""
        self.notice.clear()
        if not self._say(self.presenter.show(project_id)):
            return
        wanted = tab or (CASES if case_id else self._current)
        self._current = wanted if wanted in TAB_KEYS else OVERVIEW
        self._show_project()
        if case_id:
            self.tab().show_case(case_id)

    def show_tab(self, key: str, focus: bool = True) -> None:
        """Bring a tab to the front, and the keyboard to its first part."""
        if key != self._current:
            self.notice.clear()
        self._current = key
        self.head.tabs.set_current(key)
        tab = self.tab()
        if key in self._stale and self.presenter.shown:
            self._stale.discard(key)
            tab.refresh()
        self._stack.setCurrentWidget(tab if self.presenter.shown else self._empty)
        panes = tab.panes()
        if focus and panes and self.isVisible():
            panes[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def tab(self) -> ProjectTab:
        """The tab shown, made when first needed."""
        key = self._current
        if key not in self._tabs:
            self._tabs[key] = dict(_KINDS)[key](self._tools)
            self._stale.add(key)
            self._stack.addWidget(self._tabs[key])
        return self._tabs[key]

    def _show_project(self) -> None:
        if not self.presenter.shown:
            return
        self._stale = set(TAB_KEYS)
        self.head.set_view(self.presenter.head(), self.presenter.tabs())
        self.head.show()
        self.show_tab(self._current, focus=False)
        self.chrome_changed.emit()

    def _say(self, problem: str) -> bool:
        if problem:
            self.notice.say(problem, Tone.OVER)
        return not problem
