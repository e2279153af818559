"""Verbs on files and letter templates kept in the book."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from pathlib import Path

from app.models.errors import Refusal
from app.storage import blobs, clock
from app.storage.queries import records
from app.storage.store import Store


def add_file(
    store: Store,
    path: Path,
    *,
    contact_id: int | None = None,
    account_id: int | None = None,
    deal_id: int | None = None,
    kind: str = "file",
) -> int:
    """Keep a file in the book, its content once; raises ``DiskFailed`` or ``RuleBroken``."""
    with store.step(f"Add {path.name}"):
        digest, size = blobs.put_file(store, path)
        return _put(store, path.name, digest, size, kind, contact_id, account_id, deal_id)


def add_content(
    store: Store,
    name: str,
    data: bytes,
    *,
    contact_id: int | None = None,
    account_id: int | None = None,
    deal_id: int | None = None,
    kind: str = "file",
) -> int:
    """Keep bytes as a file in the book."""
    if len(data) > blobs.HARD_LIMIT:
        message = f"{name} is larger than 100 MB, so it was not put in the book."
        raise Refusal(message)
    with store.step(f"Add {name}"):
        digest, size = blobs.put_bytes(store, data)
        return _put(store, name, digest, size, kind, contact_id, account_id, deal_id)


def _put(
    store: Store,
    name: str,
    digest: str,
    size: int,
    kind: str,
    contact_id: int | None,
    account_id: int | None,
    deal_id: int | None,
) -> int:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return store.put(
        "document",
        {"kind": kind, "name": name, "media_type": media_type, "size": size, "sha256": digest,
         "contact_id": contact_id, "account_id": account_id, "deal_id": deal_id,
         "created_at": clock.now()},
    )  # fmt: skip


def template_document(store: Store, name: str, data: bytes) -> int:
    """The template of that name and content in the book, added when it is new."""
    from hashlib import sha256

    known = store.value(
        "SELECT id FROM document WHERE kind = 'template' AND name = ? AND sha256 = ?",
        (name, sha256(data).hexdigest()),
    )
    if known is not None:
        return int(known)
    return add_content(store, name, data, kind="template")


def rename_document(store: Store, document_id: int, name: str) -> None:
    """Give a file another name."""
    clean = name.strip()
    if not clean:
        message = "A file needs a name."
        raise Refusal(message, "name")
    with store.step(f"Rename to {clean}"):
        store.put("document", {"id": document_id, "name": clean})


def delete_documents(store: Store, ids: Iterable[int]) -> int:
    """Delete files from the book; entries that mention them stay."""
    wanted = list(ids)
    title = records.title(store, "document", wanted[0])[0] if wanted else ""
    label = f"Delete {title}" if len(wanted) == 1 else f"Delete {len(wanted)} files"
    with store.step(label):
        for row_id in wanted:
            for table, column in (
                ("activity", "document_id"),
                ("letter_run", "template_document_id"),
            ):
                for (child,) in store.select(
                    f"SELECT id FROM {table} WHERE {column} = ?", (row_id,)
                ):
                    store.put(table, {"id": child, column: None})
        return sum(store.remove("document", row_id) for row_id in wanted)
