"""The help log of the demonstration office: a month of entries and the orders that are open now."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from agent_desk.domain.assistance import Assistance, AssistanceKind, Channel, Stage
from agent_desk.domain.people import Member, Role
from agent_desk.domain.project import Project
from agent_desk.services.demo.names import ASSISTANCE_MATTERS, SURNAMES, TITLES
from agent_desk.services.office import Office

_DAYS = 45
_MINUTES = (15, 20, 30, 30, 45, 60, 60, 90, 120)


def help_entries(
    office: Office, today: date, members: Sequence[Member], projects: Sequence[Project], dice: random.Random
) -> list[Assistance]:
    """About four entries a working day for a month and a half, and today's open orders."""
    helpers = [m for m in members if m.role is not Role.SUPERVISOR]
    entries = []
    for back in range(_DAYS, -1, -1):
        day = today - timedelta(days=back)
        busy = office.calendar.is_working(day)
        for _ in range(dice.randint(2, 6) if busy else dice.randint(0, 3)):
            entries.append(_entry(office, day, dice, helpers, projects, Stage.RATED))
    for stage, count, back in ((Stage.WORKING, 5, 1), (Stage.ASSIGNED, 4, 0), (Stage.ORDERED, 5, 0)):
        for _ in range(count):
            day = today - timedelta(days=dice.randint(0, back))
            entries.append(_entry(office, day, dice, helpers, projects, stage))
    return entries


def _entry(
    office: Office,
    day: date,
    dice: random.Random,
    helpers: Sequence[Member],
    projects: Sequence[Project],
    stage: Stage,
) -> Assistance:
    project = dice.choice(projects) if projects else None
    person = dice.choice(SURNAMES) + dice.choice(TITLES)
    whom = f"{project.display_name}·{person}" if project else person
    rated = stage is Stage.RATED
    return Assistance(
        id=office.new_id(),
        kind=dice.choice(tuple(AssistanceKind)),
        stage=stage,
        on=day,
        beneficiary=whom,
        matter=dice.choice(ASSISTANCE_MATTERS),
        channel=dice.choice(tuple(Channel)),
        minutes=dice.choice(_MINUTES) if rated else dice.choice((0, 25, 35, 40)) if stage is Stage.WORKING else 0,
        at=f"{dice.randint(8, 16):02d}:{dice.randint(0, 59):02d}",
        member_id="" if stage is Stage.ORDERED else dice.choice(helpers).id,
        project_id=project.id if project else "",
        result="已办结" if rated else "",
        rating=dice.choice((5, 5, 5, 5, 4, 5, 3)) if rated and dice.random() < 0.85 else None,
    )
