"""Taking over a holiday notice and taking it back; every open clock follows in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from agent_desk.domain.calendar import WorkCalendar, YearNotice
from agent_desk.domain.errors import Refusal
from agent_desk.i18n import tr
from agent_desk.services import projection
from agent_desk.services.changes import Change, Topic
from agent_desk.services.commands import Command, ImportNotice, RestoreNotice
from agent_desk.services.office import Office
from agent_desk.services.ports import UnitOfWork

SETTING = "holidays."
"""Each imported year is kept as the office setting ``holidays.<year>``."""

IMPORTED = "import"
"""The first word of ``YearNotice.source`` of an imported notice."""

_TOUCHED = frozenset({Topic.SETTINGS, Topic.PROJECTS, Topic.CASES, Topic.BASELINES})
_NAMED_DAYS = 6


def import_notice(command: ImportNotice, uow: UnitOfWork, office: Office) -> Change:
    """Keep the notice and recompute every open clock.

    Refuses ``holidays.differs`` (``year``, ``count``, ``days``) when the year has another notice already and
    ``replace`` is not set.
    """
    notice = command.notice
    settings = uow.settings.read()
    before = with_imported(office.calendar, settings)
    known = known_notice(before, notice.year)
    differing = differing_days(before, notice)
    if known.published and differing and not command.replace:
        raise Refusal(
            "holidays.differs", year=notice.year, count=len(differing), days=named_days(differing)
        )
    key = f"{SETTING}{notice.year}"
    kept = settings.get(key)
    uow.settings.write(key, _to_keep(command, office))
    projection.rebuild(uow, replace(office, calendar=before.with_notices([notice])))
    return Change(
        tr("导入 {year} 年放假安排", year=notice.year), RestoreNotice(known, kept), _TOUCHED, subject=key
    )


def restore_notice(command: RestoreNotice, uow: UnitOfWork, office: Office) -> Change:
    """Put back what held before an import (or, on redo, the import)."""
    notice = command.notice
    settings = uow.settings.read()
    before = with_imported(office.calendar, settings)
    known = known_notice(before, notice.year)
    key = f"{SETTING}{notice.year}"
    kept = settings.get(key)
    uow.settings.write(key, command.kept)
    projection.rebuild(uow, replace(office, calendar=before.with_notices([notice])))
    return Change(
        tr("恢复 {year} 年放假安排", year=notice.year), RestoreNotice(known, kept), _TOUCHED, subject=key
    )


def calendar_after(commands: Sequence[Command], uow: UnitOfWork, office: Office) -> WorkCalendar:
    """The calendar the office works by once ``commands`` are done; the same object if they leave it alone."""
    given = [c.notice for c in commands if isinstance(c, (ImportNotice, RestoreNotice))]
    if not given:
        return office.calendar
    return with_imported(office.calendar, uow.settings.read()).with_notices(given)


# -- reading what is kept --------------------------------------------------------------------------------


def with_imported(calendar: WorkCalendar, settings: Mapping[str, object]) -> WorkCalendar:
    """The calendar with the notices kept in the settings; the same object if it has them already."""
    have = {notice.year: notice for notice in calendar.notices}
    new = [notice for notice in imported_notices(settings) if have.get(notice.year) != notice]
    return calendar.with_notices(new) if new else calendar


def imported_notices(settings: Mapping[str, object]) -> list[YearNotice]:
    """The notices kept among the office's settings, by year."""
    kept = sorted((key, value) for key, value in settings.items() if key.startswith(SETTING) and value)
    return [_from_kept(int(key.removeprefix(SETTING)), value) for key, value in kept]


def known_notice(calendar: WorkCalendar, year: int) -> YearNotice:
    """The notice in force for a year; refuses ``calendar.out_of_range`` for a year the calendar does not reach."""
    calendar.require(date(year, 1, 1))
    found = next((notice for notice in calendar.notices if notice.year == year), None)
    return found or YearNotice(year, {}, published=False)


def is_imported(notice: YearNotice) -> bool:
    """Whether the notice was imported rather than shipped with the desk."""
    return notice.source.startswith(IMPORTED)


def differing_days(calendar: WorkCalendar, notice: YearNotice) -> list[date]:
    """The days worked under one of the two and not under the other, from December before the year to its end."""
    other = calendar.with_notices([notice])
    first = max(date(notice.year - 1, 12, 1), calendar.first_day)
    last = min(date(notice.year, 12, 31), calendar.last_day)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if calendar.is_working(day) != other.is_working(day)]


def named_days(days: Iterable[date]) -> str:
    """The first few days for a sentence, 等 when there are more."""
    texts = [day.isoformat() for day in days]
    more = "等" if len(texts) > _NAMED_DAYS else ""
    return "、".join(texts[:_NAMED_DAYS]) + more


def _to_keep(command: ImportNotice, office: Office) -> dict[str, object]:
    notice = command.notice
    return {
        "days_off": {day.isoformat(): name for day, name in notice.days_off.items()},
        "make_up": {day.isoformat(): name for day, name in notice.make_up.items()},
        "published": notice.published,
        "source": notice.source,
        "number": command.number,
        "text": command.text,
        "imported_on": office.now().date().isoformat(),
        "imported_by": office.user,
    }


def _from_kept(year: int, value: object) -> YearNotice:
    if not isinstance(value, Mapping):
        raise ValueError(f"not a notice: {SETTING}{year}")
    return YearNotice(
        year,
        {date.fromisoformat(day): str(name) for day, name in value["days_off"].items()},
        {date.fromisoformat(day): str(name) for day, name in value["make_up"].items()},
        bool(value["published"]),
        str(value["source"]),
    )
