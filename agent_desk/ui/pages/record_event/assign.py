"""The popover that hands a case to another agent: one key per person."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import AvatarView, Tone
from agent_desk.presenters.record_event import AssignPresenter
from agent_desk.services.words import word
from agent_desk.ui.pages.record_event.popover import Popover
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import plain_label
from agent_desk.ui.widgets.marks import AvatarStack

_WIDTH = 280


class AssignPopover(Popover):
    """A list of people; digits, arrows and Enter choose. ``saved`` carries the Change."""

    saved = Signal(object)

    def __init__(self, theme: Theme, presenter: AssignPresenter, host: QWidget) -> None:
        super().__init__(theme, host, _WIDTH, tr("改经办"))
        self.presenter = presenter
        self._buttons: list[QPushButton] = []
        self.column.setSpacing(2)
        self.column.addWidget(plain_label(theme, tr("改经办"), "bodyBold"))
        self.column.addWidget(plain_label(theme, presenter.title(), "caption", Tone.QUIET))
        for place, member in enumerate(presenter.members, start=1):
            button = QPushButton()
            button.setProperty("kind", "flat")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAutoDefault(False)
            button.setAccessibleName(member.name)
            row = QHBoxLayout(button)
            row.setContentsMargins(4, 0, 8, 0)
            row.setSpacing(8)
            row.addWidget(AvatarStack(theme, (AvatarView(member.name, member.hue),), 22))
            here = member.id == presenter.current
            row.addWidget(plain_label(theme, member.name, "bodyBold" if here else "body"))
            row.addWidget(plain_label(theme, word(member.role), "caption", Tone.QUIET))
            row.addStretch(1)
            row.addWidget(plain_label(theme, str(place) if place <= 9 else "", "caption", Tone.QUIET))
            button.clicked.connect(partial(self._assign, member.id))
            self._buttons.append(button)
            self.column.addWidget(button)
        self._problem = plain_label(theme, "", "caption", Tone.OVER)
        self._problem.setWordWrap(True)
        self._problem.hide()
        self.column.addWidget(self._problem)

    def take_focus(self) -> None:
        ids = [member.id for member in self.presenter.members]
        place = ids.index(self.presenter.current) if self.presenter.current in ids else 0
        if self._buttons:
            self._buttons[place].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1}.get(
            Qt.Key(event.key()), 0
        )
        number = event.key() - Qt.Key.Key_0.value
        focus = QApplication.focusWidget()
        if step:
            self.focusNextPrevChild(step > 0)
        elif 1 <= number <= min(9, len(self._buttons)):
            self._buttons[number - 1].click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and focus in self._buttons:
            self._buttons[self._buttons.index(focus)].click()
        else:
            super().keyPressEvent(event)

    def _assign(self, member_id: str) -> None:
        change, problem = self.presenter.assign(member_id)
        if change is None:
            self._problem.setText(problem)
            self._problem.show()
            self.fit()
            return
        self.close_popover()
        self.saved.emit(change)
