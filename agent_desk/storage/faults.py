"""What the database reports when the machine or the file is at fault, as a refusal the user can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from agent_desk.domain.errors import Refusal

# Primary result codes (sqlite.org/rescode.html). Constraints and SQL mistakes are not here: those are bugs.
_CODES = {
    sqlite3.SQLITE_BUSY: "db.locked",
    sqlite3.SQLITE_LOCKED: "db.locked",
    sqlite3.SQLITE_READONLY: "db.read_only",
    sqlite3.SQLITE_FULL: "db.disk_full",
    sqlite3.SQLITE_CORRUPT: "db.corrupt",
    sqlite3.SQLITE_NOTADB: "db.not_ours",
    sqlite3.SQLITE_CANTOPEN: "db.cannot_open",
    sqlite3.SQLITE_PERM: "db.cannot_open",
    sqlite3.SQLITE_IOERR: "db.io_error",
}
_PRIMARY = 0xFF


def refusal_of(error: BaseException, path: str) -> Refusal | None:
    """The refusal for an error of SQLite; None where it is a bug and must show as one."""
    code = getattr(error, "sqlite_errorcode", None) if isinstance(error, sqlite3.Error) else None
    name = _CODES.get(code & _PRIMARY) if isinstance(code, int) else None
    return Refusal(name, path=path) if name else None


@contextmanager
def refusing(path: str) -> Iterator[None]:
    """Lets faults of the file that a bare SQLite connection raises inside the block out as refusals."""
    try:
        yield
    except sqlite3.Error as error:
        refusal = refusal_of(error, path)
        if refusal is None:
            raise
        raise refusal from error
