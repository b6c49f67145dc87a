"""Dates to x and back, at every zoom, and the ticks of the header."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desk.services.gantt import header, scale
from agent_desk.services.gantt.model import GanttCalendar
from agent_desk.services.gantt.scale import TimeScale
from agent_desk.services.gantt.shapes import Box, Text

ORIGIN = date(2026, 10, 5).toordinal()


@given(st.floats(scale.MIN_PX, scale.MAX_PX), st.integers(-20_000, 20_000))
def test_a_day_comes_back_from_its_x_at_every_zoom(px: float, offset: int) -> None:
    axis = TimeScale(ORIGIN, px)
    assert axis.ordinal(axis.x(ORIGIN + offset)) == ORIGIN + offset
    assert axis.ordinal(axis.middle(ORIGIN + offset)) == ORIGIN + offset


@given(st.floats(scale.MIN_PX, scale.MAX_PX), st.integers(-5_000, 5_000))
def test_snapped_edges_are_within_half_a_pixel_and_never_cross(px: float, offset: int) -> None:
    axis = TimeScale(ORIGIN, px)
    day = ORIGIN + offset
    assert abs(axis.snap(day) - axis.x(day)) <= 0.5
    assert axis.snap(day) <= axis.snap(day + 1)


def test_days_in_view_are_those_that_touch_it() -> None:
    axis = TimeScale(ORIGIN, 10)
    assert list(axis.days(0, 20)) == [ORIGIN, ORIGIN + 1]
    assert list(axis.days(5, 21)) == [ORIGIN, ORIGIN + 1, ORIGIN + 2]


def test_fitting_and_presets() -> None:
    assert scale.fitting(date(2026, 1, 1), date(2026, 1, 10), 100) == 10
    assert scale.clamp_px(1e9) == scale.MAX_PX
    assert [scale.preset_of(px) for px in scale.PRESETS.values()] == list(scale.PRESETS)


def test_months_and_weeks_cover_the_range_without_a_gap() -> None:
    first, last = date(2025, 11, 17), date(2027, 2, 3)
    for ticks in (scale.months, scale.weeks, scale.quarters, scale.years):
        spans = list(ticks(first, last))
        assert spans[0][0] <= first
        assert spans[-1][1] > last
        assert all(one[1] == other[0] for one, other in pairwise(spans))


def _texts(px: float, width: float = 900) -> list[str]:
    calendar = GanttCalendar(frozenset({date(2026, 10, 6)}), frozenset({date(2026, 10, 10)}))
    shapes = header.header_shapes(TimeScale(ORIGIN, px), calendar, date(2026, 10, 20), 0, width)
    return [shape.text for shape in shapes if isinstance(shape, Text)]


def test_day_digits_show_from_13_px_and_weeks_from_4() -> None:
    fine, middle, coarse = _texts(13.0), _texts(12.9), _texts(3.9)
    assert {"休", "班", "41周", "10-12", "2026年10月"} <= set(fine)
    assert "14" in fine
    assert "14" not in middle
    assert "休" not in middle
    assert "10-12" in middle
    assert "10-12" not in coarse
    assert {"2026年", "11月"} <= set(coarse)


def test_the_pill_names_today() -> None:
    assert "20" in _texts(13.5)
    assert "10-20" in _texts(6)


def test_make_up_days_outrank_weekends_and_neighbours_join() -> None:
    calendar = GanttCalendar(
        frozenset({date(2026, 10, 5), date(2026, 10, 6)}), frozenset({date(2026, 10, 10)})
    )
    found = header.columns(TimeScale(ORIGIN, 10), calendar, 0, 140)
    assert [(column.x, column.width, column.ink.token) for column in found] == [
        (0, 20, "gantt.holiday"),
        (50, 10, "gantt.makeup"),
        (60, 10, "gantt.weekend"),
        (120, 20, "gantt.weekend"),
    ]


@pytest.mark.parametrize("px", [0.5, 1.0])
def test_thin_days_are_not_shaded(px: float) -> None:
    assert header.columns(TimeScale(ORIGIN, px), GanttCalendar(), 0, 500) == []


def test_header_boxes_lie_inside_the_header() -> None:
    shapes = header.header_shapes(TimeScale(ORIGIN, 14), GanttCalendar(), date(2026, 10, 6), 0, 500)
    assert all(0 <= shape.y <= header.HEIGHT - shape.h for shape in shapes if isinstance(shape, Box))
