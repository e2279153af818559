"""What the world can do to a book, each as one type with plain words.

Every error says what happened, what is safe and what to do next. ``kind`` is the stable word that
scripts see; ``exit_status`` is what the command line ends with (1: refused, 3: damaged).
"""

from __future__ import annotations

from typing import ClassVar

from app.storage.engine import DatabaseError, IntegrityError


class BookError(Exception):
    """Something the world did; the message is a sentence for the person at the desk."""

    kind: ClassVar[str] = "book"
    exit_status: ClassVar[int] = 1
    default_hint: ClassVar[str] = ""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = self.default_hint if hint is None else hint


class BookMissing(BookError):
    """There is no file under that name."""

    kind = "missing"
    default_hint = "Check the name, or make a new book with: deskbook new NAME.deskbook"


class NotABook(BookError):
    """The file is something else: a picture, a text, another program's database, a folder."""

    kind = "not_a_book"
    default_hint = "Nothing in it was changed. Choose a file that ends in .deskbook."


class BookDamaged(BookError):
    """The file is a book, or was one, but cannot be read whole."""

    kind = "damaged"
    exit_status = 3
    default_hint = (
        "Nothing in it was changed. Restore the newest backup: deskbook backups --in BOOK"
    )


class BookTooNew(BookError):
    """A newer Deskbook wrote the file."""

    kind = "too_new"
    default_hint = (
        "Nothing in it was changed. Update Deskbook on this computer, then open it again."
    )


class UnsafeBook(BookError):
    """The file carries something that Deskbook never puts into a book, such as a trigger."""

    kind = "unsafe"
    default_hint = "Nothing in it was run or changed. Ask who sent it, or restore your own backup."


class BookExists(BookError):
    """A new book would replace a file that is already there."""

    kind = "exists"
    default_hint = "Choose another name. The file there was not changed."


class BookLocked(BookError):
    """Another program is writing to the book."""

    kind = "locked"
    default_hint = "Nothing was saved. Wait a moment and try again."


class BookMoved(BookError):
    """The file was moved, deleted or replaced while it was open."""

    kind = "moved"
    default_hint = "Nothing was written. Save your copy under another name to keep it."


class BookOverwritten(BookError):
    """Another copy of the book was written over the file while it was open."""

    kind = "overwritten"
    default_hint = "Nothing was written. Open it again to see what it holds now."


class BookReadOnly(BookError):
    """The file, its folder or the disk may not be written to."""

    kind = "read_only"
    default_hint = "You can look and export. Copy the file to a folder of your own to change it."


class DiskFull(BookError):
    """No room on the disk."""

    kind = "disk_full"
    default_hint = "Not saved; what you typed is still here. Free some space and try again."


class DiskFailed(BookError):
    """The disk or the network drive did not do what was asked."""

    kind = "disk"
    default_hint = "Not saved; what you typed is still here. Check the drive and try again."


class RuleBroken(BookError):
    """The book's own rules refused a row, for example one that is still used elsewhere."""

    kind = "rule"
    default_hint = "Nothing was changed."


class NothingToUndo(BookError):
    """There is no step left to take back, or it is taken back already."""

    kind = "nothing_to_undo"


class UnknownRow(BookError):
    """A record was asked for that the book does not hold."""

    kind = "unknown"


class WriteOutsideStep(RuntimeError):
    """Our own fault: something tried to write without ``Store.step``."""


_SENTENCES: tuple[tuple[str, type[BookError], str], ...] = (
    ("disk is full", DiskFull, "The disk is full."),
    ("disk i/o error", DiskFailed, "The disk did not answer while the book was being used."),
    ("database is locked", BookLocked, "Another program is using the book right now."),
    ("busy", BookLocked, "Another program is using the book right now."),
    ("readonly", BookReadOnly, "The book may not be written to."),
    ("not a database", NotABook, "This file is not a Deskbook file, or it is locked with a key."),
    ("malformed", BookDamaged, "The book is damaged."),
    ("corrupt", BookDamaged, "The book is damaged."),
    ("could not decode", BookDamaged, "The book is damaged."),
    ("unsupported file format", BookDamaged, "The book is damaged."),
    ("unable to open", DiskFailed, "The file could not be opened."),
    ("foreign key", RuleBroken, "This is still used elsewhere in the book."),
)


def from_sqlite(error: BaseException) -> BookError | None:
    """Turn the engine's error into ours; ``None`` when it is a fault of the program itself."""
    if isinstance(error, UnicodeDecodeError) and b"malformed" in error.object:
        # The engine quotes the damaged bytes, and they are no text.
        return BookDamaged("The book is damaged.")
    if not isinstance(error, DatabaseError):
        return None
    text = str(error).lower()
    for needle, kind, sentence in _SENTENCES:
        if needle in text:
            return kind(sentence)
    if isinstance(error, IntegrityError):
        return RuleBroken(f"The book refused a value ({error}).")
    return None
