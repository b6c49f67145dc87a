"""The choosing controls of the quick entry: kind with its digit, and rows of picks with one chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from agent_desk.ui.delegates.ink import Ink
from agent_desk.ui.theme import Theme

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ExclusiveRow(QFrame):
    """Buttons side by side of which one is chosen; one stop for Tab, arrow keys go along it."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._keys: list[str] = []
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group.idClicked.connect(self._on_clicked)

    def add(self, key: str, button: QPushButton) -> None:
        """Append a checkable button."""
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setAccessibleDescription(self.accessibleName())
        self._group.addButton(button, len(self._keys))
        self._keys.append(key)
        self.row.addWidget(button)

    def current(self) -> str:
        """The chosen key."""
        return self._keys[self._group.checkedId()] if self._group.checkedId() >= 0 else ""

    def set_current(self, key: str) -> None:
        """Choose without a signal; ``ValueError`` for an unknown key."""
        self._group.button(self._keys.index(key)).setChecked(True)
        self._update_stops()

    def _on_clicked(self, place: int) -> None:
        self._update_stops()
        self.chosen.emit(self._keys[place])

    def _update_stops(self) -> None:
        for button in self._group.buttons():
            stop = Qt.FocusPolicy.TabFocus if button.isChecked() else Qt.FocusPolicy.NoFocus
            button.setFocusPolicy(stop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self._group.checkedId() + _STEPS.get(Qt.Key(event.key()), 0)
        if event.key() in _STEPS and 0 <= place < len(self._keys):
            self._group.button(place).click()
            self._group.button(place).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


class _Pick(QPushButton):
    """A pick; the chosen one is bold, so the width is measured bold."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        self._theme = theme
        self.setProperty("kind", "pick")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(round(theme.metrics("bodyBold").horizontalAdvance(text)) + 23)
        self.toggled.connect(self._on_toggled)
        self._on_toggled(False)

    def _on_toggled(self, on: bool) -> None:
        self.setFont(self._theme.font("bodyBold" if on else "body"))


class PickRow(ExclusiveRow):
    """A row of picks from (key, text)."""

    def __init__(self, theme: Theme, options: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__(name)
        self.row.setSpacing(6)
        for key, text in options:
            self.add(key, _Pick(theme, text))


class _Kind(QPushButton):
    """One kind of help with its digit; ``edge`` is -1 at the left end, 1 at the right one."""

    def __init__(self, theme: Theme, text: str, digit: str, edge: int) -> None:
        super().__init__()
        self._theme, self._ink = theme, Ink(theme)
        self._text, self._digit, self._edge = text, digit, edge
        self.setProperty("kind", "help")
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self.sizeHint())
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(round(self._ink.width("largeBold", self._text)) + 54, 38)

    def _outline(self) -> QPainterPath:
        radius = self._theme.radius("control")
        box = QRectF(0.5, 0.5, self.width() - 1, self.height() - 1)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(box, radius, radius)
        if self._edge <= 0:
            path.addRect(box.adjusted(radius, 0, 0, 0))
        if self._edge >= 0:
            path.addRect(box.adjusted(0, 0, -radius, 0))
        return path.simplified()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, on = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "accent.fill" if on else "bg.hover" if self.underMouse() else "bg.surface"
        ink = theme.color("text.onAccent" if on else "text.2")
        painter.setPen(QPen(theme.color("accent.fill" if on else "line.normal"), 1))
        painter.setBrush(theme.color(ground))
        painter.drawPath(self._outline())
        role = "largeBold" if on else "large"
        width = self._ink.width(role, self._text)
        left = (self.width() - width - 26) / 2
        end = self._ink.draw(painter, left, 0, self._text, role, ink, self.height())
        box = QRectF(round(end) + 8.5, 10.5, 17, 17)
        painter.setBrush(QColor(0, 0, 0, 0) if on else theme.color("bg.sunken"))
        painter.setPen(QPen(theme.color("accent.line" if on else "line.normal"), 1))
        painter.drawRoundedRect(box, 4, 4)
        digit = box.center().x() - self._ink.width("captionStrong", self._digit) / 2
        self._ink.draw(painter, digit, box.top(), self._digit, "captionStrong", ink, 17)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("text.onAccent" if on else "accent.fill"), 1.5))
            painter.drawRoundedRect(QRectF(2.75, 2.75, self.width() - 5.5, self.height() - 5.5), 5, 5)
        painter.end()


class KindPicker(ExclusiveRow):
    """代办 1, 帮办 2, 协办 3."""

    def __init__(self, theme: Theme, options: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__(name)
        self.row.setSpacing(0)
        last = len(options) - 1
        for place, (key, text) in enumerate(options):
            edge = -1 if place == 0 else 1 if place == last else 0
            self.add(key, _Kind(theme, text, str(place + 1), edge))


def divider(theme: Theme) -> QWidget:
    """A short upright line between groups of controls."""
    line = QFrame()
    line.setProperty("rule", "normal")
    line.setFixedSize(1, 18)
    return line
