"""Connections to an SQLite file: durable, with foreign keys, and with transactions that are really ours.

Python's driver would open transactions behind our back and never before a SELECT; it is put into autocommit,
and SQLAlchemy's ``begin`` event opens them: IMMEDIATE for writing (so two writers queue at the start instead
of failing at the first write), deferred and read-only for reading.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import QueuePool

from agent_desk.storage.faults import refusal_of

WRITES = "agent_desk_writes"
"""Execution option of a connection: True if its transactions may write."""

BUSY_MS = 5000
"""How long a writer waits for another one before it is refused, in milliseconds."""

_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",  # or INSERT OR REPLACE would slip past the append-only triggers
    "PRAGMA synchronous=FULL",  # with NORMAL a power cut takes acknowledged records away
    "PRAGMA cache_size=-16000",
    "PRAGMA temp_store=MEMORY",
)


def sqlite_uri(path: Path, mode: str) -> str:
    """The address of a file for SQLite; ``mode`` is ``rw``, ``ro`` or ``immutable``."""
    option = "immutable=1" if mode == "immutable" else f"mode={mode}"
    return f"{path.absolute().as_uri()}?{option}"


def connect(path: Path, mode: str, busy_ms: int = BUSY_MS) -> sqlite3.Connection:
    """A bare connection in autocommit, for work that is not a unit of work (inspection, backup)."""
    return sqlite3.connect(
        sqlite_uri(path, mode),
        uri=True,
        isolation_level=None,
        timeout=busy_ms / 1000,
        check_same_thread=False,  # the pool hands a connection to one thread at a time
        cached_statements=256,
    )


def sqlite_engine(path: Path, mode: str, busy_ms: int = BUSY_MS) -> Engine:
    """An engine for an existing file; faults of the file leave it as refusals."""
    engine = create_engine(
        "sqlite+pysqlite://", creator=lambda: connect(path, mode, busy_ms), poolclass=QueuePool
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = bool(connection.get_execution_options().get(WRITES))
        connection.exec_driver_sql(f"PRAGMA query_only={int(not writes)}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    @event.listens_for(engine, "handle_error", retval=True)
    def translate(context: ExceptionContext) -> BaseException | None:
        error = context.original_exception
        connection = context.connection
        reading = connection is not None and not connection.get_execution_options().get(WRITES)
        if reading and getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY:
            return None  # writing in a transaction opened for reading is our own mistake, not the file's
        return refusal_of(error, str(path))

    return engine
