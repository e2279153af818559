"""Appointments as iCalendar (RFC 5545), with the time zones they need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.exchange.new_file import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from icalendar import Event

_PRODUCT = "-//Deskbook//Deskbook//EN"
_STATUS = {"tentative": "TENTATIVE", "cancelled": "CANCELLED"}


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An appointment. Wall times without a zone of their own, in `zone` (IANA name).

    For all-day events `start` and `end` are dates, and `end` is the first day after. `rule` is
    an RFC 5545 recurrence rule, `alarm` minutes before the start. `changed` is in UTC.
    """

    uid: str
    title: str
    start: datetime | date
    end: datetime | date
    changed: datetime
    zone: str = "UTC"
    place: str = ""
    note: str = ""
    status: str = ""
    rule: str = ""
    exceptions: tuple[datetime | date, ...] = ()
    categories: tuple[str, ...] = ()
    attendees: tuple[tuple[str, str], ...] = ()
    alarm: int | None = None


def write(path: str | Path, events: Iterable[CalendarEvent]) -> int:
    """Write one .ics file; how many events. Raises CannotWrite, leaving no half file."""
    listed = list(events)
    content = calendar_bytes(listed)
    with replacing(path) as stream:
        stream.write(content)
    return len(listed)


def calendar_bytes(events: Iterable[CalendarEvent]) -> bytes:
    """The events as one VCALENDAR, a VTIMEZONE for each zone used."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    for event in events:
        calendar.add_component(_component(event))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _component(event: CalendarEvent) -> Event:
    from icalendar import Event, vRecur

    made = Event()
    made.add("uid", event.uid)
    made.add("dtstamp", event.changed.astimezone(UTC) if event.changed.tzinfo else
             event.changed.replace(tzinfo=UTC))  # fmt: skip
    made.add("summary", event.title)
    made.add("dtstart", _in_zone(event.start, event.zone))
    made.add("dtend", _in_zone(event.end, event.zone))
    for key, text in (("location", event.place), ("description", event.note)):
        if text:
            made.add(key, text)
    if event.status:
        made.add("status", _STATUS.get(event.status, "CONFIRMED"))
    if event.rule:
        made.add("rrule", vRecur.from_ical(event.rule))
    for moment in event.exceptions:
        made.add("exdate", _in_zone(moment, event.zone))
    if event.categories:
        made.add("categories", list(event.categories))
    _add_people(made, event)
    _add_alarm(made, event)
    return made


def _in_zone(moment: datetime | date, zone: str) -> datetime | date:
    if not isinstance(moment, datetime):
        return moment
    return moment.replace(tzinfo=UTC if zone in {"", "UTC"} else ZoneInfo(zone))


def _add_people(made: Event, event: CalendarEvent) -> None:
    from icalendar import vCalAddress, vText

    for name, address in event.attendees:
        person = vCalAddress(f"MAILTO:{address}")
        person.params["CN"] = vText(name)
        made.add("attendee", person, encode=False)


def _add_alarm(made: Event, event: CalendarEvent) -> None:
    from datetime import timedelta

    from icalendar import Alarm

    if event.alarm is None:
        return
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event.title)
    alarm.add("trigger", timedelta(minutes=-event.alarm))
    made.add_component(alarm)
