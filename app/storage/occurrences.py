"""The occurrences of a series, from its row, that meet a span of wall times of its zone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.storage.recurring import Rule, last_start, parse_rule
from app.storage.recurring_days import Days, days_of
from app.storage.wall_time import (
    DAY,
    MINUTE,
    after_gap,
    lasting,
    parse_wall,
    wall_after,
    wall_text,
    zone_of,
)

ENDLESS = "9999"
_NO_TIME = timedelta(0)


class Series(NamedTuple):
    """First start and end, rule, further and left-out wall times (JSON lists) and zone."""

    start_at: str
    end_at: str
    rrule: str = ""
    rdates: str = ""
    exdates: str = ""
    zone: str = ""


class Occurrence(NamedTuple):
    """One time of a series. ``key`` is the wall time the rule names; the others really exist."""

    key: str
    start_at: str
    end_at: str


class Moments(NamedTuple):
    """The same as moments without a zone."""

    key: datetime
    start: datetime
    end: datetime


@lru_cache(maxsize=1024)
def read_walls(text: str) -> tuple[str, ...]:
    """The wall times of ``rdates`` or ``exdates``: a JSON list; nothing readable is no list."""
    if not text:
        return ()
    try:
        found = json.loads(text)
    except ValueError:
        return ()
    return tuple(str(one) for one in found) if isinstance(found, list) else ()


def occurrences_of(series: Series, first: datetime, last: datetime) -> list[Occurrence]:
    """What meets the half-open span of the series' own wall times; raises ``BadRule``."""
    all_day = len(series.start_at) == 10
    return [
        Occurrence(
            wall_text(one.key, all_day=all_day),
            wall_text(one.start, all_day=all_day),
            wall_text(one.end, all_day=all_day),
        )
        for one in moments_of(series, first, last)
    ]


def moments_of(series: Series, first: datetime, last: datetime) -> list[Moments]:
    """What meets the half-open span of the series' own wall times; raises ``BadRule``."""
    plan = planned(series)
    early = first - plan.margin if first - datetime.min > plan.margin else datetime.min
    found = map(plan.moments, plan.named(early, last))
    return [one for one in found if one.start < last and (one.end > first or one.start >= first)]


@lru_cache(maxsize=65536)
def is_steady(zone: str, ordinal: int) -> bool:
    """Whether no clock is changed in a zone on a day, given by its number, or the night after."""
    info = zone_of(zone)
    if info is None or ordinal >= date.max.toordinal():
        return info is None
    midnight = datetime.combine(date.fromordinal(ordinal), time())
    before = midnight.replace(tzinfo=info).utcoffset()
    after = (midnight + DAY).replace(tzinfo=info)
    late = midnight.replace(hour=23, minute=59, fold=1, tzinfo=info)
    return before == late.utcoffset() == after.utcoffset() == after.replace(fold=1).utcoffset()


@dataclass(frozen=True, slots=True)
class Plan:
    """What of a series is the same in every span, made once.

    ``length`` is how long it really lasts, whatever the clocks do. ``further`` are the times that
    are named beside the rule; those at the usual time of day are days among ``extra``.
    """

    start: datetime
    clock: int
    length: timedelta
    minutes: int
    margin: timedelta
    reach: int
    zone: str
    info: ZoneInfo | None
    all_day: bool
    rule: Days | None
    last_day: int
    extra: tuple[int, ...]
    further: tuple[datetime, ...]
    days_out: frozenset[int]
    is_seldom: bool

    def days(self, first: int, last: int) -> Sequence[int]:
        """The days from ``first`` to ``last`` on which it begins at its usual time of day."""
        until = self.last_day
        found = self.rule.between(first, last if last < until else until) if self.rule else ()
        extra = self.extra
        if extra and extra[0] <= last and extra[-1] >= first:
            found = sorted({*found, *(day for day in extra if first <= day <= last)})
        if self.days_out:
            found = [day for day in found if day not in self.days_out]
        return found

    def named(self, early: datetime, last: datetime) -> list[datetime]:
        """The wall times named, from ``early`` up to, not with, ``last``."""
        clock = self.start.time()
        days = self.days(early.toordinal(), last.toordinal())
        found = [datetime.combine(date.fromordinal(day), clock) for day in days]
        if self.further:
            found = sorted({*found, *self.further})
        return [one for one in found if early <= one < last]

    def moments(self, named: datetime) -> Moments:
        """When the occurrence of a wall time that is named really begins and ends."""
        end = named + self.length
        if self.info is None or (self.length < DAY and self._is_steady(named, end)):
            return Moments(named, named, end)
        begin = after_gap(named, self.info)
        return Moments(named, begin, wall_after(begin, self.length, self.info))

    def _is_steady(self, first: datetime, last: datetime) -> bool:
        return is_steady(self.zone, first.toordinal()) and is_steady(self.zone, last.toordinal())


@lru_cache(maxsize=16384)
def planned(series: Series) -> Plan:
    """The plan of a series; raises ``BadRule``."""
    all_day = len(series.start_at) == 10
    start, end = parse_wall(series.start_at), parse_wall(series.end_at)
    info = None if all_day else zone_of(series.zone)
    length = lasting(start, end, info)
    rule = parse_rule(series.rrule) if series.rrule else None
    until = last_start(rule, series.zone, all_day=all_day) if rule else datetime.max
    further = {start, *_further(series, start, all_day=all_day)}
    left_out = [(text, _wall(text)) for text in read_walls(series.exdates)]
    times_out = {m for text, m in left_out if m is not None and len(text) > 10}
    days_out = {m.toordinal() for text, m in left_out if m is not None and len(text) == 10}
    usual = {one for one in further if one.time() == start.time()}
    others = {o for o in further - usual - times_out if o.toordinal() not in days_out}
    days = days_of(rule, start.date()) if rule else None
    last_day = until.toordinal() - (until.time() < start.time())
    extra = {one.toordinal() for one in usual}
    if days and days.between(begin := start.toordinal(), min(begin, last_day)):
        extra.discard(begin)
    # A jump of the clocks moves an occurrence by up to a day (Samoa's lost one).
    margin = max(length, _NO_TIME) + (DAY if info else _NO_TIME)
    return Plan(
        start, start.hour * 60 + start.minute, length, length // MINUTE, margin, margin.days + 1,
        series.zone, info, all_day, days, last_day, tuple(sorted(extra)), tuple(sorted(others)),
        frozenset(days_out | {m.toordinal() for m in times_out if m.time() == start.time()}),
        bool(others or start.second or length % MINUTE),
    )  # fmt: skip


def _further(series: Series, start: datetime, *, all_day: bool) -> tuple[datetime, ...]:
    found = []
    for text in read_walls(series.rdates):
        moment = _wall(text)
        if moment is None:
            continue
        # A date among the further times of a timed series means its usual time of day.
        whole = len(text) == 10 and not all_day
        found.append(moment.replace(hour=start.hour, minute=start.minute) if whole else moment)
    return tuple(found)


def _wall(text: str) -> datetime | None:
    try:
        return parse_wall(text)
    except ValueError:
        return None


def series_end_of(series: Series) -> str:
    """A wall time at or after the end of the last occurrence; ``9999`` without an end."""
    if not series.rrule and not read_walls(series.rdates):
        return ""
    start = parse_wall(series.start_at)
    length = parse_wall(series.end_at) - start
    all_day = len(series.start_at) == 10
    latest = start
    if series.rrule:
        rule = parse_rule(series.rrule)
        if not rule.count and not rule.until:
            return ENDLESS
        latest = max(start, _latest(rule, series, start, all_day=all_day))
    further = [moment for moment in map(_wall, read_walls(series.rdates)) if moment is not None]
    latest = max([latest, *further])
    if latest.year > 9990:
        return ENDLESS
    return wall_text((latest + length + DAY).replace(second=0, microsecond=0))


def _latest(rule: Rule, series: Series, start: datetime, *, all_day: bool) -> datetime:
    if rule.until:
        return last_start(rule, series.zone, all_day=all_day)
    last = date.fromordinal(days_of(rule, start.date()).latest())
    return datetime.combine(last, start.time())
