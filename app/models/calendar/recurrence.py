"""Series of appointments: rules in words, and the occurrences that meet a span (RFC 5545, R39)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from app.models.errors import Refusal
from app.storage.occurrences import (
    ENDLESS,
    Occurrence,
    Series,
    occurrences_of,
    read_walls,
    series_end_of,
)
from app.storage.recurring import BadRule, Rule, parse_rule, rule_text
from app.storage.wall_time import parse_wall

__all__ = [
    "ENDLESS",
    "BadRule",
    "Occurrence",
    "Rule",
    "check_rule",
    "occurrences",
    "parse_rule",
    "read_walls",
    "rule_text",
    "sentence",
    "series_end",
    "walls_text",
]

_UNITS = {
    "DAILY": ("day", "days"), "WEEKLY": ("week", "weeks"), "MONTHLY": ("month", "months"),
    "YEARLY": ("year", "years"),
}  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_PLACES = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last",
           -2: "last but one"}  # fmt: skip


def check_rule(text: str) -> str:
    """Why a rule cannot be followed, as a sentence; empty for one that can, and for none."""
    try:
        if text:
            parse_rule(text)
    except BadRule as error:
        return str(error)
    return ""


def walls_text(walls: Sequence[str]) -> str:
    """Wall times as the columns ``rdates`` and ``exdates`` keep them: a JSON list, or nothing."""
    return json.dumps(sorted(set(walls))) if walls else ""


def occurrences(
    start_at: str,
    end_at: str,
    *,
    first: str,
    last: str,
    rrule: str = "",
    rdates: str = "",
    exdates: str = "",
    zone: str = "",
) -> list[Occurrence]:
    """What of a series meets the half-open span of wall times of its zone, in order of time.

    The first one always belongs to the series, also where the rule would not name it, unless it
    is among the exceptions. Wall times that the clocks jump over move forward; a doubled hour means
    its first coming. Each lasts as many real minutes as the first one. Raises ``Refusal`` for a
    rule that is not followed.
    """
    series = Series(start_at, end_at, rrule, rdates, exdates, zone)
    try:
        return occurrences_of(series, parse_wall(first), parse_wall(last))
    except BadRule as error:
        raise Refusal(str(error), "rrule") from error


def series_end(
    start_at: str, end_at: str, *, rrule: str = "", rdates: str = "", zone: str = ""
) -> str:
    """A wall time after which nothing of the series can be; ``9999`` for one without an end.

    Empty for what is no series.
    """
    try:
        return series_end_of(Series(start_at, end_at, rrule, rdates, "", zone))
    except BadRule as error:
        raise Refusal(str(error), "rrule") from error


def sentence(rrule: str, start_at: str, zone: str = "") -> str:
    """A rule in words: “Every Tuesday until 3 March 2027”; empty for none."""
    if not rrule:
        return ""
    try:
        rule = parse_rule(rrule)
        start = parse_wall(start_at)
    except ValueError:
        return "On days of its own"
    return _every(rule, start) + _ending(rule, zone)


def _every(rule: Rule, start: datetime) -> str:
    special = rule.by_set_pos or rule.by_year_day or rule.by_week_no
    if special or (rule.by_month and rule.freq != "YEARLY"):
        return _odd(rule)
    if rule.freq == "WEEKLY" or (rule.freq == "DAILY" and rule.by_day):
        return _weeks(rule, start)
    one, many = _UNITS[rule.freq]
    said = f"Every {one}" if rule.interval == 1 else f"Every {_number(rule.interval)} {many}"
    if rule.freq == "MONTHLY":
        return f"{said} on {_month_days(rule, start)}"
    if rule.freq == "YEARLY":
        months = _joined([_MONTHS[month - 1] for month in rule.by_month or (start.month,)])
        if rule.by_day:
            return f"{said} on {_month_days(rule, start)} of {months if rule.by_month else one}"
        return f"{said} on {_joined(_numbers(rule, start))} {months}"
    return said


def _weeks(rule: Rule, start: datetime) -> str:
    days = sorted(set(rule.weekdays)) or [start.weekday()]
    names = [_DAYS[day] for day in days]
    if days == [0, 1, 2, 3, 4]:
        names = ["weekday"]
    if rule.interval == 1:
        return "Every day" if len(days) == 7 else f"Every {_joined(names)}"
    if days == [0, 1, 2, 3, 4]:
        names = ["weekdays"]
    unit = _UNITS[rule.freq][1]
    return f"Every {_number(rule.interval)} {unit} on {_joined(names)}"


def _numbers(rule: Rule, start: datetime) -> list[str]:
    return [
        "the last day of" if day == -1 else str(day) for day in rule.by_month_day or (start.day,)
    ]


def _month_days(rule: Rule, start: datetime) -> str:
    if rule.by_day:
        named = [
            f"the {_PLACES.get(place, f'{place}.')} {_DAYS[day]}"
            if place
            else f"every {_DAYS[day]}"
            for place, day in rule.by_day
        ]
        limits = f" that is day {_joined(list(map(str, rule.by_month_day)))}"
        return _joined(named) + (limits if rule.by_month_day else "")
    days = rule.by_month_day or (start.day,)
    return _joined(["the last day" if day == -1 else f"day {day}" for day in days])


def _odd(rule: Rule) -> str:
    """Seldom rules: what they count in, honestly short."""
    one, many = _UNITS[rule.freq]
    said = f"Every {one}" if rule.interval == 1 else f"Every {_number(rule.interval)} {many}"
    if rule.by_month:
        said += f" in {_joined([_MONTHS[month - 1] for month in rule.by_month])}"
    if rule.by_day:
        said += f" on {_joined([_DAYS[day] for day in dict.fromkeys(rule.weekdays)])}"
    return f"{said}, on chosen days" if rule.by_set_pos or rule.by_year_day else said


def _ending(rule: Rule, zone: str) -> str:
    if rule.count:
        return ", once" if rule.count == 1 else f", {_number(rule.count)} times"
    if rule.until:
        from app.storage.recurring import last_start

        day = last_start(rule, zone, all_day=False)
        return f" until {day.day} {_MONTHS[day.month - 1]} {day.year}"
    return ""


def _number(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if number < len(words) else str(number)


def _joined(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
