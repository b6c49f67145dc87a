"""A small read-only table model over rows of view values, with group rows."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from agent_desk.presenters.cells import Align, CellView, Column, GroupRow, Row, TableRow
from agent_desk.ui.models.roles import COLUMN_ROLE, GROUP_ROLE, KEY_ROLE, SORT_ROLE, VIEW_ROLE

Index = QModelIndex | QPersistentModelIndex

_ALIGNMENT = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
}


def plain_tooltip(text: str) -> str:
    """Tooltip text that Qt shows letter by letter: user text with ``<`` is never taken for markup."""
    return f"<span>{html.escape(text)}</span>" if text else ""


class RowsModel(QAbstractTableModel):
    """Rows of named cells. Replace them with ``set_rows``; nothing is edited here."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: list[TableRow] = []
        self._places: dict[str, int] = {}

    @property
    def columns(self) -> tuple[Column, ...]:
        return self._columns

    @property
    def rows(self) -> Sequence[TableRow]:
        return self._rows

    def set_rows(self, rows: Sequence[TableRow]) -> None:
        """Show these rows instead. Keys must be unique (``ValueError``)."""
        places = {row.key: place for place, row in enumerate(rows)}
        if len(places) != len(rows):
            raise ValueError("two rows of a table have the same key")
        self.beginResetModel()
        self._rows = list(rows)
        self._places = places
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """Place of the row with this key, -1 if it is not shown."""
        return self._places.get(key, -1)

    def key_at(self, row: int) -> str:
        """Key of a row; empty outside the table."""
        return self._rows[row].key if 0 <= row < len(self._rows) else ""

    def is_group(self, row: int) -> bool:
        """Whether this row is a header across all columns."""
        return isinstance(self._rows[row], GroupRow)

    # --- QAbstractTableModel ------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.is_group(index.row()):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        column = self._columns[index.column()]
        if role == GROUP_ROLE:
            return isinstance(row, GroupRow)
        if role == KEY_ROLE:
            return row.key
        view = self._view(row, column.key, index.column())
        if role == VIEW_ROLE:
            return view
        if role == SORT_ROLE:
            return _sort_value(row, column.key, view)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENT[column.align] | Qt.AlignmentFlag.AlignVCenter
        text = view.accessible if view is not None else ""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return text
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return row.accessible if isinstance(row, Row) else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(text) or None
        return None

    @staticmethod
    def _view(row: TableRow, key: str, place: int) -> CellView | None:
        if isinstance(row, GroupRow):
            return row.header if place == 0 else None
        return row.cells.get(key)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == COLUMN_ROLE:
            return column
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENT[column.align] | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column inside each group; groups keep their order. Empty values come last either way."""
        if not 0 <= column < len(self._columns):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        keys = [self._rows[index.row()].key for index in before]
        self._rows = self._sorted_rows(self._columns[column].key, order is Qt.SortOrder.DescendingOrder)
        self._places = {row.key: place for place, row in enumerate(self._rows)}
        after = [
            self.index(self._places[key], index.column()) for key, index in zip(keys, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _sorted_rows(self, key: str, descending: bool) -> list[TableRow]:
        done: list[TableRow] = []
        block: list[Row] = []
        for row in [*self._rows, None]:
            if isinstance(row, Row):
                block.append(row)
                continue
            known = [item for item in block if _sort_value(item, key, item.cells.get(key)) is not None]
            known.sort(key=lambda item: _sort_value(item, key, item.cells.get(key)), reverse=descending)  # type: ignore[arg-type, return-value]
            done.extend(known)
            done.extend(item for item in block if _sort_value(item, key, item.cells.get(key)) is None)
            block = []
            if row is not None:
                done.append(row)
        return done


def _sort_value(row: TableRow, key: str, view: CellView | None) -> object:
    """The raw value where one is given, else the words; ``None`` where the cell is empty."""
    if isinstance(row, Row) and key in row.sort:
        return row.sort[key]
    return view.accessible if view is not None else None
