"""Dates and times as people type them. Pure: no Qt, no clock; `today` is given.

A date without a year is the next such day, today included, unless `past` asks for the last one.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta

_DAY_NAMES = (
    ("mon", "monday", "montag", "mo"),
    ("tue", "tues", "tuesday", "dienstag", "di"),
    ("wed", "weds", "wednesday", "mittwoch", "mi"),
    ("thu", "thur", "thurs", "thursday", "donnerstag", "do"),
    ("fri", "friday", "freitag", "fr"),
    ("sat", "saturday", "samstag", "sonnabend", "sa"),
    ("sun", "sunday", "sonntag", "so"),
)
_MONTH_NAMES = (
    ("jan", "january", "januar", "jän", "jänner"),
    ("feb", "february", "februar"),
    ("mar", "march", "märz", "mär", "mrz"),
    ("apr", "april"),
    ("may", "mai"),
    ("jun", "june", "juni"),
    ("jul", "july", "juli"),
    ("aug", "august"),
    ("sep", "sept", "september"),
    ("oct", "october", "okt", "oktober"),
    ("nov", "november"),
    ("dec", "december", "dez", "dezember"),
)
_DAYS = {name: number for number, names in enumerate(_DAY_NAMES) for name in names}
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
_NEAR = {
    "today": 0,
    "now": 0,
    "heute": 0,
    "tomorrow": 1,
    "tmrw": 1,
    "morgen": 1,
    "yesterday": -1,
    "gestern": -1,
    "day after tomorrow": 2,
    "übermorgen": 2,
    "day before yesterday": -2,
    "vorgestern": -2,
}
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NUMBERS |= {"einem": 1, "einer": 1, "zwei": 2, "drei": 3, "vier": 4}
_UNITS = (
    ("day", ("d", "day", "days", "tag", "tage", "tagen")),
    ("week", ("w", "wk", "week", "weeks", "woche", "wochen")),
    ("month", ("m", "month", "months", "monat", "monate", "monaten")),
    ("year", ("y", "year", "years", "jahr", "jahre", "jahren")),
)
_UNIT = {word: unit for unit, words in _UNITS for word in words}
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})[./\- ]+(\d{1,2})(?:[./\- ]+(\d{4}|\d{2})|[./])?")
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.)?\s*(?:of\s+)?([^\W\d]+)\.?(?:[ ,]+(\d{4}|\d{2}))?"
)
_MONTH_DAY = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:[ ,]+(\d{4}))?")
_LATER = re.compile(r"(?:in\s+|\+\s*)(\w+?)\s*([^\W\d]+)?")
_AGO = re.compile(r"(?:(\w+)\s+([^\W\d]+)\s+ago|vor\s+(\w+)\s+([^\W\d]+))")


def parse_date(
    text: str, today: date, *, day_first: bool = True, past: bool = False
) -> date | None:
    """The day a typed text means; None when it means none. `day_first` settles 3/4."""
    words = " ".join(text.lower().replace(",", " ").split())
    if not words:
        return None
    if words in _NEAR:
        return _shifted(today, "day", _NEAR[words])
    for reader in (_iso, _later, _ago, _weekday, _period):
        found = reader(words, today)
        if found is not None:
            return found
    # "Fri 20 Nov" and "Thu, 19.11.": the day's name in front is for the reader's comfort.
    first, _, rest = words.partition(" ")
    if rest and first.rstrip(".") in _DAYS:
        words = rest
    return _figures(words, today, day_first, past) or _named(words, today, past)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _shifted(start: date, unit: str, amount: int) -> date | None:
    try:
        if unit == "day":
            return start + timedelta(days=amount)
        if unit == "week":
            return start + timedelta(weeks=amount)
    except OverflowError:
        return None
    months = start.month - 1 + (amount if unit == "month" else 12 * amount)
    year, month = start.year + months // 12, months % 12 + 1
    # The 31st a month later is that month's last day.
    for day in range(start.day, start.day - 4, -1):
        found = _day(year, month, day) if 1 <= year <= 9999 else None
        if found is not None:
            return found
    return None


def _amount(word: str | None) -> int | None:
    if word is None:
        return None
    if word.isdecimal() and len(word) <= 4:
        return int(word)
    return _NUMBERS.get(word)


def _iso(words: str, _today: date) -> date | None:
    match = _ISO.fullmatch(words)
    return _day(*(int(part) for part in match.groups())) if match else None


def _later(words: str, today: date) -> date | None:
    match = _LATER.fullmatch(words)
    if match is None:
        return None
    amount, unit = _amount(match[1]), _UNIT.get(match[2] or "day")
    return _shifted(today, unit, amount) if amount is not None and unit else None


def _ago(words: str, today: date) -> date | None:
    match = _AGO.fullmatch(words)
    if match is None:
        return None
    amount, unit = _amount(match[1] or match[3]), _UNIT.get(match[2] or match[4])
    return _shifted(today, unit, -amount) if amount is not None and unit else None


def _weekday(words: str, today: date) -> date | None:
    name, forward, extra = words.rstrip("."), 0, 0
    for lead, weeks in (("next ", 1), ("this ", 0), ("on ", 0), ("nächsten ", 1), ("last ", -1)):
        if name.startswith(lead):
            name, extra = name[len(lead) :], weeks
            break
    if name not in _DAYS:
        return None
    forward = (_DAYS[name] - today.weekday()) % 7
    if extra < 0:
        return today - timedelta(days=(today.weekday() - _DAYS[name]) % 7 or 7)
    if extra and forward == 0:
        forward = 7
    return today + timedelta(days=forward)


def _period(words: str, today: date) -> date | None:
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    table = {
        "next week": monday + timedelta(weeks=1),
        "nächste woche": monday + timedelta(weeks=1),
        "next month": _shifted(first, "month", 1),
        "nächster monat": _shifted(first, "month", 1),
        "next year": _day(today.year + 1, 1, 1) if today.year < 9999 else None,
        "end of week": monday + timedelta(days=4),
        "end of month": (_shifted(first, "month", 1) or first) - timedelta(days=1),
        "end of year": date(today.year, 12, 31),
    }
    return table.get(words)


def _year(text: str, today: date) -> int:
    """Two figures mean the year within twenty years ahead, or the past."""
    if len(text) == 4:
        return int(text)
    century = today.year - today.year % 100
    year = century + int(text)
    return year - 100 if year > today.year + 20 else year


def _without_year(month: int, day: int, today: date, past: bool) -> date | None:
    for step in range(9):
        found = _day(today.year + (-step if past else step), month, day)
        if found is not None and (found <= today if past else found >= today):
            return found
    return None


def _dated(day: int, month: int, year: str | None, today: date, past: bool) -> date | None:
    if year:
        return _day(_year(year, today), month, day)
    return _without_year(month, day, today, past)


def _figures(words: str, today: date, day_first: bool, past: bool) -> date | None:
    match = _FIGURES.fullmatch(words)
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    # A dot after the day is German and Nordic usage: the day leads, whatever the locale.
    if not day_first and "." not in words:
        first, second = second, first
    if second > 12 >= first:
        first, second = second, first
    return _dated(first, second, match[3], today, past)


def _named(words: str, today: date, past: bool) -> date | None:
    match = _DAY_MONTH.fullmatch(words)
    if match and match[2] in _MONTHS:
        return _dated(int(match[1]), _MONTHS[match[2]], match[3], today, past)
    match = _MONTH_DAY.fullmatch(words)
    if match and match[1] in _MONTHS:
        return _dated(int(match[2]), _MONTHS[match[1]], match[3], today, past)
    return None


_TIME = re.compile(
    r"(\d{1,2})(?:[:.h ]\s*(\d{2})|(?<=\d\d)(\d{2})|(?<=\d)(\d{2}))?\s*(?:h|uhr|o'clock)?\s*"
    r"(am|pm|a\.m\.|p\.m\.|a|p)?"
)
_TIME_WORDS = {"noon": time(12), "midday": time(12), "mittag": time(12), "midnight": time(0)}


def parse_time(text: str) -> time | None:
    """The time of day a typed text means ("9", "1030", "10.30", "2:30 pm"); None when none."""
    words = " ".join(text.lower().split())
    if words in _TIME_WORDS:
        return _TIME_WORDS[words]
    match = _TIME.fullmatch(words)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or match[3] or match[4] or 0)
    half = (match[5] or "")[:1]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
