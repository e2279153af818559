"""What hangs on many records at once: one query a kind of thing, not one a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.storage.store import Store
from app.storage.tables import Row

Grouped = dict[int, list[Row]]

_AMONG = "IN (SELECT value FROM json_each(?))"
_COLUMNS = {
    "phone": "kind, label, value, e164, digits",
    "email_address": "kind, label, value",
    "address": "kind, label, street, street2, postcode, town, region, country",
}


def rows_of(store: Store, table: str, ids: Sequence[int]) -> dict[int, Row]:
    """Whole rows of a table by id; ids that are not in the book are left out."""
    names = ", ".join(store.info(table).columns)
    found = store.dicts(f"SELECT {names} FROM {table} WHERE id {_AMONG}", (_listed(ids),))
    return {row["id"]: row for row in found}


def reach_of(store: Store, table: str, owner: str, ids: Sequence[int]) -> Grouped:
    """Phones, emails or addresses of many people or firms, the preferred one first."""
    return _grouped(
        store.dicts(
            f"SELECT {owner}_id AS owner_id, {_COLUMNS[table]} FROM {table}"
            f" WHERE {owner}_id {_AMONG} ORDER BY position, id",
            (_listed(ids),),
        )
    )


def own_fields_of(store: Store, owner: str, ids: Sequence[int]) -> Grouped:
    """The filled own fields of many people or firms, each with its label."""
    return _grouped(
        store.dicts(
            f"SELECT v.{owner}_id AS owner_id, f.label, v.value FROM field_value v"
            f" JOIN field f ON f.id = v.field_id WHERE v.{owner}_id {_AMONG}"
            " ORDER BY f.position, f.id",
            (_listed(ids),),
        )
    )


def tags_of(store: Store, owner: str, ids: Sequence[int]) -> Grouped:
    """The tags of many people or firms."""
    return _grouped(
        store.dicts(
            f"SELECT g.{owner}_id AS owner_id, t.name FROM tagging g JOIN tag t ON t.id = g.tag_id"
            f" WHERE g.{owner}_id {_AMONG} ORDER BY t.name_key",
            (_listed(ids),),
        )
    )


def places_of(store: Store, ids: Sequence[int]) -> Grouped:
    """Where many people work now, the main place first, with what a letter says of the firm."""
    return _grouped(
        store.dicts(
            "SELECT m.contact_id AS owner_id, a.id, a.name, a.customer_code, a.website,"
            " m.job_title FROM contact_account m JOIN account a ON a.id = m.account_id"
            f" WHERE m.to_date = '' AND m.contact_id {_AMONG} ORDER BY m.position, m.id",
            (_listed(ids),),
        )
    )


def attendees_of(store: Store, ids: Sequence[int]) -> Grouped:
    """Who comes to many appointments: name and preferred email of each person and colleague."""
    return _grouped(
        store.dicts(
            "SELECT t.appointment_id AS owner_id, coalesce(c.name, s.name) AS name,"
            " coalesce(s.email, (SELECT value FROM email_address e WHERE e.contact_id = c.id"
            " ORDER BY e.position, e.id LIMIT 1), '') AS email FROM attendance t"
            " LEFT JOIN contact c ON c.id = t.contact_id LEFT JOIN staff s ON s.id = t.staff_id"
            f" WHERE t.appointment_id {_AMONG} ORDER BY t.position, t.id",
            (_listed(ids),),
        )
    )


def own_labels(store: Store, owner: str) -> list[str]:
    """The labels of the firm's own fields of a kind of record."""
    rows = store.select("SELECT label FROM field WHERE entity = ? ORDER BY position, id", (owner,))
    return [str(row[0]) for row in rows]


def currencies(store: Store, table: str, ids: Sequence[int]) -> list[str]:
    """The currencies in which records with an amount are kept."""
    rows = store.select(
        f"SELECT DISTINCT currency FROM {table} WHERE currency <> '' AND id {_AMONG}",
        (_listed(ids),),
    )
    return sorted(str(row[0]) for row in rows)


def table_rows(store: Store, table: str, page: int = 2_000) -> Iterator[Row]:
    """Every row of a table as the book holds it, fetched in pages by id."""
    names = ", ".join(store.info(table).columns)
    last = -(1 << 62)
    while True:
        rows = store.dicts(
            f"SELECT {names} FROM {table} WHERE id > ? ORDER BY id LIMIT ?", (last, page)
        )
        yield from rows
        if len(rows) < page:
            return
        last = rows[-1]["id"]


def _grouped(rows: list[Row]) -> Grouped:
    found: Grouped = {}
    for row in rows:
        found.setdefault(int(row.pop("owner_id")), []).append(row)
    return found


def _listed(ids: Sequence[int]) -> str:
    return str(list(ids))
