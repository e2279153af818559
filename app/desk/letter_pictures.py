"""The pictures of a letter: the logo of the business and a person's photo, from the book.

Values are bytes that know their SHA-256, so that what is kept of a letter names the content in
the book instead of holding it once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.exchange.word.letters import Template
from app.exchange.word.merge_record import FieldNames
from app.models.operations.logo import logo
from app.models.picture_kinds import is_picture
from app.storage import blobs
from app.storage.queries import documents
from app.storage.store import Store
from app.storage.tables import LINKED

NAMES = ("logo", "photo")
KEPT = "picture_sha256"


class BookPicture(bytes):
    """A picture that the book keeps under ``digest``, its SHA-256."""

    digest: str

    @classmethod
    def read(cls, store: Store, digest: str) -> BookPicture:
        """The content of that SHA-256; raises ``BookDamaged``."""
        made = cls(blobs.read(store, digest))
        made.digest = digest
        return made


class Pictures:
    """Pictures for the letters of one run; nothing is read that the template does not show."""

    def __init__(self, store: Store, template: Template | None, people: Iterable[int]) -> None:
        self._asked = asked_by(template)
        asked = set(self._asked.values())
        self._logo = _logo(store) if "logo" in asked else None
        self._photos = _photos(store, people) if "photo" in asked else {}

    def of(self, contact_id: int) -> dict[str, Any]:
        """The values of one person, by merge name; what there is no picture for is absent.

        They stand under the template's own names too, before a field of the book called so.
        """
        found = {"logo": self._logo, "photo": self._photos.get(contact_id)}
        ours = {name: each for name, each in found.items() if each}
        return ours | {own: ours[name] for own, name in self._asked.items() if name in ours}


def asked_by(template: Template | None) -> dict[str, str]:
    """What the template shows a picture of: its own name for it, and ours."""
    if template is None:
        return {}
    names = FieldNames(template.field_map)
    names.bind(dict.fromkeys(NAMES))
    found = {use.name: names.key(use.name) for use in template.fields if use.kind == "picture"}
    return {own: name for own, name in found.items() if name}


def read_again(store: Store, kept: Mapping[str, Any]) -> bytes | str:
    """A picture of a kept letter; "" when its content is not in the book any more."""
    digest = str(kept[KEPT])
    return BookPicture.read(store, digest) if blobs.has(store, digest) else ""


def _logo(store: Store) -> BookPicture | None:
    row = logo(store)
    if row is None or row["sha256"].startswith(LINKED):
        return None
    return BookPicture.read(store, row["sha256"])


def _photos(store: Store, people: Iterable[int]) -> dict[int, BookPicture]:
    found: dict[int, BookPicture] = {}
    read: dict[str, BookPicture] = {}
    for row in documents.photos_of(store, list(people)):
        person, digest = row["contact_id"], row["sha256"]
        if person in found:
            continue
        if digest not in read:
            read[digest] = BookPicture.read(store, digest)
        # The name may say JPEG of a content that is none; the one before may be a picture.
        if is_picture(read[digest]):
            found[person] = read[digest]
    return found
