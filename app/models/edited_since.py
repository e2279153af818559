"""Records edited since a step that is to be taken back, as a person would name them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.storage.conflicts import Conflict, Place

NAMES = {
    "contact": "Contact", "account": "Account", "appointment": "Appointment", "deal": "Deal",
    "task": "To-do", "activity": "Timeline", "phone": "Phone", "email_address": "Email",
    "address": "Address", "document": "File", "saved_view": "List",
}  # fmt: skip
"""What a row is called, by its table."""


@dataclass(slots=True)
class EditedSince:
    """One record that was edited since a step: what was done to it, and whether it goes back."""

    owner: Place
    title: str
    reasons: list[str]
    goes_back: bool = False


def edited_since(conflicts: Iterable[Conflict]) -> list[EditedSince]:
    """Each record once, with all that happened to it; what hangs on a record counts as its own."""
    found: dict[Place, EditedSince] = {}
    for one in conflicts:
        title = one.title or NAMES.get(one.table, "Record")
        record = found.setdefault(one.owner, EditedSince(one.owner, title, []))
        name = "" if one.place == one.owner else NAMES.get(one.table, "")
        reason = f"{name} {one.reason}".strip().capitalize()
        if reason not in record.reasons:
            record.reasons.append(reason)
    return list(found.values())
