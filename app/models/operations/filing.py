"""Keeping files with somebody: content and timeline entry in one step; faxes by their number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.models.activity import Activity
from app.models.errors import Refusal
from app.models.operations import activities, documents
from app.models.phone import normalise
from app.storage.queries import documents as queries
from app.storage.settings import setting
from app.storage.store import Store
from app.storage.tables import Row


def add_file_entry(
    store: Store,
    paths: Sequence[Path],
    *,
    text: str = "",
    contact_id: int | None = None,
    account_id: int | None = None,
    deal_id: int | None = None,
    appointment_id: int | None = None,
    large: str = "refuse",
    words: Mapping[Path, str] | None = None,
) -> list[int]:
    """Keep files and mention each in the timeline, with ``text`` at the first. Returns their ids.

    ``words`` are the texts in the files, for the search. Raises ``DiskFailed`` or ``RuleBroken``
    for a file that cannot be kept; then none is.
    """
    label = f"Add {paths[0].name}" if len(paths) == 1 else f"Add {len(paths)} files"
    found = []
    with store.step(label):
        for path in paths:
            document = documents.add_file(
                store, path, contact_id=contact_id, account_id=account_id, deal_id=deal_id,
                appointment_id=appointment_id, large=large, text=(words or {}).get(path, ""),
            )  # fmt: skip
            found.append(document)
            said = text if len(found) == 1 else ""
            if contact_id or account_id or deal_id or said or not appointment_id:
                activities.log_activity(
                    store,
                    Activity(
                        kind="note", body=said, document_id=document, contact_id=contact_id,
                        account_id=account_id, deal_id=deal_id,
                    ),
                )  # fmt: skip
    return found


def fax_owners(store: Store, number: str) -> list[Row]:
    """Whose fax number it is, in any notation: rows with contact_id or account_id."""
    phone = normalise(number.strip(), setting(store, "country"))
    return queries.fax_owners(store, phone.e164, phone.digits)


def log_fax(
    store: Store,
    number: str,
    *,
    subject: str = "",
    body: str = "",
    direction: str = "out",
    document_id: int | None = None,
    at: str = "",
) -> list[int]:
    """Log a fax with everybody who has that fax number. Raises ``Refusal`` when nobody has."""
    owners = fax_owners(store, number)
    if not owners:
        message = f"Nobody in the book has the fax number {number.strip()}."
        raise Refusal(message, "number")
    said = subject.strip() or ("Fax sent" if direction == "out" else "Fax received")
    with store.step(f"{said}: {number.strip()}"):
        return [
            activities.log_activity(
                store,
                Activity(
                    kind="fax", subject=said, body=body, direction=direction, at=at,
                    contact_id=owner["contact_id"], account_id=owner["account_id"],
                    document_id=document_id,
                ),
            )
            for owner in owners
        ]  # fmt: skip
