"""Files kept with the words in them, so that a search finds what stands inside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.desk import opening
from app.exchange import sandbox
from app.exchange.file_text import READERS
from app.exchange.tables.table import UnreadableFile
from app.models.operations import documents
from app.storage import blobs
from app.storage.queries import documents as queries
from app.storage.store import Store

Progress = Callable[[int, int, str], None]
_PATIENCE = 20.0


def words_of(path: Path, name: str = "") -> str:
    """The words in a file, read in a child process; none when it cannot be read."""
    called = name or path.name
    if Path(called).suffix.lower() not in READERS:
        return ""
    try:
        answers = sandbox.frames("words", path, {"name": called}, time_limit=_PATIENCE)
        return "".join(str(answer[1]) for answer in answers if answer[0] == "value")
    except UnreadableFile:
        return ""


def new_version(store: Store, document_id: int, path: Path) -> int:
    """A changed file as the next version of a kept one. Raises ``DiskFailed``."""
    documents.check_readable(path)
    name = path.name
    return documents.add_version(
        store, document_id, path.read_bytes(), name=name, text=words_of(path)
    )


def read_missing(store: Store, progress: Progress | None = None) -> int:
    """Read the words of kept files that the search does not know yet; how many had some."""
    waiting = queries.without_text(store, tuple(READERS))
    found = 0
    for done, row in enumerate(waiting):
        if progress is not None:
            progress(done, len(waiting), "files")
        copy = opening.private_copy(row["name"], blobs.read(store, row["sha256"]))
        try:
            words = words_of(copy, row["name"])
        finally:
            opening.forget_copy(copy)
        # A file without words is noted with a blank, so that it is not read again and again.
        documents.keep_words_later(store, row["sha256"], words or " ")
        found += bool(words)
    return found
