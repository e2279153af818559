"""A run of letters from files to the post: made, confirmed, cancelled, made again.

``make`` writes the files and logs the run in one go; with ``confirm=False`` the run waits until
``confirm_run`` says that the letters are in the post.
"""

from __future__ import annotations

import json
import time
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.desk import letter_pictures
from app.desk.letter_files import LetterFiles, Progress
from app.desk.letter_pictures import BookPicture
from app.desk.letter_values import LeftOut, LetterFor, Made, Prepared
from app.exchange.new_file import safe_file_name
from app.exchange.word import letters as merging
from app.exchange.word.letters import Template
from app.models.errors import Refusal
from app.models.operations import letter_runs as operations
from app.models.operations.letter_runs import LetterMade, RunFacts
from app.storage import blobs
from app.storage.queries import letter_runs
from app.storage.store import Store

_PICTURE = "picture_base64"

confirm_run = operations.confirm_run
cancel_run = operations.cancel_run
cancel_letter = operations.cancel_letter


def open_template(source: Path | bytes, field_map: Mapping[str, str] | None = None) -> Template:
    """A template ready to be filled; raises ``UnusableTemplate`` with a sentence."""
    return merging.load_template(source, field_map)


def make(
    store: Store,
    *,
    template_name: str,
    template_bytes: bytes,
    prepared: Prepared,
    to: Path,
    separate: bool = False,
    log: bool = True,
    pdf: bool = False,
    confirm: bool = True,
    progress: Progress | None = None,
) -> Made:
    """Write the letters to the file ``to`` (or, ``separate``, into that folder) and log the run.

    Files and log come together or not at all: when writing fails, logging fails or ``progress``
    raises, neither is there, and a file that stood at ``to`` before stays. Raises ``CannotWrite``,
    ``UnusableTemplate``, ``Refusal`` or a ``BookError``.
    """
    started = time.perf_counter()
    if not prepared.letters:
        raise Refusal("Nobody is left to write to, so no letter was made.")
    template = open_template(template_bytes, prepared.options.field_map)
    files = LetterFiles(to, separate=separate, pdf=pdf)
    try:
        paths = files.write(template, template_name, prepared, progress)
        step_id, run_id = 0, 0
        if log:
            facts = _facts(template_name, template_bytes, prepared, paths, confirm=confirm)
            step_id, run_id = _log_and_place(store, facts, prepared, files)
        else:
            files.place()
    except BaseException:
        files.clear(failed=True)
        raise
    files.clear()
    seconds = time.perf_counter() - started
    return Made(len(prepared.letters), paths, prepared.left_out, step_id, run_id, seconds)


def again(store: Store, letter_id: int) -> tuple[str, bytes]:
    """One letter of the past, made from the template and the values of then: name and content."""
    row = letter_runs.letter_with_run(store, letter_id)
    if row["sha256"] is None:
        raise Refusal("The template of this letter was deleted from the book.")
    options = json.loads(row["options"] or "{}")
    template = open_template(blobs.read(store, row["sha256"]), options.get("field_map"))
    values = values_again(store, row)
    person = row["person"] or values.get("full_name", "")
    name = safe_file_name(f"{Path(row['template_name']).stem} {person}.docx")
    return name, merging.merge_one(template, values)


def values_again(store: Store, row: Mapping[str, Any]) -> dict[str, Any]:
    """The values a kept letter was filled with, what was changed for it alone included."""
    edits = json.loads(row["edits"] or "{}")
    added = {"extra": edits["extra"]} if edits.get("extra") else {}
    values = _as_was(store, json.loads(row["merge_values"]))
    return {**values, **edits.get("values", {}), **added}


def letter_made(letter: LetterFor) -> LetterMade:
    """A letter as the book keeps it."""
    edits: dict[str, Any] = {"values": dict(letter.edits)} if letter.edits else {}
    if letter.extra:
        edits["extra"] = letter.extra
    return LetterMade(
        letter.contact_id, letter.account_id, kept_values(letter.values),
        household_id=letter.household_id, covers=letter.covers, edits=edits,
        overridden=letter.overridden,
    )  # fmt: skip


def left_out_rows(left_out: tuple[LeftOut, ...]) -> list[dict[str, object]]:
    """Who was left out and why, as the book keeps it with the run."""
    return [
        {"id": each.id, "name": each.name, "reason": each.reason, "key": each.key}
        for each in left_out
    ]


def _facts(
    name: str, content: bytes, prepared: Prepared, paths: tuple[Path, ...], *, confirm: bool
) -> RunFacts:
    options = prepared.options
    return RunFacts(
        name, content, str(paths[0] if len(paths) == 1 else paths[0].parent),
        left_out_rows(prepared.left_out), channel=options.channel,
        purpose=options.purpose or "service", state="confirmed" if confirm else "made",
        options=options.kept(),
    )  # fmt: skip


def _log_and_place(
    store: Store, facts: RunFacts, prepared: Prepared, files: LetterFiles
) -> tuple[int, int]:
    letters = [letter_made(each) for each in prepared.letters]
    new = [path for path in files.files if not path.exists()]
    label = f"Make {operations.noun(len(letters))}: {Path(facts.template_name).stem}"
    try:
        with store.step(label):
            run_id = operations.log_run(store, facts, letters)
            # Inside the step, so that a file that cannot be put in place takes the log back.
            files.place()
    except BaseException:
        for path in new:
            path.unlink(missing_ok=True)
        raise
    return store.last_changes.step_id, run_id


def kept_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a letter as JSON can hold them; ``values_again`` makes them of it again."""
    return {name: _kept(value) for name, value in values.items()}


def _kept(value: Any) -> Any:
    """A value as JSON holds it, pictures by where the book keeps them, or else as base64."""
    if isinstance(value, BookPicture):
        return {letter_pictures.KEPT: value.digest}
    if isinstance(value, bytes):
        return {_PICTURE: b64encode(value).decode("ascii")}
    if isinstance(value, list | tuple):
        return [_kept(each) for each in value]
    if isinstance(value, Mapping):
        return kept_values(value)
    return value if isinstance(value, str | int | float | None) else str(value)


def _as_was(store: Store, value: Any) -> Any:
    if isinstance(value, list):
        return [_as_was(store, each) for each in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {_PICTURE}:
        return b64decode(value[_PICTURE])
    if set(value) == {letter_pictures.KEPT}:
        return letter_pictures.read_again(store, value)
    return {name: _as_was(store, each) for name, each in value.items()}
