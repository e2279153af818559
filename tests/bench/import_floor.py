"""What SQLite alone needs for the rows of an imported book: the least that J1 can take.

``python -m tests.bench.import_floor BOOK`` takes every row and every text of the index ready from
the book, and measures only this: inserts into a new book, indexes made after, full text, commit.
No reading of a file, no rule, no hash. Prints cpu seconds.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from app.storage.book import close_book, create_book, open_book
from app.storage.derive import LINE_TABLES
from app.storage.schema.derived import KINDS, SEARCH_SOURCES
from app.storage.tables import RECORDED

PARTS = ("name", "company", "reach", "place", "note")


def rows_of(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of a book by table, and those of the index by "search"."""
    book = open_book(path)
    tables = (*RECORDED, *LINE_TABLES.values(), "search_doc")
    found = {table: book.select(f"SELECT * FROM {table}") for table in tables}
    words = ", ".join(f"search_words({part})" for part in PARTS)
    found["search"] = [
        row
        for kind in ("contact", "account")
        for row in book.select(
            f"SELECT d.id, {words} FROM ({SEARCH_SOURCES[kind]}) s JOIN search_doc d"
            f" ON d.kind = {KINDS[kind]} AND d.entity_id = s.entity_id ORDER BY d.id"
        )
    ]
    close_book(book)
    return {table: rows for table, rows in found.items() if rows}


def write(connection: Any, rows: dict[str, list[tuple[Any, ...]]]) -> None:
    """Everything in one transaction; indexes are made when the rows stand."""
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql > ''"
    ).fetchall()
    connection.execute("BEGIN IMMEDIATE")
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    for table, lines in rows.items():
        columns = f" (rowid, {', '.join(PARTS)})" if table == "search" else ""
        marks = ", ".join("?" * len(lines[0]))
        connection.executemany(f"INSERT INTO {table}{columns} VALUES ({marks})", lines)
    for _, sql in indexes:
        connection.execute(sql)
    connection.execute("COMMIT")


def main(path: str) -> None:
    """Print the cpu seconds."""
    rows = rows_of(Path(path))
    with tempfile.TemporaryDirectory() as name:
        book = create_book(Path(name, "floor.deskbook"))
        book.connection.execute("PRAGMA query_only=OFF")
        started = time.process_time()
        write(book.connection, rows)
        print(f"{time.process_time() - started:.2f}")
        close_book(book)


if __name__ == "__main__":
    main(sys.argv[1])
