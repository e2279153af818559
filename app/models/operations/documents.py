"""Verbs on files and letter templates kept in the book."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.models.errors import Refusal
from app.models.file_names import name_of
from app.storage import blobs, clock, derive
from app.storage.errors import DiskFailed, RuleBroken
from app.storage.queries import documents, records
from app.storage.settings import setting
from app.storage.store import Store
from app.storage.tables import LINKED

HARD = blobs.HARD_LIMIT
MOST_TEXT = 1_000_000
"""Letters of one file that the search knows; what stands behind is not found."""
_OWNERS = ("contact_id", "account_id", "deal_id", "appointment_id")


STATUSES = {"": "", "draft": "Draft", "sent": "Sent", "signed": "Signed", "void": "No longer valid"}


def add_file(
    store: Store,
    path: Path,
    *,
    contact_id: int | None = None,
    account_id: int | None = None,
    deal_id: int | None = None,
    appointment_id: int | None = None,
    kind: str = "file",
    note: str = "",
    text: str = "",
    large: str = "refuse",
) -> int:
    """Keep a file in the book, its content once; ``text`` are its words for the search.

    Over the usual size (a setting, 25 MB) ``large`` decides; over 100 MB nothing is ever kept
    but a link. Raises ``DiskFailed`` or ``RuleBroken``.
    """
    owners = {"contact_id": contact_id, "account_id": account_id, "deal_id": deal_id,
              "appointment_id": appointment_id, "note": note}  # fmt: skip
    limit = usual_limit(store)
    with store.step(f"Add {name_of(path)}"):
        if large == "link" and _size(path) > limit:
            return _link(store, path, kind, owners)
        digest, size = blobs.put_file(store, path, limit=limit if large == "refuse" else HARD)
        keep_text(store, digest, text)
        return _put(store, name_of(path), digest, size, kind, owners)


def add_content(
    store: Store,
    name: str,
    data: bytes,
    *,
    contact_id: int | None = None,
    account_id: int | None = None,
    deal_id: int | None = None,
    appointment_id: int | None = None,
    kind: str = "file",
    note: str = "",
    text: str = "",
) -> int:
    """Keep bytes as a file in the book."""
    if len(data) > HARD:
        message = f"{name} is larger than 100 MB, so it was not put in the book."
        raise Refusal(message)
    owners = {"contact_id": contact_id, "account_id": account_id, "deal_id": deal_id,
              "appointment_id": appointment_id, "note": note}  # fmt: skip
    with store.step(f"Add {name}"):
        digest, size = blobs.put_bytes(store, data)
        keep_text(store, digest, text)
        return _put(store, name, digest, size, kind, owners)


def add_version(
    store: Store, document_id: int, data: bytes, *, name: str = "", text: str = ""
) -> int:
    """Keep a changed content as the next version of a file; the old ones stay. Returns its id.

    The same content again is no new version: the id of the newest comes back.
    """
    row = records.record(store, "document", document_id)
    first = row["version_of_id"] or row["id"]
    newest = documents.versions(store, first)[0]
    digest = sha256(data).hexdigest()
    if newest["sha256"] == digest:
        return int(newest["id"])
    called = name or newest["name"]
    with store.step(f"New version of {called}"):
        made = add_content(store, called, data, kind=row["kind"], text=text)
        kept = {column: row[column] for column in (*_OWNERS, "tags", "expires_on", "note")}
        store.put("document", {"id": made, "version_of_id": first,
                               "version": newest["version"] + 1, **kept})  # fmt: skip
    return made


def set_document(store: Store, document_id: int, **values: str) -> None:
    """Change note, tags, expires_on (a day or "") or status of a file. Raises ``Refusal``."""
    row = records.record(store, "document", document_id)
    unknown = values.keys() - {"note", "tags", "expires_on", "status"}
    if unknown:
        message = f"{sorted(unknown)[0]} cannot be set."
        raise Refusal(message)
    if values.get("expires_on") and not _is_day(values["expires_on"]):
        message = "There is no such day. Write it as 2026-11-30."
        raise Refusal(message, "expires_on")
    if values.get("status", "") not in STATUSES:
        message = f"{values['status']} is no status of a file."
        raise Refusal(message, "status")
    if "tags" in values:
        parts = (part.strip() for part in values["tags"].split(","))
        values["tags"] = ", ".join(dict.fromkeys(part for part in parts if part))
    with store.step(f"Change {row['name']}"):
        store.put("document", {"id": document_id, **values})


def attach(store: Store, document_id: int, **owners: int | None) -> None:
    """Say whose file it is: contact_id, account_id, deal_id, appointment_id."""
    if owners.keys() - set(_OWNERS):
        message = "A file belongs to a contact, account, deal or appointment."
        raise Refusal(message)
    row = records.record(store, "document", document_id)
    with store.step(f"Attach {row['name']}"):
        store.put("document", {"id": document_id, **owners})


def keep_text(store: Store, digest: str, text: str) -> None:
    """Keep the words of a content for the search, once. Must run inside a step."""
    words = " ".join(text.replace("\x00", " ").split())[:MOST_TEXT]
    if words and not documents.has_text(store, digest):
        store.write_content(
            "INSERT INTO document_text (sha256, text) VALUES (?, ?)", (digest, words)
        )


def keep_words_later(store: Store, digest: str, text: str) -> None:
    """Keep the words of a content that has been in the book for long; the search knows them."""
    ids = {int(row[0]) for row in store.select(
        "SELECT id FROM document WHERE sha256 = ?", (digest,))}  # fmt: skip
    with store.step("Read the words in a file"):
        if text.strip():
            keep_text(store, digest, text)
        elif not documents.has_text(store, digest):
            store.write_content(
                "INSERT INTO document_text (sha256, text) VALUES (?, '')", (digest,)
            )
        derive.reindex(store.connection, "document", ids)


def check_readable(path: Path) -> None:
    """Raise ``DiskFailed`` or ``RuleBroken`` for a file that cannot be kept."""
    if _size(path) > HARD:
        message = f"{path.name} is larger than 100 MB, so it was not put in the book."
        raise RuleBroken(message, "Keep it in a folder and note where it is.")


def usual_limit(store: Store) -> int:
    """The size in bytes up to which files are kept without a question."""
    text = setting(store, "file_limit_mb").strip()
    megabytes = int(text) if text.isdecimal() and len(text) < 4 else 25
    return min(max(megabytes, 1) * blobs.CHUNK, HARD)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        message = f"{path.name} could not be read ({error.strerror}). Nothing was changed."
        raise DiskFailed(message, "Check that the file is still there.") from None


def _link(store: Store, path: Path, kind: str, owners: dict[str, Any]) -> int:
    """Note where a file lies whose content is too large for the book."""
    place = str(path.resolve())
    mark = LINKED + sha256(place.encode()).hexdigest()
    made = _put(store, name_of(path), mark, _size(path), kind, owners)
    store.put("document", {"id": made, "link_path": place})
    return made


def _put(store: Store, name: str, digest: str, size: int, kind: str, owners: dict[str, Any]) -> int:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return store.put(
        "document",
        {"kind": kind, "name": name, "media_type": media_type, "size": size, "sha256": digest,
         "created_at": clock.now(), **owners},
    )  # fmt: skip


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def template_document(store: Store, name: str, data: bytes) -> int:
    """The template of that name and content in the book, added when it is new."""
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
            store.remove_many("letter_template", "document_id = ?", (row_id,))
            _pass_on_versions(store, row_id)
            for table, column in (
                ("activity", "document_id"),
                ("letter_run", "template_document_id"),
            ):
                for (child,) in store.select(
                    f"SELECT id FROM {table} WHERE {column} = ?", (row_id,)
                ):
                    store.put(table, {"id": child, column: None})
        return sum(store.remove("document", row_id) for row_id in wanted)


def _pass_on_versions(store: Store, row_id: int) -> None:
    """When the first version goes, the next one becomes the first."""
    later = [row for row in documents.versions(store, row_id) if row["id"] != row_id]
    for row in later:
        first = later[-1]["id"]
        store.put(
            "document", {"id": row["id"], "version_of_id": None if row["id"] == first else first}
        )
