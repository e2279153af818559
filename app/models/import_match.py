"""Who a row is: the people already known, and the rows above it in the same file.

A shared key is not enough: an info@ mailbox and a switchboard belong to many. The names must be
able to be the same person's, or stand on one side only.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from app.storage.text import digits, fold

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


class Match(NamedTuple):
    """Somebody found, and whether the row says nothing that is not known of them."""

    who: int
    adds_nothing: bool


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

    def find(self, keys: Keys, same: Callable[[int], bool]) -> Match | None:
        """The entry of the same person, or None; see `choose`."""
        if not self._shared(keys):
            return None
        named = self._by_name.get((keys.name, keys.company), ()) if keys.name else ()
        return choose(
            keys,
            [self._by_email.get(email, ()) for email in keys.emails]
            + [self._by_phone.get(phone, ()) for phone in keys.phones if phone],
            named,
            lambda entry: self._names[entry],
            same,
        )

    def _shared(self, keys: Keys) -> bool:
        """Whether any key was met before: for most rows of most files none was."""
        return (
            any(email in self._by_email for email in keys.emails)
            or any(phone in self._by_phone for phone in keys.phones)
            or (bool(keys.name) and (keys.name, keys.company) in self._by_name)
        )


def find_known(
    known: Known,
    keys: Keys,
    current: Callable[[int], Record | None],
    same: Callable[[int], bool],
) -> Match | None:
    """The id of the known person that a row is, or None; see `choose`."""

    def name_of(candidate: int) -> str:
        record = current(candidate)
        return fold(person_name(record)) if record else ""

    return choose(
        keys,
        [known.emails.get(email, ()) for email in keys.emails]
        + [known.phones.get(phone, ()) for phone in keys.phones if phone],
        known.names.get((keys.name, keys.company), ()) if keys.name else (),
        name_of,
        same,
    )


def choose(
    keys: Keys,
    by_address: Sequence[Sequence[int]],
    by_name: Sequence[int],
    name_of: Callable[[int], str],
    same: Callable[[int], bool],
) -> Match | None:
    """Who of those that share a key is meant.

    Somebody to whom the row adds nothing (`same`) comes before all others: so a file brought in
    twice finds everybody where it left them. A namesake without a company is not enough alone.
    """
    likely = [
        candidate
        for candidates in by_address
        for candidate in candidates
        if compatible(keys.name, name_of(candidate))
    ]
    if keys.company:
        likely += by_name
    for candidate in dict.fromkeys([*likely, *by_name]):
        if same(candidate):
            return Match(candidate, True)
    return Match(likely[0], False) if likely else None
