"""The audit trail. Lines are only ever appended; the database refuses anything else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from agent_desk.services.ports import AuditRecord
from agent_desk.storage import codec
from agent_desk.storage.schema import audit_log

_COLUMNS = audit_log.c
_NEWEST_FIRST = select(
    _COLUMNS.recorded_at,
    _COLUMNS.recorded_by,
    _COLUMNS.action,
    _COLUMNS.subject,
    _COLUMNS.description,
    _COLUMNS.state_before,
    _COLUMNS.state_after,
).order_by(_COLUMNS.seq.desc())


def _record(row: Row[Any]) -> AuditRecord:
    at, by, action, subject, description, before, after = row
    return AuditRecord(
        codec.from_utc(at),
        by,
        action,
        subject,
        description,
        codec.load_optional(before),
        codec.load_optional(after),
    )


class SqlAudit:
    """Lines of the trail, newest first."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, record: AuditRecord) -> None:
        """Add a line."""
        row = {
            "recorded_at": codec.to_utc(record.at),
            "recorded_by": record.by,
            "action": record.action,
            "subject": record.subject,
            "description": record.description,
            "state_before": codec.dump_optional(record.before),
            "state_after": codec.dump_optional(record.after),
        }
        self._connection.execute(insert(audit_log), row)

    def recent(self, limit: int) -> Sequence[AuditRecord]:
        """The newest lines, at most ``limit``."""
        return [_record(row) for row in self._connection.execute(_NEWEST_FIRST.limit(limit))]

    def of_subject(self, subject: str, limit: int) -> Sequence[AuditRecord]:
        """The newest lines about one subject, at most ``limit``."""
        query = _NEWEST_FIRST.where(_COLUMNS.subject == subject).limit(limit)
        return [_record(row) for row in self._connection.execute(query)]

    def count(self) -> int:
        """How many lines the trail has."""
        return self._connection.execute(select(func.count()).select_from(audit_log)).scalar_one()
