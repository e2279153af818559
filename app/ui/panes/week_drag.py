"""One drag in the grid of days: what is held, where it would land. No Qt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal

from app.ui.panes.week_geometry import WeekGeometry
from app.ui.panes.week_layout import Event, in_strip, moved, snapped, spanned, stretched

THRESHOLD = 5
"""Pixels the pointer must move before a press is a drag."""
Kind = Literal["draw", "move", "copy", "stretch"]


class Drag:
    """From a press to a release. Points are in the view's pixels, x from the reading edge."""

    def __init__(
        self,
        kind: Kind,
        geometry: WeekGeometry,
        first: date,
        x: float,
        y: float,
        event: Event | None,
    ) -> None:
        self.kind, self.event = kind, event
        self.under_way = False
        self.whole_days = in_strip(event) if event is not None else y < geometry.top
        self._first = first
        self._from = self._to = (geometry.day_at(x), geometry.minute_at(y))
        self._pressed = (x, y)

    def follow(self, x: float, y: float, geometry: WeekGeometry) -> None:
        """The pointer is here now."""
        self._to = (geometry.day_at(x), geometry.minute_at(y))
        far = max(abs(x - self._pressed[0]), abs(y - self._pressed[1]))
        self.under_way = self.under_way or far >= THRESHOLD

    def result(self) -> tuple[datetime, datetime]:
        """Where it would land: start and end in wall time."""
        days = self._to[0] - self._from[0]
        minutes = snapped(self._to[1] - self._from[1])
        if self.event is None:
            return self._drawn()
        if self.kind == "stretch":
            return stretched(self.event, minutes + days * 1440)
        return moved(self.event, days, 0 if self.whole_days else minutes)

    def _drawn(self) -> tuple[datetime, datetime]:
        day = self._first + timedelta(days=self._from[0])
        if not self.whole_days:
            return spanned(day, self._from[1], self._to[1])
        low, high = sorted((self._from[0], self._to[0]))
        start = self._first + timedelta(days=low)
        midnight = datetime(start.year, start.month, start.day)
        return midnight, midnight + timedelta(days=high - low + 1)

    def ghost(self) -> Event:
        """The event as it would stand."""
        start, end = self.result()
        if self.event is None:
            return Event(-1, "", start, end, all_day=self.whole_days)
        return replace(self.event, start=start, end=end)

    def left_behind(self) -> int:
        """The event whose old place is pale while it is moved; 0 for none."""
        moving = self.under_way and self.event is not None and self.kind != "copy"
        return self.event.id if moving and self.event is not None else 0
