"""The head of the project page: name, channel, facts, countdown, team; and the row of tabs."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tag, TagKind, Tone
from agent_desk.presenters.project_page import HeadView, TabView
from agent_desk.ui.delegates.ink import Ink
from agent_desk.ui.models.rows_model import plain_tooltip
from agent_desk.ui.pages.project.tab import ElidedLabel
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import RowFrame, kbd, plain_label
from agent_desk.ui.widgets.marks import AvatarStack, TagLabel

_TAB_HEIGHT = 38


class _TabButton(QAbstractButton):
    """A word with a count; the chosen one is bold and underlined."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._ink = theme, Ink(theme)
        self._word = self._note = ""
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_view(self, view: TabView) -> None:
        self._word, self._note = view.text, view.note
        self.setAccessibleName(f"{view.text} {view.note}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        note = self._ink.width("caption", self._note) + 5 if self._note else 0
        return QSize(round(self._ink.width("bodyBold", self._word) + note) + 2, _TAB_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, on = self._theme, self.isChecked()
        painter = QPainter(self)
        color = theme.color("accent.text" if on else "text.1" if self.underMouse() else "text.2")
        role = "bodyBold" if on else "body"
        x = self._ink.draw(painter, 0, 0, self._word, role, color, _TAB_HEIGHT - 2)
        if self._note:
            quiet = theme.color("accent.text" if on else "text.3")
            self._ink.draw(painter, x + 5, 0, self._note, "caption", quiet, _TAB_HEIGHT - 2)
        if on:
            painter.fillRect(0, self.height() - 2, self.width(), 2, theme.color("accent.fill"))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("accent.fill"), 1.5))
            painter.drawRoundedRect(self.rect().adjusted(1, 5, -1, -5), 4, 4)
        painter.end()


class TabStrip(RowFrame):
    """The tabs; ← and → move along them when one has the focus."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__("", 22)
        self._theme = theme
        self._buttons: dict[str, _TabButton] = {}
        self.setFixedHeight(_TAB_HEIGHT)
        self._end = RowFrame("", 5)
        for widget in (kbd(theme, "Alt 1"), plain_label(theme, "–", "caption", Tone.QUIET), kbd(theme, "7")):
            self._end.row.addWidget(widget)
        self._end.row.addWidget(plain_label(theme, tr("切换"), "caption", Tone.QUIET))
        self.row.addStretch(1)
        self.row.addWidget(self._end)

    def set_tabs(self, tabs: Sequence[TabView]) -> None:
        """Show these tabs; the same keys stay the same buttons."""
        for place, view in enumerate(tabs):
            button = self._buttons.get(view.key)
            if button is None:
                button = self._buttons[view.key] = _TabButton(self._theme)
                button.clicked.connect(lambda _on=False, key=view.key: self.chosen.emit(key))
                button.setToolTip(f"Alt+{place + 1}")
                self.row.insertWidget(place, button)
            button.set_view(view)

    def set_current(self, key: str) -> None:
        """Mark a tab without a signal."""
        self._buttons[key].setChecked(True)

    def current_button(self) -> QAbstractButton | None:
        """The button of the tab shown."""
        return next((button for button in self._buttons.values() if button.isChecked()), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        keys = list(self._buttons)
        place = next((n for n, key in enumerate(keys) if self._buttons[key].hasFocus()), -1)
        if step and 0 <= place + step < len(keys):
            key = keys[place + step]
            self._buttons[key].setFocus(Qt.FocusReason.TabFocusReason)
            self._buttons[key].setChecked(True)
            self.chosen.emit(key)
        else:
            super().keyPressEvent(event)


class _Name(ElidedLabel):
    """As wide as the name where there is room for it."""

    def set_text(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.setToolTip(plain_tooltip(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(ceil(self._ink.width(self._role, self._text)), self.height())


class ProjectHead(QFrame):
    """Two rows on the surface: the project, and its tabs."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("surface", "surface")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 20, 0)
        column.setSpacing(0)
        self._name = _Name(theme, "", "title")
        self._name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._name.setMinimumWidth(120)
        self._tag = TagLabel(theme, Tag(TagKind.NEUTRAL, ""))
        self._facts = plain_label(theme, "", "caption", Tone.SECONDARY)
        self._facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._before = plain_label(theme, "", "caption", Tone.SECONDARY)
        self._number = plain_label(theme, "", "figure")
        self._unit = plain_label(theme, "", "caption", Tone.SECONDARY)
        self._team = AvatarStack(theme, (), 24)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._name)
        row.addWidget(self._tag)
        row.addWidget(self._facts, 1)
        count = RowFrame("", 5)
        for widget in (self._before, self._number, self._unit):
            count.row.addWidget(widget)
        row.addWidget(count)
        row.addWidget(self._team)
        column.addLayout(row)
        column.addStretch(1)
        self.tabs = TabStrip(theme)
        column.addWidget(self.tabs)
        self.setFixedHeight(92)

    def set_view(self, view: HeadView, tabs: Sequence[TabView]) -> None:
        """Show another project, or the same with new figures."""
        self._name.set_text(view.name)
        self._tag.set_tag(view.tag)
        self._facts.setText("  •  ".join(view.facts))
        for label, text in zip((self._before, self._number, self._unit), view.countdown, strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        self._team.set_people(view.people)
        self.tabs.set_tabs(tabs)
