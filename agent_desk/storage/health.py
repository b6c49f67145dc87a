"""Whether the records are sound, for ``agent-desk db check``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from agent_desk.storage.schema import case_states, cases, metadata

_PROBLEMS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class IntegrityReport:
    """What the check found.

    ``damage`` are SQLite's own words on pages and indices, ``orphans`` the number of rows that point nowhere
    by table, ``rows`` the number of rows by table, ``cases_without_state`` the number of cases the projection
    does not know (rebuild it).
    """

    revision: str
    damage: tuple[str, ...]
    orphans: Mapping[str, int]
    rows: Mapping[str, int]
    cases_without_state: int

    @property
    def sound(self) -> bool:
        """Nothing is damaged and nothing is missing."""
        return not self.damage and not self.orphans and self.cases_without_state == 0


def check_sqlite(connection: Connection) -> IntegrityReport:
    """Read the whole file: pages and indices, references, numbers of rows."""
    found = connection.exec_driver_sql(f"PRAGMA quick_check({_PROBLEMS_SHOWN})").scalars().all()
    orphans: dict[str, int] = {}
    for table, *_rest in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        orphans[table] = orphans.get(table, 0) + 1
    rows = {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
    }
    known = select(case_states.c.case_id).where(case_states.c.case_id == cases.c.id).exists()
    stateless = connection.execute(select(func.count()).select_from(cases).where(~known)).scalar_one()
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    damage = tuple(str(line) for line in found if line != "ok")
    return IntegrityReport(str(revision), damage, orphans, rows, stateless)
