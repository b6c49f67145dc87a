"""The cards of the board: their model and how one is painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from agent_desk.presenters.assistance_cards import CardView
from agent_desk.presenters.cells import Tone
from agent_desk.ui.delegates.ink import TONE_TOKENS, Ink
from agent_desk.ui.delegates.shapes import paint_avatar, paint_tag, tag_width
from agent_desk.ui.models.roles import VIEW_ROLE
from agent_desk.ui.pages.assistance.stars import paint_stars, star_width
from agent_desk.ui.theme import Theme

MIME = "application/x-agent-desk-order"
GAP = 14
"""Room between two columns; the scroll bar of the left one stands in it."""
_BELOW = 9
_PAD = 12
_ONE_LINE = 93
_LINE = 20
_STAR = 12.0
_AVATAR = 20
_Index = QModelIndex | QPersistentModelIndex
_LOUD = (Tone.DUE, Tone.OVER)


class CardsModel(QAbstractListModel):
    """The cards of one column."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: tuple[CardView, ...] = ()

    def set_cards(self, cards: Sequence[CardView]) -> None:
        """Show these cards instead."""
        self.beginResetModel()
        self._cards = tuple(cards)
        self.endResetModel()

    def card(self, row: int) -> CardView | None:
        """The card in a row, if there is one."""
        return self._cards[row] if 0 <= row < len(self._cards) else None

    def row_of(self, key: str) -> int:
        """Row of a card, -1 if it is not here."""
        return next((row for row, card in enumerate(self._cards) if card.key == key), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        card = self.card(index.row())
        if card is None:
            return None
        if role == VIEW_ROLE:
            return card
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return card.accessible
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        card = self.card(indexes[0].row()) if indexes else None
        if card is not None:
            data.setData(MIME, QByteArray(card.key.encode("utf-8")))
        return data


class CardDelegate(QStyledItemDelegate):
    """Paints an order: kind, channel and hour; what it is about; for whom, its state, whose it is."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view, self._ink = theme, view, Ink(theme)

    def _width(self) -> int:
        return self._view.width() - GAP

    def _title_lines(self, title: str) -> tuple[str, str]:
        """The title on one line or two; Chinese breaks between any two characters."""
        room = self._width() - 2 * _PAD
        ink = self._ink
        if ink.width("bodyStrong", title) <= room:
            return title, ""
        metrics = self._theme.metrics("bodyStrong")
        fits = len(title)
        while fits > 1 and metrics.horizontalAdvance(title[:fits]) > room:
            fits -= 1
        space = title.rfind(" ", 0, fits + 1)
        if title[fits - 1 : fits + 1].isascii() and space > 0:
            fits = space
        if title[fits : fits + 1] and title[fits] in "，。；：、）！？":
            fits -= 1  # no line begins with a closing mark
        return title[:fits].rstrip(), ink.elided("bodyStrong", title[fits:].lstrip(), room)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        card = index.data(VIEW_ROLE)
        two = isinstance(card, CardView) and bool(self._title_lines(card.title)[1])
        return QSize(max(0, self._width()), _ONE_LINE + _BELOW + (_LINE if two else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        card = index.data(VIEW_ROLE)
        if not isinstance(card, CardView):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect
        box = QRectF(rect.left() + 0.5, rect.top() + 0.5, self._width() - 1, rect.height() - _BELOW - 1)
        selected = bool(option.state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        self._paint_ground(painter, box, selected, bool(option.state & QStyle.StateFlag.State_MouseOver))
        left, right = box.left() + _PAD - 0.5, box.right() - _PAD + 0.5
        self._paint_head(painter, card, left, right, rect.top() + 9)
        first, second = self._title_lines(card.title)
        ink, color = self._ink, self._theme.color("text.1")
        ink.draw(painter, left, rect.top() + 37, first, "bodyStrong", color)
        if second:
            ink.draw(painter, left, rect.top() + 37 + _LINE, second, "bodyStrong", color)
        self._paint_foot(painter, card, left, right, box.bottom() - 30)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, selected: bool, hover: bool) -> None:
        theme = self._theme
        line = "accent.fill" if selected else "line.strong" if hover else "line.normal"
        painter.setPen(QPen(theme.color(line), 1.5 if selected else 1))
        painter.setBrush(theme.color("bg.surface"))
        painter.drawRoundedRect(box, 8, 8)

    def _paint_head(self, painter: QPainter, card: CardView, left: float, right: float, top: float) -> None:
        ink, quiet = self._ink, self._theme.color("text.3")
        dpr = self._view.devicePixelRatioF()
        end = paint_tag(painter, ink, card.tag, left, top, tag_width(ink, card.tag), dpr)
        ink.draw(painter, end + 8, top, card.channel, "caption", quiet)
        ink.draw_right(painter, right, top, card.corner, "caption", quiet)

    def _paint_foot(self, painter: QPainter, card: CardView, left: float, right: float, top: float) -> None:
        theme, ink = self._theme, self._ink
        mark = QRectF(right - _AVATAR, top, _AVATAR, _AVATAR)
        if card.person is not None:
            paint_avatar(painter, ink, card.person, mark)
        else:
            self._paint_nobody(painter, mark)
        end = mark.left() - 6
        if card.stars is not None:
            end -= star_width(_STAR)
            paint_stars(painter, theme, end, top + _AVATAR / 2, _STAR, card.stars)
        elif card.state:
            role = "captionBold" if card.state_tone in _LOUD else "caption"
            end = ink.draw_right(
                painter, end, top, card.state, role, theme.color(TONE_TOKENS[card.state_tone])
            )
        whom = ink.elided("caption", card.beneficiary, end - left - 8)
        ink.draw(painter, left, top, whom, "caption", theme.color("text.2"))

    def _paint_nobody(self, painter: QPainter, mark: QRectF) -> None:
        """The dashed place of whoever takes the order."""
        pen = QPen(self._theme.color("line.strong"), 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(mark.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(QPen(self._theme.color("text.3"), 1.25))
        center = mark.center()
        painter.drawLine(center - QPointF(3.5, 0), center + QPointF(3.5, 0))
        painter.drawLine(center - QPointF(0, 3.5), center + QPointF(0, 3.5))
