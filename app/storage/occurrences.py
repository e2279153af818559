"""The occurrences of a series, from its row, that meet a span of wall times of its zone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from app.storage.recurring import Rule, last_start, parse_rule
from app.storage.recurring_days import starts
from app.storage.wall_time import DAY, after_gap, parse_wall, wall_text, zone_of

ENDLESS = "9999"


@dataclass(frozen=True, slots=True)
class Series:
    """First start and end, rule, further and left-out wall times (JSON lists) and zone."""

    start_at: str
    end_at: str
    rrule: str = ""
    rdates: str = ""
    exdates: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of a series. ``key`` is the wall time the rule names; the others really exist."""

    key: str
    start_at: str
    end_at: str


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
    start = parse_wall(series.start_at)
    length = parse_wall(series.end_at) - start
    info = None if all_day else zone_of(series.zone)
    # A jump of the clocks moves an occurrence by up to a day (Samoa's lost one).
    margin = length + (DAY if info else timedelta(0))
    early = first - margin if first - datetime.min > margin else datetime.min
    found = []
    for moment in _moments(series, start, early, last, all_day):
        begin = after_gap(moment, info)
        end = after_gap(moment + length, info) if begin == moment else begin + length
        if begin < last and (end > first or begin >= first):
            found.append(
                Occurrence(
                    wall_text(moment, all_day=all_day),
                    wall_text(begin, all_day=all_day),
                    wall_text(end, all_day=all_day),
                )
            )
    return found


def _moments(
    series: Series, start: datetime, early: datetime, last: datetime, all_day: bool
) -> list[datetime]:
    moments = {start} if early <= start < last else set()
    if series.rrule:
        rule = parse_rule(series.rrule)
        until = last_start(rule, series.zone, all_day=all_day)
        moments.update(m for m in starts(rule, start, early, last) if m <= until)
    for text in read_walls(series.rdates):
        moment = _wall(text)
        if moment is not None and early <= moment < last:
            # A date among the further times of a timed series means its usual time of day.
            whole = len(text) == 10 and not all_day
            moments.add(moment.replace(hour=start.hour, minute=start.minute) if whole else moment)
    if series.exdates:
        left_out = [(text, _wall(text)) for text in read_walls(series.exdates)]
        days = {m.date() for text, m in left_out if m is not None and len(text) == 10}
        times = {m for text, m in left_out if m is not None and len(text) > 10}
        moments = {m for m in moments if m not in times and m.date() not in days}
    return sorted(moments)


def _wall(text: str) -> datetime | None:
    try:
        moment = parse_wall(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=None)


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
