"""The composition root: the only module that knows the adapters. It wires them to the services and hands out desks."""

from __future__ import annotations

import logging
import os
import sys
import uuid
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

import platformdirs

from agent_desk import assets, i18n
from agent_desk.calendars.published import load_calendar
from agent_desk.cli.app import Tools, run
from agent_desk.domain.calendar import WorkCalendar
from agent_desk.domain.notice_days import NoticeDay
from agent_desk.exchange.catalogue_files import available_versions, load_catalogue
from agent_desk.exchange.planning_files import load_planning
from agent_desk.exchange.preferences_file import PreferencesFile
from agent_desk.exchange.project_files import read_project
from agent_desk.services.desk import Desk
from agent_desk.services.holiday_import import office_calendar
from agent_desk.services.maintenance import KeptStore, StoreMaintenance
from agent_desk.services.office import Office, Rulebook, member_at
from agent_desk.services.ports import Store
from agent_desk.solver.planner import solve
from agent_desk.storage import open_store

if TYPE_CHECKING:
    from agent_desk.exchange.project_lists import ProjectList
    from agent_desk.services.press import Press

APP = "agent-desk"
DATA_VARIABLE = "AGENT_DESK_DATA"
LANGUAGE_VARIABLE = "AGENT_DESK_LANG"


def default_data() -> Path:
    """The office's database: ``$AGENT_DESK_DATA`` or the user's data folder."""
    given = os.environ.get(DATA_VARIABLE)
    return Path(given) if given else Path(platformdirs.user_data_dir(APP, appauthor=False)) / "office.db"


def preferences() -> PreferencesFile:
    """What this user prefers at this desk."""
    return PreferencesFile(Path(platformdirs.user_config_dir(APP, appauthor=False)) / "desk.toml")


@cache
def calendar() -> WorkCalendar:
    """The working calendar of the published years; loading the library takes a moment, so once."""
    return load_calendar()


def calendar_of(data: str | None = None) -> WorkCalendar:
    """The calendar an office counts by: the published years and the notices it imported; reading only."""
    if data is None and not default_data().exists():
        return calendar()
    store = open_store(data or str(default_data()), now=_now(), read_only=True)
    try:
        return office_calendar(store, calendar())
    finally:
        store.close()


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
        calendar=office_calendar(store, calendar()),
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
    if data is None and not read_only:
        Path(place).parent.mkdir(parents=True, exist_ok=True)
    store = open_store(place, now=_now(), read_only=read_only)
    return Desk(office(store, today, member_at(store, preferences().load().member_id)))


def open_window(place: str, today: date | None) -> int:
    """Open the window on an office; returns when it is closed."""
    # Qt takes a third of a second to load, which no command without a window should wait for.
    from agent_desk.ui.desk_window import run_window

    desk = open_desk(place, today)
    return run_window(desk, late_press(), preferences(), (lambda: today) if today else date.today)


def has_display() -> bool:
    """Whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _press() -> Press:
    # Fonts, PDF and workbooks are loaded only where something is printed.
    from agent_desk.rendering.press import PaperPress

    return PaperPress()


class _LatePress:
    """The press whose libraries are loaded when something is printed first: a window opens without them."""

    @cached_property
    def _whole(self) -> Press:
        return _press()

    def __getattr__(self, name: str) -> object:
        return getattr(self._whole, name)


def late_press() -> Press:
    """The press for a window."""
    return cast("Press", _LatePress())


def _open_kept(location: str, *, read_only: bool) -> KeptStore:
    return open_store(location, now=_now(), read_only=read_only)


def _read_project_list(path: Path, desk: Desk) -> ProjectList:
    # openpyxl is slow to load and needed only here and in the template.
    from agent_desk.exchange.project_lists import read_project_list

    return read_project_list(path, desk.office)


def _write_list_template(path: Path, desk: Desk) -> None:
    from agent_desk.exchange.project_template import write_list_template

    write_list_template(path, desk.office)


def _read_holidays(data: bytes, name: str) -> str | tuple[NoticeDay, ...]:
    # The calendar file reader is needed for one verb only.
    from agent_desk.exchange.holiday_files import read_holidays

    return read_holidays(data, name)


def _tools() -> Tools:
    return Tools(
        open_desk=open_desk,
        calendar=calendar_of,
        default_data=default_data,
        press=_press,
        read_project=lambda path, desk: read_project(path, desk.office),
        read_project_list=_read_project_list,
        write_list_template=_write_list_template,
        open_window=open_window,
        has_display=has_display,
        maintenance=StoreMaintenance(_open_kept, lambda place: Path(place).exists()),
        read_holidays=_read_holidays,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command ``agent-desk``. Returns the exit code: 0 done, 1 refused, 2 wrong usage."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    i18n.use_language(os.environ.get(LANGUAGE_VARIABLE) or preferences().load().language)
    return run(_tools(), sys.argv[1:] if arguments is None else list(arguments))
