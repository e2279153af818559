"""Put a backup back under a book's name: checked first, and never in place (rule R22)."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from app.storage import checks, database, errors
from app.storage.backups import sync_file, sync_folder
from app.storage.book import open_book


def restore(backup: Path, target: Path, *, moment: datetime | None = None) -> Path | None:
    """Put a checked copy of a backup under a book's name; never in place.

    The file that was there is kept, with any journal, as ``NAME.before-restore-…``; its new path
    is returned. Raises a ``BookError`` and changes nothing when the backup is not sound.
    """
    at = moment or datetime.now(UTC)
    working = target.with_name(f"{target.name}.restoring-{os.getpid()}")
    try:
        _copy_file(backup, working)
        store = open_book(working, read_only=True)
        try:
            problems = checks.structure(store.connection, deep=True)
            problems = problems or checks.rows(store.connection)
        finally:
            store.close()
        if problems:
            message = f"{backup.name} is not sound ({problems[0].what}); nothing was restored."
            raise errors.BookDamaged(message, "Choose an older backup.")
        kept = _move_aside(target, at)
        working.replace(target)
        sync_folder(target.parent)
    finally:
        working.unlink(missing_ok=True)
    return kept


def _copy_file(source: Path, target: Path) -> None:
    database.look_at_file(source)
    try:
        shutil.copyfile(source, target)
        sync_file(target)
    except OSError as error:
        message = f"The backup could not be copied ({error.strerror}). Nothing was changed."
        raise errors.DiskFull(message) from None


def _move_aside(target: Path, at: datetime) -> Path | None:
    kept: Path | None = None
    suffix = f".before-restore-{at:%Y%m%dT%H%M%S}"
    for ending in ("-journal", "-wal", "-shm", ""):
        old = target.with_name(target.name + ending)
        if old.exists():
            new = target.with_name(target.name + suffix + ending)
            old.replace(new)
            kept = new
    return kept
