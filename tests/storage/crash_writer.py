"""Records events for ever and says so only once each is committed. Killed by test_crash.py."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from agent_desk.domain.case import CaseEvent, EventKind
from agent_desk.services.ports import AuditRecord
from agent_desk.storage import open_store

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DAY = date(2026, 11, 22)


def main(path: str, name: str) -> None:
    store = open_store(path, now=NOW)
    number = 0
    while True:
        number += 1
        key = f"{name}-{number}"
        with store.writing() as work:
            # Three events and one line of the trail make one whole; half of it must never be seen.
            work.cases.append(
                CaseEvent(f"{key}-{part}", "c2", EventKind.RECEIVED, DAY, NOW) for part in range(3)
            )
            work.audit.append(AuditRecord(NOW, "", "crash.test", key, "收件" * 50))
            work.commit()
        os.write(1, f"{key}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
