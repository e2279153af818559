"""Open a file of the book in the program the system has for it, from a copy that may be thrown."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl

from app.models.qt.session import Session
from app.storage import blobs, errors
from app.storage.queries import records

_FOLDER = "deskbook-open"


def open_document(session: Session, document_id: int, open_url: Callable[[str], None]) -> bool:
    """Write a copy of a file and hand it to the system; says what is wrong where it cannot be."""
    try:
        row = session.read(records.record, "document", document_id)
        data = session.read(blobs.read, row["sha256"])
        folder = Path(tempfile.gettempdir()) / _FOLDER / str(document_id)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / _safe_name(str(row["name"]))
        path.write_bytes(data)
    except errors.BookError as error:
        session.say(error.message, kind="warn", undo=False, hint=error.hint)
        return False
    except OSError as error:
        session.say(f"The file could not be opened ({error.strerror}).", kind="warn", undo=False)
        return False
    open_url(QUrl.fromLocalFile(str(path)).toString())
    return True


def _safe_name(name: str) -> str:
    kept = "".join("_" if c in '<>:"/\\|?*' or ord(c) < 32 else c for c in name).strip(" .")
    return kept or "file"
