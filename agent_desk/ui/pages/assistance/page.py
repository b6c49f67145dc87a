"""三办: puts quick entry, board and right column together and passes the user's actions to the presenter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from agent_desk.domain.assistance import Stage
from agent_desk.i18n import tr
from agent_desk.presenters.assistance import AssistancePresenter, Outcome
from agent_desk.presenters.assistance_cards import BoardView
from agent_desk.services.changes import Topic
from agent_desk.services.desk import Desk
from agent_desk.services.preferences import PreferencesStore
from agent_desk.services.press import Press
from agent_desk.services.words import word
from agent_desk.ui.jobs import JobRunner
from agent_desk.ui.pages.assistance.board import AssistanceBoard
from agent_desk.ui.pages.assistance.entry import QuickEntry
from agent_desk.ui.pages.assistance.side import AssistanceSide
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.page import Page

_KINDS = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2}


class AssistancePage(Page):
    """Keys: 1 2 3 kind (Alt+1 2 3 inside a field), ``/`` one-line entry, Ctrl+Enter enters, Ctrl+← → moves a card."""

    topics = frozenset({Topic.ASSISTANCE, Topic.MEMBERS, Topic.PROJECTS, Topic.SETTINGS})

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        jobs: JobRunner,
        today: Callable[[], date],
        navigate: Callable[..., None],
        press: Press | None = None,
        *,
        preferences: PreferencesStore,
    ) -> None:
        super().__init__()
        self._theme, self._navigate = theme, navigate
        self.presenter = AssistancePresenter(desk, today, preferences)
        self._board_view = BoardView(())
        self.entry = QuickEntry(theme, self.presenter)
        self.board = AssistanceBoard(theme)
        self.side = AssistanceSide(theme)
        lower = QHBoxLayout()
        lower.setSpacing(0)
        lower.addWidget(self.board, 1)
        lower.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.entry)
        column.addLayout(lower, 1)
        self._wire()

    def _wire(self) -> None:
        self.entry.logged.connect(self.refresh)
        self.board.moved.connect(self._on_moved)
        self.board.stepped.connect(lambda key, by: self._show(self.presenter.step(key, by), key))
        self.board.assign_asked.connect(self._show_menu)
        self.board.opened.connect(self._open)
        self.side.period_chosen.connect(lambda _period: self._show_honours())
        self._shortcut("Ctrl+Return", self.entry.submit)
        self._shortcut("Ctrl+Enter", self.entry.submit)
        for place in range(len(_KINDS)):
            self._shortcut(f"Alt+{place + 1}", partial(self.entry.set_kind, place))

    def _shortcut(self, keys: str, action: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(action)

    # --- Page ---------------------------------------------------------------------------------

    def title(self) -> str:
        return tr("三办")

    def subtitle(self) -> str:
        return tr("党员志愿者代办、帮办、协办")

    def panes(self) -> Sequence[QWidget]:
        return (self.entry.whom, self.entry, self.board, self.side)

    def refresh(self) -> None:
        self._board_view = self.presenter.reload()
        self.board.show_board(self._board_view)
        self.side.show_mine(self.presenter.mine())
        self._show_honours()

    # --- actions ------------------------------------------------------------------------------

    def opened_with(self, quick: bool = False) -> None:
        """With ``quick`` the keyboard goes to the entry at once."""
        if quick:
            self.take_entry_focus()

    def take_entry_focus(self) -> None:
        """To the quick entry (Ctrl+L from anywhere)."""
        self.entry.take_focus()

    def _show_honours(self) -> None:
        self.side.show_honours(self.presenter.honours(self.side.period()), self.presenter.honours_shown)

    def _on_moved(self, key: str, stage: Stage) -> None:
        self._show(self.presenter.move(key, stage), key)

    def _show(self, outcome: Outcome, key: str) -> None:
        if not outcome.text:
            return
        self.entry.show_message(outcome)
        if outcome.done:
            self.refresh()
            self.board.follow(key)

    def _show_menu(self, key: str, where: QPoint) -> None:
        """Whom to give the order to, and where to move it."""
        card = self._board_view.card(key)
        if card is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for member in self.presenter.members:
            action = menu.addAction(tr("指派给 {name}", name=member.name).replace("&", "&&"))
            action.setEnabled(member.id != card.member_id)
            action.triggered.connect(partial(self._assign, key, member.id))
        menu.addSeparator()
        for stage in Stage:
            action = menu.addAction(tr("移到 {stage}", stage=word(stage)))
            action.setEnabled(stage is not card.stage)
            action.triggered.connect(partial(self._on_moved, key, stage))
        menu.popup(where)

    def _assign(self, key: str, member_id: str) -> None:
        self._show(self.presenter.assign(key, member_id), key)

    def _open(self, key: str) -> None:
        card = self._board_view.card(key)
        if card is not None and card.project_id:
            self._navigate("project", project_id=card.project_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in _KINDS:
            self.entry.set_kind(_KINDS[Qt.Key(event.key())])
        elif plain and event.key() == Qt.Key.Key_Slash:
            self.entry.take_line_focus()
        else:
            super().keyPressEvent(event)
