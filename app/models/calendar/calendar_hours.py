"""Rules by the hour or minute that end, told as dates: our own series repeat by day or longer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.storage.recurring import BadRule, last_start, parse_rule
from app.storage.recurring_days import starts
from app.storage.wall_time import parse_wall

MOST_DATES = 1000
_MOST_STEPS = 10_000
_STEPS = {"HOURLY": timedelta(hours=1), "MINUTELY": timedelta(minutes=1)}
_CLOCK = ("BYHOUR", "BYMINUTE", "BYSECOND")


def told_as_dates(rule: str, start: str, zone: str) -> list[datetime]:
    """The times of a rule with parts of an hour, if it ends within 1,000 of them; else none.

    ``start`` is the wall time of the first, in ``zone``.
    """
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    count = int(parts["COUNT"]) if parts.get("COUNT", "").isdecimal() else 0
    until = parts.get("UNTIL", "")
    if not (count or until) or count > MOST_DATES or "BYSETPOS" in parts:
        return []
    first = parse_wall(start)
    try:
        last = _last(until, zone)
        moments = _by_step(parts, first) if parts.get("FREQ") in _STEPS else _by_day(parts, first)
        found: list[datetime] = []
        for at in moments:
            if at > last or (count and len(found) >= count):
                return found
            found.append(at)
            if len(found) > MOST_DATES:
                return []
    except (BadRule, ValueError, OverflowError):
        return []
    return found if count and len(found) == count else []


def _last(until: str, zone: str) -> datetime:
    if not until:
        return datetime.max
    return last_start(parse_rule(f"FREQ=DAILY;UNTIL={until}"), zone, all_day=False)


def _by_step(parts: dict[str, str], first: datetime) -> Iterator[datetime]:
    """By the hour or minute, of these only the ones at the named hours and minutes."""
    if set(parts) - {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", *_CLOCK}:
        return
    step = _STEPS[parts["FREQ"]] * max(int(parts.get("INTERVAL", "1")), 1)
    hours, minutes, _ = _clock(parts)
    at = first
    for _round in range(_MOST_STEPS):
        if (not hours or at.hour in hours) and (not minutes or at.minute in minutes):
            yield at
        at += step


def _by_day(parts: dict[str, str], first: datetime) -> Iterator[datetime]:
    """By days or longer, and on each of these days at every named hour and minute."""
    hours, minutes, seconds = _clock(parts)
    plain = {name: value for name, value in parts.items() if name not in {*_CLOCK, "COUNT"}}
    plain.pop("UNTIL", None)
    rule = parse_rule(";".join(f"{name}={value}" for name, value in plain.items()))
    far = first + timedelta(days=366 * 30)
    for day in starts(rule, first, first, far):
        for hour in hours or (first.hour,):
            for minute in minutes or (first.minute,):
                for second in seconds or (first.second,):
                    at = day.replace(hour=hour, minute=minute, second=second)
                    if at >= first:
                        yield at


def _clock(parts: dict[str, str]) -> tuple[tuple[int, ...], ...]:
    return tuple(
        tuple(sorted({int(word) for word in parts.get(name, "").split(",") if word}))
        for name in _CLOCK
    )
