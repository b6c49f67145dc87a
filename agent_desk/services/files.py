"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from agent_desk.domain.errors import Refusal


def write_whole(path: Path, content: bytes) -> Path:
    """Write ``content`` to ``path`` by way of a temporary file beside it; an old file stays until the new is whole.

    Refuses ``file.cannot_write`` with the path and the system's reason.
    """
    path = path.expanduser()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Refusal("file.cannot_write", path=str(path), reason=error.strerror or str(error)) from error
    return path
