"""Whether a time is free, and if not, for whom and why. Pure: times are minutes since 1970 in UTC.

What is occupied is half-open and holds the buffers: an appointment with 15 minutes before and 10
after that lasts from 10:00 to 11:00 occupies 9:45 to 11:10, and two of them clash when these meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from app.models.calendar.intervals import Span, meets
from app.models.calendar.travel import NOWHERE, Place

EPOCH = datetime(1970, 1, 1)
MINUTE = timedelta(minutes=1)

DEFAULT_RULES: Mapping[str, str] = {
    "staff": "hard", "resource": "hard", "contact": "soft", "all_day": "soft", "hours": "soft",
    "leave": "hard", "closed": "soft", "lunch": "soft", "notice": "soft", "day_full": "soft",
    "travel": "soft",
}  # fmt: skip
"""Which kinds of clash keep an appointment from being booked without a reason (hard), and which
only warn (soft); a business may choose otherwise. ``off`` says nothing at all."""
MOST_TOLD = 50


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that speaks against a time. ``with_id`` is the other appointment, or 0."""

    kind: str
    text: str
    with_id: int = 0
    hard: bool = False
    start_at: str = ""


@dataclass(frozen=True, slots=True)
class Busy:
    """One occurrence of an appointment, in minutes since 1970 (UTC), and who is in it.

    ``start_at`` is its wall time in the book's zone, for sentences.
    """

    start: int
    end: int
    before: int = 0
    after: int = 0
    staff: frozenset[int] = frozenset()
    resources: frozenset[int] = frozenset()
    contacts: frozenset[int] = frozenset()
    title: str = ""
    row_id: int = 0
    all_day: bool = False
    start_at: str = ""
    place: Place = NOWHERE

    @property
    def occupied(self) -> Span:
        """Its time with the buffers, half-open."""
        return (self.start - self.before, self.end + self.after)

    def shares(self, other: Busy) -> bool:
        """Whether anybody or anything is in both."""
        return bool(
            self.staff & other.staff
            or self.resources & other.resources
            or self.contacts & other.contacts
        )


OWNER: Final = 0
"""Who goes where nobody was ever named: the one person of a business without a team."""


@dataclass(frozen=True, slots=True)
class Names:
    """How people and things are called in sentences."""

    staff: Mapping[int, str] = field(default_factory=dict)
    resources: Mapping[int, str] = field(default_factory=dict)
    contacts: Mapping[int, str] = field(default_factory=dict)


def minutes(moment: datetime) -> int:
    """A UTC moment (naive) in minutes since 1970."""
    return (moment - EPOCH) // MINUTE


def overlaps(new: Busy, others: Iterable[Busy]) -> list[tuple[str, int, Busy]]:
    """Who or what is wanted twice: (kind, id, the other); an appointment never meets itself."""
    found = []
    for other in others:
        if (other.row_id and other.row_id == new.row_id) or not meets(new.occupied, other.occupied):
            continue
        whole_day = other.all_day or new.all_day
        for kind, mine, theirs in (
            ("staff", new.staff, other.staff),
            ("resource", new.resources, other.resources),
            ("contact", new.contacts, other.contacts),
        ):
            said = "all_day" if whole_day and kind != "resource" else kind
            found += [(said, one, other) for one in sorted(mine & theirs)]
    return found


def overlap_sentence(kind: str, one: int, other: Busy, names: Names, said_at: str) -> str:
    """“Tom is busy: Site visit, Tue 24 Nov 10:30”; ``said_at`` is when, in words."""
    if one == OWNER:
        day = "that day " if kind == "all_day" else ""
        return f"You have “{other.title}” {day}already, {said_at}."
    for known in (names.staff, names.resources, names.contacts):
        if one in known:
            name = known[one]
            break
    else:
        name = "Somebody"
    if kind == "all_day":
        return f"{name} has “{other.title}” that day ({said_at})."
    if kind == "resource":
        return f"{name} is taken: “{other.title}”, {said_at}."
    if kind == "contact":
        return f"{name} already has “{other.title}”, {said_at}."
    return f"{name} is busy: “{other.title}”, {said_at}."


def judged(clashes: Sequence[Clash], rules: Mapping[str, str]) -> list[Clash]:
    """The clashes that the rules of the business want said, the hard ones first."""
    found = []
    for clash in clashes:
        rule = rules.get(clash.kind, DEFAULT_RULES.get(clash.kind, "soft"))
        if rule != "off":
            found.append(
                Clash(clash.kind, clash.text, clash.with_id, rule == "hard", clash.start_at)
            )
    found.sort(key=lambda clash: not clash.hard)
    return found[:MOST_TOLD]
