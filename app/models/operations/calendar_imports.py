"""Bring the entries of a calendar into the book: one step, to be taken back like any other.

An entry is known by its UID. A file that was brought in before changes nothing, an older revision
does not overwrite, and what the book knows of people is never taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from app.models.calendar.calendar_changes import (
    COUNTED,
    TABLES,
    CalendarChanges,
    Change,
    Who,
)
from app.models.calendar.calendar_entry import CalendarEntry
from app.models.errors import Refusal
from app.models.operations.appointment_rows import remove_rows
from app.models.operations.calendar_people import Known
from app.models.operations.calendar_rows import (
    appointment_row,
    differences,
    is_old,
    note_row,
    task_row,
)
from app.models.operations.calendar_series_in import answered, cancelled, followed, taken_back
from app.storage import clock
from app.storage.ids import new_ids
from app.storage.settings import setting
from app.storage.store import Store
from app.storage.tables import Row
from app.storage.wall_time import shifted

Progress = Callable[[int, int, str], None]
_KEYS = {"event": "uuid", "task": "uuid", "note": "uid"}
_NATIVE_TASK = "deskbook-task-"


def planned(store: Store, entries: Sequence[CalendarEntry]) -> CalendarChanges:
    """What bringing these entries in does; nothing is written."""
    return CalendarChanges(list(_Plan(store, entries).changes()))


class _Plan:
    """Compares entries with the rows of the same UID."""

    def __init__(self, store: Store, entries: Sequence[CalendarEntry]) -> None:
        self.store = store
        self.entries = entries
        self.known = Known(store, entries)
        self.zone = setting(store, "zone")
        self.rows = {kind: self._known_rows(kind) for kind in TABLES}
        self.keys = {entry.key for entry in entries}
        self.ids: dict[str, int] = {}

    def _known_rows(self, kind: str) -> dict[str, Row]:
        wanted = {entry.key for entry in self.entries if entry.kind == kind}
        wanted |= {entry.uid for entry in self.entries if entry.kind == kind and entry.recurrence}
        return _rows_by(self.store, TABLES[kind], _KEYS[kind], sorted(wanted))

    def changes(self) -> Iterator[Change]:
        for entry in self.entries:
            if entry.kind != "event":
                yield self._other(entry)
            elif entry.answers:
                yield from answered(self.store, entry, self.known)
            else:
                yield from self._event(self._anchored(entry))

    def _event(self, entry: CalendarEntry) -> Iterator[Change]:
        before = self.rows["event"].get(entry.key) or self._occurrence(entry)
        if entry.cancels:
            yield from cancelled(self.store, entry, before, self._master(entry))
        elif entry.following and entry.uid not in self.ids and self._has_series(entry):
            yield followed(self.store, entry, before, self.known)
        else:
            change = self._written(entry, before)
            if before is not None and change.action == "updated" and not entry.recurrence:
                change.gone = taken_back(self.store, entry, before, self.keys)
            yield change

    def _written(self, entry: CalendarEntry, before: Row | None) -> Change:
        row = appointment_row(entry, self.known)
        people = self.known.people(entry)
        if entry.recurrence:
            master = self._master(entry)
            row["series_id"] = self.ids.get(entry.uid) or (master["id"] if master else None)
        elif before is not None and before["series_id"] is not None:
            # It was one time of a series, and is now the first of those that follow
            row["series_id"] = None
        if before is not None:
            row["uuid"] = before["uuid"]
        change = self._compared(entry, row, people, before)
        if change.action == "created":
            change.row.setdefault("kind", self.known.usual_kind)
            change.row["created_at"] = entry.created or clock.now()
            change.row_id = new_ids(1)
        self.ids[entry.key] = change.row_id
        return change

    def _occurrence(self, entry: CalendarEntry) -> Row | None:
        """The row of a changed occurrence that was made here, under a UUID of its own."""
        master = self._master(entry)
        if master is None:
            return None
        found = self.store.dicts(
            "SELECT * FROM appointment WHERE series_id = ? AND recurrence_id = ?",
            (master["id"], entry.recurrence),
        )
        return found[0] if found else None

    def _anchored(self, entry: CalendarEntry) -> CalendarEntry:
        """An occurrence that came without its series, named as the series in the book would."""
        master = self._master(entry)
        if master is None or entry.uid in self.ids:
            return entry
        named = entry.recurrence
        if master["all_day"]:
            named = named[:10]
        elif len(named) == 10:
            named = f"{named}{master['start_at'][10:]}"
        else:
            named = shifted(named, entry.zone, master["zone"])
        if named == entry.recurrence:
            return entry
        moved = replace(entry, recurrence=named)
        self.rows["event"] |= _rows_by(self.store, "appointment", "uuid", [moved.key])
        return moved

    def _has_series(self, entry: CalendarEntry) -> bool:
        master = self._master(entry)
        return master is not None and bool(master["series_end"])

    def _master(self, entry: CalendarEntry) -> Row | None:
        return self.rows["event"].get(entry.uid) if entry.recurrence else None

    def _other(self, entry: CalendarEntry) -> Change:
        before = self.rows[entry.kind].get(entry.uid)
        people = self.known.people(entry)
        if entry.kind == "note":
            if before is not None:
                return Change(entry, "unchanged", before["id"])
            row = note_row(entry) | _owner(people)
        else:
            if before is None and entry.uid.startswith(_NATIVE_TASK):
                before = self._native_task(entry.uid)
            row = task_row(entry, self.known, self.zone)
            if before is not None:
                row |= _as_known(row, before)
            if before is None:
                row |= _owner(people)
        change = self._compared(entry, row, [], before)
        if change.action == "created":
            change.row["created_at"] = entry.created or clock.now()
            change.row_id = new_ids(1)
        return change

    def _native_task(self, uid: str) -> Row | None:
        number = uid.removeprefix(_NATIVE_TASK)
        return self.store.get("task", int(number)) if number.isdecimal() else None

    def _compared(
        self, entry: CalendarEntry, row: Row, people: list[Who], before: Row | None
    ) -> Change:
        if before is None:
            return Change(entry, "created", 0, row, people)
        if is_old(entry, before):
            return Change(entry, "unchanged", before["id"])
        told = differences(row, before)
        if not told and not (people and self._newcomers(before["id"], people)):
            return Change(entry, "unchanged", before["id"])
        return Change(entry, "updated", before["id"], told, people)

    def _newcomers(self, row_id: int, people: list[Who]) -> bool:
        return bool(set(people) - _attending(self.store, row_id))


def _as_known(row: Row, before: Row) -> Row:
    """What says the same in another form: a to-do made here, a moment told without its second."""
    same: Row = {} if before["uuid"] else {"uuid": ""}
    if row["done_at"] and before["done_at"]:
        same["done_at"] = before["done_at"]
    return same


def _owner(people: Iterable[Who]) -> Row:
    """The first person and the first of us: a to-do or note belongs to one of each."""
    found: Row = {}
    for column, row_id in people:
        if column != "resource_id":
            found.setdefault(column, row_id)
    return found


def _attending(store: Store, row_id: int) -> set[Who]:
    rows = store.select(
        "SELECT contact_id, staff_id, resource_id FROM attendance WHERE appointment_id = ?",
        (row_id,),
    )
    columns = ("contact_id", "staff_id", "resource_id")
    return {
        (column, value)
        for row in rows
        for column, value in zip(columns, row, strict=True)
        if value is not None
    }


def _rows_by(store: Store, table: str, key: str, wanted: Sequence[str]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        marks = ", ".join("?" * len(some))
        rows = store.dicts(f"SELECT * FROM {table} WHERE {key} IN ({marks})", some)
        found |= {row[key]: row for row in rows}
    return found


def apply(
    store: Store,
    entries: Sequence[CalendarEntry],
    file_name: str,
    file_sha256: str,
    facts: dict[str, Any],
    progress: Progress | None = None,
) -> CalendarChanges:
    """Write the entries in one step; a file that says nothing new leaves no step.

    ``facts`` are the counts and exceptions kept with the run. Nothing is kept when anything fails
    or ``progress`` raises (Cancel).
    """
    from app.storage.recorder import dump

    with store.step(f"Import {file_name}") as step:
        done = planned(store, entries)
        if done.is_nothing():
            return done
        counts = {**facts["counts"], **done.created()}
        done.run_id = store.put(
            "import_run",
            {"file_name": file_name, "file_sha256": file_sha256,
             "kind": "calendar", "at": clock.now(), "actor": store.actor,
             "counts": dump(counts), "exceptions": dump(facts["exceptions"])},
        )  # fmt: skip
        _write(store, done, progress)
        _adopt(store, done.changes)
        if done.is_nothing():
            # All that was left to do was refused: an import of nothing is none.
            store.remove("import_run", done.run_id)
            done.run_id = 0
    done.step_id = step.step_id if done.run_id else 0
    return done


def _write(store: Store, done: CalendarChanges, progress: Progress | None) -> None:
    ids: dict[int, int] = {}
    for table in COUNTED:
        new = [each for each in done.changes if each.table == table and each.action == "created"]
        ids |= _insert(store, table, new, done.run_id)
        if progress is not None:
            progress(len(new), len(done.changes), "entries")
    for change in done.changes:
        if change.action == "updated" and change.row:
            if change.row.get("series_id") in ids:
                change.row["series_id"] = ids[change.row["series_id"]]
            store.put(change.table, {"id": change.row_id, **change.row})
    _attend(store, done.changes)
    for change in done.changes:
        remove_rows(store, change.gone)
        _carry_out(store, change)


def _carry_out(store: Store, change: Change) -> None:
    """Do what an entry asks of a series in the book; what the rules refuse is left out and told."""
    if change.deed is None:
        return
    try:
        with store.step("Change a series"):
            change.deed(store)
    except Refusal as error:
        change.action, change.reason = "skipped", str(error)


def _insert(store: Store, table: str, new: list[Change], run_id: int) -> dict[int, int]:
    """Rows of one table at once, under consecutive ids, masters before their occurrences.

    Returns the ids that were given, by those that were planned.
    """
    if not new:
        return {}
    info = store.info(table)
    first = new_ids(len(new))
    ids = {change.row_id: first + place for place, change in enumerate(new)}
    rows = []
    for change in new:
        change.row_id = ids[change.row_id]
        row = {**info.defaults, **change.row, "id": change.row_id, "import_id": run_id,
               "import_row": change.entry.row}  # fmt: skip
        if row.get("series_id") in ids:
            row["series_id"] = ids[row["series_id"]]
        rows.append(tuple(row[name] for name in info.columns))
    store.put_many(table, info.columns, rows)
    return ids


def _attend(store: Store, changes: list[Change]) -> None:
    rows: list[tuple[int | None, ...]] = []
    for change in changes:
        if change.table != "appointment" or not change.people:
            continue
        there = _attending(store, change.row_id) if change.action == "updated" else set()
        for place, (column, row_id) in enumerate(change.people):
            if (column, row_id) not in there:
                ids = [row_id if column == name else None for name in _COLUMNS]
                rows.append((change.row_id, *ids, place))
    if rows:
        store.put_many("attendance", ("appointment_id", *_COLUMNS, "position"), rows)


_COLUMNS = ("contact_id", "staff_id", "resource_id")


def _adopt(store: Store, changes: list[Change]) -> None:
    """Occurrences that came before their series now belong to it."""
    masters = {
        change.entry.uid: change.row_id
        for change in changes
        if change.action == "created" and not change.entry.recurrence and change.row.get("rrule")
    }
    if not masters:
        return
    for row_id, uuid in store.select(
        "SELECT id, uuid FROM appointment WHERE recurrence_id <> '' AND series_id IS NULL"
    ):
        master = masters.get(uuid.rpartition("#")[0])
        if master is not None:
            store.put("appointment", {"id": row_id, "series_id": master})
