"""When the series of a book take place in a span: the times of each, as texts, and nothing more.

Of each series only its plan is looked at, in numbers of days and minutes, and texts are put
together from a text of the day and one of the time of day; so a year of ten thousand events is
written out in a tenth of a second. Where a clock is changed about a day, its times are reckoned
one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from functools import lru_cache

from app.storage.occurrences import Plan, is_steady
from app.storage.queries.series_kept import EVERYTHING, Kept, Only, series_between
from app.storage.store import Store
from app.storage.wall_time import DAY, parse_wall, shifted, wall_text

SeriesTime = tuple[str, str, str, str, str]
"""An occurrence: the time the rule names, the real start and end, both on the clocks of here."""
_DAY = 1440


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
    return _of_whole_days(plan, days, span) if plan.all_day else [*_of_days(plan, days, span)]


def _of_whole_days(plan: Plan, days: Sequence[int], span: Span) -> list[SeriesTime]:
    length, begin, end = plan.length.days, span.from_minute, span.to_minute
    found = []
    for day in days:
        if day * _DAY < end and (day + length) * _DAY > begin:
            start, stop = day_text(day), day_text(day + length)
            found.append((start, start, stop, start, stop))
    return found


def _of_days(plan: Plan, days: Sequence[int], span: Span) -> Iterator[SeriesTime]:
    """Times of the usual time of day and length, of zones that lie a constant apart."""
    zone, here, begin, end = plan.zone, span.here, span.from_minute, span.to_minute
    clock, length, more, from_text, to_text = _usual(plan.clock, plan.minutes)
    last_apart = None
    for day in days:
        between = apart(zone, here, day)
        if between is None or (more and not _is_alike(zone, here, day, day + more)):
            at = _reckoned(plan, datetime.combine(date.fromordinal(day), plan.start.time()), span)
            if span.is_met(*at[3:]):
                yield at
            continue
        minute = day * _DAY + clock + between
        if minute >= end or (minute < begin and minute + length <= begin):
            continue
        start, stop = day_text(day) + from_text, day_text(day + more) + to_text
        if not between:
            yield start, start, stop, start, stop
            continue
        if between != last_apart:
            last_apart = between
            early, at_first = divmod(clock + between, _DAY)
            late, at_last = divmod(clock + length + between, _DAY)
            first_text, last_text = _clock_text(at_first), _clock_text(at_last)
        begins_at = day_text(day + early) + first_text
        yield start, start, stop, begins_at, day_text(day + late) + last_text


def _is_alike(zone: str, here: str, first: int, last: int) -> bool:
    """Whether the clocks of both zones show on one day what they show on another."""
    between = apart(zone, here, last)
    if between is None or between != apart(zone, here, first):
        return False
    return last - first < 2 or apart(zone, "UTC", first) == apart(zone, "UTC", last)


@lru_cache(maxsize=4096)
def _usual(clock: int, length: int) -> tuple[int, int, int, str, str]:
    """Minute of the day, minutes of length, days to the end, and the texts of both times of day."""
    more, over = divmod(clock + length, _DAY)
    return clock, length, more, _clock_text(clock), _clock_text(over)


def _reckoned(plan: Plan, named: datetime, span: Span) -> SeriesTime:
    whole, zone, here = plan.all_day, plan.zone, span.here
    key, start, end = (wall_text(at, all_day=whole) for at in plan.moments(named))
    return key, start, end, shown(start, zone, here), shown(end, zone, here)


@lru_cache(maxsize=16384)
def shown(wall: str, zone: str, here: str) -> str:
    """The wall time that clocks of ``here`` show then; as ``shifted``, and sooner for most days."""
    if len(wall) != 16 or zone == here:
        return shifted(wall, zone, here)
    moment = parse_wall(wall)
    between = apart(zone, here, moment.toordinal())
    return (
        shifted(wall, zone, here) if between is None else minute_text(minute_of(moment) + between)
    )


@lru_cache(maxsize=16384)
def apart(zone: str, here: str, ordinal: int) -> int | None:
    """The minutes between two zones on a day, unless a clock is changed about that day."""
    days = range(max(1, ordinal - 1), ordinal + 2)
    if not all(is_steady(name, day) for name in (zone, here) for day in days):
        return None
    noon = datetime.combine(date.fromordinal(ordinal), time(12))
    return minute_of(parse_wall(shifted(wall_text(noon), zone, here))) - minute_of(noon)


def minute_of(moment: datetime) -> int:
    """A wall time as the number of its minute."""
    return moment.toordinal() * _DAY + moment.hour * 60 + moment.minute


def minute_text(minute: int) -> str:
    """The wall time of a number of minutes."""
    day, clock = divmod(minute, _DAY)
    return day_text(day) + _clock_text(clock)


@lru_cache(maxsize=16384)
def day_text(ordinal: int) -> str:
    """The date of a number of a day."""
    return date.fromordinal(ordinal).isoformat()


@lru_cache(maxsize=_DAY)
def _clock_text(minute: int) -> str:
    return f"T{minute // 60:02}:{minute % 60:02}"
