"""The one background lane for long work: plain functions, progress, cancel, results as values."""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from app.storage.book import open_beside
from app.storage.changes import Changes
from app.storage.store import Store

REPORT_EVERY = 0.08
"""Seconds between two reports of progress at least (about twelve a second)."""


class Cancelled(Exception):
    """The person pressed Cancel; the step around it is rolled back."""


class Job(QObject):
    """A function ``(store, progress) -> result`` on its way through the lane.

    ``progress(done, total, text)`` may be called as often as is handy; it raises ``Cancelled``
    once ``cancel`` was called; work that never reports is not ``stoppable``. All signals arrive
    on the main thread.
    """

    progressed = Signal(object, object, str)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()

    def __init__(
        self,
        label: str,
        work: Callable[..., Any],
        *,
        writes: bool = True,
        stoppable: bool = True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.label = label
        self.writes = writes
        self.stoppable = stoppable
        self.changes: list[Changes] = []
        self._work = work
        self._cancel = False
        self._told = 0.0
        self._ended = False

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress."""
        self._cancel = True

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Report from inside the work; raises ``Cancelled`` when it should stop."""
        if self._cancel:
            raise Cancelled
        now = time.monotonic()
        ended = done == total and not self._ended
        if now - self._told >= REPORT_EVERY or ended:
            self._told, self._ended = now, done == total
            self.progressed.emit(done, total, text)

    def run(self, store: Store) -> None:
        """Do the work on a connection of its own; whatever comes of it becomes a signal."""
        beside: Store | None = None
        try:
            beside = open_beside(store)
            result = self._work(beside, self.progress)
            self.changes.append(beside.last_changes)
        except Cancelled:
            self.cancelled.emit()
        except Exception as error:  # the lane is one of the two places that catch everything
            self.failed.emit(error)
        else:
            self.finished.emit(result)
        finally:
            if beside is not None:
                beside.close()
            self.ended.emit()


class Errand(QObject):
    """A pure function on its way through the lane: it needs no book, and nobody waits for it.

    `done` arrives on the main thread, also when the work failed: whoever needs it asks again.
    """

    done = Signal()

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__()
        self._work = work

    def run(self, _store: Store) -> None:
        """Do the work; what fails here fails again, and is said, where it is asked for."""
        with contextlib.suppress(Exception):
            self._work()
        self.done.emit()


class _Run(QRunnable):
    def __init__(self, job: Job | Errand, store: Store) -> None:
        super().__init__()
        self._job = job
        self._store = store

    def run(self) -> None:
        self._job.run(self._store)


class Lane:
    """One worker thread; jobs run one after the other."""

    def __init__(self) -> None:
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(5_000)
        # The worker lets go of a job after it has ended. Were that the last hold, the job, and with
        # its connections widgets, would be taken apart on the worker's thread. When the second job
        # after it begins, the worker has long let go: then the main thread may be the last.
        self._held: deque[Job | Errand] = deque(maxlen=2)

    def start(self, job: Job | Errand, store: Store) -> None:
        """Put a job at the end of the lane; those before it have ended."""
        self._held.append(job)
        self._pool.start(_Run(job, store))

    def wait(self, milliseconds: int = 30_000) -> bool:
        """Wait until the lane is empty; ``False`` when it took longer."""
        return self._pool.waitForDone(milliseconds)
