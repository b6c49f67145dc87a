"""What depends on the part in view: the today line, land days with their callout, edge arrows, 暂定 flags.

x from the left edge of the visible chart (``x0`` is the scale's x there), y from the top of the first row,
or of the row itself for ``edge_shapes``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agent_desk.i18n import tr
from agent_desk.services.gantt.bars import RowPaper, right_edge, trailing_width
from agent_desk.services.gantt.model import GanttLandDay, GanttMilestone, GanttRow, RowKind
from agent_desk.services.gantt.rows import RowLayout
from agent_desk.services.gantt.shapes import Box, Ink, Line, Shape, Text, text_width

CALLOUT_HEIGHT = 38.0
MARGIN = 10.0
EDGE_ROOM = 18.0

Milestones = Mapping[str, Sequence[GanttMilestone]]


@dataclass(frozen=True, slots=True)
class Window:
    """The visible stretch of the chart: the scale's x at its left edge, and its width in pixels."""

    x0: float
    width: float


def by_row(milestones: Sequence[GanttMilestone]) -> dict[str, tuple[GanttMilestone, ...]]:
    """Milestones grouped by their row, each group in date order."""
    found: dict[str, list[GanttMilestone]] = {}
    for milestone in milestones:
        found.setdefault(milestone.row_id, []).append(milestone)
    return {row_id: tuple(sorted(group, key=lambda one: one.day)) for row_id, group in found.items()}


def today_shapes(
    today: date, paper: RowPaper, window: Window, top: float, bottom: float
) -> tuple[Shape, ...]:
    """The line of today from ``top`` to ``bottom``, nothing when out of view."""
    x = paper.scale.middle(today.toordinal()) - window.x0
    if not 0 <= x <= window.width:
        return ()
    return (Box(round(x) - 1, top, 2, bottom - top, Ink("gantt.today")),)


def edge_shapes(
    row: GanttRow,
    paper: RowPaper,
    window: Window,
    provisional_from: date | None,
    milestones: Sequence[GanttMilestone] = (),
) -> tuple[Shape, ...]:
    """Arrows where the row goes on beyond the view, and the dashed flag of an end no calendar covers yet."""
    span = row.span()
    if span is None or row.kind is RowKind.GROUP:
        return ()
    left = paper.scale.snap(span[0]) - window.x0
    right = paper.scale.snap(span[1]) - window.x0
    shapes: list[Shape] = []
    if left < 0:
        shapes.append(_arrow(5.0, paper.middle, -1, Ink("bg.surface") if right > 12 else Ink("text.3")))
    if right > window.width:
        # The bar's open part is pale, so the arrow at the right is dark.
        shapes.append(_arrow(window.width - 6, paper.middle, 1, Ink("text.2")))
    if provisional_from is not None and span[1] - 1 >= provisional_from.toordinal() and left < window.width:
        shapes += _provisional(row, paper, window, date.fromordinal(span[1] - 1), milestones)
    return tuple(shapes)


def _arrow(x: float, y: float, direction: int, ink: Ink) -> Line:
    half = 4.0 if direction < 0 else 5.0
    back = x - direction * half
    return Line(((back, y - half), (x, y), (back, y + half)), ink, 1.6)


def _provisional(
    row: GanttRow, paper: RowPaper, window: Window, end: date, milestones: Sequence[GanttMilestone]
) -> list[Shape]:
    pattern = tr("完工 {date} 暂定", date=end) if row.kind is RowKind.PROJECT else tr("{date} 暂定", date=end)
    width = text_width(pattern, "caption") + 18
    after = right_edge(row, paper.scale) - window.x0 + trailing_width(row, paper, milestones) + 8
    x = min(after, window.width - EDGE_ROOM - width)
    if x + width < 0:
        return []
    box = Box(
        round(x),
        paper.middle - 9.5,
        round(width),
        19,
        Ink("bg.surface"),
        4,
        None,
        Ink("line.strong"),
        1,
        (3, 2),
    )
    return [
        box,
        Text(round(x) + width / 2, paper.middle, pattern, "caption", Ink("text.2"), "middle", once=True),
    ]


def land_line(land: GanttLandDay, layout: RowLayout, paper: RowPaper, window: Window) -> tuple[Shape, ...]:
    """The dotted line that joins the milestones of a land day; painted under the bars."""
    reach = _land_reach(land, layout, paper)
    x = paper.scale.middle(land.day.toordinal()) - window.x0
    if reach is None or not 0 <= x <= window.width:
        return ()
    _, top, bottom = reach
    return (Line(((x, top), (x, bottom)), Ink("accent.fill"), 2, (2, 3)),)


def land_callout(
    land: GanttLandDay, layout: RowLayout, paper: RowPaper, window: Window, milestones: Milestones
) -> tuple[Shape, ...]:
    """The words of a land day on or beside its line, where they cover nothing if there is such a place."""
    reach = _land_reach(land, layout, paper)
    x = paper.scale.middle(land.day.toordinal()) - window.x0
    width = round(max(text_width(land.title, "strong"), text_width(land.note, "caption")) + 44)
    if reach is None or not 0 <= x <= window.width or width > window.width - 2 * MARGIN:
        return ()
    rows, top, bottom = reach
    if bottom - top < CALLOUT_HEIGHT + 8:
        return ()
    highest = window.width - width - MARGIN
    places = [min(max(at, MARGIN), highest) for at in (x - width / 2, x + MARGIN, x - width - MARGIN)]
    left, middle = places[0], (rows.start + rows.stop) / 2 * paper.row_height
    for place in places:
        found = _clear_middle(rows, place + window.x0, width, layout, paper, milestones)
        if found is not None:
            left, middle = place, found
            break
    return _callout(land, round(left), round(middle), width)


def _land_reach(land: GanttLandDay, layout: RowLayout, paper: RowPaper) -> tuple[range, float, float] | None:
    """Rows between the outermost milestones, and y where the line starts and ends."""
    positions = sorted(p for p in map(layout.position, land.row_ids) if p is not None)
    if len(positions) < 2:
        return None
    first, last = positions[0], positions[-1]
    return range(first + 1, last), (first + 0.5) * paper.row_height + 9, (last + 0.5) * paper.row_height - 9


def _callout(land: GanttLandDay, left: float, middle: float, width: float) -> tuple[Shape, ...]:
    top, centre = middle - CALLOUT_HEIGHT / 2, left + width / 2
    fill, outline = Ink("accent.tint"), Ink("accent.line")
    box = Box(left, top, width, CALLOUT_HEIGHT, fill, 6, None, outline)
    title_y = middle - 8 if land.note else middle
    title = Text(centre, title_y, land.title, "strong", Ink("accent.text"), "middle")
    if not land.note:
        return (box, title)
    return (box, title, Text(centre, middle + 9, land.note, "caption", Ink("text.2"), "middle"))


def _clear_middle(
    rows: range, left: float, width: float, layout: RowLayout, paper: RowPaper, milestones: Milestones
) -> float | None:
    """y of the first boundary between two rows where nothing is drawn across the callout."""
    free = [_is_clear(layout.row(p), left, width, paper, milestones) for p in rows[:64]]
    for offset in range(1, len(free) - 1):
        if free[offset] and free[offset + 1]:
            return (rows[offset] + 1) * paper.row_height
    return None


def _is_clear(row: GanttRow, left: float, width: float, paper: RowPaper, milestones: Milestones) -> bool:
    span = row.span()
    if span is None:
        return True
    start = paper.scale.snap(span[0])
    end = paper.scale.snap(span[1]) + trailing_width(row, paper, milestones.get(row.id, ()))
    if row.kind is RowKind.GROUP:
        end += text_width(row.note, "caption") + 9
    return end + 6 < left or start - 6 > left + width


def tint_of(row: GanttRow) -> Ink | None:
    """The wash over a row's line; project rows stand out from their steps."""
    return Ink("text.1", 0.03) if row.kind is RowKind.PROJECT else None
