"""Drive the real window through a morning with the calendar, and paint each step.

    python -m tests.journeys.drive_calendar FOLDER

Mouse and keys make an appointment by drag, move and stretch it, make it a series, change one of it,
delete the following, book over a clash with a reason, and undo everything. Pictures are written in
light and in dark. Without a display it paints in memory; QT_QPA_PLATFORM=xcb shows it on a screen.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from app.models.operations import staff
from app.models.qt.session import Session
from app.storage import book
from app.ui.frame.look_deeds import dress
from app.ui.frame.memory import Memory
from app.ui.main_window import MainWindow
from tests.journeys.calendar_morning import Person, morning
from tests.ui.frame import clock, fill_firm

SIZE = (1440, 900)


def drive(app: QApplication, folder: Path, mode: str) -> int:
    """One morning in one look; returns how many pictures were written."""
    home = Path(os.environ["DESKBOOK_HOME"])
    store = book.create_book(home / f"{mode}.deskbook", business={"business_name": "Hartley"})
    fill_firm(store)
    staff.add_staff(store, "Tom")
    memory = Memory()
    memory.set_look(mode=mode, reduce_motion=True)
    dress(app, memory)
    window = MainWindow(Session(store), memory, clock=clock)
    window.open()
    window.resize(*SIZE)
    window.show()
    # What rings at that moment would lie over the pages.
    window.watch.bell.look = lambda: None
    window.watch.at_work.open()
    taken: list[Path] = []

    def settle() -> None:
        for _ in range(6):
            app.processEvents()

    def seen(name: str) -> None:
        settle()
        taken.append(folder / f"{len(taken) + 1:02}_{name}_{mode}.png")
        window.grab().save(str(taken[-1]))

    settle()  # what the window does by itself after its first painting is no step of the morning
    morning(Person(window), seen)
    window.safety.stop()
    window.nav_feed.stop()
    window.hide()
    book.close_book(store)
    return len(taken)


def main(arguments: list[str]) -> int:
    """Drive it in light and dark; 1 where a step went wrong."""
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for mode in ("light", "dark"):
        with tempfile.TemporaryDirectory() as home:
            os.environ["DESKBOOK_HOME"] = home
            count = drive(app, folder, mode)
        sys.stdout.write(f"{mode}: every step done and undone, {count} pictures in {folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
