"""Keeps the read-only calendar files in the folder that was chosen for them up to date."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app.models.qt.jobs import Job
from app.models.qt.session import Session
from app.storage.changes import Changes
from app.ui.at_work import Remembers

QUIET_MS = 15_000
"""So long nothing must have changed before the files are written."""
FOLLOWS = ("appointment", "attendance", "staff", "resource", "contact")


def folder_key(book: str) -> str:
    """Under which name this computer keeps the folder of a book."""
    return f"feed_folder_{book}"


class FeedKeeper(QObject):
    """Writes a while after the last change; what cannot be written is said once."""

    def __init__(self, session: Session, memory: Remembers, book: str, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._memory, self._key = session, memory, folder_key(book)
        self._failed = ""
        self._wait = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._wait.timeout.connect(self.write)

    def start(self) -> None:
        """Begin to follow the book, and make good what was missed."""
        self._session.changed.connect(self._follow)
        self._wait.start()

    def stop(self) -> None:
        """Follow no more: the book is being closed."""
        self._wait.stop()

    def _follow(self, changes: Changes) -> None:
        if changes.everything or changes.touches(*FOLLOWS):
            self._wait.start()

    def write(self) -> None:
        """Write the files now where they are out of date, in the background lane."""
        from app.desk.calendar_feed import feed_is_stale, write_feed

        kept = self._memory.flag(self._key)
        if not kept or self._session.store.read_only_because:
            return
        if self._session.job is not None:
            self._wait.start()
            return
        folder = Path(kept)
        if not folder.is_dir() or self._session.read(feed_is_stale, folder):
            job = Job("Calendar files", lambda store, progress: write_feed(store, folder, progress))
            job.failed.connect(self._say)
            job.finished.connect(self._wrote)
            self._session.start(job)

    def _wrote(self, _files: object) -> None:
        self._failed = ""

    def _say(self, error: object) -> None:
        if str(error) != self._failed:
            self._failed = str(error)
            self._session.say(self._failed, kind="warn", undo=False)
