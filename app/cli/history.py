"""``deskbook history --in BOOK``: what was changed, when and by whom."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from app.cli import asking
from app.cli.talk import Talk, table
from app.models.errors import Refusal
from app.storage import history
from app.storage.queries import records

FACTS = ("id", "at", "actor", "label", "kind", "undone_by", "rows", "counts", "changes")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    asking.add_book(parser)
    parser.add_argument(
        "--record", nargs=2, metavar=("KIND", "ID"), help="only what changed on one record"
    )
    parser.add_argument("--limit", type=asking.at_least_one, default=100, help="at most so many")
    asking.add_json(parser)


def run(args: Any, talk: Talk) -> int:
    """Steps, newest first."""
    with asking.opened(args.book) as store:
        if args.record:
            kind, number = _record(*args.record)
            records.record(store, kind, number)
            steps = history.record_history(store, kind, number, args.limit)
        else:
            steps = history.steps(store, limit=args.limit)
    kept = [{name: step[name] for name in FACTS if name in step} for step in steps]
    for step in kept:
        step["undone"] = step.pop("undone_by") is not None
    rows = [
        [step["id"], _local(step["at"]), step["actor"], step["label"],
         "taken back" if step["undone"] else "", "; ".join(step.get("changes", ()))]
        for step in kept
    ]  # fmt: skip
    heads = ("Step", "When", "Who", "What", "", "")
    talk.result(kept, *(table(heads, rows) if rows else ()))
    return 0


def _record(kind: str, number: str) -> tuple[str, int]:
    try:
        return asking.kind_of(kind), asking.number_of(number)
    except argparse.ArgumentTypeError as error:
        message = f"{str(error)[:1].upper()}{str(error)[1:]}."
    raise Refusal(message, "record")


def _local(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
