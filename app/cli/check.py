"""``deskbook check BOOK``: whether the book is sound."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli import asking
from app.cli.talk import Talk
from app.storage import book, checks, clock, errors
from app.storage.checks import Problem
from app.storage.store import Store

DAMAGED = 3
_MOST_PLACES = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("book", metavar="BOOK", type=Path, help="the book, a file")
    parser.add_argument("--deep", action="store_true", help="also read every row and every file")
    parser.add_argument("--mend", action="store_true", help="make the search index anew")
    asking.add_json(parser)


def run(args: Any, talk: Talk) -> int:
    """Look and say; 3 when something is wrong. Only ``--mend`` writes, and only the index."""
    counts: dict[str, int] = {}
    try:
        problems, counts = _look(args.book, mend=args.mend, deep=args.deep)
    except Exception as error:
        known = error if isinstance(error, errors.BookError) else errors.from_sqlite(error)
        if not isinstance(known, errors.BookDamaged):
            raise
        problems = [Problem(known.message, "file", known.hint)]
    document = {
        "ok": not problems,
        "problems": [{"what": each.what, "where": each.where, "do": each.do} for each in problems],
        "counts": counts,
    }
    talk.result(document, *_lines(args.book, problems, counts))
    return DAMAGED if problems else 0


def _look(path: Path, *, mend: bool, deep: bool) -> tuple[list[Problem], dict[str, int]]:
    store = book.open_book(path, read_only=not mend, check=False, as_is=not mend)
    try:
        if mend:
            _mend(store)
        problems = checks.whole(store.connection, deep=deep)
        return problems, {} if problems else checks.counts(store.connection)
    finally:
        book.close_book(store)


def _mend(store: Store) -> None:
    from app.storage.derive import rebuild_all

    with store.step("Make the search index anew"):
        rebuild_all(store.connection)
        # Derived rows are no change of the book by themselves, and an empty step is rolled back.
        store.set_business("index_made_at", clock.now())


def _lines(path: Path, problems: list[Problem], counts: dict[str, int]) -> list[str]:
    if not problems:
        rows = sum(counts.values())
        return [f"{path.name} is sound: {counts.get('contact', 0):,} contacts, {rows:,} rows."]
    lines: list[str] = []
    for what, do in dict.fromkeys((each.what, each.do) for each in problems):
        places = [each.where for each in problems if (each.what, each.do) == (what, do)]
        # What comes before the colon says where; the engine's own words are for --json
        named = list(dict.fromkeys(place.partition(": ")[0] for place in places))
        more = f" and {len(named) - _MOST_PLACES:,} more" if len(named) > _MOST_PLACES else ""
        lines += [f"{what} ({', '.join(named[:_MOST_PLACES])}{more})", f"  {do}"]
    return lines
