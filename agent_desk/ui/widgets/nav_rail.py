"""The 72 px rail at the left: one button per section with icon, name and badge; settings at the bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout, QWidget

from agent_desk.i18n import tr
from agent_desk.ui.delegates.ink import Ink
from agent_desk.ui.icons import STROKE, STROKE_SELECTED
from agent_desk.ui.theme import Theme, contrast

_WHITE = QColor("#FFFFFF")
_BLACK = QColor("#101214")


@dataclass(frozen=True, slots=True)
class RailItem:
    """A section of the window; ``keys`` is its shortcut as shown in the tooltip (``Ctrl+1``)."""

    key: str
    title: str
    icon: str
    keys: str = ""
    at_bottom: bool = False


class _Logo(QWidget):
    """The mark of the desk: two lines and a tick on the accent colour."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(30, 30)
        self.setAccessibleName(tr("代办台"))
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent.fill"))
        painter.drawRoundedRect(QRectF(0, 0, 30, 30), 8, 8)
        ink = self._theme.color("text.onAccent")
        soft = QColor(ink)
        soft.setAlphaF(0.75)
        painter.setPen(QPen(soft, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for y, right in ((10.0, 18.0), (15.0, 15.5), (20.0, 13.0)):
            painter.drawLine(QPointF(7.5, y), QPointF(right, y))
        pen = QPen(ink, 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline([QPointF(15.5, 18.5), QPointF(18.8, 21.5), QPointF(24, 15)])
        painter.end()


class RailButton(QAbstractButton):
    """60 x 54 px: icon over a 12 px name; the chosen one is a white card in bold."""

    def __init__(self, theme: Theme, item: RailItem) -> None:
        super().__init__()
        self._theme = theme
        self._ink = Ink(theme)
        self.item = item
        self._badge = 0
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFixedSize(60, 54)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setText(item.title)
        self.setToolTip(f"{item.title}  {item.keys}" if item.keys else item.title)
        self._name()
        theme.changed.connect(self.update)

    def set_badge(self, count: int) -> None:
        """Show a number at the icon; 0 hides it, above 99 it says 99+."""
        self._badge = count
        self._name()
        self.update()

    def _name(self) -> None:
        name = self.item.title
        self.setAccessibleName(
            tr("{name}，{count} 项待处理", name=name, count=self._badge) if self._badge else name
        )
        self.setAccessibleDescription(self.item.keys)

    def sizeHint(self) -> QSize:
        return QSize(60, 54)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        box = QRectF(0.5, 0.5, 59, 53)
        if chosen:
            painter.setPen(QPen(theme.color("line.normal"), 1))
            painter.setBrush(theme.color("bg.surface"))
            painter.drawRoundedRect(box, 8, 8)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("bg.hover"))
            painter.drawRoundedRect(box, 8, 8)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent.fill"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.25, 0.25, -0.25, -0.25), 8, 8)
        token = "accent.text" if chosen else "text.2"
        stroke = STROKE_SELECTED if chosen else STROKE
        painter.drawPixmap(
            QPointF(20, 9), theme.pixmap(self.item.icon, token, 20, self.devicePixelRatioF(), stroke)
        )
        role = "captionBold" if chosen else "caption"
        if self._ink.width(role, self.item.title) > 58:
            role = "microBold" if chosen else "micro"
        text = self._ink.elided(role, self.item.title, 58)
        x = 30 - self._ink.width(role, text) / 2
        self._ink.draw(painter, x, 31, text, role, theme.color(token), 16)
        if self._badge:
            self._paint_badge(painter)
        painter.end()

    def _paint_badge(self, painter: QPainter) -> None:
        text = str(self._badge) if self._badge < 100 else "99+"
        fill = self._theme.color("state.over.fill")
        width = max(16.0, self._ink.width("microBold", text) + 8)
        box = QRectF(34, 5.5, width, 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 8, 8)
        color = max((_WHITE, _BLACK), key=lambda ink: contrast(ink, fill))
        x = box.center().x() - self._ink.width("microBold", text) / 2
        self._ink.draw(painter, x, box.top(), text, "microBold", color, 16)


class NavRail(QFrame):
    """The sections of the window. ``chosen`` names the key of the button pressed."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, items: Sequence[RailItem]) -> None:
        super().__init__()
        self.setObjectName("navRail")
        self.setAccessibleName(tr("导航"))
        self.setFixedWidth(theme.height("rail"))
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 11, 5, 14)
        column.setSpacing(4)
        column.addWidget(_Logo(theme), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(10)
        self._buttons: dict[str, RailButton] = {}
        for item in items:
            if not item.at_bottom:
                column.addWidget(self._make(theme, item))
        column.addStretch(1)
        for item in items:
            if item.at_bottom:
                column.addWidget(self._make(theme, item))

    def _make(self, theme: Theme, item: RailItem) -> RailButton:
        button = RailButton(theme, item)
        button.clicked.connect(lambda: self.chosen.emit(item.key))
        self._buttons[item.key] = button
        return button

    def set_current(self, key: str) -> None:
        """Mark a section as the one shown; an unknown key changes nothing."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def current(self) -> str:
        """Key of the marked section, or empty."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_badge(self, key: str, count: int) -> None:
        """Show a number at a section; 0 hides it."""
        if key in self._buttons:
            self._buttons[key].set_badge(count)

    def button(self, key: str) -> RailButton:
        """The button of a section."""
        return self._buttons[key]
