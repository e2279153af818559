"""More events at once than can be read side by side: the first ones, and a tile for the rest. Pure.

Spans are those of the layout: minutes of a column, half-open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from app.ui.panes.calendar.week_layout import (
    DAY_MINUTES,
    Block,
    Column,
    Event,
    EventKey,
    Strip,
    column_blocks,
    column_strips,
)

NARROWEST, COMFORTABLE, FEW = 42, 84, 5
"""A lane is at least so many pixels wide where there are few of them, and where there are more."""
MOST_LANES = 6
"""How many lines of whole days there are."""
_CROWD_ID = -2


@dataclass(frozen=True, slots=True)
class Crowd:
    """Events of one column without room of their own, in the last lane from ``first`` to ``last``.

    ``strip`` says that they are of whole days.
    """

    day: int
    first: int
    last: int
    lane: int
    lanes: int
    events: tuple[Event, ...]
    strip: bool = False
    span: int = 1

    @property
    def key(self) -> EventKey:
        """What names it among the things that can be chosen."""
        return _CROWD_ID, f"{self.day}/{self.first}/{int(self.strip)}"

    @property
    def first_day(self) -> int:
        """The only column it stands in."""
        return self.day

    @property
    def last_day(self) -> int:
        """The only column it stands in."""
        return self.day

    def holds(self, key: EventKey) -> bool:
        """Whether an event is one of them."""
        return any(event.key == key for event in self.events)

    def stop(self, column: Column) -> Event:
        """It as something the keyboard can stop at: its span, and how many there are."""
        midnight = datetime.combine(column.day, time())
        start, end = (midnight + timedelta(minutes=one) for one in (self.first, self.last))
        return Event(
            _CROWD_ID, f"{len(self.events)} more", start, end, all_day=self.strip,
            occurrence=self.key[1],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """Where everything of some columns stands: all of it, and what there is room for.

    ``stops`` is what the keyboard stops at: the events that are seen, and the tiles of the others.
    """

    events: tuple[Event, ...] = ()
    columns: tuple[Column, ...] = ()
    all_blocks: tuple[Block, ...] = ()
    all_strips: tuple[Strip, ...] = ()
    blocks: tuple[Block, ...] = ()
    strips: tuple[Strip, ...] = ()
    crowds: tuple[Crowd, ...] = ()
    stops: tuple[Event, ...] = ()

    def crowd_of(self, key: EventKey) -> Crowd | None:
        """The tile of that key, or the one that an event is behind."""
        return next((one for one in self.crowds if one.key == key or one.holds(key)), None)

    def events_of(self, key: EventKey) -> list[Event]:
        """What happens in the column and time of a tile, seen or not."""
        crowd = self.crowd_of(key)
        if crowd is None:
            return []
        if crowd.strip:
            return [one.event for one in self.all_strips
                    if one.first_day <= crowd.day <= one.last_day]  # fmt: skip
        return [
            one.event for one in self.all_blocks
            if one.day == crowd.day and one.first < crowd.last and crowd.first < one.last
        ]  # fmt: skip


def place(events: Sequence[Event], columns: Sequence[Column]) -> Placed:
    """Lay events out as if there were room for all; `fit` says what of it can be read."""
    return Placed(
        tuple(events), tuple(columns),
        tuple(column_blocks(events, columns)), tuple(column_strips(events, columns)),
    )  # fmt: skip


def fit(placed: Placed, width: float) -> Placed:
    """What can be read in columns of ``width`` pixels."""
    blocks, crowds = crowded(placed.all_blocks, most_lanes(width))
    strips, more = crowded_strips(placed.all_strips, MOST_LANES)
    seen = {one.event.key for one in (*blocks, *strips)}
    tiles = (one.stop(placed.columns[one.day]) for one in (*crowds, *more))
    return replace(
        placed, blocks=tuple(blocks), strips=tuple(strips), crowds=(*crowds, *more),
        stops=(*(one for one in placed.events if one.key in seen), *tiles),
    )  # fmt: skip


def is_crowd(key: EventKey) -> bool:
    """Whether a key names a tile of several events rather than an event."""
    return key[0] == _CROWD_ID


def most_lanes(width: float) -> int:
    """How many events can be read side by side in a column of that many pixels; two at least."""
    few = int(width // NARROWEST)
    return max(few if few <= FEW else max(FEW, int(width // COMFORTABLE)), 2)


def crowded(blocks: Iterable[Block], most: int) -> tuple[list[Block], list[Crowd]]:
    """The blocks that have room in ``most`` lanes, and the crowds of the others."""
    shown: list[Block] = []
    crowds: list[Crowd] = []
    for group in _groups(blocks):
        if group[0].lanes <= most:
            shown += group
            continue
        kept = [one for one in group if one.lane < most - 1]
        hidden = [one for one in group if one.lane >= most - 1]
        made = _crowds(hidden, most)
        # One alone takes no more room than the tile that would stand for it.
        alone = {one.events[0].key for one in made if len(one.events) == 1}
        crowds += [one for one in made if len(one.events) > 1]
        shown += [replace(one, lanes=most, span=_span(one, kept, made)) for one in kept]
        shown += [replace(one, lane=most - 1, lanes=most, span=1)
                  for one in hidden if one.event.key in alone]  # fmt: skip
    return shown, crowds


def _groups(blocks: Iterable[Block]) -> Iterable[list[Block]]:
    """Blocks that share their lanes: those of a column whose spans hang together."""
    group: list[Block] = []
    reach = 0
    for one in sorted(blocks, key=lambda block: (block.day, block.first, block.lane)):
        if group and (one.day != group[0].day or one.first >= reach):
            yield group
            group, reach = [], 0
        group.append(one)
        reach = max(reach, one.last)
    if group:
        yield group


def _crowds(hidden: Sequence[Block], most: int) -> list[Crowd]:
    found: list[Crowd] = []
    for one in sorted(hidden, key=lambda block: (block.first, block.lane)):
        last = found[-1] if found else None
        if last is not None and one.first < last.last:
            found[-1] = replace(
                last, last=max(last.last, one.last), events=(*last.events, one.event)
            )
        else:
            found.append(Crowd(one.day, one.first, one.last, most - 1, most, (one.event,)))
    return found


def _span(block: Block, kept: Sequence[Block], crowds: Sequence[Crowd]) -> int:
    """How many lanes a block may take: up to the next one that somebody stands in meanwhile."""
    rivals = [
        one.lane
        for one in (*kept, *crowds)
        if one.lane > block.lane and one.first < block.last and block.first < one.last
    ]
    lanes = crowds[0].lanes if crowds else block.lanes
    return min(rivals, default=lanes) - block.lane


def crowded_strips(strips: Sequence[Strip], most: int) -> tuple[list[Strip], list[Crowd]]:
    """The same for events of whole days: the last line says how many more a column has."""
    if all(strip.lane < most for strip in strips):
        return list(strips), []
    by_day: dict[int, list[Event]] = {}
    for strip in strips:
        if strip.lane >= most - 1:
            for day in range(strip.first_day, strip.last_day + 1):
                by_day.setdefault(day, []).append(strip.event)
    crowds = [
        Crowd(day, 0, DAY_MINUTES, most - 1, most, tuple(events), strip=True)
        for day, events in sorted(by_day.items())
    ]
    return [strip for strip in strips if strip.lane < most - 1], crowds
