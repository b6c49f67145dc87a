"""How long the Gantt view takes per frame: first paint, scrolling, jumps, zooms, with everything drawn.

``run()`` returns milliseconds (median and p95) and MB per size. The window platform decides what is measured:
``QT_QPA_PLATFORM=offscreen`` leaves the display out.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from agent_desk.ui.fonts import register_fonts
from agent_desk.ui.gantt.view import GanttView
from agent_desk.ui.theme import Theme
from tests.services.gantt_sample import large

SIZES = (1_000, 10_000, 61_000)
FRAMES = 120


def _memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _frames(view: GanttView, act: Callable[[int], object], count: int = FRAMES) -> dict[str, float]:
    times = []
    for number in range(count):
        start = time.perf_counter()
        act(number)
        QApplication.processEvents()
        times.append((time.perf_counter() - start) * 1000)
    return {
        "median": round(statistics.median(times), 2),
        "p95": round(statistics.quantiles(times, n=20)[-1], 2),
    }


def _measure(size: int, theme: Theme) -> dict[str, object]:
    chart = large(size)
    gc.collect()
    before = _memory_mb()
    view = GanttView(theme)
    view.resize(1600, 900)
    view.show()
    QApplication.processEvents()
    start = time.perf_counter()
    view.set_chart(chart)
    QApplication.processEvents()
    result: dict[str, object] = {
        "rows": len(chart.rows),
        "links": len(chart.links),
        "first_paint_ms": round((time.perf_counter() - start) * 1000, 1),
    }
    vertical, horizontal = view.verticalScrollBar(), view.horizontalScrollBar()
    chance = random.Random(3)
    middle = horizontal.value()
    view.zoom_at(8 / view.px_per_day)
    result["scroll_8px"] = _frames(view, lambda n: vertical.setValue(2000 + n * 84))
    view.zoom_at(2 / view.px_per_day)
    result["scroll_2px"] = _frames(view, lambda n: vertical.setValue(3000 + n * 84))
    view.set_preset("day")
    horizontal.setValue(middle)
    result["horizontal"] = _frames(view, lambda n: horizontal.setValue(middle + n * 13))
    result["far_jump"] = _frames(view, lambda n: vertical.setValue(chance.randrange(vertical.maximum())))
    result["zoom"] = _frames(view, lambda n: view.zoom_at(1.1 if n % 20 < 10 else 1 / 1.1))
    ids = [row.id for row in chart.rows if row.kind == "project"]
    result["collapse"] = _frames(view, lambda n: view.toggle(ids[n % len(ids)]), 30)
    result["memory_mb"] = round(_memory_mb() - before, 1)
    view.close()
    return result


def run() -> dict[str, object]:
    """One entry per size, and how flat the scroll frame is from the smallest to the largest."""
    app = QApplication.instance() or QApplication([])
    register_fonts()
    theme = Theme()
    found = {f"rows_{size}": _measure(size, theme) for size in SIZES}
    app.processEvents()
    return dict(found)


if __name__ == "__main__":
    for name, values in run().items():
        print(name, values)
