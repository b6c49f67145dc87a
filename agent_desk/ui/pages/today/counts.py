"""The strip above the list: four counts, whose cases, how they are grouped."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QSize, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from agent_desk.i18n import tr
from agent_desk.presenters.today import ALL, MINE, Count
from agent_desk.ui.delegates.ink import TONE_TOKENS, Ink
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import DeskButton
from agent_desk.ui.widgets.choices import Segmented

_GAP = 17
_CHEVRON = 20


class CountStrip(QWidget):
    """2 已超期 3 今天到期 2 停表 31 在办事项: the number bold in its tone, a zero quiet."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._ink = Ink(theme)
        self._counts: tuple[Count, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(30)
        theme.changed.connect(self.update)

    def set_counts(self, counts: Sequence[Count]) -> None:
        """Show these."""
        self._counts = tuple(counts)
        self.setAccessibleName("，".join(f"{count.name} {count.value}" for count in counts))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        ink = self._ink
        widths = [ink.width("figure", str(c.value)) + 6 + ink.width("body", c.name) for c in self._counts]
        return QSize(round(sum(widths) + _GAP * max(0, len(widths) - 1)) + 2, 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, ink, x = self._theme, self._ink, 0.0
        for count in self._counts:
            token = TONE_TOKENS[count.tone] if count.value else "text.3"
            x = ink.draw(painter, x, 0, str(count.value), "figure", theme.color(token), 30)
            x = ink.draw(painter, x + 6, 1, count.name, "body", theme.color("text.2"), 30) + _GAP
        painter.end()


class MenuButton(DeskButton):
    """A button that opens a menu: a chevron behind its text."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__(theme, "", "", icon, 15)
        self._look = theme

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(_CHEVRON, 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        text, icon = option.text, QIcon(option.icon)
        option.text, option.icon = "", QIcon()
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        # The style would centre icon and text in the whole width, the chevron's room included.
        option.text, option.icon = text, icon
        option.rect = self.rect().adjusted(0, 0, -_CHEVRON, 0)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)
        chevron = self._look.pixmap("chevron-down", "text.3", 14, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(self.width() - 11 - 14, (self.height() - 14) / 2 + 0.5), chevron)
        painter.end()


class ListBar(QWidget):
    """The whole strip. ``scope_chosen`` and ``grouping_chosen`` carry keys."""

    scope_chosen = Signal(str)
    grouping_chosen = Signal(str)

    def __init__(self, theme: Theme, groupings: Sequence[tuple[str, str]], grouping: str) -> None:
        super().__init__()
        self.setProperty("surface", "surface")
        self.setFixedHeight(theme.height("toolbar"))
        self._groupings = tuple(groupings)
        self._grouping = grouping
        self.counts = CountStrip(theme)
        self.scope = Segmented(theme, [(MINE, tr("我的")), (ALL, tr("全组"))], tr("看谁的办件"), ALL)
        self.scope.chosen.connect(self.scope_chosen)
        self.group_button = MenuButton(theme, "list-filter")
        self.group_button.clicked.connect(self._show_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 20, 0)
        row.setSpacing(12)
        row.addWidget(self.counts)
        row.addStretch(1)
        row.addWidget(self.scope)
        row.addWidget(self.group_button)
        self.set_grouping(grouping)

    def set_grouping(self, grouping: str) -> None:
        """Name the grouping in use."""
        self._grouping = grouping
        text = dict(self._groupings)[grouping]
        self.group_button.setText(text)
        self.group_button.setAccessibleName(text)

    def _show_menu(self) -> None:
        menu = QMenu(self)
        for key, text in self._groupings:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(key == self._grouping)
            action.triggered.connect(lambda _checked=False, chosen=key: self.grouping_chosen.emit(chosen))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.group_button.mapToGlobal(QPoint(0, self.group_button.height() + 4)))
