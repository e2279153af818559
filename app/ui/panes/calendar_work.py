"""What the calendar does to appointments, each with its toast and Undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from app.models.appointment import Appointment
from app.models.errors import Refusal
from app.models.operations import appointments
from app.models.qt.session import Session
from app.storage.queries import calendar, records
from app.storage.settings import setting
from app.ui import words
from app.ui.panes.calendar_events import numbers, wall_text


def draft(session: Session, start: datetime, end: datetime, *, all_day: bool) -> Appointment:
    """An appointment that is not in the book yet, in the time zone of the business."""
    return Appointment(
        start_at=wall_text(start, all_day=all_day),
        end_at=wall_text(end, all_day=all_day),
        all_day=int(all_day),
        zone=session.read(setting, "zone"),
    )


def move(session: Session, record_id: int, start: datetime, end: datetime, today: date) -> bool:
    """Move or stretch an appointment in its own wall time; says what it did, or why not."""
    found = session.read(appointments.load_appointment, record_id)
    all_day = bool(found.all_day)
    first, last = (wall_text(moment, all_day=all_day) for moment in (start, end))
    try:
        session.do(appointments.move_appointment, record_id, first, last)
    except Refusal as refusal:
        session.say(refusal.message, kind="warn", undo=False)
        return False
    day = words.short_day(start.date(), today)
    span = words.span_words(start, end, all_day=all_day)
    session.say(f"“{found.title}” moved to {day}, {span}")
    return True


def copy(session: Session, record_id: int, start: datetime, end: datetime) -> int:
    """The same appointment at another time; what was held or missed is planned again."""
    row = session.read(calendar.appointment, record_id)
    found = session.read(appointments.load_appointment, record_id)
    all_day = bool(found.all_day)
    copied = replace(
        found,
        id=0,
        start_at=wall_text(start, all_day=all_day),
        end_at=wall_text(end, all_day=all_day),
        status="confirmed" if found.status in ("held", "no-show") else found.status,
    )
    made = session.do(
        appointments.save_appointment,
        copied,
        contacts=numbers(row["contact_ids"]) if row else [],
        staff=numbers(row["staff_ids"]) if row else [],
        label=f"Copy “{found.title}”",
    )
    session.say(f"“{found.title}” copied")
    return made


def delete(session: Session, record_id: int) -> None:
    """Delete an appointment."""
    title = session.read(records.title, "appointment", record_id)[0]
    session.do(appointments.delete_appointments, [record_id])
    session.say(f"“{title}” deleted")
