"""The row model, the delegate and the table."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from PySide6.QtCore import QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QAbstractItemModelTester

from agent_desk.presenters.cells import (
    AvatarsCell,
    AvatarView,
    CellView,
    ClockKind,
    ClockState,
    Column,
    GroupHeader,
    GroupRow,
    GroupShape,
    HealthState,
    HealthView,
    MiniBar,
    Row,
    StageBarView,
    TableRow,
    Tag,
    TagKind,
    TagsCell,
    TextCell,
    TwoLine,
    clock_cell,
    no_clock,
    short_date,
)
from agent_desk.ui.models.roles import GROUP_ROLE, KEY_ROLE, SORT_ROLE, VIEW_ROLE
from agent_desk.ui.models.rows_model import RowsModel
from agent_desk.ui.theme import Theme, contrast
from agent_desk.ui.widgets.desk_table import DeskTable

TODAY = date(2026, 11, 22)
COLUMNS = (
    Column("item", "事项", None, min_width=160),
    Column("green", "绿色通道", 138, swatch="clock.green.fill"),
    Column("state", "状态", 144, optional=True),
)


def row(key: str, left: int, **more: CellView) -> Row:
    clock = clock_cell(ClockKind.GREEN, left=left, limit=5, due=TODAY, today=TODAY)
    cells: dict[str, CellView] = {"item": TwoLine(key, "项目"), "green": clock, **more}
    return Row(key, cells, {"green": left})


def grouped() -> list[TableRow]:
    return [
        GroupRow("g1", GroupHeader(GroupShape.OVER, "已超期", 2)),
        row("a", -2),
        row("b", -1, state=Tag(TagKind.DUE, "黄牌", "flag")),
        GroupRow("g2", GroupHeader(GroupShape.TODAY, "今天", 1, "说明")),
        row("c", 0),
    ]


@pytest.fixture
def table(qtbot, dressed: Theme) -> DeskTable:
    widget = DeskTable(dressed, COLUMNS)
    widget.set_rows(grouped())
    qtbot.addWidget(widget)
    widget.resize(600, 300)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


# --- model ------------------------------------------------------------------------------------


def test_the_model_keeps_qts_rules(qtmodeltester, theme: Theme) -> None:
    model = RowsModel(COLUMNS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    qtmodeltester.check(model)
    model.set_rows(grouped())
    qtmodeltester.check(model)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.set_rows([])
    assert tester.model() is model


def test_roles(theme: Theme) -> None:
    model = RowsModel(COLUMNS)
    model.set_rows(grouped())
    cell = model.index(2, 1)
    assert cell.data(KEY_ROLE) == "b"
    assert cell.data(SORT_ROLE) == -1
    assert cell.data(VIEW_ROLE).state is ClockState.OVER
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole).startswith("绿色通道超期 1 天")
    assert model.index(0, 0).data(GROUP_ROLE) is True and model.index(1, 0).data(GROUP_ROLE) is False
    assert model.index(0, 1).data(VIEW_ROLE) is None
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.row_of("c") == 4 and model.row_of("nobody") == -1


def test_two_rows_with_one_key_are_refused(theme: Theme) -> None:
    with pytest.raises(ValueError, match="same key"):
        RowsModel(COLUMNS).set_rows([row("a", 1), row("a", 2)])


def test_tooltips_show_markup_as_text(theme: Theme) -> None:
    model = RowsModel(COLUMNS)
    model.set_rows([Row("x", {"item": TextCell("<img src='/etc/passwd'>")})])
    tip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip and "&lt;img" in tip


def test_sorting_stays_inside_the_groups_and_keeps_the_place(theme: Theme) -> None:
    model = RowsModel(COLUMNS)
    model.set_rows([*grouped(), Row("d", {"item": TwoLine("d", "")}), row("e", 9)])
    kept = QPersistentModelIndex(model.index(1, 0))
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert [item.key for item in model.rows] == ["g1", "b", "a", "g2", "e", "c", "d"]
    assert model.key_at(kept.row()) == "a"
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert [item.key for item in model.rows] == ["g1", "a", "b", "g2", "c", "e", "d"]


# --- view values ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "state", "head", "share"),
    [(6, ClockState.OK, "剩 6", 0.25), (1, ClockState.DUE, "剩 1", 0.875), (0, ClockState.DUE, "今天", 1.0),
     (-2, ClockState.OVER, "超 2", 1.0)],
)  # fmt: skip
def test_clock_words(left: int, state: ClockState, head: str, share: float) -> None:
    cell = clock_cell(ClockKind.PROMISE, left=left, limit=8, due=date(2026, 11, 30), today=TODAY)
    assert (cell.state, cell.head, cell.share, cell.of, cell.due) == (state, head, share, "/8", "11-30")


def test_a_paused_clock_shows_no_date() -> None:
    cell = clock_cell(ClockKind.LEGAL, left=3, limit=5, due=TODAY, today=TODAY, paused=True, provisional=True)
    assert (cell.state, cell.head, cell.due, cell.provisional) == (ClockState.PAUSED, "剩 3", "停表", False)
    assert "停表" in cell.accessible


def test_a_date_of_an_unpublished_year_is_marked() -> None:
    due = date(2027, 1, 4)
    cell = clock_cell(ClockKind.LEGAL, left=30, limit=30, due=due, today=TODAY, provisional=True)
    assert cell.provisional and cell.due == "2027 暂定"
    assert "2027-01-04" in cell.accessible and cell.accessible.endswith("（暂定）")


def test_dates_carry_the_year_only_outside_this_one() -> None:
    assert short_date(date(2026, 11, 25), TODAY, weekday=True) == "11-25 周三"
    assert short_date(date(2027, 1, 4), TODAY) == "2027-01-04"


def test_a_limit_of_no_days_does_not_divide_by_zero() -> None:
    assert clock_cell(ClockKind.LEGAL, left=0, limit=0, due=TODAY, today=TODAY).share == 1.0


# --- table ------------------------------------------------------------------------------------


def test_group_rows_span_and_are_lower(table: DeskTable) -> None:
    assert table.columnSpan(0, 0) == 3
    assert (table.rowHeight(0), table.rowHeight(1)) == (30, 42)
    table.theme.set_density("compact")
    assert (table.rowHeight(0), table.rowHeight(1)) == (26, 38)


def test_the_open_column_takes_the_rest(table: DeskTable) -> None:
    assert sum(table.columnWidth(place) for place in range(3)) == table.viewport().width()
    assert not table.horizontalScrollBar().isVisible()


def test_an_optional_column_hides_where_it_does_not_fit(table: DeskTable) -> None:
    table.resize(380, 300)
    assert table.isColumnHidden(2)
    assert table.columnWidth(0) + table.columnWidth(1) == table.viewport().width()
    table.resize(600, 300)
    assert not table.isColumnHidden(2)


def test_keys_move_over_group_rows_and_open(qtbot, table: DeskTable) -> None:
    for key in ("J", "J", "J"):
        qtbot.keyClick(table, key)
    assert table.current_key() == "c"
    qtbot.keyClick(table, "J")
    assert table.current_key() == "c"
    qtbot.keyClick(table, "K")
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert table.current_key() == "a"
    with qtbot.waitSignal(table.activated_row) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == ["a"]
    with qtbot.waitSignal(table.peeked_row) as peeked:
        qtbot.keyClick(table, Qt.Key.Key_Space)
    assert peeked.args == ["a"]


def test_a_double_click_opens_and_a_group_only_reports_itself(qtbot, table: DeskTable) -> None:
    def middle(place: int) -> QPoint:
        return table.visualRect(table.rows_model.index(place, 0)).center()

    with qtbot.waitSignal(table.activated_row) as opened:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle(2))
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle(2))
    assert opened.args == ["b"]
    with qtbot.waitSignal(table.group_clicked) as group, qtbot.assertNotEmitted(table.activated_row):
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle(3))
    assert group.args == ["g2"]


def test_new_rows_keep_the_current_one(table: DeskTable) -> None:
    table.select_key("b")
    table.set_rows([row("z", 3), *grouped()])
    assert table.current_key() == "b"
    assert not table.select_key("g1") and not table.select_key("nobody")


def color_at(table: DeskTable, place: int, x: int, from_bottom: int = 8) -> QColor:
    rect = table.visualRect(table.rows_model.index(place, 0))
    return table.viewport().grab().toImage().pixelColor(x, rect.bottom() - from_bottom)


def test_the_selected_row_has_an_accent_bar(table: DeskTable) -> None:
    table.select_key("b")
    assert color_at(table, 2, 1) == table.theme.color("accent.fill")
    assert color_at(table, 2, 10) == table.theme.color("bg.selected")
    assert color_at(table, 1, 1) == table.theme.color("bg.surface")
    assert color_at(table, 1, 10, 0) == table.theme.color("line.hair")


def test_the_row_under_the_pointer_is_shaded(qtbot, table: DeskTable) -> None:
    qtbot.mouseMove(table.viewport(), table.visualRect(table.rows_model.index(1, 0)).center())
    qtbot.waitUntil(lambda: table.delegate.hover_row == 1, timeout=1000)
    assert color_at(table, 1, 10) == table.theme.color("bg.hover")


def top_color(table: DeskTable, place: int, x: int) -> QColor:
    """The colour at a row's upper edge, where the focus ring would be."""
    return table.viewport().grab().toImage().pixelColor(x, table.rowViewportPosition(place))


def test_the_ring_comes_with_the_keyboard_only(qtbot, table: DeskTable) -> None:
    middle = table.viewport().width() // 2
    clicked = table.visualRect(table.rows_model.index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=clicked)
    assert top_color(table, 1, middle) == table.theme.color("bg.selected")
    qtbot.keyClick(table, "J")
    assert contrast(top_color(table, 2, middle), table.theme.color("bg.selected")) > 3
    table.clearFocus()
    assert top_color(table, 2, middle) == table.theme.color("bg.selected")


@pytest.mark.parametrize("state", ["ok", "due", "over", "paused", "provisional", "absent"])
def test_every_state_of_a_clock_looks_different(qtbot, dressed: Theme, state: str) -> None:
    def clock(which: str) -> CellView:
        if which == "absent":
            return no_clock(ClockKind.GREEN)
        left = {"due": 1, "over": -1}.get(which, 3)
        return clock_cell(
            ClockKind.GREEN, left=left, limit=5, due=TODAY, today=TODAY,
            paused=which == "paused", provisional=which == "provisional",
        )  # fmt: skip

    def picture(which: str) -> bytes:
        table = DeskTable(dressed, (Column("green", "绿色通道"),))
        qtbot.addWidget(table)
        table.set_rows([Row("x", {"green": clock(which)})])
        table.resize(180, 80)
        return bytes(table.grab().toImage().constBits())

    others = {"ok", "due", "over", "paused", "provisional", "absent"} - {state}
    assert picture(state) not in {picture(other) for other in others}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_kind_of_cell_paints(qtbot, dressed: Theme, mode: str) -> None:
    dressed.set_mode(mode)
    people = AvatarsCell((AvatarView("王芳", 166), AvatarView("陈刚", 221)))
    views: list[CellView] = [
        TextCell("发改局"),
        TwoLine("联合验收", "2027-01-14", tail="暂定", tail_provisional=True),
        TagsCell(tuple(Tag(kind, "标签", "flag") for kind in TagKind)),
        people,
        StageBarView((1.0, 0.6, 0.1, 0.0), 1, "工程建设", 60),
        *(HealthView(state) for state in HealthState),
        MiniBar("154", "/212 天", "73%", 0.73, "已省 154 天"),
    ]
    table = DeskTable(dressed, (Column("x", "列"),))
    qtbot.addWidget(table)
    table.set_rows([Row(str(place), {"x": view}) for place, view in enumerate(views)])
    table.resize(260, 600)
    image = table.viewport().grab().toImage()
    for place in range(len(views)):
        rect = table.visualRect(table.rows_model.index(place, 0))
        points = itertools.product(range(24, 240), range(rect.top(), rect.bottom()))
        colors = {image.pixelColor(x, y).name() for x, y in points}
        assert len(colors) > 1, views[place]


def test_an_unknown_view_value_is_named(qtbot, dressed: Theme) -> None:
    class Strange:
        accessible = "?"

    table = DeskTable(dressed, (Column("x", "列"),))
    qtbot.addWidget(table)
    table.set_rows([Row("a", {"x": Strange()})])
    with pytest.raises(TypeError, match="Strange"):
        table.viewport().grab()
    table.delegate.register(Strange, lambda context, view: None)
    table.viewport().grab()


def test_long_text_is_shortened_not_overlapping(theme: Theme) -> None:
    from agent_desk.ui.delegates.ink import Ink

    ink = Ink(theme)
    short = ink.elided("body", "建设工程规划许可证" * 4, 100)
    assert short.endswith("…") and ink.width("body", short) <= 100
    assert ink.elided("body", "短", 100) == "短"
