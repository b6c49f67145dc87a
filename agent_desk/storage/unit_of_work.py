"""One transaction with the repositories that work in it."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from agent_desk.storage.assistances import SqlAssistances
from agent_desk.storage.audit import SqlAudit
from agent_desk.storage.baselines import SqlBaselines
from agent_desk.storage.case_states import SqlCaseStates
from agent_desk.storage.cases import SqlCases
from agent_desk.storage.clocks import SqlClocks
from agent_desk.storage.engine import WRITES
from agent_desk.storage.materials import SqlMaterials
from agent_desk.storage.members import SqlMembers
from agent_desk.storage.projects import SqlProjects
from agent_desk.storage.settings import SqlSettings


class SqlUnitOfWork:
    """Entered, used, committed, once. Leaving without ``commit`` stores nothing.

    Entering may refuse ``db.locked`` when another writer keeps the file longer than the time allowed.
    """

    projects: SqlProjects
    cases: SqlCases
    materials: SqlMaterials
    members: SqlMembers
    assistances: SqlAssistances
    baselines: SqlBaselines
    clocks: SqlClocks
    states: SqlCaseStates
    settings: SqlSettings
    audit: SqlAudit

    def __init__(self, engine: Engine, *, writes: bool) -> None:
        self._engine = engine
        self._writes = writes

    def __enter__(self) -> Self:
        connection = self._engine.connect().execution_options(**{WRITES: self._writes})
        try:
            self._transaction = connection.begin()
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        self.projects = SqlProjects(connection)
        self.cases = SqlCases(connection)
        self.materials = SqlMaterials(connection)
        self.members = SqlMembers(connection)
        self.assistances = SqlAssistances(connection)
        self.baselines = SqlBaselines(connection)
        self.clocks = SqlClocks(connection)
        self.states = SqlCaseStates(connection)
        self.settings = SqlSettings(connection)
        self.audit = SqlAudit(connection)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Closing the connection rolls back whatever was not committed.
        self._connection.close()

    def commit(self) -> None:
        """Make everything done so far last; on return it is on the disk."""
        self._transaction.commit()
