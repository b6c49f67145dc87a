"""Writes a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from agent_desk.domain.errors import Refusal


def write_whole(target: Path, data: bytes) -> None:
    """Put ``data`` at ``target``, replacing what is there; a reader never sees half of it.

    Refuses ``file.cannot_write`` (``path`` and the system's ``reason``) where the place does not take it.
    """
    target = target.expanduser()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            raise IsADirectoryError(21, os.strerror(21))
        if target.exists() and not target.is_file():
            # A device or a pipe must be written to; moving a file into its place would destroy it.
            target.write_bytes(data)
        else:
            _write_beside(target, data)
    except OSError as error:
        raise Refusal("file.cannot_write", path=str(target), reason=error.strerror or str(error)) from error


def _write_beside(target: Path, data: bytes) -> None:
    """Write beside the target first, so that moving it into place is one step on the same disk."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}-", suffix=".part", dir=target.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.chmod(_wanted_mode(target))
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _wanted_mode(target: Path) -> int:
    """The mode of the file that is replaced; a temporary file's own would shut colleagues out."""
    return target.stat().st_mode & 0o777 if target.exists() else 0o644
