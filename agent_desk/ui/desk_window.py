"""The whole window: every page of the desk in the frame, with what belongs to no page.

Undo and redo, status line, badges, search, going from page to page, and refreshing what a change touched.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication

from agent_desk.domain.errors import Refusal
from agent_desk.i18n import tr
from agent_desk.presenters.cells import AvatarView
from agent_desk.presenters.refusals import sentence
from agent_desk.presenters.search import SearchHit, SearchPages, SearchPresenter
from agent_desk.presenters.window import RailCounts, calendar_notice, calendar_state, rail_counts, undo_line
from agent_desk.services.changes import Topic
from agent_desk.services.desk import Desk
from agent_desk.services.preferences import PreferencesStore
from agent_desk.services.press import Press
from agent_desk.ui.application import apply_theme, install_excepthook, make_application
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.main_window import MainWindow
from agent_desk.ui.page_specs import Collaborators, page_specs
from agent_desk.ui.pages.record_event.notice import NoticeLine
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.search_popup import SearchPopup

_SIZE = (1440, 900)
_MINUTE_MS = 60_000
# These pages have the keys themselves, with more to say about them.
_OWN_QUICK = frozenset({"today"})
_OWN_NEW = frozenset({"today", "projects"})


class DeskWindow(MainWindow):
    """The frame with all pages. ``navigate(key, **arguments)`` is the way from page to page."""

    _touched = Signal(object)

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        jobs: JobRunner,
        today: Callable[[], date],
        press: Press,
        preferences: PreferencesStore,
    ) -> None:
        self._desk, self._jobs, self._today = desk, jobs, today
        self._preferences = preferences
        parts = Collaborators(
            desk, theme, jobs, today, self.navigate, press, preferences, self._on_preferences
        )
        super().__init__(theme, page_specs(parts))
        self._day = today()
        self.search_index = SearchPresenter(desk, self._search_pages)
        self.popup = SearchPopup(theme, self.top_bar.search, self.search_index.find, self)
        self.popup.opened.connect(self._open_hit)
        self._connect()
        desk.listener = self._touched.emit
        self._show_day()
        self._show_person()
        self.status_bar.set_saved(tr("已保存"))
        self._show_undo()
        self._count()

    def _connect(self) -> None:
        # Queued: the change is still under way when the desk tells of it, and several make one refresh.
        self._touched.connect(self._on_touched, Qt.ConnectionType.QueuedConnection)
        self.undo_requested.connect(lambda: self._step(self._desk.undo))
        self.redo_requested.connect(lambda: self._step(self._desk.redo))
        self._jobs.progressed.connect(self.status_bar.show_progress)
        self._jobs.busy_changed.connect(lambda busy: None if busy else self.status_bar.clear_progress())
        self.top_bar.bell_clicked.connect(lambda: self.navigate("supervision"))
        for signal in (self.status_bar.calendar_clicked, self.status_bar.notice_clicked):
            signal.connect(lambda: self.navigate("settings"))
        self._quick = self._global_key("Ctrl+L", lambda: self.navigate("assistance", quick=True))
        self._new = self._global_key("Ctrl+N", lambda: self.navigate("wizard"))
        self.page_shown.connect(self._on_page_shown)
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE_MS)
        self._clock.timeout.connect(self._on_minute)
        self._clock.start()

    def _global_key(self, keys: str, action: Callable[[], None]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(action)
        return shortcut

    # --- from page to page ----------------------------------------------------------------------

    def navigate(self, key: str, **arguments: object) -> None:
        """Show a page, turned to what the arguments name. A refusal becomes one line in the status bar."""
        try:
            page = self.page(key)
            if arguments:
                page.open_with(**arguments)
            self.show_page(key)
            if arguments:
                page.opened_with(**arguments)
        except Refusal as refusal:
            self.status_bar.show_error(sentence(refusal))

    def _on_page_shown(self, key: str) -> None:
        self._quick.setEnabled(key not in _OWN_QUICK)
        self._new.setEnabled(key not in _OWN_NEW)

    def _search_pages(self) -> SearchPages:
        return SearchPages(
            named=tuple((spec.key, spec.title) for spec in self._specs.values() if spec.on_rail)
        )

    def _open_hit(self, hit: SearchHit) -> None:
        self.navigate(hit.page, **hit.arguments)

    # --- changes --------------------------------------------------------------------------------

    def _on_touched(self, topics: frozenset[Topic]) -> None:
        if topics & {Topic.PROJECTS, Topic.MEMBERS}:
            self.search_index.forget()
        self._show_undo()
        self.touch(topics)
        self._count()

    def _step(self, action: Callable[[], object]) -> None:
        for notice in self.findChildren(NoticeLine):
            notice.clear()  # it told of a step that may be the one taken back now
        try:
            action()
        except Refusal as refusal:
            self.status_bar.show_error(sentence(refusal))
        self._show_undo()

    def _show_undo(self) -> None:
        self.status_bar.set_undo(undo_line(self._desk.undo_text))

    # --- what stands around the pages -----------------------------------------------------------

    def _show_day(self) -> None:
        today = self._today()
        calendar = self._desk.office.calendar
        self.top_bar.set_today(today)
        self.status_bar.set_calendar(calendar_state(calendar, today))
        self.status_bar.set_notice(calendar_notice(calendar, today))

    def _on_minute(self) -> None:
        today = self._today()
        if today != self._day:
            self._day = today
            self._show_day()
            self.touch(Topic)
            self._count()

    def _show_person(self) -> None:
        me = self._desk.office.user
        with self._desk.office.store.reading() as uow:
            found = [member for member in uow.members.all() if member.id == me]
        if found:
            self.top_bar.set_person(AvatarView(found[0].name, found[0].hue))

    def _on_preferences(self) -> None:
        member_id = self._preferences.load().member_id
        if member_id != self._desk.office.user:
            self._desk.office = replace(self._desk.office, user=member_id)
            self._show_person()
            self.touch(Topic)

    def _count(self) -> None:
        office, today = self._desk.office, self._today()
        self._jobs.run(lambda _progress, _cancelled: rail_counts(office, today), self._show_counts)

    def _show_counts(self, counts: RailCounts) -> None:
        self.rail.set_badge("today", counts.pressing)
        self.rail.set_badge("supervision", counts.red)
        self.top_bar.set_warnings(counts.red)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.popup.hide()


def run_window(desk: Desk, press: Press, preferences: PreferencesStore, today: Callable[[], date]) -> int:
    """Open the window on a desk and run until it is closed; the exit code. Closes the desk's records."""
    kept = preferences.load()
    app = make_application(sys.argv[:1], os.environ)
    theme = Theme(mode=kept.theme, density=kept.density)
    apply_theme(app, theme)
    jobs = JobRunner()
    window = DeskWindow(desk, theme, jobs, today, press, preferences)
    install_excepthook(window.status_bar.show_error)
    _fit_screen(window)
    window.show()
    window.show_page("today")
    code = app.exec()
    desk.listener = None
    jobs.shutdown()
    desk.office.store.close()
    return code


def _fit_screen(window: MainWindow) -> None:
    screen = QApplication.primaryScreen().availableGeometry()
    window.resize(min(_SIZE[0], screen.width()), min(_SIZE[1], screen.height()))
