"""``deskbook import FOLDER --into BOOK``: a new book from a folder of "export everything"."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.cli import asking
from app.cli.talk import Talk, count
from app.desk import exporting
from app.models.errors import Refusal


def run(args: Any, talk: Talk) -> int:
    """Fill a book that is new or was never used; it then equals the one that was exported."""
    _check(args)
    folder: Path = args.files[0]
    if args.book.exists():
        with asking.opened(args.book, to_change=True) as store:
            done = exporting.fill_from_export(store, folder, talk.progress)
    else:
        done = exporting.book_from_export(folder, args.book, talk.progress)
    rows = {table: number for table, number in done.rows.items() if number}
    records, files = count(done.records, "record"), count(done.files, "file")
    lines = [
        f"{folder.name}: {records} and {files} brought into {args.book}.",
        "  The history came along." if done.history else "  The folder holds no history.",
    ]
    talk.result(
        {"folder": str(folder), "book": str(args.book), "rows": rows, "files": done.files,
         "history": done.history, "seconds": round(done.seconds, 3)},
        *lines,
    )  # fmt: skip
    return 0


def _check(args: Any) -> None:
    if len(args.files) > 1:
        message = "A folder that “export everything” made is brought in alone, without other files."
        raise Refusal(message, "files")
    for name in ("mapping", "save_mapping", "refused", "sheet", "dry_run"):
        if getattr(args, name, None):
            message = f"--{name.replace('_', '-')} is for files. A whole export needs none of it."
            raise Refusal(message, name)
