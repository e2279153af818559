"""What is known of an appointment beyond its fields: its past, its series, advice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.models.calendar.agenda import beside
from app.models.calendar.appointment import Appointment, parse_wall
from app.models.calendar.zones import zone_city
from app.models.operations import booking
from app.models.operations.appointment_states import late_minutes
from app.models.qt.session import Session
from app.storage.queries import outcomes, records
from app.storage.wall_time import shifted
from app.ui import words
from app.ui.panes.calendar.calendar_work import Opened
from app.ui.panes.calendar.event_words import clock_text, day_text


def beside_words(session: Session, draft: Appointment, home: str, people: Sequence[int]) -> str:
    """The time here of an appointment kept in another zone, and that of whoever lives in one."""
    here = _here_words(draft, home)
    return " ".join(part for part in (here, *_their_words(session, draft, home, people)) if part)


def _their_words(
    session: Session, draft: Appointment, home: str, people: Sequence[int]
) -> list[str]:
    """Such as "10:30 here, 05:30 for Ann (New York)."; nothing where the clocks agree."""
    if draft.all_day or not home:
        return []
    zone = draft.zone or home
    here = clock_text(parse_wall(shifted(draft.start_at, zone, home)))
    row = {"start_at": draft.start_at, "end_at": draft.end_at, "zone": zone, "all_day": 0}
    found = []
    for contact, theirs in session.read(records.zones_of, people).items():
        there = beside(row, theirs)
        if there is None or shifted(draft.start_at, zone, home) == there[0]:
            continue
        name = session.read(records.first_name, contact)
        time = _beside_day(there[0], shifted(draft.start_at, zone, home))
        found.append(f"{here} here, {time} for {name} ({zone_city(theirs)}).")
    return found


def _beside_day(there: str, here: str) -> str:
    """A time elsewhere, with its day where that is another one."""
    moment = parse_wall(there)
    at = clock_text(moment)
    return at if there[:10] == here[:10] else f"{at} on {day_text(moment.date(), 'ddd')}"


def _here_words(draft: Appointment, home: str) -> str:
    """The time here, for an appointment kept in another zone."""
    if draft.all_day or not draft.zone or not home or draft.zone == home:
        return ""
    row = {"start_at": draft.start_at, "end_at": draft.end_at, "zone": draft.zone, "all_day": 0}
    here = beside(row, home)
    if here is None:
        return ""
    start, end = here
    there = zone_city(draft.zone)
    return (
        f"Times in {there}. Here: {clock_text(parse_wall(start))} – {clock_text(parse_wall(end))}."
    )


def story_words(session: Session, found: Opened, now: datetime) -> str:
    """The sentences below the state of an appointment."""
    booked = found.appointment
    said = []
    if booked.rescheduled_from_id:
        said += [_moved(row, now) for row in session.read(outcomes.chain, booked.id)[-1:]]
    if booked.status == "cancelled":
        said.append(_cancelled(booked, now))
        later = session.read(outcomes.moved_to, booked.id)
        said.append(_moved(later, now, "to") if later is not None else "")
    if found.exception:
        said.append("One of a series, changed on its own.")
    if booked.anyway_reason:
        said.append(f"Booked anyway: {booked.anyway_reason}")
    if booked.status in ("tentative", "confirmed"):
        said += [session.read(booking.no_show_advice, one) for one in found.contacts]
    return " ".join(one for one in said if one)


def _moved(row: Mapping[str, Any], now: datetime, way: str = "from") -> str:
    start = parse_wall(row["start_at"])
    day = words.short_day(start.date(), now.date())
    return f"Moved {way} {day}." if row["all_day"] else f"Moved {way} {day}, {clock_text(start)}."


_WHO = {"customer": " by the customer", "us": " by us", "them": " by them"}


def _cancelled(booked: Appointment, now: datetime) -> str:
    """By whom, when, how long before, and why."""
    said = f"Cancelled{_WHO.get(booked.cancelled_by, '')}"
    if booked.cancelled_at:
        said += f" {words.short_day(words.local_time(booked.cancelled_at).date(), now.date())}"
    ahead = late_minutes(booked)
    if ahead is not None:
        said += f", {_ahead_words(ahead)}"
    return f"{said}: {booked.cancel_reason}." if booked.cancel_reason else f"{said}."


def _ahead_words(minutes: int) -> str:
    if minutes < 0:
        return "after it began"
    if minutes < 120:
        return f"{words.minutes_words(minutes)} before"
    hours = minutes // 60
    unit = words.counted(hours, "hour") if hours < 48 else words.counted(hours // 24, "day")
    return f"{unit} before"
