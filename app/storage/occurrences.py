"""The occurrences of a series, from its row, that meet a span of wall times of its zone."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.storage.recurring import Rule, last_start, parse_rule
from app.storage.recurring_days import starts
from app.storage.wall_time import DAY, after_gap, parse_wall, wall_text, zone_of

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
    plan = _planned(series)
    early = first - plan.margin if first - datetime.min > plan.margin else datetime.min
    length, info, zone = plan.length, plan.info, series.zone
    found = []
    for moment in plan.moments(early, last):
        begin, end = moment, moment + length
        if info is not None and not (
            is_steady(zone, moment.toordinal()) and is_steady(zone, end.toordinal())
        ):
            begin = after_gap(moment, info)
            end = after_gap(end, info) if begin == moment else begin + length
        if begin < last and (end > first or begin >= first):
            found.append(Moments(moment, begin, end))
    return found


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


class _Plan(NamedTuple):
    """What of a series is the same in every span, made once."""

    series: Series
    start: datetime
    length: timedelta
    margin: timedelta
    info: ZoneInfo | None
    rule: Rule | None
    until: datetime
    step: timedelta
    years: int
    further: tuple[datetime, ...]
    left_out: frozenset[datetime]
    days_out: frozenset[date]

    def moments(self, early: datetime, last: datetime) -> list[datetime]:
        """The wall times named, from ``early`` up to, not with, ``last``."""
        if self.step:
            found = self._stepped(early, last)
        elif self.years:
            found = self._yearly(early, last)
        else:
            found = [self.start] if early <= self.start < last else []
            if self.rule is not None:
                named = starts(self.rule, self.start, early, last)
                found += [one for one in named if one <= self.until and one != self.start]
        if self.further:
            found = sorted({*found, *(one for one in self.further if early <= one < last)})
        if self.left_out or self.days_out:
            found = [
                one for one in found if one not in self.left_out and one.date() not in self.days_out
            ]
        return found

    def _stepped(self, early: datetime, last: datetime) -> list[datetime]:
        """Every so many days from the start on, with no more to it."""
        step, start = self.step, self.start
        number = -((start - early) // step) if early > start else 0
        moment = start + number * step
        most = self.rule.count if self.rule and self.rule.count else None
        bound = min(last - timedelta(microseconds=1), self.until)
        found = []
        while moment <= bound and (most is None or number < most):
            found.append(moment)
            moment += step
            number += 1
        return found

    def _yearly(self, early: datetime, last: datetime) -> list[datetime]:
        """The same day of every so many years, with no more to it."""
        most = self.rule.count if self.rule and self.rule.count else None
        bound = min(last - timedelta(microseconds=1), self.until)
        number = max(0, (early.year - self.start.year) // self.years)
        found = []
        while (year := self.start.year + number * self.years) <= bound.year:
            moment = self.start.replace(year=year)
            if moment > bound or (most is not None and number >= most):
                break
            if moment >= early:
                found.append(moment)
            number += 1
        return found


@lru_cache(maxsize=16384)
def _planned(series: Series) -> _Plan:
    all_day = len(series.start_at) == 10
    start = parse_wall(series.start_at)
    length = parse_wall(series.end_at) - start
    info = None if all_day else zone_of(series.zone)
    rule = parse_rule(series.rrule) if series.rrule else None
    until = last_start(rule, series.zone, all_day=all_day) if rule else datetime.max
    plain = rule if rule and until >= start and start.year < 9000 and _is_plain(rule) else None
    left_out = [(text, _wall(text)) for text in read_walls(series.exdates)]
    return _Plan(
        series, start, length,
        # A jump of the clocks moves an occurrence by up to a day (Samoa's lost one).
        length + (DAY if info else _NO_TIME),
        info, rule, until, _step(plain, start), _years(plain, start),
        _further(series, start, all_day=all_day),
        frozenset(m for text, m in left_out if m is not None and len(text) > 10),
        frozenset(m.date() for text, m in left_out if m is not None and len(text) == 10),
    )  # fmt: skip


def _is_plain(rule: Rule) -> bool:
    """Whether nothing but weekdays is named beside the frequency."""
    named = rule.by_month or rule.by_month_day or rule.by_year_day
    return not (named or rule.by_week_no or rule.by_set_pos)


def _step(rule: Rule | None, start: datetime) -> timedelta:
    """How far times lie apart where a plain rule says nothing but that, else nothing."""
    if rule and rule.freq == "DAILY" and not rule.by_day:
        return timedelta(days=rule.interval)
    if rule and rule.freq == "WEEKLY" and rule.weekdays in ((), (start.weekday(),)):
        return timedelta(weeks=rule.interval)
    return _NO_TIME


def _years(rule: Rule | None, start: datetime) -> int:
    """The same in years; not for 29 February, which most years do not have."""
    if rule and rule.freq == "YEARLY" and not rule.by_day and (start.month, start.day) != (2, 29):
        return rule.interval
    return 0


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
    latest = start
    for moment in starts(rule, start, start, datetime.max - DAY):
        latest = moment
    return latest
