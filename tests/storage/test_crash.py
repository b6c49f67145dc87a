"""Kill -9 in the middle of writing: nothing that was acknowledged is missing, nothing is there by half."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from agent_desk.storage import SqlStore

WRITER = Path(__file__).parent / "crash_writer.py"
KILLS = 15


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a matter of Unix")
def test_nothing_acknowledged_is_lost(path: Path, full: SqlStore, opened: Callable[..., SqlStore]) -> None:
    full.close()
    acknowledged: list[str] = []
    for kill in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, str(WRITER), str(path), f"w{kill}"], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        # The kill falls after a number of commits that differs each time, while the next ones are under way.
        heard = [writer.stdout.readline() for _ in range(1 + kill * 7 % 20)]
        writer.send_signal(signal.SIGKILL)
        heard += writer.stdout.readlines()
        writer.stdout.close()
        writer.wait()
        acknowledged += [line.decode().strip() for line in heard if line.endswith(b"\n")]

    store = opened()
    assert store.integrity().damage == ()
    with store.reading() as work:
        written = Counter(event.id.rpartition("-")[0] for event in work.cases.events_of(["c2"])["c2"])
        trail = {line.subject for line in work.audit.recent(1_000_000) if line.action == "crash.test"}
    assert len(acknowledged) >= KILLS
    assert set(acknowledged) <= set(written), "lost"
    assert set(written.values()) == {3}
    assert set(written) == trail
