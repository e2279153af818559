"""Kills a worker at random moments, many times; prints what went wrong as JSON.

Run as a process of its own, so that workers can be forked from it cheaply and without threads.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from app.storage import backups, book, places
from tests.faults import work
from tests.faults.work import Ack

HOT: list[bool] = []
"""For each kill whether it left a journal, that is, hit the middle of a transaction."""


def killed(job: Callable[[Ack], None], seconds: float, path: Path) -> int:
    """Start a worker, kill it so long after it began; the last number that it confirmed."""
    child, reads = work.forked(job)
    os.read(reads, 1)  # it has opened the book
    select.select([], [], [], seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    HOT.append(path.with_name(f"{path.name}-journal").exists())
    said = b""
    while piece := os.read(reads, 65536):
        said += piece
    os.close(reads)
    # The very first byte was read above; what follows it may be cut by nothing but a line end.
    lines = [line for line in said.decode().split("\n") if line]
    return int(lines[-1]) if lines else -1


def edits(kills: int, dice: random.Random, folder: Path) -> list[str]:
    """Kills during edits of one book that lives through all of them."""
    path = folder / "edits.deskbook"
    person, wrong, saved = work.make_book(path), [], 0
    for _ in range(kills):
        acked = killed(lambda ack: work.edit_on(path, person, ack), dice.uniform(0, 0.07), path)
        saved = max(saved, acked)
        found = work.after_edits(path, person, saved)
        saved = max(saved, _now(path, person))
        wrong += [found] if found else []
    return wrong


def _now(path: Path, person: int) -> int:
    store = book.open_book(path, read_only=True)
    try:
        return int(work.load_contact(store, person).note)
    finally:
        book.close_book(store)


def imports(kills: int, dice: random.Random, folder: Path) -> list[str]:
    """Kills during imports, each into a fresh book."""
    base, path, file = folder / "base.deskbook", folder / "in.deskbook", folder / "people.csv"
    work.make_book(base)
    table, choices = work.table_of(file)
    wrong = []
    for _ in range(kills):
        work.fresh(base, path)
        job = lambda ack: work.import_on(path, file, table, choices, ack)  # noqa: E731
        acked = killed(job, dice.uniform(0, 0.15), path)
        found = work.after_imports(path, max(acked, 0))
        wrong += [found] if found else []
    return wrong


def copies(kills: int, dice: random.Random, folder: Path) -> list[str]:
    """Kills during backups: every one that has a name is whole, and old ones stay as they were."""
    path = folder / "copied.deskbook"
    work.make_book(path)
    store = book.open_book(path, read_only=True)
    target = places.backup_folder(backups.book_uuid(store.connection))
    book.close_book(store)
    wrong, known = [], {}
    for _ in range(kills):
        killed(lambda ack: work.back_up_on(path, ack), dice.uniform(0, 0.08), path)
        for backup in backups.list_backups(target):
            content = backup.path.read_bytes()
            if known.setdefault(backup.path, content) != content:
                wrong.append(f"{backup.path.name} changed")
            elif not wrong and len(known) % 10 == 0:
                wrong += _unsound(backup.path)
    wrong += [text for path in known for text in _unsound(path)]
    return wrong


def _unsound(path: Path) -> list[str]:
    copy = path.with_suffix(".looked-at")
    copy.write_bytes(path.read_bytes())
    store = book.open_book(copy)
    try:
        found = work.sound(store)
    finally:
        book.close_book(store)
        copy.unlink()
    return [found] if found else []


def main() -> None:
    """``kill_loop KIND KILLS SEED``."""
    kind, kills, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    jobs = {"edits": edits, "imports": imports, "copies": copies}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DESKBOOK_HOME"] = str(Path(folder) / "home")
        wrong = jobs[kind](kills, random.Random(seed), Path(folder))
    print(json.dumps({"kills": kills, "in_the_middle": sum(HOT), "wrong": wrong}))


if __name__ == "__main__":
    main()
