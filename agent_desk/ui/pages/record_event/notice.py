"""One line on the page for what was done, warned of or refused; it goes when dismissed or replaced."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from agent_desk.i18n import tr
from agent_desk.presenters.cells import Tone
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import IconLabel, icon_button, plain_label, set_look

_ICONS = {
    Tone.OVER: ("triangle-alert", "state.over.text"),
    Tone.DUE: ("triangle-alert", "state.due.text"),
}


class NoticeLine(QWidget):
    """A 32 px line; hidden while it has nothing to say. The whole text is in its tooltip."""

    def __init__(self, theme: Theme, left: int = 24) -> None:
        super().__init__()
        self.setProperty("surface", "sunken")
        self.setFixedHeight(32)
        row = QHBoxLayout(self)
        row.setContentsMargins(left, 0, 12, 0)
        row.setSpacing(8)
        self._icon = IconLabel(theme, "check", "accent.text", 14)
        self._text = plain_label(theme, "", "body")
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        close = icon_button(theme, "x", tr("知道了"))
        close.clicked.connect(self.clear)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(close)
        self.hide()

    def say(self, text: str, tone: Tone = Tone.PRIMARY) -> None:
        """Show a sentence; ``tone`` OVER for a refusal, DUE for a warning."""
        icon, token = _ICONS.get(tone, ("check", "accent.text"))
        self._icon.set_icon(icon, token)
        self._text.setText(text)
        self._text.setToolTip("")
        set_look(self._text, "tone", str(tone))
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """What it says now, empty while hidden."""
        return self._text.text() if not self.isHidden() else ""

    def clear(self) -> None:
        """Say nothing."""
        self._text.setText("")
        self.hide()
