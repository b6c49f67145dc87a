"""The register of projects as a table for a workbook: raw dates, sums in fen, nothing rounded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from agent_desk.i18n import tr
from agent_desk.services.documents import Cell, Column, Document, Table, TableData
from agent_desk.services.office import Office
from agent_desk.services.portfolio import PortfolioRow
from agent_desk.services.stage_words import stage_word
from agent_desk.services.words import word


def portfolio_document(rows: Sequence[PortfolioRow], office: Office, today: date) -> Document:
    """The rows in the given order, one line each, as of ``today``. Days are calendar days."""
    columns = (
        Column(tr("项目"), width=18),
        Column(tr("建设单位"), width=14),
        Column(tr("项目代码"), width=14),
        Column(tr("属地"), width=6),
        Column(tr("总投资（亿元）"), "money_yi", 6),
        Column(tr("通道"), width=6),
        Column(tr("准入依据"), width=10),
        Column(tr("阶段"), width=6),
        Column(tr("下一节点"), width=14),
        Column(tr("节点日期"), "date", 6),
        Column(tr("法定（天）"), "days", 5),
        Column(tr("预计（天）"), "days", 5),
        Column(tr("已省（天）"), "days", 5),
        Column(tr("预计开工"), "date", 6),
        Column(tr("超期"), "int", 4),
        Column(tr("临期"), "int", 4),
        Column(tr("停表"), "int", 4),
        Column(tr("容缺"), "int", 4),
        Column(tr("团队"), width=10),
    )
    data = TableData(
        columns, tuple(_row(row, office) for row in rows), title=tr("项目清单"), empty_text=tr("没有项目")
    )
    return Document(
        title=tr("项目清单"),
        blocks=(Table(data),),
        date_text=today.isoformat(),
        page="A3 landscape",
        footer_center=tr("{date} 生成", date=today.isoformat()),
    )


def _row(row: PortfolioRow, office: Office) -> tuple[Cell, ...]:
    project, node, plan = row.project, row.next_node, row.plan
    known = plan is not None and bool(plan.statutory_days)
    goal = plan.goal_on if plan is not None else None
    name = node.name if node and node.name else tr("开工") if node else ""
    return (
        Cell("text", project.name),
        Cell("text", project.owner),
        Cell("text", project.code),
        Cell("text", project.town),
        Cell("money_yi", project.total_investment_fen),
        Cell("text", word(project.channel)),
        Cell("text", project.admission.title),
        Cell("text", stage_word(row.stage)),
        Cell("text", name),
        Cell("date", node.on if node else None, provisional=bool(node and node.provisional)),
        Cell("days", plan.statutory_days if plan and known else None),
        Cell("days", plan.forecast_days if plan and known else None),
        Cell("days", plan.saved_days if plan and known else None),
        Cell("date", goal, provisional=goal is not None and office.calendar.is_provisional(goal)),
        Cell("int", row.overdue),
        Cell("int", row.yellow),
        Cell("int", row.paused),
        Cell("int", row.gaps),
        Cell("text", "、".join(member.name for member in row.team)),
    )
