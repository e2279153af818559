"""J10: a list of 100,000 contacts, beside a bare whole-row delegate and a QStandardItemModel.

``python -m tests.bench.bench_table FOLDER [COUNT]`` (offscreen is enough). Each side is a process
of its own; figures are milliseconds from an empty window to the first paint, of 60 repaints while
scrolling, and the memory that the list added in MiB.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from tests.bench.big_book import big_book
from tests.bench.measure import python, run

FRAME = """
import json, os, sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication, QMainWindow, QStyledItemDelegate, QTableView
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
COUNT, BOOK = int(sys.argv[1]), sys.argv[2]
app = QApplication([])
def memory():
    for line in open('/proc/self/smaps_rollup'):
        if line.startswith('Pss:'):
            return int(line.split()[1]) / 1024
def measure(make):
    window = QMainWindow(); window.resize(420, 900); window.show(); app.processEvents()
    before, started = memory(), time.perf_counter()
    view = make(); window.setCentralWidget(view); view.show(); app.processEvents()
    view.viewport().repaint()
    shown = (time.perf_counter() - started) * 1000
    bar, repaints = view.verticalScrollBar(), []
    for step in range(60):
        bar.setValue(bar.maximum() * step // 60)
        started = time.perf_counter(); view.viewport().repaint()
        repaints.append((time.perf_counter() - started) * 1000)
    repaints.sort()
    print(json.dumps({'shown': shown, 'p50': repaints[30], 'p99': repaints[-1],
                      'added': memory() - before}))
    sys.stdout.flush(); os._exit(0)
"""
BARE = """
class Rows(QAbstractTableModel):
    def rowCount(self, parent=None): return COUNT
    def columnCount(self, parent=None): return 1
    def data(self, index, role=0): return f'Person {index.row()}' if role == 0 else None
class Whole(QStyledItemDelegate):
    def paint(self, painter, option, index):
        for line in range(4):
            painter.drawText(option.rect.adjusted(60, 12 * line, 0, 0), 0, index.data())
def make():
    global rows, whole
    rows, whole, view = Rows(), Whole(), QTableView()
    view.setItemDelegate(whole); view.setModel(rows); view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(56)
    return view
measure(make)
"""
STANDARD = """
def make():
    global model
    model, view = QStandardItemModel(), QTableView()
    for n in range(COUNT):
        model.appendRow([QStandardItem(f'{word} {n}') for word in ('name', 'firm', 'town', 'when')])
    view.setModel(model)
    return view
measure(make)
"""
OURS = """
from app.models.qt.session import Session
from app.storage import book
from app.ui.panes.people.record_views import RecordViews
from app.ui.theme.theme import current
from datetime import datetime
current().apply(app, 'light', reduce_motion=True)
session = Session(book.open_book(BOOK, check=False))
from app.storage.queries.lists import ListQuery
def make():
    global views
    views = RecordViews(session, 'contact', mode='list', clock=datetime.now)
    views.show_query(ListQuery('contact'))
    return views.list
measure(make)
"""


def main(folder: Path, count: int = 100_000) -> None:
    """Print one table."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("DESKBOOK_HOME", str(folder / "home"))
    path = big_book(folder, count)
    sides = {"whole-row delegate, no data (limit)": BARE, "QStandardItemModel": STANDARD,
             "Deskbook, contacts": OURS}  # fmt: skip
    print(f"\nJ10: {count:,} rows: to the first paint, repaints while scrolling, memory added")
    print(f"{'':40}{'shown ms':>10}{'p50 ms':>9}{'p99 ms':>9}{'MiB':>8}")
    for name, code in sides.items():
        best = min(
            (json.loads(run(python(FRAME + code, str(count), str(path))).output) for _ in range(3)),
            key=lambda figures: figures["shown"],
        )
        print(
            f"{name:40}{best['shown']:10.0f}{best['p50']:9.1f}{best['p99']:9.1f}{best['added']:8.0f}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(argument) for argument in sys.argv[2:3]))
