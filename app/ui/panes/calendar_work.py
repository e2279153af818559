"""What the calendar does to appointments, each with its toast and Undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from app.models.appointment import Appointment
from app.models.operations import appointments
from app.models.qt.session import Session
from app.storage.queries import calendar, records
from app.storage.settings import setting
from app.ui import words
from app.ui.panes.calendar_events import numbers, wall_text
from app.ui.panes.week_drag import Landing
from app.ui.panes.week_layout import NOBODY, EventKey


def draft(session: Session, start: datetime, end: datetime, *, all_day: bool) -> Appointment:
    """An appointment that is not in the book yet, in the time zone of the business."""
    return Appointment(
        start_at=wall_text(start, all_day=all_day),
        end_at=wall_text(end, all_day=all_day),
        all_day=int(all_day),
        zone=session.read(setting, "zone"),
    )


def move(session: Session, landing: Landing, today: date) -> EventKey:
    """Move, stretch or hand on an appointment in its own wall time; raises ``Refusal``."""
    record_id = landing.key[0]
    found = session.read(appointments.load_appointment, record_id)
    all_day = bool(found.all_day)
    moved = replace(
        found,
        start_at=wall_text(landing.start, all_day=all_day),
        end_at=wall_text(landing.end, all_day=all_day),
    )
    session.do(
        appointments.save_appointment,
        moved,
        staff=_handed(session, landing),
        label=f"Move “{found.title}”",
    )
    day = words.short_day(landing.start.date(), today)
    span = words.span_words(landing.start, landing.end, all_day=all_day)
    session.say(f"“{found.title}” moved to {day}, {span}")
    return (record_id, "")


def _handed(session: Session, landing: Landing) -> list[int] | None:
    """Who goes now that an appointment was dropped in another's column; ``None``: as before."""
    if landing.given is None:
        return None
    row = session.read(calendar.appointment, landing.key[0])
    (_, old), (_, new) = landing.given
    going = [one for one in numbers(row["staff_ids"] if row else "") if one != old]
    return going if new in going or landing.given[1] == NOBODY else [*going, new]


def copy(session: Session, landing: Landing) -> EventKey:
    """The same appointment at another time; what was held or missed is planned again."""
    record_id = landing.key[0]
    row = session.read(calendar.appointment, record_id)
    found = session.read(appointments.load_appointment, record_id)
    all_day = bool(found.all_day)
    copied = replace(
        found,
        id=0,
        start_at=wall_text(landing.start, all_day=all_day),
        end_at=wall_text(landing.end, all_day=all_day),
        status="confirmed" if found.status in ("held", "no-show") else found.status,
    )
    going = _handed(session, landing)
    made = session.do(
        appointments.save_appointment,
        copied,
        contacts=numbers(row["contact_ids"]) if row else [],
        staff=going if going is not None else numbers(row["staff_ids"]) if row else [],
        label=f"Copy “{found.title}”",
    )
    session.say(f"“{found.title}” copied")
    return (made, "")


def delete(session: Session, key: EventKey) -> None:
    """Delete an appointment."""
    title = session.read(records.title, "appointment", key[0])[0]
    session.do(appointments.delete_appointments, [key[0]])
    session.say(f"“{title}” deleted")
