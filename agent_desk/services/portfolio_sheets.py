"""All active projects whole, with their routes, in a handful of queries: for charts and reports over the office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agent_desk.domain.case import Case
from agent_desk.domain.case_life import live
from agent_desk.domain.people import Member
from agent_desk.domain.project import Project, ProjectStatus
from agent_desk.services.office import Office
from agent_desk.services.ports import ClockRow, UnitOfWork
from agent_desk.services.project_sheet import CaseSheet, ProjectSheet
from agent_desk.services.readings import reading
from agent_desk.services.route_plan import RoutePlan, plan


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    """One project as it stands, and its forecast. Papers and history are left out (empty)."""

    sheet: ProjectSheet
    plan: RoutePlan


def planned_sheet(sheet: ProjectSheet, office: Office) -> PlannedSheet:
    """A sheet with the forecast of its own day."""
    cases = [case.case for case in sheet.cases]
    return PlannedSheet(sheet, plan(sheet.project, cases, sheet.lives, office, sheet.today))


def active_sheets(office: Office, today: date) -> tuple[PlannedSheet, ...]:
    """Every active project, in the order of the register."""
    with office.store.reading() as uow:
        projects = list(uow.projects.all(ProjectStatus.ACTIVE))
        sheets = _sheets(uow, office, projects, today)
    return tuple(planned_sheet(sheet, office) for sheet in sheets)


def _sheets(uow: UnitOfWork, office: Office, projects: Sequence[Project], today: date) -> list[ProjectSheet]:
    ids = [project.id for project in projects]
    cases: dict[str, list[Case]] = defaultdict(list)
    for case in uow.cases.of_projects(ids):
        cases[case.project_id].append(case)
    sheets_of_cases = _case_sheets(uow, office, [case for own in cases.values() for case in own], today)
    members: Mapping[str, Member] = {member.id: member for member in uow.members.all()}
    newest = uow.baselines.newest(ids)
    order = {item.code: number for number, item in enumerate(office.rules.catalogue.items)}
    found = []
    for project in projects:
        own = sorted(cases.get(project.id, ()), key=lambda case: order[case.item_code])
        baseline = newest.get(project.id)
        found.append(
            ProjectSheet(
                project=project,
                cases=tuple(sheets_of_cases[case.id] for case in own),
                members=members,
                baselines=(baseline,) if baseline is not None else (),
                history=(),
                today=today,
            )
        )
    return found


def _case_sheets(uow: UnitOfWork, office: Office, cases: Sequence[Case], today: date) -> dict[str, CaseSheet]:
    events = uow.cases.events_of([case.id for case in cases])
    clocks: dict[str, list[ClockRow]] = defaultdict(list)
    for row in uow.clocks.all():
        clocks[row.case_id].append(row)
    return {
        case.id: CaseSheet(
            case=case,
            item=office.rules.catalogue.item(case.item_code),
            life=live(events.get(case.id, ())),
            materials=(),
            clocks=tuple(reading(row, office, today) for row in clocks.get(case.id, ())),
        )
        for case in cases
    }
