"""Small moves of an import's plan: filling drafts, marking cells, parking what lost."""

from collections.abc import Iterable
from typing import Any, Final

from app.models.import_changes import ONLY_FILL, Changes, changes, is_among
from app.models.import_draft import EMPTY, PARKED, SAID_TWICE, STORED, TRANSFORMED, Draft
from app.models.import_match import Record
from app.models.import_targets import label_of

SECOND: Final = "second"
"""Stands as `partner` in the record of the second person of a couple."""
_KEPT: Final = (STORED, TRANSFORMED, PARKED, SAID_TWICE)


def second_of(columns: dict[str, Any], household: str) -> Record:
    """The record of the second person of a couple: a name and the household, nothing else."""
    empty: dict[str, Any] = {
        name: []
        for name in ("phones", "account_phones", "emails", "addresses", "tags", "deals", "notes")
    }
    return {
        **empty, "contact": columns, "account": None, "own_fields": {}, "owner": "",
        "household": household, "partner": SECOND,
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


def mark(fates: bytearray, columns: Iterable[int], goal: int) -> None:
    """Give the cells of some columns another fate, where they were kept so far."""
    for index in columns:
        if index < len(fates) and fates[index] in _KEPT and fates[index] != EMPTY:
            fates[index] = goal


def adds_nothing(record: Record, old: Record | None) -> bool:
    """Whether all that a row says is known, in its place or parked beside it."""
    if old is None:
        return False
    found = changes(record, old, ONLY_FILL)
    if not found.is_empty():
        return False
    own = old["own_fields"]
    return all(
        is_among(value, own.get(parking_label(name), "")) for name, value in found.lost.items()
    )


def park_lost(found: Changes, old: Record) -> None:
    """Put the values that lost into own fields, once each."""
    for name, value in found.lost.items():
        label = parking_label(name)
        before = old["own_fields"].get(label, "")
        if not is_among(value, before):
            found.record["own_fields"][label] = f"{before}; {value}" if before else value


def parking_label(name: str) -> str:
    """The own field in which a value waits that lost against the one in place."""
    if name.startswith("own:"):
        return f"{name[4:]}, also"
    known = {
        "name": "full_name", "account.customer_code": "account.code", "deal.stage_id": "deal.stage",
        "deal.state": "deal.stage", "uuid": "uid",
    }  # fmt: skip
    label = label_of(known.get(name, name))
    if name.startswith("deal."):
        return f"{label.replace(', ', ' ')}, also"
    return f"{label.split(',')[0]}, also"
