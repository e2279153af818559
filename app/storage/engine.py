"""The one SQLite of the program: the ``sqlcipher3`` wheel, for plain and encrypted books alike.

It is aliased as ``pysqlite3`` before anything can import ``sqlite_utils``, so that sqlite-utils
catches this engine's exceptions (they are not subclasses of the standard library's).
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlcipher3
from sqlcipher3 import dbapi2

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = dbapi2

__all__ = ["Connection", "DatabaseError", "IntegrityError", "OperationalError", "dbapi2"]

Connection = dbapi2.Connection
DatabaseError = dbapi2.DatabaseError
OperationalError = dbapi2.OperationalError
IntegrityError = dbapi2.IntegrityError

MINIMUM = (3, 51, 3)
"""Below this SQLite's write-ahead log could corrupt a book; we refuse to run on it."""

WATCH_EVERY = 100_000
"""Instructions of the engine between two looks at whether somebody wants to stop."""

SQLITE_OK, SQLITE_DENY = 0, 1


def assert_engine() -> None:
    """Refuse to start on an SQLite that is too old or lacks full-text search."""
    found = tuple(int(part) for part in dbapi2.sqlite_version.split("."))
    if found < MINIMUM:
        message = f"SQLite {dbapi2.sqlite_version} is too old; at least 3.51.3 is needed."
        raise RuntimeError(message)


def sqlite_utils_database(connection: Any) -> Any:
    """Wrap an open connection for sqlite-utils (imported on first use: it costs 0.1 s)."""
    import sqlite_utils

    return sqlite_utils.Database(connection, execute_plugins=False, strict=True)


@contextmanager
def watched(connection: Any, watch: Callable[[], None] | None) -> Iterator[None]:
    """Call ``watch`` every few milliseconds in which the engine works; what it raises stops it."""
    raised: list[BaseException] = []

    def look() -> int:
        try:
            if watch is not None:
                watch()
        except BaseException as error:
            raised.append(error)
        return len(raised)

    connection.set_progress_handler(look if watch else None, WATCH_EVERY)
    try:
        yield
    except Exception:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)
