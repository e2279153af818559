"""Kept files opened, changed outside and taken back as a new version; all files of a firm out.

A copy to be changed lies in a private folder with a note of where it came from, so that what was
changed is still offered when the program ended in between.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from app.desk import opening
from app.desk.file_texts import words_of
from app.desk.letter_files import free_name
from app.exchange.new_file import CannotWrite, replacing, safe_file_name
from app.models.errors import Refusal
from app.models.operations import documents
from app.storage import blobs
from app.storage.queries import documents as queries
from app.storage.queries import records
from app.storage.store import Store

Progress = Callable[[int, int, str], None]
_NOTE = ".deskbook-copy.json"


@dataclass(frozen=True, slots=True)
class OpenedCopy:
    """A copy that can be given to its program. ``warning`` is a sentence to show before, or ""."""

    document_id: int
    path: Path
    warning: str = ""


@dataclass(frozen=True, slots=True)
class EditedCopy:
    """A copy that was changed outside and may become a new version."""

    document_id: int
    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Exported:
    """Files written to a folder, and names of links whose file is not at its place any more."""

    files: tuple[Path, ...]
    missing: tuple[str, ...] = ()


def open_copy(store: Store, document_id: int, *, to_change: bool = False) -> OpenedCopy:
    """A private copy of a kept file; read-only unless it is to be changed.

    A link is opened where it lies. Raises ``Refusal`` for what can run, or is not there.
    """
    row = records.record(store, "document", document_id)
    warning = (
        f"{row['name']} may hold macros. Let them run only if you know who made it."
        if opening.has_macros(row["name"])
        else ""
    )
    if row["link_path"]:
        return OpenedCopy(document_id, _linked(row["link_path"], row["name"]), warning)
    path = opening.copy_to_open(store, document_id, read_only=not to_change)
    if to_change:
        note = {"document": document_id, "sha256": row["sha256"], "name": row["name"],
                "book": str(store.path.resolve()), "file": path.name}  # fmt: skip
        (path.parent / _NOTE).write_text(json.dumps(note), encoding="utf-8")
    return OpenedCopy(document_id, path, warning)


def edited_copies(store: Store) -> list[EditedCopy]:
    """Copies of this book's files that were changed since they were opened."""
    found = []
    for note_file in sorted(opening.open_folder().glob(f"copy-*/{_NOTE}")):
        try:
            note = json.loads(note_file.read_text(encoding="utf-8"))
            path = note_file.parent / note["file"]
            same_book = note["book"] == str(store.path.resolve())
            changed = same_book and _digest(path) != note["sha256"]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if changed and store.get("document", note["document"]) is not None:
            found.append(EditedCopy(note["document"], note["name"], path))
    return found


def take_version(store: Store, copy: EditedCopy) -> int:
    """Keep a changed copy as the newest version of its file; it may be changed on. Its id."""
    try:
        data = copy.path.read_bytes()
    except OSError as error:
        raise CannotWrite(f"{copy.name} could not be read: {error.strerror}.") from None
    words = words_of(copy.path, copy.name)
    made = documents.add_version(store, copy.document_id, data, text=words)
    note_file = copy.path.parent / _NOTE
    note = json.loads(note_file.read_text(encoding="utf-8"))
    note["sha256"] = sha256(data).hexdigest()
    note_file.write_text(json.dumps(note), encoding="utf-8")
    return made


def drop_copy(copy: EditedCopy) -> None:
    """Do without the changes of a copy."""
    opening.forget_copy(copy.path)


def export_files(
    store: Store, account_id: int, folder: Path, *, progress: Progress | None = None
) -> Exported:
    """Write every file of a firm, its people, deals and appointments into a folder.

    Names are made safe and free: nothing that lies there is replaced. A file that is only linked
    is named when it cannot be found. Raises ``CannotWrite``.
    """
    rows = queries.files_around(store, account_id)
    if not rows:
        raise Refusal("There are no files to export.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken = {entry.name.casefold() for entry in folder.iterdir()}
    except OSError as error:
        raise CannotWrite(f"{folder} cannot be used: {error.strerror}.") from None
    written, missing = [], []
    for done, row in enumerate(rows):
        if progress is not None:
            progress(done, len(rows), "files")
        if row["link_path"]:
            missing.append(f"{row['name']} ({row['link_path']})")
            continue
        target = free_name(folder, safe_file_name(_versioned(row), "File"), taken)
        with replacing(target) as out:
            for piece in blobs.pieces(store, row["sha256"]):
                out.write(piece)
        written.append(target)
    return Exported(tuple(written), tuple(missing))


def _versioned(row: dict[str, object]) -> str:
    name, version = str(row["name"]), row["version"]
    if version == 1:
        return name
    path = Path(name)
    return f"{path.stem} (version {version}){path.suffix}"


def _linked(place: str, name: str) -> Path:
    path = Path(place)
    try:
        with path.open("rb") as stream:
            head = stream.read(64)
    except OSError:
        lost = f"{name} was kept as a link and is not at its place any more: {place}"
        raise Refusal(lost) from None
    if opening.can_run(name) or opening.can_run(path.name) or opening.runs_by_content(head):
        raise Refusal(f"{name} is a program or could start one, so it is not opened from here.")
    return path


def _digest(path: Path) -> str:
    return blobs.digest_of(path)[0] if path.is_file() else ""
