"""Appointments and to-dos as components of icalendar, which escapes, quotes and folds.

Loaded only when something is written. What other programs had said beside comes out word for word:
icalendar would put its parameters in another dress.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfoNotFoundError

from icalendar import (
    Alarm,
    Calendar,
    Component,
    Event,
    Parameters,
    Todo,
    vCalAddress,
    vDate,
    vDatetime,
    vDuration,
    vText,
)
from icalendar.parser import Contentline, Contentlines

from app.exchange.calendars.icalendar_zone_out import zone_component
from app.exchange.calendars.written_entries import CalendarEvent, CalendarTask

OWN: Final = "X-DESKBOOK-"
_PRODUCT: Final = "-//Deskbook//Deskbook//EN"
_STATUS: Final = {"tentative": "TENTATIVE", "cancelled": "CANCELLED"}
_UNSAFE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ud800-\udfff]")
_HEAD: Final = re.compile(r"[A-Za-z0-9-]+(?:;.*)?").fullmatch
_UTC: Final = ("UTC", "Etc/UTC")


class Text(vText):
    """A TEXT in which a backslash before an N stays one; icalendar takes it for a line's end."""

    def to_ical(self) -> bytes:
        """The text with its escapes."""
        parts: list[Any] = [vText(part) for part in self.split("\\N")]
        return b"\\\\N".join(part.to_ical() for part in parts)


class Raw(str):
    """A value that is written as it stands."""

    params = Parameters()

    def to_ical(self) -> bytes:
        """The value."""
        return self.encode()


def calendar_of(listed: list[CalendarEvent | CalendarTask], name: str, method: str) -> bytes:
    """One VCALENDAR of all, as ``icalendar_out.calendar_bytes`` promises it."""
    calendar = Calendar({"PRODID": vText(_PRODUCT), "VERSION": vText("2.0")})
    if method:
        calendar["METHOD"] = vText(method)
    if name:
        calendar["X-WR-CALNAME"] = _text(name)
    *lines, end = _lines(calendar)
    for zone in _zones(listed):
        lines += _lines(zone)
    for each in listed:
        lines += _entry(each)
    made: Any = Contentlines([*lines, end])
    return bytes(made.to_ical())


def _lines(component: Component) -> list[Contentline]:
    return [line for line in component.content_lines(sorted=False) if line]


def _zones(listed: list[CalendarEvent | CalendarTask]) -> Iterator[Component]:
    """A VTIMEZONE for each zone used, from the year of its first entry on."""
    first: dict[str, int] = {}
    for each in listed:
        start = each.start if isinstance(each, CalendarEvent) else each.due
        if isinstance(start, datetime):
            for zone in {each.zone, getattr(each, "series_zone", "")} - {"", *_UTC}:
                first[zone] = min(first.get(zone, 9999), start.year)
    for zone in sorted(first):
        try:
            yield zone_component(zone, min(first[zone], 9990))
        except (ZoneInfoNotFoundError, ValueError):
            continue  # A zone that this computer does not know is still named by its entries


def _entry(each: CalendarEvent | CalendarTask) -> Iterator[Contentline]:
    """The lines of an entry: what we say, what others had said, and the alarm last (RFC 5545)."""
    *lines, end = _lines(_event(each) if isinstance(each, CalendarEvent) else _task(each))
    yield from lines
    for head, value in each.extra:
        # A head that came from a file can hold no line end, but a book can be written by others
        if _HEAD(head) and "\n" not in head + value and "\r" not in head + value:
            raw: Any = Raw(value.encode("utf-8", "replace"), "utf-8")
            yield Contentline.from_parts(head, Parameters(), raw)
    if each.alarm is not None:
        alarm = Alarm({"ACTION": vText("DISPLAY"), "DESCRIPTION": _text(each.title)})
        alarm["TRIGGER"] = vDuration(timedelta(minutes=-each.alarm))
        if isinstance(each, CalendarTask):
            # A to-do has no beginning that an alarm could go by (RFC 5545 3.8.6.3)
            alarm["TRIGGER"].params["RELATED"] = "END"
        yield from _lines(alarm)
    yield end


def _event(event: CalendarEvent) -> Event:
    made = Event({"UID": _text(event.uid), "DTSTAMP": _utc(event.changed)})
    if event.recurrence is not None:
        made["RECURRENCE-ID"] = _timed(event.recurrence, event.series_zone or event.zone)
    made["DTSTART"] = _timed(event.start, event.zone)
    made["DTEND"] = _timed(event.end, event.zone)
    made["SUMMARY"] = _text(event.title)
    _add_texts(made, ("LOCATION", event.place), ("DESCRIPTION", event.note))
    _add_marks(made, event)
    if event.rule:
        made["RRULE"] = Raw(_plain(event.rule))
    for name, moments in (("EXDATE", event.exceptions), ("RDATE", event.dates)):
        if moments:
            made[name] = [_timed(moment, event.zone) for moment in moments]
    if event.categories:
        made["CATEGORIES"] = Raw(
            b",".join(_text(one).to_ical() for one in event.categories), "utf8"
        )
    if event.sequence:
        made["SEQUENCE"] = Raw(event.sequence)
    _add_texts(made, ("CREATED", event.created))
    _add_people(made, event)
    _add_texts(made, *((f"{OWN}{name}", value) for name, value in event.own))
    return made


def _add_marks(made: Event, event: CalendarEvent) -> None:
    if event.status:
        made["STATUS"] = vText(_STATUS.get(event.status, "CONFIRMED"))
    if event.private and not any(head.upper().startswith("CLASS") for head, _ in event.extra):
        made["CLASS"] = vText("PRIVATE")
    if event.free:
        made["TRANSP"] = vText("TRANSPARENT")


def _add_people(made: Event, event: CalendarEvent) -> None:
    asked: dict[str, str] = {}
    if event.organizer[1]:
        made["ORGANIZER"] = _address(*event.organizer, {})
        asked = {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
    if event.attendees:
        made["ATTENDEE"] = [_address(*one, asked) for one in event.attendees]


def _address(name: str, address: str, more: dict[str, str]) -> vCalAddress:
    made = vCalAddress(f"mailto:{_plain(address)}")
    made.params = Parameters({"CN": _plain(name), **more})
    return made


def _task(task: CalendarTask) -> Todo:
    made = Todo({"UID": _text(task.uid), "DTSTAMP": _utc(task.changed)})
    made["SUMMARY"] = _text(task.title)
    _add_texts(made, ("DESCRIPTION", task.note))
    if task.due is not None:
        made["DUE"] = _timed(task.due, task.zone)
    if task.priority and not any(head.upper() == "PRIORITY" for head, _ in task.extra):
        made["PRIORITY"] = Raw("1")
    if task.done is not None:
        made["STATUS"], made["COMPLETED"] = vText("COMPLETED"), _utc(task.done)
    if task.rule:
        made["RRULE"] = Raw(_plain(task.rule))
    _add_texts(made, *((f"{OWN}{name}", value) for name, value in task.own))
    return made


def _timed(moment: datetime | date, zone: str) -> Any:
    if not isinstance(moment, datetime):
        made: Any = vDate(moment)
        made.params["VALUE"] = "DATE"
        return made
    made = vDatetime(moment.replace(tzinfo=UTC if zone in _UTC else None))
    if zone and zone not in _UTC:
        made.params["TZID"] = zone
    return made


def _utc(moment: datetime) -> vDatetime:
    return vDatetime((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC))


def _add_texts(made: Component, *pairs: tuple[str, str]) -> None:
    for name, text in pairs:
        if text:
            made[name] = _text(text)


def _text(text: str) -> Text:
    """A TEXT value without what could end its line."""
    return Text(_UNSAFE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def _plain(text: str) -> str:
    return _UNSAFE.sub("", text.replace("\n", " "))
