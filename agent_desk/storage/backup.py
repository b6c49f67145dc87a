"""Copies of a database that is in use."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from agent_desk.domain.errors import Refusal
from agent_desk.storage.engine import connect
from agent_desk.storage.faults import refusing


def copy_database(source: Path, mode: str, target: Path) -> None:
    """A consistent copy by SQLite's own online backup; it appears under its name only when it is whole.

    Refuses ``backup.exists``, ``db.no_folder``, ``db.cannot_create``, and faults of either disk by name.
    """
    if target.exists():
        raise Refusal("backup.exists", path=str(target))
    if not target.parent.is_dir():
        raise Refusal("db.no_folder", path=str(target), folder=str(target.parent))
    unfinished = target.with_name(target.name + ".part")
    try:
        unfinished.touch(mode=0o600)
        with refusing(str(target)):
            _copy(source, mode, unfinished)
        os.replace(unfinished, target)
    except OSError as error:
        raise Refusal("db.cannot_create", path=str(target)) from error
    finally:
        unfinished.unlink(missing_ok=True)


def name_before_upgrade(path: Path, revision: str, now: datetime) -> Path:
    """A free name beside the file, such as ``office.before-0002.20261122-083000.db``."""
    stem = f"{path.stem}.before-{revision}.{now:%Y%m%d-%H%M%S}"
    target, number = path.with_name(stem + path.suffix), 2
    while target.exists():
        target = path.with_name(f"{stem}-{number}{path.suffix}")
        number += 1
    return target


def _copy(source: Path, mode: str, target: Path) -> None:
    read = connect(source, mode)
    try:
        write = connect(target, "rw")
        try:
            read.backup(write)
            # The copy may go to a stick or a share: without a log beside it, it is one file.
            write.execute("PRAGMA journal_mode=DELETE")
        finally:
            write.close()
    finally:
        read.close()
