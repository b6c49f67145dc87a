"""Made ``v0001.db`` once, with the program as it was at revision 0001. Kept to tell how, not to be run again:
the file is worth something because no later program wrote it.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[2])]

from conftest import NOW, OLD_FILE, fill, make_office  # noqa: E402

from agent_desk.storage import open_store  # noqa: E402


def main() -> None:
    working = HERE / "working.db"
    store = open_store(working, now=NOW)
    fill(store, make_office())
    store.backup(OLD_FILE)
    store.close()
    working.unlink()


if __name__ == "__main__":
    main()
