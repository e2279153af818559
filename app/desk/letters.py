"""Letters at the desk: who gets one and who not and why, and what they say.

Both glasses go through ``open_template``, ``prepare`` and ``make``; ``again`` gives one letter of
the past back exactly. What is prepared can be changed letter by letter before it is made.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from app.desk import gate, letter_joint, letter_pictures, recipients
from app.desk.gate import Verdict
from app.desk.letter_files import Progress, free_name
from app.desk.letter_runs import (
    again,
    cancel_letter,
    cancel_run,
    confirm_run,
    make,
    open_template,
)
from app.desk.letter_values import (
    LeftOut,
    LetterFor,
    Made,
    Prepared,
    RunOptions,
    Standing,
    edited,
    trial,
    without,
)
from app.exchange.new_file import safe_file_name
from app.exchange.word import letters as merging
from app.exchange.word.letters import Template
from app.models.letters.merge_names import (
    APPOINTMENT_NAMES,
    LIST_NAMES,
    MERGE_NAMES,
    canonical_name,
)
from app.storage import places
from app.storage.errors import UnknownRow
from app.storage.queries import letter_runs, many
from app.storage.settings import setting
from app.storage.store import Store
from app.storage.text import fold

__all__ = [
    "LeftOut", "LetterFor", "Made", "Prepared", "Progress", "RunOptions", "Standing", "again",
    "asks_for_address", "cancel_letter", "cancel_run", "confirm_run", "edited", "known_names",
    "make", "merge_record", "nobodys_values", "open_template", "options_for", "output_file",
    "prepare", "shipped_templates", "trial", "trial_run", "without",
]  # fmt: skip

BY_RULE = "Left out by a rule in the template"
_ADDRESS_FIELDS = frozenset({"address_block", "street", "postcode", "town", "po_box"})


def shipped_templates() -> list[tuple[str, Path]]:
    """The templates that came with the program, the plain letter first: name and file."""
    folder = places.resources_folder() / "letter_templates"
    found = sorted(folder.glob("*.docx"), key=lambda path: (path.stem != "Letter", path.stem))
    return [(path.stem, path) for path in found]


def known_names(store: Store) -> list[str]:
    """Every name a template can ask for: ours, and the labels of the firm's own fields."""
    own = [*many.own_labels(store, "contact"), *many.own_labels(store, "account")]
    lists = [f"{name}.{part}" for name, parts in LIST_NAMES.items() for part in parts]
    more = ["po_box", "extra", "letter_date", *APPOINTMENT_NAMES, *LIST_NAMES, *lists,
            *letter_pictures.NAMES]  # fmt: skip
    return list(dict.fromkeys([*MERGE_NAMES, *more, *own]))


def merge_record(store: Store, contact_id: int) -> dict[str, Any]:
    """What a letter can say about one person, as ``merge_values.values_for`` takes it."""
    found = recipients.gathered(store, [contact_id])
    if contact_id not in found:
        raise UnknownRow(f"There is no contact with the number {contact_id}.")
    return found[contact_id]


USUAL_PURPOSES = {"Spring mailing": "advert", "Spring mailing.docx": "advert"}
"""What shipped templates are for, where it is not service; the person may say otherwise."""


def options_for(store: Store, template_name: str, given: RunOptions | None = None) -> RunOptions:
    """The options of a run with what the book keeps of the template: purpose and field names.

    A language is asked for only by ``given``: letters go to everybody unless told otherwise.
    """
    options = given or RunOptions()
    kept = letter_runs.template_details(store, template_name) or {}
    return replace(
        options,
        template_name=template_name,
        purpose=options.purpose or kept.get("purpose") or USUAL_PURPOSES.get(template_name, ""),
        field_map={**json.loads(kept.get("field_map", "{}")), **options.field_map},
    )


def prepare(
    store: Store,
    template: Template | None,
    ids: Sequence[int],
    *,
    today: date | None = None,
    options: RunOptions | None = None,
    posted: bool | None = None,
) -> Prepared:
    """Who of ``ids`` gets a letter, who not and why, and what the template asks for in vain.

    Nobody gets two. Somebody without a complete address is left out only when the template has
    a place for one, or ``posted`` says so. Without a template (a typed mail, labels) no name is
    asked for in vain.
    """
    chosen = options or RunOptions()
    day = chosen.day or today or date.today()
    wanted = list(dict.fromkeys(ids))
    found = recipients.gathered(store, wanted, day)
    if posted is None:
        posted = template is not None and asks_for_address(template)
    sending = chosen.sending(needs_address=posted)
    verdicts = gate.pass_gate(store, wanted, sending, day=day, records=found)
    left_out = [_left_out(each) for each in verdicts if not each.passes]
    letters, ruled = _letters(store, template, [v for v in verdicts if v.passes], found, day)
    known = [*known_names(store), *chosen.field_map]
    unknown = merging.unknown_fields(template, known) if template is not None else []
    return Prepared(
        tuple(_ordered(letters, chosen.order)), (*left_out, *ruled), tuple(unknown), chosen
    )


def _letters(
    store: Store,
    template: Template | None,
    passing: Sequence[Verdict],
    records: Mapping[int, dict[str, Any]],
    day: date,
) -> tuple[list[LetterFor], list[LeftOut]]:
    sender = recipients.sender(store, day)
    several = {each.id: each.covers for each in passing if len(each.covers) > 1}
    joint = letter_joint.joint_records(store, several, records, sender["language"], day)
    ruled = template if template is not None and _has_skip_rule(template) else None
    pictures = letter_pictures.Pictures(store, template, [each.id for each in passing])
    letters, left_out = [], []
    for verdict in passing:
        record = joint.get(verdict.id) or records[verdict.id]
        values = recipients.values(record, sender) | pictures.of(verdict.id)
        name = str(record["full_name"])
        if ruled is not None and not merging.letter_text(ruled, values):
            left_out.append(LeftOut(verdict.id, name, BY_RULE, "rule"))
            continue
        home = record["household_id"] if verdict.id in joint else None
        letters.append(
            LetterFor(
                verdict.id, name, values, record["account_id"], home, verdict.covers,
                tuple(each.key for each in verdict.overridden),
            )
        )  # fmt: skip
    return letters, left_out


def nobodys_values(store: Store, template: Template, today: date) -> dict[str, Any]:
    """Values to look at a template with while nobody is chosen: ours, and the names of theirs."""
    ours = recipients.values(recipients.NOBODY, recipients.sender(store, today))
    shown = {use.name: f"‹{use.name.replace('_', ' ')}›" for use in template.fields}
    theirs = {"formal_greeting", "informal_greeting", "greeting", "language"}
    logo = letter_pictures.Pictures(store, template, ()).of(0)
    said = {name: each for name, each in ours.items() if each and name not in theirs}
    return {**shown, **said, **logo}


def asks_for_address(template: Template) -> bool:
    """Whether the template has a place for a postal address."""
    return any(canonical_name(use.name) in _ADDRESS_FIELDS for use in template.fields)


def output_file(book: Path, template_name: str, today: date, *, ending: str = ".docx") -> Path:
    """A free name for the letters of a run, in the folder of the year beside the book."""
    folder = places.letters_folder(book) / str(today.year)
    stem = safe_file_name(f"{Path(template_name).stem} {today.isoformat()}")
    taken = {entry.name.casefold() for entry in folder.iterdir()} if folder.is_dir() else set()
    return free_name(folder, f"{stem}{ending}", taken)


def trial_run(store: Store, prepared: Prepared) -> Prepared:
    """The test run of a run: the first letter and those most likely to look wrong."""
    return trial(prepared, setting(store, "country"))


def _first_reason(verdict: Verdict) -> tuple[str, str, bool]:
    if verdict.passes:
        return "", "", False
    first = verdict.reasons[0]
    # One that may not be passed outweighs one that may: passing the other would not help.
    barred = next((each for each in verdict.reasons if not each.overridable), None)
    return first.sentence, first.key, barred is None


def _left_out(verdict: Verdict) -> LeftOut:
    return LeftOut(verdict.id, verdict.name, *_first_reason(verdict))


def _ordered(letters: Sequence[LetterFor], order: str) -> list[LetterFor]:
    if not order:
        return list(letters)

    def key(letter: LetterFor) -> tuple[str, ...]:
        asked = ("last_name", "first_name", "country", "region", "postcode", "street")
        value = {part: fold(str(letter.values.get(part) or "")) for part in asked}
        name = (value["last_name"] or fold(letter.name), value["first_name"])
        if order == "name":
            return name
        region = (value["region"],) if order == "region" else ()
        return (value["country"], *region, value["postcode"], value["street"], *name)

    return sorted(letters, key=key)


def _has_skip_rule(template: Template) -> bool:
    return any(b"SKIPIF" in template.part(name).upper() for name in template.programs)
