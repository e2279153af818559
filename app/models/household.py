"""People who live together: one address, one letter, one greeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.models.errors import Problem

ROLES = {"": "Adult", "child": "Child"}
"""What somebody is in a household; children are not greeted in its letters."""
ADULT_AT = 18
"""Full age in years, as in nearly every country a small firm writes to."""


@dataclass(frozen=True, slots=True)
class Household:
    """A household. Joint name and greetings are derived from its people unless written here."""

    id: int = 0
    name: str = ""
    joint_name: str = ""
    greeting_formal: str = ""
    greeting_informal: str = ""
    note: str = ""

    def problems(self) -> list[Problem]:
        """What keeps this household from being kept as it is."""
        if self.name.strip():
            return []
        return [Problem("name", "A household needs a name.")]


def is_minor(birthday: str, on: date) -> bool:
    """Whether somebody born on that day is under age; without a year nobody can tell: no."""
    year, _, rest = birthday.partition("-")
    if not year.isdecimal() or len(rest) != 5:
        return False
    age = on.year - int(year) - (f"{on.month:02}-{on.day:02}" < rest)
    return age < ADULT_AT


def is_child(person: Mapping[str, Any], on: date) -> bool:
    """Whether a person counts as a child: by their place in the household or by birthday."""
    if person.get("household_role") == "child":
        return True
    return is_minor(str(person.get("birthday") or ""), on)


def greeted(people: Iterable[Mapping[str, Any]], on: date) -> list[Mapping[str, Any]]:
    """Who of a household is named on its letters, in the order chosen: no children, no dead."""
    adults = [one for one in people if not one.get("deceased") and not is_child(one, on)]
    return sorted(adults, key=lambda one: int(one.get("household_place") or 0))
