"""The keys of a case on any page: E record, S start, P pause, R resume, D decide, A assign."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.presenters.record_event import AssignPresenter, Intent, RecordEventPresenter
from agent_desk.services.changes import Change
from agent_desk.services.desk import Desk
from agent_desk.ui.pages.record_event.assign import AssignPopover
from agent_desk.ui.pages.record_event.form import RecordEventPopover
from agent_desk.ui.pages.record_event.notice import NoticeLine
from agent_desk.ui.theme import Theme

_INTENTS = {
    Qt.Key.Key_E: Intent.ANY,
    Qt.Key.Key_S: Intent.START,
    Qt.Key.Key_P: Intent.PAUSE,
    Qt.Key.Key_R: Intent.RESUME,
    Qt.Key.Key_D: Intent.DECIDE,
}


class CaseActions:
    """What a page with cases can do to one of them. ``anchor`` gives a case's place in the window's coordinates;
    what was done, warned of or refused is said on the page's notice line."""

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        desk: Desk,
        today: Callable[[], date],
        notice: NoticeLine,
        anchor: Callable[[str], QRect],
    ) -> None:
        self._host, self._theme, self._desk = host, theme, desk
        self._today, self._notice, self._anchor = today, notice, anchor

    def handle(self, event: QKeyEvent, case_id: str) -> bool:
        """Act on a key pressed while this case is current; False if the key means nothing here."""
        if not case_id or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return False
        key = Qt.Key(event.key())
        if key in _INTENTS:
            self.record(case_id, _INTENTS[key])
        elif key is Qt.Key.Key_A:
            self.assign(case_id)
        else:
            return False
        return True

    def record(self, case_id: str, intent: Intent = Intent.ANY) -> RecordEventPopover | None:
        """Open the form; None (and a sentence on the page) where nothing of the kind can be recorded."""
        self._notice.clear()
        presenter = RecordEventPresenter(self._desk, self._today, case_id, intent)
        stuck = presenter.nothing_possible()
        if stuck:
            self._notice.say(stuck, Tone.DUE)
            return None
        popover = RecordEventPopover(self._theme, presenter, self._host)
        popover.saved.connect(self._say)
        popover.open_at(self._anchor(case_id))
        return popover

    def assign(self, case_id: str) -> AssignPopover:
        """Open the list of people."""
        presenter = AssignPresenter(self._desk, self._today, case_id)
        popover = AssignPopover(self._theme, presenter, self._host)
        popover.saved.connect(self._say)
        popover.open_at(self._anchor(case_id))
        return popover

    def _say(self, change: Change) -> None:
        text = tr("已登记：{step}。", step=change.description)
        self._notice.say(text + "".join(change.warnings), Tone.DUE if change.warnings else Tone.PRIMARY)
