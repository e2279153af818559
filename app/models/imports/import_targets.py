"""Where a column can go: the drop-down of the import page, as data."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_PHONES: Final = {
    "mobile": "Mobile",
    "work": "Work phone",
    "home": "Home phone",
    "fax": "Fax",
    "other": "Phone",
}
_EMAILS: Final = {"work": "Work email", "home": "Home email", "other": "Email"}
_ADDRESSES: Final = {"work": "Work address", "home": "Home address", "other": "Address"}
_ADDRESS_PARTS: Final = {
    "street": "street",
    "street2": "second line",
    "house_number": "house number",
    "postcode": "postcode",
    "town": "town",
    "region": "region",
    "country": "country",
    "postcode_town": "postcode and town, split in two",
    "block": "whole address in one cell",
    "line": "one of several lines, put together",
}
OWN: Final = "own:"
LEAVE_OUT: Final = "leave_out"


@dataclass(frozen=True, slots=True)
class Target:
    """One place a column can go: its key, the words in the drop-down, the group they stand in."""

    key: str
    label: str
    group: str


_PERSON: Final = (
    ("full_name", "Full name, split into its parts"),
    ("prefix", "Title before the name"),
    ("first_name", "First name"),
    ("middle_name", "Middle name"),
    ("particle", "Name particle (van, de)"),
    ("last_name", "Last name"),
    ("suffix", "Suffix after the name"),
    ("nickname", "Nickname"),
    ("job_title", "Job title"),
    ("department", "Department"),
    ("birthday", "Birthday"),
    ("birth_day", "Birthday, the day alone"),
    ("birth_month", "Birthday, the month alone"),
    ("birth_year", "Birthday, the year alone"),
    ("language", "Language"),
    ("gender", "Gender"),
    ("greeting_formal", "Formal greeting"),
    ("greeting_informal", "Informal greeting"),
)
_KNOWN_HOW: Final = (
    ("kind", "Kind"),
    ("source", "Source"),
    ("owner", "Looked after by"),
    ("tag", "Tags"),
    ("note", "Note"),
    ("no_post", "No letters to this person"),
    ("no_email", "No emails to this person"),
    ("no_phone", "No calls to this person"),
    ("no_contact", "No letters, emails or calls to this person"),
    ("no_trade", "No advertising to this person"),
    ("deceased", "Deceased"),
    ("deceased_on", "Died on"),
    ("customer_code", "Customer number"),
    ("photo", "Photo"),
    ("file", "File kept with the person"),
    ("uid", "Number of the card or record in the other program"),
)
_WORK: Final = (
    ("deal.title", "Deal, title"),
    ("deal.amount", "Deal, amount"),
    ("deal.currency", "Deal, currency"),
    ("deal.stage", "Deal, stage"),
    ("deal.expected_close", "Deal, expected close"),
    ("note.text", "Entry of the timeline, words"),
    ("note.date", "Entry of the timeline, day"),
)
_COMPANY: Final = (
    ("account.name", "Company"),
    ("account.code", "Company, customer number"),
    ("account.kind", "Company, kind"),
    ("account.website", "Company, website"),
    ("account.phone", "Company, phone"),
    ("account.parent", "Company, part of"),
)


@lru_cache(maxsize=1)
def targets() -> tuple[Target, ...]:
    """All targets in the order of the drop-down, without the own fields of a book."""
    found = [Target(key, label, "Name and person") for key, label in _PERSON]
    found += [Target(key, label, "Company") for key, label in _COMPANY]
    found += [Target(f"phone.{kind}", label, "Phone") for kind, label in _PHONES.items()]
    found += [Target(f"email.{kind}", label, "Email") for kind, label in _EMAILS.items()]
    for kind, label in _ADDRESSES.items():
        found += [
            Target(f"address.{kind}.{part}", f"{label}, {words}", label)
            for part, words in _ADDRESS_PARTS.items()
        ]
    found += [Target(key, label, "More") for key, label in _KNOWN_HOW]
    found += [Target(key, label, "Deals and timeline") for key, label in _WORK]
    found.append(Target("row_kind", "Kind or name of what stands beside it", "More"))
    found.append(Target(LEAVE_OUT, "Leave out", "More"))
    return tuple(found)


@lru_cache(maxsize=1)
def _by_key() -> dict[str, Target]:
    return {target.key: target for target in targets()}


def is_target(key: str) -> bool:
    """Whether `key` names a place a column can go, own fields ("own:Shoe size") included."""
    return key in _by_key() or (key.startswith(OWN) and len(key) > len(OWN))


def label_of(key: str) -> str:
    """The words for `key` as a person reads them; an own field is called by its own name."""
    if key.startswith(OWN):
        return key[len(OWN) :]
    return _by_key()[key].label


def last_words_of(key: str) -> str:
    """The label without the group before it: "Part of" for "Company, part of"."""
    return label_of(key).rpartition(", ")[2].capitalize()
