"""Projects with the seats of their team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, or_, select

from agent_desk.domain.errors import Refusal
from agent_desk.domain.people import Seat, TeamSeat
from agent_desk.domain.project import Admission, Channel, Project, ProjectStatus
from agent_desk.storage import codec
from agent_desk.storage.schema import project_seats, projects
from agent_desk.storage.statements import insert_all, one, save_versioned, select_by

_COLUMNS = projects.c
_SELECT = select(
    _COLUMNS.id,
    _COLUMNS.code,
    _COLUMNS.name,
    _COLUMNS.owner,
    _COLUMNS.created_on,
    _COLUMNS.channel,
    _COLUMNS.admitted_on,
    _COLUMNS.admission_rule,
    _COLUMNS.admission_title,
    _COLUMNS.admission_basis,
    _COLUMNS.admission_figure,
    _COLUMNS.admission_approver,
    _COLUMNS.catalogue_version,
    _COLUMNS.short_name,
    _COLUMNS.town,
    _COLUMNS.contact,
    _COLUMNS.phone,
    _COLUMNS.land_day,
    _COLUMNS.completion_day,
    _COLUMNS.status,
    _COLUMNS.status_reason,
    _COLUMNS.profile,
    _COLUMNS.version,
).order_by(_COLUMNS.created_on, _COLUMNS.id)
_SEATS = select(project_seats.c.project_id, project_seats.c.member_id, project_seats.c.seat).order_by(
    project_seats.c.project_id, project_seats.c.position
)

Team = tuple[TeamSeat, ...]


def _values(project: Project) -> dict[str, object]:
    admission = project.admission
    return {
        "code": project.code or None,
        "name": project.name,
        "owner": project.owner,
        "created_on": project.created_on,
        "channel": project.channel.value,
        "admitted_on": admission.on,
        "admission_rule": admission.rule_id,
        "admission_title": admission.title,
        "admission_basis": admission.basis,
        "admission_figure": admission.figure,
        "admission_approver": admission.approver,
        "catalogue_version": project.catalogue_version,
        "short_name": project.short_name,
        "town": project.town,
        "contact": project.contact,
        "phone": project.phone,
        "land_day": project.land_day,
        "completion_day": project.completion_day,
        "status": project.status.value,
        "status_reason": project.status_reason,
        "profile": codec.dump_profile(project.profile),
    }


def _project(row: Row[Any], team: Team) -> Project:
    (
        project_id,
        code,
        name,
        owner,
        created_on,
        channel,
        admitted_on,
        rule_id,
        title,
        basis,
        figure,
        approver,
        catalogue_version,
        short_name,
        town,
        contact,
        phone,
        land_day,
        completion_day,
        status,
        status_reason,
        profile,
        version,
    ) = row
    return Project(
        id=project_id,
        code=code or "",
        name=name,
        owner=owner,
        created_on=created_on,
        channel=Channel(channel),
        admission=Admission(admitted_on, rule_id, title, basis, figure, approver),
        catalogue_version=catalogue_version,
        short_name=short_name,
        town=town,
        contact=contact,
        phone=phone,
        land_day=land_day,
        completion_day=completion_day,
        status=ProjectStatus(status),
        status_reason=status_reason,
        team=team,
        profile=codec.load_profile(profile),
        version=version,
    )


class SqlProjects:
    """Projects, in the order they were opened."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, project: Project) -> None:
        """Store a new project with its team; refuses ``project.code_taken``."""
        self._refuse_taken_code(project)
        row = {"id": project.id, **_values(project), "version": project.version}
        self._connection.execute(insert(projects), row)
        self._write_team(project)

    def get(self, project_id: str) -> Project:
        """The project; refuses ``record.missing``."""
        return one(self._where(_COLUMNS.id == project_id), "project", project_id)

    def by_code(self, code: str) -> Project | None:
        """The project with exactly that code; None for an empty code."""
        found = self._where(_COLUMNS.code == code) if code else []
        return found[0] if found else None

    def names(self, project_ids: Iterable[str]) -> Mapping[str, str]:
        """Full names by id, without reading the whole projects."""
        wanted = select(_COLUMNS.id, _COLUMNS.name)
        found = select_by(self._connection, wanted, _COLUMNS.id, project_ids)
        return {row[0]: row[1] for row in found}

    def find(self, text: str) -> Sequence[Project]:
        """Projects with the text in code, name, short name, owner or town; a % is just a %."""
        wanted = text.strip()
        if not wanted:
            return self.all()
        fields = (_COLUMNS.code, _COLUMNS.name, _COLUMNS.short_name, _COLUMNS.owner, _COLUMNS.town)
        return self._where(or_(*(field.icontains(wanted, autoescape=True) for field in fields)))

    def all(self, status: ProjectStatus | None = None) -> Sequence[Project]:
        """All projects, or those with one status."""
        return self._where(None if status is None else _COLUMNS.status == status.value)

    def save(self, project: Project) -> Project:
        """Write a change; the project with its new version. StaleChange if it was changed meanwhile."""
        self._refuse_taken_code(project)
        version = save_versioned(
            self._connection, projects, "project", project.id, project.version, _values(project)
        )
        self._connection.execute(delete(project_seats).where(project_seats.c.project_id == project.id))
        self._write_team(project)
        return replace(project, version=version)

    def _where(self, condition: ColumnElement[bool] | None) -> list[Project]:
        query, seats = _SELECT, _SEATS
        if condition is not None:
            query = query.where(condition)
            seats = seats.where(project_seats.c.project_id.in_(select(_COLUMNS.id).where(condition)))
        teams: defaultdict[str, list[TeamSeat]] = defaultdict(list)
        for project_id, member_id, seat in self._connection.execute(seats):
            teams[project_id].append(TeamSeat(member_id, Seat(seat)))
        return [_project(row, tuple(teams.get(row[0], ()))) for row in self._connection.execute(query)]

    def _write_team(self, project: Project) -> None:
        insert_all(
            self._connection,
            project_seats,
            (
                {
                    "project_id": project.id,
                    "position": position,
                    "member_id": seat.member_id,
                    "seat": seat.seat.value,
                }
                for position, seat in enumerate(project.team)
            ),
        )

    def _refuse_taken_code(self, project: Project) -> None:
        holder = select(_COLUMNS.name).where(_COLUMNS.code == project.code, _COLUMNS.id != project.id)
        name = self._connection.execute(holder).scalar() if project.code else None
        if name is not None:
            raise Refusal("project.code_taken", project=project.code, name=name)
