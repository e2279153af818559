"""Appointments and to-dos as iCalendar (RFC 5545), with the time zones they need.

Lines are written as they are said; a text can never end its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from app.exchange.calendars.icalendar_zone_out import zone_lines
from app.exchange.new_file import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_PRODUCT: Final = "-//Deskbook//Deskbook//EN"
_STATUS: Final = {"tentative": "TENTATIVE", "cancelled": "CANCELLED"}
_UNSAFE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")
_HEAD: Final = re.compile(r"[A-Za-z0-9-]+(?:;.*)?").fullmatch
OWN: Final = "X-DESKBOOK-"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An appointment. Wall times without a zone of their own, in `zone` (IANA name).

    For all-day events `start` and `end` are dates, and `end` is the first day after. `rule` is
    an RFC 5545 recurrence rule, `exceptions` its dates less and `dates` its dates more;
    `recurrence` is the original start of a changed occurrence, in `series_zone`. `alarm` is
    minutes before the start. `changed` is in UTC. With an `organizer` (name, address) it is an
    invitation: attendees are asked to answer. `own` are properties of ours by name, `extra`
    properties of others as (what stands before the colon, raw value), written as they came.
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
    dates: tuple[datetime | date, ...] = ()
    recurrence: datetime | date | None = None
    series_zone: str = ""
    private: bool = False
    free: bool = False
    sequence: int = 0
    created: str = ""
    organizer: tuple[str, str] = ("", "")
    own: tuple[tuple[str, str], ...] = ()
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarTask:
    """A to-do; `due` is a day or a wall time in `zone`, `done` a moment in UTC."""

    uid: str
    title: str
    changed: datetime
    due: datetime | date | None = None
    zone: str = "UTC"
    note: str = ""
    done: datetime | None = None
    priority: int = 0
    rule: str = ""
    alarm: int | None = None
    own: tuple[tuple[str, str], ...] = ()
    extra: tuple[tuple[str, str], ...] = ()


def write(path: str | Path, events: Iterable[CalendarEvent | CalendarTask]) -> int:
    """Write one .ics file; how many entries. Raises CannotWrite, leaving no half file."""
    listed = list(events)
    content = calendar_bytes(listed)
    with replacing(path) as stream:
        stream.write(content)
    return len(listed)


def calendar_bytes(
    events: Iterable[CalendarEvent | CalendarTask], name: str = "", *, method: str = ""
) -> bytes:
    """The entries as one VCALENDAR, a VTIMEZONE for each zone used.

    ``method`` is an iTIP method such as REQUEST (RFC 5546) when it is sent to somebody.
    """
    listed = list(events)
    lines = ["BEGIN:VCALENDAR", f"PRODID:{_PRODUCT}", "VERSION:2.0"]
    if method:
        lines.append(f"METHOD:{method}")
    if name:
        lines.append(f"X-WR-CALNAME:{_text(name)}")
    lines += _zones(listed)
    for each in listed:
        lines += _event(each) if isinstance(each, CalendarEvent) else _task(each)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode("utf-8", "replace")


def _zones(listed: list[CalendarEvent | CalendarTask]) -> list[str]:
    """A VTIMEZONE for each zone used, from the year of its first entry on."""
    first: dict[str, int] = {}
    for each in listed:
        start = each.start if isinstance(each, CalendarEvent) else each.due
        if isinstance(start, datetime):
            for zone in {each.zone, getattr(each, "series_zone", "")} - {"", "UTC", "Etc/UTC"}:
                first[zone] = min(first.get(zone, 9999), start.year)
    lines: list[str] = []
    for zone in sorted(first):
        lines += zone_lines(zone, min(first[zone], 9990))
    return lines


def _event(event: CalendarEvent) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{_text(event.uid)}", f"DTSTAMP:{_utc(event.changed)}")
    if event.recurrence is not None:
        yield _timed("RECURRENCE-ID", event.recurrence, event.series_zone or event.zone)
    yield _timed("DTSTART", event.start, event.zone)
    yield _timed("DTEND", event.end, event.zone)
    yield f"SUMMARY:{_text(event.title)}"
    yield from _texts(("LOCATION", event.place), ("DESCRIPTION", event.note))
    yield from _marks(event)
    if event.rule:
        yield f"RRULE:{event.rule}"
    for name, moments in (("EXDATE", event.exceptions), ("RDATE", event.dates)):
        for moment in moments:
            yield _timed(name, moment, event.zone)
    if event.categories:
        yield f"CATEGORIES:{','.join(map(_text, event.categories))}"
    if event.sequence:
        yield f"SEQUENCE:{event.sequence}"
    yield from _texts(("CREATED", event.created))
    yield from _people(event)
    yield from _others(event.own, event.extra)
    yield from _alarm(event.alarm, event.title)
    yield "END:VEVENT"


def _people(event: CalendarEvent) -> Iterator[str]:
    asked = ""
    if event.organizer[1]:
        name, address = event.organizer
        yield f"ORGANIZER;CN={_parameter(name)}:mailto:{_plain(address)}"
        asked = ";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
    for name, address in event.attendees:
        yield f"ATTENDEE;CN={_parameter(name)}{asked}:mailto:{_plain(address)}"


def _marks(event: CalendarEvent) -> Iterator[str]:
    if event.status:
        yield f"STATUS:{_STATUS.get(event.status, 'CONFIRMED')}"
    if event.private and not any(head.upper().startswith("CLASS") for head, _ in event.extra):
        yield "CLASS:PRIVATE"
    if event.free:
        yield "TRANSP:TRANSPARENT"


def _task(task: CalendarTask) -> Iterator[str]:
    yield from ("BEGIN:VTODO", f"UID:{_text(task.uid)}", f"DTSTAMP:{_utc(task.changed)}")
    yield f"SUMMARY:{_text(task.title)}"
    yield from _texts(("DESCRIPTION", task.note))
    if task.due is not None:
        yield _timed("DUE", task.due, task.zone)
    if task.priority and not any(head.upper() == "PRIORITY" for head, _ in task.extra):
        yield "PRIORITY:1"
    if task.done is not None:
        yield from ("STATUS:COMPLETED", f"COMPLETED:{_utc(task.done)}")
    if task.rule:
        yield f"RRULE:{task.rule}"
    yield from _others(task.own, task.extra)
    yield from _alarm(task.alarm, task.title)
    yield "END:VTODO"


def _timed(name: str, moment: datetime | date, zone: str) -> str:
    if not isinstance(moment, datetime):
        return f"{name};VALUE=DATE:{moment:%Y%m%d}" if moment.year > 999 else _old(name, moment)
    text = f"{moment.year:04}{moment:%m%dT%H%M%S}"
    if zone in {"UTC", "Etc/UTC"}:
        return f"{name}:{text}Z"
    return f"{name};TZID={zone}:{text}" if zone else f"{name}:{text}"


def _old(name: str, day: date) -> str:
    return f"{name};VALUE=DATE:{day.year:04}{day:%m%d}"


def _utc(moment: datetime) -> str:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    at = aware.astimezone(UTC)
    return f"{at.year:04}{at:%m%dT%H%M%S}Z"


def _texts(*pairs: tuple[str, str]) -> Iterator[str]:
    for name, text in pairs:
        if text:
            yield f"{name}:{_text(text)}"


def _others(own: tuple[tuple[str, str], ...], extra: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for name, value in own:
        yield f"{OWN}{name}:{_text(value)}"
    for head, value in extra:
        # A head that came from a file can hold no line end, but a book can be written by others
        if _HEAD(head) and "\n" not in head + value and "\r" not in head + value:
            yield f"{head}:{value}"


def _alarm(minutes: int | None, title: str) -> Iterator[str]:
    if minutes is not None:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(title)}")
        yield from (f"TRIGGER:-PT{minutes}M", "END:VALARM")


def _text(text: str) -> str:
    """A TEXT value: nothing in it can end its line."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n")
    clean = clean.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return _UNSAFE.sub("", clean.replace("\n", "\\n"))


def _plain(text: str) -> str:
    return _UNSAFE.sub("", text.replace("\n", " "))


def _parameter(text: str) -> str:
    """A parameter in quotes; quotes inside are written as RFC 6868 says."""
    plain = _plain(text).replace("^", "^^").replace('"', "^'")
    return f'"{plain}"'


def _folded(line: str) -> str:
    """A line in pieces of at most 75 bytes, never cut inside a character (RFC 5545 3.1)."""
    if len(line) < 26 or (len(line) <= 75 and line.isascii()):
        return line
    pieces: list[str] = []
    piece: list[str] = []
    size = 0
    for char in line:
        width = len(char.encode("utf-8", "replace"))
        if size + width > (74 if pieces else 75):
            pieces.append("".join(piece))
            piece, size = [], 0
        piece.append(char)
        size += width
    pieces.append("".join(piece))
    return "\r\n ".join(pieces)
