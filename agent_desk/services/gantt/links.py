"""Which links cross the rows in view, and the way each link takes between its two bars.

A link leaves its source to the side, runs down (or up) beside the bars in between where it can, and ends with
an arrow on the target's edge. Coordinates are pixels of the scale and from the top of the first row.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from agent_desk.services.gantt.bars import BAR_HEIGHT, THIN_HEIGHT
from agent_desk.services.gantt.model import BarStyle, GanttLink, GanttRow, LinkKind, RowKind
from agent_desk.services.gantt.rows import RowLayout
from agent_desk.services.gantt.scale import TimeScale
from agent_desk.services.gantt.shapes import Ink, Line, Point

STUB = 5.0
SIDE_GAP = 7.0
LOOK_AT_MOST = 24
DETOUR = 60.0  # further out a link is harder to follow than one that runs behind a bar
CRITICAL_INK = Ink("gantt.ink")
PLAIN_INK = Ink("line.strong")


class LinkIndex:
    """Links by the rows they span, so that those in view are found in one pass over two arrays.

    Links to unknown rows are left out; links to hidden rows are not shown.
    """

    def __init__(self, links: Sequence[GanttLink], layout: RowLayout) -> None:
        known = [link for link in links if link.source in layout.index_of and link.target in layout.index_of]
        self.links = known
        index_of = layout.index_of
        count = len(known)
        self._source = np.fromiter((index_of[link.source] for link in known), dtype=np.int64, count=count)
        self._target = np.fromiter((index_of[link.target] for link in known), dtype=np.int64, count=count)
        self._low: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._high: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self.refresh(layout)

    def refresh(self, layout: RowLayout) -> None:
        """Take up the layout's new positions after a collapse or a filter."""
        if not self.links:
            return
        source, target = layout.position_of[self._source], layout.position_of[self._target]
        low, high = np.minimum(source, target), np.maximum(source, target)
        # A link with a hidden end spans nothing.
        high[low < 0] = -1
        low[low < 0] = np.iinfo(np.int64).max
        self._low, self._high = low, high

    def crossing(self, rows: range) -> list[int]:
        """Numbers of the links that touch the positions in ``rows``."""
        if not self.links or not rows:
            return []
        found = np.flatnonzero((self._low <= rows.stop - 1) & (self._high >= rows.start))
        return [int(number) for number in found]


class LinkRouter:
    """Finds the way of one link; remembers it until the zoom or the layout changes."""

    def __init__(self, layout: RowLayout, scale: TimeScale, row_height: float) -> None:
        self._layout = layout
        self._scale = scale
        self._row_height = row_height
        self._known: dict[tuple[str, str, LinkKind], Line | None] = {}
        self._spans: dict[int, tuple[float, float] | None] = {}

    def route(self, link: GanttLink) -> Line | None:
        """The link as a line with an arrow; ``None`` when an end is hidden or has no bar."""
        key = (link.source, link.target, link.kind)
        if key not in self._known:
            points = self._points(link)
            ink, width = (CRITICAL_INK, 1.5) if link.critical else (PLAIN_INK, 1.2)
            self._known[key] = Line(points, ink, width, arrow=True) if points else None
        return self._known[key]

    def _points(self, link: GanttLink) -> tuple[Point, ...]:
        source, target = self._layout.position(link.source), self._layout.position(link.target)
        if source is None or target is None or source == target:
            return ()
        source_span, target_span = self._span(source), self._span(target)
        if source_span is None or target_span is None:
            return ()
        if link.kind is LinkKind.FINISH_START:
            return self._finish_start(source, target, source_span, target_span)
        return self._sideways(link.kind, source, target, source_span, target_span)

    def _finish_start(
        self, source: int, target: int, source_span: tuple[float, float], target_span: tuple[float, float]
    ) -> tuple[Point, ...]:
        start, end = source_span[1], target_span[0]
        y = self._middle(source)
        down = target > source
        entry = self._edge(target, top=down)
        nearest = max(start, end) + STUB
        furthest = target_span[1] - 2
        if nearest > furthest:
            nearest = max(start + STUB, end + 2)
        if nearest <= furthest:
            x = self._free_x(source, target, nearest, furthest)
            return (start, y), (x, y), (x, entry)
        return self._round_about(source, target, start, end)

    def _round_about(self, source: int, target: int, start: float, end: float) -> tuple[Point, ...]:
        """The target starts before the source ends: go back between the rows and enter from the left."""
        out, into = start + STUB, end - SIDE_GAP
        between = target * self._row_height if target > source else (target + 1) * self._row_height
        y, at = self._middle(source), self._middle(target)
        return (start, y), (out, y), (out, between), (into, between), (into, at), (end, at)

    def _sideways(
        self,
        kind: LinkKind,
        source: int,
        target: int,
        source_span: tuple[float, float],
        target_span: tuple[float, float],
    ) -> tuple[Point, ...]:
        leaves_right = kind is LinkKind.FINISH_FINISH
        enters_right = kind in (LinkKind.FINISH_FINISH, LinkKind.START_FINISH)
        start = source_span[1] if leaves_right else source_span[0]
        end = target_span[1] if enters_right else target_span[0]
        y, at = self._middle(source), self._middle(target)
        if leaves_right == enters_right:
            x = max(start, end) + SIDE_GAP if leaves_right else min(start, end) - SIDE_GAP
            return (start, y), (x, y), (x, at), (end, at)
        out, into = start - SIDE_GAP, end + SIDE_GAP
        between = target * self._row_height if target > source else (target + 1) * self._row_height
        return (start, y), (out, y), (out, between), (into, between), (into, at), (end, at)

    def _free_x(self, source: int, target: int, nearest: float, furthest: float) -> float:
        """An x within the target's width where the way down meets no bar; the nearest if there is none."""
        low, high = min(source, target) + 1, max(source, target)
        if low >= high or high - low > LOOK_AT_MOST:
            return nearest
        spans = [span for span in map(self._obstacle, range(low, high)) if span is not None]
        candidates = [nearest]
        beside = sorted(right + 3 for _, right in spans)
        candidates += [x for x in beside if nearest < x <= min(furthest, nearest + DETOUR)]
        for x in candidates:
            if all(not (left - 1 < x < right + 1) for left, right in spans):
                return x
        return nearest

    def _obstacle(self, position: int) -> tuple[float, float] | None:
        row = self._layout.row(position)
        return None if row.kind is RowKind.GROUP else self._span(position)

    def _span(self, position: int) -> tuple[float, float] | None:
        if position not in self._spans:
            span = self._layout.row(position).span()
            self._spans[position] = (
                (float(self._scale.snap(span[0])), float(self._scale.snap(span[1]))) if span else None
            )
        return self._spans[position]

    def _middle(self, position: int) -> float:
        return (position + 0.5) * self._row_height

    def _edge(self, position: int, top: bool) -> float:
        half = _start_height(self._layout.row(position)) / 2
        return self._middle(position) - half if top else self._middle(position) + half


def _start_height(row: GanttRow) -> float:
    first = min(row.bars, key=lambda bar: bar.start)
    return THIN_HEIGHT if first.style in (BarStyle.PREPARATION, BarStyle.MINIMUM) else BAR_HEIGHT
