"""A person we deal with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.models.errors import Problem

KINDS = ("customer", "lead", "supplier", "partner", "private", "other")
"""What somebody is to us. The same words serve contacts and accounts."""
_BIRTHDAY = re.compile(r"^(\d{4}|-)-(\d{2})-(\d{2})$")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Contact:
    """A person: name in parts, birthday as ``YYYY-MM-DD`` or ``--MM-DD`` and never a moment.

    ``no_post``, ``no_email`` and ``no_phone`` say which ways we must not use.
    """

    id: int = 0
    name: str = ""
    prefix: str = ""
    first_name: str = ""
    middle_name: str = ""
    particle: str = ""
    last_name: str = ""
    suffix: str = ""
    nickname: str = ""
    job_title: str = ""
    department: str = ""
    kind: str = ""
    birthday: str = ""
    gender: str = ""
    language: str = ""
    source: str = ""
    greeting_formal: str = ""
    greeting_informal: str = ""
    no_post: int = 0
    no_email: int = 0
    no_phone: int = 0
    staff_id: int | None = None
    starred: int = 0
    note: str = ""

    def problems(self) -> list[Problem]:
        """What keeps this person from being kept as they are."""
        found = []
        if not self.name.strip():
            found.append(Problem("name", "A contact needs a name, an email or a phone number."))
        if self.birthday and not is_birthday(self.birthday):
            found.append(Problem("birthday", "There is no such day."))
        return found


def is_birthday(text: str) -> bool:
    """Whether a text is a day of a year, with or without the year."""
    match = _BIRTHDAY.match(text)
    if not match:
        return False
    month, day = int(match[2]), int(match[3])
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
        return False
    if month == 2 and day == 29 and match[1] != "-":
        year = int(match[1])
        return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return True
