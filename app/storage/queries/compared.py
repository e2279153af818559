"""People and firms of the book as an import compares them: filled columns and all that hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.storage.queries import fullness, many
from app.storage.store import Store
from app.storage.tables import Row
from app.storage.text import fold

_OWN: tuple[tuple[str, str], ...] = (
    ("phones", "phone"),
    ("emails", "email_address"),
    ("addresses", "address"),
)
_UNCOMPARED = frozenset({
    "id", "name_key", "last_name_key", "created_at", "import_id", "import_row",
    "staff_id", "starred", "household_id", "household_place",
})  # fmt: skip
_OF_A_FIRM = (
    "name", "uuid", "customer_code", "kind", "website", "source", "note", "language",
    "no_post", "no_email", "no_phone",
)  # fmt: skip


def contact_records(
    store: Store, ids: Sequence[int], *, with_work: bool = False, with_files: bool = False
) -> dict[int, Row]:
    """People by id: filled columns, reach, firms, tags, own fields; who is gone is left out.

    `with_work` adds deals and entries of the timeline, `with_files` their files. A few queries
    for all of them together.
    """
    rows = many.rows_of(store, "contact", ids)
    found: dict[int, Row] = {who: {"contact": _compared(row)} for who, row in rows.items()}
    places, staff = many.places_of(store, ids), fullness.staff_names(store)
    firms = _firms(store, sorted({each["id"] for at in places.values() for each in at}))
    _add_reach(store, "contact", found)
    _add_households(store, rows, found)
    for who, record in found.items():
        at = [each["id"] for each in places.get(who, ())]
        record |= _copy(firms[at[0]]) if at else {"account": None, "account_phones": []}
        record["owner"] = staff.get(rows[who]["staff_id"] or 0, "")
        if len(at) > 1:
            further = [_copy(firms[each]) for each in at[1:]]
            record["firms"] = {fold(firm["account"]["name"]): firm for firm in further}
        if with_files:
            record["files"] = _files(store, "contact_id", who)
        if with_work:
            record |= _work(store, who, at[0] if at else None)
    return found


def account_records(
    store: Store, ids: Sequence[int], *, with_work: bool = False, with_files: bool = False
) -> dict[int, Row]:
    """Firms by id, as `contact_records` gives people."""
    rows = many.rows_of(store, "account", ids)
    firms, staff = _firms(store, list(rows), rows), fullness.staff_names(store)
    found: dict[int, Row] = {who: {"contact": {}, **firms[who]} for who in rows}
    _add_reach(store, "account", found)
    for who, record in found.items():
        record["owner"] = staff.get(rows[who]["staff_id"] or 0, "")
        record["household"] = ""
        if with_files:
            record["files"] = _files(store, "account_id", who)
        if with_work:
            record |= _work(store, None, who)
    return found


def record_of(store: Store, kind: str, row_id: int) -> Row | None:
    """One person or firm as an import compares them, or ``None``."""
    read = contact_records if kind == "contact" else account_records
    return read(store, [row_id]).get(row_id)


def _compared(row: Row) -> Row:
    return {k: v for k, v in row.items() if v not in ("", None) and k not in _UNCOMPARED}


def _firms(store: Store, ids: Sequence[int], rows: dict[int, Row] | None = None) -> dict[int, Row]:
    """The columns and numbers of firms, by id."""
    rows = many.rows_of(store, "account", ids) if rows is None else rows
    parents = many.rows_of(
        store, "account", sorted({row["parent_id"] for row in rows.values() if row["parent_id"]})
    )
    phones = many.reach_of(store, "phone", "account", ids)
    return {
        row_id: {
            "account": {name: row[name] for name in _OF_A_FIRM if row.get(name)}
            | ({"parent": parents[row["parent_id"]]["name"]} if row["parent_id"] else {}),
            "account_phones": phones.get(row_id, []),
        }
        for row_id, row in rows.items()
    }


def _copy(firm: Row) -> Row:
    """A firm for one of its people: what a row says of it is noted there alone."""
    return {"account": dict(firm["account"]), "account_phones": list(firm["account_phones"])}


def _add_reach(store: Store, owner: str, found: dict[int, Row]) -> None:
    ids = list(found)
    for name, table in _OWN:
        there = many.reach_of(store, table, owner, ids)
        for who, record in found.items():
            record[name] = there.get(who, [])
    tags = many.tags_of(store, owner, ids)
    fields = many.own_fields_of(store, owner, ids)
    for who, record in found.items():
        record["tags"] = [tag["name"] for tag in tags.get(who, ())]
        record["own_fields"] = {each["label"]: each["value"] for each in fields.get(who, ())}


def _add_households(store: Store, rows: dict[int, Row], found: dict[int, Row]) -> None:
    homes_of = {who: row["household_id"] for who, row in rows.items() if row["household_id"]}
    ids = sorted(set(homes_of.values()))
    homes = many.rows_of(store, "household", ids) if ids else {}
    addresses = many.reach_of(store, "address", "household", ids) if ids else {}
    for who, record in found.items():
        home = homes.get(homes_of.get(who, 0))
        record["household"] = home["joint_name"] or home["name"] if home else ""
        if home:
            record["addresses"] = [*record["addresses"], *addresses.get(home["id"], ())]


def _files(store: Store, column: str, row_id: int) -> list[Row]:
    return store.dicts(f"SELECT name, sha256 FROM document WHERE {column} = ?", (row_id,))


def _work(store: Store, contact_id: int | None, account_id: int | None) -> dict[str, Any]:
    of = (
        "SELECT id, title, amount, currency, stage_id, state, expected_close,"
        " account_id IS NOT NULL AS at_firm FROM deal WHERE"
    )
    deals = store.dicts(f"{of} contact_id = ? ORDER BY id", (contact_id,))
    own = {fold(deal["title"]) for deal in deals}
    of_firm = store.dicts(
        f"{of} account_id = ?1 AND (?2 IS NULL OR contact_id IS NOT ?2) ORDER BY id",
        (account_id, contact_id),
    )
    # Of two that are called the same a row about somebody means their own
    deals = [*(deal for deal in of_firm if fold(deal["title"]) not in own), *deals]
    column, row_id = ("contact_id", contact_id) if contact_id else ("account_id", account_id)
    entries = store.dicts(
        f"SELECT kind, at, subject, body FROM activity WHERE {column} = ?", (row_id,)
    )
    return {"deals": deals, "notes": entries}
