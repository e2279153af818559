"""What an undo would meet: records edited or used since the step, found before anything changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from app.storage import errors, history
from app.storage.store import Store
from app.storage.tables import Row

Policy = Literal["keep", "revert"]
Place = tuple[str, int]
"""A row: its table and its id."""
Update = tuple[str, int, Row, Row]
"""A row that a step changed, with the columns before and after."""
Choices = Mapping[Place, Policy]
"""For each listed record (its ``owner``) what is to happen to it."""
OWNER_COLUMNS = ("contact_id", "account_id", "household_id", "appointment_id", "letter_run_id")

_USED_AS = {
    "contact_account": "company", "email_address": "email", "field_value": "own field",
    "tagging": "tag", "attendance": "appointment", "letter_run": "letters", "task": "to-do",
    "near_match": "look-alike", "document": "file", "activity": "timeline",
    "working_hours": "working hours", "hours_exception": "working hours", "waiting": "waiting list",
}  # fmt: skip
"""What a row that points at a record is to a person, where its table is called otherwise."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that was edited or used after the step: what it is, and why it is listed.

    ``owner`` is the record a person would name: an edited phone belongs to its contact.
    """

    table: str
    row_id: int
    title: str
    reason: str
    owner: Place = ("", 0)

    @property
    def place(self) -> Place:
        """The row itself."""
        return self.table, self.row_id


class UndoConflict(errors.BookError):
    """Rows were edited since the step; nothing was changed until somebody chooses."""

    kind = "conflict"
    default_hint = "Choose: keep (leave these as they are) or revert (take them back too)."

    def __init__(self, conflicts: list[Conflict], label: str) -> None:
        count = len({conflict.owner for conflict in conflicts})
        noun = "record was" if count == 1 else "records were"
        super().__init__(f"{count} {noun} edited since “{label}”.")
        self.conflicts = conflicts


@dataclass(slots=True)
class Reversal:
    """What has to be done to take a step back."""

    inserted: list[tuple[str, int, int]]
    updated: list[Update]
    deleted: list[tuple[str, list[Row]]]


def find(store: Store, step_id: int, reversal: Reversal) -> list[Conflict]:
    """Everything that was edited or used since the step; fills the temporary table ``added``."""
    reversal.updated = [_without_settled(store, step_id, part) for part in reversal.updated]
    _list_inserted(store, reversal.inserted)
    _list_leaving(store, reversal.updated)
    found: dict[tuple[str, int], str] = {}
    for table, row_id, _, after in reversal.updated:
        reason = _edited(store.get(table, row_id), after)
        if reason:
            found[table, row_id] = reason
    for table, row_id in _touched_later(store, step_id, reversal.inserted):
        row = store.get(table, row_id)
        if row is None:
            continue
        if row != history.row_as_of(store, table, row_id, step_id):
            found.setdefault((table, row_id), "edited since")
    for table, row_id, child in used_by_others(store):
        found.setdefault((table, row_id), f"used since ({_USED_AS.get(child, child)})")
    for table, rows in reversal.deleted:
        for row in rows:
            if store.get(table, row["id"]) is not None:
                found[table, row["id"]] = "there again since"
    return [
        Conflict(
            table, row_id, _title(store, table, row_id), reason, owner_of(store, table, row_id)
        )
        for (table, row_id), reason in found.items()
    ]


def owner_of(store: Store, table: str, row_id: int) -> Place:
    """The record that a row is listed under; records of their own stand for themselves."""
    if table in TITLES:
        return table, row_id
    return next(iter(owners_of(store, table, row_id)), (table, row_id))


def _edited(row: Row | None, after: Row) -> str:
    if row is None:
        return "deleted since"
    return "edited since" if any(row[name] != value for name, value in after.items()) else ""


def _without_settled(store: Store, step_id: int, part: Update) -> Update:
    """An update without the columns that went back before it: an earlier step was undone since."""
    table, row_id, before, after = part
    row = store.get(table, row_id)
    if row is None or all(row[name] == value for name, value in after.items()):
        return part
    settled = _gone_back(store, step_id, table, row_id)
    if settled.isdisjoint(after):
        return part
    return (
        table,
        row_id,
        {name: value for name, value in before.items() if name not in settled},
        {name: value for name, value in after.items() if name not in settled},
    )


def _gone_back(store: Store, step_id: int, table: str, row_id: int) -> set[str]:
    """The columns of a row last written since a step by the undo of one before it."""
    rows = store.select(
        "SELECT c.after, s.kind = 'undo' AND t.id < ? AND t.undone_by = s.id"
        " FROM change c JOIN step s ON s.id = c.step_id LEFT JOIN step t ON t.id = s.target_id"
        " WHERE c.table_name = ? AND c.row_id = ? AND c.step_id > ? AND c.op = 'update'"
        " ORDER BY c.step_id",
        (step_id, table, row_id, step_id),
    )
    last: dict[str, bool] = {}
    for after, gone_back in rows:
        last |= dict.fromkeys(json.loads(after), bool(gone_back))
    return {name for name, gone_back in last.items() if gone_back}


def _list_inserted(store: Store, inserted: Iterable[tuple[str, int, int]]) -> None:
    """Put the rows that the step added and that still exist into a temporary table."""
    store.execute_in_step(
        "CREATE TEMP TABLE IF NOT EXISTS added"
        " (name TEXT, id INTEGER, kept INTEGER DEFAULT 0, PRIMARY KEY (name, id)) WITHOUT ROWID"
    )
    store.execute_in_step("DELETE FROM temp.added")
    for table, first, last in inserted:
        store.execute_in_step(
            f"INSERT OR IGNORE INTO temp.added (name, id) SELECT '{table}', id FROM {table}"
            " WHERE id BETWEEN ? AND ?",
            (first, last),
        )


def _list_leaving(store: Store, updated: Iterable[Update]) -> None:
    """Note the rows whose links the reversal itself takes away: they use nothing any more."""
    store.execute_in_step(
        "CREATE TEMP TABLE IF NOT EXISTS leaving"
        " (name TEXT, id INTEGER, link TEXT, PRIMARY KEY (name, id, link)) WITHOUT ROWID"
    )
    store.execute_in_step("DELETE FROM temp.leaving")
    for table, row_id, before, _ in updated:
        for link in store.info(table).links:
            if link.column in before:
                store.execute_in_step(
                    "INSERT OR IGNORE INTO temp.leaving VALUES (?, ?, ?)",
                    (table, row_id, link.column),
                )


def _touched_later(
    store: Store, step_id: int, inserted: Iterable[tuple[str, int, int]]
) -> list[tuple[str, int]]:
    found: dict[tuple[str, int], None] = {}
    for table, first, last in inserted:
        rows = store.select(
            "SELECT DISTINCT row_id FROM change WHERE table_name = ? AND row_id BETWEEN ? AND ?"
            " AND op = 'update' AND step_id > ?",
            (table, first, last, step_id),
        )
        found.update({(table, row[0]): None for row in rows})
    return list(found)


def used_by_others(store: Store) -> list[tuple[str, int, str]]:
    """Rows of the step that rows from elsewhere now point at: (table, id, the table pointing)."""
    found = []
    for (parent,) in store.select("SELECT DISTINCT name FROM temp.added"):
        for link in store.links_to(parent):
            rows = store.select(
                f"SELECT DISTINCT c.{link.column} FROM temp.added p JOIN {link.table} c"
                f" ON c.{link.column} = p.id WHERE p.name = ? AND p.kept = 0 AND NOT EXISTS"
                " (SELECT 1 FROM temp.added a WHERE a.name = ? AND a.id = c.id)"
                " AND NOT EXISTS (SELECT 1 FROM temp.leaving l WHERE l.name = ? AND l.id = c.id"
                " AND l.link = ?)",
                (parent, link.table, link.table, link.column),
            )
            found += [(parent, row[0], link.table) for row in rows]
    return found


def owners_of(store: Store, table: str, row_id: int) -> list[tuple[str, int]]:
    """The person or firm that a row belongs to: an edited phone keeps its whole person."""
    row = store.get(table, row_id) or {}
    return [
        (link.parent, row[link.column])
        for link in store.info(table).links
        if link.column in OWNER_COLUMNS and row.get(link.column) is not None
    ]


TITLES = {
    "contact": "SELECT name FROM contact WHERE id = ?",
    "account": "SELECT name FROM account WHERE id = ?",
    "deal": "SELECT title FROM deal WHERE id = ?",
    "task": "SELECT title FROM task WHERE id = ?",
    "appointment": "SELECT title FROM appointment WHERE id = ?",
    "document": "SELECT name FROM document WHERE id = ?",
    "activity": "SELECT coalesce(nullif(subject, ''), body) FROM activity WHERE id = ?",
}


def _title(store: Store, table: str, row_id: int) -> str:
    if table in TITLES:
        return str(store.value(TITLES[table], (row_id,)) or f"{table} {row_id}")
    row: dict[str, Any] = store.get(table, row_id) or {}
    for column, parent in (("contact_id", "contact"), ("account_id", "account")):
        if row.get(column):
            return _title(store, parent, row[column])
    return str(row.get("name") or row.get("label") or f"{table} {row_id}")
