"""The letter that confirms an appointment: a Word letter like any other, on the timeline too."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.desk import letters
from app.desk.letter_lists import appointment_values
from app.desk.letters import Made, Prepared
from app.models.errors import Refusal
from app.storage import blobs
from app.storage.queries import calendar, letter_runs
from app.storage.settings import setting
from app.storage.store import Store

TEMPLATE = "Appointment.docx"


def template_bytes(store: Store) -> bytes:
    """The template called Appointment: the book's own where it has one, else the shipped one."""
    own = [row for row in letter_runs.templates(store) if row["name"] == TEMPLATE]
    if own:
        return blobs.read(store, own[-1]["sha256"])
    return dict(letters.shipped_templates())[Path(TEMPLATE).stem].read_bytes()


def prepare(
    store: Store, template: bytes, appointment_id: int, occurrence: str, today: date
) -> Prepared:
    """A letter for each person of an appointment, or of one of a series, filled with its values.

    Raises ``Refusal`` when it is gone.
    """
    row = calendar.appointment(store, appointment_id, occurrence)
    if row is None:
        raise Refusal("This appointment is not in the book any more.")
    people = json.loads(row["contact_ids"])
    options = letters.options_for(store, TEMPLATE)
    opened = letters.open_template(template, options.field_map)
    prepared = letters.prepare(store, opened, people, today=today, options=options)
    home = setting(store, "locale").replace("_", "-")
    filled = tuple(
        replace(
            one,
            values={**one.values, **appointment_values(row, str(one.values["language"]) or home)},
        )
        for one in prepared.letters
    )
    return replace(prepared, letters=filled)


def make(store: Store, appointment_id: int, occurrence: str, today: date) -> Made:
    """Write the letters beside the book and log them, in one step.

    Raises ``Refusal`` with the reasons when nobody can get one, ``CannotWrite``,
    ``UnusableTemplate`` or a ``BookError``.
    """
    content = template_bytes(store)
    prepared = prepare(store, content, appointment_id, occurrence, today)
    if not prepared.letters:
        reasons = " ".join(f"{one.name}: {one.reason}." for one in prepared.left_out)
        raise Refusal(f"No letter was made. {reasons}".strip())
    to = letters.output_file(store.path, TEMPLATE, today)
    return letters.make(
        store, template_name=TEMPLATE, template_bytes=content, prepared=prepared, to=to
    )
