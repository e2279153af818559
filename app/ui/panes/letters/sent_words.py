"""Runs of letters and mails in words: how they stand, and what became of each letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from app.storage.tables import Row
from app.ui.delegates.rows import Cell, FileRowValue, TableRowValue
from app.ui.words import counted, day_words, local_time

_STATES = {
    "made": ("Not marked as sent", "amber"), "sent": ("Sent", "evergreen"),
    "queued": ("Waits", "slate"), "sending": ("May have been sent", "amber"),
    "unsure": ("May have been sent", "amber"), "failed": ("Refused", "brick"),
}  # fmt: skip
_PASSED = {
    "no_post": "although they asked for no letters", "no_email": "although they asked for no email",
    "firm_no_post": "although the firm asked for no letters",
    "firm_no_email": "although the firm asked for no email",
    "refused": "although they refused", "not_given": "without a word that we may",
    "minor": "although they are under 18", "undeliverable": "although post came back",
    "email_returned": "although mail came back", "half_address": "to an incomplete address",
    "language": "in another language", "done": "a second time", "recent": "again so soon",
    "same_household": "besides the household's",
}  # fmt: skip


def run_value(row: Row, today: date) -> FileRowValue:
    """A run in the list."""
    noun = "email" if row["channel"] == "email" else "letter"
    to = row["contact"] if row["letters"] == 1 else counted(row["letters"], noun)
    state = {"made": "not marked as sent", "sending": "not all sent"}.get(str(row["state"]), "")
    line = ", ".join(one for one in (to, state) if one)
    when = day_words(local_time(row["made_at"]).date(), today)
    icon, kind = ("send", "sky") if noun == "email" else ("mail", "blue")
    return FileRowValue(
        row["id"], Path(row["template_name"]).stem, line, icon, "amber" if state else kind, when
    )


def letter_value(row: Row) -> TableRowValue:
    """One letter of a run: who, where it went, its state, and what is worth knowing."""
    words, kind = _STATES.get(str(row["state"]), (str(row["state"]), "slate"))
    where = row["recipient"] or ", ".join(filter(None, (row["company"], row["town"])))
    passed = [_PASSED.get(key, key) for key in str(row["overridden"]).split(",") if key]
    said = [", ".join(passed), str(row["outcome"]) if row["state"] != "sent" else ""]
    note = ". ".join(one for one in said if one)
    return TableRowValue(
        row["id"],
        (Cell(row["name"]), Cell(where), Cell(words, kind=kind), Cell(note, tip=note)),
    )


def left_out_values(left_out: Sequence[Row]) -> list[TableRowValue]:
    """Those who got none, and why."""
    return [
        TableRowValue(
            -1 - place,
            (Cell(str(one.get("name", ""))), Cell(""),
             Cell(str(one.get("reason", "")), kind="amber", tip=str(one.get("reason", ""))),
             Cell("")),
            muted=True,
        )
        for place, one in enumerate(left_out)
    ]  # fmt: skip
