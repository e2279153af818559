"""What is filled in among some people or firms: which columns a list of everything needs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from app.storage.queries import many
from app.storage.store import Store
from app.storage.tables import Row

_AMONG = "IN (SELECT value FROM json_each(?))"
_PARTS = ("street", "street2", "postcode", "town", "region", "country")
_ADDRESSES = {
    "account": "address",
    "contact": "(SELECT contact_id, kind, label, street, street2, postcode, town, region, country"
    " FROM address WHERE contact_id IS NOT NULL UNION ALL"
    " SELECT c.id, a.kind, a.label, a.street, a.street2, a.postcode, a.town, a.region, a.country"
    " FROM contact c JOIN address a ON a.household_id = c.household_id)",
}
"""The addresses of each one; what a household shares is an address of everybody in it."""


def most_of_kind(store: Store, table: str, owner: str, ids: Sequence[int]) -> dict[str, int]:
    """How many phones, emails or addresses of each kind one of these has at most."""
    table = _ADDRESSES[owner] if table == "address" else table
    rows = store.select(
        f"SELECT kind, max(n) FROM (SELECT kind, count(*) AS n FROM {table}"
        f" WHERE {owner}_id {_AMONG} GROUP BY {owner}_id, kind) GROUP BY kind",
        (str(list(ids)),),
    )
    return {str(kind): int(number) for kind, number in rows}


def address_parts(store: Store, owner: str, ids: Sequence[int]) -> set[str]:
    """The parts of addresses that stand anywhere among them."""
    sums = ", ".join(f"max({part} <> '')" for part in _PARTS)
    row = store.one(
        f"SELECT {sums} FROM {_ADDRESSES[owner]} WHERE {owner}_id {_AMONG}", (str(list(ids)),)
    )
    return {part for part, there in zip(_PARTS, row or (), strict=False) if there}


def addresses_of(store: Store, owner: str, ids: Sequence[int]) -> dict[int, list[Row]]:
    """The addresses of many people or firms, their own first, then those of their household."""
    found = many.reach_of(store, "address", owner, ids)
    if owner == "contact":
        shared = store.dicts(
            "SELECT c.id AS owner_id, a.id, a.kind, a.label, a.street, a.street2, a.postcode,"
            " a.town, a.region, a.country FROM contact c JOIN address a"
            f" ON a.household_id = c.household_id WHERE c.id {_AMONG} ORDER BY a.position, a.id",
            (str(list(ids)),),
        )
        for row in shared:
            found.setdefault(row.pop("owner_id"), []).append(row)
    return found


def with_labels(
    store: Store, table: str, owner: str, ids: Sequence[int], kinds: Sequence[str]
) -> list[int]:
    """Those of whom a phone, email or address has a label, or is of none of these kinds."""
    table = _ADDRESSES[owner] if table == "address" else table
    rows = store.select(
        f"SELECT DISTINCT {owner}_id FROM {table} WHERE {owner}_id {_AMONG}"
        " AND (label <> '' OR kind NOT IN (SELECT value FROM json_each(?)))",
        (str(list(ids)), json.dumps(list(kinds))),
    )
    return [int(row[0]) for row in rows]


def filled_columns(store: Store, table: str, names: Sequence[str], ids: Sequence[int]) -> set[str]:
    """Which of these columns of the table hold anything for any of these rows."""
    # A text "0" is something, a number 0 (of a box that is not ticked) is nothing.
    sums = ", ".join(
        f"max(CASE typeof({name}) WHEN 'text' THEN {name} <> '' WHEN 'null' THEN 0"
        f" ELSE {name} <> 0 END)"
        for name in names
    )
    row = store.one(f"SELECT {sums} FROM {table} WHERE id {_AMONG}", (str(list(ids)),))
    return {name for name, there in zip(names, row or (), strict=False) if there}


def own_labels_used(store: Store, owner: str, ids: Sequence[int]) -> list[str]:
    """The labels of own fields that are filled in for any of these, in their order."""
    rows = store.select(
        "SELECT f.label FROM field f WHERE f.entity = ? AND EXISTS (SELECT 1 FROM field_value v"
        f" WHERE v.field_id = f.id AND v.{owner}_id {_AMONG}) ORDER BY f.position, f.id",
        (owner, str(list(ids))),
    )
    return [str(row[0]) for row in rows]


def names_in(store: Store, table: str, owner: str, column: str) -> dict[int, str]:
    """The names of those rows of a table that a column of people or firms points at."""
    rows = store.select(f"SELECT id, name FROM {table} WHERE id IN (SELECT {column} FROM {owner})")
    return {int(row[0]): str(row[1]) for row in rows}


def staff_names(store: Store) -> dict[int, str]:
    """Who works here, by number."""
    return {int(row[0]): str(row[1]) for row in store.select("SELECT id, name FROM staff")}
