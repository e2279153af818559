"""What a rule of recurrence means, RFC 5545 3.3.10, in wall time without a zone.

It stands on this floor because reading a span of the calendar expands the series that meet it.
Rules are kept within limits (R39): no parts of an hour, 5,000 times at most, and expanding never
takes more than 10,000 rounds or 200 ms.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_TIMES, MOST_INTERVAL, MOST_LISTED = 5000, 1000, 31


class BadRule(ValueError):
    """A rule that we do not follow; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule taken apart. ``by_day`` holds (ordinal or 0, weekday with Monday as 0)."""

    freq: str
    interval: int = 1
    count: int | None = None
    until: str = ""
    by_day: tuple[tuple[int, int], ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_year_day: tuple[int, ...] = ()
    by_week_no: tuple[int, ...] = ()
    by_month: tuple[int, ...] = ()
    by_set_pos: tuple[int, ...] = ()
    week_start: int = 0

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The weekdays named, whatever their ordinals."""
        return tuple(day for _, day in self.by_day)

    @property
    def has_ordinals(self) -> bool:
        """Whether a weekday is named with its place (the second Tuesday)."""
        return any(number for number, _ in self.by_day)


_LISTS = {
    "BYMONTHDAY": ("by_month_day", 31, True),
    "BYYEARDAY": ("by_year_day", 366, True),
    "BYWEEKNO": ("by_week_no", 53, True),
    "BYMONTH": ("by_month", 12, False),
    "BYSETPOS": ("by_set_pos", 366, True),
}


@lru_cache(maxsize=4096)
def parse_rule(text: str) -> Rule:
    """A rule from its text, with or without ``RRULE:``; raises ``BadRule`` with a sentence."""
    parts: dict[str, str] = {}
    clean = text.strip().upper().removeprefix("RRULE:")
    if len(clean) > 1000:
        message = "This rule of recurrence is too long to be meant."
        raise BadRule(message)
    for part in clean.split(";"):
        if not part.strip():
            continue
        name, sign, value = part.partition("=")
        if not sign or name.strip() in parts:
            message = f"“{part[:40]}” is no part of a rule of recurrence."
            raise BadRule(message)
        parts[name.strip()] = value.strip()
    return _built(parts)


def _built(parts: dict[str, str]) -> Rule:
    freq = parts.pop("FREQ", "")
    if freq not in FREQUENCIES:
        message = f"Appointments repeat by day, week, month or year, not “{freq[:20].lower()}”."
        raise BadRule(message)
    values: dict[str, object] = {"freq": freq}
    values |= _extent(parts)
    if "BYDAY" in parts:
        values["by_day"] = _days(parts.pop("BYDAY"))
    if "WKST" in parts:
        values["week_start"] = _weekday(parts.pop("WKST"))
    for name, (field, most, below) in _LISTS.items():
        if name in parts:
            values[field] = _numbers(parts.pop(name), most, below)
    left = [name for name in parts if not name.startswith("X-")]
    if left:
        message = f"Deskbook does not follow “{left[0][:20]}” in a rule of recurrence."
        raise BadRule(message)
    rule = Rule(**values)  # type: ignore[arg-type]
    if rule.has_ordinals and (freq in ("DAILY", "WEEKLY") or rule.by_week_no):
        message = "“The second Tuesday” needs a month or a year to count in."
        raise BadRule(message)
    return rule


def _extent(parts: dict[str, str]) -> dict[str, object]:
    """How often and how long."""
    values: dict[str, object] = {}
    if "INTERVAL" in parts:
        values["interval"] = _number(parts.pop("INTERVAL"), MOST_INTERVAL, "steps between times")
    if "COUNT" in parts:
        values["count"] = _number(parts.pop("COUNT"), MOST_TIMES, "times")
    if "UNTIL" in parts:
        if values.get("count"):
            message = "A series ends after a number of times or on a day, not both."
            raise BadRule(message)
        values["until"] = _checked_until(parts.pop("UNTIL"))
    return values


def _number(text: str, most: int, what: str) -> int:
    if not text.isdecimal() or not 1 <= int(text[:12]) <= most:
        message = f"A series has 1 to {most:,} {what}, not {text[:20] or 'none'}."
        raise BadRule(message)
    return int(text)


def _listed(text: str) -> list[str]:
    found = [part.strip() for part in text.split(",") if part.strip()]
    if not 1 <= len(found) <= MOST_LISTED:
        message = f"A rule of recurrence names 1 to {MOST_LISTED} days or months in a row."
        raise BadRule(message)
    return found


def _numbers(text: str, most: int, below: bool) -> tuple[int, ...]:
    found = []
    for part in _listed(text):
        digits = part.removeprefix("+").removeprefix("-")
        if not digits.isdecimal() or not 1 <= int(digits[:6]) <= most:
            message = f"“{part[:20]}” is no day, week or month that a series can name."
            raise BadRule(message)
        if part.startswith("-") and not below:
            message = "Months are counted from 1 to 12."
            raise BadRule(message)
        found.append(-int(digits) if part.startswith("-") else int(digits))
    return tuple(sorted(set(found)))


def _weekday(text: str) -> int:
    if text not in WEEKDAYS:
        message = f"“{text[:20]}” is no day of the week in a rule of recurrence."
        raise BadRule(message)
    return WEEKDAYS.index(text)


def _days(text: str) -> tuple[tuple[int, int], ...]:
    found = []
    for part in _listed(text):
        number, day = part[:-2], _weekday(part[-2:])
        digits = number.removeprefix("+").removeprefix("-")
        if number and (not digits.isdecimal() or not 1 <= int(digits[:6]) <= 53):
            message = f"“{part[:20]}” is no day of the week in a rule of recurrence."
            raise BadRule(message)
        found.append((int(number) if number else 0, day))
    return tuple(sorted(set(found)))


def _checked_until(text: str) -> str:
    """``2027-03-31``, ``2027-03-31T10:00`` or the same with ``Z``."""
    bare = text.replace("-", "").replace(":", "")
    try:
        if len(bare) == 8:
            return datetime.strptime(bare, "%Y%m%d").date().isoformat()
        zulu = "Z" if bare.endswith("Z") else ""
        form = "%Y%m%dT%H%M%S" if len(bare.removesuffix("Z")) == 15 else "%Y%m%dT%H%M"
        moment = datetime.strptime(bare.removesuffix("Z"), form)
    except ValueError:
        message = f"“{text[:20]}” is no day on which a series can end."
        raise BadRule(message) from None
    return moment.isoformat(timespec="seconds") + zulu


def rule_text(rule: Rule) -> str:
    """The text of a rule, in the order of RFC 5545; ``UNTIL`` in the form it was given."""
    parts = [f"FREQ={rule.freq}"]
    if rule.until:
        parts.append(f"UNTIL={rule.until.replace('-', '').replace(':', '')}")
    if rule.count:
        parts.append(f"COUNT={rule.count}")
    if rule.interval != 1:
        parts.append(f"INTERVAL={rule.interval}")
    for name in ("BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY"):
        numbers = getattr(rule, _LISTS[name][0])
        if numbers:
            parts.append(f"{name}={','.join(map(str, numbers))}")
    if rule.by_day:
        days = ",".join(f"{number or ''}{WEEKDAYS[day]}" for number, day in rule.by_day)
        parts.append(f"BYDAY={days}")
    if rule.by_set_pos:
        parts.append(f"BYSETPOS={','.join(map(str, rule.by_set_pos))}")
    if rule.week_start:
        parts.append(f"WKST={WEEKDAYS[rule.week_start]}")
    return ";".join(parts)


def last_start(rule: Rule, zone: str, *, all_day: bool) -> datetime:
    """The latest wall time at which an occurrence may begin, by ``UNTIL`` in any of its forms."""
    from app.storage.wall_time import wall_in, zone_of

    if not rule.until:
        return datetime.max
    if len(rule.until) == 10:
        return datetime.fromisoformat(rule.until) + timedelta(days=1, microseconds=-1)
    moment = datetime.fromisoformat(rule.until.removesuffix("Z"))
    if all_day:
        return moment.replace(hour=23, minute=59)
    return wall_in(moment, zone_of(zone)) if rule.until.endswith("Z") else moment
