"""Names by which a book is locked: its lock file, and where its window listens."""

from __future__ import annotations

import os
import platform
from hashlib import blake2b
from pathlib import Path


def lock_path(book: Path) -> Path:
    """The lock file beside a book; links are followed, so that two names are one book."""
    real = book.resolve()
    return real.with_name(f"{real.name}.lock")


def server_name(book: Path) -> str:
    """The name of the local socket of a book's window, the same in every process of a user."""
    user = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    text = os.fsencode(f"{user}\0{os.path.normcase(str(book.resolve()))}")
    return f"deskbook-{blake2b(text, digest_size=12).hexdigest()}"


def holder(book: Path) -> str:
    """Who has the book's window open, in words, or an empty text.

    The lock file is Qt's: process number, program, computer, one a line. One left behind by a
    process of this computer that is gone holds nothing.
    """
    file = lock_path(book)
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return ""
    except PermissionError:
        return "another window"  # Windows lets nobody read a lock that is held
    except OSError as error:
        return str(error.strerror)
    number, computer = lines[0] if lines else "", lines[2] if len(lines) > 2 else ""
    if computer and computer != platform.node():
        return f"on the computer {computer}"
    return f"process {number}" if number.isdecimal() and _is_alive(int(number)) else ""


def _is_alive(number: int) -> bool:
    if os.name == "nt":
        return False  # there, a held lock cannot be read, so this one is left over
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
