"""``deskbook restore BACKUP --to BOOK``: put a checked copy under a book's name."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli import asking
from app.cli.talk import Talk
from app.storage import errors, lock, restoring


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("backup", metavar="BACKUP", type=Path, help="a file that backups lists")
    parser.add_argument(
        "--to", dest="book", metavar="BOOK", required=True, type=Path,
        help="the book; a file that is there is kept beside it",
    )  # fmt: skip
    asking.add_json(parser)


def run(args: Any, talk: Talk) -> int:
    """Restore, unless somebody has the book open; what was there stays under another name."""
    if args.book.is_dir():
        message = f"{args.book.name} is a folder."
        raise errors.NotABook(message)
    holder = lock.holder(args.book)
    if holder:
        message = f"{args.book.name} is open in Deskbook ({holder}), so it was not replaced."
        raise errors.BookLocked(message, "Close its window, then restore again.")
    kept = restoring.restore(args.backup, args.book)
    lines = [f"Restored {args.book} from {args.backup.name}."]
    if kept is not None:
        lines.append(f"What was there before is kept as {kept}.")
    talk.result({"book": str(args.book), "kept": str(kept) if kept else None}, *lines)
    return 0
