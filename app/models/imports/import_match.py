"""Who a row is: the people already known, and the rows above it in the same file.

A shared key is not enough: an info@ mailbox and a switchboard belong to many. The names must be
able to be the same person's, or stand on one side only.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeVar

from app.models.imports.import_draft import Near
from app.storage.text import digits, fold

Record = dict[str, Any]
"""contact: columns; phones, emails, addresses: lists of columns; account: columns or None;
tags: list of names; own_fields: label to text; owner: name; deals and notes: lists of columns;
household: joint name; partner: contact, emails and phones of the second of a couple, or None."""

SAME_CARD: Final = "same card"
SAME_EMAIL: Final = "same email"
SAME_CODE: Final = "customer code"
SAME_PHONE: Final = "same phone and name"
SAME_NAME_AND_COMPANY: Final = "same name and company"
SAME_NAME_AND_ADDRESS: Final = "name and address"
SAME_HOUSEHOLD: Final = "same household and name"
SAME_NAME: Final = "same name, and nothing new"
YOUR_ANSWER: Final = "your answer"
_OWN_NUMBER: Final = 16
"""A shorter number of a card ("17", "uid-1") can be somebody else's in another program."""
_NAMESAKES: Final = 200
"""How many people of one name are compared with a row that says little more than a name."""


def _nobody(_id: int) -> Record | None:
    return None


def _alone(_id: int) -> Sequence[int]:
    return ()


def _no_look_alikes(_record: Record) -> list[Near]:
    return []


@dataclass(slots=True)
class Known:
    """The people and firms of a book, by what they are recognised by.

    `emails` by lower-case address, `phones` by E.164 form or bare digits, `names` by (folded
    name, folded company or ""), `codes` by customer number, `accounts` by folded name, `places`
    by (folded name, `place_key`), `cards` and `account_cards` by UUID; each to ids in order.
    `current(id)` is a contact's whole `Record`, `current_account(id)` a firm's, `members(id)`
    the others of a contact's household. `near` and `near_firms` give the look-alikes of a
    record; `answers` what the person said of them: row to the id of who it is (an earlier row of
    the file as a negative number), or 0 for somebody different. `stages` of deals by
    folded name; in a book without any, -1 is the first of those that a new book gets.
    """

    emails: Mapping[str, Sequence[int]] = field(default_factory=dict)
    phones: Mapping[str, Sequence[int]] = field(default_factory=dict)
    names: Mapping[tuple[str, str], Sequence[int]] = field(default_factory=dict)
    codes: Mapping[str, Sequence[int]] = field(default_factory=dict)
    accounts: Mapping[str, Sequence[int]] = field(default_factory=dict)
    current: Callable[[int], Record | None] = _nobody
    current_account: Callable[[int], Record | None] = _nobody
    places: Mapping[tuple[str, str], Sequence[int]] = field(default_factory=dict)
    cards: Mapping[str, Sequence[int]] = field(default_factory=dict)
    account_cards: Mapping[str, Sequence[int]] = field(default_factory=dict)
    account_codes: Mapping[str, Sequence[int]] = field(default_factory=dict)
    near: Callable[[Record], list[Near]] = _no_look_alikes
    near_firms: Callable[[Record], list[Near]] = _no_look_alikes
    members: Callable[[int], Sequence[int]] = _alone
    answers: Mapping[int, int] = field(default_factory=dict)
    stages: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Keys:
    """What a row can be recognised by; `name` is "" for a person known by address only."""

    name: str
    company: str
    emails: list[str]
    phones: list[str]
    code: str = ""
    card: str = ""
    addresses: Sequence[Mapping[str, str]] = ()

    def places(self) -> list[str]:
        """The postal addresses as `place_key` has them."""
        return [key for each in self.addresses if (key := place_key(each))]


def keys_of(record: Record) -> Keys:
    """The keys of a person as `Known` has them."""
    account, contact = record["account"] or {}, record["contact"]
    code = contact.get("customer_code") or account.get("customer_code", "")
    return Keys(
        fold(person_name(record)),
        fold(account["name"]) if "name" in account else "",
        [email["value"].lower() for email in record["emails"]],
        [phone.get("e164") or phone_key(phone) for phone in record["phones"]],
        str(code),
        str(contact.get("uuid", "")),
        record["addresses"],
    )


def phone_key(phone: Mapping[str, str]) -> str:
    """What two notations of one number have in common."""
    return phone.get("e164") or phone.get("digits") or digits(phone["value"])


def place_key(address: Mapping[str, str]) -> str:
    """What two notations of one address have in common: postcode or town, and the house."""
    street, where = address.get("street", ""), _where(address)
    words = [word for word in fold(street).replace(".", " ").replace(",", " ").split() if word]
    if not where or not words:
        return ""
    house = sorted(word for word in words if word[0].isdigit())
    letters = next((word for word in words if word[0].isalpha()), "")
    return f"{where}|{' '.join(house)}|{letters[:4]}"


def _where(address: Mapping[str, str]) -> str:
    return fold(address.get("postcode", "")).replace(" ", "") or fold(address.get("town", ""))


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
    """Somebody found, whether the row says nothing that is not known of them, and by what."""

    who: int
    adds_nothing: bool
    why: str = ""


Key = TypeVar("Key")
Shared = tuple[str, Sequence[int]]
"""Those who share a key with a row, and which."""


def _note(found: dict[Key, list[int]], key: Key, entry: int) -> None:
    entries = found.get(key)
    if not entries:
        found[key] = [entry]
    elif entries[-1] != entry:
        entries.append(entry)


class Rows:
    """The rows of one import so far, by their keys; an entry is its number among them.

    `addresses_of(entry)` gives the addresses of one; they are looked at only for namesakes.
    """

    def __init__(self, addresses_of: Callable[[int], Sequence[Mapping[str, str]]]) -> None:
        self._addresses_of = addresses_of
        self._by_email: dict[str, list[int]] = {}
        self._by_phone: dict[str, list[int]] = {}
        self._by_name: dict[tuple[str, str], list[int]] = {}
        self._by_place: dict[tuple[str, str], list[int]] = {}
        self._by_more: dict[tuple[str, str], list[int]] = {}
        self._unplaced: dict[tuple[str, str], list[int]] = {}
        self._names: list[str] = []

    def add(self, keys: Keys) -> int:
        """Remember a row; its entry."""
        entry = len(self._names)
        self._names.append(keys.name)
        self._list(entry, keys)
        return entry

    def learn(self, entry: int, keys: Keys) -> None:
        """Find an entry by what a later row said of it too; its first name stays."""
        self.rename(entry, keys.name)
        self._list(entry, keys)

    def rename(self, entry: int, name: str) -> None:
        """Give an entry that had no name the one that is known of it by now."""
        if name and not self._names[entry]:
            self._names[entry] = name

    def _list(self, entry: int, keys: Keys) -> None:
        for email in keys.emails:
            _note(self._by_email, email, entry)
        for phone in keys.phones:
            if phone:
                _note(self._by_phone, phone, entry)
        if keys.name:
            _note(self._by_name, (keys.name, keys.company), entry)
            for address in keys.addresses:
                where = _where(address)
                if where:
                    _note(self._unplaced, (keys.name, where), entry)
        if keys.code:
            _note(self._by_more, ("code", keys.code), entry)
        if keys.card:
            _note(self._by_more, ("card", keys.card), entry)

    def find(self, keys: Keys, same: Callable[[int], bool]) -> Match | None:
        """The entry of the same person, or None; see `choose`."""
        shared = self._shared(keys)
        named: Sequence[int] = ()
        if keys.name:
            named = self._by_name.get((keys.name, keys.company), ())
            if named and keys.company:
                shared.append((SAME_NAME_AND_COMPANY, named))
            if keys.addresses:
                shared += self._at_same_place(keys)
        if not shared and not named:
            return None
        return choose(keys, shared, named, lambda entry: self._names[entry], same)

    def _shared(self, keys: Keys) -> list[Shared]:
        """Who shares an address of mail, a number or a code; for most rows nobody does."""
        found: list[Shared] = []
        if keys.card and ("card", keys.card) in self._by_more:
            found.append((SAME_CARD, self._by_more["card", keys.card]))
        by_email, by_phone = self._by_email, self._by_phone
        found += [(SAME_EMAIL, by_email[each]) for each in keys.emails if each in by_email]
        if keys.code and ("code", keys.code) in self._by_more:
            found.append((SAME_CODE, self._by_more["code", keys.code]))
        found += [(SAME_PHONE, by_phone[each]) for each in keys.phones if each in by_phone]
        return found

    def _at_same_place(self, keys: Keys) -> list[Shared]:
        found: list[Shared] = []
        for address in keys.addresses:
            there = (keys.name, _where(address))
            if there not in self._unplaced:
                continue
            for entry in self._unplaced[there]:
                for known in self._addresses_of(entry):
                    key = place_key(known)
                    if key:
                        _note(self._by_place, (keys.name, key), entry)
            self._unplaced[there] = []
            place = (keys.name, place_key(address))
            if place in self._by_place:
                found.append((SAME_NAME_AND_ADDRESS, self._by_place[place]))
        return found


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

    shared: list[Shared] = []
    if keys.card:
        shared.append((SAME_CARD, known.cards.get(keys.card, ())))
    shared += [(SAME_EMAIL, known.emails.get(email, ())) for email in keys.emails]
    if keys.code:
        shared.append((SAME_CODE, known.codes.get(keys.code, ())))
    shared += [(SAME_PHONE, known.phones.get(phone, ())) for phone in keys.phones if phone]
    named: Sequence[int] = ()
    if keys.name:
        named = known.names.get((keys.name, keys.company), ())
        if keys.company:
            shared.append((SAME_NAME_AND_COMPANY, named))
        if keys.addresses and (keys.name, "") in known.names:
            shared += [
                (SAME_NAME_AND_ADDRESS, known.places.get((keys.name, place), ()))
                for place in keys.places()
            ]
    if not named and not any(candidates for _, candidates in shared):
        return None
    found = choose(keys, shared, named, name_of, same)
    if found is None and len(keys.card) >= _OWN_NUMBER:
        # Nobody else has this number, so that a new name is a wedding
        return next((Match(who, False, SAME_CARD) for who in known.cards.get(keys.card, ())), None)
    return found


def choose(
    keys: Keys,
    shared: Sequence[Shared],
    namesakes: Sequence[int],
    name_of: Callable[[int], str],
    same: Callable[[int], bool],
) -> Match | None:
    """Who of those that share a key is meant.

    Somebody to whom the row adds nothing (`same`) comes before all others: so a file brought in
    twice finds everybody where it left them. A namesake is not enough alone.
    """
    likely: dict[int, str] = {}
    for why, candidates in shared:
        for candidate in candidates:
            if candidate not in likely and compatible(keys.name, name_of(candidate)):
                likely[candidate] = why
    # Who has all that the row says has its email or number too, and was found by that
    alone = () if keys.emails or keys.phones else namesakes[:_NAMESAKES]
    for candidate, why in (*likely.items(), *((each, SAME_NAME) for each in alone)):
        if same(candidate):
            return Match(candidate, True, why)
    for candidate, why in likely.items():
        return Match(candidate, False, why)
    return None
