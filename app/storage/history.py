"""What happened to the book: steps, and what each did to which record."""

from __future__ import annotations

import json
from typing import Any

from app.storage import errors
from app.storage.recorder import unpack
from app.storage.store import Store
from app.storage.tables import Row

UNDOABLE = "kind = 'do' AND undone_by IS NULL AND target_id IS NULL"


def steps(store: Store, *, limit: int = 100, before: int | None = None) -> list[Row]:
    """Steps, newest first, with their counts by table."""
    rows = store.dicts(
        "SELECT id, at, actor, label, kind, target_id, undone_by, rows, counts FROM step"
        " WHERE id < ? ORDER BY id DESC LIMIT ?",
        (before or 1 << 62, limit),
    )
    for row in rows:
        row["counts"] = json.loads(row["counts"])
    return rows


def step(store: Store, step_id: int) -> Row:
    """One step; raises ``UnknownRow`` when there is none of that number."""
    rows = store.dicts("SELECT * FROM step WHERE id = ?", (step_id,))
    if not rows:
        message = f"There is no step {step_id}."
        raise errors.UnknownRow(message, "See the steps with: deskbook history --in BOOK")
    return rows[0]


def next_undo(store: Store) -> Row | None:
    """The step that Undo would take back: the newest that still stands."""
    rows = store.dicts(
        f"SELECT id, label, rows, at FROM step WHERE {UNDOABLE} ORDER BY id DESC LIMIT 1"
    )
    return rows[0] if rows else None


def next_redo(store: Store) -> Row | None:
    """The undo that Redo would take back: nothing new may have been done after it."""
    rows = store.dicts(
        "SELECT u.id AS id, s.label AS label, u.rows AS rows, s.id AS step_id FROM step u"
        " JOIN step s ON s.id = u.target_id WHERE u.kind = 'undo' AND u.undone_by IS NULL"
        " AND u.id > coalesce((SELECT max(id) FROM step WHERE kind = 'do'), 0)"
        " ORDER BY u.id DESC LIMIT 1"
    )
    return rows[0] if rows else None


def changes_of(store: Store, step_id: int) -> list[Row]:
    """The changes of a step in the order they were written."""
    return store.dicts(
        "SELECT id, op, table_name, row_id, last_id, rows, before, after, packed FROM change"
        " WHERE step_id = ? ORDER BY id",
        (step_id,),
    )


def later_changes(store: Store, table: str, row_id: int, after_step: int) -> list[Row]:
    """What later steps did to one row, newest first (bulk work included)."""
    columns = "id, step_id, op, row_id, last_id, before, after, packed"
    return store.dicts(
        f"SELECT {columns} FROM change WHERE table_name = ? AND row_id = ? AND last_id = row_id"
        " AND step_id > ?"
        f" UNION ALL SELECT {columns} FROM change WHERE table_name = ? AND row_id <= ?"
        " AND last_id >= ? AND last_id > row_id AND step_id > ? ORDER BY id DESC",
        (table, row_id, after_step, table, row_id, row_id, after_step),
    )


def row_as_of(store: Store, table: str, row_id: int, step_id: int) -> Row | None:
    """A row as it stood right after a step, walked back from how it is now."""
    row = store.get(table, row_id)
    for change in later_changes(store, table, row_id, step_id):
        row = _walk_back(row, row_id, change)
    return row


def _walk_back(row: Row | None, row_id: int, change: Row) -> Row | None:
    op = change["op"]
    if op in ("insert", "insert_range"):
        return None
    if op == "update":
        return {**row, **json.loads(change["before"])} if row is not None else None
    if op == "delete":
        before: Row = json.loads(change["before"])
        return before
    for packed in unpack(change["packed"]):
        if packed["id"] == row_id:
            return packed
    return row


def record_history(store: Store, table: str, row_id: int, limit: int = 50) -> list[Row]:
    """What changed on one record and the rows it owns, newest first."""
    owned = [link for link in store.links_to(table) if link.column in ("contact_id", "account_id")]
    found: dict[int, list[str]] = {}
    for change in later_changes(store, table, row_id, 0):
        found.setdefault(change["step_id"], []).append(_said(change))
    for link in owned:
        ids = store.select(f"SELECT id FROM {link.table} WHERE {link.column} = ?", (row_id,))
        for (child,) in ids[:200]:
            for change in later_changes(store, link.table, child, 0):
                found.setdefault(change["step_id"], []).append(f"{link.table}: {_said(change)}")
    rows = [step(store, step_id) for step_id in sorted(found, reverse=True)[:limit]]
    return [
        {**row, "counts": json.loads(row["counts"]), "changes": found[row["id"]]} for row in rows
    ]


def _said(change: Row) -> str:
    if change["op"] == "update":
        before: dict[str, Any] = json.loads(change["before"])
        after: dict[str, Any] = json.loads(change["after"])
        return "; ".join(f"{name}: {before[name]!r} to {after[name]!r}" for name in after)
    return {"insert": "added", "insert_range": "added"}.get(change["op"], "removed")
