"""What this computer remembers of the window: sizes, the look, recent files and records."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from app.storage import places

MOST_FILES = 8
MOST_RECORDS = 8


@dataclass(frozen=True, slots=True)
class Look:
    """How the window looks: ``mode`` is system, light or dark; ``scale`` 0.9 to 1.6 of 100 %."""

    mode: str = "system"
    scale: float = 1.0
    more_contrast: bool = False
    compact: bool = False
    reduce_motion: bool = False
    menu_always: bool = False


class Memory(QObject):
    """Kept in an ini file of the program's own folder; nothing of the business is in it."""

    look_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        path = places.home() / "window.ini"
        self._kept = QSettings(str(path), QSettings.Format.IniFormat)
        self.look = self._read_look()

    # The look ----------------------------------------------------------------------------------

    def _read_look(self) -> Look:
        found: dict[str, Any] = {}
        for one in fields(Look):
            text = self._kept.value(f"look/{one.name}")
            if isinstance(text, str):
                found[one.name] = text
        return Look(
            mode=found.get("mode", "system"),
            scale=_number(found.get("scale", "1")),
            more_contrast=found.get("more_contrast") == "True",
            compact=found.get("compact") == "True",
            reduce_motion=found.get("reduce_motion") == "True",
            menu_always=found.get("menu_always") == "True",
        )

    def set_look(self, **values: object) -> None:
        """Change parts of the look and tell everybody at once."""
        self.look = replace(self.look, **values)
        for one in fields(Look):
            self._kept.setValue(f"look/{one.name}", str(getattr(self.look, one.name)))
        self.look_changed.emit()

    # Window and pages --------------------------------------------------------------------------

    def geometry(self) -> QByteArray | None:
        """Where the window stood, or ``None``."""
        found = self._kept.value("window/geometry")
        return found if isinstance(found, QByteArray) else None

    def set_geometry(self, geometry: QByteArray) -> None:
        """Keep where the window stands."""
        self._kept.setValue("window/geometry", geometry)

    def layout(self, page: str) -> dict[str, object]:
        """What a page asked to be remembered."""
        found = self._json(f"pages/{page}")
        return found if isinstance(found, dict) else {}

    def set_layout(self, page: str, layout: dict[str, object]) -> None:
        """Keep what a page gave."""
        self._kept.setValue(f"pages/{page}", json.dumps(layout))

    # Recent things -----------------------------------------------------------------------------

    def recent_files(self) -> list[Path]:
        """Books opened last, newest first, those that are still there."""
        found = self._json("recent/files") or []
        return [path for path in map(Path, found) if path.is_file()]

    def note_file(self, path: Path) -> None:
        """Put a book at the head of the recent ones."""
        kept = [str(path), *(str(one) for one in self.recent_files() if one != path)]
        self._kept.setValue("recent/files", json.dumps(kept[:MOST_FILES]))

    def recent_records(self, book: str) -> list[tuple[str, int]]:
        """Records of a book (by its own name that never changes) looked at last."""
        found = self._json(f"recent/{book}") or []
        return [(str(kind), int(number)) for kind, number in found]

    def note_record(self, book: str, kind: str, record_id: int) -> None:
        """Put a record at the head of the recent ones."""
        here = (kind, record_id)
        kept = [here, *(one for one in self.recent_records(book) if one != here)]
        self._kept.setValue(f"recent/{book}", json.dumps(kept[:MOST_RECORDS]))

    def flag(self, key: str) -> str:
        """A small text kept under a key, or nothing."""
        found = self._kept.value(f"flags/{key}")
        return found if isinstance(found, str) else ""

    def set_flag(self, key: str, value: str) -> None:
        """Keep a small text."""
        self._kept.setValue(f"flags/{key}", value)

    def save(self) -> None:
        """Write the file now."""
        self._kept.sync()

    def _json(self, key: str) -> Any:
        text = self._kept.value(key)
        try:
            return json.loads(text) if isinstance(text, str) else None
        except ValueError:
            return None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 1.0
