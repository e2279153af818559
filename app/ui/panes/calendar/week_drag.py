"""One drag in the grid of columns: what is held, where it would land. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from app.ui.panes.calendar.week_geometry import WeekGeometry
from app.ui.panes.calendar.week_layout import (
    NO_EVENT,
    NOBODY,
    Column,
    Event,
    EventKey,
    Owner,
    in_strip,
    moved,
    snapped,
    spanned,
    stretched,
)

THRESHOLD = 5
"""Pixels the pointer must move before a press is a drag."""
Kind = Literal["draw", "move", "copy", "end", "begin"]
"""``end`` and ``begin`` stretch that edge of an event."""


@dataclass(frozen=True, slots=True)
class Landing:
    """Where an event was dropped, in wall time; ``given`` is old and new owner if they differ."""

    key: EventKey
    start: datetime
    end: datetime
    copy: bool = False
    given: tuple[Owner, Owner] | None = None


class Drag:
    """From a press to a release. Points are in the view's pixels, x from the reading edge."""

    def __init__(
        self,
        kind: Kind,
        geometry: WeekGeometry,
        columns: Sequence[Column],
        x: float,
        y: float,
        event: Event | None,
    ) -> None:
        self.kind, self.event = kind, event
        self.under_way = False
        self.whole_days = in_strip(event) if event is not None else y < geometry.top
        self._columns = columns
        self._from = self._to = (geometry.day_at(x), geometry.minute_at(y))
        self._pressed = (x, y)

    def follow(self, x: float, y: float, geometry: WeekGeometry) -> None:
        """The pointer is here now."""
        self._to = (geometry.day_at(x), geometry.minute_at(y))
        far = max(abs(x - self._pressed[0]), abs(y - self._pressed[1]))
        self.under_way = self.under_way or far >= THRESHOLD

    @property
    def owner(self) -> Owner | None:
        """Whose column a span is drawn in."""
        return self._columns[self._from[0]].owner

    def result(self) -> tuple[datetime, datetime]:
        """Where it would land: start and end in wall time."""
        days = (self._columns[self._to[0]].day - self._columns[self._from[0]].day).days
        minutes = snapped(self._to[1] - self._from[1])
        if self.event is None:
            return self._drawn()
        if self.kind in ("end", "begin"):
            change = days * 1440 + (0 if self.whole_days else minutes)
            return stretched(self.event, change, early=self.kind == "begin")
        return moved(self.event, days, 0 if self.whole_days else minutes)

    def landing(self) -> Landing:
        """The event where it would be dropped."""
        start, end = self.result()
        key = self.event.key if self.event is not None else NO_EVENT
        return Landing(key, start, end, self.kind == "copy", self._given())

    def changes(self) -> bool:
        """Whether a drop would change anything."""
        event = self.event
        moved_on = event is not None and self.result() != (event.start, event.end)
        return moved_on or self._given() is not None

    def _given(self) -> tuple[Owner, Owner] | None:
        old, new = self._columns[self._from[0]].owner, self._columns[self._to[0]].owner
        handed = self.kind in ("move", "copy") and old != new
        if not handed or old is None or new is None:
            return None
        # A person's appointment becomes another person's, or takes a room as well; dropped from
        # a room on a person it only moves, for whose it is was not asked.
        if old[0] != new[0] and new[0] != "resource":
            return None
        return old, new

    def _drawn(self) -> tuple[datetime, datetime]:
        first, last = self._columns[self._from[0]], self._columns[self._to[0]]
        if not self.whole_days:
            return spanned(first.day, self._from[1], self._to[1])
        low, high = sorted((first.day, last.day))
        midnight = datetime(low.year, low.month, low.day)
        return midnight, midnight + timedelta(days=(high - low).days + 1)

    def ghost(self) -> Event:
        """The event as it would stand."""
        start, end = self.result()
        if self.event is None:
            owners = frozenset({self.owner} if self.owner not in (None, NOBODY) else ())
            return Event(-1, "", start, end, all_day=self.whole_days, owners=owners)  # type: ignore[arg-type]
        owners = self.event.owners
        given = self._given()
        if given is not None:
            left = {given[0]} if given[0][0] == given[1][0] else set()
            owners = (owners - left) | ({given[1]} - {NOBODY})
        return replace(self.event, start=start, end=end, owners=owners)

    def left_behind(self) -> EventKey:
        """The event whose old place is pale while it is moved."""
        moving = self.under_way and self.event is not None and self.kind != "copy"
        return self.event.key if moving and self.event is not None else NO_EVENT
