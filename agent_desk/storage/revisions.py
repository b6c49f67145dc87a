"""Which revisions of the tables this program knows. Kept apart from Alembic, which takes 0.3 s to import."""

from __future__ import annotations

import re
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent / "migrations"
"""The folder given to Alembic; one file ``versions/rNNNN_words.py`` for each revision ``NNNN``, in a line."""

_FILE = re.compile(r"r(\d{4})_\w+\.py")


def known_revisions(scripts: Path = SCRIPTS) -> tuple[str, ...]:
    """All revisions, oldest first; RuntimeError if the installation lost them."""
    names = (_FILE.fullmatch(file.name) for file in (scripts / "versions").iterdir())
    found = tuple(sorted(name[1] for name in names if name))
    if not found:
        raise RuntimeError(f"no migrations in {scripts}; reinstall agent-desk")
    return found
