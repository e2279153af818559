"""Calendar files (RFC 5545) of appointments and to-dos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.exchange.calendars.written_entries import CalendarEvent, CalendarTask
from app.exchange.new_file import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["CalendarEvent", "CalendarTask", "calendar_bytes", "write"]


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
    from app.exchange.calendars.icalendar_components import calendar_of

    return calendar_of(list(events), name, method)
