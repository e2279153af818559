"""When the series of a book take place in a span: the times of each, as texts, and nothing more.

Of each series only its plan is looked at, in numbers of days and minutes, and texts are put
together from a text of the day and one of the time of day; so a year of ten thousand events is
written out in a tenth of a second. Where a clock is changed about a day, its times are reckoned
one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache

from app.storage.occurrences import Plan, is_steady
from app.storage.queries.series_kept import EVERYTHING, Kept, Only, series_between
from app.storage.store import Store
from app.storage.wall_time import (
    DAY,
    lasting,
    parse_wall,
    shifted,
    wall_after,
    wall_text,
    zone_of,
)

SeriesTime = tuple[str, str, str, str, str]
"""An occurrence: the time the rule names, the real start and end, both on the clocks of here."""
_DAY = 1440
_MOST_DAYS, _MOST_ZONES = 20_000, 64


class Span:
    """A half-open span of wall times on the clocks of a zone."""

    def __init__(self, begin: str, end: str, here: str) -> None:
        first, last = parse_wall(begin), parse_wall(end)
        self.begin, self.end, self.here = wall_text(first), wall_text(last), here
        # Clocks of two zones lie up to a day apart.
        self.first, self.last = first - DAY, last + DAY
        self.early, self.late = wall_text(self.first), wall_text(self.last)
        self.first_day, self.last_day = self.first.toordinal(), self.last.toordinal()
        self.from_minute, self.to_minute = minute_of(first), minute_of(last)

    def is_met(self, start: str, stop: str) -> bool:
        """Whether a time meets it; one without length counts where it stands."""
        if len(start) == 10:
            return f"{start}T00:00" < self.end and f"{stop}T00:00" > self.begin
        return start < self.end and (stop > self.begin or start >= self.begin)


def expanded(
    store: Store, known: Kept, span: Span, only: Only = EVERYTHING
) -> dict[int, list[SeriesTime]]:
    """Of every series what meets the span, by its id, in the order of the times it names.

    Occurrences that have a row of their own are left out, wherever that row lies now.
    """
    found = {}
    for one in series_between(store, known, span.early, span.late, only):
        times = _times(one.plan, span)
        if gone := one.changed:
            times = [at for at in times if at[0] not in gone and at[0][:10] not in gone]
        if times:
            found[one.row_id] = times
    return found


def _times(plan: Plan, span: Span) -> list[SeriesTime]:
    if plan.is_seldom:
        named = plan.named(span.first - plan.margin, span.last)
        return [at for one in named if span.is_met(*(at := _reckoned(plan, one, span))[3:])]
    days = plan.days(max(1, span.first_day - plan.reach), span.last_day)
    if not days:
        return []
    return _of_whole_days(plan, days, span) if plan.all_day else _of_days(plan, days, span)


def _of_whole_days(plan: Plan, days: Sequence[int], span: Span) -> list[SeriesTime]:
    length, begin, end = plan.length.days, span.from_minute, span.to_minute
    found = []
    for day in days:
        if day * _DAY < end and (day + length) * _DAY > begin:
            start, stop = _DAYS[day], _DAYS[day + length]
            found.append((start, start, stop, start, stop))
    return found


def _of_days(plan: Plan, days: Sequence[int], span: Span) -> list[SeriesTime]:
    """Times of the usual time of day and length, of zones that lie a constant apart."""
    zone, here, begin, end = plan.zone, span.here, span.from_minute, span.to_minute
    clock, length, more, from_text, to_text = _usual(plan.clock, plan.minutes)
    table, last_apart = _APART[zone, here], None
    found: list[SeriesTime] = []
    for day in days:
        between = table[day]
        if between is None or (more and not _is_alike(zone, here, day, day + more)):
            at = _about_a_change(plan, day, span)
            if span.is_met(*at[3:]):
                found.append(at)
            continue
        minute = day * _DAY + clock + between
        if minute >= end or (minute < begin and minute + length <= begin):
            continue
        start, stop = _DAYS[day] + from_text, _DAYS[day + more] + to_text
        if not between:
            found.append((start, start, stop, start, stop))
            continue
        if between != last_apart:
            last_apart = between
            early, at_first = divmod(clock + between, _DAY)
            late, at_last = divmod(clock + length + between, _DAY)
            first_text, last_text = _clock_text(at_first), _clock_text(at_last)
        begins_at = _DAYS[day + early] + first_text
        found.append((start, start, stop, begins_at, _DAYS[day + late] + last_text))
    return found


def _about_a_change(plan: Plan, day: int, span: Span) -> SeriesTime:
    """The time of a day on which, or about which, a clock is changed in either zone."""
    zone, (_, length, more, from_text, to_text) = plan.zone, _usual(plan.clock, plan.minutes)
    if 0 <= length < _DAY and is_steady(zone, day) and is_steady(zone, day + more):
        start, stop = _DAYS[day] + from_text, _DAYS[day + more] + to_text
        return start, start, stop, *shown_span(start, stop, zone, span.here)
    return _reckoned(plan, datetime.combine(date.fromordinal(day), plan.start.time()), span)


def _is_alike(zone: str, here: str, first: int, last: int) -> bool:
    """Whether the clocks of both zones show on one day what they show on another."""
    table = _APART[zone, here]
    if table[last] is None or table[last] != table[first]:
        return False
    return last - first < 2 or _APART[zone, "UTC"][first] == _APART[zone, "UTC"][last]


@lru_cache(maxsize=4096)
def _usual(clock: int, length: int) -> tuple[int, int, int, str, str]:
    """Minute of the day, minutes of length, days to the end, and the texts of both times of day."""
    more, over = divmod(clock + length, _DAY)
    return clock, length, more, _clock_text(clock), _clock_text(over)


def _reckoned(plan: Plan, named: datetime, span: Span) -> SeriesTime:
    whole, zone, here = plan.all_day, plan.zone, span.here
    key, start, end = (wall_text(at, all_day=whole) for at in plan.moments(named))
    return key, start, end, *shown_span(start, end, zone, here)


def shown_span(start_at: str, end_at: str, zone: str, here: str) -> tuple[str, str]:
    """Start and end as the clocks of ``here`` show them.

    Where an hour comes twice there, an end could be shown at or before its start: then it is that
    of the hour, as for what is of that zone itself.
    """
    start, end = shown(start_at, zone, here), shown(end_at, zone, here)
    if end <= start and end_at > start_at and len(start) > 10:
        length = lasting(parse_wall(start_at), parse_wall(end_at), zone_of(zone))
        end = wall_text(wall_after(parse_wall(start), length, zone_of(here)))
    return start, end


@lru_cache(maxsize=16384)
def shown(wall: str, zone: str, here: str) -> str:
    """The wall time that clocks of ``here`` show then; as ``shifted``, and sooner for most days."""
    if len(wall) != 16 or zone == here:
        return shifted(wall, zone, here)
    moment = parse_wall(wall)
    between = _APART[zone, here][moment.toordinal()]
    return (
        shifted(wall, zone, here) if between is None else minute_text(minute_of(moment) + between)
    )


class _Apart(dict[int, int | None]):
    """The minutes between two zones by day; ``None`` where a clock is changed about that day."""

    def __init__(self, zone: str, here: str) -> None:
        self.zones = (zone, here)

    def __missing__(self, day: int) -> int | None:
        if len(self) > _MOST_DAYS:
            self.clear()
        zone, here = self.zones
        # Clocks of another zone may show the day before or after.
        around = range(max(1, day - 1), day + 2) if zone != here else ()
        if not is_steady(zone, day) or not all(is_steady(here, one) for one in around):
            self[day] = None
            return None
        noon = datetime.combine(date.fromordinal(day), time(12))
        there = parse_wall(shifted(wall_text(noon), *self.zones))
        found = self[day] = minute_of(there) - minute_of(noon)
        return found


class _Aparts(dict[tuple[str, str], _Apart]):
    def __missing__(self, zones: tuple[str, str]) -> _Apart:
        if len(self) > _MOST_ZONES:
            self.clear()
        found = self[zones] = _Apart(*zones)
        return found


class _DayTexts(dict[int, str]):
    def __missing__(self, day: int) -> str:
        if len(self) > _MOST_DAYS:
            self.clear()
        found = self[day] = date.fromordinal(day).isoformat()
        return found


_APART, _DAYS = _Aparts(), _DayTexts()


def minute_of(moment: datetime) -> int:
    """A wall time as the number of its minute."""
    return moment.toordinal() * _DAY + moment.hour * 60 + moment.minute


def minute_text(minute: int) -> str:
    """The wall time of a number of minutes."""
    day, clock = divmod(minute, _DAY)
    return _DAYS[day] + _clock_text(clock)


@lru_cache(maxsize=_DAY)
def _clock_text(minute: int) -> str:
    return f"T{minute // 60:02}:{minute % 60:02}"
