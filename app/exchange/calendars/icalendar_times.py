"""When an event is: its zone, its start and end, and the days of its series, in wall time."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.exchange.calendars.icalendar_lines import Component, Property, plain_value
from app.exchange.calendars.icalendar_values import (
    EARLIEST,
    LATEST,
    Moment,
    in_zone,
    length,
    reckoned,
    rezoned,
    wall,
)
from app.exchange.calendars.icalendar_zones import Zones
from app.models.calendar.appointment import wall_after

DAY: Final = timedelta(days=1)
MAX_DATES: Final = 5000
_UTC: Final = frozenset({"UTC", "Etc/UTC"})


@dataclass(frozen=True, slots=True)
class Context:
    """What a calendar says about all its entries.

    `floating` is the zone of times without one, `shown` that of X-WR-TIMEZONE or "".
    """

    zones: Zones
    book_zone: str
    floating: str
    shown: str = ""
    old: bool = False
    cancels: bool = False
    answers: bool = False


@dataclass(slots=True)
class When:
    """Start and end in wall time of `zone` ("" for whole days), and how they were made.

    `bent` are the names of properties that were changed in meaning or form.
    """

    start: datetime
    end: datetime
    zone: str
    all_day: bool
    bent: set[str] = field(default_factory=set)

    def text(self, at: datetime) -> str:
        """A wall time of this event as the book writes it."""
        return wall(at, whole_day=self.all_day)


def moment_of(each: Property) -> Moment | None:
    """The first moment in a property."""
    value = plain_value(each).split(",")[0].split("/")[0]
    return reckoned(value)


def when(component: Component, context: Context, *, end_name: str = "DTEND") -> When | None:
    """When an event is; None without a start that can be read.

    What calls off or answers need not repeat the start: then it is the one of the occurrence.
    """
    given = component.first("DTSTART")
    if given is None and (context.cancels or context.answers):
        given = component.first("RECURRENCE-ID")
    begin = moment_of(given) if given else None
    if given is None or begin is None:
        return None
    series = any(component.first(name) for name in ("RRULE", "RDATE", "RECURRENCE-ID"))
    zone = zone_of(given, begin, context, series=series)
    named = component.text("X-DESKBOOK-ZONE")
    if begin.utc and named in _UTC:
        zone = named
    found = When(in_zone(begin, zone), datetime.min, zone, begin.whole_day)
    if (begin.utc and zone not in _UTC) or given.parameters.get("TZID", zone) != zone:
        found.bent.add("DTSTART")
    _set_end(found, component, context, end_name)
    if begin.utc:
        _out_of_doubled(found, begin, component.first(end_name))
    if found.end < found.start:
        # Some calendars hold them the wrong way round
        found.start, found.end = found.end, found.start
        found.bent |= {"DTSTART", end_name}
    if not found.all_day and not begin.utc and _whole_days(found, component, context):
        found.all_day = True
        found.bent |= {"DTSTART", end_name}
    if found.all_day:
        found.zone = ""
        _round_days(found)
    elif found.zone and not series:
        _out_of_gap(found)
    return found


def due_alone(component: Component, context: Context) -> When | None:
    """When a to-do without a beginning is due, as beginning and end; None without such a moment."""
    given = component.first("DUE")
    due = moment_of(given) if given else None
    if given is None or due is None:
        return None
    zone = zone_of(given, due, context, series=False)
    at = in_zone(due, zone)
    return When(at, at, zone, due.whole_day)


def _out_of_gap(found: When) -> None:
    """A time that the clocks jump over is the hour after it (reliability.md R43)."""
    for name, prop in (("start", "DTSTART"), ("end", "DTEND")):
        at: datetime = getattr(found, name)
        there = rezoned(rezoned(at, found.zone, "UTC"), "UTC", found.zone)
        if there != at:
            setattr(found, name, there)
            found.bent.add(prop)


def zone_of(given: Property, begin: Moment, context: Context, *, series: bool) -> str:
    """The zone that wall times of an event are kept in."""
    if begin.whole_day:
        return ""
    tzid = given.parameters.get("TZID", "")
    if tzid:
        return context.zones.named(tzid)
    if begin.utc:
        # A series stays at its hour in UTC; one time is the same moment in the book's zone
        return context.shown or ("UTC" if series else context.book_zone)
    return context.floating


def _set_end(found: When, component: Component, context: Context, name: str) -> None:
    given = component.first(name)
    last = moment_of(given) if given else None
    if given is not None and last is not None:
        found.end = _end_of(found, given, last, context)
        if found.zone and (last.utc or given.parameters.get("TZID", found.zone) != found.zone):
            found.bent.add(name)
    else:
        taken = length(component.text("DURATION"))
        found.end = found.start if taken is None else added(found.start, taken, found.zone)
        found.bent.add("DURATION")


def _out_of_doubled(found: When, begin: Moment, given: Property | None) -> None:
    """An end in UTC that the clocks show at or before the start, because an hour comes twice."""
    last = moment_of(given) if given else None
    if last is not None and last.utc and last.at > begin.at and found.end <= found.start:
        found.end = added(found.start, last.at - begin.at, found.zone)


def _end_of(found: When, given: Property, last: Moment, context: Context) -> datetime:
    if found.all_day or last.whole_day:
        end = last.at
        if last.whole_day and not found.all_day and end <= found.start:
            end += DAY
        return end
    if last.utc:
        return in_zone(last, found.zone)
    tzid = given.parameters.get("TZID", "")
    return rezoned(last.at, context.zones.named(tzid) if tzid else found.zone, found.zone)


def added(at: datetime, taken: timedelta, zone: str) -> datetime:
    """A wall time later by a length: days by the calendar, hours by the clock (RFC 5545 3.3.6)."""
    try:
        if not zone or taken % DAY == timedelta(0):
            end = at + taken
        else:
            end = wall_after(at, taken, ZoneInfo(zone))
    except OverflowError:
        return at
    return end if EARLIEST <= end.year <= LATEST else at


def _whole_days(found: When, component: Component, context: Context) -> bool:
    """Whether the event goes from midnight to midnight, which is how some write whole days."""
    start, end = found.start.time(), found.end.time()
    if start != datetime.min.time() or component.text("X-DESKBOOK-TIMED"):
        return False
    if component.text("X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE":
        return True
    if (end.hour, end.minute) == (23, 59):
        return True
    if found.end == found.start:
        return context.old
    return end == start


def _round_days(found: When) -> None:
    midnight = datetime.min.time()
    found.start = datetime.combine(found.start.date(), midnight)
    late = found.end.time() != midnight
    found.end = datetime.combine(found.end.date(), midnight)
    if late or found.end <= found.start:
        found.end += DAY


def dates(given: list[Property], found: When, context: Context) -> list[tuple[datetime, datetime]]:
    """The moments of RDATE and EXDATE properties as (start, end) in the event's own zone.

    A day without a time means the event's own time on it; a period has its own end. What cannot
    be read is left out; at most 5,000.
    """
    taken = found.end - found.start
    made = []
    for each in given:
        separator = ";" if context.old and "," not in each.value else ","
        tzid = each.parameters.get("TZID", "")
        for text in plain_value(each).split(separator)[:MAX_DATES]:
            first, _, rest = text.strip().partition("/")
            begin = reckoned(first)
            if begin is None or (each.name == "RDATE" and found.all_day and not begin.whole_day):
                continue
            start = _moved(begin, tzid, found, context)
            end = added(start, taken, "")
            if rest:
                end = _period_end(start, rest, tzid, found, context) or end
            made.append((start, end))
    return made[:MAX_DATES]


def timed_additions(given: list[Property], component: Component, context: Context) -> list[When]:
    """RDATEs with a time in a series of whole days: occurrences of their own."""
    taken = length(component.text("DURATION")) or timedelta(0)
    taken = taken if timedelta(0) < taken < DAY else timedelta(hours=1)
    found = []
    for each in given:
        for text in plain_value(each).split(",")[:MAX_DATES]:
            begin = reckoned(text.strip().partition("/")[0])
            if begin is not None and not begin.whole_day:
                zone = zone_of(each, begin, context, series=False)
                start = in_zone(begin, zone)
                found.append(When(start, added(start, taken, zone), zone, all_day=False))
    return found


def _moved(each: Moment, tzid: str, found: When, context: Context) -> datetime:
    if found.all_day:
        return datetime.combine(each.at.date(), datetime.min.time())
    if each.whole_day:
        return datetime.combine(each.at.date(), found.start.time())
    if each.utc:
        return in_zone(each, found.zone)
    return rezoned(each.at, context.zones.named(tzid) if tzid else found.zone, found.zone)


def _period_end(
    start: datetime, rest: str, tzid: str, found: When, context: Context
) -> datetime | None:
    taken = length(rest)
    if taken is not None:
        return added(start, taken, found.zone)
    last = reckoned(rest)
    return _moved(last, tzid, found, context) if last else None
