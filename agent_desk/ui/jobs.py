"""Runs long work off the GUI thread, one piece at a time, and brings the outcome back to the GUI thread."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

Progress = Callable[[int, int], None]
"""``progress(done, total)``; ``total`` 0 for a length not known."""
Cancelled = Callable[[], bool]
"""True once the work should stop; the work asks between steps and returns early."""
Work = Callable[[Progress, Cancelled], Any]


@dataclass(eq=False, slots=True)
class JobHandle:
    """One piece of work under way."""

    number: int
    title: str
    _stop: threading.Event
    _done: Callable[[Any], None] | None
    _failed: Callable[[BaseException], None] | None

    def cancel(self) -> None:
        """Ask the work to stop. Neither ``done`` nor ``failed`` will be called."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()


class JobRunner(QObject):
    """One data worker for the whole window: pieces of work run in the order they were given.

    ``progressed(title, done, total)`` and ``busy_changed(bool)`` are emitted on the GUI thread.
    """

    progressed = Signal(str, int, int)
    busy_changed = Signal(bool)
    _advanced = Signal(int, int, int)
    _ended = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(1000)
        self._jobs: dict[int, JobHandle] = {}
        self._next = 1
        self._closed = False
        self._advanced.connect(self._on_advanced, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Work,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        title: str = "",
    ) -> JobHandle:
        """Queue ``work(progress, cancelled)``; then ``done(result)`` or ``failed(error)`` on the GUI thread.

        Without ``failed`` an error goes to ``sys.excepthook``, like any other. After shutdown it is a
        ``RuntimeError`` to call this.
        """
        if self._closed:
            raise RuntimeError("the job runner is shut down")
        handle = JobHandle(self._next, title, threading.Event(), done, failed)
        self._next += 1
        self._jobs[handle.number] = handle
        if len(self._jobs) == 1:
            self.busy_changed.emit(True)
        self._pool.start(lambda: self._execute(handle, work))
        return handle

    @property
    def busy(self) -> bool:
        """Whether work is queued or running."""
        return bool(self._jobs)

    def shutdown(self, timeout_ms: int = 10_000) -> bool:
        """Cancel everything, call nothing back, and wait for the worker; False if it did not end in time."""
        self._closed = True
        for handle in self._jobs.values():
            handle.cancel()
        self._pool.clear()
        ended = self._pool.waitForDone(timeout_ms)
        if self._jobs:
            self._jobs.clear()
            self.busy_changed.emit(False)
        return ended

    def _execute(self, handle: JobHandle, work: Work) -> None:
        """On the worker."""
        if handle.cancelled:
            self._ended.emit(handle.number, None, None)
            return

        def progress(done: int, total: int) -> None:
            self._advanced.emit(handle.number, done, total)

        try:
            result = work(progress, lambda: handle.cancelled)
        except BaseException as error:  # noqa: BLE001 - handed to the GUI thread, not swallowed
            self._ended.emit(handle.number, None, error)
        else:
            self._ended.emit(handle.number, result, None)

    @Slot(int, int, int)
    def _on_advanced(self, number: int, done: int, total: int) -> None:
        handle = self._jobs.get(number)
        if handle is not None and not handle.cancelled:
            self.progressed.emit(handle.title, done, total)

    @Slot(int, object, object)
    def _on_ended(self, number: int, result: object, error: BaseException | None) -> None:
        handle = self._jobs.pop(number, None)
        if handle is None:
            return
        if not self._jobs:
            self.busy_changed.emit(False)
        if handle.cancelled:
            return
        if error is None:
            if handle._done is not None:
                handle._done(result)
        elif handle._failed is not None:
            handle._failed(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)
