"""``deskbook find TEXT --in BOOK``: anybody and anything, by any part of it."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli import asking
from app.cli.talk import Talk, table
from app.storage import search
from app.storage.queries import records


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "text", metavar="TEXT", nargs="+",
        help="part of a name, company, email, town, note, or the digits of a phone number",
    )  # fmt: skip
    asking.add_book(parser)
    parser.add_argument("--kind", type=asking.kind_of, help="only this kind of record")
    parser.add_argument("--limit", type=asking.at_least_one, default=20, help="at most so many")
    asking.add_json(parser)


def run(args: Any, talk: Talk) -> int:
    """List the best hits; finding nothing is no error."""
    text = " ".join(args.text)
    kinds = (args.kind,) if args.kind else tuple(asking.KINDS)
    with asking.opened(args.book) as store:
        hits = search.find(store, text, kinds, args.limit)[: args.limit]
        found = []
        for hit in hits:
            title, subtitle = records.title(store, hit.kind, hit.id)
            found.append(
                {"kind": hit.kind, "id": hit.id, "title": title, "subtitle": subtitle,
                 "matched": hit.matched or search.matched_part(store, hit, text)}
            )  # fmt: skip
    rows = [[hit["title"], hit["subtitle"], hit["kind"], hit["id"]] for hit in found]
    talk.result(found, *(table(("Name", "What", "Kind", "Number"), rows) if rows else ()))
    if not found:
        said = text if len(text) <= 60 else f"{text[:60]}…"
        talk.remark(f"Nothing was found for “{said}”.")
    return 0
