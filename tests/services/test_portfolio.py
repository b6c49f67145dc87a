"""项目: the figures above the list are the sums of the rows, and a row says what its project is waiting for."""

from __future__ import annotations

from datetime import date

from agent_desk.domain.case import EventKind
from agent_desk.domain.project import Channel
from agent_desk.services.commands import RecordEvent
from agent_desk.services.desk import Desk
from agent_desk.services.intake import build
from agent_desk.services.office import Office
from agent_desk.services.portfolio import Health, portfolio, yellow_threshold
from tests.office import TODAY, factory_draft


def test_the_figures_are_those_of_the_rows(demo: Office) -> None:
    found = portfolio(demo, TODAY)
    figures = found.figures
    assert figures.active == len(found.rows)
    assert figures.green == sum(row.project.channel is Channel.GREEN for row in found.rows)
    assert figures.investment_fen == sum(row.project.total_investment_fen or 0 for row in found.rows)
    assert figures.alarms == sum(row.overdue + row.yellow for row in found.rows)
    plans = [row.plan for row in found.rows if row.plan is not None]
    assert figures.compression == sum(p.saved_days for p in plans) / sum(p.statutory_days for p in plans)
    assert 0 < figures.on_time <= figures.on_time_of


def test_a_quick_first_picture_leaves_the_forecasts_out(demo: Office) -> None:
    quick = portfolio(demo, TODAY, with_routes=False)
    assert all(row.plan is None for row in quick.rows)
    assert quick.figures.compression is None


def test_a_row_turns_red_with_its_case(desk: Desk) -> None:
    command = build(factory_draft(), desk.office, date(2026, 11, 1))
    desk.execute(command)
    case = next(case for case in command.cases if case.item_code == "GH-02")
    desk.execute(RecordEvent(case.id, EventKind.ACCEPTED, date(2026, 11, 17)))
    row = portfolio(desk.office, TODAY).rows[0]
    assert row.health is Health.OVERDUE
    assert row.next_node is not None
    assert (row.next_node.on, row.next_node.overdue) == (date(2026, 11, 21), 1)
    yesterday = portfolio(desk.office, date(2026, 11, 21)).rows[0]
    assert yesterday.health is Health.RISK


def test_yellow_is_a_quarter_of_the_limit_and_at_least_one_day() -> None:
    assert [yellow_threshold(n) for n in (1, 4, 5, 20, 45)] == [1, 1, 2, 5, 12]
