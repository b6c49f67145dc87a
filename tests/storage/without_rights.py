"""Opens a store without the rights of an administrator and prints what happens. Run by test_opening.py.

The tests may run as root, for whom no file is read-only; so this process gives its rights away first.
"""

from __future__ import annotations

import ctypes
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from agent_desk.domain.errors import Refusal
from agent_desk.storage import open_store

_CAPABILITY_VERSION = 0x20080522


def give_rights_away() -> None:
    """Keep the user but none of the capabilities (capset(2)), so that modes of files count again."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    nothing = (ctypes.c_uint32 * 6)()
    if os.geteuid() == 0 and ctypes.CDLL(None, use_errno=True).capset(header, nothing) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def main(path: str) -> None:
    give_rights_away()
    try:
        store = open_store(path, now=datetime(2026, 11, 22, tzinfo=UTC), busy_ms=100)
        with store.reading() as work:
            print("read", len(work.projects.all()))
        with store.writing():
            print("writing")
    except Refusal as refusal:
        print(refusal.code)


if __name__ == "__main__":
    main(sys.argv[1])
