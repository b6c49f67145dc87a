"""The composition root: the only module that knows the adapters. It wires them to the services and hands out desks."""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

import platformdirs

from agent_desk import assets, i18n
from agent_desk.calendars.published import load_calendar
from agent_desk.cli.app import Tools, run
from agent_desk.domain.calendar import WorkCalendar
from agent_desk.exchange.catalogue_files import available_versions, load_catalogue
from agent_desk.exchange.planning_files import load_planning
from agent_desk.services.desk import Desk
from agent_desk.services.office import Office, Rulebook
from agent_desk.services.ports import Store
from agent_desk.solver.planner import solve
from agent_desk.storage import open_store

APP = "agent-desk"
DATA_VARIABLE = "AGENT_DESK_DATA"
LANGUAGE_VARIABLE = "AGENT_DESK_LANG"


def default_data() -> Path:
    """The office's database: ``$AGENT_DESK_DATA`` or the user's data folder."""
    given = os.environ.get(DATA_VARIABLE)
    return Path(given) if given else Path(platformdirs.user_data_dir(APP, appauthor=False)) / "office.db"


@cache
def calendar() -> WorkCalendar:
    """The working calendar of the published years; loading the library takes a moment, so once."""
    return load_calendar()


@cache
def rulebook() -> Rulebook:
    """The newest catalogue version with its questions, admission rules and planning assumptions."""
    root = assets.resource("catalogue")
    folder = root / available_versions(root)[-1]
    bundle = load_catalogue(folder)
    return Rulebook(
        catalogue=bundle.catalogue,
        facts=bundle.facts,
        admission=bundle.admission_rules,
        planning=load_planning(folder, {item.code for item in bundle.catalogue.items}),
    )


def office(store: Store, today: date | None = None, user: str = "") -> Office:
    """The office over a store. With ``today`` given every record is stamped as of that day (replay)."""
    now: Callable[[], datetime] = _now
    if today is not None and today != date.today():
        now = _frozen(today)
    return Office(
        store=store,
        rules=rulebook(),
        calendar=calendar(),
        solve=solve,
        now=now,
        new_id=lambda: uuid.uuid4().hex[:24],
        user=user,
    )


def _now() -> datetime:
    return datetime.now().astimezone()


def _frozen(today: date) -> Callable[[], datetime]:
    return lambda: datetime.combine(today, time(8, 30)).astimezone()


def open_desk(data: str | None, today: date | None = None, *, read_only: bool = False) -> Desk:
    """Open (or create) the office's records and put a desk on them."""
    place = data or str(default_data())
    if "://" not in place:
        Path(place).expanduser().parent.mkdir(parents=True, exist_ok=True)
    return Desk(office(open_store(place, now=_now(), read_only=read_only), today))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command ``agent-desk``. Returns the exit code: 0 done, 1 refused, 2 wrong usage."""
    i18n.use_language(os.environ.get(LANGUAGE_VARIABLE, "zh"))
    tools = Tools(
        open_desk=open_desk,
        calendar=lambda _data=None: calendar(),
        default_data=default_data,
    )
    return run(tools, sys.argv[1:] if arguments is None else list(arguments))
