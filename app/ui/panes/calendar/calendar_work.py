"""What the calendar does to appointments, each with its toast and Undo."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app.models.calendar.appointment import STATUSES, Appointment
from app.models.operations import appointment_series, appointment_states, appointments
from app.models.operations.waiting import FreedSlot
from app.models.qt.session import Session
from app.storage.queries import calendar, records
from app.storage.settings import setting
from app.ui import words
from app.ui.panes.calendar.calendar_events import numbers, seen_by, wall_text
from app.ui.panes.calendar.calendar_known import Known
from app.ui.panes.calendar.week_drag import Landing
from app.ui.panes.calendar.week_layout import NOBODY, EventKey

ONE, FOLLOWING, ALL = "this", "following", "all"
"""How much of a series something is done to."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An appointment of the book as the editor needs it: of a series, the one meant.

    ``master`` and ``occurrence`` name its place in a series; ``exception`` says that it was changed
    on its own.
    """

    appointment: Appointment
    contacts: list[int]
    staff: list[int]
    resources: list[int]
    master: int = 0
    occurrence: str = ""
    exception: bool = False

    @property
    def in_series(self) -> bool:
        """Whether it is one of several."""
        return bool(self.master)


def draft(session: Session, start: datetime, end: datetime, *, all_day: bool) -> Appointment:
    """An appointment that is not in the book yet, in the time zone of the business."""
    return Appointment(
        start_at=wall_text(start, all_day=all_day),
        end_at=wall_text(end, all_day=all_day),
        all_day=int(all_day),
        zone=session.read(setting, "zone"),
    )


def opened(session: Session, key: EventKey) -> Opened:
    """An appointment, or one of a series; raises ``UnknownRow``."""
    row = session.read(calendar.appointment, *key)
    found = session.read(appointments.load_appointment, key[0])
    if row is None:
        return Opened(found, [], [], [])
    found = replace(found, start_at=row["start_at"], end_at=row["end_at"])
    exception = bool(row.get("is_exception"))
    master = row["series_id"] or (key[0] if found.rrule or found.rdates else 0)
    return Opened(
        found,
        numbers(row["contact_ids"]),
        numbers(row["staff_ids"]),
        numbers(row.get("resource_ids") or ""),
        master or 0,
        found.recurrence_id if exception else key[1] or (found.start_at if master else ""),
        exception,
    )


def move(
    session: Session, landing: Landing, today: date, *, scope: str = ALL, anyway: str = ""
) -> EventKey:
    """Move, stretch or hand on an appointment in the book's wall time; raises ``Refusal``."""
    record_id, occurrence = landing.key
    row = _row(session, landing.key)
    all_day = bool(row["all_day"])
    made = session.do(
        appointments.move_appointment,
        record_id,
        wall_text(landing.start, all_day=all_day),
        wall_text(landing.end, all_day=all_day),
        scope=scope,
        occurrence=occurrence,
        zone=session.read(setting, "zone"),
        staff=_handed(row, landing, "staff"),
        resources=_handed(row, landing, "resource"),
        anyway=anyway,
    )
    day = words.short_day(landing.start.date(), today)
    span = words.span_words(landing.start, landing.end, all_day=all_day)
    session.say(f"“{row['title']}” moved to {day}, {span}")
    still_series = occurrence and scope != ONE
    return (made, wall_text(landing.start, all_day=all_day) if still_series else "")


def _row(session: Session, key: EventKey) -> dict[str, Any]:
    row = session.read(calendar.appointment, *key)
    return row if row is not None else session.read(records.record, "appointment", key[0])


def _handed(row: dict[str, Any], landing: Landing, what: str) -> list[int] | None:
    """Who goes, or what is taken, once dropped in another's column; ``None``: as before."""
    if landing.given is None or landing.given[1][0] != what:
        return None
    (whose, old), (_, new) = landing.given
    known = numbers(row.get(f"{what}_ids") or "")
    going = [one for one in known if (whose, one) != (what, old)]
    return going if new in going or landing.given[1] == NOBODY else [*going, new]


def copy(session: Session, landing: Landing, *, anyway: str = "") -> EventKey:
    """The same appointment at another time; what was held or missed is planned again."""
    row = _row(session, landing.key)
    made = session.do(
        appointments.copy_appointment,
        landing.key[0],
        wall_text(landing.start, all_day=bool(row["all_day"])),
        zone=session.read(setting, "zone"),
        staff=_handed(row, landing, "staff"),
        resources=_handed(row, landing, "resource"),
        anyway=anyway,
    )
    session.say(f"“{row['title']}” copied")
    return (made, "")


def delete(session: Session, key: EventKey, scope: str = "") -> None:
    """Delete an appointment, or so much of its series."""
    title = session.read(records.title, "appointment", key[0])[0]
    found = opened(session, key)
    if scope and found.in_series:
        session.do(
            appointment_series.delete_occurrence, found.master, found.occurrence, scope=scope
        )
    else:
        session.do(appointments.delete_appointments, [key[0]])
    session.say(f"“{title}” deleted")


def set_status(
    session: Session, key: EventKey, status: str, *, by: str = "", reason: str = ""
) -> EventKey:
    """Say how an appointment stands; of a series only the one meant. Raises ``Refusal``."""
    made = session.do(
        appointment_states.set_status, key[0], status, occurrence=key[1], by=by, reason=reason
    )
    return (made, "")


def title_of(session: Session, key: EventKey) -> str:
    """What an appointment is called."""
    return session.read(records.title, "appointment", key[0])[0]


def status_words(session: Session, key: EventKey) -> str:
    """What is said when a state was set."""
    found = session.read(appointments.load_appointment, key[0])
    return f"“{found.title}”: {STATUSES.get(found.status, found.status).lower()}"


def slot_of(session: Session, key: EventKey) -> FreedSlot | None:
    """The time an appointment takes, in the book's wall time; ``None`` when it takes none."""
    row = session.read(calendar.appointment, *key)
    if row is None or row["all_day"] or row["status"] == "cancelled":
        return None
    return FreedSlot(
        row.get("start") or row["start_at"],
        row.get("end") or row["end_at"],
        tuple(numbers(row["staff_ids"])),
        tuple(numbers(row.get("resource_ids") or "")),
    )


def is_hidden(session: Session, key: EventKey, known: Known) -> bool:
    """Whether an appointment is private to others than who sits here."""
    row = session.read(calendar.appointment, *key)
    return row is not None and seen_by(row, known) is not row
