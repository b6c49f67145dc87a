"""The shapes of one row's line: baseline, bars, pauses, brackets, milestones, labels and flags.

x is in pixels of the scale, y from the top of the row. Nothing here depends on what part is in view.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agent_desk.services.gantt.model import BarStyle, GanttBar, GanttMilestone, GanttRow, RowKind, Tone
from agent_desk.services.gantt.scale import TimeScale
from agent_desk.services.gantt.shapes import Box, Diamond, Hatch, Ink, Line, Shape, Text, text_width

BAR_HEIGHT = 14.0
THIN_HEIGHT = 7.0
SUMMARY_HEIGHT = 8.0
DIAMOND_RADIUS = 7.0
RADIUS = 3.0

INK = Ink("gantt.ink")
SURFACE = "bg.surface"
QUIET = Ink("text.2")
BASELINE = Ink("text.3", 0.45)
SUMMARY_DONE = Ink("text.2")
SUMMARY_OPEN = Ink("text.2", 0.26)
BRACKET = Ink("line.strong")
PAUSE_HATCH = Hatch(Ink("state.pause.fill"), lean=-1, step=4.2, width=2.0)

FLAG_INKS: dict[Tone, tuple[Ink, Ink]] = {
    Tone.DUE: (Ink("state.due.tint"), Ink("state.due.text")),
    Tone.OVER: (Ink("state.over.tint"), Ink("state.over.text")),
    Tone.PAUSE: (Ink("state.pause.tint"), Ink("state.pause.text")),
    Tone.GREEN: (Ink("clock.green.tint"), Ink("clock.green.text")),
    Tone.NEUTRAL: (Ink("line.hair"), Ink("text.2")),
}


@dataclass(frozen=True, slots=True)
class RowPaper:
    """What a row's shapes depend on besides the row itself."""

    scale: TimeScale
    today: date
    row_height: float = 28.0
    baselines: bool = True
    critical: bool = True

    @property
    def middle(self) -> float:
        """y of the middle of the row."""
        return self.row_height / 2

    def extent(self, start: date, end: date) -> tuple[float, float]:
        """x and width of a stretch of days, at least two pixels wide."""
        left = self.scale.snap(start.toordinal())
        return left, max(self.scale.snap(end.toordinal() + 1) - left, 2)


def row_shapes(
    row: GanttRow, paper: RowPaper, milestones: Sequence[GanttMilestone] = ()
) -> tuple[Shape, ...]:
    """All shapes of one row, in painting order."""
    shapes: list[Shape] = []
    if row.baseline is not None and paper.baselines:
        x, width = paper.extent(*row.baseline)
        top = min(paper.middle + 10, paper.row_height - 4)
        shapes.append(Box(x, top, width, 3, BASELINE, radius=1.5))
    if row.kind is RowKind.GROUP:
        shapes.extend(_bracket(row, paper))
    else:
        for bar in row.bars:
            if bar.style is not BarStyle.PAUSE:
                _BAR_SHAPES[bar.style](shapes, bar, row, paper)
        for bar in row.bars:
            if bar.style is BarStyle.PAUSE:
                _pause(shapes, bar, row, paper)
        _side_label(shapes, row, paper)
    after = right_edge(row, paper.scale)
    for milestone in milestones:
        after = max(after, _milestone(shapes, milestone, paper))
    if row.flag is not None:
        _flag(shapes, row, paper, after + 14)
    return tuple(shapes)


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row's shapes with the stretch of x they cover, so that painters can pass over what is out of view."""

    shapes: tuple[Shape, ...]
    left: float
    right: float


def row_line(row: GanttRow, paper: RowPaper, milestones: Sequence[GanttMilestone] = ()) -> RowLine:
    """``row_shapes`` with their extent; texts count generously."""
    shapes = row_shapes(row, paper, milestones)
    left, right = float("inf"), float("-inf")
    for shape in shapes:
        first, last = _extent(shape)
        left, right = min(left, first), max(right, last)
    return RowLine(shapes, left, right)


def _extent(shape: Shape) -> tuple[float, float]:
    if isinstance(shape, Box):
        return shape.x, shape.x + shape.w
    if isinstance(shape, Line):
        return min(x for x, _ in shape.points), max(x for x, _ in shape.points)
    if isinstance(shape, Diamond):
        return shape.x - shape.r - 2, shape.x + shape.r + 2
    reach = 14.0 * len(shape.text)
    return shape.x - reach, shape.x + reach


def right_edge(row: GanttRow, scale: TimeScale) -> float:
    """x where the row's last bar ends; the origin for a row without bars."""
    span = row.span()
    return float(scale.snap(span[1])) if span else 0.0


def flag_width(text: str) -> float:
    """Width of a flag's box around its text."""
    return text_width(text, "captionStrong") + 16


def trailing_width(row: GanttRow, paper: RowPaper, milestones: Sequence[GanttMilestone]) -> float:
    """How far the row's milestones and flag reach past its last bar, in pixels."""
    after = edge = right_edge(row, paper.scale)
    for milestone in milestones:
        after = max(after, milestone_right(milestone, paper.scale))
    if row.flag is not None:
        after += 14 + flag_width(row.flag.text)
    return after - edge


def milestone_right(milestone: GanttMilestone, scale: TimeScale) -> float:
    """x where a milestone's label ends."""
    x = scale.middle(milestone.day.toordinal())
    role = "captionStrong" if milestone.strong else "caption"
    return x + DIAMOND_RADIUS + 5 + text_width(milestone.label, role)


def _outline(row: GanttRow, paper: RowPaper, otherwise: Ink | None) -> tuple[Ink | None, float]:
    if row.critical and paper.critical:
        return INK, 1.5
    return otherwise, 1.0


def _body(bar: GanttBar, paper: RowPaper, height: float = BAR_HEIGHT) -> tuple[float, float, float, float]:
    x, width = paper.extent(bar.start, bar.end)
    return x, paper.middle - height / 2, width, height


def _done(shapes: list[Shape], bar: GanttBar, row: GanttRow, paper: RowPaper) -> None:
    outline, width = _outline(row, paper, None)
    shapes.append(Box(*_body(bar, paper), Ink(row.lane), RADIUS, outline=outline, outline_width=width))


def _plan(shapes: list[Shape], bar: GanttBar, row: GanttRow, paper: RowPaper) -> None:
    outline, width = _outline(row, paper, Ink(row.lane))
    fill = Ink(row.lane, 0.2, SURFACE)
    shapes.append(Box(*_body(bar, paper), fill, RADIUS, outline=outline, outline_width=width))


def _running(shapes: list[Shape], bar: GanttBar, row: GanttRow, paper: RowPaper) -> None:
    x, y, width, height = _body(bar, paper)
    done = _done_width(bar, paper, x, width)
    shapes.append(Box(x, y, width, height, Ink(row.lane, 0.22, SURFACE), RADIUS))
    if done > 0:
        shapes.append(Box(x, y, done, height, Ink(row.lane), RADIUS))
    outline, outline_width = _outline(row, paper, None)
    if outline is not None:
        shapes.append(Box(x, y, width, height, None, RADIUS, outline=outline, outline_width=outline_width))


def _simulated(shapes: list[Shape], bar: GanttBar, row: GanttRow, paper: RowPaper) -> None:
    outline, width = _outline(row, paper, Ink(row.lane))
    fill = Ink(row.lane, 0.14, SURFACE)
    hatch = Hatch(Ink(row.lane, 0.8, SURFACE), 1, 4.6, 2.4)
    shapes.append(Box(*_body(bar, paper), fill, RADIUS, hatch, outline, max(width, 1.2), (3.0, 2.0)))


def _preparation(shapes: list[Shape], bar: GanttBar, row: GanttRow, paper: RowPaper) -> None:
    shapes.append(Box(*_body(bar, paper, THIN_HEIGHT), Ink(row.lane, 0.26), RADIUS))


def _minimum(shapes: list[Shape], bar: GanttBar, row: GanttRow, paper: RowPaper) -> None:
    """A public notice period nobody may shorten: thin like a preparation, closed at both ends."""
    x, y, width, height = _body(bar, paper, THIN_HEIGHT)
    shapes.append(Box(x, y, width, height, Ink(row.lane, 0.26)))
    for edge in (x, x + width - 2):
        shapes.append(Box(edge, y - 2, 2, height + 4, Ink(row.lane)))


def _summary(shapes: list[Shape], bar: GanttBar, row: GanttRow, paper: RowPaper) -> None:
    x, y, width, height = _body(bar, paper, SUMMARY_HEIGHT)
    done = _done_width(bar, paper, x, width)
    shapes.append(Box(x, y, width, height, SUMMARY_OPEN, 4))
    if done > 0:
        shapes.append(Box(x, y, done, height, SUMMARY_DONE, 4))


def _done_width(bar: GanttBar, paper: RowPaper, x: float, width: float) -> float:
    until = bar.done_until if bar.done_until is not None else paper.today
    return min(max(paper.scale.snap(until.toordinal() + 1) - x, 0), width)


_BAR_SHAPES = {
    BarStyle.DONE: _done,
    BarStyle.RUNNING: _running,
    BarStyle.PLAN: _plan,
    BarStyle.SIMULATED: _simulated,
    BarStyle.PREPARATION: _preparation,
    BarStyle.MINIMUM: _minimum,
    BarStyle.SUMMARY: _summary,
}


def _pause(shapes: list[Shape], bar: GanttBar, row: GanttRow, paper: RowPaper) -> None:
    x, y, width, height = _body(bar, paper)
    shapes.append(Box(x, y, width, height, Ink(SURFACE), hatch=PAUSE_HATCH))
    if not bar.label:
        return
    role = "chip"
    wide = text_width(bar.label, role) + 4
    if wide <= width:
        shapes.append(Box(x + (width - wide) / 2, y, wide, height, Ink(SURFACE)))
        shapes.append(Text(x + width / 2, paper.middle, bar.label, role, Ink("state.pause.text"), "middle"))


def _bracket(row: GanttRow, paper: RowPaper) -> list[Shape]:
    """A group's span: a line with a short drop at both ends, and the group's note after it."""
    if not row.bars:
        return []
    first = min(bar.start for bar in row.bars)
    last = max(bar.end for bar in row.bars)
    x, width = paper.extent(first, last)
    top = paper.middle - 2.5
    right = x + width - 1
    ends = ((x + 0.5, top + 6), (x + 0.5, top), (right + 0.5, top), (right + 0.5, top + 6))
    shapes: list[Shape] = [Line(ends, BRACKET, 1.5)]
    if row.note:
        shapes.append(Text(right + 9, paper.middle, row.note, "caption", QUIET))
    return shapes


def _side_label(shapes: list[Shape], row: GanttRow, paper: RowPaper) -> None:
    label = next((bar.label for bar in row.bars if bar.label and bar.style is not BarStyle.PAUSE), "")
    span = row.span()
    if label and span:
        x = paper.scale.snap(span[0]) - 6
        shapes.append(Text(x, paper.middle, label, "caption", QUIET, "end"))


def _milestone(shapes: list[Shape], milestone: GanttMilestone, paper: RowPaper) -> float:
    x = paper.scale.middle(milestone.day.toordinal())
    shapes.append(Diamond(x, paper.middle, DIAMOND_RADIUS, INK, Ink(SURFACE)))
    if milestone.label:
        role, ink = ("captionStrong", INK) if milestone.strong else ("caption", QUIET)
        shapes.append(Text(x + DIAMOND_RADIUS + 5, paper.middle, milestone.label, role, ink))
    return milestone_right(milestone, paper.scale)


def _flag(shapes: list[Shape], row: GanttRow, paper: RowPaper, x: float) -> None:
    if row.flag is None:
        return
    back, ink = FLAG_INKS[row.flag.tone]
    width = flag_width(row.flag.text)
    shapes.append(Box(x, paper.middle - 9.5, width, 19, back, 4))
    shapes.append(Text(x + width / 2, paper.middle, row.flag.text, "captionStrong", ink, "middle"))
