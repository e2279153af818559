"""``deskbook backups --in BOOK``: the copies of a book, newest first."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli import asking
from app.cli.talk import Talk, table
from app.storage import backups, errors, places


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    asking.add_book(parser)
    asking.add_json(parser)


def run(args: Any, talk: Talk) -> int:
    """List the copies; for a book too damaged to say its name, those of every book."""
    found = []
    try:
        with asking.opened(args.book, as_is=True) as store:
            folders = [places.backup_folder(backups.book_uuid(store.connection))]
    except (errors.BookDamaged, errors.NotABook, errors.BookMissing) as error:
        talk.remark(f"{error.message} These are the copies of all books on this computer:")
        whole = places.home() / "backups"
        folders = sorted(whole.iterdir()) if whole.is_dir() else []
    for folder in folders:
        found += backups.list_backups(folder)
    listed: list[dict[str, Any]] = [
        {"file": str(each.path), "at": each.at.isoformat(), "reason": each.reason,
         "size": each.size}
        for each in sorted(found, key=lambda each: each.at, reverse=True)
    ]  # fmt: skip
    rows = [[f"{b['at'][:16].replace('T', ' ')} UTC", b["reason"], b["file"]] for b in listed]
    talk.result(listed, *(table(("When", "Why", "File"), rows) if rows else ()))
    if not listed:
        talk.remark("There is no backup yet. Make one with: deskbook backup --in BOOK")
    return 0
