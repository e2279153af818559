"""J9 and J10: from the start of the process to the first painted window, and what it weighs.

``python -m tests.bench.bench_start FOLDER [COUNT] [RUNS]`` (run under Xvfb, or with a display).
The peer is an empty PySide6 main window, and one with a table of as many rows whose whole row is
painted by one delegate.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from app.storage import trust
from tests.bench.big_book import big_book
from tests.bench.measure import Run, median, python, run

WATCH = """
import json, os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
def pss():
    for line in open('/proc/self/smaps_rollup'):
        if line.startswith('Pss:'):
            return int(line.split()[1]) / 1024
class Watch(QObject):
    done = False
    def eventFilter(self, thing, event):
        if event.type() == QEvent.Type.Paint and thing.isWindow() and not self.done:
            self.done = True
            QTimer.singleShot(0, tell)
        return False
def tell():
    cpu = os.times()
    started = float(os.environ['BENCH_STARTED'])
    print(json.dumps({'wall': time.time() - started, 'cpu': cpu.user + cpu.system, 'pss': pss()}))
    sys.stdout.flush()
    os._exit(0)
watch = Watch()
"""
EMPTY = (
    "from PySide6.QtWidgets import QApplication, QMainWindow\napp = QApplication([])\n"
    "w = QMainWindow(); w.resize(1280, 820); app.installEventFilter(watch); w.show(); app.exec()"
)
TABLE = (
    "from PySide6.QtWidgets import QApplication, QMainWindow, QStyledItemDelegate, QTableView\n"
    "from PySide6.QtCore import QAbstractTableModel\n"
    "class Rows(QAbstractTableModel):\n"
    "    def rowCount(self, parent=None): return COUNT\n"
    "    def columnCount(self, parent=None): return 1\n"
    "    def data(self, index, role=0): return f'Person {index.row()}' if role == 0 else None\n"
    "class Whole(QStyledItemDelegate):\n"
    "    def paint(self, painter, option, index):\n"
    "        painter.drawText(option.rect, 0, index.data())\n"
    "app = QApplication([]); m = Rows(); d = Whole(); v = QTableView(); v.setItemDelegate(d)\n"
    "v.setModel(m); v.verticalHeader().hide(); w = QMainWindow(); w.setCentralWidget(v)\n"
    "w.resize(1280, 820); app.installEventFilter(watch); w.show(); app.exec()"
)
OURS = (
    "from pathlib import Path\nfrom app.ui.program import Program\n"
    "made = QApplication.__init__\n"
    "def made_and_watched(self, *a):\n    made(self, *a); self.installEventFilter(watch)\n"
    "QApplication.__init__ = made_and_watched\n"
    "from app.ui.frame.memory import Memory\nflag = Memory.flag\n"
    "Memory.flag = lambda self, key, *a: PAGE if key == 'page' else flag(self, key, *a)\n"
    "Program.start(Path(BOOK))"
)


def side(code: str, home: Path, path: Path) -> Run:
    """One start of one side, on a book that was closed well (the watch ends the process hard)."""
    import time

    os.environ["DESKBOOK_HOME"] = str(home)
    trust.note_closed(path)
    env = {name: v for name, v in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env = {**env, "DESKBOOK_HOME": str(home), "BENCH_STARTED": str(time.time())}
    result = run(python(WATCH + code), env=env)
    told = json.loads(result.output.splitlines()[-1])
    return Run(told["cpu"], told["wall"], told["pss"], "")


def main(folder: Path, count: int = 100_000, runs: int = 5) -> None:
    """Print one table."""
    home = folder / "home"
    path = big_book(folder, count)
    sides = {
        "empty QMainWindow": EMPTY,
        f"QMainWindow with {count:,} rows": TABLE.replace("COUNT", str(count)),
        "Deskbook, Today": OURS.replace("PAGE", "'today'").replace("BOOK", repr(str(path))),
        f"Deskbook, {count:,} contacts": OURS.replace("PAGE", "'contacts'").replace(
            "BOOK", repr(str(path))
        ),
    }
    for code in sides.values():
        side(code, home, path)
    results: dict[str, list[Run]] = {name: [] for name in sides}
    for _ in range(runs):
        for name, code in sides.items():
            results[name].append(side(code, home, path))
    base = median(results[f"QMainWindow with {count:,} rows"])
    print(f"\nJ9: start to first painted window, medians of {runs}, page cache warm")
    print(f"{'':44}{'wall s':>9}{'cpu s':>9}{'PSS MiB':>9}{'wall ×':>9}{'PSS ×':>9}")
    for name, found in results.items():
        middle = median(found)
        print(
            f"{name:44}{middle.wall:9.2f}{middle.cpu:9.2f}{middle.memory:9.0f}"
            f"{middle.wall / base.wall:9.2f}{middle.memory / base.memory:9.2f}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(argument) for argument in sys.argv[2:4]))
