"""What became of an appointment: arrived, held, missed, cancelled, moved to another time."""

from __future__ import annotations

from dataclasses import replace

from app.models.activity import Activity
from app.models.calendar.appointment import STATUSES, Appointment
from app.models.errors import Refusal
from app.models.operations.appointment_rows import Who, who_is_in, write_row
from app.models.operations.appointment_saving import load_appointment, save_appointment
from app.models.operations.appointment_series import own_row
from app.models.operations.tasks import save_task
from app.models.records import to_row
from app.models.task import Task
from app.storage import clock
from app.storage.store import Store
from app.storage.wall_time import MINUTE, lasting, parse_wall, shifted, to_utc, zone_of

HELD_UID = "appointment:"
"""How the ``uid`` of a meeting on the timeline begins that an appointment wrote when it was held;
the appointment's own UUID follows."""


def set_status(
    store: Store,
    appointment_id: int,
    status: str,
    *,
    occurrence: str = "",
    by: str = "",
    reason: str = "",
) -> int:
    """Say how an appointment stands; of a series only the occurrence named. Returns its id.

    Held puts a meeting on the timeline of everybody who came, and any other status takes it away
    again. Cancelled keeps by whom (``by``), when and why. Raises ``Refusal``.
    """
    if status not in STATUSES:
        message = "An appointment cannot stand like that."
        raise Refusal(message, "status")
    title = load_appointment(store, appointment_id).title
    with store.step(f"{STATUSES[status]}: {title}"):
        row_id = own_row(store, appointment_id, occurrence)
        now = load_appointment(store, row_id)
        stamp = clock.now()
        changed = replace(
            now, status=status,
            arrived_at=stamp if status == "arrived" else now.arrived_at,
            cancelled_by=by if status == "cancelled" else "",
            cancelled_at=stamp if status == "cancelled" else "",
            cancel_reason=reason if status == "cancelled" else "",
        )  # fmt: skip
        write_row(store, changed, Who())
        _write_timeline(store, changed)
    return row_id


def reschedule(
    store: Store,
    appointment_id: int,
    start_at: str,
    end_at: str,
    *,
    occurrence: str = "",
    zone: str = "",
    by: str = "",
    reason: str = "",
    anyway: str = "",
) -> int:
    """Cancel an appointment and book the same at another time, which knows where it came from.

    The times are walls of ``zone``, which is the appointment's own unless another is named.
    Returns the new id. Raises ``Refusal``, also for clashes unless booked ``anyway``.
    """
    title = load_appointment(store, appointment_id).title
    with store.step(f"Put off “{title}”"):
        old_id = own_row(store, appointment_id, occurrence)
        old = load_appointment(store, old_id)
        who = who_is_in(store, old_id)
        start_at = shifted(start_at, zone or old.zone, old.zone)
        end_at = shifted(end_at, zone or old.zone, old.zone)
        set_status(store, old_id, "cancelled", by=by, reason=reason or "Moved to another time")
        again = replace(
            old, id=0, start_at=start_at, end_at=end_at, series_id=None, recurrence_id="",
            status="confirmed", rescheduled_from_id=old_id, sequence=0, extra="", arrived_at="",
            all_day=int(len(start_at) == 10), anyway_reason="", anyway_clash="",
        )  # fmt: skip
        return save_appointment(
            store, again, contacts=who.contacts, staff=who.staff, resources=who.resources,
            anyway=anyway,
        )  # fmt: skip


def confirm_outcome(
    store: Store,
    appointment_id: int,
    *,
    held: bool,
    occurrence: str = "",
    note: str = "",
    next_step: str = "",
    due_on: str = "",
) -> int:
    """Answer for an appointment that ended: held or missed, a note, and what to do next.

    One step: the status, the note on appointment and timeline, and a to-do. Returns its id.
    """
    title = load_appointment(store, appointment_id).title
    with store.step(f"{'Held' if held else 'Did not come'}: {title}"):
        row_id = own_row(store, appointment_id, occurrence)
        if note.strip():
            now = load_appointment(store, row_id)
            said = f"{now.note}\n\n{note.strip()}".strip()
            write_row(store, replace(now, note=said), Who())
        set_status(store, row_id, "held" if held else "no-show")
        if next_step.strip():
            now = load_appointment(store, row_id)
            who = who_is_in(store, row_id)
            save_task(
                store,
                Task(
                    title=next_step.strip(), due_on=due_on, appointment_id=row_id,
                    contact_id=next(iter(who.contacts or ()), None), account_id=now.account_id,
                    deal_id=now.deal_id, staff_id=next(iter(who.staff or ()), None),
                ),
            )  # fmt: skip
    return row_id


def late_minutes(appointment: Appointment) -> int | None:
    """How long before its start it was cancelled, in minutes; below 0: after it; ``None``: not."""
    if not appointment.cancelled_at:
        return None
    start = parse_wall(to_utc(appointment.start_at, appointment.zone))
    return int((start - parse_wall(appointment.cancelled_at[:16])).total_seconds() // 60)


def _real_minutes(appointment: Appointment) -> int:
    start, end = parse_wall(appointment.start_at), parse_wall(appointment.end_at)
    return lasting(start, end, zone_of(appointment.zone)) // MINUTE


def _write_timeline(store: Store, appointment: Appointment) -> None:
    """Meetings of a held appointment, one for each who came, or none of one that was not held."""
    uuid = store.value("SELECT uuid FROM appointment WHERE id = ?", (appointment.id,))
    uid = f"{HELD_UID}{uuid}"
    there = {row[1]: row[0] for row in store.select(
        "SELECT id, contact_id FROM activity WHERE uid = ?", (uid,))}  # fmt: skip
    who = who_is_in(store, appointment.id)
    people: list[int | None] = list(who.contacts or ())
    if not people and appointment.account_id:
        people = [None]
    wanted = people if appointment.status == "held" else []
    for contact_id, row_id in there.items():
        if contact_id not in wanted:
            store.remove("activity", row_id)
    minutes = 0 if appointment.all_day else _real_minutes(appointment)
    for contact_id in wanted:
        meeting = Activity(
            id=there.get(contact_id, 0), kind="meeting", subject=appointment.title,
            at=f"{to_utc(appointment.start_at, appointment.zone)}:00.000Z", minutes=minutes,
            body=appointment.note, contact_id=contact_id, account_id=appointment.account_id,
            deal_id=appointment.deal_id, staff_id=next(iter(who.staff or ()), None),
        )  # fmt: skip
        row = to_row(meeting) | {"uid": uid}
        store.put("activity", row if meeting.id else row | {"created_at": clock.now()})
