"""Wall time, zones and UTC as text: ``2026-11-19T10:30``, or a date for whole days (rule R43)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def zone_of(name: str) -> ZoneInfo | None:
    """The time zone of that name, or ``None``."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@lru_cache(maxsize=4096)
def parse_wall(text: str) -> datetime:
    """A wall time or a date (as its midnight); raises ``ValueError``."""
    if len(text) == 10:
        day = date.fromisoformat(text)
        return datetime(day.year, day.month, day.day)
    if text[11:13] == "24":
        return parse_wall(text[:10]) + timedelta(days=1)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        message = "a wall time has no offset of its own"
        raise ValueError(message)
    return moment


def wall_text(moment: datetime, *, all_day: bool = False) -> str:
    """A wall time in the book's form; minutes, or seconds where there are any."""
    if all_day:
        return moment.strftime("%Y-%m-%d") if moment.year > 999 else moment.date().isoformat()
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")[:19]


def to_utc(wall: str, zone: str) -> str:
    """The UTC minute of a wall time, as sortable text; a missing hour moves forward.

    An hour that comes twice means its first coming. Without a zone the wall time itself.
    """
    info = zone_of(zone)
    moment = parse_wall(wall)
    if info is None:
        return moment.isoformat(timespec="minutes")
    utc = moment.replace(tzinfo=info).astimezone(UTC)
    return utc.replace(tzinfo=None).isoformat(timespec="minutes")


def instant(moment: datetime, info: ZoneInfo | None) -> datetime:
    """The UTC moment (naive) of a wall time; without a zone the wall time itself."""
    if info is None:
        return moment
    return moment.replace(tzinfo=info).astimezone(UTC).replace(tzinfo=None)


def wall_in(moment: datetime, info: ZoneInfo | None) -> datetime:
    """The wall time (naive) of a UTC moment (naive)."""
    if info is None:
        return moment
    try:
        return moment.replace(tzinfo=UTC).astimezone(info).replace(tzinfo=None)
    except OverflowError:
        # The last hours of the year 9999, which some programs write for "until cancelled"
        return moment


def shifted(wall: str, from_zone: str, into_zone: str) -> str:
    """The wall time that clocks of another zone show at the same moment; dates stay as they are."""
    if len(wall) == 10 or from_zone == into_zone or not from_zone or not into_zone:
        return wall
    moment = instant(parse_wall(wall), zone_of(from_zone))
    return wall_text(wall_in(moment, zone_of(into_zone)))


def moved_from_gap(wall: str, zone: str) -> str:
    """The same wall time, or the same moment after a jump of the clocks (02:30 becomes 03:30)."""
    info = zone_of(zone)
    if info is None or len(wall) == 10:
        return wall
    moment = parse_wall(wall)
    there = after_gap(moment, info)
    return wall if there == moment else wall_text(there)


def after_gap(moment: datetime, info: ZoneInfo | None) -> datetime:
    """A wall time that exists: the one given, or as much later as the clocks jump."""
    if info is None:
        return moment
    aware = moment.replace(tzinfo=info)
    # Both folds have the same offset except in a gap or a doubled hour: those are looked at.
    if aware.utcoffset() == aware.replace(fold=1).utcoffset():
        return moment
    return wall_in(instant(moment, info), info)


def lasting(start: datetime, end: datetime, info: ZoneInfo | None) -> timedelta:
    """How long it really is from one wall time to another, whatever the clocks do in between.

    A start that the clocks jump over is taken to move to a time that exists, its end with it.
    """
    if after_gap(start, info) != start:
        return end - start
    return instant(end, info) - instant(start, info)


def wall_after(begin: datetime, length: timedelta, info: ZoneInfo | None) -> datetime:
    """The wall time at which is over what begins then and really lasts so long.

    Three hours over the change in spring end four hours later by the clock. The second coming of
    a doubled hour has no wall time of its own (R43): what ends in it ends at the end of that hour.
    """
    if info is None:
        return begin + length
    moment = begin.replace(tzinfo=info).astimezone(UTC) + length
    while (end := moment.astimezone(info)).fold:
        moment += MINUTE
    return end.replace(tzinfo=None)


def over_at(start_at: str, minutes: int, zone: str) -> str:
    """When something of so many real minutes is over that begins at a wall time of a zone.

    A start that the clocks jump over moves forward first, as it will when it is kept.
    """
    info = zone_of(zone)
    begin = after_gap(parse_wall(start_at), info)
    return wall_text(wall_after(begin, timedelta(minutes=minutes), info))


@lru_cache(maxsize=1)
def tz_version() -> str:
    """The version of the zone data in use, such as ``2026a``."""
    from importlib import import_module

    try:
        return str(import_module("tzdata").IANA_VERSION)
    except (ImportError, AttributeError):
        return ""
