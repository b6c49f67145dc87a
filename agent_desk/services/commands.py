"""Everything that can be asked of the office's records. Commands are imperative plain data; a handler may refuse.

Each command names only ids and values, so that it can be kept as the inverse of another one (undo).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from agent_desk.domain.assistance import Assistance, Stage
from agent_desk.domain.calendar import YearNotice
from agent_desk.domain.case import Case, CaseMode, EventKind, Material, MaterialState
from agent_desk.domain.people import Member
from agent_desk.domain.project import Project
from agent_desk.domain.route import Baseline


@dataclass(frozen=True, slots=True)
class AddProject:
    """Take a project in with its cases and their papers, as one step."""

    project: Project
    cases: tuple[Case, ...]
    materials: tuple[Material, ...]


@dataclass(frozen=True, slots=True)
class WithdrawProject:
    """Take a project off the desk with its reason; its records stay."""

    project_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class RestoreProject:
    """Bring a withdrawn project back."""

    project_id: str


@dataclass(frozen=True, slots=True)
class EditProject:
    """Replace some fields of a project; ``changes`` maps field names of Project to new values."""

    project_id: str
    changes: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RecordEvent:
    """Record what happened to a case. ``details`` as in CaseEvent."""

    case_id: str
    kind: EventKind
    on: date
    document: str = ""
    basis: str = ""
    note: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnnulEvent:
    """Take a recorded event back by a new record that cites it."""

    case_id: str
    event_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SetCaseMode:
    """Handle a case in another mode (a measure), or hand it to another agent."""

    case_id: str
    mode: CaseMode | None = None
    member_id: str | None = None


@dataclass(frozen=True, slots=True)
class SetMaterial:
    """Say where one paper stands; ``until`` only for a tolerated one."""

    material_id: str
    state: MaterialState
    until: date | None = None


@dataclass(frozen=True, slots=True)
class LogAssistance:
    """Enter one act of help in the log."""

    assistance: Assistance


@dataclass(frozen=True, slots=True)
class WithdrawAssistance:
    """Take an entry out of the log (or put it back); the record stays and says so."""

    assistance_id: str
    withdrawn: bool = True


@dataclass(frozen=True, slots=True)
class MoveAssistance:
    """Move an order along the board, optionally to a person."""

    assistance_id: str
    stage: Stage
    member_id: str | None = None


@dataclass(frozen=True, slots=True)
class EditAssistance:
    """Replace some fields of an entry, e.g. minutes, result and rating when an order is done."""

    assistance_id: str
    changes: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class AdoptBaseline:
    """Keep a route as the project's baseline."""

    baseline: Baseline


@dataclass(frozen=True, slots=True)
class DropBaseline:
    """Undo of adopting a baseline."""

    baseline: Baseline


@dataclass(frozen=True, slots=True)
class AddMember:
    """Enter a person of the office."""

    member: Member


@dataclass(frozen=True, slots=True)
class EditMember:
    """Replace some fields of a person; ``active: False`` takes them off the lists, their records stay."""

    member_id: str
    changes: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ChangeSetting:
    """Set one office setting; None removes it."""

    key: str
    value: object


@dataclass(frozen=True, slots=True)
class ImportNotice:
    """Take over a year's holiday notice and recompute every open clock.

    ``notice`` is the year as it is to hold; ``number`` the document's number, ``text`` the notice as it was
    read (kept for the record). ``replace`` allows it to differ from a notice already known.
    """

    notice: YearNotice
    number: str = ""
    text: str = ""
    replace: bool = False


@dataclass(frozen=True, slots=True)
class RestoreNotice:
    """Undo of an import: the notice that held before, and what was kept of it (None: it came with the desk)."""

    notice: YearNotice
    kept: object = None


Command = (
    AddProject
    | WithdrawProject
    | RestoreProject
    | EditProject
    | RecordEvent
    | AnnulEvent
    | SetCaseMode
    | SetMaterial
    | LogAssistance
    | WithdrawAssistance
    | MoveAssistance
    | EditAssistance
    | AdoptBaseline
    | DropBaseline
    | AddMember
    | EditMember
    | ChangeSetting
    | ImportNotice
    | RestoreNotice
)
