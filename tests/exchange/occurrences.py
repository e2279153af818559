"""What a calendar comes to: its entries told occurrence by occurrence, to compare with others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from app.models.calendar.calendar_entry import CalendarEntry
from app.models.calendar.recurrence import ENDLESS, series_end, walls_text
from app.models.calendar.recurrence import occurrences as expanded
from app.storage.wall_time import parse_wall

_MORE = timedelta(days=2)


class Occurrence(NamedTuple):
    """One time of an entry, in wall time of its zone."""

    start: datetime
    end: datetime
    entry: CalendarEntry


def occurrences(
    entries: tuple[CalendarEntry, ...] | list[CalendarEntry], last: datetime
) -> Iterator[Occurrence]:
    """Every occurrence of the events that begins before `last`."""
    changed: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.recurrence:
            changed[entry.uid].add(entry.recurrence)
    for entry in entries:
        if entry.kind == "event" and entry.start:
            gone = set() if entry.recurrence else changed[entry.uid]
            yield from _of(entry, gone, last)


def _of(entry: CalendarEntry, gone: set[str], last: datetime) -> Iterator[Occurrence]:
    """A span of years at a time, as a calendar asks: each has its own cap of time."""
    first = parse_wall(entry.start)
    ends = series_end(entry.start, entry.end, rrule=entry.rule, rdates=walls_text(entry.rdates))
    until = last if ends == ENDLESS else min(last, parse_wall(ends or entry.end) + _MORE)
    earliest = min([entry.start, *entry.rdates])
    first = min(first, parse_wall(earliest))
    while first < until:
        span = min(first + timedelta(days=366 * 8), until)
        for each in expanded(
            entry.start, entry.end, first=first.isoformat(), last=span.isoformat(),
            rrule=entry.rule, rdates=walls_text(entry.rdates), exdates=walls_text(entry.exdates),
            zone=entry.zone,
        ):  # fmt: skip
            start = parse_wall(each.start_at)
            # One that reaches over from the span before was told there
            if each.key not in gone and first <= start < last:
                yield Occurrence(start, parse_wall(each.end_at), entry)
        first = span
