"""Taking projects in, editing them, and letting them go."""

from __future__ import annotations

from dataclasses import fields, replace

from agent_desk.domain.errors import Refusal
from agent_desk.domain.project import Project, ProjectStatus
from agent_desk.i18n import tr
from agent_desk.services import projection
from agent_desk.services.changes import Change, Topic
from agent_desk.services.commands import AddProject, EditProject, RestoreProject, WithdrawProject
from agent_desk.services.office import Office
from agent_desk.services.ports import UnitOfWork

_ALL = frozenset({Topic.PROJECTS, Topic.CASES, Topic.MATERIALS})
_EDITABLE = frozenset(f.name for f in fields(Project)) - {"id", "version", "created_on", "status"}


def add_project(command: AddProject, uow: UnitOfWork, office: Office) -> Change:
    """Store a project with its cases and papers. Refuses ``project.code_taken`` and ``project.no_name``."""
    project = command.project
    if not project.name.strip():
        raise Refusal("project.no_name")
    known = uow.projects.by_code(project.code) if project.code else None
    if known is not None:
        raise Refusal("project.code_taken", project=project.code, name=known.name)
    uow.projects.add(project)
    uow.cases.add(command.cases)
    uow.materials.add(command.materials)
    projection.refresh(uow, office, [case.id for case in command.cases])
    return Change(
        tr("新建项目 {name}", name=project.display_name),
        WithdrawProject(project.id, tr("撤销新建")),
        _ALL,
        subject=project.id,
        created=project.id,
    )


def withdraw_project(command: WithdrawProject, uow: UnitOfWork, office: Office) -> Change:
    """Take the project off the desk; refuses ``project.not_active``."""
    project = uow.projects.get(command.project_id)
    if project.status is ProjectStatus.WITHDRAWN:
        raise Refusal("project.not_active", name=project.name)
    gone = uow.projects.save(
        replace(project, status=ProjectStatus.WITHDRAWN, status_reason=command.reason)
    )
    projection.set_project_active(uow, office, gone)
    return Change(
        tr("退出项目 {name}", name=project.display_name), RestoreProject(project.id), _ALL, project.id
    )


def restore_project(command: RestoreProject, uow: UnitOfWork, office: Office) -> Change:
    """Bring a withdrawn project back with the clocks its events imply."""
    project = uow.projects.get(command.project_id)
    back = uow.projects.save(replace(project, status=ProjectStatus.ACTIVE, status_reason=""))
    projection.set_project_active(uow, office, back)
    return Change(
        tr("恢复项目 {name}", name=project.display_name),
        WithdrawProject(project.id, project.status_reason),
        _ALL,
        project.id,
    )


def edit_project(command: EditProject, uow: UnitOfWork, office: Office) -> Change:
    """Change fields of a project; refuses a code another project has. An unknown field is a bug."""
    unknown = command.changes.keys() - _EDITABLE
    if unknown:
        raise ValueError(f"not editable: {sorted(unknown)}")
    project = uow.projects.get(command.project_id)
    code = command.changes.get("code", project.code)
    other = uow.projects.by_code(str(code)) if code else None
    if other is not None and other.id != project.id:
        raise Refusal("project.code_taken", project=code, name=other.name)
    before = {name: getattr(project, name) for name in command.changes}
    uow.projects.save(replace(project, **command.changes))  # type: ignore[arg-type]
    return Change(
        tr("修改项目 {name}", name=project.display_name),
        EditProject(project.id, before),
        frozenset({Topic.PROJECTS}),
        project.id,
    )
