"""Blocks that are pictures on paper, as tables for a workbook, and the charts Excel draws from them."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.chart import BarChart as SheetBarChart
from openpyxl.chart import LineChart as SheetLineChart
from openpyxl.chart import Reference
from openpyxl.worksheet.worksheet import Worksheet

from agent_desk.i18n import N_, tr
from agent_desk.services.documents import (
    BarChart,
    Cell,
    ClockStrip,
    Column,
    GanttBlock,
    KeyValues,
    LineChart,
    TableData,
    plain,
)
from agent_desk.services.gantt.model import BarStyle

BAR_WORDS: Mapping[BarStyle, str] = {
    BarStyle.DONE: N_("已办"),
    BarStyle.RUNNING: N_("在办"),
    BarStyle.PLAN: N_("计划"),
    BarStyle.SIMULATED: N_("模拟审批"),
    BarStyle.PREPARATION: N_("编制"),
    BarStyle.MINIMUM: N_("法定最短"),
    BarStyle.SUMMARY: N_("汇总"),
    BarStyle.PAUSE: N_("停表"),
}


def chart_table(chart: BarChart | LineChart) -> TableData:
    """The figures of a chart: one row for each category, one column for each series."""
    label = f"{chart.title}（{chart.unit}）" if chart.unit else chart.title
    columns = (Column(label, width=12), *(Column(series.label, "decimal", 6) for series in chart.series))
    rows = tuple(
        (
            Cell("text", category),
            *(
                Cell(
                    "decimal",
                    series.values[i] if i < len(series.values) else None,
                    places=_places(series.values),
                )
                for series in chart.series
            ),
        )
        for i, category in enumerate(chart.categories)
    )
    return TableData(columns, rows, title=chart.title)


def _places(values: tuple[float | None, ...]) -> int:
    return 0 if all(value is None or float(value).is_integer() for value in values) else 1


def add_chart(
    sheet: Worksheet, chart: BarChart | LineChart, header_row: int, anchor: str, tokens: Mapping[str, str]
) -> None:
    """A chart Excel keeps up to date, over a table whose header stands in ``header_row`` from column A."""
    drawn = SheetBarChart() if isinstance(chart, BarChart) else SheetLineChart()
    last = header_row + len(chart.categories)
    data = Reference(sheet, min_col=2, max_col=1 + len(chart.series), min_row=header_row, max_row=last)
    drawn.add_data(data, titles_from_data=True)
    drawn.set_categories(Reference(sheet, min_col=1, min_row=header_row + 1, max_row=last))
    drawn.title = plain(chart.title)
    drawn.height, drawn.width = 6.2, 12.5
    # Without this openpyxl's charts come out with their axes hidden in current Excel.
    drawn.x_axis.delete = drawn.y_axis.delete = False
    for series, wanted in zip(drawn.series, chart.series, strict=True):
        color = tokens[wanted.token].lstrip("#")
        series.graphicalProperties.solidFill = color
        series.graphicalProperties.line.solidFill = color
    if isinstance(chart, LineChart):
        for series in drawn.series:
            series.smooth = False
    sheet.add_chart(drawn, anchor)


def gantt_table(block: GanttBlock) -> TableData:
    """One row for each bar and milestone, with whole dates; days count both ends."""
    columns = (
        Column(tr("名称"), width=16), Column(tr("内容"), width=10), Column(tr("开始"), "date", 7),
        Column(tr("结束"), "date", 7), Column(tr("天数（自然日）"), "days", 6), Column(tr("备注"), width=12),
    )  # fmt: skip
    boundary = block.chart.provisional_from
    rows: list[tuple[Cell, ...]] = []
    for row in block.chart.rows[: block.max_rows]:
        title = Cell("text", row.title)
        flag = row.flag.text if row.flag is not None else ""
        for bar in row.bars:
            late = boundary is not None and bar.end >= boundary
            days = (bar.end - bar.start).days + 1
            rows.append((title, Cell("text", tr(BAR_WORDS[bar.style])), Cell("date", bar.start),
                         Cell("date", bar.end, provisional=late), Cell("days", days),
                         Cell("text", bar.label or flag)))  # fmt: skip
        for milestone in block.chart.milestones:
            if milestone.row_id == row.id:
                late = boundary is not None and milestone.day >= boundary
                day = Cell("date", milestone.day, provisional=late)
                rows.append((title, Cell("text", tr("节点")), day, day, Cell("days", 1),
                             Cell("text", milestone.label)))  # fmt: skip
    return TableData(columns, tuple(rows), title=tr("节点"))


def clock_table(block: ClockStrip) -> TableData:
    """The limits of an item, one a row."""
    columns = (Column(tr("时限"), width=10), Column(tr("期限"), "int", 5), Column(tr("单位"), width=7),
               Column(tr("到期"), width=16))  # fmt: skip
    rows = tuple(
        (Cell("text", gauge.name), Cell("int", gauge.amount), Cell("text", gauge.unit),
         Cell("text", gauge.due_text, tone=gauge.tone))
        for gauge in block.gauges
    )  # fmt: skip
    return TableData(columns, rows, title=tr("时限"))


def pairs_table(block: KeyValues) -> TableData:
    """Label and value."""
    rows = tuple((Cell("text", label, tone="muted"), Cell("text", value)) for label, value in block.pairs)
    return TableData((Column(tr("栏目"), width=10), Column(tr("内容"), width=28)), rows)
