"""Pixels of the grid of columns: where a block stands and what lies under a point. Pure.

x runs from the reading edge, so that mirrored windows need no second geometry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.ui.panes.calendar.week_layout import DAY_MINUTES, Block, Strip

if TYPE_CHECKING:
    from app.ui.panes.calendar.week_crowds import Crowd

Box = tuple[float, float, float, float]
"""x, y, width, height in logical pixels."""

INSET = 3
END_ROOM = 4
HOURS_IN_VIEW = 11
LEAST_HOUR, MOST_HOUR = 44, 66


@dataclass(frozen=True, slots=True)
class WeekGeometry:
    """Sizes of one state of the view. ``top`` is where the hours begin, below head and strip.

    ``days`` counts the columns, ``least`` is how narrow one may be, ``across`` how far the grid is
    moved sideways where they are wider than the view together.
    """

    width: float
    height: float
    days: int
    gutter: float
    head: float
    lane: float
    lanes: int
    hour: float
    scroll: float = 0.0
    least: float = 0.0
    across: float = 0.0

    @property
    def strip(self) -> float:
        """Height of the all-day strip."""
        return self.lanes * (self.lane + 2) + 9

    @property
    def top(self) -> float:
        """Where the hours begin."""
        return self.head + self.strip

    @property
    def column(self) -> float:
        """Width of a day."""
        return max(max(self.width - self.gutter, 1) / self.days, self.least)

    @property
    def beyond(self) -> float:
        """How much wider the columns are than the view."""
        return max(self.column * self.days - max(self.width - self.gutter, 1), 0)

    @property
    def body(self) -> float:
        """Height of a whole day, seen or not."""
        return self.hour * 24

    def day_x(self, day: int) -> float:
        """Where a day begins."""
        return self.gutter + day * self.column - self.across

    def minute_y(self, minute: float) -> float:
        """Where a minute of the day stands now."""
        return self.top + minute / 60 * self.hour - self.scroll

    def day_at(self, x: float) -> int:
        """The day under x, the nearest one outside."""
        return min(max(int((x - self.gutter + self.across) // self.column), 0), self.days - 1)

    def minute_at(self, y: float) -> float:
        """The minute of the day under y, held within the day."""
        return min(max((y - self.top + self.scroll) / self.hour * 60, 0), DAY_MINUTES)

    def block_box(self, block: Block | Crowd) -> Box:
        """Where a block stands, or the tile of several."""
        room = self.column - INSET - END_ROOM
        one = room / block.lanes
        gap = 2 if block.lane + block.span < block.lanes else 0
        y = self.minute_y(block.first)
        height = (block.last - block.first) / 60 * self.hour - 2
        x = self.day_x(block.day) + INSET + block.lane * one
        return x, y + 1, max(one * block.span - gap, 6), max(height, 20)

    def buffer_boxes(self, block: Block) -> list[Box]:
        """The bands of time kept free before and after a block, in its lane."""
        x, _, width, _ = self.block_box(block)
        found = []
        if block.event.before and block.begins_here:
            low = max(block.first - block.event.before, 0)
            found.append((x, self.minute_y(low), width, self._tall(block.first - low)))
        if block.event.after and block.ends_here:
            high = min(block.last + block.event.after, DAY_MINUTES)
            found.append((x, self.minute_y(block.last), width, self._tall(high - block.last)))
        return found

    def _tall(self, minutes: float) -> float:
        return minutes / 60 * self.hour

    def strip_box(self, strip: Strip | Crowd) -> Box:
        """Where an event of whole days stands."""
        x = self.day_x(strip.first_day) + INSET
        end = self.day_x(strip.last_day + 1) - END_ROOM
        y = self.head + 5 + strip.lane * (self.lane + 2)
        return x, y, max(end - x, 6), self.lane


def inside(box: Box, x: float, y: float) -> bool:
    """Whether a point lies in a box."""
    return box[0] <= x < box[0] + box[2] and box[1] <= y < box[1] + box[3]


def hour_height(room: float, scale: float) -> float:
    """Height of an hour so that a working day fills the room, within what can be read."""
    least, most = LEAST_HOUR * scale, MOST_HOUR * scale
    return min(max(room / HOURS_IN_VIEW, least), most)
