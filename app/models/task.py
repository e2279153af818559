"""Something to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.models.errors import Problem
from app.storage.recurring import BadRule, Rule, parse_rule, rule_text
from app.storage.recurring_days import starts

PRIORITIES = {0: "", 1: "High", -1: "Low"}
CHANNELS = {"": "To-do", "call": "Call", "email": "Email", "letter": "Letter", "visit": "Visit"}
"""What a to-do asks for: ticking off a call, email or letter is a contact like any other."""
_TIME = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$")
_FARTHEST = timedelta(days=366 * 5)


@dataclass(frozen=True, slots=True)
class Task:
    """A to-do: ``due_on`` is a date or empty, ``due_time`` is ``HH:MM`` or empty.

    ``repeat`` is a rule of RFC 5545 counted from ``due_on``; finishing makes the next one.
    ``reminder_minutes``: before the due time; -1 as the settings say, -2 none.
    """

    id: int = 0
    title: str = ""
    note: str = ""
    due_on: str = ""
    due_time: str = ""
    priority: int = 0
    done_at: str = ""
    staff_id: int | None = None
    contact_id: int | None = None
    account_id: int | None = None
    deal_id: int | None = None
    appointment_id: int | None = None
    repeat: str = ""
    channel: str = ""
    reminder_minutes: int = -1

    def problems(self) -> list[Problem]:
        """What keeps this from being kept."""
        found = []
        if not self.title.strip():
            found.append(Problem("title", "Say what there is to do."))
        if self.due_on and _day(self.due_on) is None:
            found.append(Problem("due_on", "There is no such day."))
        if self.due_time and not _TIME.match(self.due_time):
            found.append(Problem("due_time", "That is no time of day."))
        if self.repeat:
            found += self._repeat_problems()
        return found

    def _repeat_problems(self) -> list[Problem]:
        try:
            parse_rule(self.repeat)
        except BadRule as error:
            return [Problem("repeat", str(error))]
        if not self.due_on:
            return [Problem("due_on", "Something that repeats needs a first day.")]
        return []


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def next_due(due_on: str, repeat: str, today: date) -> tuple[str, str] | None:
    """When the to-do comes again once it is done, and the rule that is left; ``None`` at the end.

    Times that passed while it was late are not made up for: the next one is today or later.
    """
    rule = parse_rule(repeat)
    begin = datetime.fromisoformat(due_on)
    first = begin + timedelta(minutes=1)
    wanted = max(first, datetime(today.year, today.month, today.day))
    for count, moment in enumerate(starts(rule, begin, first, wanted + _FARTHEST), 1):
        if moment >= wanted:
            return moment.date().isoformat(), _rest(rule, repeat, begin, count)
    return None


def _rest(rule: Rule, repeat: str, begin: datetime, passed: int) -> str:
    """The rule as it goes on from the next time: a count has fewer times left."""
    if not rule.count:
        return repeat
    meets_start = next(starts(rule, begin, begin, begin + timedelta(minutes=1)), None) == begin
    left = rule.count - passed - (0 if meets_start else -1)
    text = rule_text(rule)
    return text.replace(f"COUNT={rule.count}", f"COUNT={max(left, 1)}")
