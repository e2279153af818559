"""Make a book, open any file safely as one, and bring an older one up to date."""

from __future__ import annotations

import os
import uuid
from pathlib import Path
from typing import Any

from app.storage import backups, clock, database, errors, migrations, probe, trust
from app.storage.engine import Connection, DatabaseError
from app.storage.identity import FileIdentity, Stat
from app.storage.store import Store

_open_files: dict[tuple[int, int], int] = {}
"""Files that this process has open (device, inode): these are never opened by hand (R6)."""


def open_connection(path: Path, read_only: bool, *, spill: bool = True) -> Connection:
    """A configured connection that refuses every write until a step begins."""
    connection = database.raw_connect(path, "ro" if read_only else "rw")
    try:
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA query_only=ON")
        database.configure(connection, spill=spill)
    except DatabaseError as error:
        connection.close()
        raise errors.from_sqlite(error) or error from error
    return connection


def open_book(
    path: str | Path, *, read_only: bool = False, check: bool = True, as_is: bool = False
) -> Store:
    """Open a book after a safe look at it; migrate an older one after a verified copy.

    An older book that is only looked at is brought up to date in memory, and its file stays as it
    is; ``as_is`` gives the file itself, whatever its version. Raises one ``BookError`` with a clear
    sentence for anything else than a sound book; the file is then untouched. ``check=False`` skips
    the health check of a file that we trust.
    """
    book = Path(path)
    database.look_at_file(book)
    if not is_open_here(book):
        database.read_header(book, migrations.LATEST)
    reason = _why_read_only(book, read_only)
    connection = open_connection(book, bool(reason))
    try:
        version = probe.check_identity(connection, book)
        probe.check_schema(connection, book, version)
        if check and not trust.left_well(book):
            probe.check_health(connection, book)
        if version < migrations.LATEST and not as_is:
            if reason:
                connection = _reading_copy(connection)
            else:
                _migrate(connection, book)
    except BaseException as error:
        connection.close()
        known = errors.from_sqlite(error)
        if known is not None:
            raise known from error
        raise
    store = Store(book, connection, FileIdentity(book), _opener)
    store.read_only_because = reason
    store.actor = _person()
    _count(book, 1)
    if not reason:
        trust.note_open(book)
    return store


def open_beside(store: Store) -> Store:
    """A second connection to an open book, for the job lane; pages stay in memory until commit."""
    connection = open_connection(store.path, bool(store.read_only_because), spill=False)
    beside = Store(store.path, connection, store.identity, _opener)
    beside.actor, beside.read_only_because = store.actor, store.read_only_because
    return beside


def close_book(store: Store) -> None:
    """Close the last connection to a book and remember that it was left well."""
    sound = store.identity.state() == "same"
    _count(store.path, -1)
    store.close()
    if sound and not store.read_only_because:
        trust.note_closed(store.path)


def create_book(path: str | Path, *, business: dict[str, str] | None = None) -> Store:
    """Make a new, empty book under a name that is still free, and open it."""
    book = Path(path)
    if book.is_dir():
        message = f"{book} is a folder."
        raise errors.BookExists(message)
    if book.exists():
        message = f"There is already a file called {book.name}."
        raise errors.BookExists(message)
    if not book.parent.is_dir():
        message = f"There is no folder {book.parent}."
        raise errors.BookMissing(message, "Make the folder first, or choose another.")
    if not os.access(book.parent, os.W_OK):
        message = f"{book.name} could not be made: the folder {book.parent} is write-protected."
        raise errors.BookReadOnly(message, "Choose a folder that you may write to.")
    working = book.with_name(f".{uuid.uuid4().hex[:8]}.new")
    try:
        _write_new(working, business or {})
        os.link(working, book) if hasattr(os, "link") else working.rename(book)
    except FileExistsError:
        message = f"There is already a file called {book.name}."
        raise errors.BookExists(message) from None
    except OSError as error:
        message = f"{book.name} could not be made ({error.strerror})."
        raise errors.BookReadOnly(message, "Choose a folder that you may write to.") from None
    finally:
        working.unlink(missing_ok=True)
    return open_book(book)


def _write_new(path: Path, business: dict[str, str]) -> None:
    connection = database.raw_connect(path, "rwc")
    try:
        database.configure_new(connection)
        migrations.create(connection)
        settings = {
            "book_uuid": str(uuid.uuid4()), "created_at": clock.now(), "business_name": "",
            "country": "GB", "locale": "en_GB", "zone": "Europe/London", "currency": "GBP",
            **business,
        }  # fmt: skip
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO business VALUES (?, ?)", list(settings.items()))
        connection.execute("COMMIT")
    except DatabaseError as error:
        raise errors.from_sqlite(error) or error from error
    finally:
        connection.close()


def _opener(path: Path, read_only: bool) -> Connection:
    connection = open_connection(path, read_only)
    try:
        version = probe.check_identity(connection, path)
        probe.check_schema(connection, path, version)
        probe.check_health(connection, path)
        if version < migrations.LATEST:
            connection = _reading_copy(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _reading_copy(connection: Connection) -> Connection:
    """An older book as the newest version would have it, in memory; the file is left alone."""
    memory = database.memory_connect()
    connection.backup(memory)
    connection.close()
    memory.execute("PRAGMA foreign_keys=OFF")
    memory.execute("BEGIN")
    migrations.apply(memory)
    memory.execute("COMMIT")
    memory.execute("PRAGMA foreign_keys=ON")
    memory.execute("PRAGMA query_only=ON")
    return memory


def _migrate(connection: Connection, book: Path) -> None:
    """All pending steps in one transaction, after a verified copy (R17)."""
    backups.copy_before_migration(connection, book)
    connection.execute("PRAGMA query_only=OFF")
    connection.execute("PRAGMA foreign_keys=OFF")
    try:
        connection.execute("BEGIN IMMEDIATE")
        migrations.apply(connection)
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
        if orphans:
            message = f"{book.name} could not be brought up to date; it was left as it was."
            raise errors.BookDamaged(message)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA query_only=ON")


def _why_read_only(book: Path, asked: bool) -> str:
    if asked:
        return f"{book.name} was opened to look at only."
    if not os.access(book, os.W_OK):
        return f"{book.name} is write-protected."
    if not os.access(book.parent, os.W_OK):
        return f"The folder of {book.name} is write-protected."
    return ""


def _person() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def is_open_here(book: Path) -> bool:
    """Whether this process has the file open; then nothing else may open it by hand (R6)."""
    found = Stat.of(book)
    return found is not None and _open_files.get((found.device, found.inode), 0) > 0


def _count(book: Path, by: int) -> None:
    found = Stat.of(book)
    if found is not None:
        key: Any = (found.device, found.inode)
        _open_files[key] = max(_open_files.get(key, 0) + by, 0)
