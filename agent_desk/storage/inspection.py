"""Looks at a file before anything is done to it: is it ours, which revision, may we write."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from agent_desk.domain.errors import Refusal
from agent_desk.storage.engine import connect
from agent_desk.storage.faults import refusing

APPLICATION_ID = 0x41474453
"""``AGDS`` in the header of the file: tells our files from every other program's SQLite files."""

_MAGIC = b"SQLite format 3\x00"


class Content(StrEnum):
    """What was found: nothing yet, our tables, or somebody else's file."""

    NOTHING = "nothing"
    OURS = "ours"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a file holds; ``revision`` of its tables, empty if there are none."""

    content: Content
    revision: str = ""


def may_write(path: Path) -> bool:
    """Whether the file and its folder may be written; the log of the database stands beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def claim(path: Path) -> None:
    """Make an empty file, never touching one that is there; refuses ``db.cannot_create``."""
    if not path.parent.is_dir():
        raise Refusal("db.no_folder", path=str(path), folder=str(path.parent))
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise Refusal("db.cannot_create", path=str(path)) from error


def reading_mode(path: Path) -> str:
    """How a file that may not be written can be opened: ``ro``, or ``immutable`` where there is no log.

    Refuses ``db.needs_writable`` when a log with unsaved pages lies in a folder that cannot be written.
    """
    try:
        connection = connect(path, "ro")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            return "ro"  # whatever it is, opening will name it
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size:
            raise Refusal("db.needs_writable", path=str(path)) from error
        return "immutable"
    except sqlite3.DatabaseError:
        return "ro"
    return "ro"


def look(path: Path, mode: str, busy_ms: int) -> Finding:
    """What an existing file holds. Refuses ``db.cannot_open``, ``db.locked``, ``db.corrupt``."""
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as error:
        raise Refusal("db.cannot_open", path=str(path)) from error
    if not start:
        return Finding(Content.NOTHING)
    if start != _MAGIC:
        return Finding(Content.FOREIGN)
    with refusing(str(path)):
        connection = connect(path, mode, busy_ms)
        try:
            return _finding(connection)
        finally:
            connection.close()


def _finding(connection: sqlite3.Connection) -> Finding:
    # One transaction, so that another process creating the tables is seen either before or after.
    connection.execute("BEGIN")
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    if not tables and mark in (0, APPLICATION_ID):
        return Finding(Content.NOTHING)
    if mark != APPLICATION_ID or "alembic_version" not in tables:
        return Finding(Content.FOREIGN)
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return Finding(Content.OURS, str(row[0])) if row else Finding(Content.FOREIGN)
