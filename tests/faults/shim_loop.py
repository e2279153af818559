"""Strikes at the first, second, third … file call of one piece of work, until it is through.

Run under the shim (``LD_PRELOAD``): ``shim_loop WORK MODE STRIDE``; prints a JSON report.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from app.desk import importing
from app.models.operations.contacts import load_contact
from app.storage import book
from app.storage.errors import BookError
from app.storage.store import Store
from tests.faults import work
from tests.faults.work import Ack

MODES = {"kill": 1, "error": 2, "full": 3}
THROUGH, RAISED, ODD = 10, 11, 12
SHIM = ctypes.CDLL(None)


def struck(path: Path, do: Callable[[Store], None], mode: int, nth: int) -> int:
    """Do the work in a child that is struck at the n-th call; how it ended."""

    def job(ack: Ack) -> None:
        store = book.open_book(path)
        SHIM.fault_arm(mode, nth)
        try:
            do(store)
        except BookError:
            os._exit(RAISED if SHIM.fault_fired() else ODD)
        os._exit(0 if SHIM.fault_fired() else THROUGH)

    child, reads = work.forked(job)
    os.close(reads)
    _, status = os.waitpid(child, 0)
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def main() -> None:
    """Strike until the work gets through without meeting the fault."""
    name, mode, stride = sys.argv[1], MODES[sys.argv[2]], int(sys.argv[3])
    wrong: list[str] = []
    struck_times, nth = 0, 1
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        os.environ["DESKBOOK_HOME"] = place
        base, path = folder / "base.deskbook", folder / "faulty.deskbook"
        person = work.make_book(base)
        file = folder / "people.csv"
        table, choices = work.table_of(file, 200)

        def do(store: Store) -> None:
            if name == "edit":
                work.edit_once(store, person, 1)
            else:
                importing.bring_in(store, file, table, choices)

        while True:
            work.fresh(base, path)
            end = struck(path, do, mode, nth)
            if end == THROUGH:
                break
            struck_times += 1
            wrong += [f"call {nth}: {text}" for text in judged(path, person, name, end)]
            nth += stride
    print(json.dumps({"faults": struck_times, "wrong": wrong}))


def judged(path: Path, person: int, name: str, end: int) -> list[str]:
    """What is wrong with the book after a strike; it stands as before or as after, nothing else."""
    if end not in (0, RAISED, -9):
        return [f"ended oddly ({end})"]
    store = book.open_book(path)
    try:
        now = int(load_contact(store, person).note)
        entries = store.value("SELECT count(*) FROM activity")
        people = store.value("SELECT count(*) FROM contact") - 1
        found = work.sound(store)
    finally:
        book.close_book(store)
    before = (now, entries, people) == (0, 0, 0)
    after = (now, entries, people) == ((1, 1, 0) if name == "edit" else (0, 0, 200))
    wrong = [found] if found else []
    if not before and not after:
        wrong.append(f"between before and after: {now}, {entries}, {people}")
    if end == 0 and not after:
        wrong.append("said to be saved, and is not there")
    if end == RAISED and not before:
        wrong.append("said not to be saved, and is there")
    return wrong


if __name__ == "__main__":
    main()
