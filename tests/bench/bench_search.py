"""J7 and J11: search as you type and one saved field, beside what SQLite does bare.

``python -m tests.bench.bench_search [FOLDER] [COUNT]``
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from app.storage import book, database, search
from app.storage.queries import lists
from app.storage.queries.lists import ListQuery
from app.storage.store import Store
from tests.bench.big_book import big_book


def timed(work: Callable[[str], object], inputs: Iterable[str]) -> tuple[float, float]:
    """Median and 99th percentile of single calls, in milliseconds."""
    found = []
    for text in inputs:
        started = time.perf_counter()
        work(text)
        found.append((time.perf_counter() - started) * 1000)
    found.sort()
    return statistics.median(found), found[int(len(found) * 0.99)]


def typed_texts(store: Store, count: int = 250) -> list[str]:
    """What people type: the beginnings of names, letter by letter, as it grows."""
    rnd = random.Random(7)
    names = [row[0] for row in store.select("SELECT name_key FROM contact_line LIMIT 5000")]
    return [
        word[:length]
        for name in rnd.sample(names, count)
        for word in [rnd.choice(name.split())]
        for length in range(1, min(len(word), 6) + 1)
    ]


def fts_beside(store: Store) -> Callable[[str], object]:
    """The usual way: FTS5 with a content table, joined and ordered by name."""
    from app.storage.engine import dbapi2

    memory = dbapi2.connect(":memory:", isolation_level=None)
    memory.execute("CREATE TABLE p (id INTEGER PRIMARY KEY, name, company, email, town)")
    memory.executemany(
        "INSERT INTO p VALUES (?, ?, ?, ?, ?)",
        store.select("SELECT id, name_key, company_key, email, town FROM contact_line"),
    )
    memory.execute("CREATE VIRTUAL TABLE f USING fts5(name, company, email, town, content='p',"
                   " content_rowid='id', prefix='1 2 3')")  # fmt: skip
    memory.execute("INSERT INTO f (f) VALUES ('rebuild')")
    sql = "SELECT p.id FROM f JOIN p ON p.id = f.rowid WHERE f MATCH ? ORDER BY p.name LIMIT 50"

    def ask(text: str) -> object:
        return memory.execute(sql, (f'"{text}"*',)).fetchall()

    return ask


def main(folder: Path, count: int = 100_000) -> None:
    """Print one table."""
    store = book.open_book(big_book(folder, count))
    texts = typed_texts(store)
    bare = "SELECT id FROM contact_line WHERE name_key >= ? AND name_key < ? || 'zzz' LIMIT 50"
    rows = [
        ("bare name index (limit)", timed(lambda t: store.select(bare, (t, t)), texts)),
        ("FTS5 + ORDER BY name (peer)", timed(fts_beside(store), texts)),
        ("LIKE '%text%' (peer)", timed(lambda t: store.select(
            "SELECT id FROM contact_line WHERE name_key LIKE ? ORDER BY name_key LIMIT 50",
            (f"%{t}%",)), texts[:200])),
        ("Deskbook: hits in name order", timed(
            lambda t: search.find_ids(store, "contact", t, 50), texts)),
        ("Deskbook: hits and a page of rows", timed(lambda t: lists.page(
            store, "contact", search.find_ids(store, "contact", t, 50)), texts)),
        ("Deskbook: palette, four kinds", timed(lambda t: search.find(
            store, t, ("contact", "account", "deal", "activity"), 6), texts)),
        ("Deskbook: list filter, every id", timed(lambda t: lists.list_ids(
            store, ListQuery("contact", text=t)), texts)),
        ("Deskbook: phone digits", timed(lambda t: search.find(store, t, ("contact",), 20),
            ["(555) 01", "555-0142", "+1 555", "0142"] * 20)),
    ]  # fmt: skip
    rows += [
        (f"page sorted by {sort}", timed(lambda _t, s=sort: lists.page(
            store, "contact", lists.list_ids(store, ListQuery("contact", sort=s))[:200]), "12345"))
        for sort in ("name", "last_name", "company", "town", "last_contact")
    ]  # fmt: skip
    rows += saves(store)
    print(f"\nJ7, J11: {count:,} contacts, milliseconds")
    print(f"{'':44}{'p50':>9}{'p99':>9}")
    for name, (middle, high) in rows:
        print(f"{name:44}{middle:9.2f}{high:9.2f}")
    store.close()


def saves(store: Store, times: int = 120) -> list[tuple[str, tuple[float, float]]]:
    """One field saved with history, index and line, beside one bare UPDATE with the same care."""
    ids = [row[0] for row in store.select("SELECT id FROM contact ORDER BY id LIMIT ?", (times,))]

    def ours(text: str) -> None:
        with store.step("Change note"):
            store.put("contact", {"id": int(text), "note": f"seen {time.perf_counter()}"})

    bare = database.raw_connect(store.path.with_name("bare.db"), "rwc")
    database.configure(bare)
    bare.execute("CREATE TABLE IF NOT EXISTS c (id INTEGER PRIMARY KEY, note TEXT)")
    bare.executemany("INSERT OR IGNORE INTO c VALUES (?, 'x')", [(i,) for i in ids])

    def plain(text: str) -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("UPDATE c SET note = ? WHERE id = ?", (str(time.perf_counter()), int(text)))
        bare.execute("COMMIT")

    numbers = [str(i) for i in ids]
    found = [("bare UPDATE, same pragmas (limit)", timed(plain, numbers)),
             ("Deskbook: one field saved", timed(ours, numbers))]  # fmt: skip
    bare.close()
    return found


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]), *(int(argument) for argument in sys.argv[2:3]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(Path(temporary))
