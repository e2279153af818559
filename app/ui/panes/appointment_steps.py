"""The steps that a kind of appointment starts when booked: a reminder before, a call after."""

from __future__ import annotations

from app.models.appointment import parse_wall
from app.models.errors import Refusal
from app.models.operations import activity_series
from app.models.operations.activity_series import For
from app.models.qt.session import Session
from app.storage.errors import UnknownRow
from app.ui import words
from app.ui.panes.calendar_known import Known
from app.ui.panes.calendar_work import Opened


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


def start_steps(session: Session, found: Opened, known: Known) -> None:
    """Start what the kind of a new appointment asks for, counted from its day, with Undo."""
    wanted = known.kind(found.appointment.kind).activity_series_id
    if not wanted:
        return
    day = parse_wall(found.appointment.start_at).date()
    try:
        series = session.read(activity_series.load_series, wanted)
        made = session.do(activity_series.start_series, series, whom_for(found, known), day)
    except (Refusal, UnknownRow) as error:
        session.say(str(error), kind="warn", undo=False)
        return
    session.say(f"“{series.name}” started: {words.counted(len(made), 'to-do')}.")
