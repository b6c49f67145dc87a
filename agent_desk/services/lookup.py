"""Finding one project by what a person types: its code, its name, or an unmistakable part of either."""

from __future__ import annotations

from agent_desk.domain.errors import Refusal
from agent_desk.domain.project import Project
from agent_desk.services.office import Office

_SHOWN = 5


def find_project(office: Office, text: str) -> Project:
    """The project meant. Refuses ``project.not_found`` and ``project.ambiguous`` (naming the candidates)."""
    wanted = text.strip()
    with office.store.reading() as uow:
        exact = uow.projects.by_code(wanted) if wanted else None
        found = [exact] if exact is not None else list(uow.projects.find(wanted)) if wanted else []
    if not found:
        raise Refusal("project.not_found", project=text)
    same_name = [project for project in found if wanted in (project.name, project.short_name, project.id)]
    if len(same_name) == 1:
        return same_name[0]
    if len(found) > 1:
        names = "、".join(f"{project.name}（{project.code}）" for project in found[:_SHOWN])
        raise Refusal("project.ambiguous", project=text, names=names)
    return found[0]
