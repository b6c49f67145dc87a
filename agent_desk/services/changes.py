"""What a change reports: a sentence for the undo line, its inverse, and the topics that screens may reload."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from agent_desk.services.commands import Command


class Topic(StrEnum):
    """What was touched; a hidden page reloads when it is shown again and one of its topics was touched."""

    PROJECTS = "projects"
    CASES = "cases"
    MATERIALS = "materials"
    ASSISTANCE = "assistance"
    BASELINES = "baselines"
    MEMBERS = "members"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Change:
    """One step done. ``inverse`` undoes it through the same door; None where nothing can be undone.

    ``description`` is a translated short phrase; ``subject`` the id of the record changed, ``created`` the id of
    a record the change made.
    """

    description: str
    inverse: Command | None
    touched: frozenset[Topic]
    subject: str = ""
    created: str = ""
    warnings: tuple[str, ...] = ()
