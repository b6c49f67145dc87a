"""The chart of the design's picture, for the Gantt tests. Companies and people are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from agent_desk.services.gantt.model import (
    BarStyle,
    GanttAgent,
    GanttBar,
    GanttCalendar,
    GanttChart,
    GanttFlag,
    GanttLandDay,
    GanttLink,
    GanttMilestone,
    GanttRow,
    GanttSummary,
    RowKind,
)

TODAY = date(2026, 11, 22)
FANG, GANG, MIN = GanttAgent("王芳", 165), GanttAgent("陈刚", 220), GanttAgent("周敏", 38)
JIE, LEI, KAI, TING = (
    GanttAgent("林洁", 200),
    GanttAgent("石磊", 60),
    GanttAgent("许凯", 320),
    GanttAgent("高婷", 10),
)


def day(text: str) -> date:
    """``"11-22"`` in 2026, ``"2027-01-05"`` as it stands."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def bar(start: str, end: str, style: BarStyle, label: str = "", until: str = "") -> GanttBar:
    return GanttBar(day(start), day(end), style, label, day(until) if until else None)


def step(
    row_id: str, title: str, department: str, agent: GanttAgent, days: int, lane: str, *bars: GanttBar, **more
):
    return GanttRow(
        row_id,
        title,
        RowKind.STEP,
        more.pop("parent"),
        2,
        department,
        agent,
        days,
        f"lane.{lane}",
        bars=bars,
        **more,
    )


def group(row_id: str, title: str, start: str, end: str, note: str = "") -> GanttRow:
    bars = (bar(start, end, BarStyle.SUMMARY),)
    return GanttRow(row_id, title, RowKind.GROUP, "p1", 1, bars=bars, note=note)


def project(
    row_id: str, title: str, agent: GanttAgent, days: int, start: str, end: str, until: str, label: str = ""
):
    bars = (bar(start, end, BarStyle.SUMMARY, label, until),)
    return GanttRow(row_id, title, RowKind.PROJECT, agent=agent, days=days, bars=bars)


def span(start: str, end: str) -> tuple[date, date]:
    return day(start), day(end)


def chart() -> GanttChart:
    """Five projects, the first one open, as in the picture."""
    d, p, s, e, r = (
        BarStyle.DONE, BarStyle.PLAN, BarStyle.SIMULATED, BarStyle.PREPARATION, BarStyle.RUNNING,
    )  # fmt: skip
    rows = (
        project("p1", "嘉顺包装材料年产2万吨环保包装项目", FANG, 58, "10-12", "12-08", "11-20", "58 天"),
        group("g1", "立项用地", "10-12", "12-08"),
        step("a1", "企业投资项目备案", "发改局", FANG, 1, "build", bar("10-12", "10-12", d), parent="g1",
             critical=True, baseline=span("10-12", "10-12")),
        step("a2", "用地预审与选址意见书", "资规分局", FANG, 5, "planning", bar("10-13", "10-17", d), parent="g1",
             critical=True, baseline=span("10-13", "10-16")),
        step("a3", "建设用地规划许可证", "资规分局", FANG, 3, "planning", bar("10-18", "10-20", s), parent="g1",
             critical=True, tag="模拟", baseline=span("10-17", "10-19")),
        step("a4", "土地出让公告 → 签供地合同", "资规分局", MIN, 30, "build",
             bar("11-08", "12-07", r, "法定公告期，不压缩"), parent="g1", baseline=span("11-08", "12-07")),
        group("g2", "多评合一", "10-13", "11-23", "4 条并联"),
        step("b1", "环境影响报告表审批", "生态环境分局", JIE, 12, "eia", bar("10-13", "10-25", e),
             bar("10-26", "11-06", d), bar("10-29", "11-02", BarStyle.PAUSE, "补正 5"), parent="g2",
             lane_tag="环评", baseline=span("10-13", "11-01")),
        step("b2", "固定资产投资项目节能审查", "发改局", LEI, 10, "energy", bar("10-13", "10-27", e),
             bar("10-28", "11-06", d), bar("10-31", "11-03", BarStyle.PAUSE, "评审 4"), parent="g2",
             lane_tag="能评", baseline=span("10-13", "11-04")),
        step("b3", "安全设施设计审查", "应急管理局", KAI, 6, "safety", bar("10-19", "11-04", e),
             bar("11-05", "11-10", d), parent="g2", lane_tag="安评", baseline=span("10-19", "11-10")),
        step("b4", "水土保持方案", "水利局", FANG, 4, "water", bar("11-03", "11-19", e), bar("11-20", "11-23", s),
             parent="g2", lane_tag="水保", tag="模拟", baseline=span("11-03", "11-20"), flag=GanttFlag("剩 1 天")),
        group("g3", "规划方案", "10-21", "11-22"),
        step("c1", "设计方案联合审查", "资规分局", GANG, 19, "planning", bar("10-21", "11-08", d), parent="g3",
             lane_tag="规划", critical=True, baseline=span("10-20", "11-06")),
        step("c2", "建设工程规划许可证", "资规分局", FANG, 5, "planning", bar("11-09", "11-17", e),
             bar("11-18", "11-22", s), parent="g3", lane_tag="规划", critical=True, tag="模拟",
             baseline=span("11-07", "11-20"), flag=GanttFlag("今天到期")),
        group("g4", "施工许可", "10-26", "12-08"),
        step("d1", "施工图设计", "设计院", GANG, 26, "build", bar("10-26", "11-20", d), parent="g4",
             baseline=span("10-26", "11-18")),
        step("d2", "施工图联合审查", "住建局", GANG, 7, "planning", bar("11-23", "11-29", p), parent="g4",
             critical=True, baseline=span("11-21", "11-27")),
        step("d3", "质量安全监督备案", "住建局", TING, 3, "build", bar("11-30", "12-02", p), parent="g4",
             critical=True, baseline=span("11-28", "11-30")),
        step("d4", "供水供电报装", "市政公用", TING, 11, "water", bar("11-24", "12-04", p), parent="g4",
             baseline=span("11-24", "12-04")),
        step("d5", "建筑工程施工许可证", "住建局", FANG, 5, "planning", bar("12-03", "12-07", s), parent="g4",
             critical=True, tag="模拟", baseline=span("12-01", "12-05")),
        project("p2", "敏实集团新能源汽车零部件项目", GANG, 118, "09-22", "2027-01-17", "11-12"),
        project("p3", "罗星实业技改与新建厂房项目", JIE, 127, "09-01", "2027-01-05", "11-02"),
        project("p4", "禾芯半导体封装测试基地项目", KAI, 85, "10-11", "2027-01-03", "11-11"),
        project("p5", "东栅街道小学新建工程", MIN, 77, "09-22", "12-07", "11-18"),
    )  # fmt: skip
    links = [
        ("a1", "a2", True), ("a2", "a3", True), ("a3", "c1", True), ("a1", "b1", False), ("a1", "b2", False),
        ("c1", "c2", True), ("c2", "d2", True), ("d1", "d2", False), ("d2", "d3", True), ("d3", "d5", True),
    ]  # fmt: skip
    return GanttChart(
        rows,
        TODAY,
        tuple(GanttLink(*link) for link in links),
        (
            GanttMilestone("a4", day("12-08"), "签供地"),
            GanttMilestone("d5", day("12-08"), "施工证"),
            GanttMilestone("p5", day("12-08"), "开工", strong=False),
        ),
        GanttCalendar(frozenset(day(f"10-0{n}") for n in range(1, 8)), frozenset({day("10-10")})),
        (GanttLandDay(day("12-08"), ("a4", "d5"), "12-08 拿地即开工", "同日 4 件模拟审批转正式"),),
        date(2027, 1, 1),
        "v2",
        GanttSummary(58, 8, 2, 0),
    )


def large(count: int) -> GanttChart:
    """A portfolio of about ``count`` rows: projects of 59 steps in groups, with links, baselines and pauses."""
    rows: list[GanttRow] = []
    links: list[GanttLink] = []
    lanes = ("eia", "planning", "safety", "energy", "water", "build")
    styles = (BarStyle.DONE, BarStyle.RUNNING, BarStyle.PLAN, BarStyle.SIMULATED)
    number = 0
    while len(rows) < count:
        start = TODAY + timedelta(days=number * 37 % 700 - 500)
        top = f"p{number}"
        whole = GanttBar(start, start + timedelta(days=150), BarStyle.SUMMARY)
        rows.append(
            GanttRow(top, f"第{number}号重点项目", RowKind.PROJECT, agent=FANG, days=150, bars=(whole,))
        )
        before = ""
        for i in range(60):
            if i % 10 == 0:
                parent = f"{top}g{i}"
                rows.append(GanttRow(parent, f"阶段{i // 10 + 1}", RowKind.GROUP, top, 1, bars=(whole,)))
            rows.append(_large_step(f"{top}s{i}", parent, i, number, start, lanes, styles))
            if before and i % 10:
                links.append(GanttLink(before, f"{top}s{i}", i % 3 == 0))
            if i >= 4 and i % 4 == 0:
                links.append(GanttLink(f"{top}s{i - 4}", f"{top}s{i}"))
            before = f"{top}s{i}"
        number += 1
    known = {row.id for row in rows[:count]}
    kept = tuple(link for link in links if link.source in known and link.target in known)
    base = chart()
    return replace(base, rows=tuple(rows[:count]), links=kept, milestones=(), land_days=())


def _large_step(row_id, parent, i, number, start, lanes, styles) -> GanttRow:
    first = start + timedelta(days=i * 2)
    last = first + timedelta(days=3 + (i * 7 + number) % 14)
    bars = [
        GanttBar(first - timedelta(days=5), first - timedelta(days=1), BarStyle.PREPARATION),
        GanttBar(first, last, styles[(i + number) % 4]),
    ]
    if i % 6 == 0:
        bars.append(GanttBar(first + timedelta(days=1), first + timedelta(days=2), BarStyle.PAUSE, "补正 2"))
    return GanttRow(
        row_id, f"第{i}步行政许可事项办理", RowKind.STEP, parent, 2, "资规分局", GANG, 5, f"lane.{lanes[i % 6]}",
        "规划" if i % 5 == 0 else "", tuple(bars), (first, last - timedelta(days=1)), i % 3 == 0,
        "模拟" if i % 4 == 3 else "", GanttFlag("剩 1 天") if i % 9 == 0 else None,
    )  # fmt: skip
