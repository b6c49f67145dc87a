"""Small steps every repository needs: many rows at once, long lists of ids, the optimistic version check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Delete, Row, Select, Table, insert, update

from agent_desk.domain.errors import Refusal, StaleChange

_T = TypeVar("_T")

# Older SQLite libraries take 999 parameters in one statement; a few stay free for the rest of it.
IDS_AT_ONCE = 900
_ROWS_AT_ONCE = 5000


def in_chunks(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """The items in lists of at most ``size``."""
    stream = iter(items)
    while chunk := list(islice(stream, size)):
        yield chunk


def insert_all(connection: Connection, table: Table, rows: Iterable[Mapping[str, object]]) -> None:
    """Insert rows in bulk; any iterable, never held in memory as a whole."""
    statement = insert(table)
    for chunk in in_chunks(rows, _ROWS_AT_ONCE):
        connection.execute(statement, chunk)


def select_by(
    connection: Connection, statement: Select[Any], column: ColumnElement[str], ids: Iterable[str]
) -> Iterator[Row[Any]]:
    """Rows of the statement whose ``column`` is one of the ids, however many ids there are.

    The order of the statement holds within a chunk of ids only.
    """
    for chunk in in_chunks(dict.fromkeys(ids), IDS_AT_ONCE):
        # Fetched at once: row by row costs twice the time.
        yield from connection.execute(statement.where(column.in_(chunk))).all()


def delete_by(
    connection: Connection, statement: Delete, column: ColumnElement[str], ids: Iterable[str]
) -> None:
    """Delete the rows whose ``column`` is one of the ids."""
    for chunk in in_chunks(dict.fromkeys(ids), IDS_AT_ONCE):
        connection.execute(statement.where(column.in_(chunk)))


def save_versioned(
    connection: Connection,
    table: Table,
    what: str,
    record_id: str,
    version: int,
    values: Mapping[str, object],
) -> int:
    """Write the values if the stored version is still ``version``; the new version.

    Raises StaleChange ``record.stale`` with ``what`` (``project``, ``case``, ...) and ``id`` otherwise.
    """
    statement = (
        update(table)
        .where(table.c.id == record_id, table.c.version == version)
        .values({**values, "version": version + 1})
    )
    if connection.execute(statement).rowcount != 1:
        raise StaleChange("record.stale", what=what, id=record_id)
    return version + 1


def one(rows: Sequence[_T], what: str, record_id: str) -> _T:
    """The only one of the rows; refuses ``record.missing`` where there is none."""
    if not rows:
        raise Refusal("record.missing", what=what, id=record_id)
    return rows[0]
