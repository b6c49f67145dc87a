"""Renders the component kit to pictures, light and dark, to be looked at beside the design.

    .venv/bin/python tools/widget_gallery.py [FOLDER]      (default /tmp/agent-desk-gallery)

It draws a window with sample rows, a sheet of single components and a project table, in both schemes.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from gallery_samples import HUES, PROJECT_COLUMNS, TODAY, TODAY_COLUMNS, project_rows, today_rows
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from agent_desk.presenters.cells import AvatarView, HealthState, Tag, TagKind, Tone
from agent_desk.ui.application import apply_theme, make_application
from agent_desk.ui.main_window import MainWindow
from agent_desk.ui.theme import Theme
from agent_desk.ui.widgets.basics import (
    Card,
    DeskButton,
    EmptyState,
    RowFrame,
    SectionHeader,
    kbd,
    plain_label,
    rule,
)
from agent_desk.ui.widgets.choices import FilterChip, Segmented
from agent_desk.ui.widgets.desk_table import DeskTable
from agent_desk.ui.widgets.fields import ChoiceField, ComboField, FormSection, TextField
from agent_desk.ui.widgets.marks import AvatarStack, HealthMark, KpiTile, ProgressLine, TagLabel
from agent_desk.ui.widgets.page import Page, PageSpec


class TodaySample(Page):
    """A stand-in for the first page."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        tools = RowFrame()
        tools.setProperty("surface", "surface")
        tools.setFixedHeight(theme.height("toolbar"))
        tools.row.setContentsMargins(24, 0, 20, 0)
        for number, word, tone in (
            (2, "已超期", "over"),
            (3, "今天到期", "due"),
            (2, "停表", "pause"),
            (31, "在办事项", "primary"),
        ):
            tools.row.addWidget(plain_label(theme, str(number), "figure", tone))
            tools.row.addWidget(plain_label(theme, word, "body", Tone.SECONDARY))
            tools.row.addSpacing(8)
        tools.row.addStretch(1)
        tools.row.addWidget(Segmented(theme, (("mine", "我的"), ("all", "全组")), "范围", "all"))
        tools.row.addWidget(DeskButton(theme, "按时限分组", "", "list-filter"))
        column.addWidget(tools)
        body = QHBoxLayout()
        body.setSpacing(0)
        self.table = DeskTable(theme, TODAY_COLUMNS)
        self.table.set_rows(today_rows())
        self.table.select_key("today-0")
        body.addWidget(self.table, 1)
        body.addWidget(rule(vertical=True, strong=True))
        self.side = side = QWidget()
        side.setFixedWidth(332)
        box = QVBoxLayout(side)
        box.setContentsMargins(18, 12, 18, 12)
        box.addWidget(SectionHeader(theme, "可立即启动", "play", "4", "全部启动"))
        for name in ("施工图联合审查", "消防设计审查"):
            line = RowFrame()
            line.row.addWidget(plain_label(theme, name, "bodyStrong"))
            line.row.addWidget(plain_label(theme, "禾顺包装", "caption", Tone.QUIET))
            line.row.addStretch(1)
            line.row.addWidget(DeskButton(theme, "启动", "smallAccent"))
            box.addWidget(line)
        box.addWidget(rule())
        box.addWidget(SectionHeader(theme, "等待他方", "hourglass", "5", "催办清单"))
        box.addWidget(EmptyState(theme, "今天没有到期事项", "看本周"))
        box.addStretch(1)
        body.addWidget(side)
        column.addLayout(body, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setVisible(self.window().width() >= 1320)

    def title(self) -> str:
        return "今日"

    def subtitle(self) -> str:
        return "全组 31 件在办"


def window(theme: Theme) -> MainWindow:
    """The whole frame with the sample page."""
    names = (
        ("today", "今日", "sun"),
        ("projects", "项目", "layers"),
        ("gantt", "甘特", "chart-gantt"),
        ("team", "团队", "users"),
        ("assist", "三办", "heart-handshake"),
        ("watch", "监管", "shield-check"),
        ("reports", "报表", "file-chart-column"),
        ("items", "事项库", "library"),
    )
    specs = [PageSpec(key, title, icon, lambda: TodaySample(theme)) for key, title, icon in names]
    specs.append(PageSpec("settings", "设置", "settings", lambda: TodaySample(theme), at_bottom=True))
    frame = MainWindow(theme, specs)
    frame.rail.set_badge("today", 5)
    frame.rail.set_badge("watch", 3)
    bar = frame.top_bar
    bar.set_today(TODAY)
    bar.set_duty((AvatarView("王芳", HUES["芳"]), AvatarView("陈刚", HUES["刚"])))
    bar.set_warnings(2)
    bar.set_person(AvatarView("王芳", HUES["芳"]))
    status = frame.status_bar
    status.set_saved("已保存")
    status.set_undo("施工图联合审查 → 专家评审")
    status.set_calendar("节假日：2026 已导入")
    status.set_notice("2027 放假通知未导入，跨年期限为暂定")
    status.set_right("审计链完好・12,408")
    frame.show_page("today")
    return frame


def sheet(theme: Theme) -> QWidget:
    """Single components on one sheet."""
    host = QWidget()
    host.setProperty("surface", "window")
    column = QVBoxLayout(host)
    column.setContentsMargins(24, 16, 24, 16)
    column.setSpacing(12)
    tiles = QHBoxLayout()
    for place, (label, value, unit, note, tone, curve) in enumerate(
        (
            ("在办项目", "14", "", "绿色通道 12，一般代办 2", Tone.PRIMARY, ()),
            ("总投资", "65.7", "亿元", "本月新增 5.9 亿元", Tone.PRIMARY, ()),
            ("较法定压缩", "55", "%", "平均 115 天，上月 52%", Tone.PRIMARY, (46, 48, 47, 51, 52, 55)),
            ("预警", "3", "件", "黄牌 2，临近超期 1", Tone.DUE, ()),
        )
    ):
        tile = KpiTile(theme, label, divider=place > 0)
        tile.set_value(value, unit, note, tone, curve)
        tiles.addWidget(tile)
    column.addLayout(tiles)
    chips = RowFrame()
    for place, (text, count) in enumerate((("全部", 14), ("绿色通道", 12), ("总投资 ≥ 3 亿", 7))):
        chip = FilterChip(theme, text, count)
        chip.setChecked(place == 0)
        chips.row.addWidget(chip)
    chips.row.addWidget(FilterChip(theme, "有预警", 3, "triangle-alert"))
    chips.row.addWidget(FilterChip(theme, "阶段", menu=True))
    chips.row.addStretch(1)
    chips.row.addWidget(DeskButton(theme, "导出 Excel", "", "download"))
    chips.row.addWidget(DeskButton(theme, "新建项目", "primary", "plus"))
    column.addWidget(chips)
    table = DeskTable(theme, PROJECT_COLUMNS, "rowProject")
    table.set_rows(project_rows())
    table.select_key("p0")
    table.setFixedHeight(28 + 46 * 5)
    column.addWidget(table)
    tags = RowFrame()
    for kind in TagKind:
        tags.row.addWidget(TagLabel(theme, Tag(kind, kind.value, "flag" if kind is TagKind.DUE else "")))
    for state in HealthState:
        tags.row.addWidget(HealthMark(theme, state))
    tags.row.addWidget(
        AvatarStack(theme, [AvatarView(mark, hue) for mark, hue in HUES.items()], 28, "bg.window")
    )
    tags.row.addWidget(kbd(theme, "Ctrl Z"))
    tags.row.addStretch(1)
    column.addWidget(tags)
    buttons = RowFrame()
    for kind in ("", "primary", "small", "smallAccent", "danger", "flat", "link"):
        buttons.row.addWidget(DeskButton(theme, kind or "secondary", kind))
    disabled = DeskButton(theme, "disabled", "primary")
    disabled.setEnabled(False)
    buttons.row.addWidget(disabled)
    buttons.row.addWidget(ProgressLine(theme, 0.63))
    column.addWidget(buttons)
    column.addWidget(FormSection(theme, "用地与建设"))
    column.addWidget(form(theme))
    return host


def form(theme: Theme) -> QWidget:
    """Fields like those of the wizard."""
    card = Card()
    grid = QGridLayout()
    grid.setHorizontalSpacing(20)
    money = TextField(theme, "总投资", "亿元")
    money.set_value("3.2")
    money.set_message("已达绿色通道门槛 3 亿元", Tone.ACCENT)
    bad = TextField(theme, "用地面积", "亩")
    bad.set_value("四十八")
    bad.set_error("用地面积应是数字，例如 48")
    line = ProgressLine(theme)
    line.set_share(0.64, mark=0.6)
    grid.addWidget(money, 0, 0)
    plan = (("no", "否"), ("yes", "是"))
    grid.addWidget(ChoiceField(theme, "列入年度政府投资计划", plan, "no", "企业投资项目"), 0, 1)
    grid.addWidget(bad, 1, 0)
    grid.addWidget(ComboField(theme, "国民经济行业", (("2231", "2231 纸和纸板容器制造"),)), 1, 1)
    card.body.addLayout(grid)
    card.body.addWidget(line)
    return card


def save(app: QApplication, widget: QWidget, size: tuple[int, int], path: Path) -> None:
    """Show a widget off screen and write its picture."""
    widget.resize(*size)
    widget.setFocus()
    widget.show()
    app.processEvents()
    if not widget.grab().save(str(path)):
        raise OSError(f"cannot write {path}")
    widget.close()
    widget.deleteLater()
    print(path)


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/tmp/agent-desk-gallery")
    folder.mkdir(parents=True, exist_ok=True)
    app = make_application(sys.argv[:1], os.environ)
    theme = Theme()
    apply_theme(app, theme)
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        save(app, window(theme), (1440, 900), folder / f"window-{mode}.png")
        save(app, sheet(theme), (1368, 900), folder / f"sheet-{mode}.png")
    theme.set_mode("light")
    save(app, window(theme), (1180, 720), folder / "window-small.png")


if __name__ == "__main__":
    main()
