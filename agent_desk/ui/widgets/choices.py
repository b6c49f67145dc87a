"""Controls that choose: segmented control and filter chip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from agent_desk.ui.delegates.ink import Ink
from agent_desk.ui.theme import Theme


class _Segment(QPushButton):
    """One choice; the chosen one is bold, so the width is measured bold."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        self._theme = theme
        self.setProperty("kind", "segment")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.toggled.connect(self._on_toggled)
        self.setMinimumWidth(round(theme.metrics("bodyBold").horizontalAdvance(text)) + 26)
        self._on_toggled(False)

    def _on_toggled(self, on: bool) -> None:
        self.setFont(self._theme.font("bodyBold" if on else "body"))


class Segmented(QFrame):
    """Exactly one of a few choices. ``stretch`` fills the width and stands 36 px tall, as in forms."""

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        options: Sequence[tuple[str, str]],
        name: str,
        current: str = "",
        stretch: bool = False,
    ) -> None:
        """``options`` are (key, text); ``name`` is read aloud. Nothing is chosen for an empty ``current``."""
        super().__init__()
        self.setProperty("kind", "segmented")
        self.setProperty("tall", "true" if stretch else "false")
        self.setAccessibleName(name)
        self._keys = [key for key, _ in options]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        for place, (_, text) in enumerate(options):
            button = _Segment(theme, text)
            button.setAccessibleName(text)
            button.setAccessibleDescription(name)
            if stretch:
                button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._group.addButton(button, place)
            row.addWidget(button)
        self.setFixedHeight(36 if stretch else 30)
        policy = QSizePolicy.Policy.Expanding if stretch else QSizePolicy.Policy.Fixed
        self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        self.set_current(current)
        self._group.idClicked.connect(lambda place: self.chosen.emit(self._keys[place]))

    def current(self) -> str:
        """The chosen key, or empty."""
        place = self._group.checkedId()
        return self._keys[place] if place >= 0 else ""

    def set_current(self, key: str) -> None:
        """Choose without a signal; an unknown or empty key chooses nothing."""
        self._group.setExclusive(False)
        for place, known in enumerate(self._keys):
            self._group.button(place).setChecked(known == key)
        self._group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        place = max(0, self._group.checkedId()) + step
        if step and 0 <= place < len(self._keys):
            button = self._group.button(place)
            button.setFocus(Qt.FocusReason.TabFocusReason)
            button.click()
        else:
            super().keyPressEvent(event)


class FilterChip(QPushButton):
    """A pill with an optional icon, a name and a grey count; ``menu`` chips end with a chevron instead."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        count: int | None = None,
        icon: str = "",
        menu: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ink = Ink(theme)
        self._label, self._count, self._icon_name, self._has_menu = text, count, icon, menu
        self.setProperty("kind", "chip")
        self.setCheckable(not menu)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name()

    def set_count(self, count: int | None) -> None:
        """Change the number."""
        self._count = count
        self._name()
        self.updateGeometry()
        self.update()

    def set_label(self, text: str) -> None:
        """Change the name."""
        self._label = text
        self._name()
        self.updateGeometry()
        self.update()

    def _name(self) -> None:
        count = "" if self._count is None else f" {self._count}"
        self.setAccessibleName(self._label + count)

    def sizeHint(self) -> QSize:
        width = 24 + self._ink.width("bodyBold", self._label)
        if self._icon_name:
            width += 20
        if self._count is not None:
            width += 5 + self._ink.width("body", str(self._count))
        if self._has_menu:
            width += 20
        return QSize(round(width), self._theme.height("chip"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)  # the pill, from the style sheet; the button itself has no text
        theme, dpr = self._theme, self.devicePixelRatioF()
        painter = QPainter(self)
        token = "accent.text" if self.isChecked() else "text.2"
        role = "bodyBold" if self.isChecked() else "body"
        x, height = 12.0, self.height()
        if self._icon_name:
            painter.drawPixmap(QPointF(x, (height - 14) / 2), theme.pixmap(self._icon_name, token, 14, dpr))
            x += 20
        x = self._ink.draw(painter, x, 0, self._label, role, theme.color(token), height)
        if self._count is not None:
            quiet = theme.color("accent.text" if self.isChecked() else "text.3")
            self._ink.draw(painter, x + 5, 0, str(self._count), "body", quiet, height)
        if self._has_menu:
            chevron = theme.pixmap("chevron-down", "text.3", 14, dpr)
            painter.drawPixmap(QPointF(self.width() - 12 - 14, (height - 14) / 2 + 0.5), chevron)
        painter.end()
