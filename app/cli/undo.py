"""``deskbook undo --in BOOK [STEP]``: take back the last change, or any earlier one."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli import asking
from app.cli.talk import Talk, count, table
from app.models.edited_since import EditedSince, edited_since
from app.models.errors import Refusal
from app.storage import errors, history, undo
from app.storage.conflicts import Choices, Policy
from app.storage.store import Store

EPILOG = """\
Records that were edited or used since the step are never taken back unasked. First see which:

  deskbook undo 17 --in BOOK --list

then say what becomes of each, by its number, and of the rest:

  deskbook undo 17 --in BOOK --keep 101,102 --revert 103
  deskbook undo 17 --in BOOK --keep 101,102 --conflicts revert

With --json:
  undo           {"undone": step, "label", "step": the undo's own number, "rows"}
  undo --list    {"step", "label", "edited": [{"kind", "id", "title", "reasons": [...]}]}
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.epilog = EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "step",
        metavar="STEP",
        nargs="?",
        type=asking.number_of,
        help="a step of the history; else the last",
    )
    asking.add_book(parser)
    parser.add_argument(
        "--list", action="store_true", dest="only_list",
        help="only say which records were edited since; nothing is changed",
    )  # fmt: skip
    for name, text in (("keep", "stay as they are now"), ("revert", "are taken back too")):
        parser.add_argument(
            f"--{name}", metavar="1,2,3", type=asking.ids_of, default=(),
            help=f"these records edited since {text}",
        )  # fmt: skip
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
        row = history.step(store, target)
        label, stands = row["label"], row["kind"] == "do" and row["undone_by"] is None
        if args.only_list and stands:  # the undo itself says why another one cannot be undone
            _tell(talk, target, label, edited_since(undo.conflicts_of(store, target)))
            return 0
        undo.undo(store, target, args.conflicts, _choices(store, target, args))
        step = store.last_changes.step_id
        rows = history.step(store, step)["rows"]
    talk.result(
        {"undone": target, "label": label, "step": step, "rows": rows},
        f"Taken back: {label} ({count(rows, 'row')}).",
    )
    return 0


def _tell(talk: Talk, step: int, label: str, edited: list[EditedSince]) -> None:
    listed = [
        {"kind": one.owner[0], "id": one.owner[1], "title": one.title, "reasons": one.reasons}
        for one in edited
    ]
    rows = [[one.owner[1], one.owner[0], one.title, ", ".join(one.reasons)] for one in edited]
    heads = ("Number", "Kind", "Name", "Since then")
    talk.result(
        {"step": step, "label": label, "edited": listed}, *(table(heads, rows) if rows else ())
    )
    verb = "was" if len(edited) == 1 else "were"
    said = count(len(edited), "record") if edited else "No records"
    talk.remark(f"{said} {verb} edited since “{label}”. Nothing was changed.")


def _choices(store: Store, step: int, args: Any) -> Choices:
    """What was said of single records; raises ``Refusal`` for one that was not edited since."""
    wishes: dict[int, Policy] = dict.fromkeys(args.keep, "keep")
    if twice := wishes.keys() & set(args.revert):
        message = f"Record {min(twice)} cannot be kept and reverted at once."
        raise Refusal(message, "keep")
    wishes |= dict.fromkeys(args.revert, "revert")
    if not wishes:
        return {}
    owners = {one.owner for one in undo.conflicts_of(store, step)}
    if strange := wishes.keys() - {number for _, number in owners}:
        message = (
            f"Record {min(strange)} was not edited since step {step}. See which were: "
            f"deskbook undo {step} --list"
        )
        raise Refusal(message, "keep")
    return {owner: wishes[owner[1]] for owner in owners if owner[1] in wishes}
