"""Two processes add one to the same number; prints what the number is in the end."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from app.models.operations.contacts import load_contact
from app.storage import book
from tests.faults import work


def main() -> None:
    """``count_loop TIMES``: each of two workers so many times."""
    times = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DESKBOOK_HOME"] = folder
        path = Path(folder) / "count.deskbook"
        person = work.make_book(path)
        pairs = [work.forked(lambda ack: work.count_up(path, person, times)) for _ in range(2)]
        ends = [os.waitpid(child, 0)[1] for child, _ in pairs]
        store = book.open_book(path)
        report = {"ends": ends, "number": int(load_contact(store, person).note),
                  "sound": work.sound(store)}  # fmt: skip
        book.close_book(store)
    print(json.dumps(report))


if __name__ == "__main__":
    main()
