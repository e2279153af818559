"""Make two records one: everything that hangs on the other moves over, nothing said is lost.

One step, to be taken back like any other: undo gives both back, each with what was theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from app.models.errors import Refusal
from app.models.operations.contacts import name_keys
from app.models.operations.people import Owner
from app.storage.queries import records
from app.storage.store import Store
from app.storage.tables import Link, Row
from app.storage.text import digits, fold

_OWN: Final = frozenset(
    {"id", "uuid", "name_key", "last_name_key", "created_at", "import_id", "import_row", "starred"}
    | {"household_place", "parent_id"}
)
# Ways that must not be used: a ban on one side is a ban on both.
_BANS: Final = ("no_post", "no_email", "no_phone", "no_trade", "deceased")
_NAME: Final = (
    "name", "prefix", "first_name", "middle_name", "particle", "last_name", "suffix",
)  # fmt: skip
_LABELS: Final = {
    "name": "Name", "job_title": "Job title", "department": "Department", "kind": "Kind",
    "birthday": "Birthday", "gender": "Gender", "language": "Language", "source": "Source",
    "nickname": "Nickname", "customer_code": "Customer number", "website": "Website",
    "greeting_formal": "Formal greeting", "greeting_informal": "Informal greeting",
}  # fmt: skip
_ADDRESS: Final = ("street", "street2", "postcode", "town", "region", "country")


def _address(row: Row) -> str:
    return "|".join(fold(row[name]) for name in _ADDRESS)


# Rows of which one record has each once: what makes two of them the same.
_SAME: Final[Mapping[str, Callable[[Row], Any]]] = {
    "phone": lambda row: row["e164"] or digits(row["value"]),
    "email_address": lambda row: row["value"].lower(),
    "address": _address,
    "tagging": lambda row: row["tag_id"],
    "attendance": lambda row: row["appointment_id"],
}


def merge_contacts(store: Store, keep_id: int, other_id: int) -> int:
    """Make `other_id` part of `keep_id`, which stays; returns it.

    Empty columns are filled, bans are kept, companies united; a value that loses goes into the
    note. Raises ``Refusal`` for one and the same, ``UnknownRow`` for somebody who is not there.
    """
    return _merge(store, "contact", keep_id, other_id)


def merge_accounts(store: Store, keep_id: int, other_id: int) -> int:
    """Make the firm `other_id` part of `keep_id`, with its people; see `merge_contacts`."""
    return _merge(store, "account", keep_id, other_id)


def _merge(store: Store, kind: Owner, keep_id: int, other_id: int) -> int:
    if keep_id == other_id:
        message = "That is one and the same already."
        raise Refusal(message)
    keep, other = (records.record(store, kind, each) for each in (keep_id, other_id))
    with store.step(f"Merge {other['name']} into {keep['name']}"):
        lost: dict[str, str] = {}
        changed = _united(keep, other, lost)
        lost |= _move_fields(store, kind, keep_id, other_id)
        for link in store.links_to(kind):
            if link.table != "field_value":
                _move(store, link, keep_id, other_id)
        note = _note(keep, other, lost)
        if note != keep["note"]:
            changed["note"] = note
        row = {**keep, **changed}
        keys = {"name_key": fold(row["name"])}
        if kind == "contact":
            keys = name_keys(row["name"], row["first_name"], row["last_name"])
        store.remove(kind, other_id)
        store.put(kind, {"id": keep_id, **changed, **keys})
    return keep_id


def _united(keep: Row, other: Row, lost: dict[str, str]) -> Row:
    """The columns that the one who stays takes over; what differs is `lost`."""
    changed: Row = {}
    named = bool(keep.get("first_name") or keep.get("last_name"))
    if not named and (other.get("first_name") or other.get("last_name")):
        changed |= {name: other[name] for name in _NAME}
        lost["name"] = str(keep["name"])
    for name, value in other.items():
        if name in _OWN or name == "note" or not value or name in changed:
            continue
        if name in _BANS:
            changed[name] = max(int(keep[name]), int(value))
        elif not keep[name] and name not in _NAME:
            changed[name] = value
        elif name == "name" and fold(str(value)) != fold(str(keep["name"])):
            lost["name"] = str(value)
        elif keep[name] != value and name in _LABELS and name != "name":
            lost[name] = str(value)
    return changed


def _note(keep: Row, other: Row, lost: dict[str, str]) -> str:
    parts = [str(keep["note"])]
    if other["note"] and str(other["note"]) not in str(keep["note"]):
        parts.append(str(other["note"]))
    if lost:
        said = "; ".join(f"{_LABELS.get(name, name)}: {value}" for name, value in lost.items())
        parts.append(f"The merged record said: {said}")
    return "\n".join(part for part in parts if part)


def _move_fields(store: Store, kind: Owner, keep_id: int, other_id: int) -> dict[str, str]:
    """Move own fields; the values that lose against one in place, by label."""
    lost: dict[str, str] = {}
    have = {field["field_id"]: field for field in records.own_fields(store, kind, keep_id)}
    for theirs in records.own_fields(store, kind, other_id):
        ours = have.get(theirs["field_id"])
        if ours is None:
            store.put("field_value", {"id": theirs["id"], f"{kind}_id": keep_id})
            continue
        if ours["value"] != theirs["value"]:
            lost[theirs["label"]] = theirs["value"]
        store.remove("field_value", theirs["id"])
    return lost


def _move(store: Store, link: Link, keep_id: int, other_id: int) -> None:
    """Point the rows of one table at the record that stays; what it has already goes."""
    rows = _rows(store, link, other_id)
    if not rows:
        return
    if link.table == "contact_account":
        _move_places(store, link, rows, keep_id)
    elif link.table == "near_match":
        _move_look_alikes(store, link, rows, keep_id)
    elif link.parent == link.table:
        _move_branches(store, link, rows, keep_id)
    else:
        _move_plainly(store, link, rows, keep_id)


def _rows(store: Store, link: Link, row_id: int) -> list[Row]:
    columns = ", ".join(store.info(link.table).columns)
    return store.dicts(
        f"SELECT {columns} FROM {link.table} WHERE {link.column} = ? ORDER BY id", (row_id,)
    )


def _move_plainly(store: Store, link: Link, rows: list[Row], keep_id: int) -> None:
    key = _SAME.get(link.table)
    ours = _rows(store, link, keep_id)
    have = {key(row) for row in ours} if key else set()
    place = len(ours)
    for row in rows:
        if key is not None and key(row) in have:
            store.remove(link.table, row["id"])
            continue
        moved = {"id": row["id"], link.column: keep_id}
        if key is not None and "position" in row:
            moved["position"] = place
            place += 1
        store.put(link.table, moved)


def _move_places(store: Store, link: Link, rows: list[Row], keep_id: int) -> None:
    """Who works where: two links to one firm become one, with what either says."""
    beyond = "account_id" if link.column == "contact_id" else "contact_id"
    have = {(row[beyond], row["to_date"]): row for row in _rows(store, link, keep_id)}
    place = len(have)
    for row in rows:
        ours = have.get((row[beyond], row["to_date"]))
        if ours is None:
            store.put(link.table, {"id": row["id"], link.column: keep_id, "position": place})
            place += 1
            continue
        gained = {
            name: row[name]
            for name in ("role", "job_title", "from_date")
            if row[name] and not ours[name]
        }
        store.remove(link.table, row["id"])
        if gained:
            store.put(link.table, {"id": ours["id"], **gained})


def _move_look_alikes(store: Store, link: Link, rows: list[Row], keep_id: int) -> None:
    """Pairs of the two are settled; pairs with others go on with the one who stays."""
    twin = link.column.removeprefix("other_")
    beyond = twin if link.column.startswith("other_") else f"other_{twin}"
    for row in rows:
        if row[beyond] == keep_id:
            store.remove(link.table, row["id"])
        else:
            store.put(link.table, {"id": row["id"], link.column: keep_id})


def _move_branches(store: Store, link: Link, rows: list[Row], keep_id: int) -> None:
    """Firms that belong to the one that goes belong to the one that stays, never to themselves."""
    for row in rows:
        goal = None if row["id"] == keep_id else keep_id
        store.put(link.table, {"id": row["id"], link.column: goal})


MERGES: Final[Mapping[str, Callable[[Store, int, int], int]]] = {
    "contact": merge_contacts, "account": merge_accounts,
}  # fmt: skip
"""By kind of record: make the second of two numbers part of the first."""
