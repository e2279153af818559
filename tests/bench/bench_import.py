"""J1: a CSV file to a searchable book, beside the C shell's limit and sqlite-utils.

``python -m tests.bench.bench_import [COUNT] [RUNS] [INPUTS]``, with the folder that make_inputs.py
filled, else on people of our own making.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.bench.measure import Run, goals, inputs, median, people_csv, python, run, table

LIMIT, PEER, SELF = "C shell, 3 indexes + FTS5 (limit)", "sqlite-utils CLI", "Deskbook import"
OURS = (
    "import sys; from app.__main__ import main; book, file = sys.argv[1:];"
    "from app.storage.book import create_book, close_book; close_book(create_book(book));"
    "sys.exit(main(['import', file, '--into', book, '--json']))"
)
UTILS = (
    ("insert", "{db}", "people", "{file}", "--csv"),
    ("create-index", "{db}", "people", "last", "first"),
    ("create-index", "{db}", "people", "email"),
    ("create-index", "{db}", "people", "company"),
    ("enable-fts", "{db}", "people", "first", "last", "company", "title", "email", "phone1",
     "phone2", "street", "city", "zip", "notes"),
)  # fmt: skip
GOALS = {10_000: {LIMIT: 7.5, PEER: 0.9}, 100_000: {LIMIT: 6.4, PEER: 0.9}}
"""By ../shared/design/performance.md; memory: 350 MiB."""
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
    """What a user of sqlite-utils types: five commands for the same indexes and full text."""
    db = folder / "utils.db"
    db.unlink(missing_ok=True)
    call = "import sys; from sqlite_utils.cli import cli; cli.main(args=sys.argv[1:])"
    steps = [
        run(python(call, *(word.format(db=db, file=file) for word in words))) for words in UTILS
    ]
    cpu, wall = sum(step.cpu for step in steps), sum(step.wall for step in steps)
    return Run(cpu, wall, max(step.memory for step in steps), "")


def main(count: int = 100_000, runs: int = 3, folder_of_inputs: str = "") -> None:
    """Print one table; the sides take turns."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = inputs(folder_of_inputs, "contacts", count, folder / f"people_{count}.csv")
        if not file.exists():
            people_csv(file, count)
        sides = {SELF: ours, PEER: sqlite_utils}
        if shutil.which("sqlite3"):
            sides = {LIMIT: shell, **sides}
        results: dict[str, list[Run]] = {side: [] for side in sides}
        for _ in range(runs):
            for side, work in sides.items():
                results[side].append(work(folder, file))
        rows = [(side, median(found)) for side, found in results.items()]
        table(f"J1: CSV to a searchable book, {count:,} rows, {runs} runs", rows, rows[0][0])
        goals(rows, SELF, GOALS.get(count, {}))
        book = folder / "ours.deskbook"
        least = float(run([sys.executable, "-m", "tests.bench.import_floor", str(book)]).output)
        print(f"  SQLite alone, of the same rows ready: {least:.2f} s (see import_floor)")
        print(f"book: {book.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]), *sys.argv[3:4])
