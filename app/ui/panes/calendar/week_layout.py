"""Where events stand in a grid of columns. Pure: no Qt, no pixels; minutes of wall time only.

A column is a day, or the day of one person, room or thing.

Spans are half-open: an event that ends at 10:00 stands below one that begins then, not beside it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

DAY_MINUTES = 1440
SNAP = 15
SHORTEST = 30
"""An event takes at least this many minutes of room, so that its title can be read."""


EventKey = tuple[int, str]
"""What names an event on view: the appointment, and of a series the wall start of the one meant."""
NO_EVENT: EventKey = (0, "")
Owner = tuple[str, int]
"""Whose column it is: ``("staff", id)`` or ``("resource", id)``; ``("staff", 0)`` is nobody yet."""
NOBODY: Owner = ("staff", 0)


@dataclass(frozen=True, slots=True)
class Event:
    """An appointment as a calendar shows it; ``kind`` is a colour category.

    ``start`` and ``end`` are wall times without a zone; all-day events end at the midnight after
    their last day. ``before`` and ``after`` are the minutes of buffer around it. ``occurrence``
    names one of a series; ``anyway`` is the reason it was booked over a clash; ``who`` goes, and
    ``rooms`` are taken, in words.
    """

    id: int
    title: str
    start: datetime
    end: datetime
    line: str = ""
    all_day: bool = False
    kind: str = "evergreen"
    status: str = "confirmed"
    place: str = ""
    occurrence: str = ""
    repeats: bool = False
    changed: bool = False
    before: int = 0
    after: int = 0
    owners: frozenset[Owner] = frozenset()
    private: bool = False
    anyway: str = ""
    unsettled: bool = False
    who: str = ""
    rooms: str = ""
    kind_name: str = ""

    @property
    def key(self) -> EventKey:
        """What names it among the events on view."""
        return self.id, self.occurrence


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a day, of everybody or of one owner with name, colour category and initials."""

    day: date
    owner: Owner | None = None
    name: str = ""
    colour: str = "slate"
    letters: str = ""

    def takes(self, event: Event) -> bool:
        """Whether an event belongs to whoever the column is for."""
        if self.owner is None:
            return True
        if self.owner == NOBODY:
            return not any(kind == "staff" for kind, _ in event.owners)
        return self.owner in event.owners


def day_columns(first: date, days: int) -> tuple[Column, ...]:
    """One column a day, for everybody."""
    return tuple(Column(first + timedelta(days=number)) for number in range(days))


def runs(columns: Sequence[Column]) -> list[tuple[int, int]]:
    """Columns of one owner on days in a row, as (first column, how many)."""
    found: list[tuple[int, int]] = []
    for place, column in enumerate(columns):
        before = columns[place - 1] if place else None
        follows = before is not None and before.owner == column.owner
        if follows and before is not None and column.day - before.day == timedelta(days=1):
            start, count = found[-1]
            found[-1] = (start, count + 1)
        else:
            found.append((place, 1))
    return found


def column_blocks(events: Sequence[Event], columns: Sequence[Column]) -> list[Block]:
    """The timed events of each column, overlaps side by side."""
    found = []
    for start, count in runs(columns):
        head = columns[start]
        mine = [event for event in events if head.takes(event)]
        found += [replace(one, day=one.day + start) for one in blocks(mine, head.day, count)]
    return found


def column_strips(events: Sequence[Event], columns: Sequence[Column]) -> list[Strip]:
    """The whole-day events of each column."""
    found = []
    for start, count in runs(columns):
        head = columns[start]
        mine = [event for event in events if head.takes(event)]
        found += [
            replace(one, first_day=one.first_day + start, last_day=one.last_day + start)
            for one in strips(mine, head.day, count)
        ]
    return found


@dataclass(frozen=True, slots=True)
class Block:
    """The part of an event in one column: minutes ``first`` to ``last``, in lanes of equal width.

    It begins in ``lane`` of ``lanes`` and is ``span`` lanes wide.
    """

    event: Event
    day: int
    first: int
    last: int
    lane: int
    lanes: int
    span: int
    ends_here: bool
    begins_here: bool = True


@dataclass(frozen=True, slots=True)
class Strip:
    """An event of whole days: from one column to another, in a lane of the all-day strip."""

    event: Event
    first_day: int
    last_day: int
    lane: int
    from_before: bool
    goes_on: bool


def in_strip(event: Event) -> bool:
    """Whether an event stands above the hours: whole days, and what lasts a day or longer."""
    return event.all_day or event.end - event.start >= timedelta(days=1)


def blocks(events: Iterable[Event], first: date, days: int) -> list[Block]:
    """The timed events of ``days`` days from ``first``, overlaps side by side."""
    columns: list[list[Part]] = [[] for _ in range(days)]
    for event in events:
        if not in_strip(event):
            for day, part in _parts(event, first, days):
                columns[day].append(part)
    return [block for day, parts in enumerate(columns) for block in _side_by_side(day, parts)]


@dataclass(frozen=True, slots=True)
class Part:
    """What of an event lies in one day: from minute ``low`` to ``high``."""

    low: int
    high: int
    event: Event
    begins: bool
    ends: bool


def _parts(event: Event, first: date, days: int) -> Iterable[tuple[int, Part]]:
    origin = datetime(first.year, first.month, first.day)
    start = _minutes(event.start - origin)
    end = max(_minutes(event.end - origin), start + 1)
    for day in range(max(start // DAY_MINUTES, 0), min((end - 1) // DAY_MINUTES, days - 1) + 1):
        base = day * DAY_MINUTES
        low, high = max(start - base, 0), min(end - base, DAY_MINUTES)
        yield day, Part(low, high, event, start >= base, end - base <= DAY_MINUTES)


def _minutes(span: timedelta) -> int:
    return span.days * DAY_MINUTES + span.seconds // 60


def _room(part: Part) -> tuple[int, int]:
    """The minutes a part fills, short ones stretched; late in the day they stretch upwards."""
    low, high = part.low, max(part.high, part.low + SHORTEST)
    if high > DAY_MINUTES:
        return min(low, DAY_MINUTES - SHORTEST), DAY_MINUTES
    return low, high


def _side_by_side(day: int, parts: list[Part]) -> list[Block]:
    parts.sort(key=lambda part: (_room(part)[0], -_room(part)[1], part.event.key))
    found: list[Block] = []
    group: list[tuple[Part, int]] = []
    ends: list[int] = []
    reach = 0
    for part in parts:
        low, high = _room(part)
        if group and low >= reach:
            found += _grouped(day, group, len(ends))
            group, ends = [], []
        lane = next((number for number, end in enumerate(ends) if end <= low), len(ends))
        ends[lane : lane + 1] = [high]
        group.append((part, lane))
        reach = max(reach, high) if len(group) > 1 else high
    return found + _grouped(day, group, len(ends))


def _grouped(day: int, group: list[tuple[Part, int]], lanes: int) -> list[Block]:
    rooms: list[list[tuple[int, int]]] = [[] for _ in range(lanes)]
    for part, lane in group:
        rooms[lane].append(_room(part))
    found = []
    for part, lane in group:
        low, high = _room(part)
        span = 1
        while lane + span < lanes and _is_free(rooms[lane + span], low, high):
            span += 1
        found.append(Block(part.event, day, low, high, lane, lanes, span, part.ends, part.begins))
    return found


def _is_free(rooms: list[tuple[int, int]], low: int, high: int) -> bool:
    """Whether nothing of a lane, whose rooms follow each other, lies between two minutes."""
    before = bisect_left(rooms, (high, -1))
    return before == 0 or rooms[before - 1][1] <= low


def strips(events: Iterable[Event], first: date, days: int) -> list[Strip]:
    """The whole-day events that meet the days, longest first in the lowest free lane."""
    spans = []
    for event in events:
        if not in_strip(event):
            continue
        start = (event.start.date() - first).days
        end = (event.end - timedelta(minutes=1)).date()
        last = max((end - first).days, start)
        if last >= 0 and start < days:
            spans.append((start, last, event))
    spans.sort(key=lambda one: (one[0], -one[1], one[2].key))
    ends: list[int] = []
    found = []
    for start, last, event in spans:
        lane = next((number for number, end in enumerate(ends) if end < start), len(ends))
        ends[lane : lane + 1] = [last]
        found.append(
            Strip(event, max(start, 0), min(last, days - 1), lane, start < 0, last >= days)
        )
    return found


def lane_count(found: Sequence[Strip]) -> int:
    """How many lanes the strip needs; one at least."""
    return max((strip.lane + 1 for strip in found), default=1)


def snapped(minutes: float) -> int:
    """The nearest quarter of an hour."""
    return int(minutes / SNAP + 0.5) * SNAP if minutes >= 0 else -snapped(-minutes)


def snapped_down(minutes: float) -> int:
    """The quarter of an hour that a minute lies in."""
    return int(minutes // SNAP) * SNAP


def moved(event: Event, days: int, minutes: int) -> tuple[datetime, datetime]:
    """The event so many days and minutes later; it keeps its length in wall time."""
    shift = timedelta(days=days) if event.all_day else timedelta(days=days, minutes=minutes)
    return event.start + shift, event.end + shift


def stretched(event: Event, minutes: int, *, early: bool = False) -> tuple[datetime, datetime]:
    """The event that many minutes longer at its end, or with ``early`` later at its beginning.

    Never shorter than a quarter of an hour; whole-day events change by whole days.
    """
    least = timedelta(days=1) if event.all_day else timedelta(minutes=SNAP)
    by = timedelta(days=round(minutes / DAY_MINUTES)) if event.all_day else None
    change = timedelta(minutes=minutes) if by is None else by
    if early:
        return min(event.start + change, event.end - least), event.end
    return event.start, max(event.end + change, event.start + least)


def spanned(day: date, one: float, other: float) -> tuple[datetime, datetime]:
    """The span drawn between two minutes of a day, on whole quarters, one quarter at least."""
    low, high = sorted((one, other))
    # A press a hair above a line means the line.
    first = min(snapped_down(low + 2), DAY_MINUTES - SNAP)
    last = max(min(snapped(high), DAY_MINUTES), first + SNAP)
    midnight = datetime(day.year, day.month, day.day)
    return midnight + timedelta(minutes=first), midnight + timedelta(minutes=last)


def week_start(day: date, first_weekday: int = 0) -> date:
    """The first day of the week a day lies in; 0 is Monday."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)
