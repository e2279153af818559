"""Verified copies of a book, their rotation, and putting one back (rules R18 to R22)."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.storage import checks, database, errors, places
from app.storage.engine import Connection, DatabaseError
from app.storage.identity import Stat

_NAME = re.compile(r"^(\d{8}T\d{6}\d{6}Z)-([a-z-]+)\.deskbook-backup$")
KEEP_ALL = timedelta(days=2)
DAILY, WEEKLY, MONTHLY = 12, 10, 9
SIZE_FACTOR, SIZE_FLOOR = 10, 10 * 1024**3


@dataclass(frozen=True, slots=True)
class Backup:
    """One verified copy: where it is, when (UTC) and why it was made, and its size in bytes."""

    path: Path
    at: datetime
    reason: str
    size: int


def book_uuid(connection: Connection) -> str:
    """The book's own name that never changes."""
    row = connection.execute("SELECT value FROM business WHERE key = 'book_uuid'").fetchone()
    return str(row[0]) if row else "unnamed"


def list_backups(folder: Path) -> list[Backup]:
    """The backups in a folder, newest first."""
    found = []
    for path in folder.glob("*.deskbook-backup") if folder.is_dir() else ():
        match = _NAME.match(path.name)
        if match:
            at = datetime.strptime(match[1], "%Y%m%dT%H%M%S%fZ").replace(tzinfo=UTC)
            found.append(Backup(path, at, match[2], path.stat().st_size))
    return sorted(found, key=lambda backup: (backup.at, backup.path.name), reverse=True)


def make(
    connection: Connection,
    book: Path,
    reason: str,
    *,
    to: Path | None = None,
    moment: datetime | None = None,
    deep: bool = True,
) -> Path:
    """Copy a book, check the copy in every way we know, and only then give it its name.

    Raises ``BookDamaged`` when the live book is not sound: then no copy is kept and no older one
    is touched. ``to`` names a file of the person's choice; else the book's backup folder is used.
    """
    at = moment or datetime.now(UTC)
    if to is None:
        folder = places.backup_folder(book_uuid(connection))
        target = folder / f"{at:%Y%m%dT%H%M%S%f}Z-{reason}.deskbook-backup"
    else:
        folder, target = to.parent, to
    try:
        folder.mkdir(parents=True, exist_ok=True)
        working = target.with_name(f"{target.name}.tmp-{os.getpid()}-{at:%f}")
        os.close(os.open(working, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        message = f"The backup could not be written to {folder} ({error.strerror})."
        raise errors.DiskFailed(message, "The book itself is safe. Choose another place.") from None
    try:
        _copy(connection, working)
        _verify(connection, working, book, deep=deep)
        sync_file(working)
        working.replace(target)
        sync_folder(folder)
    except OSError as error:
        message = f"The backup could not be written ({error.strerror}). The book itself is safe."
        raise errors.DiskFull(message, "Free some space, then back up again.") from None
    finally:
        working.unlink(missing_ok=True)
    if to is None:
        _note(folder, target, at, checks.counts(connection))
    return target


def copy_before_migration(connection: Connection, book: Path) -> Path:
    """The verified copy that every change of the schema begins with."""
    return make(connection, book, "before-update", deep=False)


def _copy(connection: Connection, working: Path) -> None:
    target = database.raw_connect(working, "rw")
    try:
        connection.backup(target, pages=2_000)
        target.execute("PRAGMA journal_mode=DELETE")
    except DatabaseError as error:
        raise errors.from_sqlite(error) or error from error
    finally:
        target.close()


def _verify(connection: Connection, copy: Path, book: Path, *, deep: bool) -> None:
    other = database.raw_connect(copy, "rw")
    try:
        database.register_functions(other)
        problems = checks.structure(other, deep=True)
        if not problems and deep:
            problems = checks.rows(other) + checks.index_structure(other)
        equal = not problems and (not deep or checks.sums(other) == checks.sums(connection))
    except DatabaseError as error:
        message = f"{book.name} could not be copied soundly ({error})."
        raise errors.BookDamaged(message) from error
    finally:
        other.close()
    if problems:
        message = f"{book.name} is not sound, so no backup was made over a good one. "
        raise errors.BookDamaged(message + f"{problems[0].what} ({problems[0].where}).")
    if not equal:
        message = "The book changed while it was being copied; no backup was kept."
        raise errors.DiskFailed(message, "Try again in a moment.")


def sync_file(path: Path) -> None:
    """Make sure that a file is on the disk and not only on its way there."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make sure that a new name in a folder outlives a power cut, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _note(folder: Path, target: Path, at: datetime, counts: dict[str, int]) -> None:
    line = {
        "file": target.name,
        "at": at.isoformat(),
        "size": target.stat().st_size,
        "counts": counts,
    }
    with (folder / "manifest.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def to_drop(backups: list[Backup], book_size: int) -> list[Backup]:
    """Which backups the rotation gives up: all of 2 days, 12 daily, 10 weekly, 9 monthly stay.

    Age is counted from the newest backup, not from the clock, so a clock that is wrong thins
    nothing. The newest one and the newest before an update always stay.
    """
    if not backups:
        return []
    ordered = sorted(backups, key=lambda backup: backup.at, reverse=True)
    newest = ordered[0].at
    keep: set[Path] = {ordered[0].path}
    before_update = [b for b in ordered if b.reason == "before-update"]
    keep.update(b.path for b in before_update[:1])
    keep.update(b.path for b in ordered if newest - b.at <= KEEP_ALL)
    periods: tuple[tuple[Callable[[datetime], object], int], ...] = (
        (lambda at: at.date(), DAILY),
        (lambda at: at.isocalendar()[:2], WEEKLY),
        (lambda at: (at.year, at.month), MONTHLY),
    )
    for period, limit in periods:
        seen: dict[object, Path] = {}
        for backup in ordered:
            seen.setdefault(period(backup.at), backup.path)
        keep.update(list(seen.values())[:limit])
    drop = [backup for backup in ordered if backup.path not in keep]
    room = max(SIZE_FACTOR * book_size, SIZE_FLOOR)
    used = sum(backup.size for backup in ordered if backup.path in keep)
    for backup in reversed(ordered[1:]):
        if used <= room:
            break
        if backup.path in keep and backup not in before_update[:1]:
            keep.discard(backup.path)
            drop.append(backup)
            used -= backup.size
    return drop


def rotate(folder: Path, book_size: int) -> int:
    """Delete what the rotation gives up; returns how many files went."""
    drop = to_drop(list_backups(folder), book_size)
    for backup in drop:
        backup.path.unlink(missing_ok=True)
    return len(drop)


def newest(folder: Path) -> Backup | None:
    """The newest backup in a folder, if there is one."""
    found = list_backups(folder)
    return found[0] if found else None


def is_same_disk(folder: Path, book: Path) -> bool:
    """Whether the backups would go down with the book's own disk."""
    here, there = Stat.of(book), Stat.of(folder)
    return here is not None and there is not None and here.device == there.device
