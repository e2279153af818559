"""The days of a rule inside a span: days and weeks in closed form, months counted, the rest sifted.

``starts`` jumps to the span wherever the rule has no count, so a series of twenty years costs what
its shown week costs.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import takewhile
from time import monotonic

from app.storage.recurring import Rule

MOST_ROUNDS, MOST_SECONDS = 10_000, 0.2


def starts(rule: Rule, start: datetime, first: datetime, last: datetime) -> Iterator[datetime]:
    """The wall times from ``first`` up to, not with, ``last``, at which an occurrence begins.

    ``start`` is the first wall time of the series (DTSTART); it comes only if the rule meets it.
    """
    if _is_plain_days(rule):
        found: Iterable[datetime] = _daily(rule, start, first, last)
    elif _is_plain_weeks(rule):
        found = _weekly(rule, start, first, last)
    elif _is_plain_months(rule):
        found = _counted(rule, _monthly(rule, start, first, last), start)
    else:
        found = _counted(rule, _sifted(rule, start, first, last), start)
    return (moment for moment in takewhile(lambda m: m < last, found) if moment >= first)


def _is_plain_days(rule: Rule) -> bool:
    limits = rule.by_day or rule.by_month or rule.by_month_day
    special = rule.by_year_day or rule.by_week_no or rule.by_set_pos
    return rule.freq == "DAILY" and not special and not (rule.count and limits)


def _is_plain_weeks(rule: Rule) -> bool:
    special = rule.by_year_day or rule.by_week_no or rule.by_set_pos or rule.by_month_day
    return rule.freq == "WEEKLY" and not special and not (rule.count and rule.by_month)


def _is_plain_months(rule: Rule) -> bool:
    if rule.by_year_day or rule.by_week_no:
        return False
    if rule.freq == "YEARLY":
        return not rule.by_day or bool(rule.by_month)
    return rule.freq == "MONTHLY"


def _daily(rule: Rule, start: datetime, first: datetime, last: datetime) -> Iterator[datetime]:
    step = timedelta(days=rule.interval)
    number = max(0, -((start - first) // step))
    weekdays = set(rule.weekdays)
    end = min(number + MOST_ROUNDS, rule.count or number + MOST_ROUNDS)
    span_end = min(last, datetime.max - step)
    moment = start + number * step if number < 3_000_000 // rule.interval else last
    while number < end and moment < span_end:
        month_day_fits = not rule.by_month_day or _month_day_fits(rule, moment)
        if (
            (not weekdays or moment.weekday() in weekdays)
            and (not rule.by_month or moment.month in rule.by_month)
            and month_day_fits
        ):
            yield moment
        moment += step
        number += 1


def _month_day_fits(rule: Rule, moment: date) -> bool:
    days = calendar.monthrange(moment.year, moment.month)[1]
    return moment.day in rule.by_month_day or moment.day - days - 1 in rule.by_month_day


def _weekly(rule: Rule, start: datetime, first: datetime, last: datetime) -> Iterator[datetime]:
    offset = (start.weekday() - rule.week_start) % 7
    offsets = sorted({(day - rule.week_start) % 7 for day in rule.weekdays} or {offset})
    step = timedelta(weeks=rule.interval)
    number = max(0, (first - start) // step - 1)
    in_first_week = sum(one >= offset for one in offsets)
    done = in_first_week + (number - 1) * len(offsets) if number else 0
    for week_number in range(number, number + MOST_ROUNDS):
        try:
            week = start - timedelta(days=offset) + week_number * step
            moments = [week + timedelta(days=one) for one in offsets]
        except OverflowError:
            if week_number:
                return
            # The very first week may begin before time does.
            moments = [start + timedelta(days=o - offset) for o in offsets if o >= offset]
        for moment in moments:
            if moment < start:
                continue
            if moment >= last or (rule.count and done >= rule.count):
                return
            done += 1
            if not rule.by_month or moment.month in rule.by_month:
                yield moment


def _counted(rule: Rule, moments: Iterable[datetime], start: datetime) -> Iterator[datetime]:
    """No more than the rule's count of those not before the start."""
    done = 0
    for moment in moments:
        if moment < start:
            continue
        if rule.count and done >= rule.count:
            return
        done += 1
        yield moment


def _monthly(rule: Rule, start: datetime, first: datetime, last: datetime) -> Iterator[datetime]:
    """Months and years: the days of each period, one period after the other."""
    deadline = monotonic() + MOST_SECONDS
    jump_to = start if rule.count else max(start, first)
    yearly = rule.freq == "YEARLY"
    gone = jump_to.year - start.year
    if not yearly:
        gone = gone * 12 + jump_to.month - start.month
    period = max(0, gone // rule.interval)
    for number in range(period, period + MOST_ROUNDS):
        months = _months_of(rule, start, number * rule.interval)
        if monotonic() > deadline:
            return
        if not months:
            continue
        year, month = months[0]
        if year > last.year or (not yearly and (year, month) > (last.year, last.month)):
            return
        days = [datetime(y, m, d) for y, m in months for d in _days_of(rule, start, y, m)]
        for day in _placed(rule, days):
            yield day.replace(hour=start.hour, minute=start.minute, second=start.second)


def _months_of(rule: Rule, start: datetime, gone: int) -> list[tuple[int, int]]:
    """The months looked at ``gone`` years or months after the first one."""
    if rule.freq == "YEARLY":
        plain = (start.month,) if not rule.by_month_day else tuple(range(1, 13))
        year = start.year + gone
        return [(min(year, 9999 + (year > 9999)), m) for m in rule.by_month or plain]
    years, month = divmod(start.month - 1 + gone, 12)
    if rule.by_month and month + 1 not in rule.by_month:
        return []
    return [(start.year + years, month + 1)]


def _days_of(rule: Rule, start: datetime, year: int, month: int) -> list[int]:
    if year > 9999:
        return []
    first_weekday, length = calendar.monthrange(year, month)
    wanted = rule.by_month_day or (() if rule.by_day else (start.day,))
    numbers = {n if n > 0 else length + 1 + n for n in wanted}
    days = {n for n in numbers if 1 <= n <= length}
    if rule.by_day:
        named: set[int] = set()
        for ordinal, weekday in rule.by_day:
            every = list(range(1 + (weekday - first_weekday) % 7, length + 1, 7))
            if not ordinal:
                named.update(every)
            elif abs(ordinal) <= len(every):
                named.add(every[ordinal - 1 if ordinal > 0 else ordinal])
        days = days & named if rule.by_month_day else named
    return sorted(days)


def _placed(rule: Rule, days: list[datetime]) -> list[datetime]:
    if not rule.by_set_pos:
        return days
    count = len(days)
    places = {n - 1 if n > 0 else count + n for n in rule.by_set_pos}
    return [day for place, day in enumerate(days) if place in places]


def _sifted(rule: Rule, start: datetime, first: datetime, last: datetime) -> Iterator[datetime]:
    """The seldom rules: every day of each day, week or year looked at, for a while at most."""
    deadline = monotonic() + MOST_SECONDS
    begin = start if rule.count else max(start, first)
    number = max(0, _periods_gone(rule, start, begin))
    clock = start.time()
    for period in range(number, number + MOST_ROUNDS):
        days = _days_in(rule, start, period * rule.interval)
        if not days or days[0] > last.date() or monotonic() > deadline:
            return
        fitting = [datetime.combine(d, clock) for d in days if _fits(rule, start, d)]
        yield from _placed(rule, fitting)


def _periods_gone(rule: Rule, start: datetime, moment: datetime) -> int:
    if rule.freq == "YEARLY":
        return (moment.year - start.year) // rule.interval
    days = (moment - start).days // (7 if rule.freq == "WEEKLY" else 1)
    return days // rule.interval - 1


def _days_in(rule: Rule, start: datetime, gone: int) -> list[date]:
    """The days of the period ``gone`` days, weeks or years after the first; none past the end."""
    if rule.freq == "YEARLY":
        year = start.year + gone
        if year > 9999:
            return []
        first, count = date(year, 1, 1), 365 + calendar.isleap(year)
    else:
        weekly = rule.freq == "WEEKLY"
        before = (start.weekday() - rule.week_start) % 7 if weekly else 0
        number = start.toordinal() - before + gone * (7 if weekly else 1)
        if not 1 <= number <= date.max.toordinal() - 7:
            return []
        first, count = date.fromordinal(number), 7 if weekly else 1
    return [date.fromordinal(first.toordinal() + place) for place in range(count)]


def _fits(rule: Rule, start: datetime, day: date) -> bool:
    """Whether a day meets every part of the rule that names days."""
    if rule.by_month and day.month not in rule.by_month:
        return False
    if rule.by_month_day and not _month_day_fits(rule, day):
        return False
    if rule.by_year_day:
        number, length = day.timetuple().tm_yday, 365 + calendar.isleap(day.year)
        if number not in rule.by_year_day and number - length - 1 not in rule.by_year_day:
            return False
    if rule.by_week_no and not _week_fits(rule, day):
        return False
    if rule.by_day:
        return any(_weekday_fits(rule, day, *named) for named in rule.by_day)
    return rule.freq != "WEEKLY" or day.weekday() == start.weekday() or bool(rule.by_month_day)


def _weekday_fits(rule: Rule, day: date, ordinal: int, weekday: int) -> bool:
    if day.weekday() != weekday:
        return False
    if not ordinal:
        return True
    if rule.by_month:
        place, length = day.day, calendar.monthrange(day.year, day.month)[1]
    else:
        place, length = day.timetuple().tm_yday, 365 + calendar.isleap(day.year)
    return ordinal == (place - 1) // 7 + 1 if ordinal > 0 else -ordinal == (length - place) // 7 + 1


def _week_fits(rule: Rule, day: date) -> bool:
    """Week 1 is the first with four days in the year, the week beginning as the rule says."""
    number = day.toordinal() - (day.weekday() - rule.week_start) % 7 + 3
    if not 1 <= number <= date.max.toordinal():
        return False
    middle = date.fromordinal(number)
    week = (middle.timetuple().tm_yday - 1) // 7 + 1
    late = date(middle.year, 12, 28)
    late_middle = late.toordinal() - (late.weekday() - rule.week_start) % 7 + 3
    weeks = (late_middle - date(middle.year, 1, 1).toordinal()) // 7 + 1
    return week in rule.by_week_no or week - weeks - 1 in rule.by_week_no
