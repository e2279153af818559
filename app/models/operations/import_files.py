"""Contents that come beside the rows of an import: photos and keys of cards, filed as files."""

from __future__ import annotations

import mimetypes
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from app.models.errors import Refusal
from app.models.imports.import_draft import Draft
from app.storage import blobs
from app.storage.store import Store

Contents = Callable[[], Iterable[bytes]]
"""Gives the contents of a file that is brought in, one at a time, the same ones perhaps twice."""
_COLUMNS = ("kind", "name", "media_type", "size", "sha256", "contact_id", "account_id",
            "created_at")  # fmt: skip
_BATCH = 500


class Files:
    """Whose files an import brings; they are written once everybody has an id."""

    def __init__(self, store: Store, now: str) -> None:
        self._store = store
        self._now = now
        self._wanted: dict[str, list[tuple[str, int | None, int | None]]] = defaultdict(list)

    def take(self, draft: Draft, owner: str, row_id: int) -> None:
        """The files of a row belong to this person or firm."""
        person, firm = (row_id, None) if owner == "contact" else (None, row_id)
        for file in draft.files:
            self._wanted[file["sha256"]].append((file["name"], person, firm))

    def write(self, contents: Contents | None) -> int:
        """Write every file and its content, each content once; how many files.

        Raises ``Refusal`` when a content is not there any more.
        """
        rows: list[tuple[Any, ...]] = []
        made = 0
        for digest in [each for each in self._wanted if blobs.has(self._store, each)]:
            rows += self._rows(digest, blobs.size_of(self._store, digest))
        for data in contents() if contents is not None and self._wanted else ():
            digest = blobs.digest_of_bytes(data)
            if digest in self._wanted:
                blobs.put_bytes(self._store, data)
                rows += self._rows(digest, len(data))
            if len(rows) >= _BATCH or not self._wanted:
                made += self._flush(rows)
            if not self._wanted:
                break
        made += self._flush(rows)
        if self._wanted:
            message = "The file was changed while it was brought in. Nothing was kept."
            raise Refusal(message)
        return made

    def _rows(self, digest: str, size: int) -> list[tuple[Any, ...]]:
        return [
            ("file", name, mimetypes.guess_type(name)[0] or "application/octet-stream", size,
             digest, person, firm, self._now)
            for name, person, firm in self._wanted.pop(digest)
        ]  # fmt: skip

    def _flush(self, rows: list[tuple[Any, ...]]) -> int:
        self._store.put_many("document", _COLUMNS, rows)
        count = len(rows)
        rows.clear()
        return count
