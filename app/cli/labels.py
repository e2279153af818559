"""``deskbook labels --in BOOK --sheet "Avery L7160" --to OUT.pdf``: labels and envelopes."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli import asking
from app.cli.letters import add_gate, run_options
from app.cli.talk import Talk, count
from app.desk import letter_labels
from app.desk.letter_labels import LabelsMade
from app.models.consent import PURPOSES
from app.storage.queries import lists


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    asking.add_book(parser)
    asking.add_choice(parser.add_mutually_exclusive_group(required=True), ids=True)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--sheet", metavar="NAME", help='a label sheet, such as "Avery L7160"')
    what.add_argument("--envelope", metavar="NAME", help="an envelope instead, such as DL")
    parser.add_argument("--to", metavar="OUT.pdf", type=Path, required=True)
    parser.add_argument(
        "--start", type=asking.at_least_one, default=1, metavar="N",
        help="the first free label of the first sheet, counted along the rows",
    )  # fmt: skip
    parser.add_argument(
        "--offset", type=_offset, default=(0.0, 0.0), metavar="X,Y",
        help="move everything by so many millimetres to the right and down",
    )  # fmt: skip
    parser.add_argument("--outlines", action="store_true", help="draw the edges of the labels")
    parser.add_argument("--purpose", choices=tuple(PURPOSES), help="what they are for")
    parser.add_argument("--order", choices=["name", "postcode", "region"], default="")
    add_gate(parser)
    asking.add_json(parser)


def run(args: Any, talk: Talk) -> int:
    """Make the PDF; the book is not changed."""
    to = asking.beside_book(args.to, args.book) or args.to
    with asking.opened(args.book) as store:
        ids = list(lists.list_ids(store, asking.query_of(store, "contact", args)))
        options = run_options(args)
        if args.envelope:
            made = letter_labels.make_envelopes(
                store, ids, to, envelope=args.envelope, offset=args.offset, options=options
            )
        else:
            made = letter_labels.make_labels(
                store, ids, to, sheet=args.sheet, start=args.start, offset=args.offset,
                options=options, outlines=args.outlines,
            )  # fmt: skip
    _report(talk, made, "envelope" if args.envelope else "label")
    return 0


def _report(talk: Talk, made: LabelsMade, noun: str) -> None:
    document = {
        f"{noun}s": made.labels, "pages": made.pages, "file": str(made.file),
        "left_out": [
            {"id": each.id, "name": each.name, "reason": each.reason, "key": each.key,
             "overridable": each.overridable}
            for each in made.left_out
        ],
        "warnings": list(made.warnings),
    }  # fmt: skip
    sheets = count(made.pages, "page")
    lines = [f"{count(made.labels, noun)} on {sheets} written to {made.file}."]
    lines += [f"  Left out: {each.name} ({each.reason})" for each in made.left_out]
    lines += [f"  {warning}" for warning in made.warnings]
    talk.result(document, *lines)


def _offset(text: str) -> tuple[float, float]:
    across, comma, down = text.partition(",")
    try:
        found = float(across), float(down)
    except ValueError:
        found = (99.0, 99.0)
    if not comma or not all(abs(each) <= 50 for each in found):
        message = f"{text[:40]} is no pair of millimetres such as 1.5,-0.5"
        raise argparse.ArgumentTypeError(message)
    return found
