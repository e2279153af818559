"""J1's other half: does the window answer while a long list comes in, and how often does it hear.

``python -m tests.bench.bench_import_alive [COUNT] [INPUTS]`` (offscreen is enough). The real window
on an empty book takes a CSV file through its import page. Beside it a timer asks every 10 ms
whether somebody answers; the second row is the same timer in a window that does nothing. Goal: ten
reports of progress a second.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.models.qt.session import Session
from app.storage.book import close_book, create_book
from app.ui.panes.imports.import_page import CHECK, FINISH, MATCH, ImportPage
from tests.bench.measure import inputs, people_csv

EVERY = 10
"""Milliseconds between two questions."""
REPORTS = 10
"""By ../shared/design/performance.md."""


class Watch:
    """How long each answer took beyond its time, and when progress was heard of."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self.heard: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._asked)

    def begin(self) -> None:
        """Count from now."""
        self.late, self.heard, self._last = [], [], time.perf_counter()
        self._timer.start(EVERY)

    def _asked(self) -> None:
        now = time.perf_counter()
        self.late.append((now - self._last) * 1000 - EVERY)
        self._last = now

    def tell(self, name: str, *, progress: bool = False) -> None:
        """Print one row of the table and stop."""
        self._timer.stop()
        late = sorted(self.late)
        place = len(late) - 1
        line = f"{name:34}{late[place // 2]:9.1f}{late[place * 99 // 100]:9.1f}{late[place]:9.1f}"
        if progress:
            gaps = [b - a for a, b in zip(self.heard, self.heard[1:], strict=False)]
            span = self.heard[-1] - self.heard[0]
            often = len(gaps) / span
            line += f"{often:9.1f}{max(gaps) * 1000:12.0f}"
            line += f"   goal {REPORTS} a second: {'met' if often >= REPORTS else 'MISSED'}"
        print(line)


def until(met: Callable[[], bool]) -> None:
    """Let the window live until something is so."""
    loop, timer = QEventLoop(), QTimer()
    timer.timeout.connect(lambda: loop.quit() if met() else None)
    timer.start(5)
    loop.exec()


def main(count: int = 100_000, folder_of_inputs: str = "") -> None:
    """Print the table."""
    application = QApplication.instance() or QApplication([])
    print(f"J1, the window alive: {count:,} rows")
    print(
        f"{'milliseconds late':34}{'p50':>9}{'p99':>9}{'worst':>9}{'a second':>9}{'worst gap':>12}"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = people_csv(folder / f"people_{count}.csv", count)
        file = inputs(folder_of_inputs, "contacts", count, file)
        store = create_book(folder / "alive.deskbook")
        page = ImportPage(Session(store))
        page.resize(1100, 760)
        page.show()
        page.enter()
        watch = Watch()
        watch.begin()
        until(lambda: len(watch.late) > 300)
        watch.tell("a window that does nothing")
        for label, press, reached in (
            ("reading and recognising", lambda: page.begin(file), MATCH),
            ("checking every row", page.go_on, CHECK),
            ("bringing in", page.go_on, FINISH),
        ):
            watch.begin()
            press()
            job = page.job
            if job is not None:
                job.progressed.connect(lambda *_: watch.heard.append(time.perf_counter()))
            until(lambda: page.job is None and page.stack.currentIndex() == reached)  # noqa: B023
            watch.tell(label, progress=len(watch.heard) > 2)
        page.leave()
        page.close()
        close_book(store)
    application.processEvents()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]), *sys.argv[2:3])
