"""Take back any step, also an older one; rows edited since are found, and the person chooses.

There is no undo code per feature: the history says what each row was before and after. Taking
back is itself a step, so it can be taken back in turn.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from app.storage import errors, history
from app.storage.changes import Changes
from app.storage.recorder import unpack
from app.storage.store import Store
from app.storage.tables import RECORDED, Row

Policy = Literal["keep", "revert"]
OWNER_COLUMNS = ("contact_id", "account_id", "appointment_id", "letter_run_id")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that was edited or used after the step: what it is, and why it is listed."""

    table: str
    row_id: int
    title: str
    reason: str


class UndoConflict(errors.BookError):
    """Rows were edited since the step; nothing was changed until somebody chooses."""

    kind = "conflict"
    default_hint = "Choose: keep (leave these as they are) or revert (take them back too)."

    def __init__(self, conflicts: list[Conflict], label: str) -> None:
        count = len(conflicts)
        noun = "record was" if count == 1 else "records were"
        super().__init__(f"{count} {noun} edited since “{label}”.")
        self.conflicts = conflicts


@dataclass(slots=True)
class Reversal:
    """What has to be done to take a step back."""

    inserted: list[tuple[str, int, int]]
    updated: list[tuple[str, int, Row, Row]]
    deleted: list[tuple[str, list[Row]]]


def undo_last(store: Store, policy: Policy | None = None) -> Changes:
    """Take back the newest step that still stands."""
    found = history.next_undo(store)
    if found is None:
        message = "There is nothing to undo."
        raise errors.NothingToUndo(message)
    return undo(store, found["id"], policy)


def redo_last(store: Store, policy: Policy | None = None) -> Changes:
    """Do again what was undone last."""
    found = history.next_redo(store)
    if found is None:
        message = "There is nothing to redo."
        raise errors.NothingToUndo(message)
    with store.step(f"Redo: {found['label']}", kind="redo", target=found["id"]) as changes:
        _reverse(store, found["id"], found["label"], policy)
        store.mark_undone(found["step_id"], None)
    return changes


def undo(store: Store, step_id: int, policy: Policy | None = None) -> Changes:
    """Take back one step. Raises ``UndoConflict`` (and changes nothing) unless told what to do.

    ``keep`` leaves rows edited since as they are; ``revert`` takes those edits back as well.
    """
    row = history.step(store, step_id)
    if row["kind"] != "do":
        message = f"Step {step_id} took something back itself; use Redo."
        raise errors.NothingToUndo(message)
    if row["undone_by"] is not None:
        message = f"Step {step_id} (“{row['label']}”) is taken back already."
        raise errors.NothingToUndo(message)
    with store.step(f"Undo: {row['label']}", kind="undo", target=step_id) as changes:
        _reverse(store, step_id, row["label"], policy)
        changes.recorded_always = True
    return changes


def conflicts_of(store: Store, step_id: int) -> list[Conflict]:
    """Which records were edited since a step, without changing anything."""
    try:
        with store.step("Look at what an undo would meet"):
            row = history.step(store, step_id)
            found = _find_conflicts(store, step_id, _read(store, step_id))
            raise _OnlyLooking(found, row["label"])
    except _OnlyLooking as looked:
        return looked.conflicts


class _OnlyLooking(UndoConflict):
    """Ends a look so that the step around it is rolled back."""


def _read(store: Store, step_id: int) -> Reversal:
    reversal = Reversal([], [], [])
    for change in history.changes_of(store, step_id):
        table, op = change["table_name"], change["op"]
        if op in ("insert", "insert_range"):
            reversal.inserted.append((table, change["row_id"], change["last_id"]))
        elif op == "update":
            before, after = json.loads(change["before"]), json.loads(change["after"])
            reversal.updated.append((table, change["row_id"], before, after))
        elif op == "delete":
            reversal.deleted.append((table, [json.loads(change["before"])]))
        else:
            reversal.deleted.append((table, unpack(change["packed"])))
    return reversal


def _reverse(store: Store, step_id: int, label: str, policy: Policy | None) -> None:
    reversal = _read(store, step_id)
    conflicts = _find_conflicts(store, step_id, reversal)
    if conflicts and policy is None:
        raise UndoConflict(conflicts, label)
    if policy == "keep":
        _keep_whole(store, conflicts)
    elif policy == "revert":
        _remove_dependents(store)
    kept = {(c.table, c.row_id) for c in conflicts} if policy == "keep" else set()
    updates = [part for part in reversal.updated if (part[0], part[1]) not in kept]
    _let_go_of_added(store, updates)
    _delete_inserted(store)
    _insert_deleted(store, reversal)
    for table, row_id, before, _ in updates:
        if store.get(table, row_id) is not None:
            store.put(table, {"id": row_id, **before})


def _let_go_of_added(store: Store, updates: list[tuple[str, int, Row, Row]]) -> None:
    """Rows that the step made point at rows it added stop doing so before these go."""
    for table, row_id, before, after in updates:
        free = {
            link.column: None
            for link in store.info(table).links
            if before.get(link.column, 0) is None and after.get(link.column) is not None
        }
        if free and store.get(table, row_id) is not None:
            store.put(table, {"id": row_id, **free})


def _find_conflicts(store: Store, step_id: int, reversal: Reversal) -> list[Conflict]:
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
    for table, row_id, child in _used_by_others(store):
        found.setdefault((table, row_id), f"used since ({child.replace('_', ' ')})")
    for table, rows in reversal.deleted:
        for row in rows:
            if store.get(table, row["id"]) is not None:
                found[table, row["id"]] = "there again since"
    return [
        Conflict(table, row_id, _title(store, table, row_id), reason)
        for (table, row_id), reason in found.items()
    ]


def _edited(row: Row | None, after: Row) -> str:
    if row is None:
        return "deleted since"
    return "edited since" if any(row[name] != value for name, value in after.items()) else ""


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


def _list_leaving(store: Store, updated: Iterable[tuple[str, int, Row, Row]]) -> None:
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


def _used_by_others(store: Store) -> list[tuple[str, int, str]]:
    """Rows of the step that rows from elsewhere now point at: (table, id, the table pointing)."""
    found = []
    for (parent,) in store.select("SELECT DISTINCT name FROM temp.added"):
        for link in store.links_to(parent):
            rows = store.select(
                f"SELECT DISTINCT c.{link.column} FROM temp.added p JOIN {link.table} c"
                f" ON c.{link.column} = p.id WHERE p.name = ? AND NOT EXISTS"
                " (SELECT 1 FROM temp.added a WHERE a.name = ? AND a.id = c.id)"
                " AND NOT EXISTS (SELECT 1 FROM temp.leaving l WHERE l.name = ? AND l.id = c.id"
                " AND l.link = ?)",
                (parent, link.table, link.table, link.column),
            )
            found += [(parent, row[0], link.table) for row in rows]
    return found


def _keep_whole(store: Store, conflicts: list[Conflict]) -> None:
    """Mark what stays: conflicting rows with all that belongs to them and all they point at."""
    wave = [(c.table, c.row_id) for c in conflicts]
    for table, row_id in list(wave):
        wave += _owners(store, table, row_id)
    for table, row_id in list(wave):
        for link in store.links_to(table):
            if link.column in OWNER_COLUMNS:
                rows = store.select(
                    f"SELECT c.id FROM {link.table} c JOIN temp.added a ON a.name = ?"
                    f" AND a.id = c.id WHERE c.{link.column} = ?",
                    (link.table, row_id),
                )
                wave += [(link.table, row[0]) for row in rows]
    seen: set[tuple[str, int]] = set()
    while wave:
        table, row_id = wave.pop()
        if (table, row_id) in seen:
            continue
        seen.add((table, row_id))
        row = store.get(table, row_id) or {}
        wave += [
            (link.parent, row[link.column])
            for link in store.info(table).links
            if row.get(link.column) is not None
        ]
    for table, row_id in seen:
        store.execute_in_step(
            "UPDATE temp.added SET kept = 1 WHERE name = ? AND id = ?", (table, row_id)
        )


def _owners(store: Store, table: str, row_id: int) -> list[tuple[str, int]]:
    """The person or firm that a row belongs to: an edited phone keeps its whole person."""
    row = store.get(table, row_id) or {}
    return [
        (link.parent, row[link.column])
        for link in store.info(table).links
        if link.column in OWNER_COLUMNS and row.get(link.column) is not None
    ]


def _remove_dependents(store: Store) -> None:
    """Take along everything from elsewhere that points at rows which are about to go."""
    while used := _used_by_others(store):
        for parent, row_id, child in used:
            for link in store.links_to(parent):
                if link.table != child:
                    continue
                rows = store.select(f"SELECT id FROM {child} WHERE {link.column} = ?", (row_id,))
                for (child_id,) in rows:
                    store.execute_in_step(
                        "INSERT OR IGNORE INTO temp.added (name, id) VALUES (?, ?)",
                        (child, child_id),
                    )


def _delete_inserted(store: Store) -> None:
    chosen = "SELECT id FROM temp.added WHERE name = ? AND kept = 0"
    for table in reversed(RECORDED):
        if table == "account":
            _free_children(store)
        store.remove_many(table, f"id IN ({chosen})", (table,))


def _free_children(store: Store) -> None:
    """Firms of the step that belong to each other let go first, or neither could be deleted."""
    rows = store.select(
        "SELECT a.id FROM account a JOIN temp.added t ON t.name = 'account' AND t.id = a.id"
        " WHERE t.kept = 0 AND a.parent_id IS NOT NULL"
    )
    for (row_id,) in rows:
        store.remove("account", row_id)


def _insert_deleted(store: Store, reversal: Reversal) -> None:
    by_table: dict[str, list[Row]] = {}
    for table, rows in reversal.deleted:
        by_table.setdefault(table, []).extend(rows)
    for table in RECORDED:
        rows = [r for r in by_table.get(table, []) if store.get(table, r["id"]) is None]
        rows = _with_parents(store, table, rows)
        rows.sort(key=lambda row: (row.get("parent_id") is not None, row["id"]))
        _put_runs(store, table, rows)


def _with_parents(store: Store, table: str, rows: list[Row]) -> list[Row]:
    """Rows whose parents are in the book; what belonged to something that is gone stays gone."""
    for link in store.info(table).links:
        wanted = {row[link.column] for row in rows if row[link.column] is not None}
        if link.parent == table:
            wanted -= {row["id"] for row in rows}
        there = {
            found[0]
            for found in store.select(
                f"SELECT id FROM {link.parent} WHERE id IN (SELECT value FROM json_each(?))",
                (str(list(wanted)),),
            )
        }
        gone = wanted - there
        rows = [row for row in rows if row[link.column] not in gone] if gone else rows
    return rows


def _put_runs(store: Store, table: str, rows: list[Row]) -> None:
    """Insert rows again: long runs of consecutive ids in bulk, the rest one by one."""
    run: list[Row] = []
    for row in [*rows, None]:
        if run and (row is None or row["id"] != run[-1]["id"] + 1):
            if len(run) < 20:
                for single in run:
                    store.put(table, single)
            else:
                columns = tuple(run[0])
                store.put_many(table, columns, [tuple(r.values()) for r in run])
            run = []
        if row is not None:
            run.append(row)


_TITLES = {
    "contact": "SELECT name FROM contact WHERE id = ?",
    "account": "SELECT name FROM account WHERE id = ?",
    "deal": "SELECT title FROM deal WHERE id = ?",
    "task": "SELECT title FROM task WHERE id = ?",
    "appointment": "SELECT title FROM appointment WHERE id = ?",
    "document": "SELECT name FROM document WHERE id = ?",
    "activity": "SELECT coalesce(nullif(subject, ''), body) FROM activity WHERE id = ?",
}


def _title(store: Store, table: str, row_id: int) -> str:
    if table in _TITLES:
        return str(store.value(_TITLES[table], (row_id,)) or f"{table} {row_id}")
    row: dict[str, Any] = store.get(table, row_id) or {}
    for column, parent in (("contact_id", "contact"), ("account_id", "account")):
        if row.get(column):
            return _title(store, parent, row[column])
    return str(row.get("name") or row.get("label") or f"{table} {row_id}")
