"""The logo of the business: a picture in the book that letters can show."""

from __future__ import annotations

from pathlib import Path

from app.models.errors import Refusal
from app.models.operations import documents
from app.models.picture_kinds import is_picture
from app.storage.errors import DiskFailed
from app.storage.queries import documents as queries
from app.storage.settings import setting
from app.storage.store import Store
from app.storage.tables import Row

KEY = "logo_document"
LARGEST = 2 << 20
"""Bytes of a logo: it stands in every letter, so a large one makes every file large."""


def logo(store: Store) -> Row | None:
    """The file that is the logo now, or None."""
    number = setting(store, KEY)
    versions = queries.versions(store, int(number)) if number.isdecimal() else []
    return versions[0] if versions else None


def set_logo(store: Store, path: Path) -> int:
    """Make a PNG or JPEG picture of up to 2 MB the logo; returns its number.

    A new logo is the next version of the one before, so that Undo brings that one back. Raises
    ``Refusal`` for another kind or a larger one, ``DiskFailed`` when it cannot be read.
    """
    data = _content(path)
    now = logo(store)
    if now is not None:
        return documents.add_version(store, now["id"], data, name=path.name)
    with store.step("Choose a logo"):
        made = documents.add_content(store, path.name, data, note="Logo")
        store.set_business(KEY, str(made))
    return made


def remove_logo(store: Store) -> None:
    """Take the logo out of the book, all versions of it; letters made before keep theirs."""
    now = logo(store)
    if now is None:
        return
    with store.step("Remove the logo"):
        # The setting keeps the number: when Undo brings the rows back, the logo is back too.
        for row in queries.versions(store, now["id"]):
            documents.delete_documents(store, [row["id"]])


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        message = f"{path.name} could not be read ({error.strerror}). Nothing was changed."
        raise DiskFailed(message, "Check that the file is still there.") from None
    if not is_picture(data):
        message = "Choose a PNG or JPEG picture."
        raise Refusal(message, KEY)
    if len(data) > LARGEST:
        message = "This picture is larger than 2 MB. Choose a smaller one."
        raise Refusal(message, KEY)
    return data
