"""Paint every page of the example book into PNG files, light and dark, without a display.

    python packaging/screenshots.py FOLDER [WIDTHxHEIGHT] [SCALE]

The pictures of the README come from here: 1440x900 at 1x, each below 200 kB.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.models.qt.session import Session
from app.storage import book, settings
from app.storage.store import Store
from app.ui.frame.look_deeds import dress
from app.ui.frame.memory import Memory
from app.ui.main_window import MainWindow
from app.ui.program import make_example

TODAY = datetime(2026, 11, 18, 10, 40)
PAGES = ("today", "contacts", "accounts", "calendar", "day", "deals", "documents", "import")
LARGEST = 200_000


def clock() -> datetime:
    """The moment all pictures are taken at."""
    return TODAY


def make_book(folder: Path) -> Path:
    """The example book of that day, called as a real one would be."""
    path = folder / "Hartley Gardens.deskbook"
    make_example(path, TODAY.date())
    store = book.open_book(path)
    settings.save_settings(store, {"example_data": ""})
    book.close_book(store)
    return path


def shoot(folder: Path, size: tuple[int, int]) -> list[Path]:
    """Write the pictures; returns their paths."""
    app = QApplication([])
    store = book.open_book(make_book(Path(os.environ["DESKBOOK_HOME"])))
    memory = Memory()
    taken: list[Path] = []
    for mode in ("light", "dark"):
        memory.set_look(mode=mode, reduce_motion=True)
        dress(app, memory)
        window = MainWindow(Session(store), memory, clock=clock)
        window.open()
        window.resize(*size)
        window.show()
        # What rings at that moment would lie over the pages.
        window.watch.bell.look = lambda: None
        window.safety.sentence = lambda: ("Backed up 12 min ago", "shield-check", "accent")
        for page in PAGES:
            window.ways.go_to_page("calendar" if page == "day" else page)
            _stage(window, store, page)
            taken.append(_picture(app, window, folder / f"{page}_{mode}.png"))
        window.ways.go_to_page("contacts")
        window.open_search()
        window.palette_view.input.setText("marl")
        window.palette_view.text_edited.emit("marl")
        taken.append(_picture(app, window, folder / f"search_{mode}.png"))
        window.palette_view.close_palette()
        window.safety.stop()
        window.nav_feed.stop()
        window.hide()
    book.close_book(store)
    return taken


CUSTOMERS = """Firma;Vorname Nachname;Tel.;E-Mail;Str./Nr.;PLZ Ort;Geb.;Kdnr;Spalte9
Marlow Bakery;Charlotte Webb;07700 900184;charlotte@marlowbakery.example;14 High Street;\
SL7 1AU Marlow;12.03.1979;10042;x
Lindenhof;Anneliese Brandt;+49 30 23125 183;brandt@lindenhof.example;Lindenallee 3;\
10115 Berlin;04.11.1968;10057;x
Golden Lotus;Chen Wei;07700 900301;chen@goldenlotus.example;8 Queen Street;RG1 2AB Reading;;10061;
"""


def _stage(window: MainWindow, store: Store, page: str) -> None:
    """Bring a page to where it shows what it is for."""
    if page == "day":
        window.stack.pane("calendar").show_mode("day")
        return
    pane = window.stack.pane(page)
    if page == "contacts":
        person = store.value("SELECT id FROM contact WHERE name = 'Charlotte Webb'")
        window.ways.open_record("contact", person)
    elif page == "documents":
        rows = store.select(
            "SELECT g.contact_id FROM tagging g JOIN tag t ON t.id = g.tag_id"
            " WHERE t.name = 'Spring mailing'"
        )
        pane.write_letter([row[0] for row in rows])
    elif page == "import":
        file = Path(os.environ["DESKBOOK_HOME"]) / "customers-2025.csv"
        file.write_text(CUSTOMERS, encoding="utf-8")
        pane.begin(file)
        window.session.wait_for_jobs()


def _picture(app: QApplication, window: MainWindow, path: Path) -> Path:
    for _ in range(6):
        app.processEvents()
    image = window.grab().toImage()
    image.save(str(path))
    if path.stat().st_size > LARGEST:
        # Few colours are in use: 256 of them are told from all by nobody.
        flat = image.convertToFormat(QImage.Format.Format_RGB32)
        pixels = memoryview(flat.constBits()).cast("B").cast("I")
        found = Counter(pixels)
        table = sorted(found, key=lambda colour: -found[colour] * _vividness(colour))[:256]
        flat.convertToFormat(QImage.Format.Format_Indexed8, table).save(str(path))
    return path


def _vividness(colour: int) -> int:
    """How much a colour stands out from grey: small dots of it must not lose it."""
    parts = (colour >> 16 & 255, colour >> 8 & 255, colour & 255)
    return 8 + max(parts) - min(parts)


def main(arguments: list[str]) -> int:
    """Write the pictures; complain about those that are too large for a README."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    size = arguments[1] if len(arguments) > 1 else "1440x900"
    if len(arguments) > 2:
        os.environ["QT_SCALE_FACTOR"] = arguments[2]
    width, _, height = size.partition("x")
    with tempfile.TemporaryDirectory() as home:
        os.environ["DESKBOOK_HOME"] = home
        taken = shoot(folder, (int(width), int(height)))
    large = [path.name for path in taken if path.stat().st_size > LARGEST]
    if large:
        sys.stderr.write(f"Larger than 200 kB: {', '.join(large)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
