"""Every clock that runs, as a flat list: for the register, for a timer, and for scripts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agent_desk.services.office import Office
from agent_desk.services.readings import ClockReading, reading


@dataclass(frozen=True, slots=True)
class OpenDeadline:
    """One running clock with the names a reader needs."""

    reading: ClockReading
    project_code: str
    project_name: str
    item_name: str
    department: str
    member_id: str


def open_deadlines(
    office: Office, today: date, *, within: int | None = None, project_id: str = ""
) -> tuple[OpenDeadline, ...]:
    """All running clocks, tightest first; ``within`` keeps those due in that many calendar days (or overdue)."""
    with office.store.reading() as uow:
        rows = uow.clocks.of_project(project_id) if project_id else uow.clocks.all()
        codes = {project.id: (project.code, project.name) for project in uow.projects.all()}
        states = uow.states.of_cases(list({row.case_id for row in rows}))
    found = []
    for row in rows:
        now = reading(row, office, today)
        if within is not None and (now.due_unmoved - today).days > within:
            continue
        item = office.rules.catalogue.find(row.item_code)
        code, name = codes.get(row.project_id, ("", ""))
        state = states.get(row.case_id)
        found.append(
            OpenDeadline(
                reading=now,
                project_code=code,
                project_name=name,
                item_name=item.name if item else row.item_code,
                department=item.department if item else "",
                member_id=state.member_id if state else "",
            )
        )
    found.sort(key=lambda d: (d.reading.left, d.reading.due_unmoved, d.project_code, d.reading.item_code, d.reading.kind.value))
    return tuple(found)
