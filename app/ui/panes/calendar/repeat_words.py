"""Rules of recurrence as people choose them: texts of RFC 5545, built and taken apart. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ORDINALS = ("first", "second", "third", "fourth", "last")
UNITS = (("DAILY", "days"), ("WEEKLY", "weeks"), ("MONTHLY", "months"), ("YEARLY", "years"))


@dataclass(frozen=True, slots=True)
class Repeat:
    """A rule in the parts the editor knows; ``until`` is a date, ``count`` 0 means no number.

    ``rest`` keeps parts of the rule that the editor has no field for.
    """

    freq: str = ""
    interval: int = 1
    days: tuple[str, ...] = ()
    until: date | None = None
    count: int = 0
    rest: tuple[str, ...] = ()

    def rule(self) -> str:
        """The rule as RFC 5545 writes it; "" when nothing repeats."""
        if not self.freq:
            return ""
        parts = [f"FREQ={self.freq}"]
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.days:
            parts.append(f"BYDAY={','.join(self.days)}")
        parts += self.rest
        if self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        elif self.count:
            parts.append(f"COUNT={self.count}")
        return ";".join(parts)

    def endless(self) -> str:
        """The rule without its end, which names one of the choices."""
        return replace(self, until=None, count=0).rule()


def read_rule(text: str) -> Repeat:
    """A rule of the book in the editor's parts; what it does not know is kept as it stands."""
    found = Repeat()
    rest = []
    for part in text.removeprefix("RRULE:").split(";"):
        name, _, value = part.partition("=")
        name = name.strip().upper()
        if name == "FREQ":
            found = replace(found, freq=value.upper())
        elif name == "INTERVAL" and value.isdecimal():
            found = replace(found, interval=max(int(value), 1))
        elif name == "COUNT" and value.isdecimal():
            found = replace(found, count=int(value))
        elif name == "UNTIL" and _day(value) is not None:
            found = replace(found, until=_day(value))
        elif name == "BYDAY":
            found = replace(found, days=tuple(value.upper().split(",")))
        elif part.strip() and (name, value) != ("WKST", "MO"):
            rest.append(part.strip())
    return replace(found, rest=tuple(rest)) if found.freq else Repeat()


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None


def usual_rules(start: date) -> list[tuple[str, str]]:
    """The rules most wanted for something that begins on a day, each with its words."""
    code, name = DAYS[start.weekday()], DAY_NAMES[start.weekday()]
    place = (start.day - 1) // 7
    nth, ordinal = (-1, "last") if place == 4 else (place + 1, _ORDINALS[place])
    return [
        ("", "Does not repeat"),
        ("FREQ=DAILY", "Every day"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Every weekday, Monday to Friday"),
        (f"FREQ=WEEKLY;BYDAY={code}", f"Every {name}"),
        (f"FREQ=WEEKLY;INTERVAL=2;BYDAY={code}", f"Every second {name}"),
        (f"FREQ=MONTHLY;BYMONTHDAY={start.day}", f"Every month on day {start.day}"),
        (f"FREQ=MONTHLY;BYDAY={nth}{code}", f"Every {ordinal} {name} of a month"),
        ("FREQ=YEARLY", "Every year"),
    ]


def with_weekdays(repeat: Repeat, days: Sequence[str]) -> Repeat:
    """The rule on these days of the week, in their order."""
    return replace(repeat, days=tuple(day for day in DAYS if day in days))


def moved_rule(rule: str, old: date, new: date) -> str:
    """The rule after its beginning moved: "every Tuesday" follows to Wednesday.

    Only what plainly meant the old day follows; anything else stays as it was.
    """
    ends = read_rule(rule)
    for (known, _), (fresh, _) in zip(usual_rules(old), usual_rules(new), strict=True):
        if known and known == ends.endless():
            return replace(read_rule(fresh), until=ends.until, count=ends.count).rule()
    return rule
