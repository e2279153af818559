"""How a book was left on this computer, so that a book closed well opens at once (R24)."""

from __future__ import annotations

import json
from pathlib import Path

from app.storage import places
from app.storage.identity import Stat


def left_well(book: Path) -> bool:
    """Whether the file is exactly as our own last clean close left it."""
    try:
        kept = json.loads(places.state_file(book).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    found = Stat.of(book)
    return found is not None and kept.get("closed") == [
        found.device, found.inode, found.size, found.mtime_ns,
    ]  # fmt: skip


def note_open(book: Path) -> None:
    """From now on, a sudden end leaves the file in need of a check."""
    _write(book, {"closed": None})


def note_closed(book: Path) -> None:
    """The file was closed well; remember how it looks."""
    found = Stat.of(book)
    if found is not None:
        _write(book, {"closed": [found.device, found.inode, found.size, found.mtime_ns]})


def _write(book: Path, state: dict[str, object]) -> None:
    """Keep the state; a folder that cannot be written only costs a slower next opening."""
    file = places.state_file(book)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(state), encoding="utf-8")
    except OSError:
        return
