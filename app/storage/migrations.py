"""The schema's steps, in order; each is one function of plain SQL that never imports entities.

All pending steps run in one transaction together with ``user_version`` (rule R17); sqlite-utils
keeps its own record of which ran in ``_sqlite_migrations``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any

from app.storage.database import APPLICATION_ID, PAGE_SIZE
from app.storage.engine import Connection, dbapi2, sqlite_utils_database
from app.storage.schema.derived import LINES
from app.storage.schema.people import PEOPLE, PEOPLE_INDEXES
from app.storage.schema.step2_people import ADDRESS, HOUSEHOLD, IMPORTS, PEOPLE_INDEXES_2
from app.storage.schema.step2_views import DROP_VIEWS, LINE_VIEWS, VIEWS_2
from app.storage.schema.step2_work import CALENDAR, PAPERS, WORK_INDEXES_2
from app.storage.schema.views import VIEWS
from app.storage.schema.work import HISTORY, WORK, WORK_INDEXES
from app.storage.tables import read_info, row_hash

SET_NAME = "deskbook"


def run_script(database: Any, script: str) -> None:
    """Run statements one by one inside the open transaction (``executescript`` would commit)."""
    for statement in split_statements(script):
        database.execute(statement)


def split_statements(script: str) -> list[str]:
    """Cut a script at the semicolons that end its statements."""
    statements, current = [], ""
    for line in script.splitlines():
        current += line + "\n"
        if line.rstrip().endswith(";") and dbapi2.complete_statement(current):
            statements.append(current.strip())
            current = ""
    if current.strip():
        message = f"Unfinished SQL: {current.strip()[:60]}"
        raise ValueError(message)
    return statements


def m0001_people_work_history(database: Any) -> None:
    """Make every table, index and view of the first book."""
    for script in (PEOPLE, WORK, HISTORY, PEOPLE_INDEXES, WORK_INDEXES, LINES, VIEWS):
        run_script(database, script)


CHANGED_IN_2 = (
    "contact", "account", "tag", "email_address", "address", "deal", "activity", "task",
    "appointment", "attendance", "staff", "document", "letter_run", "letter",
)  # fmt: skip


def m0002_households_calendar_papers(database: Any) -> None:
    """Add households, consent, series, resources, hours, reminders, and what papers need."""
    for name in DROP_VIEWS:
        database.execute(f'DROP VIEW "{name}"')
    scripts = (HOUSEHOLD, ADDRESS, IMPORTS, CALENDAR, PAPERS, PEOPLE_INDEXES_2, WORK_INDEXES_2)
    for script in (*scripts, LINE_VIEWS, VIEWS_2):
        run_script(database, script)
    for table in CHANGED_IN_2:
        hash_rows_again(database, table)


def hash_rows_again(database: Any, table: str) -> None:
    """Give every row of a table with new columns the hash that fits them."""
    columns = ", ".join(read_info(database, table).columns)
    for row in database.execute(f"SELECT {columns} FROM {table}").fetchall():
        database.execute(f"UPDATE {table} SET chk = ? WHERE id = ?", (row_hash(row), row[0]))


STEPS: tuple[Callable[[Any], None], ...] = (
    m0001_people_work_history,
    m0002_households_calendar_papers,
)
LATEST = len(STEPS)


FINGERPRINTS = {
    1: "b925f831bc8cc2931fffd8b5da58dd95",
    2: "f684d52e8799d51a49daa3ff3f6ed903",
}
"""Hash of the schema of each version ever released: a book that matches needs no closer look."""


def apply(connection: Connection, steps: tuple[Callable[[Any], None], ...] = STEPS) -> None:
    """Bring a book of any version to the newest one inside the caller's transaction."""
    from sqlite_utils import Migrations

    database = sqlite_utils_database(connection)
    migrations = Migrations(SET_NAME)
    for step in steps:
        migrations(name=step.__name__)(step)
    migrations.apply(database)
    connection.execute(f"PRAGMA user_version={len(steps)}")


def create(connection: Connection, steps: tuple[Callable[[Any], None], ...] = STEPS) -> None:
    """Write the header and the whole schema into an empty file."""
    connection.execute(f"PRAGMA page_size={PAGE_SIZE}")
    connection.execute("PRAGMA encoding='UTF-8'")
    connection.execute("PRAGMA auto_vacuum=0")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    apply(connection, steps)
    connection.execute("COMMIT")


def fingerprint(connection: Connection) -> dict[str, str]:
    """Every schema object of a book: ``type name`` to its SQL with the blanks evened out."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
    return {
        f"{kind} {name}": " ".join((sql or "").split())
        for kind, name, sql in rows
        if not name.startswith("sqlite_autoindex_") and name != "sqlite_stat1"
    }


def schema_hash(found: dict[str, str]) -> str:
    """One short text for a whole fingerprint."""
    lines = "\n".join(f"{name}\t{sql}" for name, sql in sorted(found.items()))
    return hashlib.sha256(lines.encode()).hexdigest()[:32]


@cache
def known_schema(version: int) -> dict[str, str]:
    """The fingerprint that a book of ``version`` must have, from making one in memory."""
    connection = dbapi2.connect(":memory:", isolation_level=None)
    try:
        create(connection, STEPS[:version])
        return fingerprint(connection)
    finally:
        connection.close()
