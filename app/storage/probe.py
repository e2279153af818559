"""The safe look at a file that says it is a book (rule R5): identity, version, health, schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.storage import database, errors
from app.storage.engine import Connection
from app.storage.migrations import FINGERPRINTS, LATEST, fingerprint, known_schema, schema_hash


def application_id(connection: Connection, path: Path) -> int:
    """The header's own word for which program the file belongs to."""
    rows = database.guarded(connection, path, "PRAGMA application_id", 1.0)
    return int(rows[0][0])


def check_identity(connection: Connection, path: Path) -> int:
    """Refuse another program's file and a newer book; return the schema version."""
    if application_id(connection, path) != database.APPLICATION_ID:
        message = f"{path.name} is a database of another program, not a Deskbook file."
        raise errors.NotABook(message)
    version = int(database.guarded(connection, path, "PRAGMA user_version", 1.0)[0][0])
    if version > LATEST:
        raise database.too_new(path, version, LATEST)
    if version < 1:
        message = f"{path.name} was never finished being made."
        raise errors.BookDamaged(message)
    return version


def check_schema(connection: Connection, path: Path, version: int) -> None:
    """Refuse a file whose tables, triggers or views are not exactly those that we make."""
    found = fingerprint(connection)
    if schema_hash(found) == FINGERPRINTS[version]:
        return
    wanted = known_schema(version)
    strange = sorted(name for name, sql in found.items() if wanted.get(name) != sql)
    if strange:
        message = f"{path.name} carries something Deskbook never made: {strange[0]}."
        raise errors.UnsafeBook(message)
    missing = sorted(set(wanted) - set(found))
    if missing:
        message = f"{path.name} is damaged: its part {missing[0]} is missing."
        raise errors.BookDamaged(message)


def check_health(connection: Connection, path: Path) -> None:
    """A quick look for damage and for rows that point nowhere."""
    rows: list[Any] = database.guarded(connection, path, "PRAGMA quick_check(1)", 60.0)
    if rows and rows[0][0] != "ok":
        message = f"{path.name} is damaged: its tables and indexes do not fit together."
        raise errors.BookDamaged(message)
    orphans = database.guarded(connection, path, "PRAGMA foreign_key_check", 60.0)
    if orphans:
        message = f"{path.name} is damaged: a row of {orphans[0][0]} points at nothing."
        raise errors.BookDamaged(message)
