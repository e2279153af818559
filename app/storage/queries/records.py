"""One record whole: every column, and everything that hangs on it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from app.storage import errors
from app.storage.store import Store
from app.storage.tables import Row

OWNERS = ("contact", "account")


def record(store: Store, kind: str, row_id: int) -> Row:
    """One row of any kind; raises ``UnknownRow`` when it is not in the book."""
    row = store.get(kind, row_id)
    if row is None:
        message = f"There is no {kind} with the number {row_id}."
        raise errors.UnknownRow(message, "It may have been deleted. See: deskbook history")
    return row


def phones(store: Store, owner: str, row_id: int) -> list[Row]:
    """The phone numbers of a person or firm, the preferred one first."""
    return store.dicts(
        f"SELECT id, kind, label, value, e164, digits, position FROM phone WHERE {owner}_id = ?"
        " ORDER BY position, id",
        (row_id,),
    )


def emails(store: Store, owner: str, row_id: int) -> list[Row]:
    """The email addresses of a person or firm, the preferred one first."""
    return store.dicts(
        "SELECT id, kind, label, value, position, undeliverable_on FROM email_address"
        f" WHERE {owner}_id = ? ORDER BY position, id",
        (row_id,),
    )


def addresses(store: Store, owner: str, row_id: int) -> list[Row]:
    """The postal addresses of a person or firm, the preferred one first."""
    return store.dicts(
        "SELECT id, kind, label, street, street2, postcode, town, region, country, position"
        f" FROM address WHERE {owner}_id = ? ORDER BY position, id",
        (row_id,),
    )


def tags(store: Store, owner: str, row_id: int) -> list[Row]:
    """The tags of a person or firm."""
    return store.dicts(
        "SELECT t.id, t.name, t.colour FROM tagging g JOIN tag t ON t.id = g.tag_id"
        f" WHERE g.{owner}_id = ? ORDER BY t.name_key",
        (row_id,),
    )


def own_fields(store: Store, owner: str, row_id: int) -> list[Row]:
    """The firm's own fields that are filled for a person or firm."""
    return store.dicts(
        "SELECT f.id AS field_id, f.label, f.kind, v.id, v.value FROM field_value v"
        f" JOIN field f ON f.id = v.field_id WHERE v.{owner}_id = ? ORDER BY f.position, f.id",
        (row_id,),
    )


def accounts_of(store: Store, contact_id: int) -> list[Row]:
    """Where a person works or worked, the present and main place first."""
    return store.dicts(
        "SELECT m.id AS link_id, a.id, a.name, m.role, m.job_title, m.from_date, m.to_date"
        " FROM contact_account m JOIN account a ON a.id = m.account_id WHERE m.contact_id = ?"
        " ORDER BY (m.to_date <> ''), m.position, m.id",
        (contact_id,),
    )


def zones_of(store: Store, contact_ids: Iterable[int]) -> dict[int, str]:
    """Where the clocks of people stand: their own zone, else that of where they work, if known."""
    rows = store.select(
        "SELECT c.id, coalesce(nullif(c.zone, ''), (SELECT a.zone FROM contact_account m"
        " JOIN account a ON a.id = m.account_id WHERE m.contact_id = c.id AND m.to_date = ''"
        " AND a.zone <> '' ORDER BY m.position, m.id LIMIT 1), '') AS zone"
        " FROM contact c WHERE c.id IN (SELECT value FROM json_each(?))",
        (str(list(contact_ids)),),
    )
    return {row[0]: row[1] for row in rows if row[1]}


def first_name(store: Store, contact_id: int) -> str:
    """What a person is called in a sentence."""
    found = store.value(
        "SELECT coalesce(nullif(first_name, ''), name) FROM contact WHERE id = ?", (contact_id,)
    )
    return str(found or "")


def people_of(store: Store, account_id: int) -> list[Row]:
    """Who works at a firm, those still there first."""
    return store.dicts(
        "SELECT m.id AS link_id, c.id, c.name, m.role, m.from_date, m.to_date,"
        " CASE WHEN m.job_title <> '' THEN m.job_title ELSE c.job_title END AS job_title"
        " FROM contact_account m JOIN contact c ON c.id = m.contact_id WHERE m.account_id = ?"
        " ORDER BY (m.to_date <> ''), m.position, m.id",
        (account_id,),
    )


def postal_address(store: Store, contact_id: int) -> tuple[Row | None, bool]:
    """The address letters go to, and whether it is the firm's (a person takes it unless own)."""
    own = addresses(store, "contact", contact_id)
    if own:
        return own[0], False
    for place in accounts_of(store, contact_id):
        if not place["to_date"]:
            found = addresses(store, "account", place["id"])
            if found:
                return found[0], True
    return None, False


def staff_name(store: Store, staff_id: int | None) -> str:
    """The name of one of us, or an empty text."""
    if staff_id is None:
        return ""
    return str(store.value("SELECT name FROM staff WHERE id = ?", (staff_id,)) or "")


def staff(store: Store) -> list[Row]:
    """Everybody who works in this business."""
    return store.dicts("SELECT * FROM staff WHERE active = 1 ORDER BY position, id")


def staff_and_gone(store: Store) -> list[Row]:
    """Everybody who works or worked here, those still here first."""
    return store.dicts("SELECT id, name, initials FROM staff ORDER BY active DESC, position, id")


def names_of(store: Store, table: str, ids: str) -> list[str]:
    """The names of rows given as a JSON list of ids, in that order; unknown ones are left out."""
    known = dict(
        store.select(
            f"SELECT id, name FROM {table} WHERE id IN (SELECT value FROM json_each(?))", (ids,)
        )
    )
    return [known[one] for one in json.loads(ids) if one in known]


def all_tags(store: Store) -> list[Row]:
    """Every tag with how many people and firms carry it."""
    return store.dicts(
        "SELECT t.id, t.name, t.colour, t.rhythm_days,"
        " count(g.contact_id) AS contacts, count(g.account_id) AS accounts"
        " FROM tag t LEFT JOIN tagging g ON g.tag_id = t.id GROUP BY t.id ORDER BY t.name_key"
    )


def field_labels(store: Store, owner: str) -> list[Row]:
    """The firm's own fields of a kind of record."""
    return store.dicts(
        "SELECT id, label, kind FROM field WHERE entity = ? ORDER BY position, id", (owner,)
    )


def whole(store: Store, kind: str, row_id: int) -> Row:
    """A record with everything that hangs on it, as ``deskbook show`` gives it."""
    row = record(store, kind, row_id)
    found: dict[str, Any] = {"kind": kind, "id": row_id, "fields": _plain(store, row)}
    if kind not in OWNERS:
        return found
    found["phones"] = phones(store, kind, row_id)
    found["emails"] = emails(store, kind, row_id)
    found["addresses"] = addresses(store, kind, row_id)
    found["own_fields"] = {r["label"]: r["value"] for r in own_fields(store, kind, row_id)}
    found["tags"] = [r["name"] for r in tags(store, kind, row_id)]
    if kind == "contact":
        found["accounts"] = accounts_of(store, row_id)
    else:
        found["people"] = people_of(store, row_id)
        found["parent"] = store.value("SELECT name FROM account WHERE id = ?", (row["parent_id"],))
    return found


def _plain(store: Store, row: Row) -> Row:
    hidden = {"id", "uuid", "name_key", "last_name_key", "import_id", "import_row", "staff_id"}
    plain = {name: value for name, value in row.items() if name not in hidden}
    if "staff_id" in row:
        plain["owner"] = staff_name(store, row["staff_id"])
    if row.get("import_id"):
        file = store.value("SELECT file_name FROM import_run WHERE id = ?", (row["import_id"],))
        plain["came_from"] = f"row {row['import_row']} of {file}"
    return plain


def title(store: Store, kind: str, row_id: int) -> tuple[str, str]:
    """A record in two lines, as search results and recent items show it."""
    if kind == "contact":
        row = store.one(
            "SELECT name, job_title, company, phone FROM contact_line WHERE id = ?", (row_id,)
        )
        if row is None:
            return "", ""
        place = " at ".join(part for part in (row[1], row[2]) if part)
        return row[0], ", ".join(part for part in (place, row[3]) if part)
    if kind == "account":
        row = store.one(
            "SELECT name, main_contact, people, town FROM account_line WHERE id = ?", (row_id,)
        )
        if row is None:
            return "", ""
        people = "" if row[2] == 0 else "1 person" if row[2] == 1 else f"{row[2]} people"
        return row[0], ", ".join(part for part in ("Account", row[3], people) if part)
    return _title_of_work(store, kind, row_id)


_WORK_TITLES = {
    "appointment": "SELECT title, start_at, (SELECT name FROM account WHERE id = r.account_id)"
    " FROM appointment r WHERE id = ?",
    "deal": "SELECT title, (SELECT name FROM account WHERE id = r.account_id),"
    " (SELECT name FROM stage WHERE id = r.stage_id) FROM deal r WHERE id = ?",
    "document": "SELECT name, substr(created_at, 1, 10), NULL FROM document WHERE id = ?",
    "activity": "SELECT CASE WHEN subject <> '' THEN subject ELSE substr(body, 1, 80) END,"
    " (SELECT name FROM contact WHERE id = r.contact_id), substr(at, 1, 10)"
    " FROM activity r WHERE id = ?",
    "task": "SELECT title, (SELECT name FROM contact WHERE id = r.contact_id), due_on"
    " FROM task r WHERE id = ?",
}


def _title_of_work(store: Store, kind: str, row_id: int) -> tuple[str, str]:
    row = store.one(_WORK_TITLES[kind], (row_id,))
    if row is None:
        return "", ""
    return str(row[0]), ", ".join(str(part) for part in row[1:] if part)
