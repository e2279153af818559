"""J1: a CSV file to a searchable book, beside the C shell's limit and sqlite-utils.

``python -m tests.bench.bench_import [COUNT] [RUNS]``
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.bench.measure import Run, median, people_csv, python, run, table

OURS = (
    "import sys; from app.__main__ import main; book, file = sys.argv[1:];"
    "from app.storage.book import create_book, close_book; close_book(create_book(book));"
    "sys.exit(main(['import', file, '--into', book, '--json']))"
)
UTILS = (
    "import sys; from sqlite_utils.cli import cli; db, file = sys.argv[1:]\n"
    "def call(*a):\n    cli.main(args=list(a), standalone_mode=False)\n"
    "call('insert', db, 'people', file, '--csv')\n"
    "call('create-index', db, 'people', 'last', 'first')\n"
    "call('create-index', db, 'people', 'email')\n"
    "call('create-index', db, 'people', 'company')\n"
    "call('enable-fts', db, 'people', 'first', 'last', 'company', 'email', 'phone1', 'city',"
    " 'notes')\n"
)
SHELL = """.mode csv
PRAGMA journal_mode=DELETE;
.import {file} people
BEGIN;
CREATE INDEX a ON people(last, first);
CREATE INDEX b ON people(email);
CREATE INDEX c ON people(company);
CREATE VIRTUAL TABLE f USING fts5(first, last, company, title, email, phone1, phone2, street, city,
  zip, notes, content='people');
INSERT INTO f(f) VALUES('rebuild');
COMMIT;
"""


def shell(folder: Path, file: Path) -> Run:
    """The C shell with three indexes and full text: as fast as SQLite goes."""
    script = folder / "limit.sql"
    script.write_text(SHELL.format(file=file))
    (folder / "limit.db").unlink(missing_ok=True)
    with script.open() as commands:
        return run(["sqlite3", str(folder / "limit.db")], stdin=commands)


def ours(folder: Path, file: Path) -> Run:
    """This program's own command line, history, ledger, hashes and all."""
    book = folder / "ours.deskbook"
    book.unlink(missing_ok=True)
    return run(python(OURS, str(book), str(file)))


def sqlite_utils(folder: Path, file: Path) -> Run:
    """What a user of sqlite-utils types."""
    (folder / "utils.db").unlink(missing_ok=True)
    return run(python(UTILS, str(folder / "utils.db"), str(file)))


def main(count: int = 100_000, runs: int = 3) -> None:
    """Print one table; the sides take turns."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = people_csv(folder / f"people_{count}.csv", count)
        sides = {"Deskbook import": ours, "sqlite-utils CLI": sqlite_utils}
        if shutil.which("sqlite3"):
            sides = {"C shell, 3 indexes + FTS5 (limit)": shell, **sides}
        results: dict[str, list[Run]] = {side: [] for side in sides}
        for _ in range(runs):
            for side, work in sides.items():
                results[side].append(work(folder, file))
        rows = [(side, median(found)) for side, found in results.items()]
        table(f"J1: CSV to a searchable book, {count:,} rows, {runs} runs", rows, rows[0][0])
        print(f"book: {(folder / 'ours.deskbook').stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:3]))
