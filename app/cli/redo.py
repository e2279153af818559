"""``deskbook redo --in BOOK``: do again what was undone last."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli import asking
from app.cli.talk import Talk, count
from app.storage import errors, history, undo


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    asking.add_book(parser)
    asking.add_conflicts(parser)
    asking.add_json(parser)


def run(args: Any, talk: Talk) -> int:
    """Do the last undone step again; refused when something new was done after the undo."""
    with asking.opened(args.book, to_change=True) as store:
        found = history.next_redo(store)
        if found is None:
            raise errors.NothingToUndo("There is nothing to redo.")
        undo.redo_last(store, args.conflicts)
        step = store.last_changes.step_id
        rows = history.step(store, step)["rows"]
    talk.result(
        {"redone": found["step_id"], "label": found["label"], "step": step, "rows": rows},
        f"Done again: {found['label']} ({count(rows, 'row')}).",
    )
    return 0
