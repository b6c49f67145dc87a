"""What the pages' tests share: a job runner that runs at once, and a page in a window of a given size."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from agent_desk.ui.jobs import JobHandle, Work


class JobsAtOnce:
    """Runs the work where it is asked for, so that a test need not wait."""

    def run(
        self,
        work: Work,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        title: str = "",
    ) -> JobHandle | None:
        result = work(lambda _done, _total: None, lambda: False)
        if done is not None:
            done(result)
        return None


class Visits:
    """Remembers where the page wanted to go."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, dict[str, object]]] = []

    def __call__(self, key: str, **arguments: object) -> None:
        self.seen.append((key, arguments))


def in_window(page: QWidget, width: int = 1440, height: int = 900) -> QWidget:
    """A window that holds the page alone."""
    window = QWidget()
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(page)
    window.resize(width, height)
    return window
