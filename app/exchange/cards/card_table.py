"""People of an address book file as a table whose columns are known beforehand.

A card is gathered piece by piece; at the end every piece that occurs anywhere is a column, in an
order a person would choose. Numbers, addresses and their kinds stand best first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Final

from app.exchange.tables.table import Row
from app.models.fold import fold
from app.models.imports.import_targets import LEAVE_OUT, OWN
from app.models.imports.import_words import field_with_name

Slot = str
"""A column of the table: a target, from the second of it on with its number behind a NUL."""
Cells = dict[Slot, str]
Preferred = tuple[int, str, str]
"""Preference (1 is best), value, word for its kind ("" for none)."""

_MOST: Final = 20
_MOST_COLUMNS: Final = 450
_HEADERS: Final = {
    "full_name": "Full name",
    "prefix": "Title before the name",
    "first_name": "First name",
    "middle_name": "Middle name",
    "particle": "Name particle",
    "last_name": "Last name",
    "suffix": "Suffix after the name",
    "nickname": "Nickname",
    "account.name": "Company",
    "department": "Department",
    "job_title": "Job title",
    "account.website": "Company website",
    "email": "Email",
    "phone": "Phone",
    "address": "Address",
    "birthday": "Birthday",
    "birth_day": "Birthday, day",
    "birth_month": "Birthday, month",
    "birth_year": "Birthday, year",
    "gender": "Gender",
    "language": "Language",
    "tag": "Tags",
    "note": "Note",
    "photo": "Photo",
    "file": "File of the card",
    "uid": "Card ID",
}
OUR_FACTS: Final = {
    "particle": "Name particle",
    "kind": "Kind",
    "customer_code": "Customer number",
    "account.code": "Company, customer number",
    "account.kind": "Company, kind",
    "owner": "Looked after by",
    "source": "Source",
    "greeting_formal": "Formal greeting",
    "greeting_informal": "Informal greeting",
    "no_post": "No letters",
    "no_email": "No emails",
    "no_phone": "No calls",
    "no_trade": "No advertising",
    "deceased": "Deceased",
    "deceased_on": "Died on",
}
"""What our own cards say beyond what cards know of: target and heading."""
_HEADERS.update({name: heading for name, heading in OUR_FACTS.items() if name not in _HEADERS})
_RANKS: Final = {name: rank for rank, name in enumerate(_HEADERS)}
_ADDRESS_PARTS: Final = {
    "street": "street",
    "street2": "second line",
    "postcode": "postcode",
    "town": "town",
    "region": "region",
    "country": "country",
    "block": "as written",
    "kind": "kind",
}
_OPTIONS: Final[dict[str, dict[str, object]]] = {
    "birthday": {"date_order": "ymd"},
    "tag": {"lines": True},
}
_OWN_RANK: Final = 100
_LEFT_RANK: Final = 200
_MORE: Final = "More from the card"
LEFT: Final = "left:"
"""How the slots begin of what a person would not miss: columns that stay out unless wanted."""


@dataclass(slots=True)
class Address:
    """A postal address in the parts of our columns; `label` is how it was written out."""

    parts: dict[str, str]
    kind: str = ""
    preference: int = 101
    label: str = ""


class CardFacts:
    """What one card says, in the words of the import's targets."""

    __slots__ = (
        "addresses", "emails", "files", "kind", "left", "members", "notes", "own", "phones",
        "remarks", "single", "tags", "uid", "websites",
    )  # fmt: skip

    def __init__(self) -> None:
        self.single: dict[str, str] = {}
        self.phones: list[Preferred] = []
        self.emails: list[Preferred] = []
        self.websites: list[Preferred] = []
        self.addresses: list[Address] = []
        self.notes: list[str] = []
        self.tags: list[str] = []
        self.own: list[tuple[str, str]] = []
        self.left: list[tuple[str, str]] = []
        self.files: list[tuple[str, str]] = []
        self.members: list[str] = []
        self.remarks: list[str] = []
        self.uid = ""
        self.kind = ""

    def add_once(self, name: str, text: str, otherwise: str) -> None:
        """Keep the first word on something a person has once; further ones as own fields."""
        if not text:
            return
        before = self.single.setdefault(name, text)
        if before is not text and before != text:
            self.own.append((otherwise, text))

    def cells(self) -> Cells:
        """The card as cells, each at the slot whose column it belongs to."""
        if self.websites:
            self._place_websites()
        found = self.single.copy()
        if self.emails:
            self._reach(found, "email", self.emails)
        if self.phones:
            self._reach(found, "phone", self.phones)
        if self.addresses:
            self._addresses(found)
        if self.notes:
            found["note"] = self.notes[0]
            for number, note in enumerate(self.notes[1:_MOST], 2):
                found[_slot("note", number)] = note
            if len(self.notes) > _MOST:
                found[_slot("note", _MOST)] = "\n".join(self.notes[_MOST - 1 :])
        if self.tags:
            found["tag"] = "\n".join(dict.fromkeys(self.tags))
        if self.own or self.left or self.files:
            _number(found, "", self.files)
            _number(found, OWN, self.own)
            _number(found, LEFT, self.left)
        return found

    def _place_websites(self) -> None:
        firm = "account.name" in self.single
        for _, site, kind in sorted(self.websites, key=itemgetter(0)):
            if firm and kind in {"", "work"} and "account.website" not in self.single:
                self.single["account.website"] = site
            else:
                known = kind in {"", "work", "home", "other"}
                name = "Website" if known else f"Website, {kind}"
                self.own.append(field_with_name(name, site))

    def _reach(self, found: Cells, name: str, values: list[Preferred]) -> None:
        if len(values) > 1:
            values = sorted(values, key=itemgetter(0))
        for (place, kind_place), (_, value, kind) in zip(_REACH[name], values, strict=False):
            found[place] = value
            if kind:
                found[kind_place] = kind
        for _, value, kind in values[_MOST:]:
            self.own.append((f"More {name}s", f"{value} ({kind})" if kind else value))

    def _addresses(self, found: Cells) -> None:
        ordered = self.addresses
        if len(ordered) > 1:
            ordered = sorted(ordered, key=attrgetter("preference"))
        for places, address in zip(_ADDRESSES, ordered, strict=False):
            for part, text in address.parts.items():
                found[places[part]] = text
            if address.kind:
                found[places["kind"]] = address.kind
            if address.label and not _said(address):
                found[places["block"]] = address.label
        for address in ordered[_MOST:]:
            text = address.label or ", ".join(address.parts.values())
            self.own.append(("More addresses", text))


def _said(address: Address) -> bool:
    """Whether the written-out form says what the parts say and nothing more."""
    known = fold(" ".join(address.parts.values())).replace(",", " ").split()
    return set(fold(address.label).replace(",", " ").split()) <= set(known)


def _slot(name: str, number: int) -> Slot:
    return name if number == 1 else f"{name}\0{number}"


def _named(slot: Slot) -> tuple[str, int]:
    name, _, number = slot.partition("\0")
    return name, int(number or 1)


_REACH: Final = {
    name: [(_slot(name, number), _slot(f"{name}.kind", number)) for number in range(1, _MOST + 1)]
    for name in ("email", "phone")
}
_ADDRESSES: Final = [
    {part: _slot(f"address.{part}", number) for part in _ADDRESS_PARTS}
    for number in range(1, _MOST + 1)
]


def _number(found: Cells, group: str, pairs: list[tuple[str, str]]) -> None:
    numbers: dict[str, int] = {}
    for label, text in pairs:
        name = group + label.replace("\0", " ")
        number = numbers[name] = numbers.get(name, 0) + 1
        found[_slot(name, number)] = text


def table_of(
    cards: list[tuple[int, Cells]],
) -> tuple[Row, list[tuple[str, dict[str, object]]], Iterator[tuple[int, Row]]]:
    """Headers, targets with their options for the plan, and numbered rows of some cards."""
    kept = [(number, cells) for number, cells in cards if cells]
    met: Cells = {}
    for _, cells in kept:
        met.update(cells)
    if len(met) > _MOST_COLUMNS:
        met = dict.fromkeys(_without_rare(kept), "")
    order = {slot: place for place, slot in enumerate(met)}
    slots = sorted(met, key=lambda slot: (*_rank(slot), order[slot]))
    places = {slot: place for place, slot in enumerate(slots)}
    rows = ((number, tuple(map(cells.get, slots))) for number, cells in kept)
    return tuple(_headers(slots)), [_target(slot, places) for slot in slots], rows


def _without_rare(kept: list[tuple[int, Cells]]) -> Iterable[Slot]:
    """Keep the own fields of few people in one column, so that a table stays a table.

    Returns the slots that are left.
    """
    counted = Counter(chain.from_iterable(cells for _, cells in kept))
    own = [slot for slot, _ in counted.most_common() if slot.startswith((OWN, LEFT))]
    rare = set(own[max(0, _MOST_COLUMNS - 1 - (len(counted) - len(own))) :])
    for slot in rare:
        del counted[slot]
    more = OWN + _MORE
    for _, cells in kept:
        found = [slot for slot in cells if slot in rare]
        if found:
            lines = [f"{_named(slot)[0].partition(':')[2]}: {cells.pop(slot)}" for slot in found]
            cells[more] = "\n".join([*([cells[more]] if more in cells else []), *lines])
            counted[more] += 1
    return counted


def _rank(slot: Slot) -> tuple[int, int, int]:
    name, number = _named(slot)
    if name.startswith(OWN):
        return _OWN_RANK, 0, 0
    if name.startswith(LEFT):
        return _LEFT_RANK, 0, 0
    group, _, part = name.partition(".")
    if group == "account":
        return _RANKS[name], number, 0
    return _RANKS[group], number, list(_ADDRESS_PARTS).index(part) if part else 0


def _headers(slots: list[Slot]) -> Iterator[str]:
    used: set[str] = set()
    for slot in slots:
        name = _header(slot)
        plain, number = name, 2
        while name in used:
            name = f"{plain} {number}"
            number += 1
        used.add(name)
        yield name


def _header(slot: Slot) -> str:
    name, number = _named(slot)
    if name.startswith((OWN, LEFT)):
        words = name.removeprefix(OWN).removeprefix(LEFT)
        return words if number == 1 else f"{words} {number}"
    group, _, part = name.partition(".")
    if group == "account" or not part:
        return _HEADERS[name] if number == 1 else f"{_HEADERS[name]} {number}"
    which = _HEADERS[group] if number == 1 else f"{_HEADERS[group]} {number}"
    return f"{which} {_ADDRESS_PARTS[part]}"


def _target(slot: Slot, places: dict[Slot, int]) -> tuple[str, dict[str, object]]:
    name, number = _named(slot)
    if name.startswith(LEFT):
        return LEAVE_OUT, {}
    if name.startswith(OWN):
        return name, {}
    group, _, part = name.partition(".")
    if part == "kind" and group != "account":
        return "row_kind", {"of": places[_first_of(group, number, places)]}
    if group in {"email", "phone"}:
        return f"{group}.other", {}
    if group == "address":
        return f"address.other.{part}", {"number": number}
    return name, _OPTIONS.get(name, {})


def _first_of(group: str, number: int, places: dict[Slot, int]) -> Slot:
    if group != "address":
        return _slot(group, number)
    return next(place for place in _ADDRESSES[number - 1].values() if place in places)
