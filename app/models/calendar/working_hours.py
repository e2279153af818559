"""When somebody or something can be booked: weekly blocks, seasons, leave and one-off openings.

A day's hours are found in this order: the blocks of its weekday (dated blocks that cover the day
stand for a season and replace the undated ones; odd and even weeks are those of ISO 8601), then
days closed for everybody and public holidays, days opened for everybody, leave of one's own, and
openings of one's own. What lies between two blocks of a day is the break, which stays free.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.models.calendar.intervals import Spans, merged, without
from app.models.errors import Problem

DAY_MINUTES = 1440
_TIME = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")


@dataclass(frozen=True, slots=True)
class HoursBlock:
    """Open on a weekday (Monday is 0) from ``from_time`` to ``to_time`` (``HH:MM``, up to 24:00).

    ``weeks`` is every, odd or even; ``valid_from`` and ``valid_to`` are dates, both included.
    """

    weekday: int
    from_time: str
    to_time: str
    weeks: str = "every"
    valid_from: str = ""
    valid_to: str = ""

    def problems(self) -> list[Problem]:
        """What keeps this from being kept."""
        if not 0 <= self.weekday <= 6 or self.weeks not in ("every", "odd", "even"):
            return [Problem("weekday", "Choose a day of the week.")]
        if not _TIME.match(self.from_time) or not _TIME.match(self.to_time):
            return [Problem("from_time", "Times look like 09:00.")]
        if self.to_time <= self.from_time:
            return [Problem("to_time", "These hours end before they begin.")]
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            return [Problem("valid_to", "The season ends before it begins.")]
        return []

    def covers(self, day: date) -> bool:
        """Whether the block speaks of that day."""
        text = day.isoformat()
        if day.weekday() != self.weekday:
            return False
        if (self.valid_from and text < self.valid_from) or (self.valid_to and text > self.valid_to):
            return False
        odd = day.isocalendar().week % 2 == 1
        return self.weeks == "every" or (self.weeks == "odd") == odd


@dataclass(frozen=True, slots=True)
class HoursException:
    """Days on which the week does not hold, first and last included: leave, closed, or opened.

    Without times the whole days. With neither ``staff_id`` nor ``resource_id`` it is everybody's.
    """

    id: int = 0
    staff_id: int | None = None
    resource_id: int | None = None
    from_date: str = ""
    to_date: str = ""
    from_time: str = ""
    to_time: str = ""
    open: int = 0
    reason: str = ""

    def problems(self) -> list[Problem]:
        """What keeps this from being kept."""
        try:
            first, last = date.fromisoformat(self.from_date), date.fromisoformat(self.to_date)
        except ValueError:
            return [Problem("from_date", "There is no such day.")]
        if last < first:
            return [Problem("to_date", "The last day is before the first.")]
        times = (self.from_time, self.to_time)
        if any(times) and not all(_TIME.match(one) for one in times):
            return [Problem("from_time", "Times look like 09:00.")]
        if all(times) and self.to_time <= self.from_time:
            return [Problem("to_time", "These hours end before they begin.")]
        return []

    def covers(self, day: str) -> bool:
        """Whether it holds on that day."""
        return self.from_date <= day <= self.to_date

    def span(self) -> tuple[int, int]:
        """Its minutes of a day."""
        if not self.from_time:
            return (0, DAY_MINUTES)
        return (minutes_of(self.from_time), minutes_of(self.to_time))


@dataclass(frozen=True, slots=True)
class DayHours:
    """The open minutes of a day, and why it is not open for longer."""

    open: Spans
    why: str = ""
    kind: str = "hours"


@dataclass(frozen=True, slots=True)
class Timetable:
    """All that says when one person, thing or the business is open."""

    blocks: tuple[HoursBlock, ...] = ()
    exceptions: tuple[HoursException, ...] = ()
    everybodys: tuple[HoursException, ...] = ()
    holidays: Mapping[str, str] = field(default_factory=dict)
    always: bool = False

    def on(self, day: date) -> DayHours:
        """The hours of one day."""
        text = day.isoformat()
        spans = self._usual(day)
        why, kind = "", "hours"
        holiday = self.holidays.get(text, "")
        if holiday:
            spans, why, kind = (), holiday, "closed"
        for one in self.everybodys:
            if not one.open and one.covers(text):
                spans, why, kind = without(spans, (one.span(),)), one.reason or "Closed", "closed"
        opened = [one.span() for one in self.everybodys if one.open and one.covers(text)]
        spans = merged((*spans, *opened))
        for one in self.exceptions:
            if not one.open and one.covers(text):
                spans, why, kind = without(spans, (one.span(),)), one.reason or "Leave", "leave"
        own = [one.span() for one in self.exceptions if one.open and one.covers(text)]
        return DayHours(merged((*spans, *own)), why, kind)

    def _usual(self, day: date) -> Spans:
        if self.always:
            return ((0, DAY_MINUTES),)
        found = [block for block in self.blocks if block.covers(day)]
        text = day.isoformat()
        season = any(_in_season(block, text) for block in self.blocks)
        chosen = [block for block in found if bool(block.valid_from or block.valid_to) == season]
        return merged((minutes_of(block.from_time), minutes_of(block.to_time)) for block in chosen)


def _in_season(block: HoursBlock, day: str) -> bool:
    if not (block.valid_from or block.valid_to):
        return False
    return (not block.valid_from or block.valid_from <= day) and (
        not block.valid_to or day <= block.valid_to
    )


def minutes_of(time: str) -> int:
    """``HH:MM`` as minutes of the day."""
    return int(time[:2]) * 60 + int(time[3:5])


USUAL_WEEK: Sequence[HoursBlock] = tuple(HoursBlock(day, "09:00", "17:30") for day in range(5))
"""What is taken for the hours of a business that never said its own, when looking for a time."""
