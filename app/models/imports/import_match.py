"""Who a row is: the people already known, and the rows above it in the same file.

A shared key is not enough: an info@ mailbox and a switchboard belong to many. The names must be
able to be the same person's, or stand on one side only.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from app.models.imports.import_crowd import MOST, Crowds, likeliest, name_words
from app.models.imports.import_draft import Near
from app.storage.text import digits, fold

Record = dict[str, Any]
"""contact: columns; phones, emails, addresses: lists of columns; account: columns or None;
tags: list of names; own_fields: label to text; owner: name; deals and notes: lists of columns;
firms: account and account_phones of further firms of somebody by folded name;
household: joint name; partner: contact, emails and phones of the second of a couple, or None;
keys: what `changes` keeps of the lists to find entries by, made when it is first asked for."""

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


def _nobody(_id: int) -> Record | None:
    return None


def _alone(_id: int) -> Sequence[int]:
    return ()


def _no_look_alikes(_record: Record) -> list[Near]:
    return []


def _crowds_of_nobody() -> Crowds:
    return Crowds(lambda _id: "")


@dataclass(slots=True)
class Known:
    """The people and firms of a book, by what they are recognised by.

    `emails` by lower-case address, `phones` by E.164 form or bare digits, `names` by (folded
    name, folded company or ""), `codes` by customer number, `accounts` by folded name, `places`
    by (folded name, `place_key`), `wheres` by (folded name, `where_key`), `cards` and
    `account_cards` by UUID; each to ids in order.
    `crowds` narrows down the many who share one email or number. `current(id)` is a contact's
    whole `Record`, `current_account(id)` a firm's, `members(id)` the others of their household.
    `near` and `near_firms` give the look-alikes of a record; `answers` what the person said of
    them: row to the id of who it is (an earlier row of the file as a negative number), or 0 for
    somebody different. `stages` of deals by folded name; in a book without any, -1 is the first
    of those that a new book gets.
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
    wheres: Mapping[tuple[str, str], Sequence[int]] = field(default_factory=dict)
    crowds: Crowds = field(default_factory=_crowds_of_nobody)
    answers: Mapping[int, int] = field(default_factory=dict)
    stages: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Keys:
    """What a row can be recognised by; `name` is "" for a person known by address only.

    `wheres` is the `where_key` of each of the addresses.
    """

    name: str
    company: str
    emails: list[str]
    phones: list[str]
    code: str = ""
    card: str = ""
    addresses: Sequence[Mapping[str, str]] = ()
    wheres: Sequence[str] = ()

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
        [where_key(address) for address in record["addresses"]],
    )


def phone_key(phone: Mapping[str, str]) -> str:
    """What two notations of one number have in common."""
    return phone.get("e164") or phone.get("digits") or digits(phone["value"])


def place_key(address: Mapping[str, str]) -> str:
    """What two notations of one address have in common: postcode or town, and the house."""
    street, where = address.get("street", ""), where_key(address)
    words = [word for word in fold(street).replace(".", " ").replace(",", " ").split() if word]
    if not where or not words:
        return ""
    house = sorted(word for word in words if word[0].isdecimal())
    letters = next((word for word in words if word[0].isalpha()), "")
    return f"{where}|{' '.join(house)}|{letters[:4]}"


def where_key(address: Mapping[str, str]) -> str:
    """The postcode of an address, or else its town, in one notation."""
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
    left, right = name_words(one), name_words(other)
    if not left or not right:
        return True
    shorter, longer = sorted((left, right), key=len)
    if set(shorter) <= set(longer):
        return True
    if shorter[-1] != longer[-1]:
        return False
    return all(_begins(word, longer) for word in shorter[:-1])


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


Shared = tuple[str, Sequence[int]]
"""Those who share a key with a row, and which."""


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

    def is_another(candidate: int) -> bool:
        return not name_of(candidate) and bool((current(candidate) or {}).get("emails"))

    named = known.names.get((keys.name, keys.company), ()) if keys.name else ()
    shared = _shared_in_book(known, keys, named, is_another)
    if not named and not any(candidates for _, candidates in shared):
        return None
    found = choose(keys, shared, alone_by_name(keys, named, known.wheres), name_of, same)
    if found is None and len(keys.card) >= _OWN_NUMBER:
        # Nobody else has this number, so that a new name is a wedding
        return next((Match(who, False, SAME_CARD) for who in known.cards.get(keys.card, ())), None)
    return found


def _shared_in_book(
    known: Known, keys: Keys, named: Sequence[int], is_another: Callable[[int], bool]
) -> list[Shared]:
    """Who in the book shares something with a row."""
    narrowed = known.crowds.narrowed
    shared: list[Shared] = []
    if keys.card:
        shared.append((SAME_CARD, known.cards.get(keys.card, ())))
    shared += [
        (SAME_EMAIL, narrowed(email, known.emails.get(email, ()), keys.name))
        for email in keys.emails
    ]
    if keys.code:
        shared.append((SAME_CODE, known.codes.get(keys.code, ())))
    for phone in keys.phones:
        there = narrowed(phone, known.phones.get(phone, ()), keys.name) if phone else ()
        shared.append((SAME_PHONE, not_another(keys, there, is_another)))
    if keys.name and keys.company:
        shared.append((SAME_NAME_AND_COMPANY, named))
    if keys.name and keys.addresses and (keys.name, "") in known.names:
        shared += [
            (SAME_NAME_AND_ADDRESS, known.places.get((keys.name, place), ()))
            for place in keys.places()
        ]
    return shared


def not_another(
    keys: Keys, entries: Sequence[int], is_another: Callable[[int], bool]
) -> Sequence[int]:
    """Of those with a number of a row, not who is nameless too and has another email."""
    if keys.name or not keys.emails:
        return entries
    return [each for each in entries if not is_another(each)]


def alone_by_name(
    keys: Keys, named: Sequence[int], by_where: Mapping[tuple[str, str], Sequence[int]]
) -> Sequence[int]:
    """The namesakes that a row without email and number is compared with, nearest first.

    Who has all that the row says has its email or number too, and was found by that.
    """
    if keys.emails or keys.phones:
        return ()
    if len(named) <= MOST:
        return named
    # Of a crowd only those who live where the row says can have all that it says
    wheres = [
        where
        for where, each in zip(keys.wheres, keys.addresses, strict=True)
        if not place_key(each)
    ]
    if keys.addresses and all(wheres):
        found = [by_where.get((keys.name, where), ()) for where in wheres]
        return list(dict.fromkeys(each for group in found for each in group))[:MOST]
    return named[:MOST]


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
    likely = [
        (candidate, why)
        for candidate, why in likeliest(shared)
        if compatible(keys.name, name_of(candidate))
    ]
    for candidate, why in (*likely, *((each, SAME_NAME) for each in namesakes)):
        if same(candidate):
            return Match(candidate, True, why)
    for candidate, why in likely:
        return Match(candidate, False, why)
    return None
