"""``deskbook undo --in BOOK [STEP]``: take back the last change, or any earlier one."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli import asking
from app.cli.talk import Talk, count
from app.storage import errors, history, undo


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "step",
        metavar="STEP",
        nargs="?",
        type=asking.number_of,
        help="a step of the history; else the last",
    )
    asking.add_book(parser)
    asking.add_conflicts(parser)
    asking.add_json(parser)


def run(args: Any, talk: Talk) -> int:
    """Take the step back; records edited since are listed and nothing changes until chosen."""
    with asking.opened(args.book, to_change=True) as store:
        target = args.step
        if target is None:
            found = history.next_undo(store)
            if found is None:
                raise errors.NothingToUndo("There is nothing to undo.")
            target = found["id"]
        label = history.step(store, target)["label"]
        undo.undo(store, target, args.conflicts)
        step = store.last_changes.step_id
        rows = history.step(store, step)["rows"]
    talk.result(
        {"undone": target, "label": label, "step": step, "rows": rows},
        f"Taken back: {label} ({count(rows, 'row')}).",
    )
    return 0
