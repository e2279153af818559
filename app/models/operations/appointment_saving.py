"""Booking and changing: times settled, clashes looked for, the row and who comes written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.models.calendar.appointment import Appointment
from app.models.errors import Problem, Refusal
from app.models.operations.appointment_rows import (
    Who,
    filled,
    settled,
    who_is_in,
    write_row,
)
from app.models.operations.appointment_times import follow_series, moved_series
from app.models.operations.booking import find_clashes
from app.models.records import from_row
from app.storage.queries import records
from app.storage.store import Store

_TIMES = (
    "start_at", "end_at", "zone", "all_day", "rrule", "rdates", "exdates", "before_minutes",
    "after_minutes", "place_postcode",
)  # fmt: skip
_OVER = ("cancelled", "held", "no-show")
_SAID = 10


def load_appointment(store: Store, appointment_id: int) -> Appointment:
    """One appointment; raises ``UnknownRow``."""
    return from_row(Appointment, records.record(store, "appointment", appointment_id))


def save_appointment(
    store: Store,
    appointment: Appointment,
    *,
    contacts: Sequence[int] | None = None,
    staff: Sequence[int] | None = None,
    resources: Sequence[int] | None = None,
    label: str = "",
    anyway: str = "",
    check: bool = True,
) -> int:
    """Book or change an appointment or a whole series; ``None`` leaves who comes as it is.

    A wall time that the clocks jump over moves to the first one that exists. Raises ``Refusal``;
    its problems stand at ``clash`` where the time is not free by a hard rule and no reason to
    book ``anyway`` is given. With a reason it is kept, and the reason stays with it.
    """
    appointment = settled(appointment)
    before = load_appointment(store, appointment.id) if appointment.id else None
    if before is not None:
        appointment = moved_series(before, appointment)
    known = who_is_in(store, appointment.id) if before else Who((), (), ())
    who = Who(contacts, staff, resources)
    if check and _is_to_check(before, appointment, known, filled(who, known)):
        appointment = checked(store, appointment, filled(who, known), anyway)
    said = label or f"{'Change' if before else 'Book'} “{appointment.title}”"
    with store.step(said):
        if before is not None and before.is_series:
            follow_series(store, before, appointment)
        return write_row(store, appointment, who)


def _is_to_check(before: Appointment | None, now: Appointment, known: Who, who: Who) -> bool:
    """Only what moves somebody's time is looked at again: a new title needs no new reason."""
    if now.status in _OVER:
        return False
    if before is None or before.status in _OVER or before.free != now.free:
        return True
    if any(getattr(before, name) != getattr(now, name) for name in _TIMES):
        return True
    return any(
        set(had or ()) != set(have or ())
        for (_, had), (_, have) in zip(known.columns(), who.columns(), strict=True)
    )


def checked(store: Store, appointment: Appointment, who: Who, anyway: str) -> Appointment:
    """The appointment, marked if it is booked over a clash; raises ``Refusal`` without a reason."""
    clashes = find_clashes(
        store, appointment, contacts=who.contacts or (), staff=who.staff or (),
        resources=who.resources or (),
    )  # fmt: skip
    hard = [clash for clash in clashes if clash.hard]
    if not hard:
        return replace(appointment, anyway_reason="", anyway_clash="")
    if not anyway.strip():
        raise Refusal([Problem("clash", clash.text) for clash in hard[:_SAID]])
    texts = " ".join(clash.text for clash in hard[:_SAID])
    return replace(appointment, anyway_reason=anyway.strip(), anyway_clash=texts)
