"""Verbs on appointments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.models.appointment import Appointment, moved_from_gap, to_utc
from app.models.errors import Refusal
from app.models.records import from_row, to_row
from app.storage import clock
from app.storage.ids import new_uuid
from app.storage.queries import records
from app.storage.store import Store


def load_appointment(store: Store, appointment_id: int) -> Appointment:
    """One appointment; raises ``UnknownRow``."""
    return from_row(Appointment, records.record(store, "appointment", appointment_id))


def save_appointment(
    store: Store,
    appointment: Appointment,
    *,
    contacts: Sequence[int] | None = None,
    staff: Sequence[int] | None = None,
    label: str = "",
) -> int:
    """Book or change an appointment; ``None`` leaves who comes or goes as it is.

    A wall time that the clocks jump over moves to the first one that exists. Raises ``Refusal``.
    """
    if not appointment.problems() and not appointment.all_day:
        appointment = replace(
            appointment,
            start_at=moved_from_gap(appointment.start_at, appointment.zone),
            end_at=moved_from_gap(appointment.end_at, appointment.zone),
        )
    problems = appointment.problems()
    if problems:
        raise Refusal(problems)
    row = to_row(appointment)
    zone = "" if appointment.all_day else appointment.zone
    row |= {
        "zone": zone,
        "start_utc": to_utc(appointment.start_at, zone),
        "end_utc": to_utc(appointment.end_at, zone),
    }
    new = "id" not in row
    if new:
        row |= {"uuid": new_uuid(), "created_at": clock.now()}
    with store.step(label or f"{'Book' if new else 'Change'} “{appointment.title}”"):
        row_id = store.put("appointment", row)
        for column, ids in (("contact_id", contacts), ("staff_id", staff)):
            if ids is not None:
                _set_attendance(store, row_id, column, ids)
    return row_id


def move_appointment(store: Store, appointment_id: int, start_at: str, end_at: str) -> int:
    """Move or resize an appointment to other wall times of its zone."""
    appointment = load_appointment(store, appointment_id)
    moved = replace(appointment, start_at=start_at, end_at=end_at)
    return save_appointment(store, moved, label=f"Move “{appointment.title}”")


def delete_appointments(store: Store, ids: Iterable[int]) -> int:
    """Delete appointments."""
    wanted = list(ids)
    title = records.title(store, "appointment", wanted[0])[0] if wanted else ""
    label = f"Delete “{title}”" if len(wanted) == 1 else f"Delete {len(wanted)} appointments"
    with store.step(label):
        for row_id in wanted:
            store.remove_many("attendance", "appointment_id = ?", (row_id,))
        return sum(store.remove("appointment", row_id) for row_id in wanted)


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
    for position, wanted in enumerate(ids):
        values = {"appointment_id": row_id, column: wanted, "position": position}
        if wanted in have:
            values["id"] = have[wanted]
        store.put("attendance", values)
