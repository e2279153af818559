"""Put a backup back under a book's name: checked first, and never in place (rule R22)."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from app.storage import checks, database, errors, migrations
from app.storage.backups import sync_file, sync_folder
from app.storage.book import is_open_here, open_book

_ENDINGS = ("", "-journal", "-wal", "-shm")
_PENDING_BYTE = 0x40000000
"""Where SQLite's locks lie: the pending and the reserved byte (its file format, "locking")."""


def restore(backup: Path, target: Path, *, moment: datetime | None = None) -> Path | None:
    """Put a checked copy of a backup under a book's name; never in place.

    The file that was there is kept, with any journal, as ``NAME.before-restore-…``; its new path
    is returned. Raises a ``BookError`` and changes nothing when the backup is not sound.
    """
    at = moment or datetime.now(UTC)
    database.look_at_file(backup)
    if not is_open_here(backup):
        database.read_header(backup, migrations.LATEST)
    _check_idle(target)
    working = target.with_name(f"{target.name}.restoring-{os.getpid()}")
    try:
        _copy_file(backup, working)
        try:
            store = open_book(working, read_only=True, as_is=True)
        except errors.BookDamaged:
            message = f"{backup.name} is damaged; nothing was restored."
            raise errors.BookDamaged(message, "Choose an older backup.") from None
        try:
            problems = checks.structure(store.connection, deep=True)
            problems = problems or checks.rows(store.connection)
        finally:
            store.close()
        if problems:
            message = f"{backup.name} is not sound ({problems[0].what}); nothing was restored."
            raise errors.BookDamaged(message, "Choose an older backup.")
        _check_idle(target)
        kept = _move_aside(target, at)
        working.replace(target)
        sync_folder(target.parent)
    finally:
        working.unlink(missing_ok=True)
    return kept


def _copy_file(source: Path, target: Path) -> None:
    try:
        shutil.copyfile(source, target)
        sync_file(target)
    except PermissionError:
        message = f"The folder {target.parent} may not be written to. Nothing was changed."
        raise errors.BookReadOnly(message, "Restore into a folder of your own.") from None
    except OSError as error:
        message = f"The backup could not be copied ({error.strerror}). Nothing was changed."
        raise errors.DiskFull(message, "Free some space, then restore again.") from None


def _check_idle(target: Path) -> None:
    """Refuse while another program writes to the file: its work would go into the copy aside.

    The lock is asked of the system and not of SQLite, which would first roll back a journal that
    may be another book's. Windows lets nobody rename an open file, so there the system refuses.
    """
    try:
        import fcntl
    except ImportError:
        return
    if not target.is_file() or is_open_here(target):
        return
    try:
        with target.open("rb+") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 2, _PENDING_BYTE, os.SEEK_SET)
    except BlockingIOError:
        message = f"Another program is writing to {target.name}, so it was not replaced."
        raise errors.BookLocked(message, "Wait until it is done, then restore again.") from None
    except OSError:
        return  # what cannot be opened to write is written by nobody here


def _move_aside(target: Path, at: datetime) -> Path | None:
    suffix = f".before-restore-{at:%Y%m%dT%H%M%S}"
    number = 1
    while any(target.with_name(target.name + suffix + ending).exists() for ending in _ENDINGS):
        number += 1
        suffix = f".before-restore-{at:%Y%m%dT%H%M%S}-{number}"
    kept: Path | None = None
    # The book goes first: without it its journal is only a file, without its journal it is torn.
    for ending in _ENDINGS:
        old = target.with_name(target.name + ending)
        if old.exists():
            new = target.with_name(target.name + suffix + ending)
            old.replace(new)
            kept = kept or new
    return kept
