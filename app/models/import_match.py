"""Who a row is: the people already known, and the rows above it in the same file.

A shared key is not enough: an info@ mailbox and a switchboard belong to many. The names must be
able to be the same person's, or stand on one side only.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.models.fold import digits, fold

Record = dict[str, Any]
"""contact: columns; phones, emails, addresses: lists of columns; account: columns or None;
tags: list of names; own_fields: label to text; owner: name."""


def _nobody(_id: int) -> Record | None:
    return None


@dataclass(slots=True)
class Known:
    """The people and firms of a book, by what they are recognised by.

    `emails` by lower-case address, `phones` by E.164 form or bare digits, `names` by (folded
    name, folded company or ""), `codes` by customer number, `accounts` by folded name; each to
    ids in order. `current(id)` is a contact's whole `Record`, `current_account(id)` a firm's.
    """

    emails: Mapping[str, Sequence[int]] = field(default_factory=dict)
    phones: Mapping[str, Sequence[int]] = field(default_factory=dict)
    names: Mapping[tuple[str, str], Sequence[int]] = field(default_factory=dict)
    codes: Mapping[str, Sequence[int]] = field(default_factory=dict)
    accounts: Mapping[str, Sequence[int]] = field(default_factory=dict)
    current: Callable[[int], Record | None] = _nobody
    current_account: Callable[[int], Record | None] = _nobody


@dataclass(slots=True)
class Keys:
    """What a row can be recognised by; `name` is "" for a person known by address only."""

    name: str
    company: str
    emails: list[str]
    phones: list[str]


def keys_of(record: Record) -> Keys:
    """The keys of a person as `Known` has them."""
    account = record["account"]
    return Keys(
        fold(person_name(record)),
        fold(account.get("name", "")) if account else "",
        [email["value"].lower() for email in record["emails"]],
        [phone_key(phone) for phone in record["phones"]],
    )


def phone_key(phone: Mapping[str, str]) -> str:
    """What two notations of one number have in common."""
    return phone.get("e164") or phone.get("digits") or digits(phone["value"])


def person_name(record: Record) -> str:
    """The name of a person, "" where an email address or a number stands in for it."""
    contact = record["contact"]
    name = str(contact.get("name", ""))
    if contact.get("last_name") or contact.get("first_name"):
        return name
    if any(each["value"] == name for each in record["emails"]):
        return ""
    return "" if any(each["value"] == name for each in record["phones"]) else name


def compatible(one: str, other: str) -> bool:
    """Whether two folded names can be one person's: equal, missing, shortened or initialled."""
    if not one or not other or one == other:
        return True
    left, right = _words(one), _words(other)
    if not left or not right:
        return True
    shorter, longer = sorted((left, right), key=len)
    if set(shorter) <= set(longer):
        return True
    if shorter[-1] != longer[-1]:
        return False
    return all(_begins(word, longer) for word in shorter[:-1])


def _words(name: str) -> list[str]:
    parted = "".join(char if char.isalnum() or char == "'" else " " for char in name)
    return [word for word in parted.split() if word not in {"dr", "prof", "mr", "mrs", "ms"}]


def _begins(word: str, names: list[str]) -> bool:
    if word in names:
        return True
    return any(
        (len(word) == 1 or len(name) == 1) and word[0] == name[0] for name in names[:-1] if name
    )


class Rows:
    """The rows of one import so far, by their keys; an entry is its number among them."""

    def __init__(self) -> None:
        self._by_email: dict[str, list[int]] = {}
        self._by_phone: dict[str, list[int]] = {}
        self._by_name: dict[tuple[str, str], list[int]] = {}
        self._names: list[str] = []

    def add(self, keys: Keys) -> int:
        """Remember a row; its entry."""
        entry = len(self._names)
        self._names.append(keys.name)
        for email in keys.emails:
            self._by_email.setdefault(email, []).append(entry)
        for phone in keys.phones:
            if phone:
                self._by_phone.setdefault(phone, []).append(entry)
        if keys.name:
            self._by_name.setdefault((keys.name, keys.company), []).append(entry)
        return entry

    def rename(self, entry: int, name: str) -> None:
        """Give an entry that had no name the one that a later row brought."""
        if name and not self._names[entry]:
            self._names[entry] = name

    def find(self, keys: Keys, same: Callable[[int], bool]) -> int | None:
        """The entry of the same person, or None; `same` asks whether a namesake adds nothing."""
        for email in keys.emails:
            for entry in self._by_email.get(email, ()):
                if compatible(keys.name, self._names[entry]):
                    return entry
        for phone in keys.phones:
            for entry in self._by_phone.get(phone, ()):
                if _phone_fits(keys.name, self._names[entry]):
                    return entry
        if keys.name:
            for entry in self._by_name.get((keys.name, keys.company), ()):
                if keys.company or same(entry):
                    return entry
        return None


def _phone_fits(one: str, other: str) -> bool:
    """A shared number says less than a shared address: both names, and one part of the other."""
    return one == other or not one or not other or compatible(one, other)


def find_known(known: Known, keys: Keys, same: Callable[[int], bool]) -> int | None:
    """The id of the known person that a row is, or None; `same` as in `Rows.find`."""
    for email in keys.emails:
        for candidate in known.emails.get(email, ()):
            if compatible(keys.name, _known_name(known, candidate)):
                return candidate
    for phone in keys.phones:
        for candidate in known.phones.get(phone, ()) if phone else ():
            if _phone_fits(keys.name, _known_name(known, candidate)):
                return candidate
    if keys.name:
        for candidate in known.names.get((keys.name, keys.company), ()):
            if keys.company or same(candidate):
                return candidate
    return None


def _known_name(known: Known, candidate: int) -> str:
    record = known.current(candidate)
    return fold(person_name(record)) if record else ""
