"""An office with one factory project, and the small acts the presenters' tests need."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from agent_desk.domain.case import EventKind
from agent_desk.services.commands import RecordEvent
from agent_desk.services.desk import Desk
from agent_desk.services.intake import build
from agent_desk.services.project_sheet import project_sheet
from tests.office import TODAY, factory_draft, make_desk

FRIDAY = date(2026, 11, 20)


def desk_with_project(path: Path, created: date = date(2026, 10, 1)) -> tuple[Desk, dict[str, str]]:
    """A desk and the case ids of its one project by item code."""
    desk = make_desk(path)
    change = desk.execute(build(factory_draft(), desk.office, created))
    sheet = project_sheet(desk.office, change.created, TODAY)
    return desk, {case.case.item_code: case.case.id for case in sheet.cases}


def record(
    desk: Desk, case: str, kind: EventKind, on: date = FRIDAY, document: str = "", **details: str
) -> None:
    """Record one event."""
    desk.execute(RecordEvent(case, kind, on, document=document, details=details))


def accept(desk: Desk, case: str, on: date = FRIDAY) -> None:
    """Received and accepted on one day."""
    record(desk, case, EventKind.RECEIVED, on)
    record(desk, case, EventKind.ACCEPTED, on, "受1号")
