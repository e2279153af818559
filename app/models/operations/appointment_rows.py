"""How an appointment is written: one place for times, series, attendance and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from app.models.calendar.appointment import Appointment
from app.models.calendar.recurrence import series_end
from app.models.errors import Refusal
from app.models.operations import documents
from app.models.records import to_row
from app.storage import clock
from app.storage.ids import new_uuid
from app.storage.store import Store
from app.storage.wall_time import (
    after_gap,
    lasting,
    parse_wall,
    to_utc,
    tz_version,
    wall_after,
    wall_text,
    zone_of,
)

WHO = ("contact_id", "staff_id", "resource_id")


@dataclass(frozen=True, slots=True)
class Who:
    """Ids of who comes, who goes and what is needed; ``None`` leaves that as it is."""

    contacts: Sequence[int] | None = None
    staff: Sequence[int] | None = None
    resources: Sequence[int] | None = None

    def columns(self) -> tuple[tuple[str, Sequence[int] | None], ...]:
        """The columns of attendance with their ids."""
        return tuple(zip(WHO, (self.contacts, self.staff, self.resources), strict=True))


def who_is_in(store: Store, row_id: int) -> Who:
    """Everybody and everything that an appointment has now."""
    found: dict[str, list[int]] = {column: [] for column in WHO}
    rows = store.select(
        f"SELECT {', '.join(WHO)} FROM attendance WHERE appointment_id = ? ORDER BY position, id",
        (row_id,),
    )
    for row in rows:
        for column, value in zip(WHO, row, strict=True):
            if value is not None:
                found[column].append(value)
    return Who(found["contact_id"], found["staff_id"], found["resource_id"])


def filled(who: Who, known: Who) -> Who:
    """``who`` with what it leaves open taken from ``known``."""
    return Who(
        known.contacts if who.contacts is None else who.contacts,
        known.staff if who.staff is None else who.staff,
        known.resources if who.resources is None else who.resources,
    )


def settled(appointment: Appointment) -> Appointment:
    """The appointment as it can be kept; raises ``Refusal``.

    Whole days hold dates and no zone. A wall time that the clocks jump over moves to one that
    exists, and the end moves along, so that it lasts as long as was said.
    """
    if problems := appointment.problems():
        raise Refusal(problems)
    if appointment.all_day:
        return _whole_days(appointment)
    start, end = parse_wall(appointment.start_at), parse_wall(appointment.end_at)
    info = zone_of(appointment.zone)
    begin = after_gap(start, info)
    stop = after_gap(end, info) if begin == start else wall_after(begin, end - start, info)
    return replace(appointment, start_at=wall_text(begin), end_at=wall_text(stop))


def ends_as_long(appointment: Appointment, start_at: str) -> str:
    """When it would be over if it began at another wall time of its zone: it lasts as long."""
    start, end = parse_wall(appointment.start_at), parse_wall(appointment.end_at)
    if len(start_at) == 10:
        return wall_text(parse_wall(start_at) + (end - start), all_day=True)
    info = zone_of(appointment.zone)
    begin = after_gap(parse_wall(start_at), info)
    return wall_text(wall_after(begin, lasting(start, end, info), info))


def _whole_days(appointment: Appointment) -> Appointment:
    start, end = parse_wall(appointment.start_at), parse_wall(appointment.end_at)
    last = end.date() if end.time() == end.min.time() else end.date() + timedelta(days=1)
    last = max(last, start.date() + timedelta(days=1))
    return replace(appointment, zone="", start_at=start.date().isoformat(), end_at=last.isoformat())


def write_row(store: Store, appointment: Appointment, who: Who) -> int:
    """Put a settled appointment and its attendance into the open step; returns its id."""
    row = to_row(appointment)
    row |= {
        "start_utc": to_utc(appointment.start_at, appointment.zone),
        "end_utc": to_utc(appointment.end_at, appointment.zone),
        "series_end": series_end(
            appointment.start_at, appointment.end_at,
            rrule=appointment.rrule, rdates=appointment.rdates, zone=appointment.zone,
        ),
    }  # fmt: skip
    before = store.get("appointment", row["id"]) if "id" in row else None
    if before is None:
        row |= {"uuid": new_uuid(), "created_at": clock.now(), "tz_version": tz_version()}
    elif any(before[name] != value for name, value in row.items() if name != "sequence"):
        # RFC 5545: who holds a copy knows by the sequence which of two is the newer one.
        row |= {"sequence": before["sequence"] + 1, "tz_version": tz_version()}
    row_id = store.put("appointment", row)
    for column, ids in who.columns():
        if ids is not None:
            _set_attendance(store, row_id, column, ids)
    return row_id


def remove_rows(store: Store, ids: Iterable[int]) -> int:
    """Remove appointments, the changed occurrences of series, and all that hangs on them.

    Files that somebody or a deal has too stay there; those of nobody else go with it.
    """
    wanted = list(ids)
    for row_id in list(wanted):
        changed = store.select("SELECT id FROM appointment WHERE series_id = ?", (row_id,))
        wanted += [row[0] for row in changed if row[0] not in wanted]
    removed = 0
    for row_id in reversed(wanted):
        store.remove_many("attendance", "appointment_id = ?", (row_id,))
        store.remove_many("reminder", "appointment_id = ?", (row_id,))
        _remove_files(store, row_id)
        for table in ("waiting", "task", "document"):
            _let_go(store, table, "appointment_id", row_id)
        _let_go(store, "appointment", "rescheduled_from_id", row_id)
        removed += store.remove("appointment", row_id)
    return removed


def _remove_files(store: Store, row_id: int) -> None:
    alone = store.select(
        "SELECT id FROM document WHERE appointment_id = ? AND contact_id IS NULL"
        " AND account_id IS NULL AND deal_id IS NULL",
        (row_id,),
    )
    if alone:
        documents.delete_documents(store, [document for (document,) in alone])


def _let_go(store: Store, table: str, column: str, row_id: int) -> None:
    for (other,) in store.select(f"SELECT id FROM {table} WHERE {column} = ?", (row_id,)):
        store.put(table, {"id": other, column: None})


def _set_attendance(store: Store, row_id: int, column: str, ids: Sequence[int]) -> None:
    have = dict(
        store.select(
            f"SELECT {column}, id FROM attendance WHERE appointment_id = ?"
            f" AND {column} IS NOT NULL",
            (row_id,),
        )
    )
    for known, link in have.items():
        if known not in ids:
            store.remove("attendance", link)
    for position, wanted in enumerate(dict.fromkeys(ids)):
        values = {"appointment_id": row_id, column: wanted, "position": position}
        if wanted in have:
            values["id"] = have[wanted]
        store.put("attendance", values)
