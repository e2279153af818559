"""What messages about appointments do to those the book has: called off, answered, changed on.

RFC 5546 (iTIP): CANCEL, REPLY, and changes that name one occurrence, or it and all that follow.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from app.models.calendar.appointment import Appointment
from app.models.calendar.calendar_changes import Change, Who
from app.models.calendar.calendar_entry import CalendarEntry
from app.models.errors import Refusal
from app.models.operations.appointment_rows import Who as WhoComes
from app.models.operations.appointment_rows import remove_rows, who_is_in
from app.models.operations.appointment_saving import load_appointment, save_appointment
from app.models.operations.appointment_series import own_row, split_series, usual_time
from app.models.operations.calendar_people import Known
from app.models.operations.calendar_rows import (
    appointment_row,
    differences,
    is_old,
    is_untouched,
    kept_extra,
    note_row,
    revision,
)
from app.models.records import from_row
from app.storage import clock
from app.storage.ids import new_ids, new_uuid
from app.storage.queries import records
from app.storage.queries.calendar import exceptions_of
from app.storage.store import Store
from app.storage.tables import Row
from app.storage.wall_time import parse_wall, wall_text

_OVER = ("cancelled", "held", "no-show")
_ANSWER = re.compile(r"ATTENDEE(?:;.*)?;PARTSTAT=\"?([A-Z-]+)", re.I).match
_IS_TIME = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?").fullmatch
_ESCAPED = {"n": "\n", "N": "\n"}
_SAID = {
    "ACCEPTED": "Accepted", "DECLINED": "Declined", "TENTATIVE": "Accepted provisionally",
    "DELEGATED": "Sends somebody else",
}  # fmt: skip


def cancelled(
    store: Store, entry: CalendarEntry, before: Row | None, master: Row | None
) -> Iterator[Change]:
    """A cancellation: the appointment with its changed occurrences, or one occurrence of it."""
    if before is None and master is None:
        yield Change(entry, "skipped", reason="There is no such appointment here to call off.")
    elif before is None and master is not None:
        yield _one_cancelled(store, entry, master)
    elif before is not None:
        rows = [before, *exceptions_of(store, before["id"])]
        for row in rows:
            if row["status"] in _OVER or entry.sequence < revision(before):
                yield Change(entry, "unchanged", row["id"])
            else:
                yield Change(entry, "updated", row["id"], _called_off(entry, row))


def _one_cancelled(store: Store, entry: CalendarEntry, master: Row) -> Change:
    """One time of a series, which gets a row of its own that says so; or it and all that follow."""
    key = entry.recurrence
    if master["series_end"]:
        master, key = _series_at(store, entry)
    series = load_appointment(store, master["id"])
    if series.status == "cancelled":
        return Change(entry, "unchanged", series.id)
    try:
        usual = usual_time(series, key)
    except Refusal as error:
        return Change(entry, "skipped", reason=str(error))

    def call_off(store: Store) -> None:
        if entry.following and key > series.start_at:
            rest = replace(series, start_at=usual.start_at, end_at=usual.end_at)
            row_id, _ = split_series(store, series, key, rest, who_is_in(store, series.id))
        else:
            row_id = series.id if entry.following else own_row(store, series.id, key)
        for row in [records.record(store, "appointment", row_id), *exceptions_of(store, row_id)]:
            if row["status"] not in _OVER:
                store.put("appointment", {"id": row["id"], **_called_off(entry, row)})
        if row_id != series.id:
            store.put("appointment", {"id": row_id, "uuid": entry.key})

    return Change(entry, "updated", series.id, deed=call_off)


def _called_off(entry: CalendarEntry, row: Row) -> Row:
    return {
        "status": "cancelled", "sequence": max(entry.sequence, row["sequence"]),
        "cancelled_by": "them", "cancelled_at": clock.now(),
    }  # fmt: skip


def taken_back(store: Store, entry: CalendarEntry, before: Row, keys: set[str]) -> list[int]:
    """Changed occurrences that a newer revision of their series no longer has (``keys``).

    Only those that came with a calendar too: what was changed here, or has files or to-dos,
    stays.
    """
    if entry.sequence <= revision(before):
        return []
    return [
        row["id"]
        for row in exceptions_of(store, before["id"])
        if row["uuid"] not in keys and _is_only_theirs(store, row)
    ]


def _is_only_theirs(store: Store, row: Row) -> bool:
    return is_untouched(row) and not _is_used(store, row["id"])


def _is_used(store: Store, row_id: int) -> bool:
    return any(
        store.value(f"SELECT 1 FROM {table} WHERE appointment_id = ? LIMIT 1", (row_id,))
        for table in ("document", "task")
    )


def followed(store: Store, entry: CalendarEntry, before: Row | None, known: Known) -> Change:
    """A change of one time of a series in the book and all that follow it (THISANDFUTURE)."""
    row = appointment_row(replace(entry, recurrence="", uid=entry.key), known)
    if before is not None and before["series_id"] is None:
        return _followed_again(entry, before, row)
    series, key = _series_at(store, entry)
    master = load_appointment(store, series["id"])
    if key <= master.start_at:
        return _followed_again(entry, series, row | {"uuid": series["uuid"]})
    try:
        usual_time(master, key)
    except Refusal as error:
        return Change(entry, "skipped", reason=str(error))
    people = known.people(entry)

    def go_on(store: Store) -> None:
        if before is not None and _is_only_theirs(store, before):
            remove_rows(store, [before["id"]])
        elif before is not None:
            # What was made of that one time here stays, under a name of its own
            store.put("appointment", {"id": before["id"], "uuid": new_uuid()})
        now = records.record(store, "appointment", master.id)
        wanted = from_row(Appointment, {**now, **row, "rrule": row["rrule"] or now["rrule"]})
        first = from_row(Appointment, now)
        new, _ = split_series(store, first, key, wanted, _all_of(store, master.id, people))
        store.put("appointment", {"id": new, **_from_file(entry, row)})

    return Change(entry, "updated", master.id, deed=go_on)


def _followed_again(entry: CalendarEntry, before: Row, row: Row) -> Change:
    """A change of a whole series, or a later revision of one that split its series already."""
    named = {name: before[name] for name in ("rrule", "rdates", "exdates", "series_end")}
    told = {} if is_old(entry, before) else differences(row | named, before)
    if not told:
        return Change(entry, "unchanged", before["id"])

    def change_all(store: Store) -> None:
        now = records.record(store, "appointment", before["id"])
        days = {name: now[name] for name in ("rdates", "exdates")}
        days["rrule"] = row["rrule"] or now["rrule"]
        save_appointment(store, from_row(Appointment, {**now, **row, **days}), check=False)
        store.put("appointment", {"id": before["id"], **_from_file(entry, row)})

    return Change(entry, "updated", before["id"], deed=change_all)


def _from_file(entry: CalendarEntry, row: Row) -> Row:
    return {"uuid": row["uuid"], "sequence": entry.sequence, "extra": row["extra"]}


def _series_at(store: Store, entry: CalendarEntry) -> tuple[Row, str]:
    """The series that holds a time now, and how it calls it: it may have been split before."""
    found = store.dicts(
        "SELECT * FROM appointment WHERE (uuid = ? OR (uuid > ? AND uuid < ?))"
        " AND recurrence_id = '' AND series_end <> '' ORDER BY uuid",
        (entry.uid, f"{entry.uid}#", f"{entry.uid}$"),
    )
    series, key = found[0], entry.recurrence
    for row in found[1:]:
        since = row["uuid"].rpartition("#")[2]
        if _IS_TIME(since) and since <= entry.recurrence:
            shift = parse_wall(row["start_at"]) - parse_wall(since)
            whole = bool(row["all_day"])
            series, key = row, wall_text(parse_wall(entry.recurrence) + shift, all_day=whole)
    return series, key


def _all_of(store: Store, row_id: int, named: list[Who]) -> WhoComes:
    """Who was in the series, and who is named now."""
    there = who_is_in(store, row_id)
    lists = [list(ids or ()) for _, ids in there.columns()]
    for place, (column, _) in enumerate(there.columns()):
        lists[place] += [one for name, one in named if name == column and one not in lists[place]]
    return WhoComes(*lists)


def answered(store: Store, entry: CalendarEntry, known: Known) -> Iterator[Change]:
    """Somebody's answer: a note on their timeline, and what the appointment says of them."""
    rows = store.dicts(
        "SELECT * FROM appointment WHERE uuid IN (?, ?) ORDER BY length(uuid) DESC",
        (entry.key, entry.uid),
    )
    lines = [pair for pair in entry.extra if _ANSWER(pair[0])]
    answering = tuple(person for person in entry.people if person.role != "organizer")
    who = known.people(replace(entry, people=answering, own=()))
    if not rows or not lines or not who:
        why = "There is no such appointment here to answer."
        if rows:
            why = "It is an answer of somebody whose address is not in the book."
        yield Change(entry, "skipped", reason=why)
        return
    row, (head, value) = rows[0], lines[0]
    note = _note_of(entry, row["title"], head, value)
    owner = {column: row_id for column, row_id in reversed(who) if column != "resource_id"}
    if store.value("SELECT 1 FROM activity WHERE uid = ?", (note.uid,)):
        yield Change(entry, "unchanged", row["id"])
        return
    if "contact_id" in owner:
        made = note_row(note) | {"created_at": clock.now()} | owner
        yield Change(note, "created", new_ids(1), made)
    yield Change(entry, "updated", row["id"], {"extra": _with_answer(row["extra"], head, value)})


def _note_of(entry: CalendarEntry, title: str, head: str, value: str) -> CalendarEntry:
    found = _ANSWER(head)
    said = _SAID.get(found[1].upper(), "Has not decided") if found else ""
    comments = [text for name, text in entry.extra if name.upper().startswith("COMMENT")]
    return replace(
        entry, kind="note", title=f"{said}: {title}", recurrence="", start="",
        note=re.sub(r"\\(.)", lambda sign: _ESCAPED.get(sign[1], sign[1]), "\n".join(comments)),
        uid=f"{entry.key}#{value.lower()}#{entry.modified or entry.digest}", created=entry.modified,
    )  # fmt: skip


def _with_answer(extra: str, head: str, value: str) -> str:
    """The kept lines with that of one person as they answered."""
    kept = kept_extra(extra)
    address = value.lower()
    others = [
        [name, text]
        for name, text in kept.get("properties", [])
        if not (name.upper().startswith("ATTENDEE") and text.lower() == address)
    ]
    return json.dumps(
        {**kept, "properties": [*others, [head, value]]}, ensure_ascii=False, separators=(",", ":")
    )
