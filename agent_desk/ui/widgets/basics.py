"""Labels, rules, buttons and small frames. Text is always plain text; looks come from the style sheet."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from agent_desk.presenters.cells import Tone
from agent_desk.ui.theme import Theme

_BUTTON_ROLES = {
    "small": "captionStrong",
    "smallAccent": "captionStrong",
    "link": "caption",
    "status": "caption",
}
_ICON_TOKENS = {
    "primary": "text.onAccent",
    "smallAccent": "accent.text",
    "link": "accent.text",
    "danger": "state.over.text",
}


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and apply the sheet anew if it changed."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def plain_label(
    theme: Theme,
    text: str = "",
    role: str = "body",
    tone: Tone | str = Tone.PRIMARY,
    parent: QWidget | None = None,
) -> QLabel:
    """A label that shows its text letter by letter, in a type role and a tone of ``cells.Tone``."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setFont(theme.font(role))
    label.setProperty("tone", str(tone))
    return label


def rule(vertical: bool = False, strong: bool = False) -> QFrame:
    """A 1 px line; ``strong`` takes the colour of panel borders."""
    line = QFrame()
    line.setProperty("rule", "normal" if strong else "hair")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def kbd(theme: Theme, keys: str, tone: str = "") -> QLabel:
    """A key hint such as ``Ctrl K``."""
    label = plain_label(theme, keys, "captionStrong", tone or Tone.QUIET)
    label.setIndent(0)
    label.setProperty("kind", "kbd")
    label.setFixedHeight(18)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return label


class DeskButton(QPushButton):
    """A button; ``kind`` is ``""``, primary, small, smallAccent, danger, flat, icon, link or status.

    The focus ring shows with the keyboard only: a click does not take the focus.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        kind: str = "",
        icon: str = "",
        icon_size: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._icon_name = icon
        self._icon_token = _ICON_TOKENS.get(kind, "text.2" if kind in ("icon", "flat") else "text.1")
        self.setProperty("kind", kind)
        self.setFont(theme.font(_BUTTON_ROLES.get(kind, "bodyStrong")))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._icon_size = icon_size
        self._icon_space = 0 if kind in ("icon", "status", "flat") else 3
        self.setIconSize(QSize(icon_size + self._icon_space, icon_size))
        theme.changed.connect(self._draw_icon)
        self._draw_icon()

    def set_icon(self, name: str, token: str = "") -> None:
        """Show another icon, in another colour token if given."""
        self._icon_name = name
        self._icon_token = token or self._icon_token
        self._draw_icon()

    def _draw_icon(self) -> None:
        if self._icon_name:
            icon = self._theme.icon(self._icon_name, self._icon_token, self._icon_size, self._icon_space)
            self.setIcon(icon)


def icon_button(theme: Theme, icon: str, name: str) -> DeskButton:
    """A button that is only an icon; ``name`` is read aloud and shown as a tooltip."""
    button = DeskButton(theme, "", "icon", icon, 18)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button


class IconLabel(QLabel):
    """An icon that follows the theme."""

    def __init__(
        self, theme: Theme, icon: str, token: str = "text.2", size: int = 16, stroke: float = 1.75
    ) -> None:
        super().__init__()
        self._theme, self._icon, self._token, self._size, self._stroke = theme, icon, token, size, stroke
        self.setFixedSize(size, size)
        theme.changed.connect(self._draw)
        self._draw()

    def set_icon(self, icon: str, token: str = "") -> None:
        """Show another icon, in another colour token if given."""
        self._icon, self._token = icon, token or self._token
        self._draw()

    def _draw(self) -> None:
        dpr = self.devicePixelRatioF()
        self.setPixmap(self._theme.pixmap(self._icon, self._token, self._size, dpr, self._stroke))


class Card(QFrame):
    """A white box with a 1 px line and round corners. ``tone``: accent, due, over or empty."""

    def __init__(self, tone: str = "", margins: tuple[int, int, int, int] = (16, 12, 16, 12)) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setProperty("tone", tone)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(6)


class SectionHeader(QWidget):
    """Icon, name, count or note, and a text link at the right."""

    link_clicked = Signal()

    def __init__(self, theme: Theme, title: str, icon: str = "", note: str = "", link: str = "") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        if icon:
            row.addWidget(IconLabel(theme, icon, "text.2", 15))
        self._title = plain_label(theme, title, "bodyBold")
        self._note = plain_label(theme, note, "body", Tone.QUIET)
        row.addWidget(self._title)
        row.addWidget(self._note)
        row.addStretch(1)
        self._link = DeskButton(theme, link, "link")
        self._link.clicked.connect(self.link_clicked)
        row.addWidget(self._link)
        # Only now: shown before it has a place, it would be a window of its own for a moment.
        self._link.setVisible(bool(link))

    def set_note(self, note: str) -> None:
        """Change the quiet text behind the name, e.g. a count."""
        self._note.setText(note)

    def set_title(self, title: str) -> None:
        """Change the name."""
        self._title.setText(title)

    def set_link_visible(self, visible: bool) -> None:
        """Show the link only while there is something for it to do."""
        self._link.setVisible(visible and bool(self._link.text()))


class EmptyState(QWidget):
    """One line of text and one button, no picture."""

    acted = Signal()

    def __init__(self, theme: Theme, text: str, action: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 48, 24, 48)
        column.setSpacing(12)
        column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._text = plain_label(theme, text, "body", Tone.SECONDARY)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._text, 0, Qt.AlignmentFlag.AlignHCenter)
        self.button = DeskButton(theme, action)
        self.button.clicked.connect(self.acted)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.button.setVisible(bool(action))
        self.setAccessibleName(text)

    def set_text(self, text: str) -> None:
        """Change the line."""
        self._text.setText(text)
        self.setAccessibleName(text)


class RowFrame(QFrame):
    """A frame with a horizontal layout and no margins: rows of toolbars and capsules."""

    def __init__(self, kind: str = "", spacing: int = 8) -> None:
        super().__init__()
        if kind:
            self.setProperty("kind", kind)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(spacing)
