"""What the services need from the outside world, as protocols. Adapters implement them; bootstrap wires them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import Protocol, Self

from agent_desk.domain.assistance import Assistance
from agent_desk.domain.case import Case, CaseEvent, CaseMode, Material
from agent_desk.domain.case_life import CaseStatus
from agent_desk.domain.limits import ClockKind, Limit
from agent_desk.domain.people import Member
from agent_desk.domain.project import Project, ProjectStatus
from agent_desk.domain.route import Baseline


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One running clock as kept in the projection table ``open_clocks``; rebuilt from the events at any time.

    ``due_on``/``due_unmoved_on`` are None while the clock is paused (they then depend on the day asked about).
    ``alarm_on`` is the day used for grouping: the unmoved due date, or None while paused. ``frozen_left`` is the
    number of units left while paused. ``pauses`` are the days excluded, as (from, to) pairs, to None = open.
    """

    case_id: str
    project_id: str
    item_code: str
    kind: ClockKind
    limit: Limit
    start_on: date
    due_on: date | None
    due_unmoved_on: date | None
    provisional: bool
    paused_since: date | None = None
    pause_kind: str = ""
    frozen_left: int | None = None
    extension: int = 0
    subject: str = ""
    basis: str = ""
    pauses: tuple[tuple[date, date | None], ...] = ()


@dataclass(frozen=True, slots=True)
class StateRow:
    """Where one case stands, kept in the projection table ``case_states``; rebuilt from the events at any time.

    ``since`` is the day the present status began; ``waiting`` says on whom (``owner``, ``department``, ``agency``
    or empty). Screens over many projects read this instead of folding every event.
    """

    case_id: str
    project_id: str
    item_code: str
    mode: CaseMode
    status: CaseStatus
    member_id: str
    since: date | None = None
    prepared_on: date | None = None
    received_on: date | None = None
    accepted_on: date | None = None
    decided_on: date | None = None
    waiting: str = ""
    open_gaps: int = 0


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One append-only line of the audit trail: who did what when, as the undoable step's description."""

    at: datetime
    by: str
    action: str
    subject: str
    description: str
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None


class Projects(Protocol):
    """Projects with their team; ``save`` checks the version and raises StaleChange."""

    def add(self, project: Project) -> None: ...
    def get(self, project_id: str) -> Project: ...
    def by_code(self, code: str) -> Project | None: ...
    def find(self, text: str) -> Sequence[Project]: ...
    def all(self, status: ProjectStatus | None = None) -> Sequence[Project]: ...
    def names(self, project_ids: Iterable[str]) -> Mapping[str, str]:
        """Full names by id, without reading the whole projects."""
        ...

    def save(self, project: Project) -> Project: ...


class Cases(Protocol):
    """Cases and their append-only events. ``events_of`` maps case id to its events as recorded."""

    def add(self, cases: Iterable[Case]) -> None: ...
    def get(self, case_id: str) -> Case: ...
    def many(self, case_ids: Sequence[str]) -> Sequence[Case]: ...
    def of_project(self, project_id: str) -> Sequence[Case]: ...
    def of_projects(self, project_ids: Sequence[str]) -> Sequence[Case]: ...
    def all(self) -> Sequence[Case]: ...
    def save(self, case: Case) -> Case: ...
    def append(self, events: Iterable[CaseEvent]) -> None: ...
    def events_of(self, case_ids: Sequence[str]) -> Mapping[str, Sequence[CaseEvent]]: ...
    def events_of_project(self, project_id: str) -> Mapping[str, Sequence[CaseEvent]]: ...
    def events_between(self, first: date, last: date) -> Sequence[CaseEvent]: ...


class Materials(Protocol):
    """Papers of the cases; ``tolerated`` are those promised for later."""

    def add(self, materials: Iterable[Material]) -> None: ...
    def get(self, material_id: str) -> Material: ...
    def of_project(self, project_id: str) -> Sequence[Material]: ...
    def tolerated(self) -> Sequence[Material]: ...
    def save(self, material: Material) -> Material: ...


class Members(Protocol):
    """The people of the office."""

    def add(self, member: Member) -> None: ...
    def get(self, member_id: str) -> Member: ...
    def all(self) -> Sequence[Member]: ...
    def save(self, member: Member) -> Member: ...


class Assistances(Protocol):
    """The log of the three kinds of help."""

    def add(self, assistances: Iterable[Assistance]) -> None: ...
    def get(self, assistance_id: str) -> Assistance: ...
    def between(self, first: date, last: date) -> Sequence[Assistance]: ...
    def open_orders(self) -> Sequence[Assistance]: ...
    def save(self, assistance: Assistance) -> Assistance: ...


class Baselines(Protocol):
    """Adopted routes of a project, newest last."""

    def add(self, baseline: Baseline) -> None: ...
    def of_project(self, project_id: str) -> Sequence[Baseline]: ...
    def newest(self, project_ids: Sequence[str]) -> Mapping[str, Baseline]: ...
    def remove(self, baseline_id: str) -> None: ...


class Clocks(Protocol):
    """The projection of running clocks, written in the same transaction as the events it follows from."""

    def replace(self, case_ids: Sequence[str], rows: Iterable[ClockRow]) -> None: ...
    def replace_all(self, rows: Iterable[ClockRow]) -> None: ...
    def due_by(self, day: date, frozen_within: int) -> Sequence[ClockRow]:
        """All clocks of every case that has one due on or before ``day`` or frozen with at most that many left."""
        ...

    def later_than(self, day: date, frozen_within: int) -> Mapping[str, int]:
        """Counts of the remaining cases: ``cases``, ``provisional``, ``paused``."""
        ...

    def all(self) -> Sequence[ClockRow]: ...
    def of_project(self, project_id: str) -> Sequence[ClockRow]: ...


class CaseStates(Protocol):
    """The projection of where every case stands, written in the same transaction as the events."""

    def replace(self, rows: Iterable[StateRow]) -> None: ...
    def replace_all(self, rows: Iterable[StateRow]) -> None: ...
    def of_cases(self, case_ids: Sequence[str]) -> Mapping[str, StateRow]: ...
    def of_project(self, project_id: str) -> Sequence[StateRow]: ...
    def all(self) -> Sequence[StateRow]:
        """Every case of every active project."""
        ...


class Settings(Protocol):
    """Office settings by key, values as JSON-able data."""

    def read(self) -> Mapping[str, object]: ...
    def write(self, key: str, value: object) -> None: ...


class Audit(Protocol):
    """The append-only trail of every change."""

    def append(self, record: AuditRecord) -> None: ...
    def recent(self, limit: int) -> Sequence[AuditRecord]: ...
    def of_subject(self, subject: str, limit: int) -> Sequence[AuditRecord]: ...
    def count(self) -> int: ...


class UnitOfWork(Protocol):
    """One transaction: entered, used, committed. Leaving without ``commit`` stores nothing."""

    @property
    def projects(self) -> Projects: ...
    @property
    def cases(self) -> Cases: ...
    @property
    def materials(self) -> Materials: ...
    @property
    def members(self) -> Members: ...
    @property
    def assistances(self) -> Assistances: ...
    @property
    def baselines(self) -> Baselines: ...
    @property
    def clocks(self) -> Clocks: ...
    @property
    def states(self) -> CaseStates: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def audit(self) -> Audit: ...

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def commit(self) -> None: ...


class Store(Protocol):
    """The office's records as a whole: opens transactions, checks itself, makes copies."""

    @property
    def location(self) -> str: ...
    def reading(self) -> UnitOfWork:
        """A transaction that only reads."""
        ...

    def writing(self) -> UnitOfWork:
        """A transaction that may write; one at a time on SQLite."""
        ...

    def is_empty(self) -> bool: ...
    def close(self) -> None: ...
