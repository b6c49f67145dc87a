"""The one delegate of the desk's tables: background, row line, selection, then the view value's painter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from agent_desk.presenters.cells import (
    AvatarsCell,
    ClockCell,
    GroupHeader,
    HealthView,
    MiniBar,
    StageBarView,
    Tag,
    TagsCell,
    TextCell,
    TwoLine,
)
from agent_desk.ui.delegates.cell_painters import (
    paint_group,
    paint_health_cell,
    paint_mini_bar,
    paint_people,
    paint_stages,
    paint_tag_cell,
    paint_tags,
    paint_text,
    paint_two_line,
)
from agent_desk.ui.delegates.clock_cell import paint_clock
from agent_desk.ui.delegates.context import CellContext
from agent_desk.ui.delegates.ink import Ink
from agent_desk.ui.models.roles import VIEW_ROLE
from agent_desk.ui.theme import Theme

GUTTER = 24
"""Space before the first column's content: the page's left gutter."""
GAP = 18
"""Space behind every column's content."""
STANDARD_ROW = 42

CellPainter = Callable[[CellContext, Any], None]

_PAINTERS: Mapping[type, CellPainter] = {
    ClockCell: paint_clock,
    TwoLine: paint_two_line,
    TextCell: paint_text,
    Tag: paint_tag_cell,
    TagsCell: paint_tags,
    AvatarsCell: paint_people,
    StageBarView: paint_stages,
    HealthView: paint_health_cell,
    MiniBar: paint_mini_bar,
    GroupHeader: paint_group,
}


class CellDelegate(QStyledItemDelegate):
    """Paints any view value of ``presenters.cells``; ``register`` adds a page's own kind of cell.

    The table tells it which row the pointer is on (``hover_row``).
    """

    def __init__(self, theme: Theme, parent: QObject | None = None, gutter: int = GUTTER) -> None:
        super().__init__(parent)
        self.ink = Ink(theme)
        self.theme = theme
        self.gutter = gutter
        self.hover_row = -1
        self._painters: dict[type, CellPainter] = dict(_PAINTERS)

    def register(self, view_type: type, painter: CellPainter) -> None:
        """Use ``painter(context, view)`` for another type of view value."""
        self._painters[view_type] = painter

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self.theme.height("rowToday"))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view = index.data(VIEW_ROLE)
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        group = isinstance(view, GroupHeader)
        left = self.gutter if index.column() == 0 else 0
        content = QRectF(rect.left() + left, rect.top(), max(0, rect.width() - left - GAP), rect.height())
        context = CellContext(
            painter,
            content,
            rect.top() + (rect.height() - STANDARD_ROW) // 2,
            self.ink,
            selected,
            index.row() == self.hover_row and not group,
            painter.device().devicePixelRatioF(),
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, context.ground())
        if not group:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self.theme.color("line.hair"))
        if selected and index.column() == 0:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height() - 1, self.theme.color("accent.fill"))
        paint = self._painters.get(type(view))
        if paint is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            paint(context, view)
        elif view is not None:
            painter.restore()
            raise TypeError(f"no painter for {type(view).__name__}; register one")
        painter.restore()
