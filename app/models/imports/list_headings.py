"""The headings of lists that hold everything, and the way back: heading to import target.

A list that we write is read again by its headings alone, in any program's hands: they are the
words of the import page, numbered where a person has several ("Mobile 2", "Work address 2, town").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, Literal

from app.models.columns import COLUMNS
from app.models.imports.import_kinds import CALLED
from app.models.imports.import_targets import LEAVE_OUT, OWN, targets

ListOf = Literal["contact", "account"]
OWN_PREFIX: Final = "Own field: "
"""Stands before the label of an own field that could be taken for something else."""
TAG_LINES: Final = "Tags, one a line"
"""Heading of tags when one of them holds a comma or the like."""

PERSON: Final[Mapping[str, str]] = {
    "full_name": "Name",
    "prefix": "Title before the name",
    "first_name": "First name",
    "middle_name": "Middle name",
    "particle": "Name particle",
    "last_name": "Last name",
    "suffix": "Suffix after the name",
    "nickname": "Nickname",
    "account.name": "Company",
    "job_title": "Job title",
    "department": "Department",
    "kind": "Kind",
    "customer_code": "Customer number",
    "birthday": "Birthday",
    "gender": "Gender",
    "language": "Language",
    "greeting_formal": "Formal greeting",
    "greeting_informal": "Informal greeting",
    "no_post": "No letters",
    "no_email": "No emails",
    "no_phone": "No calls",
    "no_trade": "No advertising",
    "deceased": "Deceased",
    "deceased_on": "Died on",
    "owner": "Looked after by",
    "source": "Source",
    "tag": "Tags",
    "note": "Note",
}
"""Target to heading in a list of people."""
FIRM: Final[Mapping[str, str]] = {
    "account.name": "Account",
    "account.code": "Customer number",
    "account.kind": "Kind",
    "account.website": "Website",
    "account.parent": "Part of",
    "language": "Language",
    "no_post": "No letters",
    "no_email": "No emails",
    "no_phone": "No calls",
    "owner": "Looked after by",
    "source": "Source",
    "tag": "Tags",
    "note": "Note",
}
"""Target to heading in a list of firms."""

SAID: Final[Mapping[ListOf, Mapping[str, str]]] = {
    "contact": {"household": "Household"},
    "account": {},
}
"""What a list says to whoever gets it, and no import takes back: key to heading."""
_ONCE: Final[Mapping[ListOf, Mapping[str, str]]] = {
    "contact": {"Not to be passed on": "no_trade"},
    "account": {},
}
"""Headings of earlier versions."""
_SAID: Final = frozenset(heading for each in SAID.values() for heading in each.values())

_PLACE: Final[Mapping[str, str]] = {
    "Town": "address.other.town",
    "Postcode": "address.other.postcode",
    "Country": "address.other.country",
    "Phone": "phone.other",
    "Email": "email.other",
    "Tags": "tag",
    "Looked after by": "owner",
    "Last contact": LEAVE_OUT,
    "Open deals": LEAVE_OUT,
    "Added": LEAVE_OUT,
}
ON_VIEW: Final[tuple[Mapping[str, str], ...]] = (
    {**_PLACE, "Name": "full_name", "Company": "account.name", "Job title": "job_title",
     "Kind": "kind"},
    {**_PLACE, "Account": "account.name", "Kind": "account.kind", "Customer code": "account.code",
     "Main contact": LEAVE_OUT, "Sold so far": LEAVE_OUT, "People": LEAVE_OUT},
    {"Deal": "deal.title", "Account": "account.name", "Contact": "full_name",
     "Stage": "deal.stage", "Amount": "deal.amount", "Currency": "deal.currency",
     "State": LEAVE_OUT, "Expected": "deal.expected_close", "Looked after by": "owner",
     "Added": LEAVE_OUT},
)  # fmt: skip
"""Headings of lists as they stand on view, to targets; what the book works out is left out."""
_OURS_ALONE: Final = frozenset({"Looked after by", "Open deals", "Sold so far", "Added"})
_REACH: Final = ("phone.", "email.", "address.")
_NUMBERED: Final = re.compile(r"([^,\d]*[^\s\d,])(?: (\d{1,3}))?(, .+)?").fullmatch
_MARKS: Final[Mapping[ListOf, frozenset[str]]] = {
    "contact": frozenset({"Name", "First name", "Last name"}),
    "account": frozenset({"Account"}),
}
_OTHERS: Final = (
    ("appointment", {"From", "Title", "Who goes"}, {"start", "title", "staff"},
     "appointments. Save them as a calendar (.ics) instead, and bring that in."),
    ("task", {"What", "Due", "Done"}, {"title", "due", "done"},
     "to-dos. Save them as a calendar (.ics) instead, and bring that in."),
    ("document", {"Name", "Contact", "Size"}, {"name", "contact", "size"},
     "files; it holds their names alone. “Export everything” takes them along."),
    ("activity", {"When", "Kind", "Subject"}, {"at", "kind", "subject"},
     "what happened with people. “Export everything” takes the timeline along."),
)  # fmt: skip
"""Lists of ours of which no people can be made: headings that they never lack, in tables and in
JSON, and what they hold."""
_OF_FIRMS: Final = frozenset({"Work phone", "Work email"})
"""Beside the account, what a list of firms never lacks."""
_NOT_OF_FIRMS: Final = frozenset({"Name", "Contact", "Deal", "Title", "Subject", "What"})
Goal = tuple[str, dict[str, object]]


@lru_cache(maxsize=1)
def _reach() -> dict[str, str]:
    """The label of each way to reach somebody, and its target."""
    return {each.label: each.key for each in targets() if each.key.startswith(_REACH)}


def reach_heading(target: str, number: int) -> str:
    """The heading of the ``number``-th phone, email or part of an address of a kind."""
    label = next(label for label, key in _reach().items() if key == target)
    if number == 1:
        return label
    head, comma, part = label.partition(", ")
    return f"{head} {number}{comma}{part}"


def called_heading(target: str, number: int) -> str:
    """The heading of what that phone, email or address is called, or of its seldom kind."""
    heading = reach_heading(target, number)
    return f"{heading.partition(', ')[0]}{CALLED}"


def own_heading(label: str, *, clear: bool) -> str:
    """The heading of an own field; ``clear`` when nobody could take its label for another."""
    known = label in _plain_headings() or label.startswith(OWN_PREFIX) or label.endswith(CALLED)
    known = known or _reach_goal(label) is not None
    return label if clear and not known else OWN_PREFIX + label


@lru_cache(maxsize=1)
def _plain_headings() -> frozenset[str]:
    return frozenset((*PERSON.values(), *FIRM.values(), *_SAID, TAG_LINES))


def list_of(headers: Sequence[str]) -> ListOf | None:
    """Whether these are the headings of such a list, and of whom."""
    there = set(headers)
    if there >= _MARKS["contact"]:
        return "contact"
    if there >= _MARKS["account"] and there.isdisjoint(_NOT_OF_FIRMS):
        return "account"
    return None


def is_ours(headers: Sequence[str]) -> bool:
    """Whether we wrote the list: then its rows are what they say, also one called "Total"."""
    kind, there = list_of(headers), set(headers)
    return (
        kind == "contact"
        or (kind == "account" and there >= _OF_FIRMS)
        or _on_view(there) is not None
    )


def _on_view(there: set[str]) -> Mapping[str, str] | None:
    if _OURS_ALONE.isdisjoint(there):
        return None
    return next((view for view in ON_VIEW if view.keys() >= there), None)


def no_people_in(headers: Sequence[str]) -> str:
    """Why a list of ours holds nobody to bring in, and what to do instead; "" for other tables."""
    there = set(headers)
    for entity, labels, keys, words in _OTHERS:
        columns = COLUMNS[entity]
        as_table = labels <= there <= {column.label for column in columns}
        if as_table or keys <= there - {"id"} <= {column.key for column in columns}:
            return f"This is a list of {words}"
    return ""


def goals_of(headers: Sequence[str]) -> dict[int, Goal]:
    """Where the columns of such a list go, by place: target and options; none for other tables."""
    kind = list_of(headers)
    if view := _on_view(set(headers)):
        return {place: (view[name], {}) for place, name in enumerate(headers)}
    if kind is None:
        return {}
    plain = PERSON if kind == "contact" else FIRM
    by_heading = {**_ONCE[kind], **{heading: target for target, heading in plain.items()}}
    found: dict[int, Goal] = {}
    for place, header in enumerate(headers):
        goal = _called_goal(header, headers) or _goal(header, by_heading)
        if goal is not None and (goal[0] == LEAVE_OUT or goal not in found.values()):
            found[place] = goal
    return found


def _called_goal(header: str, headers: Sequence[str]) -> Goal | None:
    """Words about the column of a number, or about the first column of an address."""
    if not header.endswith(CALLED):
        return None
    base = header.removesuffix(CALLED)
    for place, other in enumerate(headers):
        if other != header and (other == base or other.startswith(f"{base}, ")):
            return ("row_kind", {"of": place}) if _reach_goal(other) else None
    return None


def _goal(header: str, plain: Mapping[str, str]) -> Goal | None:
    if header.startswith(OWN_PREFIX) and len(header) > len(OWN_PREFIX):
        return OWN + header[len(OWN_PREFIX) :], {}
    if header == TAG_LINES:
        return "tag", {"lines": True}
    if header in _SAID:
        return LEAVE_OUT, {}
    if header in plain:
        return plain[header], {}
    return _reach_goal(header)


def _reach_goal(header: str) -> Goal | None:
    match = _NUMBERED(header)
    if match is None:
        return None
    target = _reach().get(f"{match[1]}{match[3] or ''}")
    if target is None:
        return None
    number = int(match[2] or 1)
    # Phones and emails are told apart by their column; the parts of an address by the number.
    return target, {"number": number}
