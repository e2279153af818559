"""Take back any step, also an older one; rows edited since are found, and the person chooses.

There is no undo code per feature: the history says what each row was before and after. Taking
back is itself a step, so it can be taken back in turn.
"""

from __future__ import annotations

import json

from app.storage import conflicts, errors, history
from app.storage.changes import Changes
from app.storage.conflicts import (
    OWNER_COLUMNS,
    Choices,
    Conflict,
    Place,
    Policy,
    Reversal,
    UndoConflict,
)
from app.storage.recorder import unpack
from app.storage.store import Store
from app.storage.tables import RECORDED, Row, Value

__all__ = [
    "Choices",
    "Conflict",
    "Place",
    "Policy",
    "UndoConflict",
    "conflicts_of",
    "redo_last",
    "undo",
    "undo_last",
]


def undo_last(store: Store, policy: Policy | None = None) -> Changes:
    """Take back the newest step that still stands."""
    found = history.next_undo(store)
    if found is None:
        message = "There is nothing to undo."
        raise errors.NothingToUndo(message)
    return undo(store, found["id"], policy)


def redo_last(
    store: Store, policy: Policy | None = None, choices: Choices | None = None
) -> Changes:
    """Do again what was undone last."""
    found = history.next_redo(store)
    if found is None:
        message = "There is nothing to redo."
        raise errors.NothingToUndo(message)
    with store.step(f"Redo: {found['label']}", kind="redo", target=found["id"]) as changes:
        _reverse(store, found["id"], found["label"], policy, choices)
        store.mark_undone(found["step_id"], None)
    return changes


def undo(
    store: Store, step_id: int, policy: Policy | None = None, choices: Choices | None = None
) -> Changes:
    """Take back one step. Raises ``UndoConflict`` (and changes nothing) unless told what to do.

    ``keep`` leaves records edited since as they are; ``revert`` takes those edits back as well.
    ``choices`` says it for single records (by a conflict's ``owner``), ``policy`` for the rest.
    """
    row = history.step(store, step_id)
    if row["kind"] != "do":
        message = f"Step {step_id} took something back itself; use Redo."
        raise errors.NothingToUndo(message)
    if row["target_id"] == step_id:
        message = f"“{row['label']}” happened outside the book and cannot be taken back."
        raise errors.NothingToUndo(message)
    if row["undone_by"] is not None:
        message = f"Step {step_id} (“{row['label']}”) is taken back already."
        raise errors.NothingToUndo(message)
    with store.step(f"Undo: {row['label']}", kind="undo", target=step_id) as changes:
        _reverse(store, step_id, row["label"], policy, choices)
        changes.recorded_always = True
    return changes


def conflicts_of(store: Store, step_id: int) -> list[Conflict]:
    """Which records were edited since a step, without changing anything."""
    try:
        with store.step("Look at what an undo would meet"):
            row = history.step(store, step_id)
            found = conflicts.find(store, step_id, _read(store, step_id))
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


def _reverse(
    store: Store, step_id: int, label: str, policy: Policy | None, choices: Choices | None = None
) -> None:
    reversal = _read(store, step_id)
    found = conflicts.find(store, step_id, reversal)
    chosen = {conflict: (choices or {}).get(conflict.owner, policy) for conflict in found}
    if None in chosen.values():
        raise UndoConflict(found, label)
    kept = [conflict for conflict, wish in chosen.items() if wish == "keep"]
    if kept:
        _keep_whole(store, kept)
    if len(kept) < len(found):
        _remove_dependents(store)
    updates = _leave_kept(store, reversal, kept) if kept else reversal.updated
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
            link.column: before.get(link.column)
            for link in store.info(table).links
            if _is_added(store, link.parent, after.get(link.column))
            and _is_there(store, link.parent, before.get(link.column))
        }
        if free and store.get(table, row_id) is not None:
            store.put(table, {"id": row_id, **free})


def _is_added(store: Store, table: str, row_id: Value) -> bool:
    sql = "SELECT 1 FROM temp.added WHERE name = ? AND id = ?"
    return row_id is not None and store.value(sql, (table, row_id)) is not None


def _is_there(store: Store, table: str, row_id: Value) -> bool:
    """Whether a row can be pointed at; pointing at none can always be."""
    return row_id is None or store.value(f"SELECT 1 FROM {table} WHERE id = ?", (row_id,)) == 1


def _leave_kept(
    store: Store, reversal: Reversal, kept: list[Conflict]
) -> list[tuple[str, int, Row, Row]]:
    """The updates to take back: none of a record that stays as it is, nor rows it once had."""
    staying = {conflict.place for conflict in kept} | {conflict.owner for conflict in kept}
    for place, (table, rows) in enumerate(reversal.deleted):
        owners = [link for link in store.info(table).links if link.column in OWNER_COLUMNS]
        reversal.deleted[place] = (
            table,
            [
                row
                for row in rows
                if not any((link.parent, row.get(link.column)) in staying for link in owners)
            ],
        )
    return [
        part
        for part in reversal.updated
        if (part[0], part[1]) not in staying
        and conflicts.owner_of(store, part[0], part[1]) not in staying
    ]


def _keep_whole(store: Store, found: list[Conflict]) -> None:
    """Mark what stays: conflicting rows with all that belongs to them and all they point at."""
    # A pair of look-alikes stays for nobody's sake: it would hold the other one back
    wave = [one.owner if one.table == "near_match" else one.place for one in found]
    seen: set[Place] = set()
    while wave:
        table, row_id = wave.pop()
        if (table, row_id) in seen:
            continue
        seen.add((table, row_id))
        wave += _pointed_at(store, table, row_id)
        wave += _belonging(store, table, row_id)
    for place in seen:
        _mark_kept(store, place)
    for pair in (one.place for one in found if one.table == "near_match"):
        if all(_is_staying(store, *parent) for parent in _pointed_at(store, *pair)):
            _mark_kept(store, pair)


def _mark_kept(store: Store, place: Place) -> None:
    store.execute_in_step("UPDATE temp.added SET kept = 1 WHERE name = ? AND id = ?", place)


def _is_staying(store: Store, table: str, row_id: int) -> bool:
    sql = "SELECT 1 FROM temp.added WHERE name = ? AND id = ? AND kept = 0"
    return store.value(sql, (table, row_id)) is None


def _pointed_at(store: Store, table: str, row_id: int) -> list[Place]:
    row = store.get(table, row_id) or {}
    return [
        (link.parent, row[link.column])
        for link in store.info(table).links
        if row.get(link.column) is not None
    ]


def _belonging(store: Store, table: str, row_id: int) -> list[Place]:
    """The rows of the step that belong to a record and would be missed if it stayed alone.

    What a firm shares with a person of the step is the person's, and nobody stays because of
    those they live with.
    """
    found: list[Place] = []
    for link in store.links_to(table):
        if link.column not in OWNER_COLUMNS or link.table in ("near_match", "contact"):
            continue
        shared = ""
        if table == "account" and "contact_id" in store.info(link.table).columns:
            shared = (
                " AND NOT EXISTS (SELECT 1 FROM temp.added p WHERE p.name = 'contact'"
                " AND p.id = c.contact_id)"
            )
        rows = store.select(
            f"SELECT c.id FROM {link.table} c JOIN temp.added a ON a.name = ?"
            f" AND a.id = c.id WHERE c.{link.column} = ?{shared}",
            (link.table, row_id),
        )
        found += [(link.table, row[0]) for row in rows]
    return found


def _remove_dependents(store: Store) -> None:
    """Take along everything from elsewhere that points at rows which are about to go."""
    while used := conflicts.used_by_others(store):
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
        for column in _own_links(store, table):
            _free_each_other(store, table, column)
        store.remove_many(table, f"id IN ({chosen})", (table,))


def _own_links(store: Store, table: str) -> list[str]:
    """The columns by which rows of a table point at rows of the same table."""
    return [link.column for link in store.info(table).links if link.parent == table]


def _free_each_other(store: Store, table: str, column: str) -> None:
    """Rows of the step that belong to each other let go first, or neither could be deleted."""
    rows = store.select(
        f"SELECT r.id FROM {table} r JOIN temp.added t ON t.name = ? AND t.id = r.id"
        f" WHERE t.kept = 0 AND r.{column} IS NOT NULL",
        (table,),
    )
    for (row_id,) in rows:
        store.put(table, {"id": row_id, column: None})
    for (row_id,) in rows:
        if not _own_links_left(store, table, row_id):
            store.remove(table, row_id)


def _own_links_left(store: Store, table: str, row_id: int) -> bool:
    """Whether other rows of the table still point at this one."""
    return any(
        store.one(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", (row_id,))
        for column in _own_links(store, table)
    )


def _insert_deleted(store: Store, reversal: Reversal) -> None:
    by_table: dict[str, list[Row]] = {}
    for table, rows in reversal.deleted:
        by_table.setdefault(table, []).extend(rows)
    for table in RECORDED:
        rows = [r for r in by_table.get(table, []) if store.get(table, r["id"]) is None]
        rows = _with_parents(store, table, rows)
        for batch in _parents_first(rows, _own_links(store, table)):
            _put_runs(store, table, batch)


def _parents_first(rows: list[Row], own_links: list[str]) -> list[list[Row]]:
    """Rows in batches, so that nobody comes before the row of the same table they point at."""
    waiting = sorted(rows, key=lambda row: int(row["id"]))
    batches = []
    while waiting:
        coming = {row["id"] for row in waiting}
        bound = {
            row["id"]
            for row in waiting
            if any(row.get(link) in coming and row[link] != row["id"] for link in own_links)
        }
        free = [row for row in waiting if row["id"] not in bound]
        batches.append(free or waiting)
        waiting = [row for row in waiting if row["id"] in bound] if free else []
    return batches


def _with_parents(store: Store, table: str, rows: list[Row]) -> list[Row]:
    """Rows whose parents are in the book; what belonged to something that is gone stays gone."""
    for link in store.info(table).links:
        wanted = {row[link.column] for row in rows if row.get(link.column) is not None}
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
        rows = [row for row in rows if row.get(link.column) not in gone] if gone else rows
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
