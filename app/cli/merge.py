"""``deskbook merge KIND KEEP OTHER…``: several records of one person or firm become one."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli import asking
from app.cli.talk import Talk, count
from app.models.errors import Refusal
from app.models.operations.merging import MERGES
from app.storage.queries import records


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("kind", metavar="KIND", type=asking.kind_of, help=", ".join(MERGES))
    parser.add_argument(
        "keep", metavar="KEEP", type=asking.number_of, help="the number of the one that stays"
    )
    parser.add_argument(
        "others", metavar="OTHER", nargs="+", type=asking.number_of,
        help="the numbers of those that become part of it",
    )  # fmt: skip
    asking.add_book(parser)
    asking.add_json(parser)


def run(args: Any, talk: Talk) -> int:
    """Merge all of them in one step, or none."""
    if args.kind not in MERGES:
        message = f"Only contacts and accounts can be merged, no {asking.KINDS[args.kind]}."
        raise Refusal(message, "kind")
    others = list(dict.fromkeys(args.others))
    with asking.opened(args.book, to_change=True) as store:
        keep = records.record(store, args.kind, args.keep)["name"]
        with store.step(f"Merge {count(len(others) + 1, args.kind)} into {keep}"):
            for other in others:
                MERGES[args.kind](store, args.keep, other)
        step = store.last_changes.step_id
    talk.result(
        {"kind": args.kind, "kept": args.keep, "merged": others, "step": step},
        f"{count(len(others), args.kind)} became part of {keep}."
        f" To take it back: deskbook undo {step} --in BOOK",
    )
    return 0
