"""Open, probe and close a book: the engine's settings read back, and a safe look at any file.

Every file is treated as untrusted (it may have come by mail): it is probed read-only, with a time
limit, before anything in it is believed.
"""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from app.storage import errors, text
from app.storage.engine import Connection, DatabaseError, assert_engine, dbapi2

APPLICATION_ID = 0x44736B42
"""``DskB``: what the ``file`` command and other tools see in the header."""

PAGE_SIZE = 4096
_HEADER = b"SQLite format 3\x00"

PRAGMAS: tuple[tuple[str, str, object], ...] = (
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("mmap_size", "0", 0),
    ("secure_delete", "ON", 1),
    ("synchronous", "EXTRA", 3),
    ("fullfsync", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("busy_timeout", "5000", 5000),
    ("recursive_triggers", "ON", 1),
    ("cache_size", "-16000", -16000),
    ("journal_mode", "DELETE", "delete"),
    ("locking_mode", "NORMAL", "normal"),
)
"""Set on each connection and read back; why each stands is said in the reliability rules (R3)."""


def uri(path: Path, mode: str) -> str:
    """The file as an SQLite address; never creates by accident (``rw``, ``ro`` or ``rwc``)."""
    return f"file:{quote(os.fsencode(path.resolve()))}?mode={mode}"


def raw_connect(path: Path, mode: str, cached_statements: int = 256) -> Connection:
    """A bare connection without implicit transactions; the caller sets the pragmas."""
    assert_engine()
    try:
        return dbapi2.connect(
            uri(path, mode),
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=cached_statements,
        )
    except DatabaseError as error:
        raise errors.from_sqlite(error) or error from error


def memory_connect() -> Connection:
    """An empty database that no file keeps, so that the settings of files do not apply."""
    assert_engine()
    connection = dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA trusted_schema=OFF")
    register_functions(connection)
    return connection


def configure(connection: Connection, *, spill: bool = True) -> None:
    """Set every pragma and check that the engine really took it.

    ``spill=False`` keeps a long transaction's pages in memory, so that readers go on meanwhile.
    """
    for name, value, expected in PRAGMAS:
        connection.execute(f"PRAGMA {name}={value}")
        row = connection.execute(f"PRAGMA {name}").fetchone()
        if row is None or row[0] != expected:
            message = f"The database engine did not accept {name}={value} (it says {row})."
            raise RuntimeError(message)
    connection.execute(f"PRAGMA cache_spill={'ON' if spill else 'OFF'}")
    register_functions(connection)


def configure_new(connection: Connection) -> None:
    """The same settings for a file that is just being made."""
    connection.execute(f"PRAGMA page_size={PAGE_SIZE}")
    configure(connection)


def register_functions(connection: Connection) -> None:
    """Make our text functions known to SQL; only derived rows and reads use them."""
    connection.create_function("fold", 1, text.fold, deterministic=True)
    connection.create_function("search_words", 1, text.search_words, deterministic=True)
    connection.create_function("doc_id", 3, text.doc_id, deterministic=True)


def look_at_file(path: Path) -> None:
    """Refuse what cannot be a book, by name and header, before SQLite touches it.

    The file is read only while no connection of ours has it open (rule R6).
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        message = f"There is no file called {path.name}."
        raise errors.BookMissing(message) from None
    except OSError as error:
        message = f"{path.name} could not be reached ({error.strerror})."
        raise errors.DiskFailed(
            message, "Check the drive or the network, then try again."
        ) from None
    if stat.S_ISDIR(found.st_mode):
        message = f"{path.name} is a folder, not a book."
        raise errors.NotABook(message)
    if not stat.S_ISREG(found.st_mode):
        message = f"{path.name} is not a file on a disk."
        raise errors.NotABook(message)
    if found.st_size == 0:
        message = f"{path.name} is empty: there is no book in it."
        raise errors.NotABook(message, "It was not changed. Restore a backup, or make a new book.")


def read_header(path: Path, newest: int) -> None:
    """Check the first bytes of a file that nobody in this process has open.

    Another program's database and a newer book are refused here, before SQLite may touch a
    journal beside them; ``newest`` is the schema version that this program knows.
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except PermissionError:
        message = f"{path.name} may not be read with your account."
        raise errors.BookReadOnly(message, "Ask its owner for leave to read it.") from None
    except OSError as error:
        message = f"{path.name} could not be read ({error.strerror})."
        raise errors.DiskFailed(message) from None
    if not head.startswith(_HEADER):
        message = f"{path.name} is not a Deskbook file."
        raise errors.NotABook(message)
    if len(head) < 100:
        message = f"{path.name} is cut short: only {len(head)} bytes are left of it."
        raise errors.BookDamaged(message)
    version, owner = int.from_bytes(head[60:64], "big"), int.from_bytes(head[68:72], "big")
    if owner != APPLICATION_ID:
        message = f"{path.name} is a database of another program, not a Deskbook file."
        raise errors.NotABook(message)
    if version > newest:
        raise too_new(path, version, newest)


def too_new(path: Path, version: int, newest: int) -> errors.BookTooNew:
    """The refusal of a book that a newer program wrote."""
    message = (
        f"{path.name} was made by a newer Deskbook (file version {version}; "
        f"this program knows {newest})."
    )
    return errors.BookTooNew(message)


class Deadline:
    """A progress handler that stops a probe which takes too long."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def __call__(self) -> int:
        """1 to stop, 0 to go on."""
        return 1 if time.monotonic() > self._end else 0


def guarded(connection: Connection, path: Path, sql: str, seconds: float) -> list[Any]:
    """Run one probing statement with a time limit; damage and hangs become plain errors."""
    connection.set_progress_handler(Deadline(seconds), 10_000)
    try:
        return list(connection.execute(sql).fetchall())
    except DatabaseError as error:
        if "interrupted" in str(error):
            message = f"{path.name} takes too long to look at; it may be damaged or made to harm."
            raise errors.UnsafeBook(message) from error
        known = errors.from_sqlite(error)
        if isinstance(known, errors.NotABook):
            raise known from error
        if isinstance(known, errors.BookError) and not isinstance(known, errors.BookDamaged):
            raise known from error
        message = f"{path.name} is damaged: parts of it cannot be read."
        raise errors.BookDamaged(message) from error
    finally:
        connection.set_progress_handler(None, 0)
