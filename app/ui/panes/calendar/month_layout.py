"""Where events stand in a month: bars over their days, and lines in each day. Pure: no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.ui.panes.calendar.week_layout import Event, in_strip


@dataclass(frozen=True, slots=True)
class Item:
    """An event in one week: columns ``first`` to ``last``, ``lane`` lines below the number.

    ``bar`` says that it is drawn as a bar over whole days rather than as a time and a title.
    """

    event: Event
    week: int
    first: int
    last: int
    lane: int
    bar: bool
    from_before: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class MonthLayout:
    """The items of six weeks; ``most`` lines fit below the number of a day."""

    items: tuple[Item, ...]
    hidden: dict[tuple[int, int], int]
    most: int

    def at(self, week: int, column: int, lane: int) -> Event | None:
        """The event on a line of a day."""
        for item in self.items:
            if item.week == week and item.lane == lane and item.first <= column <= item.last:
                return item.event
        return None


def month_layout(
    events: Iterable[Event], weeks: Sequence[Sequence[date]], most: int
) -> MonthLayout:
    """Bars in the highest free line over all their days, then what has a time, day by day."""
    placed: list[Item] = []
    hidden: dict[tuple[int, int], int] = {}
    known = list(events)
    for number, week in enumerate(weeks):
        items = _lanes(number, week, known)
        shown, lost = _cut(items, most)
        placed += shown
        for column, count in lost.items():
            hidden[number, column] = count
    return MonthLayout(tuple(placed), hidden, most)


def _lanes(number: int, week: Sequence[date], events: list[Event]) -> list[Item]:
    """Every event of a week with the line it would stand on if there were room for all."""
    spans = []
    for event in events:
        first = (event.start.date() - week[0]).days
        last = max((last_day(event) - week[0]).days, first)
        if last >= 0 and first < len(week):
            bar = in_strip(event) or last > first
            spans.append(
                (not bar, max(first, 0), -last, event.start, event.key, event, first, last)
            )
    spans.sort(key=lambda one: one[:5])
    taken: set[tuple[int, int]] = set()
    # Below this line a column is full: thousands in one day are not asked about line by line.
    free = [0] * len(week)
    found = []
    for plain, low, _, _, _, event, first, last in spans:
        high = min(last, len(week) - 1)
        columns = range(low, high + 1)
        lane = max(free[low : high + 1])
        while any((column, lane) in taken for column in columns):
            lane += 1
        taken |= {(column, lane) for column in columns}
        for column in columns:
            while (column, free[column]) in taken:
                free[column] += 1
        found.append(
            Item(event, number, low, high, lane, not plain, first < 0, last > len(week) - 1)
        )
    return found


def _cut(items: list[Item], most: int) -> tuple[list[Item], dict[int, int]]:
    """What is seen, and how many are not, by column: the last line says "more" where any is not."""
    full = {
        column for item in items if item.lane >= most for column in range(item.first, item.last + 1)
    }
    shown, lost = [], dict[int, int]()
    for item in items:
        columns = range(item.first, item.last + 1)
        seen = item.lane < most - 1 or (item.lane == most - 1 and not full & set(columns))
        if seen:
            shown.append(item)
            continue
        for column in columns:
            lost[column] = lost.get(column, 0) + 1
    return shown, lost


def last_day(event: Event) -> date:
    """The last day an event lies on; one that ends at midnight does not reach the next."""
    return max((event.end - timedelta(minutes=1)).date(), event.start.date())


def of_day(events: Iterable[Event], day: date) -> list[Event]:
    """The events of a day, bars first, then by time."""
    mine = [one for one in events if one.start.date() <= day <= last_day(one)]
    return sorted(mine, key=lambda one: (not in_strip(one), one.start, one.key))
