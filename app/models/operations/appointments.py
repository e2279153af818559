"""Verbs on appointments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.models.activity_series import ActivitySeries
from app.models.calendar.appointment import Appointment
from app.models.operations.activity_series import For, start_series
from app.models.operations.appointment_rows import ends_as_long, remove_rows, who_is_in
from app.models.operations.appointment_saving import load_appointment, save_appointment
from app.models.operations.appointment_series import change_occurrence
from app.storage import clock
from app.storage.queries import records
from app.storage.store import Store
from app.storage.wall_time import moved_from_gap, parse_wall, shifted, to_utc, tz_version

__all__ = [
    "book_with_series",
    "copy_appointment",
    "delete_appointments",
    "load_appointment",
    "move_appointment",
    "recompute_utc",
    "save_appointment",
]

ZONE_DATA = "tz_version"
"""Where the book keeps the version of the zone data its UTC times were derived with."""


def book_with_series(
    store: Store,
    appointment: Appointment,
    series: ActivitySeries,
    *,
    contacts: Sequence[int] = (),
    staff: Sequence[int] = (),
    resources: Sequence[int] = (),
    anyway: str = "",
) -> int:
    """Book an appointment and start a series of to-dos from its day, in one step.

    The to-dos are for the first contact, the account and the deal, done by the first of staff.
    Returns the id of the appointment. Raises ``Refusal``.
    """
    with store.step(f"Book “{appointment.title}”"):
        row_id = save_appointment(
            store, appointment, contacts=contacts, staff=staff, resources=resources, anyway=anyway
        )
        whom = For(
            contact_id=next(iter(contacts), None), account_id=appointment.account_id,
            deal_id=appointment.deal_id, appointment_id=row_id,
            staff_id=next(iter(staff), None),
        )  # fmt: skip
        start_series(store, series, whom, parse_wall(appointment.start_at).date())
    return row_id


def move_appointment(
    store: Store,
    appointment_id: int,
    start_at: str,
    end_at: str,
    *,
    scope: str = "all",
    occurrence: str = "",
    zone: str = "",
    staff: Sequence[int] | None = None,
    resources: Sequence[int] | None = None,
    anyway: str = "",
) -> int:
    """Move or resize an appointment, or of a series as much as ``scope`` says.

    ``start_at`` and ``end_at`` are wall times of ``zone``, which is the appointment's own unless
    another is named. What keeps its length lasts as long as before, whatever the clocks do.
    Returns the id of what stands there now. Raises ``Refusal``.
    """
    appointment = load_appointment(store, appointment_id)
    source = zone or appointment.zone
    whole = len(start_at) == 10
    own = "" if whole else appointment.zone or zone or "Europe/London"
    moved = replace(
        appointment,
        start_at=shifted(start_at, source, own), end_at=shifted(end_at, source, own),
        all_day=int(whole), zone=own,
    )  # fmt: skip
    if not whole and _is_as_long(appointment, moved, occurrence):
        moved = replace(moved, end_at=ends_as_long(appointment, moved.start_at))
    if occurrence:
        return change_occurrence(
            store, appointment_id, occurrence, moved, scope=scope, staff=staff,
            resources=resources, anyway=anyway,
        )  # fmt: skip
    label = f"Move “{appointment.title}”"
    return save_appointment(
        store, moved, staff=staff, resources=resources, label=label, anyway=anyway
    )


def _is_as_long(before: Appointment, after: Appointment, occurrence: str) -> bool:
    """Whether the clocks show as much between start and end as before: moved, not resized."""
    start, end = before.start_at, before.end_at
    if before.is_series and len(occurrence) > 10:
        start, end = moved_from_gap(occurrence, before.zone), ends_as_long(before, occurrence)
    shown = parse_wall(end) - parse_wall(start)
    return parse_wall(after.end_at) - parse_wall(after.start_at) == shown


def copy_appointment(
    store: Store,
    appointment_id: int,
    start_at: str,
    *,
    zone: str = "",
    staff: Sequence[int] | None = None,
    resources: Sequence[int] | None = None,
    anyway: str = "",
) -> int:
    """Book the same again at another wall time, once; returns its id.

    The wall time is one of ``zone``, which is the appointment's own unless another is named.
    ``None`` takes the staff and the things of the first.
    """
    appointment = load_appointment(store, appointment_id)
    start_at = shifted(start_at, zone or appointment.zone, appointment.zone)
    whole = len(start_at) == 10
    end = ends_as_long(appointment, start_at)
    copied = replace(
        appointment, id=0, start_at=start_at, end_at=end, rrule="", rdates="", exdates="",
        series_id=None, recurrence_id="", status="confirmed", cancelled_by="", cancelled_at="",
        cancel_reason="", arrived_at="", rescheduled_from_id=None, sequence=0, extra="",
        all_day=int(whole), anyway_reason="", anyway_clash="",
    )  # fmt: skip
    who = who_is_in(store, appointment_id)
    return save_appointment(
        store, copied, contacts=who.contacts, staff=who.staff if staff is None else staff,
        resources=who.resources if resources is None else resources,
        label=f"Copy “{appointment.title}”", anyway=anyway,
    )  # fmt: skip


def delete_appointments(store: Store, ids: Iterable[int]) -> int:
    """Delete appointments; a series goes with all its changed occurrences."""
    wanted = list(ids)
    title = records.title(store, "appointment", wanted[0])[0] if wanted else ""
    label = f"Delete “{title}”" if len(wanted) == 1 else f"Delete {len(wanted)} appointments"
    with store.step(label):
        there = [row_id for row_id in wanted if store.get("appointment", row_id)]
        remove_rows(store, there)
        return len(there)


def recompute_utc(store: Store, now: str = "") -> int:
    """Derive UTC anew for what lies ahead, if the zone data changed; returns how many moved.

    The wall time is what was agreed, so it stays; what another program reads as UTC follows.
    ``now`` is UTC text, the present by default. The book remembers the version it was done for.
    """
    present, version = (now or clock.now())[:16], tz_version()
    if store.value("SELECT value FROM business WHERE key = ?", (ZONE_DATA,)) == version:
        return 0
    rows = store.dicts(
        "SELECT id, start_at, end_at, zone, start_utc, end_utc FROM appointment"
        " WHERE zone <> '' AND (end_utc >= ? OR series_end >= ?)",
        (present, present[:10]),
    )
    moved = 0
    with store.step("Follow a change of time zones"):
        for row in rows:
            utc = {
                "start_utc": to_utc(row["start_at"], row["zone"]),
                "end_utc": to_utc(row["end_at"], row["zone"]),
            }
            if any(row[name] != value for name, value in utc.items()):
                store.put("appointment", {"id": row["id"], "tz_version": version, **utc})
                moved += 1
        store.set_business(ZONE_DATA, version)
    return moved
