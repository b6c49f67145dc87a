"""The strip under the chart: what the bars mean at the left, the figures of the plan at the right."""

from __future__ import annotations

from agent_desk.i18n import tr
from agent_desk.services.gantt.bars import BASELINE, PAUSE_HATCH, SURFACE
from agent_desk.services.gantt.model import GanttChart, GanttSummary
from agent_desk.services.gantt.shapes import Box, Diamond, Hatch, Ink, Shape, Text, text_width

HEIGHT = 48.0
LANE = "lane.planning"
SWATCH = 26.0


def legend_shapes(
    chart: GanttChart, width: float, height: float = HEIGHT, left: float = 24.0
) -> tuple[Shape, ...]:
    """Legend and figures over ``width`` pixels; entries without room are left out from the end."""
    figures, start = _figures(chart.summary, width - 20, height / 2)
    shapes: list[Shape] = []
    x, y = left, height / 2
    for name, swatch, size in _entries(chart, y):
        if x + size + 6 + text_width(name, "caption") + 16 > start:
            break
        shapes += [_moved(shape, x) for shape in swatch]
        shapes.append(Text(x + size + 6, y, name, "caption", Ink("text.2")))
        x += size + 6 + text_width(name, "caption") + 20
    return (*shapes, *figures)


def _entries(chart: GanttChart, y: float) -> list[tuple[str, tuple[Box | Diamond, ...], float]]:
    top, size = y - 5, SWATCH
    plan, sketch = Ink(LANE, 0.2, SURFACE), Ink(LANE, 0.14, SURFACE)
    hatch = Hatch(Ink(LANE, 0.8, SURFACE), 1, 4.6, 2.4)
    entries: list[tuple[str, tuple[Box | Diamond, ...], float]] = [
        (tr("已办结"), (Box(0, top, size, 10, Ink(LANE), 3),), size),
        (tr("计划"), (Box(0, top, size, 10, plan, 3, outline=Ink(LANE)),), size),
        (tr("模拟审批，转正前"), (Box(0, top, size, 10, sketch, 3, hatch),), size),
        (tr("编制、公示"), (Box(0, y - 3, size, 6, Ink(LANE, 0.26), 3),), size),
        (tr("停表"), (Box(0, top, size, 10, Ink(SURFACE), hatch=PAUSE_HATCH),), size),
        (tr("关键线路"), (Box(1, top, size - 2, 10, Ink(SURFACE), 3, None, Ink("gantt.ink"), 1.5),), size),
    ]
    if any(row.baseline for row in chart.rows[:200]) or chart.baseline_name:
        name = tr("基线 {name}", name=chart.baseline_name) if chart.baseline_name else tr("基线")
        entries.append((name, (Box(0, y - 1.5, size, 3, BASELINE, 1.5),), size))
    entries.append((tr("里程碑"), (Diamond(7, y, 7, Ink("gantt.ink")),), 14))
    return entries


def _moved(shape: Box | Diamond, dx: float) -> Box | Diamond:
    if isinstance(shape, Diamond):
        return Diamond(shape.x + dx, shape.y, shape.r, shape.fill, shape.halo)
    return Box(
        shape.x + dx, shape.y, shape.w, shape.h, shape.fill, shape.radius, shape.hatch,
        shape.outline, shape.outline_width, shape.dash,
    )  # fmt: skip


def _figures(summary: GanttSummary | None, right: float, y: float) -> tuple[tuple[Shape, ...], float]:
    """The figures laid out from the right, and the x where they start."""
    pairs: list[tuple[str, str, Ink]] = []
    ink = Ink("text.1")
    if summary is not None:
        if summary.total_days is not None:
            pairs.append((tr("总工期"), tr("{n} 天", n=summary.total_days), ink))
        if summary.critical_steps is not None:
            pairs.append((tr("关键线路"), tr("{n} 步", n=summary.critical_steps), ink))
        if summary.behind_baseline is not None:
            pairs.append((tr("较基线"), *_against_baseline(summary.behind_baseline)))
        if summary.least_float is not None:
            pairs.append((tr("浮时最小"), tr("{n} 天", n=summary.least_float), ink))
    shapes: list[Shape] = []
    x = right
    for name, value, tone in reversed(pairs):
        shapes.append(Text(x, y, value, "captionStrong", tone, "end"))
        x -= text_width(value, "captionStrong") + 6
        shapes.append(Text(x, y, name, "caption", Ink("text.2"), "end"))
        x -= text_width(name, "caption") + 18
    return tuple(reversed(shapes)), x


def _against_baseline(days: int) -> tuple[str, Ink]:
    if days > 0:
        return tr("晚 {n} 天", n=days), Ink("state.due.text")
    if days < 0:
        return tr("早 {n} 天", n=-days), Ink("clock.green.text")
    return tr("一致"), Ink("text.1")
