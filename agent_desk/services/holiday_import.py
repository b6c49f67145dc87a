"""Importing a holiday notice: what it says, what it changes, which dates move. Importing is one undoable step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from agent_desk.domain.calendar import WorkCalendar, YearNotice
from agent_desk.domain.case_life import live
from agent_desk.domain.holiday_notice import ParsedNotice, laid_over, parse_notice
from agent_desk.domain.limits import ClockKind
from agent_desk.domain.notice_days import NoticeDay, notice_of_days
from agent_desk.domain.project import ProjectStatus
from agent_desk.services import projection
from agent_desk.services.commands import ImportNotice
from agent_desk.services.desk import Desk
from agent_desk.services.handlers.holidays import (
    IMPORTED,
    differing_days,
    is_imported,
    known_notice,
    with_imported,
)
from agent_desk.services.office import Office
from agent_desk.services.ports import ClockRow, Store, UnitOfWork

__all__ = [
    "DateMoved",
    "NoticeEffect",
    "import_notice",
    "is_imported",
    "office_calendar",
    "preview",
    "understand",
]

_ClockKey = tuple[str, ClockKind, str, date]


@dataclass(frozen=True, slots=True)
class DateMoved:
    """One open clock whose date is another one afterwards. ``settled``: it is no longer provisional."""

    project_id: str
    project: str
    case_id: str
    item_code: str
    item: str
    kind: ClockKind
    subject: str
    old_due: date
    new_due: date
    settled: bool


@dataclass(frozen=True, slots=True)
class NoticeEffect:
    """What importing a notice does (or did). ``known`` held before, ``notice`` holds afterwards.

    ``differing`` are the days worked under one of them only; ``settled`` counts the open clocks that are no
    longer provisional, moved or not; ``clocks`` all open clocks.
    """

    parsed: ParsedNotice
    known: YearNotice
    notice: YearNotice
    differing: tuple[date, ...]
    moved: tuple[DateMoved, ...]
    settled: int
    clocks: int

    @property
    def needs_replace(self) -> bool:
        """Whether the year has another notice already, so that importing needs the user's word."""
        return self.known.published and bool(self.differing)


def office_calendar(store: Store, base: WorkCalendar) -> WorkCalendar:
    """The calendar of an office: ``base`` (the shipped notices) with the notices the office has imported."""
    with store.reading() as uow:
        return with_imported(base, uow.settings.read())


def understand(
    content: str | Sequence[NoticeDay], year: int | None = None, known: Iterable[YearNotice] = ()
) -> ParsedNotice:
    """What a text or a list of days says; ``year`` and ``known`` as in ``parse_notice``. Refusals as there."""
    if isinstance(content, str):
        return parse_notice(content, year, known)
    return notice_of_days(content, year)


def preview(office: Office, parsed: ParsedNotice) -> NoticeEffect:
    """What importing would do; nothing is written. Refuses ``calendar.out_of_range``."""
    with office.store.reading() as uow:
        before = with_imported(office.calendar, uow.settings.read())
        known = known_notice(before, parsed.year)
        notice = laid_over(parsed, known, source=f"{IMPORTED} {parsed.number}".strip())
        after = replace(office, calendar=before.with_notices([notice]))
        old, new = _by_key(uow.clocks.all()), _by_key(_computed(uow, after))
        moved = [(old[key], row) for key, row in new.items() if key in old and _has_moved(old[key], row)]
        names = uow.projects.names({row.project_id for _, row in moved})
    settled = sum(key in old and old[key].provisional and not row.provisional for key, row in new.items())
    found = sorted(
        (_date_moved(before_row, row, names, office) for before_row, row in moved),
        key=lambda m: (m.project, m.item_code, m.new_due, m.kind),
    )
    return NoticeEffect(
        parsed, known, notice, tuple(differing_days(before, notice)), tuple(found), settled, len(new)
    )


def import_notice(desk: Desk, parsed: ParsedNotice, text: str = "", replace: bool = False) -> NoticeEffect:
    """Import as one undoable step; the effect says which dates moved. ``text`` is kept for the record.

    Refuses ``holidays.differs`` (see the handler) unless ``replace``; then nothing is stored.
    """
    effect = preview(desk.office, parsed)
    desk.execute(ImportNotice(effect.notice, parsed.number, text, replace))
    return effect


def _computed(uow: UnitOfWork, office: Office) -> list[ClockRow]:
    active = {project.id for project in uow.projects.all(ProjectStatus.ACTIVE)}
    cases = [case for case in uow.cases.all() if case.project_id in active]
    events = uow.cases.events_of([case.id for case in cases])
    return [
        row for case in cases for row in projection.clock_rows(case, live(events.get(case.id, ())), office)
    ]


def _by_key(rows: Iterable[ClockRow]) -> dict[_ClockKey, ClockRow]:
    return {(row.case_id, row.kind, row.subject, row.start_on): row for row in rows}


def _has_moved(old: ClockRow, new: ClockRow) -> bool:
    return old.due_on is not None and new.due_on is not None and old.due_on != new.due_on


def _date_moved(old: ClockRow, new: ClockRow, names: Mapping[str, str], office: Office) -> DateMoved:
    item = office.rules.catalogue.find(new.item_code)
    return DateMoved(
        project_id=new.project_id,
        project=names.get(new.project_id, ""),
        case_id=new.case_id,
        item_code=new.item_code,
        item=item.name if item else new.item_code,
        kind=new.kind,
        subject=new.subject,
        old_due=old.due_on or new.start_on,
        new_due=new.due_on or new.start_on,
        settled=old.provisional and not new.provisional,
    )
