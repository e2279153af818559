"""The steps that a kind of appointment starts when booked: a reminder before, a call after."""

from __future__ import annotations

from app.models.activity_series import ActivitySeries
from app.models.operations.activity_series import For
from app.models.operations.appointment_kinds import series_of_kind
from app.models.qt.session import Session
from app.ui import words
from app.ui.panes.calendar.calendar_known import Known
from app.ui.panes.calendar.calendar_work import Opened


def whom_for(found: Opened, known: Known) -> For:
    """Whom the steps of an appointment are for."""
    one = found.appointment
    return For(
        contact_id=found.contacts[0] if found.contacts else None,
        account_id=one.account_id,
        deal_id=one.deal_id,
        appointment_id=one.id,
        staff_id=found.staff[0] if found.staff else known.me or None,
    )


def steps_of(session: Session, kind: str) -> ActivitySeries | None:
    """The steps that booking a kind of appointment starts, if any."""
    return session.read(series_of_kind, kind)


def say_started(session: Session, series: ActivitySeries) -> None:
    """Say what was booked along, with Undo for all of it."""
    session.say(f"“{series.name}” started: {words.counted(len(series.steps), 'to-do')}.")
