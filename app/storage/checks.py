"""Is the book sound? Structure, links, row hashes, search index, file contents, history chain."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from app.storage.engine import Connection, DatabaseError
from app.storage.recorder import chain_hash
from app.storage.schema.derived import KINDS
from app.storage.tables import LINKED, kept_tables, read_info, row_hash


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing found wrong: what it is, where it is, and what to do about it."""

    what: str
    where: str
    do: str


RESTORE = "Restore the newest backup: deskbook backups --in BOOK"
REBUILD = "Make the search index anew: deskbook check BOOK --deep --mend"

_UNFIT = "The file is damaged: its tables and indexes do not fit together"


def structure(connection: Connection, *, deep: bool) -> list[Problem]:
    """Damage that SQLite itself sees, and rows that point at nothing."""
    name = "integrity_check" if deep else "quick_check"
    found = [
        Problem(_UNFIT, f"file: {row[0]}", RESTORE)
        for row in connection.execute(f"PRAGMA {name}(20)").fetchall()
        if row[0] != "ok"
    ]
    found += [
        Problem("A row points at nothing", f"{row[0]} {row[1]}", RESTORE)
        for row in connection.execute("PRAGMA foreign_key_check").fetchmany(20)
    ]
    return found


def rows(connection: Connection) -> list[Problem]:
    """Rows whose hash does not fit their content: silent damage, or a hand in the file."""
    found: list[Problem] = []
    for table in kept_tables(connection):
        columns = ", ".join(read_info(connection, table).columns)
        cursor = connection.execute(f"SELECT {columns}, chk FROM {table}")
        while batch := cursor.fetchmany(2_000):
            found += [
                Problem("A row is not as Deskbook wrote it", f"{table} {row[0]}", RESTORE)
                for row in batch
                if row_hash(row[:-1]) != row[-1]
            ]
    return found


def index(connection: Connection) -> list[Problem]:
    """The search index: its inner structure, and that it knows every record."""
    found: list[Problem] = []
    for kind, number in KINDS.items():
        missing = connection.execute(
            f"SELECT count(*) FROM {kind} t WHERE NOT EXISTS (SELECT 1 FROM search_doc d"
            f" JOIN search s ON s.rowid = d.id WHERE d.kind = {number} AND d.entity_id = t.id)"
        ).fetchone()[0]
        known = connection.execute(
            f"SELECT count(*) FROM search_doc WHERE kind = {number}"
        ).fetchone()[0]
        have = connection.execute(f"SELECT count(*) FROM {kind}").fetchone()[0]
        if missing or known != have:
            text = f"The search index does not fit: {missing or abs(known - have)} of {kind}"
            found.append(Problem(text, "search", REBUILD))
    for line, table in (("contact_line", "contact"), ("account_line", "account")):
        odd = connection.execute(
            f"SELECT (SELECT count(*) FROM {line}) - (SELECT count(*) FROM {table})"
        ).fetchone()[0]
        if odd:
            found.append(Problem(f"The list of {table}s does not fit", line, REBUILD))
    return found


def index_structure(connection: Connection) -> list[Problem]:
    """FTS5's own check; it writes nothing but needs a writable connection."""
    try:
        connection.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 0)")
    except DatabaseError as error:
        return [Problem("The search index is damaged", f"search: {error}", REBUILD)]
    return []


def contents(connection: Connection) -> list[Problem]:
    """Files kept in the book: each content still has its SHA-256, and each file its content."""
    found: list[Problem] = []
    for digest, size in connection.execute("SELECT sha256, size FROM blob").fetchall():
        hasher, length = sha256(), 0
        for (data,) in connection.execute(
            "SELECT data FROM blob_chunk WHERE sha256 = ? ORDER BY n", (digest,)
        ):
            hasher.update(data)
            length += len(data)
        if hasher.hexdigest() != digest or length != size:
            names = [r[0] for r in connection.execute(
                "SELECT name FROM document WHERE sha256 = ?", (digest,)).fetchall()]  # fmt: skip
            found.append(Problem("A file is damaged", ", ".join(names) or digest[:12], RESTORE))
    lost = connection.execute(
        "SELECT name FROM document WHERE sha256 NOT IN (SELECT sha256 FROM blob)"
        f" AND sha256 NOT LIKE '{LINKED}%' LIMIT 20"
    ).fetchall()
    return found + [Problem("A file has lost its content", row[0], RESTORE) for row in lost]


def history(connection: Connection) -> list[Problem]:
    """The chain over all steps: an altered or missing step shows."""
    previous = ""
    digests: dict[int, list[int]] = {}
    for step_id, digest in connection.execute("SELECT step_id, digest FROM change ORDER BY id"):
        digests.setdefault(step_id, []).append(digest)
    cursor = connection.execute(
        "SELECT id, at, actor, label, kind, target_id, chain FROM step ORDER BY id"
    )
    for step_id, at, actor, label, kind, target, chain in cursor.fetchall():
        words = (step_id, at, actor, label, kind, target or 0)
        if chain_hash(previous, words, digests.get(step_id, [])) != chain:
            return [Problem("The history was altered", f"step {step_id}", RESTORE)]
        previous = chain
    return []


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each kept table holds."""
    return {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in (*kept_tables(connection), "step")
    }


def sums(connection: Connection) -> dict[str, tuple[Any, ...]]:
    """Counts and sums of row hashes: equal in a book and its true copy."""
    return {
        table: connection.execute(
            f"SELECT count(*), coalesce(sum(chk & 1073741823), 0) FROM {table}"
        ).fetchone()
        for table in kept_tables(connection)
    }


def whole(connection: Connection, *, deep: bool) -> list[Problem]:
    """Everything that can be wrong with a book; ``deep`` also reads every row and file."""
    try:
        found = structure(connection, deep=deep)
        if found:
            return found
        found = index(connection)
        if deep:
            found += rows(connection) + contents(connection) + history(connection)
    except DatabaseError as error:
        return [Problem("The file cannot be read whole", f"file: {error}", RESTORE)]
    return found
