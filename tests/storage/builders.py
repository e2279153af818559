"""Small ways to put people into a book without the floors above storage."""

import uuid

from app.storage.ids import new_ids
from app.storage.text import fold


def contact_row(name="Ann Lee", **more):
    return {
        "uuid": str(uuid.uuid4()), "name": name, "name_key": fold(name),
        "last_name_key": fold(name.split()[-1]), "created_at": "2026-01-01T00:00:00.000Z", **more,
    }  # fmt: skip


def add_contact(store, name="Ann Lee", **more):
    with store.step(f"Add {name}"):
        return store.put("contact", contact_row(name, **more))


def import_people(store, count, tag="x"):
    """A bulk import of people with a firm, phone and address each; returns (step, first id)."""
    with store.step(f"Import {count} people"):
        account = store.put_many(
            "account",
            ("uuid", "name", "name_key", "created_at"),
            [(f"{tag}-a{i}", f"Firm {i}", f"firm {i}", "2026") for i in range(count // 2 + 1)],
        )
        first = new_ids(count)
        store.put_many(
            "contact",
            ("id", "uuid", "name", "name_key", "last_name_key", "created_at"),
            [
                (first + i, f"{tag}-c{i}", f"Ann {tag} {i:06}", f"ann {tag} {i:06}", f"{tag} {i}",
                 "2026")
                for i in range(count)
            ],
        )  # fmt: skip
        store.put_many(
            "phone",
            ("contact_id", "value", "digits"),
            [(first + i, f"0161 {i:07}", f"0161{i:07} 44161{i:07}") for i in range(count)],
        )
        store.put_many(
            "contact_account",
            ("contact_id", "account_id"),
            [(first + i, account + i // 2) for i in range(count)],
        )
    return store.last_changes.step_id, first


TABLES = (
    "contact", "account", "phone", "email_address", "address", "contact_account", "tag", "tagging",
    "activity", "task", "deal", "field", "field_value", "contact_line", "account_line",
    "search_doc", "import_run", "document", "letter", "letter_run",
)  # fmt: skip


def dump(store):
    """Every row of every table that a person's data lives in."""
    return {name: store.select(f"SELECT * FROM {name} ORDER BY id") for name in TABLES}


NOT_DATA = {"step", "change", "search", "search_data", "search_idx", "search_docsize"}
"""History, which undo adds to, and the files of the index, whose order is its own."""


def dump_all(store):
    """Every row of every table except the history."""
    names = [row[0] for row in store.select("SELECT name FROM sqlite_master WHERE type = 'table'")]
    wanted = sorted(set(names) - NOT_DATA)
    return {
        name: sorted(map(tuple, store.select(f"SELECT * FROM {name}")), key=repr)
        for name in wanted
    }  # fmt: skip
