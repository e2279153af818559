"""An appointment typed in one line: "Site visit Thu 10:30 45 min". Pure: the day reader is given.

What is understood is taken out; what is left is the title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.models.calendar.appointment import KINDS
from app.models.quick_repeat import DayReader, read_repetition

_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?"
_RANGE = re.compile(
    rf"\b(?:from\s+|at\s+)?{_CLOCK}\s*(?:-|–|to|until|till)\s*{_CLOCK}(?![\w:./]|\s*\w*day)", re.I
)
_AT = re.compile(r"\b(?:at\s+)?(\d{1,2})[:.](\d{2})\s*(am|pm)?(?![\w./])", re.I)
_AT_HOUR = re.compile(r"\b(?:at\s+(\d{1,2})|(\d{1,2})(?=\s*(?:am|pm)))\s*(am|pm)?\b", re.I)
_LENGTH = re.compile(
    r"\b(?:for\s+)?(\d{1,3}(?:[.,]\d)?)\s*(m|min|mins|minutes|h|hr|hrs|hour|hours)\b", re.I
)
_ALL_DAY = re.compile(r"\ball[ -]day\b", re.I)
_MOST_WORDS = 4
_LEADS = ("on", "am")


@dataclass(frozen=True, slots=True)
class QuickWords:
    """What one typed line says; ``None`` and "" where it says nothing.

    ``minutes`` is a length; ``until`` is the clock time it ends at, where one was said.
    """

    title: str
    start: datetime | None = None
    minutes: int | None = None
    until: time | None = None
    all_day: bool = False
    kind: str = ""
    has_time: bool = False
    rule: str = ""
    people: tuple[str, ...] = ()


def read_line(
    text: str, now: datetime, day_of: DayReader, kinds: Mapping[str, str] | None = None
) -> QuickWords:
    """Take day, time, length, repetition, kind and possible names of people out of a line.

    A time without a day is the next such time: today, or tomorrow when it has passed. ``kinds``
    are the names of the book's kinds by key.
    """
    repeated = read_repetition(text, now.date(), day_of)
    rest, all_day = _cut(_ALL_DAY, repeated.rest)
    rest, at, until = _times(rest)
    if at is not None and until is not None:
        minutes: int | None = _minutes(until) - _minutes(at)
    else:
        rest, minutes = _length(rest)
    rest, day = _day(rest, now.date(), day_of)
    day = day or repeated.first
    title = _begun_as(text, " ".join(rest.split()).strip(" ,;"))
    start = _start(day, at, now, all_day=bool(all_day))
    if at is not None and start is not None and start <= now and day == repeated.first:
        # "Every weekday at 9", typed at eleven, begins tomorrow.
        tomorrow = now.date() + timedelta(days=1)
        day = read_repetition(text, tomorrow, day_of).first or tomorrow
        start = datetime.combine(day, at)
    return QuickWords(
        title=title or text.strip(),
        start=start,
        minutes=None if all_day else minutes,
        until=until,
        all_day=bool(all_day),
        kind=kind_of(title, kinds),
        has_time=at is not None,
        rule=repeated.rule,
        people=possible_names(title, kinds),
    )


def _begun_as(text: str, title: str) -> str:
    """The title with a capital: of “Weekly visit” the words in front had held it."""
    capital = text.lstrip()[:1].isupper() and title[1:2].islower()
    return title[:1].upper() + title[1:] if capital else title


def kind_of(title: str, kinds: Mapping[str, str] | None = None) -> str:
    """The kind a title begins with ("Site visit", "call"), or ""; the longest name wins."""
    folded = title.casefold()
    named = kinds if kinds is not None else {key: one[0] for key, one in KINDS.items()}
    for key, label in sorted(named.items(), key=lambda pair: -len(pair[1])):
        name = label.casefold()
        if name and (folded == name or folded.startswith((f"{name} ", f"{name}:", f"{name},"))):
            return key
    return ""


def possible_names(title: str, kinds: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """What in a title may be somebody's name, likeliest first: after "with", after the kind."""
    named = kinds if kinds is not None else {key: one[0] for key, one in KINDS.items()}
    _, found, after = title.rpartition(" with ")
    candidates = [after] if found else []
    kind = kind_of(title, kinds)
    if kind:
        candidates.append(title[len(named[kind]) :].strip(" :,"))
    words = title.split()
    for size in (3, 2, 1):
        last = words[-size:]
        if len(last) == size < len(words) and all(word[:1].isupper() for word in last):
            candidates.append(" ".join(last))
    return tuple(dict.fromkeys(one for one in candidates if len(one) > 2))


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, re.Match[str] | None]:
    match = pattern.search(text)
    if match is None:
        return text, None
    return f"{text[: match.start()]} {text[match.end() :]}", match


def _clock(hour: str, minute: str | None, half: str | None) -> time | None:
    value, rest = int(hour), int(minute or 0)
    if half and 1 <= value <= 12:
        value = value % 12 + (12 if half.lower() == "pm" else 0)
    elif half:
        return None
    return time(value, rest) if value < 24 and rest < 60 else None


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _times(text: str) -> tuple[str, time | None, time | None]:
    """A time, or the first and the last of a range of times."""
    # The first such match may be a part of a date: 2027-03-28 10:00-12:00.
    for found in _RANGE.finditer(text):
        if found[2] or found[5] or found[3] or found[6]:
            first = _clock(found[1], found[2], found[3] or found[6])
            last = _clock(found[4], found[5], found[6])
            if first is not None and last is not None and first < last:
                return f"{text[: found.start()]} {text[found.end() :]}", first, last
    return _one_time(text)


def _one_time(text: str) -> tuple[str, time | None, None]:
    rest, found = _cut(_AT, text)
    if found is not None:
        at = _clock(found[1], found[2], found[3])
        return (rest, at, None) if at is not None else (text, None, None)
    rest, found = _cut(_AT_HOUR, text)
    if found is not None:
        at = _clock(found[1] or found[2], None, found[3])
        return (rest, at, None) if at is not None else (text, None, None)
    return text, None, None


def _length(text: str) -> tuple[str, int | None]:
    rest, found = _cut(_LENGTH, text)
    if found is None:
        return text, None
    number = float(found[1].replace(",", "."))
    minutes = round(number * 60) if found[2].lower().startswith("h") else round(number)
    return (rest, minutes) if 0 < minutes <= 24 * 60 else (text, None)


def _day(text: str, today: date, day_of: DayReader) -> tuple[str, date | None]:
    """The longest run of words that is a day, the last such run where there are several."""
    words = text.split()
    for size in range(min(_MOST_WORDS, len(words)), 0, -1):
        for place in range(len(words) - size, -1, -1):
            run = " ".join(words[place : place + size]).strip(",;")
            # Two letters are more often a word of the title ("do", "so") than a day.
            if len(run) < 3:
                continue
            found = day_of(run, today)
            if found is not None:
                before = words[:place]
                if before and before[-1].casefold() in _LEADS:
                    before.pop()
                return " ".join([*before, *words[place + size :]]), found
    return text, None


def _start(day: date | None, at: time | None, now: datetime, *, all_day: bool) -> datetime | None:
    if day is None and at is None:
        return datetime.combine(now.date(), time()) if all_day else None
    start = datetime.combine(day or now.date(), at or time())
    if day is None and start <= now:
        start += timedelta(days=1)
    return start
