"""``deskbook backup --in BOOK``: a checked copy."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli import asking
from app.cli.talk import Talk
from app.storage import backups, errors


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    asking.add_book(parser)
    parser.add_argument(
        "--to", metavar="FILE", type=Path, help="a file of your choice; else the backup folder"
    )
    asking.add_json(parser)


def run(args: Any, talk: Talk) -> int:
    """Copy the book, check the copy in every way, and only then give it its name."""
    if args.to is not None and args.to.exists():
        message = f"There is already a file called {args.to.name}."
        raise errors.BookExists(message)
    with asking.opened(args.book, as_is=True) as store:
        made = backups.make(store.connection, store.path, "by-hand", to=args.to)
    if args.to is None:
        backups.rotate(made.parent, args.book.stat().st_size)
    size = made.stat().st_size
    talk.result(
        {"file": str(made), "size": size, "checked": True},
        f"Backed up and checked: {made}",
    )
    return 0
