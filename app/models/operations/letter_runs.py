"""Verbs on runs of letters: made, confirmed, cancelled; and what is kept of their templates."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.models.consent import PURPOSES
from app.models.errors import Refusal
from app.models.operations.documents import template_document
from app.storage import clock
from app.storage.queries import letter_runs
from app.storage.store import Store

_LETTER = (
    "letter_run_id", "contact_id", "account_id", "household_id", "merge_values", "edits",
    "overridden", "recipient", "message_id", "state", "at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LetterMade:
    """One letter of a run: to whom, and the values that filled it.

    `covers` are all whom it names; `edits` what was changed for this letter alone; `overridden`
    the reasons against it that somebody passed. `recipient` and `message_id` are a mail's.
    """

    contact_id: int | None
    account_id: int | None
    merge_values: Mapping[str, Any] = field(default_factory=dict)
    household_id: int | None = None
    covers: tuple[int, ...] = ()
    edits: Mapping[str, Any] = field(default_factory=dict)
    overridden: tuple[str, ...] = ()
    recipient: str = ""
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What is kept of a run besides its letters.

    `state` is "made" (not in the post yet), "confirmed", or "sending" for mail on its way.
    """

    template_name: str
    template: bytes
    output_name: str = ""
    left_out: Sequence[Mapping[str, object]] = ()
    channel: str = "post"
    purpose: str = "service"
    state: str = "confirmed"
    options: Mapping[str, Any] = field(default_factory=dict)


def log_run(store: Store, facts: RunFacts, letters: Sequence[LetterMade]) -> int:
    """Keep a run: the template once, each letter's values, and if confirmed the timeline.

    Returns the id of the run; undoing the step takes the run and its entries away.
    """
    stem, now = Path(facts.template_name).stem, clock.now()
    with store.step(f"Make {noun(len(letters), facts.channel)}: {stem}"):
        run = store.put(
            "letter_run",
            {"template_name": facts.template_name, "output_name": facts.output_name,
             "template_document_id": template_document(
                 store, facts.template_name, facts.template),
             "made_at": now, "letters": len(letters),
             "left_out": json.dumps(list(facts.left_out), ensure_ascii=False),
             "channel": facts.channel, "purpose": facts.purpose, "state": facts.state,
             "options": json.dumps(dict(facts.options), ensure_ascii=False, sort_keys=True)},
        )  # fmt: skip
        state = {"confirmed": "sent", "sending": "queued"}.get(facts.state, "made")
        at = now if state == "sent" else ""
        first = store.put_many(
            "letter", _LETTER, [_letter_row(run, made, state, at) for made in letters]
        )
        if state == "sent":
            entries = [
                (person, made.account_id, first + number)
                for number, made in enumerate(letters)
                for person in made.covers or (made.contact_id,)
            ]
            _log_entries(store, entries, stem, now)
    return run


def confirm_run(store: Store, run_id: int) -> int:
    """The letters are in the post: each timeline says so from now on. Returns how many."""
    run = letter_runs.run(store, run_id)
    if run["state"] != "made":
        message = "These letters were confirmed already."
        raise Refusal(message)
    stem, now = Path(run["template_name"]).stem, clock.now()
    waiting = [row for row in letter_runs.letters_in(store, run_id) if row["state"] == "made"]
    with store.step(f"Send {noun(len(waiting), run['channel'])}: {stem}"):
        store.put("letter_run", {"id": run_id, "state": "confirmed"})
        entries = []
        for row in waiting:
            store.put("letter", {"id": row["id"], "state": "sent", "at": now})
            entries += [
                (person, row["account_id"], row["id"]) for person in letter_runs.covered(row)
            ]
        _log_entries(store, entries, stem, now, channel=run["channel"])
    return len(waiting)


def cancel_run(store: Store, run_id: int) -> int:
    """Take a run back: its letters and what the timelines say of them. Returns how many."""
    run = letter_runs.run(store, run_id)
    stem = Path(run["template_name"]).stem
    with store.step(f"Cancel {noun(run['letters'], run['channel'])}: {stem}"):
        store.remove_many(
            "activity", "letter_id IN (SELECT id FROM letter WHERE letter_run_id = ?)", (run_id,)
        )
        gone = store.remove_many("letter", "letter_run_id = ?", (run_id,))
        store.remove("letter_run", run_id)
    return gone


def cancel_letter(store: Store, letter_id: int) -> None:
    """Take one letter of a run back: it was not sent after all."""
    row = letter_runs.letter_with_run(store, letter_id)
    with store.step(f"Cancel the letter to {row['person']}"):
        store.remove_many("activity", "letter_id = ?", (letter_id,))
        store.remove("letter", letter_id)


def save_template_details(
    store: Store,
    name: str,
    data: bytes,
    *,
    purpose: str = "",
    language: str | None = None,
    subject: str | None = None,
    field_map: Mapping[str, str] | None = None,
) -> int:
    """Keep what a template is for; parts that are not given stay. Raises ``Refusal``."""
    if purpose and purpose not in PURPOSES:
        message = "Choose advertising, service or contract."
        raise Refusal(message, "purpose")
    known = letter_runs.template_details(store, name) or {}
    with store.step(f"Change template {Path(name).stem}"):
        document = template_document(store, name, data)
        row: dict[str, Any] = {
            "document_id": document,
            "purpose": purpose or known.get("purpose", "service"),
            "language": known.get("language", "") if language is None else language,
            "subject": known.get("subject", "") if subject is None else subject,
            "field_map": known.get("field_map", "{}")
            if field_map is None
            else json.dumps(dict(field_map), ensure_ascii=False, sort_keys=True),
        }
        if known.get("document_id") == document:
            row["id"] = known["id"]
        return store.put("letter_template", row)


def pass_on_letters(store: Store, leaving: Sequence[int]) -> None:
    """Letters for several stay with the next of them when the first is deleted."""
    going = set(leaving)
    for row in letter_runs.joint_letters(store, leaving):
        people = [each for each in letter_runs.covered(row) if store.get("contact", each)]
        staying = [each for each in people if each not in going]
        if staying:
            store.put("letter", {"id": row["id"], "contact_id": staying[0]})


def save_label_sheet(store: Store, name: str, measures: str) -> int:
    """Keep a label sheet of the firm's own, its measures as JSON; a known name is replaced."""
    clean = " ".join(name.split())
    if not clean:
        message = "A label sheet needs a name."
        raise Refusal(message, "name")
    known = store.value("SELECT id FROM label_sheet WHERE name = ?", (clean,))
    with store.step(f"Keep label sheet {clean}"):
        row = {"name": clean, "measures": measures}
        return store.put("label_sheet", row | ({"id": known} if known is not None else {}))


def delete_label_sheet(store: Store, name: str) -> None:
    """Delete a label sheet of the firm's own."""
    with store.step(f"Delete label sheet {name}"):
        store.remove_many("label_sheet", "name = ?", (name,))


def noun(count: int, channel: str = "post") -> str:
    """Letters or emails with their number, as "312 letters"."""
    word = "email" if channel == "email" else "letter"
    return f"1 {word}" if count == 1 else f"{count:,} {word}s"


def _letter_row(run: int, made: LetterMade, state: str, at: str) -> tuple[Any, ...]:
    edits = dict(made.edits)
    if len(made.covers) > 1:
        edits["covers"] = list(made.covers)
    return (
        run, made.contact_id, made.account_id, made.household_id,
        json.dumps(dict(made.merge_values), ensure_ascii=False, sort_keys=True),
        json.dumps(edits, ensure_ascii=False, sort_keys=True),
        ",".join(made.overridden), made.recipient, made.message_id, state, at,
    )  # fmt: skip


def _log_entries(
    store: Store,
    entries: Sequence[tuple[int | None, int | None, int]],
    stem: str,
    now: str,
    *,
    channel: str = "post",
) -> None:
    kind = "email" if channel == "email" else "letter"
    subject = f"{kind.capitalize()} sent: {stem}"
    store.put_many(
        "activity",
        ("kind", "at", "subject", "direction", "contact_id", "account_id", "letter_id",
         "created_at"),
        [(kind, now, subject, "out", person, firm, letter, now)
         for person, firm, letter in entries],
    )  # fmt: skip
