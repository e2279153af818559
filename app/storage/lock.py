"""Names by which a book is locked: its lock file, and where its window listens."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path


def lock_path(book: Path) -> Path:
    """The lock file beside a book; links are followed, so that two names are one book."""
    real = book.resolve()
    return real.with_name(f"{real.name}.lock")


def server_name(book: Path) -> str:
    """The name of the local socket of a book's window, the same in every process of a user."""
    user = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    text = f"{user}\0{os.path.normcase(str(book.resolve()))}"
    return f"deskbook-{blake2b(text.encode(), digest_size=12).hexdigest()}"
