"""One project as the project page shows it: its cases with their lives, papers, clocks, team and history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agent_desk.domain.case import Case, CaseEvent, Material, MaterialState
from agent_desk.domain.case_life import CaseLife, live
from agent_desk.domain.catalogue import ApprovalItem
from agent_desk.domain.people import Member
from agent_desk.domain.project import Project
from agent_desk.domain.route import Baseline
from agent_desk.services.office import Office
from agent_desk.services.ports import AuditRecord, UnitOfWork
from agent_desk.services.readings import ClockReading, reading


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """One case with everything that concerns it."""

    case: Case
    item: ApprovalItem
    life: CaseLife
    materials: tuple[Material, ...]
    clocks: tuple[ClockReading, ...]

    def count(self, *states: MaterialState) -> int:
        """How many of its papers are in one of these states."""
        return sum(material.state in states for material in self.materials)


@dataclass(frozen=True, slots=True)
class ProjectSheet:
    """The project with its cases in the catalogue's order. ``history`` is newest first."""

    project: Project
    cases: tuple[CaseSheet, ...]
    members: Mapping[str, Member]
    baselines: tuple[Baseline, ...]
    history: tuple[AuditRecord, ...]
    today: date

    def case_of(self, item_code: str) -> CaseSheet | None:
        """The sheet of the case of that item."""
        return next((sheet for sheet in self.cases if sheet.case.item_code == item_code), None)

    @property
    def materials(self) -> tuple[Material, ...]:
        """All papers of the project."""
        return tuple(material for sheet in self.cases for material in sheet.materials)

    @property
    def lives(self) -> dict[str, CaseLife]:
        """The lives by case id."""
        return {sheet.case.id: sheet.life for sheet in self.cases}


def project_sheet(office: Office, project_id: str, today: date) -> ProjectSheet:
    """Read one project whole, in one transaction; refuses ``project.not_found``."""
    with office.store.reading() as uow:
        project = uow.projects.get(project_id)
        cases = uow.cases.of_project(project_id)
        events = uow.cases.events_of_project(project_id)
        materials = _by_case(uow.materials.of_project(project_id))
        clocks = _clocks(uow, office, project_id, today)
        members = {member.id: member for member in uow.members.all()}
        baselines = tuple(uow.baselines.of_project(project_id))
        history = tuple(uow.audit.of_subject(project_id, 50))
    sheets = [
        CaseSheet(
            case,
            office.rules.catalogue.item(case.item_code),
            live(events.get(case.id, ())),
            tuple(materials.get(case.id, ())),
            tuple(clocks.get(case.id, ())),
        )
        for case in cases
    ]
    order = {item.code: n for n, item in enumerate(office.rules.catalogue.items)}
    sheets.sort(key=lambda sheet: order[sheet.case.item_code])
    return ProjectSheet(project, tuple(sheets), members, baselines, history, today)


def all_events(sheet: ProjectSheet) -> list[tuple[CaseSheet, CaseEvent]]:
    """Every recorded event of the project with its case, newest first."""
    pairs = [(case, event) for case in sheet.cases for event in case.life.events]
    pairs.sort(key=lambda pair: (pair[1].on, pair[1].recorded_at), reverse=True)
    return pairs


def _by_case(materials: Sequence[Material]) -> dict[str, list[Material]]:
    grouped: dict[str, list[Material]] = defaultdict(list)
    for material in sorted(materials, key=lambda m: m.position):
        grouped[material.case_id].append(material)
    return grouped


def _clocks(uow: UnitOfWork, office: Office, project_id: str, today: date) -> dict[str, list[ClockReading]]:
    grouped: dict[str, list[ClockReading]] = defaultdict(list)
    for row in uow.clocks.of_project(project_id):
        grouped[row.case_id].append(reading(row, office, today))
    return grouped
