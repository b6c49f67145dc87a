"""Shapes of bars, grid, marks and whole pictures, as numbers; hits and words."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from agent_desk import assets
from agent_desk.services.gantt import bars, describe, grid, legend, marks
from agent_desk.services.gantt.hit import BarHit, bar_at
from agent_desk.services.gantt.marks import Window
from agent_desk.services.gantt.model import BarStyle, GanttBar, GanttRow
from agent_desk.services.gantt.rows import RowLayout
from agent_desk.services.gantt.scale import TimeScale
from agent_desk.services.gantt.scene import SceneMaker
from agent_desk.services.gantt.shapes import Box, Diamond, Ink, Line, Text, person_of
from tests.services.gantt_sample import TODAY, chart, day

ORIGIN = day("10-05").toordinal()
PAPER = bars.RowPaper(TimeScale(ORIGIN, 10.0), TODAY)
VIEW = Window(0.0, 700.0)


def row(row_id: str) -> GanttRow:
    return next(one for one in chart().rows if one.id == row_id)


def boxes(shapes) -> list[Box]:
    return [shape for shape in shapes if isinstance(shape, Box)]


def texts(shapes) -> list[str]:
    return [shape.text for shape in shapes if isinstance(shape, Text)]


def test_a_bar_covers_its_days_inclusive() -> None:
    body = next(box for box in boxes(bars.row_shapes(row("a2"), PAPER)) if box.h == 14)
    assert (body.x, body.w) == (80, 50), "13 to 17 October at 10 px a day"
    assert body.outline == Ink("gantt.ink")


def test_styles_differ_in_shape_not_only_in_colour() -> None:
    def main(style: BarStyle) -> tuple[object, ...]:
        one = replace(row("d4"), bars=(GanttBar(TODAY, TODAY, style),), baseline=None)
        found = boxes(bars.row_shapes(one, PAPER))
        return tuple(
            (box.h, box.fill is None, box.hatch, bool(box.outline), box.dash, box.w) for box in found
        )

    distinct = [BarStyle.DONE, BarStyle.PLAN, BarStyle.SIMULATED, BarStyle.PREPARATION, BarStyle.MINIMUM]
    assert len({main(style) for style in distinct}) == len(distinct)


def test_a_running_bar_splits_at_today() -> None:
    found = [box for box in boxes(bars.row_shapes(row("a4"), PAPER)) if box.h == 14]
    assert [box.w for box in found] == [300, 150]
    assert texts(bars.row_shapes(row("a4"), PAPER)) == ["法定公告期，不压缩"]


def test_a_pause_is_hatched_and_named_where_it_has_room() -> None:
    shapes = bars.row_shapes(row("b1"), PAPER)
    assert any(box.hatch == bars.PAUSE_HATCH for box in boxes(shapes))
    assert "补正 5" in texts(shapes)
    narrow = bars.row_shapes(row("b1"), bars.RowPaper(TimeScale(ORIGIN, 4.0), TODAY))
    assert "补正 5" not in texts(narrow)


def test_baseline_and_critical_outline_can_be_left_out() -> None:
    plain = bars.RowPaper(PAPER.scale, TODAY, baselines=False, critical=False)
    found = boxes(bars.row_shapes(row("a2"), plain))
    assert len(found) == 1
    assert found[0].outline is None


def test_everything_stays_inside_the_row_at_every_density() -> None:
    for height in (24.0, 28.0, 34.0):
        paper = replace(PAPER, row_height=height)
        for one in chart().rows:
            for box in boxes(bars.row_shapes(one, paper)):
                assert box.y >= 0
                assert box.y + box.h <= height


def test_extent_holds_all_shapes() -> None:
    milestones = marks.by_row(chart().milestones)
    for one in chart().rows:
        line = bars.row_line(one, PAPER, milestones.get(one.id, ()))
        for box in boxes(line.shapes):
            assert line.left <= box.x
            assert box.x + box.w <= line.right


def test_arrows_show_where_a_row_goes_on() -> None:
    shapes = marks.edge_shapes(row("p2"), PAPER, VIEW, None)
    tips = [shape.points[1][0] for shape in shapes if isinstance(shape, Line)]
    assert tips == [5.0, 694.0]
    assert marks.edge_shapes(row("a2"), PAPER, VIEW, None) == ()


def test_a_provisional_end_is_flagged_at_the_edge_or_after_the_bar() -> None:
    flagged = marks.edge_shapes(row("p2"), PAPER, VIEW, day("2027-01-01"))
    assert texts(flagged) == ["完工 2027-01-17 暂定"]
    box = boxes(flagged)[0]
    assert box.dash
    assert box.x + box.w <= 700 - marks.EDGE_ROOM + 1
    wide = marks.edge_shapes(row("p2"), PAPER, Window(0, 5000), day("2027-01-01"))
    assert boxes(wide)[0].x >= PAPER.scale.snap(day("2027-01-18").toordinal())
    assert marks.edge_shapes(row("a2"), PAPER, VIEW, day("2027-01-01")) == ()
    assert texts(marks.edge_shapes(row("p2"), PAPER, VIEW, day("2027-01-18"))) == []
    assert texts(marks.edge_shapes(row("p2"), PAPER, VIEW, day("2027-01-17"))) != []


def test_the_land_line_joins_its_milestones_and_the_callout_stays_in_view() -> None:
    layout, land = RowLayout(chart().rows), chart().land_days[0]
    (line,) = marks.land_line(land, layout, PAPER, VIEW)
    x = PAPER.scale.middle(land.day.toordinal())
    assert isinstance(line, Line)
    assert [point[0] for point in line.points] == [x, x]
    shapes = marks.land_callout(land, layout, PAPER, VIEW, marks.by_row(chart().milestones))
    box = boxes(shapes)[0]
    assert box.x >= 0
    assert box.x + box.w <= VIEW.width
    assert texts(shapes) == ["12-08 拿地即开工", "同日 4 件模拟审批转正式"]
    layout.set_collapsed("g1", True)
    assert marks.land_line(land, layout, PAPER, VIEW) == ()


def test_grid_cells() -> None:
    shapes = grid.row_shapes(row("b4"), grid.FULL, 28, parent=False, collapsed=False)
    assert texts(shapes) == ["水保", "水土保持方案", "模拟", "水利局", "芳", "4"]
    assert texts(grid.row_shapes(row("b4"), grid.COMPACT, 28, False, False)) == ["水保", "水土保持方案", "4"]
    opened, closed = (grid.row_shapes(row("p1"), grid.FULL, 28, True, flag)[0] for flag in (False, True))
    assert opened != closed


def test_long_titles_end_before_the_next_column() -> None:
    long = replace(row("b4"), title="某某" * 40)
    shapes = grid.row_shapes(long, grid.FULL, 28, False, False)
    title = next(shape for shape in shapes if isinstance(shape, Text) and shape.text == long.title)
    tag = next(shape for shape in shapes if isinstance(shape, Box) and shape.dash)
    assert title.max_width is not None
    assert title.x + title.max_width <= tag.x
    assert tag.x + tag.w <= 249


def test_hits_find_the_bar_and_its_edges() -> None:
    b1 = row("b1")
    start, pause = PAPER.scale.snap(day("10-26").toordinal()), PAPER.scale.snap(day("10-30").toordinal())
    assert bar_at(b1, PAPER, start, 14) == BarHit(1, "start")
    assert bar_at(b1, PAPER, start + 6, 14) == BarHit(1, "body")
    assert bar_at(b1, PAPER, pause, 14) == BarHit(2, "body")
    assert bar_at(b1, PAPER, start, 26) is None
    assert bar_at(row("a1"), PAPER, 70, 14) == BarHit(0, "start"), "one day: a grip of one pixel"
    assert bar_at(row("a1"), PAPER, 72, 14) == BarHit(0, "body")


def test_words() -> None:
    text = describe.accessible_text(row("c2"), chart())
    assert text == (
        "建设工程规划许可证，资规分局，经办 王芳，11-09 至 11-22，5 天，模拟审批，转正前，模拟，今天到期，关键线路"
    )
    tip = describe.tooltip(row("b1"), chart()).splitlines()
    assert "停表：补正 5，10-29 至 11-02" in tip
    assert "基线：10-13 至 11-01（晚 5 天）" in tip


def test_legend_leaves_out_what_has_no_room_and_keeps_the_figures() -> None:
    wide, narrow = (texts(legend.legend_shapes(chart(), width)) for width in (1368, 700))
    assert wide[0] == "已办结"
    assert "里程碑" in wide
    assert "里程碑" not in narrow
    for shown in (wide, narrow):
        assert {"58 天", "8 步", "晚 2 天", "0 天"} <= set(shown)


def test_a_scene_uses_known_tokens_and_has_every_title() -> None:
    maker = SceneMaker(chart(), RowLayout(chart().rows), TimeScale(ORIGIN, 13.5), 1368)
    tokens = json.loads(assets.resource("themes", "tokens.json").read_text(encoding="utf-8"))["theme"][
        "light"
    ]
    shapes = [shape for layer in maker.layers(range(len(chart().rows))) for shape in layer.shapes]
    inks: set[Ink] = set()
    for shape in shapes:
        if isinstance(shape, Box):
            inks |= {ink for ink in (shape.fill, shape.outline) if ink}
        elif isinstance(shape, Diamond):
            inks.add(shape.fill)
        else:
            inks.add(shape.ink)
    assert {ink.token for ink in inks if person_of(ink.token) is None} <= set(tokens)
    assert {one.title for one in chart().rows} <= set(texts(shapes))


def test_a_bar_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        GanttBar(day("11-02"), day("11-01"), BarStyle.PLAN)


def test_geometry_needs_no_toolkit() -> None:
    code = (
        "import sys, agent_desk.services.gantt.scene, agent_desk.services.gantt.describe;"
        "sys.exit(any(name.split('.')[0] in ('PySide6', 'reportlab') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
