"""Adds 1 to the minutes of entry ``a1``, TIMES times, reading and writing in separate transactions.

Prints how often somebody else was faster. Run by test_unit_of_work.py.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from agent_desk.domain.errors import StaleChange
from agent_desk.storage import open_store


def main(path: str, times: int) -> None:
    store = open_store(path, now=datetime(2026, 11, 22, tzinfo=UTC), busy_ms=60_000)
    done = stale = 0
    while done < times:
        with store.reading() as work:
            entry = work.assistances.get("a1")
        try:
            with store.writing() as work:
                work.assistances.save(replace(entry, minutes=entry.minutes + 1))
                work.commit()
        except StaleChange:
            stale += 1
        else:
            done += 1
    store.close()
    print(stale)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
