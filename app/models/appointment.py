"""A time kept for somebody: wall time and zone are what counts, UTC is derived (rule R43)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.models.errors import Problem

KINDS = {
    "meeting": ("Meeting", "evergreen", 45),
    "visit": ("Site visit", "violet", 60),
    "install": ("Install", "brick", 240),
    "care": ("Care round", "sky", 90),
    "call": ("Call", "blue", 20),
    "office": ("Office", "slate", 60),
}
"""Kind: how it is called, its colour category, its usual length in minutes."""

STATUSES = {
    "tentative": "Tentative",
    "confirmed": "Planned",
    "held": "Held",
    "no-show": "Did not come",
    "cancelled": "Cancelled",
}


@dataclass(frozen=True, slots=True)
class Appointment:
    """From ``start_at`` to ``end_at`` in wall time (``2026-11-19T10:30``) of ``zone`` (IANA).

    All-day appointments hold dates, the end being the day after the last one, and no zone.
    Intervals are half-open: one that ends at 10:00 does not meet one that begins then.
    """

    id: int = 0
    title: str = ""
    kind: str = "meeting"
    start_at: str = ""
    end_at: str = ""
    zone: str = "Europe/London"
    all_day: int = 0
    status: str = "confirmed"
    place: str = ""
    note: str = ""
    account_id: int | None = None
    deal_id: int | None = None

    def problems(self) -> list[Problem]:
        """What keeps this from being booked."""
        found = []
        if not self.title.strip():
            found.append(Problem("title", "Say what the appointment is."))
        try:
            start, end = parse_wall(self.start_at), parse_wall(self.end_at)
        except ValueError:
            return [*found, Problem("start_at", "That is no day and time.")]
        if end <= start:
            found.append(Problem("end_at", "This appointment ends before it begins."))
        if not self.all_day and zone_of(self.zone) is None:
            found.append(Problem("zone", f"There is no time zone called {self.zone}."))
        return found


def zone_of(name: str) -> ZoneInfo | None:
    """The time zone of that name, or ``None``."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def parse_wall(text: str) -> datetime:
    """A wall time or a date (as its midnight); raises ``ValueError``."""
    if len(text) == 10:
        day = date.fromisoformat(text)
        return datetime(day.year, day.month, day.day)
    if text[11:13] == "24":
        return parse_wall(text[:10]) + timedelta(days=1)
    return datetime.fromisoformat(text)


def to_utc(wall: str, zone: str) -> str:
    """The UTC minute of a wall time, as sortable text; a missing hour moves forward."""
    info = zone_of(zone)
    moment = parse_wall(wall)
    if info is None:
        return moment.strftime("%Y-%m-%dT%H:%M")
    utc = moment.replace(tzinfo=info).astimezone(UTC)
    return utc.strftime("%Y-%m-%dT%H:%M")


def is_missing(wall: str, zone: str) -> bool:
    """Whether the clocks jump over that wall time, so that it does not exist."""
    info = zone_of(zone)
    if info is None:
        return False
    moment = parse_wall(wall).replace(tzinfo=info)
    back = moment.astimezone(UTC).astimezone(info)
    return back.replace(tzinfo=None) != moment.replace(tzinfo=None)


def moved_from_gap(wall: str, zone: str) -> str:
    """The same wall time, or the first that exists after a jump of the clocks."""
    if not is_missing(wall, zone):
        return wall
    info = zone_of(zone)
    moment = parse_wall(wall).replace(tzinfo=info)
    return moment.astimezone(UTC).astimezone(info).strftime("%Y-%m-%dT%H:%M")
