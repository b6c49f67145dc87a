"""Which rows are shown and where: collapsing, filtering, position and exposed range. No toolkit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from agent_desk.services.gantt.model import GanttRow

Ints = npt.NDArray[np.int64]


class RowLayout:
    """Row ids to positions from the top. An *index* counts all rows, a *position* only the shown ones.

    Raises ``ValueError`` for rows that are not depth first or name an unknown parent.
    """

    def __init__(self, rows: Sequence[GanttRow]) -> None:
        self.rows = rows
        self.index_of: dict[str, int] = {row.id: index for index, row in enumerate(rows)}
        if len(self.index_of) != len(rows):
            raise ValueError("two rows share one id")
        self._parent, self._end = _tree(rows, self.index_of)
        self._collapsed: set[int] = {index for index, row in enumerate(rows) if row.collapsed}
        self._kept: npt.NDArray[np.bool_] | None = None
        self.generation = 0
        self.visible: Ints = np.empty(0, dtype=np.int64)
        self.position_of: Ints = np.empty(0, dtype=np.int64)
        self._rebuild()

    def __len__(self) -> int:
        return len(self.visible)

    def row(self, position: int) -> GanttRow:
        """The row shown at a position."""
        return self.rows[int(self.visible[position])]

    def position(self, row_id: str) -> int | None:
        """Where a row is shown; ``None`` when it is unknown, collapsed away or filtered out."""
        index = self.index_of.get(row_id)
        if index is None:
            return None
        position = int(self.position_of[index])
        return position if position >= 0 else None

    def exposed(self, top: float, bottom: float, row_height: float) -> range:
        """Positions of the rows that touch ``[top, bottom)`` in pixels from the first row."""
        first = max(int(top // row_height), 0)
        last = min(int(-(-bottom // row_height)), len(self))
        return range(first, max(last, first))

    def has_children(self, row_id: str) -> bool:
        """Whether a row can be collapsed."""
        index = self.index_of[row_id]
        return int(self._end[index]) > index + 1

    def is_collapsed(self, row_id: str) -> bool:
        """Whether a row's children are hidden."""
        return self.index_of[row_id] in self._collapsed

    def parent(self, row_id: str) -> str | None:
        """Id of the row's parent."""
        return self.rows[self.index_of[row_id]].parent_id

    def set_collapsed(self, row_id: str, collapsed: bool) -> bool:
        """Collapse or expand one row; says whether anything changed."""
        index = self.index_of[row_id]
        if not self.has_children(row_id) or (index in self._collapsed) == collapsed:
            return False
        if collapsed:
            self._collapsed.add(index)
        else:
            self._collapsed.discard(index)
        self._rebuild()
        return True

    def set_all_collapsed(self, collapsed: bool) -> None:
        """Collapse or expand every row that has children."""
        parents = np.flatnonzero(self._end > np.arange(1, len(self.rows) + 1))
        self._collapsed = set(parents.tolist()) if collapsed else set()
        self._rebuild()

    def reveal(self, row_id: str) -> None:
        """Expand every row above this one, so that it is shown (unless filtered out)."""
        index = int(self._parent[self.index_of[row_id]])
        while index >= 0:
            self._collapsed.discard(index)
            index = int(self._parent[index])
        self._rebuild()

    def collapsed_ids(self) -> frozenset[str]:
        """Ids of the collapsed rows, to be kept across a change of chart."""
        return frozenset(self.rows[index].id for index in self._collapsed)

    def restore_collapsed(self, ids: Iterable[str]) -> None:
        """Collapse exactly these rows; unknown ids are passed over."""
        self._collapsed = {self.index_of[row_id] for row_id in ids if row_id in self.index_of}
        self._rebuild()

    def set_filter(self, keep: Callable[[GanttRow], bool] | None) -> None:
        """Show only rows that ``keep`` accepts, and the rows above them; ``None`` shows all."""
        if keep is None:
            self._kept = None
        else:
            kept = np.fromiter((keep(row) for row in self.rows), dtype=np.bool_, count=len(self.rows))
            for found in np.flatnonzero(kept).tolist():
                above = int(self._parent[found])
                while above >= 0 and not kept[above]:
                    kept[above] = True
                    above = int(self._parent[above])
            self._kept = kept
        self._rebuild()

    def _rebuild(self) -> None:
        count = len(self.rows)
        cover = np.zeros(count + 1, dtype=np.int64)
        for index in self._collapsed:
            cover[index + 1] += 1
            cover[int(self._end[index])] -= 1
        shown = np.cumsum(cover[:count]) == 0
        if self._kept is not None:
            shown &= self._kept
        self.visible = np.flatnonzero(shown).astype(np.int64)
        self.position_of = np.full(count, -1, dtype=np.int64)
        self.position_of[self.visible] = np.arange(len(self.visible))
        self.generation += 1


def _tree(rows: Sequence[GanttRow], index_of: dict[str, int]) -> tuple[Ints, Ints]:
    """Parent index of each row (-1 at the top) and the index after its last descendant."""
    count = len(rows)
    parents, ends = [-1] * count, [count] * count
    open_rows: list[int] = []
    for index, row in enumerate(rows):
        parent = -1
        if row.parent_id is not None:
            parent = index_of.get(row.parent_id, count)
            if parent >= index:
                raise ValueError(f"row {row.id} has no parent {row.parent_id} above it")
        while open_rows and open_rows[-1] != parent:
            ends[open_rows.pop()] = index
        if parent >= 0 and not open_rows:
            raise ValueError(f"row {row.id} does not follow its parent {row.parent_id}")
        parents[index] = parent
        open_rows.append(index)
    return np.array(parents, dtype=np.int64), np.array(ends, dtype=np.int64)
