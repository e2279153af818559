"""The days of a rule inside a span: days, weeks and birthdays in closed form, the rest by dateutil.

A rule is a row of days, told by their numbers (``date.toordinal``): its times are those days at
the time of day at which the series began. ``between`` jumps to the span wherever the rule has no
count, so a series of twenty years costs what its shown week costs.
"""

from __future__ import annotations

import calendar
from array import array
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from time import monotonic
from typing import Protocol

from app.storage.recurring import Rule
from app.storage.recurring_years import DaysOfYears, first_of, year_of

MOST_ROUNDS, MOST_SECONDS = 10_000, 0.2
_LAST_DAY = date.max.toordinal()
_PERIOD = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}


class Days(Protocol):
    """The days on which a rule has a time."""

    def between(self, first: int, last: int) -> Sequence[int]:
        """Those from day ``first`` to day ``last``, both included, in order."""
        ...

    def latest(self) -> int:
        """A day after which there is none."""
        ...


def starts(rule: Rule, start: datetime, first: datetime, last: datetime) -> Iterator[datetime]:
    """The wall times from ``first`` up to, not with, ``last``, at which an occurrence begins.

    ``start`` is the first wall time of the series (DTSTART); it comes only if the rule meets it.
    """
    clock = start.time()
    days = days_of(rule, start.date())
    until = min(last.toordinal(), days.latest())
    for day in _walked(days, max(start, first).toordinal(), until):
        moment = datetime.combine(date.fromordinal(day), clock)
        if first <= moment < last:
            yield moment


def days_of(rule: Rule, start: date) -> Days:
    """The days of a rule whose series begins on a day; ``UNTIL`` is left to the caller."""
    begin = start.toordinal()
    plain = not (_is_odd(rule) or rule.by_day or rule.by_month or rule.by_month_day)
    if rule.freq == "YEARLY" and plain and (start.month, start.day) != (2, 29):
        return _Yearly(start, rule.interval, rule.count)
    if rule.freq == "DAILY" and not _is_odd(rule):
        if plain:
            return _Stepped(begin, rule.interval, rule.count)
        days: Days = _Sifted(rule, _Stepped(begin, rule.interval))
    elif rule.freq == "WEEKLY" and not (_is_odd(rule) or rule.by_month_day):
        if len(rule.by_day) < 2 and not rule.by_month:
            return _Stepped(_first_week_day(rule, start), 7 * rule.interval, rule.count)
        days = _Weeks(rule, start)
    else:
        days = DaysOfYears(rule, start)
    if not rule.count:
        return days
    rounds = MOST_ROUNDS * rule.interval * _PERIOD[rule.freq]
    return _Counted(days, begin, min(begin + rounds, _LAST_DAY), rule.count)


def _first_week_day(rule: Rule, start: date) -> int:
    """The first day of a series that names one weekday at most."""
    begin = start.toordinal()
    if not rule.by_day:
        return begin
    week = begin - (start.weekday() - rule.week_start) % 7
    first = week + (rule.weekdays[0] - rule.week_start) % 7
    return first if first >= begin else first + 7 * rule.interval


def _is_odd(rule: Rule) -> bool:
    return bool(rule.by_year_day or rule.by_week_no or rule.by_set_pos)


def _walked(days: Days, first: int, last: int) -> Iterator[int]:
    """The days of a span year by year, so that whoever needs few makes few; R39 ends it."""
    deadline = monotonic() + MOST_SECONDS
    while first <= last and monotonic() < deadline:
        year_end = min(last, first_of(year_of(first) + 1) - 1)
        yield from days.between(first, year_end)
        first = year_end + 1


class _Stepped:
    """Every so many days, with no more to it."""

    def __init__(self, start: int, step: int, count: int | None = None) -> None:
        self._start, self._step = start, step
        self._last = min(_LAST_DAY, start + (count - 1) * step) if count else _LAST_DAY

    def between(self, first: int, last: int) -> Sequence[int]:
        start, step = self._start, self._step
        begin = start if first <= start else start - (start - first) // step * step
        return range(begin, min(last, self._last) + 1, step)

    def latest(self) -> int:
        return self._last


class _Yearly:
    """The same day of every so many years, with no more to it; not 29 February."""

    def __init__(self, start: date, step: int, count: int | None) -> None:
        self._start, self._step, self._begin = start, step, start.toordinal()
        self._last_year = min(date.max.year, start.year + (count - 1) * step if count else 9999)

    def between(self, first: int, last: int) -> Sequence[int]:
        if last < first or last < self._begin:
            return ()
        start, step = self._start, self._step
        early = max(first, self._begin)
        gone = (year_of(early) - start.year) // step
        years = range(start.year + gone * step, min(year_of(last), self._last_year) + 1, step)
        days = (start.replace(year=year).toordinal() for year in years)
        return [day for day in days if early <= day <= last]

    def latest(self) -> int:
        gone = (self._last_year - self._start.year) // self._step
        return self._start.replace(year=self._start.year + gone * self._step).toordinal()


class _Sifted:
    """Of days in steps those of certain weekdays, months and days of the month."""

    def __init__(self, rule: Rule, days: _Stepped) -> None:
        self._rule, self._days = rule, days
        self._weekdays = frozenset(rule.weekdays) or frozenset(range(7))

    def between(self, first: int, last: int) -> Sequence[int]:
        return [
            day
            for day in self._days.between(first, last)
            if (day + 6) % 7 in self._weekdays and self._fits(date.fromordinal(day))
        ]

    def latest(self) -> int:
        return _LAST_DAY

    def _fits(self, day: date) -> bool:
        rule = self._rule
        if rule.by_month and day.month not in rule.by_month:
            return False
        if not rule.by_month_day or day.day in rule.by_month_day:
            return True
        return day.day - calendar.monthrange(day.year, day.month)[1] - 1 in rule.by_month_day


class _Weeks:
    """Certain weekdays of every so many weeks."""

    def __init__(self, rule: Rule, start: date) -> None:
        self._begin, self._months = start.toordinal(), rule.by_month
        offset = (start.weekday() - rule.week_start) % 7
        # The very first week may begin before time does: its number is then below 1.
        self._week, self._step = self._begin - offset, 7 * rule.interval
        named = {(day - rule.week_start) % 7 for day in rule.weekdays}
        self._offsets = sorted(named or {offset})

    def between(self, first: int, last: int) -> Sequence[int]:
        first, last = max(first, self._begin), min(last, _LAST_DAY)
        week = self._week + (first - self._week) // self._step * self._step
        found = [
            day
            for begin in range(week, last + 1, self._step)
            for offset in self._offsets
            if first <= (day := begin + offset) <= last
        ]
        if not self._months:
            return found
        return [day for day in found if date.fromordinal(day).month in self._months]

    def latest(self) -> int:
        return _LAST_DAY


class _Counted:
    """No more than so many days from the start on; they are told once and kept."""

    def __init__(self, days: Days, first: int, last: int, count: int) -> None:
        self._days, self._span, self._count = days, (first, last), count
        self._found: array[int] | None = None

    def between(self, first: int, last: int) -> Sequence[int]:
        return [day for day in self._all() if first <= day <= last]

    def latest(self) -> int:
        found = self._all()
        return found[-1] if found else self._span[0]

    def _all(self) -> array[int]:
        if self._found is None:
            every = _walked(self._days, *self._span)
            self._found = array("i", islice(every, self._count))
        return self._found
