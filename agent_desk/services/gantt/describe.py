"""A row in words: for tooltips and for assistive technology. Plain text."""

from __future__ import annotations

from datetime import date

from agent_desk.i18n import N_, tr
from agent_desk.services.gantt.model import BarStyle, GanttBar, GanttChart, GanttRow, RowKind

STATE_WORDS: dict[BarStyle, str] = {
    BarStyle.DONE: N_("已办结"),
    BarStyle.RUNNING: N_("办理中"),
    BarStyle.PLAN: N_("计划"),
    BarStyle.SIMULATED: N_("模拟审批，转正前"),
    BarStyle.PREPARATION: N_("编制、公示"),
    BarStyle.MINIMUM: N_("法定最短期限"),
    BarStyle.SUMMARY: N_("合计"),
    BarStyle.PAUSE: N_("停表"),
}


def main_bar(row: GanttRow) -> GanttBar | None:
    """The bar that stands for the row's state: its last one that is neither pause nor preparation."""
    minor = (BarStyle.PAUSE, BarStyle.PREPARATION)
    weighty = [bar for bar in row.bars if bar.style not in minor] or list(row.bars)
    return max(weighty, key=lambda bar: bar.end, default=None)


def state_of(row: GanttRow) -> str:
    """The row's state as a word; a group or project has none."""
    bar = main_bar(row)
    if bar is None or row.kind in (RowKind.PROJECT, RowKind.GROUP):
        return ""
    return tr(STATE_WORDS[bar.style])


def day_text(day: date, today: date) -> str:
    """``MM-DD``, with the year only outside today's year."""
    return f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"


def accessible_text(row: GanttRow, chart: GanttChart) -> str:
    """One sentence with title, department, person, dates, days and state."""
    parts = [row.title]
    if row.department:
        parts.append(row.department)
    if row.agent is not None:
        parts.append(tr("经办 {name}", name=row.agent.name))
    parts += _dates(row, chart.today)
    parts += [word for word in (state_of(row), row.tag, row.flag.text if row.flag else "") if word]
    if row.critical:
        parts.append(tr("关键线路"))
    return tr("，").join(parts)


def tooltip(row: GanttRow, chart: GanttChart) -> str:
    """Several short lines: who, when, state, baseline, pauses."""
    lines = [row.title]
    people = [word for word in (row.department, row.agent.name if row.agent else "") if word]
    if people:
        lines.append("·".join(people))
    if dates := _dates(row, chart.today):
        lines.append(tr("，").join(dates))
    if state := state_of(row):
        lines.append(tr("状态：{state}", state=state))
    if row.baseline is not None:
        lines.append(tr("基线：{span}{drift}", span=_span(*row.baseline, chart.today), drift=_drift(row)))
    for bar in row.bars:
        if bar.style is BarStyle.PAUSE:
            lines.append(
                tr("停表：{label}，{span}", label=bar.label, span=_span(bar.start, bar.end, chart.today))
            )
    if row.critical:
        lines.append(tr("在关键线路上，浮时 0 天"))
    return "\n".join(lines)


def _dates(row: GanttRow, today: date) -> list[str]:
    span = row.span()
    if span is None:
        return []
    found = [_span(date.fromordinal(span[0]), date.fromordinal(span[1] - 1), today)]
    if row.days is not None:
        found.append(tr("{n} 天", n=row.days))
    return found


def _span(start: date, end: date, today: date) -> str:
    if start == end:
        return day_text(start, today)
    return tr("{start} 至 {end}", start=day_text(start, today), end=day_text(end, today))


def _drift(row: GanttRow) -> str:
    span = row.span()
    if span is None or row.baseline is None:
        return ""
    days = span[1] - 1 - row.baseline[1].toordinal()
    if days > 0:
        return tr("（晚 {n} 天）", n=days)
    return tr("（早 {n} 天）", n=-days) if days < 0 else ""
