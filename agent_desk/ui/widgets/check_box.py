"""A check box with a drawn tick: the style sheet can colour the box but not the mark in it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QWidget

from agent_desk.ui.theme import Theme

_TICK = 12


class DeskCheck(QCheckBox):
    """A check box of the kit; its text is its accessible name."""

    def __init__(self, theme: Theme, text: str, checked: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._theme = theme
        self.setFont(theme.font("body"))
        self.setChecked(checked)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        theme.changed.connect(self.update)

    def set_text(self, text: str) -> None:
        """Change the words."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        tick = self._theme.pixmap("check", "text.onAccent", _TICK, self.devicePixelRatioF(), 3)
        left = box.x() + (box.width() - _TICK) / 2
        painter.drawPixmap(QPointF(left, box.y() + (box.height() - _TICK) / 2), tick)
        painter.end()
