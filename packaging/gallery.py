"""Paint every widget and row into PNG files, light and dark, at 1x and 2x.

    python packaging/gallery.py FOLDER [SCALE]

Nobody needs this to use Deskbook: it is for looking at the whole look at once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from gallery_pages import contacts_page, today_page
from gallery_parts import (
    accounts_page,
    board_page,
    empty_page,
    show_floating,
    show_search,
)
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.theme.theme import current


def _shots() -> dict[str, QWidget]:
    pages = {
        "contacts": contacts_page(),
        "today": today_page(),
        "accounts": accounts_page(),
        "board": board_page(),
        "empty": empty_page(),
        "floating": contacts_page(),
        "search": contacts_page(),
    }
    for page in pages.values():
        page.resize(1200, 760)
        page.show()
    show_floating(pages["floating"])
    show_search(pages["search"])
    return pages


def main(arguments: list[str]) -> int:
    """Write the pictures; the first argument is the folder, the second the text size."""
    folder = Path(arguments[0])
    scale = float(arguments[1]) if len(arguments) > 1 else 1.0
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for mode in ("light", "dark"):
        current().apply(app, mode, scale=scale, reduce_motion=True)
        pages = _shots()
        app.processEvents()
        for name, page in pages.items():
            for dpr in (1, 2):
                image = QImage(page.size() * dpr, QImage.Format.Format_ARGB32_Premultiplied)
                image.setDevicePixelRatio(dpr)
                painter = QPainter(image)
                page.render(painter, QPoint(0, 0))
                painter.end()
                image.save(str(folder / f"{name}_{mode}_{dpr}x.png"))
            page.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
