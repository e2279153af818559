"""Watches over the file: is it still ours, and when was it last copied and checked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.models.qt.jobs import Job
from app.models.qt.session import Session
from app.storage import backups, book, errors, places
from app.storage.store import Store
from app.ui import book_time, words

LOOK_EVERY_MS = 5_000
COPY_EVERY_MS = 30 * 60 * 1000
LARGE_BOOK = 500 * 1024**2
"""Bytes above which copies are made on closing only (R18)."""
STALE_DAYS = 7


def copy_book(store: Store, reason: str) -> Path:
    """A verified copy in the backup folder, then the rotation. Raises ``BookError``."""
    made = backups.make(store.connection, store.path, reason)
    backups.rotate(made.parent, store.path.stat().st_size)
    return made


class Safety(QObject):
    """Looks at the file every five seconds and copies it every half hour when it changed.

    Signal: ``state_changed()`` when the sentence at the foot may read otherwise.
    """

    state_changed = Signal()

    def __init__(
        self,
        session: Session,
        clock: Callable[[], datetime] = book_time.now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._clock = clock
        self._newest: backups.Backup | None = None
        self._known = False
        self._look = QTimer(self, interval=LOOK_EVERY_MS)
        self._look.timeout.connect(self.look_at_file)
        self._copy = QTimer(self, interval=COPY_EVERY_MS)
        self._copy.timeout.connect(self._copy_when_changed)

    def start(self) -> None:
        """Begin to watch."""
        self._look.start()
        self._copy.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._look.stop()
        self._copy.stop()

    def look_at_file(self) -> None:
        """Is the file still ours? Not while a job writes to it: then its own step looks."""
        if self.session.job is None:
            self.session.check_file()
        self.state_changed.emit()

    def folder(self) -> Path:
        """Where the copies of this book are."""
        return places.backup_folder(backups.book_uuid(self.session.store.connection))

    def newest(self) -> backups.Backup | None:
        """The newest copy, read from the folder once and after each new one."""
        if not self._known:
            self._newest, self._known = backups.newest(self.folder()), True
        return self._newest

    def sentence(self) -> tuple[str, str, str]:
        """What the foot of the navigation says: words, icon, colour."""
        if self.session.store.read_only_because:
            return "To look at only", "eye", "warn"
        found = self.newest()
        if found is None:
            return "Not backed up yet", "shield-alert", "warn"
        now = self._clock()
        then = book_time.here(found.at)
        said = f"Backed up {words.since_words(then, now)}"
        if (now - then).days > STALE_DAYS and self.session.dirty:
            return said, "shield-alert", "warn"
        return said, "shield-check", "accent"

    # Copying -----------------------------------------------------------------------------------

    def back_up(self, *, quietly: bool = False, reason: str = "by-hand") -> Job:
        """Make a copy in the background; failures are told, success too unless ``quietly``."""
        job = Job("Backing up", lambda store, _progress: copy_book(store, reason), writes=False)
        job.finished.connect(lambda path: self._copied(path, quietly=quietly))
        job.failed.connect(self._failed)
        return self.session.start(job)

    def back_up_to(self, target: Path) -> Job:
        """Make a verified copy under a name of the person's choice."""
        job = Job(
            "Backing up",
            lambda store, _progress: backups.make(
                store.connection, store.path, "by-hand", to=target
            ),
            writes=False,
        )
        job.finished.connect(lambda path: self._say_copied(f"Backed up to {path.name}."))
        job.failed.connect(self._failed)
        return self.session.start(job)

    def close_copy(self) -> str:
        """The copy on closing; returns why it could not be made, or nothing. Never raises."""
        store = self.session.store
        if store.read_only_because or not self.session.dirty:
            return ""
        if store.identity.state() != "same":
            return ""
        try:
            copy_book(store, "closed")
        except errors.BookError as error:
            return f"{error.message} {error.hint}".strip()
        self.session.dirty = False
        return ""

    def _copy_when_changed(self) -> None:
        small = self.session.store.path.stat().st_size <= LARGE_BOOK
        if self.session.dirty and self.session.job is None and small:
            self.back_up(quietly=True, reason="timed")

    def _copied(self, _path: object, *, quietly: bool) -> None:
        self.session.dirty = False
        self._known = False
        self.state_changed.emit()
        if not quietly:
            self._say_copied("Backed up and checked.")

    def _say_copied(self, text: str) -> None:
        self.session.say(text, undo=False)

    def _failed(self, error: object) -> None:
        self._known = False
        self.state_changed.emit()
        if isinstance(error, errors.BookError):
            self.session.say(error.message, kind="danger", undo=False, hint=error.hint)
        else:
            self.session.say("The backup could not be made. The file itself is safe.",
                             kind="danger", undo=False)  # fmt: skip


def save_copy(store: Store, target: Path) -> Path:
    """What our connection still holds of a lost file, under a new name. Raises ``BookError``."""
    return backups.make(store.connection, store.path, "saved-as", to=target, deep=False)


def leave(store: Store) -> None:
    """Close the book; remember that it was left well."""
    book.close_book(store)
