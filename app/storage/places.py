"""Where things lie on each system: backups, state, settings. ``DESKBOOK_HOME`` moves them all."""

from __future__ import annotations

import os
import sys
from hashlib import blake2b
from pathlib import Path


def home() -> Path:
    """The program's own data folder of this user."""
    chosen = os.environ.get("DESKBOOK_HOME")
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("Deskbook", appauthor=False)


def backup_folder(book_uuid: str) -> Path:
    """Where the backups of one book are kept: never beside the book itself (R20)."""
    return home() / "backups" / book_uuid


def state_file(book: Path) -> Path:
    """How we left a book on this computer when it was last closed."""
    name = blake2b(os.fsencode(book.resolve()), digest_size=12).hexdigest()
    return home() / "state" / f"{name}.json"


def last_book_file() -> Path:
    """The name of the book that the window opens by itself."""
    return home() / "last-book.txt"


def documents_folder() -> Path:
    """Where a new book is offered to be kept."""
    if os.environ.get("DESKBOOK_HOME"):
        return home()
    from platformdirs import user_documents_path

    return user_documents_path()


def letters_folder(book: Path) -> Path:
    """Where letters of a book are put unless the person says otherwise."""
    return book.parent / "Letters"


def resources_folder() -> Path:
    """The files that came with the program: beside the code, or inside the built program."""
    bundle = getattr(sys, "_MEIPASS", None)
    return (Path(bundle) if bundle else Path(__file__).resolve().parents[2]) / "resources"


def synced_folder(book: Path) -> str:
    """The name of the sync service whose folder holds the book, or an empty text (R9)."""
    known = {
        "dropbox": "Dropbox", "onedrive": "OneDrive", "google drive": "Google Drive",
        "googledrive": "Google Drive", "icloud": "iCloud", "mobile documents": "iCloud",
        "nextcloud": "Nextcloud", "owncloud": "ownCloud", "box sync": "Box",
        "syncthing": "Syncthing",
    }  # fmt: skip
    for part in book.resolve().parts:
        lowered = part.lower()
        for needle, name in known.items():
            if lowered.startswith(needle):
                return name
    return ""
