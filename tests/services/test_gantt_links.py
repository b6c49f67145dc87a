"""The way of a link: orthogonal, never through its own bars, round others where there is room."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desk.services.gantt.links import LinkIndex, LinkRouter
from agent_desk.services.gantt.model import BarStyle, GanttBar, GanttLink, GanttRow, LinkKind
from agent_desk.services.gantt.rows import RowLayout
from agent_desk.services.gantt.scale import TimeScale
from tests.services.gantt_sample import TODAY, chart, day

HEIGHT = 28.0
SCALE = TimeScale(day("10-05").toordinal(), 13.5)


def rows_at(*spans: tuple[int, int]) -> list[GanttRow]:
    """Rows a, b, c ... with one bar each, given as first and last day from today."""
    return [
        GanttRow(name, name, bars=(
            GanttBar(TODAY + timedelta(days=first), TODAY + timedelta(days=last), BarStyle.PLAN),
        ))
        for name, (first, last) in zip("abcdefgh", spans, strict=False)
    ]  # fmt: skip


def bodies(layout: RowLayout) -> list[tuple[float, float, float, float]]:
    found = []
    for position in range(len(layout)):
        span = layout.row(position).span()
        if span:
            top = (position + 0.5) * HEIGHT - 7
            found.append((SCALE.snap(span[0]), top, SCALE.snap(span[1]), top + 14))
    return found


def crosses(points, body: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = body
    for (x0, y0), (x1, y1) in pairwise(points):
        inside_x = max(x0, x1) > left + 0.01 and min(x0, x1) < right - 0.01
        inside_y = max(y0, y1) > top + 0.01 and min(y0, y1) < bottom - 0.01
        if inside_x and inside_y:
            return True
    return False


@given(
    st.tuples(st.integers(-30, 30), st.integers(0, 20)),
    st.tuples(st.integers(-30, 30), st.integers(0, 20)),
    st.booleans(),
    st.sampled_from(LinkKind),
)
def test_a_link_is_orthogonal_and_never_crosses_its_own_bars(
    one, other, upward: bool, kind: LinkKind
) -> None:
    rows = rows_at((one[0], sum(one)), (other[0], sum(other)))
    layout = RowLayout(rows)
    link = GanttLink("b", "a", kind=kind) if upward else GanttLink("a", "b", kind=kind)
    line = LinkRouter(layout, SCALE, HEIGHT).route(link)
    assert line is not None
    assert line.arrow
    assert all(x0 == x1 or y0 == y1 for (x0, y0), (x1, y1) in pairwise(line.points))
    assert not any(crosses(line.points, body) for body in bodies(layout))


def test_a_link_goes_round_a_bar_in_between_where_there_is_room() -> None:
    layout = RowLayout(rows_at((0, 2), (1, 5), (3, 12)))
    line = LinkRouter(layout, SCALE, HEIGHT).route(GanttLink("a", "c"))
    assert line is not None
    assert not any(crosses(line.points, body) for body in bodies(layout))


def test_it_leaves_at_the_source_and_ends_on_top_of_the_target() -> None:
    layout = RowLayout(rows_at((0, 2), (3, 12)))
    line = LinkRouter(layout, SCALE, HEIGHT).route(GanttLink("a", "b", critical=True))
    source, target = bodies(layout)
    assert line is not None
    assert line.points[0] == (source[2], 14)
    assert line.points[-1][1] == target[1]
    assert target[0] < line.points[-1][0] < target[2]
    assert line.ink.token == "gantt.ink"


def test_only_links_that_touch_the_rows_are_found() -> None:
    layout = RowLayout(chart().rows)
    index = LinkIndex(chart().links, layout)

    def between(first: int, last: int) -> set[tuple[str, str]]:
        return {(index.links[n].source, index.links[n].target) for n in index.crossing(range(first, last))}

    assert between(2, 3) == {("a1", "a2"), ("a1", "b1"), ("a1", "b2")}
    assert between(5, 6) == {("a1", "b1"), ("a1", "b2"), ("a3", "c1")}
    assert between(20, 25) == set()
    assert len(between(0, 25)) == len(chart().links)


def test_links_to_hidden_or_unknown_rows_are_left_out() -> None:
    layout = RowLayout(chart().rows)
    index = LinkIndex((*chart().links, GanttLink("a1", "nobody")), layout)
    assert len(index.links) == len(chart().links)
    layout.set_collapsed("g3", True)
    index.refresh(layout)
    found = {index.links[n].target for n in index.crossing(range(0, 25))}
    assert "c1" not in found
    assert LinkRouter(layout, SCALE, HEIGHT).route(GanttLink("a3", "c1")) is None


@pytest.mark.parametrize("kind", list(LinkKind))
def test_each_kind_joins_the_right_ends(kind: LinkKind) -> None:
    layout = RowLayout(rows_at((0, 4), (8, 12)))
    line = LinkRouter(layout, SCALE, HEIGHT).route(GanttLink("a", "b", kind=kind))
    source, target = bodies(layout)
    assert line is not None
    assert line.points[0][0] == (source[2] if kind in ("FS", "FF") else source[0])
    if kind is not LinkKind.FINISH_START:
        assert line.points[-1][0] == (target[2] if kind in ("FF", "SF") else target[0])
