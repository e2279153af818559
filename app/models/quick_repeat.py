"""Words of repetition in a typed line: "every tue", "every 2 weeks until 3 March", "daily"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

DayReader = Callable[[str, date], date | None]

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NAMES = (
    "mon(?:day)?s?", "tue(?:s|sday)?s?", "wed(?:s|nesday)?s?", "thu(?:r|rs|rsday)?s?",
    "fri(?:day)?s?", "sat(?:urday)?s?", "sun(?:day)?s?",
)  # fmt: skip
_DAY = "(?:" + "|".join(_NAMES) + ")"
_COUNTS = {"other": 2, "second": 2, "third": 3, "fourth": 4}
_EVERY_DAYS = re.compile(
    rf"\bevery\s+(?:(other|second|third|fourth|\d{{1,2}})\s+)?"
    rf"({_DAY}(?:\s*(?:,|and|&|\+)\s*{_DAY})*)\b", re.I
)  # fmt: skip
_EVERY_UNIT = re.compile(
    r"\bevery\s+(?:(other|second|third|fourth|\d{1,2})\s+)?(day|week|month|year|weekday)s?\b", re.I
)
_PLAIN = re.compile(r"\b(daily|weekly|monthly|yearly)\b", re.I)
_TIMES = re.compile(r"\b(?:x\s?(\d{1,3})|(\d{1,3})\s*(?:x|times))\b", re.I)
_UNTIL = re.compile(r"\b(?:until|till)\s+(.+)$", re.I)
_UNITS = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_ADVERBS = {"daily": "DAILY", "weekly": "WEEKLY", "monthly": "MONTHLY", "yearly": "YEARLY"}
_WEEKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


@dataclass(frozen=True, slots=True)
class Repetition:
    """The rule (RFC 5545) a line asks for and the first day it names, with the line's rest."""

    rest: str
    rule: str = ""
    first: date | None = None


def read_repetition(text: str, today: date, day_of: DayReader) -> Repetition:
    """Take repetition out of a line; the rest is the line without those words."""
    found = _days(text, today) or _unit(text, today) or _adverb(text)
    if found is None:
        return Repetition(text)
    rest, ending = _ending(found.rest, today, day_of)
    return Repetition(rest, found.rule + ending, found.first)


def _cut(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _interval(word: str | None) -> str:
    number = _COUNTS.get((word or "").lower()) or (int(word) if word and word.isdecimal() else 1)
    return f";INTERVAL={number}" if number > 1 else ""


def _days(text: str, today: date) -> Repetition | None:
    match = _EVERY_DAYS.search(text)
    if match is None:
        return None
    spoken = re.split(r"\s*(?:,|and|&|\+)\s*", match[2], flags=re.I)
    codes = [
        code for code, name in zip(_CODES, _NAMES, strict=True)
        if any(re.fullmatch(name, one, re.I) for one in spoken)
    ]  # fmt: skip
    first = min(today + timedelta(days=(_CODES.index(one) - today.weekday()) % 7) for one in codes)
    rule = f"FREQ=WEEKLY{_interval(match[1])};BYDAY={','.join(codes)}"
    return Repetition(_cut(text, match), rule, first)


def _unit(text: str, today: date) -> Repetition | None:
    match = _EVERY_UNIT.search(text)
    if match is None:
        return None
    unit = match[2].lower()
    if unit == "weekday":
        first = today if today.weekday() < 5 else today + timedelta(days=7 - today.weekday())
        return Repetition(_cut(text, match), _WEEKDAYS, first)
    return Repetition(_cut(text, match), f"FREQ={_UNITS[unit]}{_interval(match[1])}")


def _adverb(text: str) -> Repetition | None:
    match = _PLAIN.search(text)
    if match is None:
        return None
    return Repetition(_cut(text, match), f"FREQ={_ADVERBS[match[1].lower()]}")


def _ending(text: str, today: date, day_of: DayReader) -> tuple[str, str]:
    """A last day or a number of times, as the end of a rule."""
    match = _TIMES.search(text)
    if match is not None:
        count = int(match[1] or match[2])
        if 0 < count <= 999:
            return _cut(text, match), f";COUNT={count}"
    match = _UNTIL.search(text)
    words = match[1].split() if match is not None else []
    for size in range(min(len(words), 4), 0, -1):
        day = day_of(" ".join(words[:size]).strip(",;"), today)
        if day is not None and match is not None:
            rest = f"{text[: match.start()]} {' '.join(words[size:])}"
            return rest, f";UNTIL={day:%Y%m%d}"
    return text, ""
