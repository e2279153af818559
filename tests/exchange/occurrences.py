"""What a calendar comes to: its entries told occurrence by occurrence, to compare with others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import takewhile
from typing import NamedTuple

from app.models.calendar_entry import CalendarEntry
from app.storage.recurring import last_start, parse_rule
from app.storage.recurring_days import starts
from app.storage.wall_time import parse_wall


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
        if entry.kind != "event" or not entry.start:
            continue
        start, end = parse_wall(entry.start), parse_wall(entry.end)
        gone = {parse_wall(text) for text in entry.exdates}
        if not entry.recurrence:
            gone |= {parse_wall(text) for text in changed[entry.uid]}
        for at in sorted({*_starts(entry, start, last)} - gone):
            if at < last:
                yield Occurrence(at, at + (end - start), entry)


def _starts(entry: CalendarEntry, start: datetime, last: datetime) -> Iterator[datetime]:
    yield start
    yield from map(parse_wall, entry.rdates)
    if entry.rule:
        rule = parse_rule(entry.rule)
        until = last_start(rule, entry.zone, all_day=entry.all_day)
        first = start
        # A span at a time, as a calendar asks: each has its own cap of time
        while first < last and first <= until:
            end = min(first + timedelta(days=366 * 25), last)
            yield from takewhile(lambda at: at <= until, starts(rule, start, first, end))
            first = end
