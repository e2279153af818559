"""Rules of recurrence as other programs write them, made plain (RFC 5545 3.3.10, vCalendar 1.0)."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Final

from app.exchange.calendars.icalendar_values import moment

_TIME_PARTS: Final = (("BYHOUR", "hour"), ("BYMINUTE", "minute"), ("BYSECOND", "second"))
_ORDER: Final = re.compile(r"[+-]?\d+(?=[A-Z]{2})")
_OLD_HEAD: Final = re.compile(r"(MP|MD|YM|YD|D|W|M)(\d+)").fullmatch
_OLD_TIME: Final = re.compile(r"\d{4}").fullmatch
_OLD_COUNT: Final = re.compile(r"#(\d+)").fullmatch
_OLD_PLACE: Final = re.compile(r"(\d)([+-])").fullmatch
_WEEKDAYS: Final = frozenset({"MO", "TU", "WE", "TH", "FR", "SA", "SU"})


def plain_rule(text: str, start: datetime) -> str:
    """The rule without what says nothing: empty parts, hours equal to the start, counts of 0.

    What it still holds may be no rule at all; that is for `recurrence.parse_rule` to say.
    """
    clean = "".join(text.upper().split()).removeprefix("RRULE:").strip(";")
    parts: dict[str, str] = {}
    for part in clean.split(";"):
        name, sign, value = part.partition("=")
        if name and (value or not sign):
            parts.setdefault(name, value)
    for name, unit in _TIME_PARTS:
        if parts.get(name, "").lstrip("0") in {str(getattr(start, unit)).lstrip("0")}:
            parts.pop(name, None)
    if parts.get("INTERVAL", "1").strip("0") in {"", "1"} and parts.get("INTERVAL") != "10":
        parts.pop("INTERVAL", None)
    if parts.get("COUNT", "1") in {"0", "-1"}:
        parts.pop("COUNT")
    if parts.get("RSCALE") == "GREGORIAN":
        parts.pop("RSCALE")
        parts.pop("SKIP", None)
    if "UNTIL" in parts:
        parts["UNTIL"] = _until(parts["UNTIL"])
        # Both are written by programs that mean the same by them
        parts.pop("COUNT", None)
    if parts.get("FREQ") in {"DAILY", "WEEKLY"} and "BYDAY" in parts:
        parts["BYDAY"] = _ORDER.sub("", parts["BYDAY"])
    return ";".join(f"{name}={value}" if value else name for name, value in parts.items())


def _until(text: str) -> str:
    found = moment(text)
    if found is None:
        return text
    if found.whole_day:
        return found.at.strftime("%Y%m%d")
    return found.at.strftime("%Y%m%dT%H%M%S") + ("Z" if found.utc else "")


def vcalendar_rule(text: str, start: datetime) -> str:
    """A rule of vCalendar 1.0 ("W2 TU TH #10", "MP1 2- FR 19991231T000000Z") as RFC 5545 has it.

    Raises ValueError with a sentence for what cannot be said so.
    """
    words = text.upper().split()
    if text.upper().lstrip().startswith("FREQ="):
        return plain_rule(text, start)
    head = _OLD_HEAD(words[0]) if words else None
    if head is None or head[1] == "M":
        message = f"“{text[:40]}” is no rule by day, week, month or year."
        raise ValueError(message)
    count, until, said = _old_end(words[1:])
    marks = [word.rstrip("$") for word in said if not _OLD_TIME(word.rstrip("$"))]
    made = [f"FREQ={_OLD[head[1]][0]}", f"INTERVAL={int(head[2]) or 1}", *_OLD[head[1]][1](marks)]
    if until:
        made.append(f"UNTIL={_until(until)}")
    elif count:
        made.append(f"COUNT={count}")
    return plain_rule(";".join(made), start)


def _old_end(words: list[str]) -> tuple[int, str, list[str]]:
    """How often, until when, and the words between; without either it repeats twice (vCalendar)."""
    said, count, until, told = [], 0, "", False
    for word in words:
        number = _OLD_COUNT(word)
        if number is not None:
            count, told = int(number[1]), True
        elif len(word) >= 8 and moment(word) is not None:
            until, told = word, True
        else:
            said.append(word)
    return count if told else 2, until, said


def _by_day(marks: list[str]) -> list[str]:
    days = [mark for mark in marks if mark in _WEEKDAYS]
    return [f"BYDAY={','.join(days)}"] if days else []


def _by_place(marks: list[str]) -> list[str]:
    """In “1+ MO 2- FR” the weekdays belong to the place before them."""
    days, place = [], ""
    for mark in marks:
        found = _OLD_PLACE(mark)
        if found is not None:
            place = ("-" if found[2] == "-" else "") + found[1]
        elif mark in _WEEKDAYS:
            days.append(f"{place}{mark}")
    return [f"BYDAY={','.join(days)}"] if days else []


def _by_month_day(marks: list[str]) -> list[str]:
    days = []
    for mark in marks:
        if mark == "LD":
            days.append("-1")
        elif mark.rstrip("+-").isdecimal():
            days.append(("-" if mark.endswith("-") else "") + mark.rstrip("+-"))
    return [f"BYMONTHDAY={','.join(days)}"] if days else []


def _by_month(marks: list[str]) -> list[str]:
    found = [mark for mark in marks if mark.isdecimal()]
    return [f"BYMONTH={','.join(found)}"] if found else []


def _by_year_day(marks: list[str]) -> list[str]:
    found = [mark for mark in marks if mark.isdecimal()]
    return [f"BYYEARDAY={','.join(found)}"] if found else []


def _nothing(_marks: list[str]) -> list[str]:
    return []


_OLD: Final[dict[str, tuple[str, Callable[[list[str]], list[str]]]]] = {
    "D": ("DAILY", _nothing),
    "W": ("WEEKLY", _by_day),
    "MP": ("MONTHLY", _by_place),
    "MD": ("MONTHLY", _by_month_day),
    "YM": ("YEARLY", _by_month),
    "YD": ("YEARLY", _by_year_day),
}
