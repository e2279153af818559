"""Letters at the desk: who gets one and who not and why, the files, and the log of the run.

Both glasses go through ``open_template``, ``prepare`` and ``make``; ``again`` gives one letter of
the past back exactly.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.desk import recipients
from app.exchange import letters as merging
from app.exchange import office_program
from app.exchange.letters import Template
from app.exchange.new_file import CannotWrite, put_in_place, safe_file_name, sync_folder
from app.models.errors import Refusal
from app.models.merge_names import MERGE_NAMES
from app.models.operations import documents
from app.models.operations.documents import LetterMade
from app.storage import blobs, places
from app.storage.errors import UnknownRow
from app.storage.queries import many, records
from app.storage.store import Store

Progress = Callable[[int, int, str], None]

NO_LETTERS = "Asked for no letters"
NO_ADDRESS = "No postal address"
HALF_ADDRESS = "The postal address is not complete"
GONE = "No longer in the book"
BY_RULE = "Left out by a rule in the template"
_ADDRESS_FIELDS = frozenset({"address_block", "street", "postcode", "town", "po_box"})


@dataclass(frozen=True, slots=True)
class LetterFor:
    """Somebody who gets a letter, with every value it can say."""

    contact_id: int
    name: str
    values: Mapping[str, Any]
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody who gets no letter, and why in plain words."""

    id: int
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A run of letters before anything is written.

    ``unknown_fields`` are names in the template that mean nothing here, each with the nearest
    name that does, or "".
    """

    letters: tuple[LetterFor, ...]
    left_out: tuple[LeftOut, ...]
    unknown_fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A run of letters that is done. ``step_id`` and ``run_id`` are 0 when it was not logged."""

    letters: int
    files: tuple[Path, ...]
    left_out: tuple[LeftOut, ...]
    step_id: int = 0
    run_id: int = 0
    seconds: float = 0.0


def shipped_templates() -> list[tuple[str, Path]]:
    """The templates that came with the program: name and file."""
    folder = places.resources_folder() / "letter_templates"
    return [(path.stem, path) for path in sorted(folder.glob("*.docx"))]


def open_template(source: Path | bytes) -> Template:
    """A template ready to be filled; raises ``UnusableTemplate`` with a sentence."""
    return merging.load_template(source)


def known_names(store: Store) -> list[str]:
    """Every name a template can ask for: ours, and the labels of the firm's own fields."""
    own = [*many.own_labels(store, "contact"), *many.own_labels(store, "account")]
    return list(dict.fromkeys([*MERGE_NAMES, "po_box", *own]))


def merge_record(store: Store, contact_id: int) -> dict[str, Any]:
    """What a letter can say about one person, as ``merge_values.values_for`` takes it."""
    found = recipients.gathered(store, [contact_id])
    if contact_id not in found:
        raise UnknownRow(f"There is no contact with the number {contact_id}.")
    return found[contact_id]


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody a letter is meant for: ``reason`` says why they get none, "" that they do."""

    id: int
    name: str
    company: str
    reason: str


def who_gets(store: Store, template: Template | None, ids: Sequence[int]) -> list[Standing]:
    """Who of ``ids`` would get a letter, once each; fast, nothing is filled."""
    wanted = list(dict.fromkeys(ids))
    found = recipients.gathered(store, wanted)
    posted = template is None or asks_for_address(template)
    return [
        Standing(each, record["full_name"], record["company"], _reason(record, posted))
        for each in wanted
        if (record := found.get(each)) is not None
    ]


def prepare(
    store: Store, template: Template, ids: Sequence[int], *, today: date | None = None
) -> Prepared:
    """Who of ``ids`` gets a letter, who not and why, and what the template asks for in vain.

    Nobody gets two. Somebody without a complete address is left out only when the template has
    a place for one.
    """
    sender = recipients.sender(store, today or date.today())
    wanted = list(dict.fromkeys(ids))
    found = recipients.gathered(store, wanted)
    posted, ruled = asks_for_address(template), _has_skip_rule(template)
    letters: list[LetterFor] = []
    left_out: list[LeftOut] = []
    for contact_id in wanted:
        record = found.get(contact_id)
        reason = GONE if record is None else _reason(record, posted)
        name = str(record["full_name"]) if record else ""
        if record is None or reason:
            left_out.append(LeftOut(contact_id, name, reason))
            continue
        values = recipients.values(record, sender)
        if ruled and not merging.letter_text(template, values):
            left_out.append(LeftOut(contact_id, name, BY_RULE))
            continue
        letters.append(LetterFor(contact_id, name, values, record["account_id"]))
    unknown = merging.unknown_fields(template, known_names(store))
    return Prepared(tuple(letters), tuple(left_out), tuple(unknown))


def nobodys_values(store: Store, template: Template, today: date) -> dict[str, Any]:
    """Values to look at a template with while nobody is chosen: ours, and the names of theirs."""
    ours = recipients.values(recipients.NOBODY, recipients.sender(store, today))
    shown = {use.name: f"‹{use.name.replace('_', ' ')}›" for use in template.fields}
    theirs = {"formal_greeting", "informal_greeting", "language"}
    return shown | {name: each for name, each in ours.items() if each and name not in theirs}


def asks_for_address(template: Template) -> bool:
    """Whether the template has a place for a postal address."""
    from app.models.merge_names import canonical_name

    return any(canonical_name(use.name) in _ADDRESS_FIELDS for use in template.fields)


def _reason(record: Mapping[str, Any], posted: bool) -> str:
    if record["no_post"]:
        return NO_LETTERS
    if not posted:
        return ""
    if not any(record["address"].get(part) for part in ("street", "street2", "town", "postcode")):
        return NO_ADDRESS
    return "" if recipients.can_arrive(record["address"]) else HALF_ADDRESS


def _has_skip_rule(template: Template) -> bool:
    return any(b"SKIPIF" in template.part(name).upper() for name in template.programs)


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
    template = open_template(template_bytes)
    _check_place(to, separate=separate, pdf=pdf)
    folder = to if separate else to.parent
    new_folders = _make_folder(folder)
    work = _hidden_folder(folder)
    try:
        made = _write(template, template_name, prepared, to, work, separate, progress)
        if pdf:
            made = office_program.to_pdf(made, work / "pdf", progress)
        files = _free_names(folder, made) if separate else (to,)
        step_id, run_id = 0, 0
        if log:
            step_id, run_id = _log_and_place(
                store, template_name, template_bytes, prepared, made, files
            )
        else:
            _place(made, files)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        for path in new_folders:
            _remove_if_empty(path)
        raise
    shutil.rmtree(work, ignore_errors=True)
    seconds = time.perf_counter() - started
    return Made(len(prepared.letters), files, prepared.left_out, step_id, run_id, seconds)


def _check_place(to: Path, *, separate: bool, pdf: bool) -> None:
    if separate:
        if to.exists() and not to.is_dir():
            raise CannotWrite(f"{to.name} is a file. Choose a folder for the letters.")
        return
    ending = ".pdf" if pdf else ".docx"
    if to.suffix.lower() != ending:
        raise CannotWrite(f"The name of the letters' file must end in {ending}.")
    if to.is_dir():
        raise CannotWrite(f"{to.name} is a folder. Choose a file name.")


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and those above it; the new ones, the innermost first."""
    missing = []
    place = folder
    while not place.exists() and place != place.parent:
        missing.append(place)
        place = place.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise CannotWrite(
            f"The folder {folder} cannot be made: {reason}. Nothing was changed."
        ) from None
    return missing


def _hidden_folder(folder: Path) -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix=".letters-", dir=folder))
    except OSError:
        raise CannotWrite(
            f"The folder {folder} cannot be written. Choose another place. Nothing was changed."
        ) from None


def _write(
    template: Template,
    template_name: str,
    prepared: Prepared,
    to: Path,
    work: Path,
    separate: bool,
    progress: Progress | None,
) -> list[Path]:
    total = len(prepared.letters)
    told = None if progress is None else (lambda done: progress(done, total, "letters"))
    if not separate:
        out = work / f"{to.stem}.docx"
        merging.merge_combined(template, (each.values for each in prepared.letters), out, told)
        return [out]
    stem = Path(template_name).stem
    outcome = merging.merge_separate(
        template, ((f"{stem} {each.name}", each.values) for each in prepared.letters), work, told
    )
    return list(outcome.files)


def _log_and_place(
    store: Store,
    template_name: str,
    template_bytes: bytes,
    prepared: Prepared,
    made: Sequence[Path],
    files: Sequence[Path],
) -> tuple[int, int]:
    letters = [
        LetterMade(each.contact_id, each.account_id, _as_text(each.values))
        for each in prepared.letters
    ]
    left_out = [
        {"id": each.id, "name": each.name, "reason": each.reason} for each in prepared.left_out
    ]
    noun = "1 letter" if len(letters) == 1 else f"{len(letters):,} letters"
    output = str(files[0] if len(files) == 1 else files[0].parent)
    new = [path for path in files if not path.exists()]
    try:
        with store.step(f"Make {noun}: {Path(template_name).stem}"):
            run_id = documents.log_letters(
                store, template_name=template_name, template=template_bytes,
                output_name=output, letters=letters, left_out=left_out,
            )  # fmt: skip
            # Inside the step, so that a file that cannot be put in place takes the log back.
            _place(made, files)
    except BaseException:
        for path in new:
            path.unlink(missing_ok=True)
        raise
    return store.last_changes.step_id, run_id


def _as_text(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}


def _place(made: Sequence[Path], files: Sequence[Path]) -> None:
    moved: list[Path] = []
    try:
        for source, target in zip(made, files, strict=True):
            known = target.exists()
            put_in_place(source, target)
            if not known:
                moved.append(target)
        sync_folder(files[0].parent)
    except CannotWrite:
        for path in moved:
            path.unlink(missing_ok=True)
        raise


def _free_names(folder: Path, made: Sequence[Path]) -> tuple[Path, ...]:
    taken = {entry.name.casefold() for entry in folder.iterdir()}
    return tuple(_free_name(folder, path.name, taken) for path in made)


def _free_name(folder: Path, name: str, taken: set[str]) -> Path:
    stem, ending = Path(name).stem, Path(name).suffix
    free, number = name, 2
    while free.casefold() in taken:
        free = f"{stem} ({number}){ending}"
        number += 1
    taken.add(free.casefold())
    return folder / free


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def output_file(book: Path, template_name: str, today: date, *, ending: str = ".docx") -> Path:
    """A free name for the letters of a run, in the folder of the year beside the book."""
    folder = places.letters_folder(book) / str(today.year)
    stem = safe_file_name(f"{Path(template_name).stem} {today.isoformat()}")
    taken = {entry.name.casefold() for entry in folder.iterdir()} if folder.is_dir() else set()
    return _free_name(folder, f"{stem}{ending}", taken)


def again(store: Store, letter_id: int) -> tuple[str, bytes]:
    """One letter of the past, made from the template and the values of then: name and content."""
    row = store.one(
        "SELECT l.merge_values, u.template_name, u.template_document_id, l.contact_id"
        " FROM letter l JOIN letter_run u ON u.id = l.letter_run_id WHERE l.id = ?",
        (letter_id,),
    )
    if row is None:
        raise UnknownRow(f"There is no letter with the number {letter_id}.")
    document = store.get("document", row[2]) if row[2] else None
    if document is None:
        raise Refusal("The template of this letter was deleted from the book.")
    template = open_template(blobs.read(store, document["sha256"]))
    values = json.loads(row[0])
    person = records.title(store, "contact", row[3])[0] if row[3] else values.get("full_name", "")
    name = safe_file_name(f"{Path(row[1]).stem} {person}.docx")
    return name, merging.merge_one(template, values)
