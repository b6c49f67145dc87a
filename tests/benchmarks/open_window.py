"""Opens the window on a file and prints, as JSON, what this process took: for ``bench_office`` only.

``ready_s`` counts from the start of the process (as the system recorded it) until 今日 is painted with its data.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import time
from datetime import date
from pathlib import Path

ROUNDS = 5


def _since_start() -> float:
    """Seconds since the kernel started this process."""
    fields = Path("/proc/self/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    ticks = os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - int(fields[19]) / ticks


def main(place: str, today: date) -> None:
    """Open, show, paint; then ask for 今日 again several times."""
    from agent_desk import bootstrap
    from agent_desk.services.today import today_board
    from agent_desk.ui.application import apply_theme, make_application
    from agent_desk.ui.desk_window import DeskWindow
    from agent_desk.ui.jobs import JobRunner
    from agent_desk.ui.theme import Theme

    desk = bootstrap.open_desk(place, today)
    app = make_application(["bench"], os.environ)
    theme, jobs = Theme(mode="light"), JobRunner()
    apply_theme(app, theme)
    window = DeskWindow(desk, theme, jobs, lambda: today, bootstrap.late_press(), bootstrap.preferences())
    window.resize(1440, 900)
    window.show()
    window.show_page("today")
    window.grab()
    ready = _since_start()
    page = window.page("today")
    query, shown = [], []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        today_board(desk.office, today)
        query.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        page.refresh()
        page.grab()
        shown.append(time.perf_counter() - begun)
    jobs.shutdown()
    print(
        json.dumps(
            {
                "ready_s": ready,
                "query_ms": statistics.median(query) * 1000,
                "today_ms": statistics.median(shown) * 1000,
                "resident_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )
    desk.listener = None
    window.close()
    desk.office.store.close()


if __name__ == "__main__":
    main(sys.argv[1], date.fromisoformat(sys.argv[2]))
