"""三办: the board 点单 → 派单 → 办单 → 评单, one person's hours, and the ledger; quick entry on one line of text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agent_desk.domain.assistance import Assistance, Stage
from agent_desk.domain.people import Member
from agent_desk.services.office import Office

_SHOWN_DAYS = 7


@dataclass(frozen=True, slots=True)
class Board:
    """The four columns, newest first; rated orders of the last seven days."""

    columns: Mapping[Stage, tuple[Assistance, ...]]
    members: Mapping[str, Member]
    project_names: Mapping[str, str]
    satisfaction: float | None
    satisfaction_of: int
    today_count: int
    today_minutes: int
    week_count: int


@dataclass(frozen=True, slots=True)
class MonthOfHelp:
    """One person's month: minutes and entries, and minutes by day of the current week (Monday first)."""

    member: Member | None
    minutes: int
    entries: int
    total_minutes: int
    week_minutes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HelpRank:
    """One line of the month's ranking."""

    member: Member
    minutes: int
    entries: int
    rating: float | None


def board(office: Office, today: date) -> Board:
    """The board as of one day; withdrawn entries are not shown."""
    monday = today - timedelta(days=today.weekday())
    with office.store.reading() as uow:
        recent = [a for a in uow.assistances.between(today - timedelta(days=_SHOWN_DAYS), today) if not a.withdrawn]
        waiting = [a for a in uow.assistances.open_orders() if not a.withdrawn]
        members = {member.id: member for member in uow.members.all()}
        every = {a.id: a for a in (*waiting, *recent)}
        names = uow.projects.names({a.project_id for a in every.values() if a.project_id})
    columns = {
        stage: tuple(
            sorted((a for a in every.values() if a.stage is stage), key=lambda a: (a.on, a.at), reverse=True)
        )
        for stage in Stage
    }
    ratings = [a.rating for a in recent if a.rating is not None]
    of_today = [a for a in recent if a.on == today]
    return Board(
        columns=columns,
        members=members,
        project_names=names,
        satisfaction=sum(r >= 4 for r in ratings) / len(ratings) if ratings else None,
        satisfaction_of=len(ratings),
        today_count=len(of_today),
        today_minutes=sum(a.minutes for a in of_today),
        week_count=sum(a.on >= monday for a in recent),
    )


def month_of(office: Office, member_id: str, today: date) -> MonthOfHelp:
    """One person's help in the month of ``today``."""
    monday = today - timedelta(days=today.weekday())
    with office.store.reading() as uow:
        entries = [
            a for a in uow.assistances.between(date(2000, 1, 1), today)
            if a.member_id == member_id and not a.withdrawn
        ]
        member = next((m for m in uow.members.all() if m.id == member_id), None)
    month = [a for a in entries if a.on >= today.replace(day=1)]
    week: Counter[int] = Counter()
    for entry in entries:
        if entry.on >= monday:
            week[entry.on.weekday()] += entry.minutes
    return MonthOfHelp(
        member=member,
        minutes=sum(a.minutes for a in month),
        entries=len(month),
        total_minutes=sum(a.minutes for a in entries),
        week_minutes=tuple(week[day] for day in range(7)),
    )


def ranking(office: Office, first: date, last: date) -> tuple[HelpRank, ...]:
    """People by minutes of help in a period, most first. Names are personal data: for the lead's eyes."""
    with office.store.reading() as uow:
        entries = [a for a in uow.assistances.between(first, last) if a.member_id and not a.withdrawn]
        members = {member.id: member for member in uow.members.all()}
    grouped: dict[str, list[Assistance]] = defaultdict(list)
    for entry in entries:
        grouped[entry.member_id].append(entry)
    ranks = [
        HelpRank(members[who], sum(a.minutes for a in own), len(own), _mean_rating(own))
        for who, own in grouped.items()
        if who in members
    ]
    ranks.sort(key=lambda rank: (-rank.minutes, rank.member.name))
    return tuple(ranks)


def _mean_rating(entries: Sequence[Assistance]) -> float | None:
    given = [a.rating for a in entries if a.rating is not None]
    return sum(given) / len(given) if given else None
