"""三办: the board, one person's month and the ranking count the same entries, and withdrawn ones not at all."""

from __future__ import annotations

from datetime import date, timedelta

from agent_desk.domain.assistance import Assistance, AssistanceKind, Channel, Stage
from agent_desk.services.assistance_board import board, month_of, ranking
from agent_desk.services.commands import LogAssistance, WithdrawAssistance
from agent_desk.services.desk import Desk
from agent_desk.services.office import Office
from tests.office import AGENT, TODAY


def log(desk: Desk, number: int, on: date, stage: Stage = Stage.RATED, rating: int | None = 5) -> None:
    desk.execute(
        LogAssistance(
            Assistance(
                id=f"a{number}",
                kind=AssistanceKind.PROXY,
                stage=stage,
                on=on,
                beneficiary="澄川包装",
                matter=f"事情 {number}",
                channel=Channel.COUNTER,
                minutes=30,
                member_id=AGENT.id,
                rating=rating,
            )
        )
    )


def test_the_board_shows_what_is_open_and_the_last_week(desk: Desk) -> None:
    log(desk, 1, TODAY)
    log(desk, 2, TODAY - timedelta(days=8))
    log(desk, 3, TODAY - timedelta(days=30), stage=Stage.ORDERED, rating=None)
    found = board(desk.office, TODAY)
    assert [entry.id for entry in found.columns[Stage.RATED]] == ["a1"]
    assert [entry.id for entry in found.columns[Stage.ORDERED]] == ["a3"]
    assert (found.today_count, found.today_minutes) == (1, 30)


def test_a_month_is_the_calendar_month_and_the_week_starts_on_monday(desk: Desk) -> None:
    log(desk, 1, date(2026, 11, 22))
    log(desk, 2, date(2026, 11, 16))
    log(desk, 3, date(2026, 11, 15))
    log(desk, 4, date(2026, 10, 31))
    mine = month_of(desk.office, AGENT.id, TODAY)
    assert (mine.entries, mine.minutes, mine.total_minutes) == (3, 90, 120)
    assert mine.week_minutes == (30, 0, 0, 0, 0, 0, 30)


def test_a_withdrawn_entry_counts_nowhere(desk: Desk) -> None:
    log(desk, 1, TODAY)
    desk.execute(WithdrawAssistance("a1"))
    assert not board(desk.office, TODAY).columns[Stage.RATED]
    assert month_of(desk.office, AGENT.id, TODAY).entries == 0
    assert ranking(desk.office, date(2026, 11, 1), TODAY) == ()


def test_the_ranking_is_by_minutes_and_adds_up(demo: Office) -> None:
    first = date(2026, 11, 1)
    ranks = ranking(demo, first, TODAY)
    assert [rank.minutes for rank in ranks] == sorted((rank.minutes for rank in ranks), reverse=True)
    with demo.store.reading() as uow:
        entries = [a for a in uow.assistances.between(first, TODAY) if a.member_id and not a.withdrawn]
    assert sum(rank.minutes for rank in ranks) == sum(entry.minutes for entry in entries)
