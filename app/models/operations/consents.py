"""Verbs on consent, and on the marks that say what somebody must not be sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.models.consent import Consent
from app.models.errors import Refusal
from app.models.operations.people import Owner
from app.models.records import to_row
from app.storage import clock
from app.storage.queries import records
from app.storage.store import Store

_MARKS = {
    "contact": frozenset({
        "no_post", "no_email", "no_phone", "no_trade", "deceased", "deceased_on", "informal",
        "postal_name", "preferred_channel", "customer_code",
    }),
    "account": frozenset({"no_post", "no_email", "no_phone", "language"}),
}  # fmt: skip


def record_consent(store: Store, consent: Consent) -> int:
    """Keep one word of a person or firm; older words stay as proof. Raises ``Refusal``."""
    problems = consent.problems()
    if problems:
        raise Refusal(problems)
    owner: Owner = "contact" if consent.contact_id else "account"
    whose = consent.contact_id or consent.account_id or 0
    records.record(store, owner, whose)
    verb = "agrees to" if consent.state == "given" else "refuses"
    with store.step(f"{records.title(store, owner, whose)[0]} {verb} {consent.purpose}"):
        return store.put("consent", to_row(replace(consent, at=consent.at or clock.now())))


def remove_consent(store: Store, consent_id: int) -> None:
    """Take away a word that was kept by mistake."""
    with store.step("Remove a consent"):
        store.remove("consent", consent_id)


def set_marks(store: Store, owner: Owner, ids: Iterable[int], **marks: int | str) -> int:
    """Set marks such as ``no_post``, ``no_trade`` or ``deceased`` for many; how many changed."""
    unknown = marks.keys() - _MARKS[owner]
    if unknown:
        message = f"{sorted(unknown)[0]} is no mark of a {owner}."
        raise Refusal(message)
    wanted = list(ids)
    noun = records.title(store, owner, wanted[0])[0] if len(wanted) == 1 else f"{len(wanted)}"
    changed = 0
    with store.step(f"Change what is sent to {noun}"):
        for row_id in wanted:
            before = records.record(store, owner, row_id)
            changed += any(before[name] != value for name, value in marks.items())
            store.put(owner, {"id": row_id, **marks})
    return changed
