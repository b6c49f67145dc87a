"""Labels, buttons, choices, fields, marks and bars of the kit."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from agent_desk.presenters.cells import AvatarView, Tag, TagKind, Tone
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import (
    Card,
    DeskButton,
    EmptyState,
    SectionHeader,
    icon_button,
    kbd,
    plain_label,
)
from agent_desk.ui.widgets.choices import FilterChip, Segmented
from agent_desk.ui.widgets.fields import ChoiceField, ComboField, TextField
from agent_desk.ui.widgets.marks import AvatarStack, KpiTile, ProgressLine, TagLabel
from agent_desk.ui.widgets.nav_rail import NavRail, RailItem
from agent_desk.ui.widgets.status_bar import StatusBar
from agent_desk.ui.widgets.top_bar import Crumb, TopBar

HOSTILE = "<b>粗</b><img src='/etc/passwd'>"


def show(qtbot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def labels(widget: QWidget) -> list[QLabel]:
    return widget.findChildren(QLabel)


def test_a_label_shows_markup_as_text(qtbot, dressed: Theme) -> None:
    plain, other = plain_label(dressed, HOSTILE), plain_label(dressed, "粗")
    for label in (plain, other):
        qtbot.addWidget(label)
    assert plain.textFormat() is Qt.TextFormat.PlainText
    assert plain.sizeHint().width() > 4 * other.sizeHint().width()


def test_all_labels_of_the_kit_are_plain_text(qtbot, dressed: Theme) -> None:
    bar, status = TopBar(dressed), StatusBar(dressed)
    bar.set_title(HOSTILE, HOSTILE)
    bar.set_crumbs((Crumb("项目", "projects"), Crumb(HOSTILE)))
    widgets: list[QWidget] = [
        bar, status, EmptyState(dressed, HOSTILE, "看本周"),
        SectionHeader(dressed, HOSTILE, "play", "4", "全部"),
        TextField(dressed, HOSTILE, "亿元"), kbd(dressed, "Ctrl K"), Card(),
    ]  # fmt: skip
    for widget in widgets:
        qtbot.addWidget(widget)
        for label in [*labels(widget), *([widget] if isinstance(widget, QLabel) else [])]:
            if not label.pixmap().isNull():
                continue
            assert label.textFormat() is Qt.TextFormat.PlainText, (type(widget), label.text())


@pytest.mark.parametrize(("kind", "height"), [("", 30), ("primary", 30), ("small", 24), ("smallAccent", 24)])
def test_buttons_keep_their_height_with_the_focus_ring(qtbot, dressed: Theme, kind: str, height: int) -> None:
    host = QWidget()
    button = DeskButton(dressed, "新建项目", kind)
    button.setParent(host)
    other = QLineEdit(host)
    show(qtbot, host)
    other.setFocus()
    plain = button.sizeHint()
    assert plain.height() == height
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.hasFocus() and button.sizeHint() == plain


def test_a_click_does_not_take_the_focus(qtbot, dressed: Theme) -> None:
    button = DeskButton(dressed, "导出")
    show(qtbot, button)
    with qtbot.waitSignal(button.clicked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.focusPolicy() is Qt.FocusPolicy.TabFocus


def test_icon_buttons_have_a_name_and_follow_the_theme(qtbot, dressed: Theme) -> None:
    button = icon_button(dressed, "x", "关闭")
    qtbot.addWidget(button)
    assert button.accessibleName() == "关闭"
    before = button.icon().pixmap(18).toImage()
    dressed.set_mode("dark")
    assert button.icon().pixmap(18).toImage() != before


def test_segmented_is_exclusive(qtbot, dressed: Theme) -> None:
    control = Segmented(dressed, (("mine", "我的"), ("all", "全组")), "范围", "all")
    show(qtbot, control)
    assert control.current() == "all" and control.height() == 30
    buttons = control.findChildren(QWidget)
    mine = next(child for child in buttons if child.accessibleName() == "我的")
    with qtbot.waitSignal(control.chosen) as chosen:
        qtbot.mouseClick(mine, Qt.MouseButton.LeftButton)
    assert chosen.args == ["mine"] and control.current() == "mine"
    with qtbot.waitSignal(control.chosen) as chosen:
        qtbot.keyClick(mine, Qt.Key.Key_Right)
    assert chosen.args == ["all"]
    with qtbot.assertNotEmitted(control.chosen):
        control.set_current("")
    assert control.current() == ""


def test_segments_do_not_move_when_another_is_chosen(qtbot, dressed: Theme) -> None:
    control = Segmented(dressed, (("a", "备案制"), ("b", "核准制"), ("c", "审批制")), "立项", "a")
    show(qtbot, control)
    width = control.sizeHint().width()
    control.set_current("c")
    assert control.sizeHint().width() == width


def test_a_chip_says_its_count(qtbot, dressed: Theme) -> None:
    chip = FilterChip(dressed, "绿色通道", 12)
    show(qtbot, chip)
    assert (chip.height(), chip.accessibleName()) == (28, "绿色通道 12")
    width = chip.sizeHint().width()
    chip.set_count(1200)
    assert chip.sizeHint().width() > width
    with qtbot.waitSignal(chip.toggled):
        chip.click()
    assert not FilterChip(dressed, "阶段", menu=True).isCheckable()


def test_a_field_explains_an_error_and_clears_it(qtbot, dressed: Theme) -> None:
    field = TextField(dressed, "用地面积", "亩", hint="以批文为准")
    show(qtbot, field)
    height = field.sizeHint().height()
    with qtbot.waitSignal(field.edited) as edited:
        qtbot.keyClicks(field.edit, "x")
    assert edited.args == ["x"]
    field.set_error("应是数字，例如 48")
    assert field.message() == "应是数字，例如 48"
    assert field.editor.property("bad") == "true" and field.sizeHint().height() == height
    assert field.editor.accessibleDescription() == "应是数字，例如 48"
    field.set_error("")
    assert field.message() == "以批文为准" and field.editor.property("bad") == "false"
    assert field.edit.accessibleName() == "用地面积" and field.editor.height() == 36


def test_a_field_reports_what_was_committed(qtbot, dressed: Theme) -> None:
    field = TextField(dressed, "总投资", "亿元")
    show(qtbot, field)
    qtbot.keyClicks(field.edit, "3.2")
    with qtbot.waitSignal(field.committed) as committed:
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert committed.args == ["3.2"]


def test_choice_fields_speak_keys(qtbot, dressed: Theme) -> None:
    choice = ChoiceField(dressed, "供地方式", (("sale", "出让"), ("grant", "划拨")), "sale")
    combo = ComboField(dressed, "行业", (("2231", "纸容器"), ("3985", "电子材料")))
    for field in (choice, combo):
        qtbot.addWidget(field)
    combo.set_value("3985")
    choice.set_value("grant")
    assert (choice.value(), combo.value()) == ("grant", "3985")
    combo.set_value("none")
    assert combo.value() == ""


def test_marks_have_names_and_sizes(qtbot, dressed: Theme) -> None:
    tag = TagLabel(dressed, Tag(TagKind.SIMULATED, "模拟审批"))
    stack = AvatarStack(dressed, (AvatarView("王芳"), AvatarView("陈刚")), 24)
    tile = KpiTile(dressed, "总投资")
    tile.set_value("65.7", "亿元", "本月新增 5.9 亿元", Tone.PRIMARY, (1, 2, 3))
    line = ProgressLine(dressed, 0.5)
    for widget in (tag, stack, tile, line):
        show(qtbot, widget)
        assert not widget.grab().isNull()
    assert tag.accessibleName() == "模拟审批" and tag.height() == 20
    assert stack.accessibleName() == "王芳、陈刚" and stack.sizeHint().width() == 42
    assert tile.accessibleName() == "总投资 65.7 亿元"


def test_an_avatar_shows_the_last_character() -> None:
    assert [AvatarView(name).mark for name in ("王芳", "Lee", " ", "欧阳明𠅤")] == ["芳", "E", "?", "𠅤"]


def test_the_rail_marks_and_names_its_buttons(qtbot, dressed: Theme) -> None:
    items = (RailItem("today", "今日", "sun", "Ctrl+1"), RailItem("set", "设置", "settings", at_bottom=True))
    rail = NavRail(dressed, items)
    rail.resize(72, 600)
    show(qtbot, rail)
    rail.set_current("today")
    assert rail.current() == "today" and rail.width() == 72
    rail.set_badge("today", 5)
    assert rail.button("today").accessibleName() == "今日，5 项待处理"
    assert rail.button("set").y() > rail.button("today").y() + 300
    with qtbot.waitSignal(rail.chosen) as chosen:
        qtbot.mouseClick(rail.button("set"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["set"] and rail.current() == "set"


def test_the_top_bar_shows_the_day_and_the_duty(qtbot, dressed: Theme) -> None:
    bar = TopBar(dressed)
    bar.resize(1368, 52)
    show(qtbot, bar)
    bar.set_today(date(2026, 11, 22))
    bar.set_duty((AvatarView("王芳"), AvatarView("陈刚"), AvatarView("沈洁")))
    bar.set_warnings(3)
    texts = [label.text() for label in labels(bar)]
    assert {"2026年11月22日", "星期日", "王芳等 3 人"} <= set(texts)
    assert bar.bell.accessibleName() == "3 条提醒"
    bar.set_duty(())
    assert not bar.duty.isVisible()


def test_the_path_leads_back(qtbot, dressed: Theme) -> None:
    bar = TopBar(dressed)
    show(qtbot, bar)
    bar.set_crumbs((Crumb("项目", "projects"), Crumb("新建项目")))
    back = next(child for child in bar.findChildren(DeskButton) if child.text() == "项目")
    with qtbot.waitSignal(bar.crumb_clicked) as clicked:
        back.click()
    assert clicked.args == ["projects"]


def test_the_search_box_empties_on_escape(qtbot, dressed: Theme) -> None:
    bar = TopBar(dressed)
    show(qtbot, bar)
    bar.search.take_focus()
    qtbot.keyClicks(bar.search.edit, "jsbz")
    with qtbot.waitSignal(bar.search.submitted) as submitted:
        qtbot.keyClick(bar.search.edit, Qt.Key.Key_Return)
    assert submitted.args == ["jsbz"]
    with qtbot.waitSignal(bar.search.searched) as searched:
        qtbot.keyClick(bar.search.edit, Qt.Key.Key_Escape)
    assert searched.args == [""] and bar.search.edit.text() == ""


def test_the_status_bar_offers_undo_and_shows_errors(qtbot, dressed: Theme) -> None:
    bar = StatusBar(dressed)
    bar.resize(1200, 26)
    show(qtbot, bar)
    bar.set_undo("登记补正")
    links = {link.accessibleName(): link for link in bar.findChildren(DeskButton)}
    undo = links["撤销「登记补正」"]
    with qtbot.waitSignal(bar.undo_requested):
        undo.click()
    bar.set_undo("")
    assert not undo.isVisible()
    bar.show_error("数据库被占用\n请稍后再试")
    assert bar.error() == "数据库被占用 请稍后再试"
    with qtbot.waitSignal(bar.error_dismissed):
        bar.clear_error()
    assert bar.error() == ""


def test_status_texts_with_an_ampersand_are_shown_whole(qtbot, dressed: Theme) -> None:
    bar = StatusBar(dressed)
    show(qtbot, bar)
    bar.set_undo("A&B 项目")
    undo = next(child for child in bar.findChildren(DeskButton) if "A&B" in child.accessibleName())
    assert undo.text() == "撤销「A&&B 项目」"
