"""Collapsing, filtering and finding rows."""

from __future__ import annotations

import pytest

from agent_desk.services.gantt.model import GanttRow
from agent_desk.services.gantt.rows import RowLayout
from tests.services.gantt_sample import chart, large


def ids(layout: RowLayout) -> list[str]:
    return [layout.row(position).id for position in range(len(layout))]


@pytest.fixture
def layout() -> RowLayout:
    return RowLayout(chart().rows)


def test_positions_and_ids_agree(layout: RowLayout) -> None:
    assert len(layout) == len(chart().rows)
    assert all(layout.position(row_id) == position for position, row_id in enumerate(ids(layout)))
    assert layout.position("nobody") is None


def test_collapsing_hides_all_below_and_nothing_else(layout: RowLayout) -> None:
    assert layout.set_collapsed("g2", True)
    assert "b1" not in ids(layout)
    assert "c1" in ids(layout)
    layout.set_collapsed("p1", True)
    assert ids(layout) == ["p1", "p2", "p3", "p4", "p5"]
    assert layout.position("g2") is None
    layout.set_collapsed("p1", False)
    assert "b1" not in ids(layout), "an inner row stays collapsed"
    assert not layout.set_collapsed("a1", True), "a row without children cannot collapse"


def test_reveal_opens_every_row_above(layout: RowLayout) -> None:
    layout.set_all_collapsed(True)
    assert ids(layout) == ["p1", "p2", "p3", "p4", "p5"]
    layout.reveal("b2")
    assert layout.position("b2") is not None
    assert layout.is_collapsed("g1")


def test_filter_keeps_the_rows_above_a_match(layout: RowLayout) -> None:
    layout.set_filter(lambda row: row.department == "水利局")
    assert ids(layout) == ["p1", "g2", "b4"]
    layout.set_filter(None)
    assert len(layout) == len(chart().rows)


def test_exposed_rows(layout: RowLayout) -> None:
    assert layout.exposed(0, 28, 28) == range(0, 1)
    assert layout.exposed(27, 57, 28) == range(0, 3)
    assert layout.exposed(-50, 0, 28) == range(0, 0)
    assert layout.exposed(24 * 28, 10_000, 28).stop == len(layout)


def test_wrong_trees_are_refused() -> None:
    with pytest.raises(ValueError, match="share one id"):
        RowLayout([GanttRow("a", "甲"), GanttRow("a", "乙")])
    with pytest.raises(ValueError, match="no parent"):
        RowLayout([GanttRow("a", "甲", parent_id="b"), GanttRow("b", "乙")])
    with pytest.raises(ValueError, match="does not follow"):
        RowLayout([GanttRow("a", "甲"), GanttRow("b", "乙"), GanttRow("c", "丙", parent_id="a")])


def test_every_parent_of_a_large_chart_collapses_to_the_projects() -> None:
    layout = RowLayout(large(2000).rows)
    layout.set_all_collapsed(True)
    assert all(layout.row(position).parent_id is None for position in range(len(layout)))
    layout.set_all_collapsed(False)
    assert len(layout) == 2000
