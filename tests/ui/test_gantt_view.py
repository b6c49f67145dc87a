"""The view by real keys, wheel and pointer; what it paints, as pixels in known places."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip

from agent_desk.services.gantt.model import GanttChart, GanttRow
from agent_desk.ui.fonts import register_fonts
from agent_desk.ui.gantt.panel import GanttPanel
from agent_desk.ui.gantt.view import GanttView
from agent_desk.ui.theme import Theme
from tests.services.gantt_sample import TODAY, chart, day, large

HEADER, ROW, GRID = 56, 28, 420


@pytest.fixture
def theme(qapp) -> Theme:
    register_fonts()
    return Theme()


@pytest.fixture
def view(qtbot, theme: Theme) -> GanttView:
    shown = GanttView(theme)
    qtbot.addWidget(shown)
    shown.resize(1376, 600)
    shown.set_chart(chart())
    with qtbot.waitExposed(shown):
        shown.show()
    shown.show_range(day("10-05"), day("12-13"))
    return shown


def picture(view: GanttView) -> QImage:
    QApplication.processEvents()
    return view.viewport().grab().toImage()


def color(view: GanttView, row: int, date_text: str, y: int = 14) -> str:
    """The pixel in the middle of a day, ``y`` pixels below a row's top."""
    x0 = view.horizontalScrollBar().value()
    x = GRID + view.state.scale.middle(day(date_text).toordinal()) - x0
    top = HEADER + row * ROW - view.verticalScrollBar().value()
    return picture(view).pixelColor(round(x), top + y).name()


def wheel(view: GanttView, turn: int, modifiers: Qt.KeyboardModifier, x: int = 900) -> None:
    at = QPointF(x, 300)
    event = QWheelEvent(
        at, view.viewport().mapToGlobal(at), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def test_bars_are_where_their_days_are(view: GanttView, theme: Theme) -> None:
    assert color(view, 3, "10-15") == theme.hex("lane.planning").lower()
    assert color(view, 3, "10-19") != theme.hex("lane.planning").lower()
    assert color(view, 9, "11-08") == theme.hex("lane.safety").lower()
    assert color(view, 8, "11-22", 2) == theme.hex("gantt.today").lower()
    assert color(view, 3, "10-31", 3) == theme.hex("gantt.weekend").lower()
    assert color(view, 3, "10-06", 3) == theme.hex("gantt.holiday").lower()
    assert color(view, 3, "10-10", 3) == theme.hex("gantt.makeup").lower()


def test_dark_repaints_everything(view: GanttView, theme: Theme) -> None:
    light = picture(view)
    theme.set_mode("dark")
    dark = picture(view)
    assert dark.pixelColor(600, HEADER + 5 * ROW + 3).lightness() < 80
    assert light.pixelColor(600, HEADER + 5 * ROW + 3).lightness() > 200
    theme.set_mode("light")
    assert picture(view) == light


def test_scrolling_a_step_gives_the_same_picture_as_painting_afresh(view: GanttView) -> None:
    view.resize(1376, 400)
    for value in (28, 40, 131, 90, 0):
        view.verticalScrollBar().setValue(value)
        scrolled = picture(view)
        view.viewport().update()
        assert picture(view) == scrolled


def test_ctrl_wheel_keeps_the_day_under_the_pointer(view: GanttView) -> None:
    def day_at(x: int) -> float:
        return (view.horizontalScrollBar().value() + x - GRID) / view.px_per_day

    for turn in (120, 120, -120, 240, -120):
        before, zoom = day_at(900), view.px_per_day
        wheel(view, turn, Qt.KeyboardModifier.ControlModifier)
        assert (view.px_per_day > zoom) == (turn > 0)
        assert abs(day_at(900) - before) * view.px_per_day <= 1


def test_shift_wheel_scrolls_sideways_and_the_plain_wheel_down(view: GanttView) -> None:
    view.resize(1376, 300)
    x, y = view.horizontalScrollBar().value(), view.verticalScrollBar().value()
    wheel(view, -120, Qt.KeyboardModifier.ShiftModifier)
    assert view.horizontalScrollBar().value() > x
    assert view.verticalScrollBar().value() == y
    wheel(view, -120, Qt.KeyboardModifier.NoModifier)
    assert view.verticalScrollBar().value() > y


def test_keys_zoom_fit_and_go_to_today(view: GanttView, qtbot) -> None:
    zoom = view.px_per_day
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.px_per_day == pytest.approx(zoom * 1.25)
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.px_per_day == pytest.approx(zoom)
    qtbot.keyClick(view, Qt.Key.Key_F)
    first, last = chart().span()
    x0 = view.horizontalScrollBar().value()
    assert view.state.scale.x(first.toordinal()) >= x0
    assert view.state.scale.x(last.toordinal() + 1) <= x0 + view.chart_width()
    view.set_preset("day")
    view.horizontalScrollBar().setValue(0)
    qtbot.keyClick(view, Qt.Key.Key_T)
    x = view.state.scale.middle(TODAY.toordinal()) - view.horizontalScrollBar().value()
    assert abs(x - view.chart_width() * 0.6) <= 1


def test_presets_keep_today_where_it_is(view: GanttView) -> None:
    def today_x() -> float:
        return view.state.scale.middle(TODAY.toordinal()) - view.horizontalScrollBar().value()

    view.go_to_today()
    before = today_x()
    view.set_preset("week")
    assert view.px_per_day == 6
    assert abs(today_x() - before) <= 1


def test_arrows_walk_fold_and_enter_opens(view: GanttView, qtbot) -> None:
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_J):
        qtbot.keyClick(view, key)
    assert view.state.current == "a1"
    with qtbot.waitSignal(view.row_activated) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == ["a1"]
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.state.current == "g1"
    with qtbot.waitSignal(view.collapsed_changed) as folded:
        qtbot.keyClick(view, Qt.Key.Key_Left)
    assert folded.args == ["g1", True]
    assert view.state.layout.position("a1") is None
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.state.current == "a1"
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.state.current == "p5"
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.state.current == "p1"
    assert view.verticalScrollBar().value() == 0


def test_collapsing_above_the_current_row_moves_to_what_is_shown(view: GanttView) -> None:
    view.set_current("b2")
    view.toggle("p1")
    assert view.state.current == "p1"
    view.reveal("b2")
    assert view.state.current == "b2"
    assert view.state.layout.position("b2") is not None


def test_pointer_selects_folds_and_opens(view: GanttView, qtbot) -> None:
    port = view.viewport()
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=QPoint(700, HEADER + 3 * ROW + 10))
    assert view.state.current == "a2"
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=QPoint(36, HEADER + 1 * ROW + 14))
    assert view.state.layout.is_collapsed("g1")
    with qtbot.waitSignal(view.row_activated) as opened:
        qtbot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=QPoint(700, HEADER + 3 * ROW + 10))
    assert opened.args == ["b1"]


def test_bar_under_the_pointer(view: GanttView) -> None:
    x = GRID + view.state.scale.middle(day("10-15").toordinal()) - view.horizontalScrollBar().value()
    hit = view.bar_under(QPoint(round(x), HEADER + 3 * ROW + 14))
    assert hit is not None
    assert (hit.bar, hit.part) == (0, "body")
    assert view.bar_under(QPoint(100, HEADER + 3 * ROW + 14)) is None


def test_the_current_row_is_announced(view: GanttView) -> None:
    assert view.accessibleName() == "甘特图"
    view.set_current("c2")
    assert view.accessibleDescription().startswith("建设工程规划许可证，资规分局，经办 王芳")
    view.set_current("b1")
    assert "12 天，已办结" in view.accessibleDescription()


def test_tooltips_are_plain_text(view: GanttView, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = GanttRow("x", "<img src=/etc/passwd>&amp;")
    tip = view.tooltip_of(hostile)
    assert "&lt;img" in tip
    assert "&amp;amp;" in tip
    at = QPoint(500, HEADER + 3 * ROW + 14)
    shown: list[str] = []
    # The offscreen platform cannot raise a tooltip's window and warns about it.
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _widget: shown.append(text))
    event = QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
    assert QApplication.sendEvent(view.viewport(), event)
    assert "用地预审与选址意见书" in shown[0]


def test_a_new_chart_keeps_place_row_and_folds(view: GanttView) -> None:
    view.set_current("b2")
    view.toggle("g1")
    zoom, x = view.px_per_day, view.horizontalScrollBar().value()
    view.set_chart(chart())
    assert (view.px_per_day, view.horizontalScrollBar().value()) == (zoom, x)
    assert view.state.current == "b2"
    assert view.state.layout.is_collapsed("g1")


def test_an_empty_chart_paints_and_takes_keys(qtbot, theme: Theme) -> None:
    panel = GanttPanel(theme)
    qtbot.addWidget(panel)
    panel.set_chart(GanttChart((), TODAY))
    panel.show()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Return, Qt.Key.Key_T, Qt.Key.Key_F):
        qtbot.keyClick(panel.view, key)
    picture(panel.view)
    assert panel.view.state.current == ""


def test_the_legend_tells_its_figures(qtbot, theme: Theme) -> None:
    panel = GanttPanel(theme)
    qtbot.addWidget(panel)
    panel.resize(1280, 600)
    panel.set_chart(chart())
    panel.show()
    assert "关键线路，8 步" in panel.legend.accessibleDescription()
    assert panel.legend.height() == 48


def test_only_rows_in_view_are_laid_out(qtbot, theme: Theme) -> None:
    shown = GanttView(theme)
    qtbot.addWidget(shown)
    shown.resize(1376, 600)
    shown.show()
    shown.set_chart(large(5000))
    picture(shown)
    assert 0 < shown.state.lines_kept() <= 40
    shown.verticalScrollBar().setValue(60_000)
    picture(shown)
    assert shown.state.lines_kept() <= 80
