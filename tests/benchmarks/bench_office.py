"""How fast the window is there, how fast 今日 is shown for a large office, and what it takes in memory.

Each figure comes from a process of its own, as a user has it, on a file on the disk; medians of several runs.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

GOALS = {"window_ready_s": 1.5, "today_1000x30_ms": 300, "resident_mib": 400}
TODAY = "2026-11-22"
ROUNDS = 5


def _run(*arguments: str) -> str:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, *arguments], check=True, capture_output=True, text=True, env=environment
    )
    return done.stdout


def _demo(folder: Path, projects: int) -> Path:
    place = folder / f"office-{projects}.db"
    _run("-m", "agent_desk", "demo", "--data", str(place), "--projects", str(projects), "--today", TODAY)
    return place


def _measure(place: Path) -> dict[str, float]:
    """One cold process on warm files: the figures it prints of itself."""
    found: dict[str, float] = json.loads(_run("-m", "tests.benchmarks.open_window", str(place), TODAY))
    return found


def run() -> dict[str, object]:
    """The goals beside the medians."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large = _demo(folder, 40), _demo(folder, 1000)
        _measure(small)
        first = [_measure(small) for _ in range(ROUNDS)]
        big = [_measure(large) for _ in range(ROUNDS)]
    return {
        "window_ready_s (40 projects)": _median(first, "ready_s"),
        "today_1000x30_ms (query and paint)": _median(big, "today_ms"),
        "today_1000x30_query_ms": _median(big, "query_ms"),
        "resident_mib (1,000 projects)": _median(big, "resident_mib"),
        "goals": GOALS,
    }


def _median(runs: list[dict[str, float]], key: str) -> float:
    return round(statistics.median(entry[key] for entry in runs), 3)
