"""A real office on a file in a temporary folder, for tests that need records."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path

from agent_desk import assets
from agent_desk.calendars.published import load_calendar
from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.facts import Profile
from agent_desk.domain.people import Member, Role, Seat, TeamSeat
from agent_desk.exchange.catalogue_files import load_catalogue
from agent_desk.exchange.planning_files import load_planning
from agent_desk.services.desk import Desk
from agent_desk.services.intake import ProjectDraft
from agent_desk.services.office import Office, Rulebook
from agent_desk.solver.planner import solve
from agent_desk.storage import open_store

TODAY = date(2026, 11, 22)
NOW = datetime.combine(TODAY, time(8, 30), UTC)

AGENT = Member("m-agent", "沈知秋", Role.LEAD, "审批一支部", hue=160)


@cache
def calendar() -> WorkCalendar:
    """The published calendar, loaded once for all tests."""
    return load_calendar()


@cache
def rulebook() -> Rulebook:
    """The shipped catalogue version, loaded once for all tests."""
    folder = assets.resource("catalogue", "2026-08-15")
    bundle = load_catalogue(folder)
    return Rulebook(bundle.catalogue, bundle.facts, bundle.admission_rules, load_planning(folder))


def make_office(path: Path, today: date = TODAY) -> Office:
    """An empty office at ``path`` whose clock stands at 8:30 of ``today`` and whose ids count up."""
    numbers = itertools.count(1)
    return Office(
        store=open_store(path, now=NOW),
        rules=rulebook(),
        calendar=calendar(),
        solve=solve,
        now=lambda: datetime.combine(today, time(8, 30), UTC),
        new_id=lambda: f"id-{next(numbers):05d}",
        user=AGENT.id,
    )


def make_desk(path: Path, today: date = TODAY) -> Desk:
    """A desk on an office with one member."""
    desk = Desk(make_office(path, today))
    with desk.office.store.writing() as uow:
        uow.members.add(AGENT)
        uow.commit()
    return desk


def factory_draft(**changes: object) -> ProjectDraft:
    """A manufacturing project on granted land, above the threshold of the green channel."""
    profile = Profile(
        {
            "total_investment": 32_000_000_000,
            "invest_type": "备案",
            "land": "出让",
            "entity_exists": True,
            "building_works": True,
            "in_urban_planning_area": True,
            "civil_building": False,
            "eia_class": "报告表",
            "energy_tce": Decimal(1860),
            "power_10k_kwh": Decimal(300),
            "site_ha": Decimal("3.2"),
            "earth_m3": Decimal(9000),
            "gfa_m2": Decimal(62000),
            "mandatory_tender": False,
            "special_fire_works": False,
            "owns_land": True,
        }
    )
    draft = ProjectDraft(
        name="澄川环保包装材料项目",
        code="2611-330402-04-01-728145",
        owner="澄川包装材料有限公司",
        short_name="澄川包装",
        town="望湖街道",
        land_day=date(2026, 12, 8),
        profile=profile,
        team=(TeamSeat(AGENT.id, Seat.LEAD),),
    )
    return replace(draft, **changes)  # type: ignore[arg-type]
