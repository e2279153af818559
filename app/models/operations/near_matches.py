"""The pile of look-alikes: who may be one and the same, settled by the person."""

from __future__ import annotations

from typing import Literal

from app.models.errors import Refusal
from app.models.imports.import_draft import Draft
from app.models.operations.merging import MERGES
from app.storage import clock
from app.storage.queries import compared, records
from app.storage.queries.near_pile import facts_of
from app.storage.store import Store

Answer = Literal["same", "different"]


def settle(store: Store, near_match_id: int, answer: Answer) -> int:
    """Decide about one pair: the same (merged into the older, one step), or different for good.

    Returns the record that stays, or 0 for two different ones. Raises ``Refusal`` or
    ``UnknownRow``.
    """
    row = records.record(store, "near_match", near_match_id)
    kind = "contact" if row["contact_id"] else "account"
    newer, older = row[f"{kind}_id"], row[f"other_{kind}_id"]
    if answer == "different":
        with store.step("Note that two look-alikes are different"):
            store.put(
                "near_match",
                {"id": near_match_id, "state": "different", "decided_at": clock.now()},
            )
        return 0
    if newer is None or older is None:
        message = "One of the two is not in the book any more."
        raise Refusal(message)
    keep, other = sorted((newer, older))
    return MERGES[kind](store, keep, other)


def facts_of_draft(draft: Draft) -> dict[str, str]:
    """What a row says, in the words and order of a view side by side."""
    record = {
        "contact": draft.contact, "account": draft.account, "phones": draft.phones,
        "emails": draft.emails, "addresses": draft.addresses,
    }  # fmt: skip
    return facts_of(record)


def facts_of_record(store: Store, kind: str, row_id: int) -> dict[str, str]:
    """The same facts of a record of the book."""
    record = compared.record_of(store, kind, row_id)
    return facts_of(record) if record else {}
