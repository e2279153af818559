"""Appointments and to-dos as they are handed over to be written as iCalendar (RFC 5545)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


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
