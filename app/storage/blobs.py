"""File contents inside the book: by SHA-256, in pieces of 1 MiB, each content once (rule R30)."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from app.storage import errors
from app.storage.store import Store

CHUNK = 1 << 20
HARD_LIMIT = 100 * CHUNK


def digest_of(path: Path) -> tuple[str, int]:
    """SHA-256 and size in bytes of a file on the disk; raises ``DiskFailed``."""
    hasher, size = sha256(), 0
    try:
        with path.open("rb") as file:
            while piece := file.read(CHUNK):
                hasher.update(piece)
                size += len(piece)
    except OSError as error:
        message = f"{path.name} could not be read ({error.strerror}). Nothing was changed."
        raise errors.DiskFailed(message, "Check that the file is still there.") from None
    return hasher.hexdigest(), size


def put_file(store: Store, path: Path, *, limit: int = HARD_LIMIT) -> tuple[str, int]:
    """Keep a file's content, once; returns its SHA-256 and size. Must run inside a step."""
    digest, size = digest_of(path)
    if size > limit:
        message = f"{path.name} is larger than {limit // CHUNK} MB, so it was not put in the book."
        raise errors.RuleBroken(message, "Keep it in a folder and note where it is.")
    if not has(store, digest):
        with path.open("rb") as file:
            _write(store, digest, size, file)
    return digest, size


def put_bytes(store: Store, data: bytes) -> tuple[str, int]:
    """Keep a content that is in memory already. Must run inside a step."""
    from io import BytesIO

    digest = sha256(data).hexdigest()
    if not has(store, digest):
        _write(store, digest, len(data), BytesIO(data))
    return digest, len(data)


def digest_of_bytes(data: bytes) -> str:
    """SHA-256 of a content that is in memory."""
    return sha256(data).hexdigest()


def size_of(store: Store, digest: str) -> int:
    """The size in bytes of a content that the book keeps; 0 for one that it does not."""
    return int(store.value("SELECT size FROM blob WHERE sha256 = ?", (digest,)) or 0)


def has(store: Store, digest: str) -> bool:
    """Whether the book keeps this content."""
    return store.value("SELECT 1 FROM blob WHERE sha256 = ?", (digest,)) is not None


def pieces(store: Store, digest: str) -> Iterator[bytes]:
    """The content piece by piece; raises ``BookDamaged`` at the end if it is not what it was."""
    hasher, number = sha256(), 0
    while True:
        row = store.one("SELECT data FROM blob_chunk WHERE sha256 = ? AND n = ?", (digest, number))
        if row is None:
            break
        hasher.update(row[0])
        yield row[0]
        number += 1
    if hasher.hexdigest() != digest:
        names = store.select("SELECT name FROM document WHERE sha256 = ?", (digest,))
        message = f"The file {names[0][0] if names else digest[:12]} is damaged in the book."
        raise errors.BookDamaged(message, "Restore it from a backup; everything else is fine.")


def read(store: Store, digest: str) -> bytes:
    """A whole content, checked."""
    return b"".join(pieces(store, digest))


def _write(store: Store, digest: str, size: int, file: BinaryIO) -> None:
    store.write_content("INSERT INTO blob (sha256, size) VALUES (?, ?)", (digest, size))
    number, seen = 0, 0
    while piece := file.read(CHUNK):
        store.write_content(
            "INSERT INTO blob_chunk (sha256, n, data) VALUES (?, ?, ?)", (digest, number, piece)
        )
        number, seen = number + 1, seen + len(piece)
    if seen != size:
        message = "The file changed while it was being read. Nothing was kept."
        raise errors.DiskFailed(message, "Try again when no other program writes to it.")
