"""Rules that need months or years to count in, as dateutil reads them, a year at a time.

dateutil looks on to the year 9999, within one step, where a rule names days that never come (the
30th of February), and does not heed ``until`` meanwhile. So it is asked about a twin of the year
near that end: one that begins on the same weekday and is as long, between neighbours of the same
kind. The days of a year are then the same by their number within it, and years of one kind, like
series of one rule, share an answer: a calendar full of monthly series asks a few dozen times.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from app.storage.recurring import Rule

_LATE = 9998
"""The last year that has a neighbour on both sides."""
_NUMBERS: dict[str, Literal[0, 1, 2, 3]] = {"YEARLY": 0, "MONTHLY": 1, "WEEKLY": 2, "DAILY": 3}
"""How dateutil numbers the frequencies."""
_LATEST = {"YEARLY": 0, "MONTHLY": 11, "WEEKLY": 371, "DAILY": 365}
"""The last place in a year, or for weeks from six days before it, at which a period begins."""
_MOST_KNOWN = 40
_MOST_PLACES = {"MONTHLY": 5, "YEARLY": 53}


class DaysOfYears:
    """The days of a rule without its count, for a series that begins on a day."""

    def __init__(self, rule: Rule, start: date) -> None:
        self._asked, self._start = _explicit(rule, start), start
        self._begin = start.toordinal()
        self._known: dict[int, tuple[int, ...]] = {}

    def between(self, first: int, last: int) -> Sequence[int]:
        """The days from ``first`` to ``last``, both included, in order."""
        first, last = max(first, self._begin), min(last, date.max.toordinal())
        if first > last:
            return ()
        begin, end = year_of(first), year_of(last)
        found = self._of_year(begin)
        for year in range(begin + 1, end + 1):
            found += self._of_year(year)
        if not found or (first <= found[0] and found[-1] <= last):
            return found
        return [day for day in found if first <= day <= last]

    def latest(self) -> int:
        """A day after which there is none."""
        return date.max.toordinal()

    def _of_year(self, year: int) -> tuple[int, ...]:
        found = self._known.get(year)
        if found is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            new_year, place = first_of(year), self._first_period(year)
            places: tuple[int, ...] = ()
            if place <= _LATEST[self._asked.freq]:
                places = _days_of_year(self._asked, place, _twins()[year % 400])
            found = self._known[year] = tuple(new_year + day for day in places)
        return found

    def _first_period(self, year: int) -> int:
        """Where in a year, or after it, the first period lies that the interval does not skip.

        In years, months or days from 1 January; weeks in days from six days before, where the
        week of 1 January may begin.
        """
        freq, step, start = self._asked.freq, self._asked.interval, self._start
        if freq == "YEARLY":
            return (start.year - year) % step
        if freq == "MONTHLY":
            return (start.year * 12 + start.month - 1 - year * 12) % step
        if freq == "DAILY":
            return (self._begin - first_of(year)) % step
        week = self._begin - (start.weekday() - self._asked.week_start) % 7
        return (week - first_of(year) + 6) % (7 * step)


def _explicit(rule: Rule, start: date) -> Rule:
    """The rule with what it takes from its first day written out, and no end."""
    rule = replace(rule, count=None, until="")
    named = rule.by_day or rule.by_month_day or rule.by_year_day or rule.by_week_no
    if not named and rule.freq == "WEEKLY":
        return replace(rule, by_day=((0, start.weekday()),))
    if not named and rule.freq != "DAILY":
        months = (start.month,) if rule.freq == "YEARLY" else ()
        rule = replace(rule, by_month_day=(start.day,), by_month=rule.by_month or months)
    if rule.has_ordinals and not all(number for number, _ in rule.by_day):
        # Of “every Friday and the last Saturday” dateutil takes what is both, which is nothing.
        most = _MOST_PLACES["MONTHLY" if rule.by_month else rule.freq]
        places = range(1, most + 1)
        every = {(n, day) for number, day in rule.by_day for n in ([number] if number else places)}
        rule = replace(rule, by_day=tuple(sorted(every)))
    return rule


def first_of(year: int) -> int:
    """The number of 1 January, also of years before the first and after the last one."""
    gone = year - 1
    return gone * 365 + gone // 4 - gone // 100 + gone // 400 + 1


@lru_cache(maxsize=4096)
def year_of(day: int) -> int:
    """The year of a day by its number."""
    return date.fromordinal(day).year


@lru_cache(maxsize=1)
def _twins() -> tuple[int, ...]:
    """By a year's number within four centuries, the latest year that is its twin."""
    latest = {_kind(year): year for year in range(_LATE - 399, _LATE + 1)}
    return tuple(latest[_kind(year)] for year in range(400))


def _kind(year: int) -> tuple[int, bool, bool, bool]:
    """On which weekday a year begins, and how long it and its neighbours are."""
    leap = calendar.isleap
    return first_of(year) % 7, leap(year - 1), leap(year), leap(year + 1)


@lru_cache(maxsize=16384)
def _days_of_year(rule: Rule, place: int, year: int) -> tuple[int, ...]:
    if not _comes_ever(replace(rule, interval=1)):
        return ()
    begin = _period_start(rule.freq, place, year)
    found = [moment.date() for moment in _told(rule, begin, datetime(year, 12, 31))]
    if rule.by_week_no:
        found = _placed(rule, [day for day in found if _week_fits(rule, day)])
    new_year = first_of(year)
    return tuple(day.toordinal() - new_year for day in found if day.year == year)


@lru_cache(maxsize=4096)
def _comes_ever(rule: Rule) -> bool:
    """Whether any year has a day that the rule names; 28 of them hold years of all kinds."""
    span = datetime(_LATE - 27, 1, 1), datetime(_LATE, 12, 31)
    return next(_told(rule, *span), None) is not None


def _told(rule: Rule, begin: datetime, until: datetime) -> Iterator[datetime]:
    from dateutil.rrule import rrule, weekday

    days = rule.by_day or (tuple((0, day) for day in range(7)) if rule.by_week_no else ())
    told = rrule(
        _NUMBERS[rule.freq], begin, rule.interval, wkst=rule.week_start, until=until,
        bysetpos=None if rule.by_week_no else rule.by_set_pos or None,
        bymonth=rule.by_month or None, bymonthday=rule.by_month_day or None,
        byyearday=rule.by_year_day or None,
        byweekday=[weekday(day, number or None) for number, day in days] or None,
    )  # fmt: skip
    try:
        yield from told
    except ValueError:
        return  # The last week of the last year goes on into one that dateutil cannot say


def _period_start(freq: str, place: int, year: int) -> datetime:
    if freq == "MONTHLY":
        return datetime(year, place + 1, 1)
    days = {"YEARLY": 0, "DAILY": place, "WEEKLY": place - 6}[freq]
    return datetime(year, 1, 1) + timedelta(days=days)


def _placed(rule: Rule, days: list[date]) -> list[date]:
    if not rule.by_set_pos:
        return days
    places = {n - 1 if n > 0 else len(days) + n for n in rule.by_set_pos}
    return [day for place, day in enumerate(days) if place in places]


def _week_fits(rule: Rule, day: date) -> bool:
    """Week 1 is the first with four days in the year, the week beginning as the rule says.

    These are sifted here because dateutil takes 1 January 2022 for a day of week 53 of its year.
    """
    middle = date.fromordinal(day.toordinal() - (day.weekday() - rule.week_start) % 7 + 3)
    week = (middle.timetuple().tm_yday - 1) // 7 + 1
    late = date(middle.year, 12, 28)
    late_middle = late.toordinal() - (late.weekday() - rule.week_start) % 7 + 3
    weeks = (late_middle - first_of(middle.year)) // 7 + 1
    return week in rule.by_week_no or week - weeks - 1 in rule.by_week_no
