"""Small moves of an import's plan: filling drafts, marking cells, parking what lost."""

from collections.abc import Iterable, Mapping
from typing import Final

from app.models.imports.import_changes import ONLY_FILL, Changes, changes, is_among
from app.models.imports.import_draft import (
    AS_TYPED,
    EMPTY,
    LEFT_OUT,
    PARKED,
    SAID_TWICE,
    STORED,
    TRANSFORMED,
    Draft,
)
from app.models.imports.import_match import Record
from app.models.imports.import_targets import label_of
from app.storage.text import fold

SECOND: Final = "second"
"""Stands as `partner` in the record of the second person of a couple."""
CARD_NUMBERS: Final = frozenset({"uuid", "account.uuid"})
"""What loses without being parked: another card's number says nothing of a person."""
_KEPT: Final = (STORED, TRANSFORMED, PARKED, SAID_TWICE, AS_TYPED)


def second_of(record: Record) -> Record:
    """The record of the second person of a couple: what the row says of them or of both."""
    return {
        "account": None, "account_phones": [], "addresses": [], "own_fields": {}, "deals": [],
        "notes": [], "files": [], **record["partner"], "household": record["household"],
        "partner": SECOND, "owner": record["owner"], "tags": record["tags"],
    }  # fmt: skip


def filled(draft: Draft, record: Record) -> Draft:
    """`draft` with everything that `record` says."""
    draft.contact = record["contact"]
    draft.phones = record["phones"]
    draft.emails = record["emails"]
    draft.addresses = record["addresses"]
    draft.account = record["account"]
    draft.account_phones = record["account_phones"]
    draft.tags = record["tags"]
    draft.own_fields = record["own_fields"]
    draft.files = record["files"]
    draft.owner = record["owner"]
    draft.deals = record["deals"]
    draft.notes = record["notes"]
    draft.household = record["household"]
    return draft


def move(fates: bytearray, goal: int) -> None:
    """Give every cell of a row that was kept so far another fate."""
    for index, fate in enumerate(fates):
        if fate in _KEPT:
            fates[index] = goal


def skipped(draft: Draft, fates: bytearray) -> Draft:
    """The draft of a row about somebody known whom the import is to leave alone."""
    draft.action = "skip"
    move(fates, LEFT_OUT)
    return draft


def mark(fates: bytearray, columns: Iterable[int], goal: int) -> None:
    """Give the cells of some columns another fate, where they were kept so far."""
    for index in columns:
        if index < len(fates) and fates[index] in _KEPT and fates[index] != EMPTY:
            fates[index] = goal


def adds_nothing(record: Record, old: Record | None, *, one_firm: bool = False) -> bool:
    """Whether all that a row says is known, in its place or parked beside it.

    With `one_firm` both are about the same firm, however it is called.
    """
    if old is None:
        return False
    found = changes(record, old, ONLY_FILL, one_firm=one_firm)
    if not found.is_empty():
        return False
    own = old["own_fields"]
    return all(
        name in CARD_NUMBERS or is_among(value, own.get(parking_label(name), ""))
        for name, value in found.lost.items()
    )


def park_lost(found: Changes, old: Record) -> None:
    """Put the values that lost into own fields, once each."""
    lost = [(parking_label(n), value) for n, value in found.lost.items() if n not in CARD_NUMBERS]
    there = old["own_fields"]
    before = {label: there[label] for label, _ in lost if label in there}
    for label, text in put_beside(before, lost).items():
        if text != before.get(label):
            found.record["own_fields"][label] = text


def put_beside(own: Mapping[str, str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Own fields with more values (label, text) in them, once each, parted by semicolons."""
    found = dict(own)
    for label, value in pairs:
        before = found.get(label, "")
        if not is_among(value, before):
            found[label] = f"{before}; {value}" if before else value
    return found


def keep_firm_name(found: Changes, old: Record) -> None:
    """Leave a firm that was found by its number the name that the book has for it."""
    account, there = found.record["account"], (old.get("account") or {}).get("name", "")
    if account and there and fold(account.get("name", there)) != fold(there):
        found.lost["account.name"] = account.pop("name")


def parking_label(name: str) -> str:
    """The own field in which a value waits that lost against the one in place."""
    if name.startswith("own:"):
        return f"{name[4:]}, also"
    known = {
        "name": "full_name", "account.note": "note", "account.source": "source",
        "account.customer_code": "account.code", "account.language": "language",
        "deal.stage_id": "deal.stage", "deal.state": "deal.stage",
    }  # fmt: skip
    label = label_of(known.get(name, name))
    if name.startswith(("deal.", "account.")):
        return f"{label.replace(', ', ' ')}, also"
    return f"{label.split(',')[0]}, also"
