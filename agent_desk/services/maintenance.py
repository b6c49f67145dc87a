"""Looking after the records: check, back up, upgrade, and set the projections right again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from agent_desk.services import projection
from agent_desk.services.office import Office
from agent_desk.services.ports import AuditRecord


class HealthReport(Protocol):
    """What a check of the records found.

    ``damage`` are the database's own words, ``orphans`` the number of rows that point nowhere by table,
    ``rows`` the number of rows by table, ``cases_without_state`` cases the projection does not know.
    """

    @property
    def revision(self) -> str: ...
    @property
    def damage(self) -> tuple[str, ...]: ...
    @property
    def orphans(self) -> Mapping[str, int]: ...
    @property
    def rows(self) -> Mapping[str, int]: ...
    @property
    def cases_without_state(self) -> int: ...
    @property
    def sound(self) -> bool: ...


class KeptStore(Protocol):
    """A store as maintenance sees it. ``kept_copy`` is the copy made before an upgrade, if there was one."""

    @property
    def location(self) -> str: ...
    @property
    def kept_copy(self) -> Path | None: ...
    def integrity(self) -> HealthReport: ...
    def backup(self, target: Path) -> None: ...
    def close(self) -> None: ...


class OpenKept(Protocol):
    """Opens a store; reading only, it never creates and never upgrades one."""

    def __call__(self, location: str, *, read_only: bool) -> KeptStore: ...


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade did: where the records lie, their revision, and the copy kept of the old ones."""

    location: str
    revision: str
    kept_copy: Path | None


class Maintenance(Protocol):
    """What the command line needs to look after records by their place."""

    def check(self, location: str) -> HealthReport:
        """Read everything and report; refuses what opening refuses, and ``db.corrupt``."""
        ...

    def backup(self, location: str, target: Path) -> None:
        """A whole copy of records that may be in use; refuses ``backup.exists`` and faults of the disk."""
        ...

    def upgrade(self, location: str) -> Upgrade:
        """Bring existing records to the newest revision, keeping a copy; refuses ``db.missing``."""
        ...


class StoreMaintenance:
    """Maintenance over a way to open stores; ``exists`` tells whether a place holds records already."""

    def __init__(self, open_kept: OpenKept, exists: Callable[[str], bool]) -> None:
        self._open = open_kept
        self._exists = exists

    def check(self, location: str) -> HealthReport:
        """Open for reading only, so that a check changes nothing."""
        store = self._open(location, read_only=True)
        try:
            return store.integrity()
        finally:
            store.close()

    def backup(self, location: str, target: Path) -> None:
        """Copy what is there; never creates the source."""
        store = self._open(location, read_only=True)
        try:
            store.backup(target)
        finally:
            store.close()

    def upgrade(self, location: str) -> Upgrade:
        """Opening for writing upgrades; a place without records is left without."""
        store = self._open(location, read_only=not self._exists(location))
        try:
            return Upgrade(store.location, store.integrity().revision, store.kept_copy)
        finally:
            store.close()


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The projections after rebuilding: their rows, and how many rows differed from what the events say."""

    clocks: int
    states: int
    wrong_clocks: int
    wrong_states: int


def rebuild_projections(office: Office) -> Rebuilt:
    """Rewrite both projections from the events in one transaction, counting what was wrong before."""
    with office.store.writing() as uow:
        clocks, states = set(uow.clocks.all()), set(uow.states.all())
        projection.rebuild(uow, office)
        new_clocks, new_states = set(uow.clocks.all()), set(uow.states.all())
        found = Rebuilt(
            len(new_clocks), len(new_states), len(clocks ^ new_clocks), len(states ^ new_states)
        )
        uow.audit.append(
            AuditRecord(
                office.now(), office.user, "db.rebuild", "", f"{found.wrong_clocks}/{found.wrong_states}"
            )
        )
        uow.commit()
    return found
