"""A time kept for somebody: wall time and zone are what counts, UTC is derived (rule R43)."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.calendar.recurrence import check_rule, read_walls
from app.models.errors import Problem
from app.storage.wall_time import (
    moved_from_gap,
    parse_wall,
    to_utc,
    wall_after,
    zone_of,
)

__all__ = [
    "ENDED",
    "KINDS",
    "STATUSES",
    "Appointment",
    "moved_from_gap",
    "parse_wall",
    "to_utc",
    "wall_after",
    "zone_of",
]

KINDS = {
    "meeting": ("Meeting", "evergreen", 45),
    "visit": ("Site visit", "violet", 60),
    "install": ("Install", "brick", 240),
    "care": ("Care round", "sky", 90),
    "call": ("Call", "blue", 20),
    "office": ("Office", "slate", 60),
}
"""Kind: how it is called, its colour category, its usual length in minutes. A business that wants
others keeps them in its book (``operations/appointment_kinds``)."""

STATUSES = {
    "tentative": "Tentative",
    "confirmed": "Planned",
    "arrived": "Arrived",
    "held": "Held",
    "no-show": "Did not come",
    "cancelled": "Cancelled",
}
ENDED = ("held", "no-show", "cancelled")
"""Statuses after which nothing is left to ask."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """From ``start_at`` to ``end_at`` in wall time (``2026-11-19T10:30``) of ``zone`` (IANA).

    All-day appointments hold dates, the end being the day after the last one, and no zone.
    Intervals are half-open: one that ends at 10:00 does not meet one that begins then.

    A series is one row with ``rrule`` (RFC 5545) or ``rdates``; ``rdates`` and ``exdates`` are
    JSON lists of wall times or dates, empty text for none. An occurrence that was changed is a row
    of its own with ``series_id`` and ``recurrence_id``, the wall time that the rule had named.
    ``before_minutes`` and ``after_minutes`` belong to the occupied time. ``reminder_minutes`` of
    -1 means as the settings say. ``free`` leaves the time open for others, as birthdays do.
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
    rrule: str = ""
    rdates: str = ""
    exdates: str = ""
    series_id: int | None = None
    recurrence_id: str = ""
    before_minutes: int = 0
    after_minutes: int = 0
    private: int = 0
    place_postcode: str = ""
    place_country: str = ""
    bring: str = ""
    cancelled_by: str = ""
    cancelled_at: str = ""
    cancel_reason: str = ""
    arrived_at: str = ""
    rescheduled_from_id: int | None = None
    anyway_reason: str = ""
    anyway_clash: str = ""
    reminder_minutes: int = -1
    free: int = 0
    sequence: int = 0
    extra: str = ""

    @property
    def is_series(self) -> bool:
        """Whether it comes more than once."""
        return bool(self.rrule or read_walls(self.rdates))

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
        if not 1900 <= start.year <= 2200:
            found.append(Problem("start_at", "Appointments are kept from 1900 to 2200."))
        if not self.all_day and zone_of(self.zone) is None:
            found.append(Problem("zone", f"There is no time zone called {self.zone}."))
        if min(self.before_minutes, self.after_minutes) < 0:
            found.append(Problem("before_minutes", "Minutes before and after cannot be below 0."))
        refused = check_rule(self.rrule)
        if refused:
            found.append(Problem("rrule", refused))
        return found
