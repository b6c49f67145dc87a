"""One brief with everything in it, for the tests of reports and renderers. All names are invented."""

from __future__ import annotations

from datetime import date

from agent_desk import assets
from agent_desk.services.documents import BarChart, Document, GanttBlock, LineChart, Series
from agent_desk.services.gantt import model
from agent_desk.services.report_definitions import ReportDefinition, load_definitions
from agent_desk.services.report_documents import ReportContent, ReportFrame, compose_report
from agent_desk.services.report_rows import BriefRow

YI = 10_000_000_000
HOSTILE = ("<img src=/etc/passwd>", "=1+1", "a<x>b", "王𠅤", "</para><b>&amp;", "＝cmd|'/c calc'!A0")


def definition(wanted: str) -> ReportDefinition:
    """A shipped definition."""
    return next(entry for entry in load_definitions(assets.report_definitions())[0] if entry.id == wanted)


def brief_rows() -> list[BriefRow]:
    """Three projects: in order, yellow card, and a next date in a year without published holidays."""
    return [
        BriefRow(1, "恒川包装年产2万吨环保包装", 32 * YI // 10, "施工许可", 58, 212, date(2026, 12, 8), False,
                 "拿地即开工", "王芳", "正常", ""),
        BriefRow(2, "同驰新能源汽车零部件", None, "工程建设", 118, 236, None, False, "节能审查超 2 天", "陈岚",
                 "黄牌", "due"),
        BriefRow(3, "长河街道安置房三期", 57 * YI // 10, "竣工验收", None, 231, date(2027, 1, 14), True, "",
                 "何俊", "停表", "pause"),
    ]  # fmt: skip


def gantt() -> GanttBlock:
    """Two rows of a chart with a stopped clock and a milestone."""
    bar, style = model.GanttBar, model.BarStyle
    rows = (
        model.GanttRow("1", "恒川包装", lane="lane.planning", bars=(
            bar(date(2026, 11, 16), date(2026, 11, 20), style.DONE),
            bar(date(2026, 11, 21), date(2026, 11, 23), style.PAUSE, "补正 3"),
            bar(date(2026, 11, 24), date(2026, 12, 7), style.SIMULATED))),
        model.GanttRow("2", "同驰集团", bars=(bar(date(2026, 11, 20), date(2027, 1, 4), style.RUNNING),),
                       flag=model.GanttFlag("超 2 天", model.Tone.OVER)),
    )  # fmt: skip
    milestones = (model.GanttMilestone("1", date(2026, 12, 8), "拿地即开工"),)
    chart = model.GanttChart(
        rows, date(2026, 11, 22), milestones=milestones, provisional_from=date(2027, 1, 1)
    )
    return GanttBlock(chart, 6)


def brief(extra_issues: tuple[str, ...] = ()) -> Document:
    """The weekly brief."""
    bars = BarChart(
        "各阶段平均用时",
        "自然日",
        ("立项用地", "工程建设"),
        (Series("法定", "clock.legal.fill", (62, 96)), Series("实际", "clock.green.fill", (14, None))),
    )
    line = LineChart("较法定压缩率", "%", ("9 月", "10 月", "11 月"), (
        Series("压缩率", "accent.fill", (41, 50, 55)),), "%")  # fmt: skip
    content = ReportContent(
        rows=brief_rows(),
        summary=("本周在办重大项目 14 个，总投资 65.7 亿元，其中绿色通道 12 个。",),
        charts=(bars, line),
        gantt=gantt(),
        issues=("恒川包装 11 月 23 日启动施工图联合审查。", *extra_issues),
        year=2026,
    )
    frame = ReportFrame(
        "临湖区重大项目代办专班", "第 47 期（总第 112 期）", "2026 年 11 月 22 日", "报：区政府", "编辑：王芳"
    )
    return compose_report(definition("brief"), content, frame)
