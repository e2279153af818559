"""The rows of one import so far: whom a row may be about that an earlier one was about."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar, cast

from app.models.imports.import_crowd import Crowds
from app.models.imports.import_match import (
    SAME_CARD,
    SAME_CODE,
    SAME_EMAIL,
    SAME_NAME_AND_ADDRESS,
    SAME_NAME_AND_COMPANY,
    SAME_PHONE,
    Keys,
    Match,
    Shared,
    alone_by_name,
    choose,
    not_another,
    place_key,
)

Key = TypeVar("Key")
_BY_NAME = frozenset({SAME_NAME_AND_COMPANY, SAME_NAME_AND_ADDRESS})


def _note(found: dict[Key, Sequence[int]], key: Key, alone: tuple[int]) -> None:
    """List an entry under a key; ``alone`` holds the entry, and is shared by all its keys."""
    entries = found.setdefault(key, alone)
    if entries is alone or entries[-1] == alone[0]:
        return
    if isinstance(entries, tuple):
        found[key] = [entries[0], alone[0]]
    else:
        cast("list[int]", entries).append(alone[0])


class Rows:
    """The rows of one import so far, by their keys; an entry is its number among them.

    `addresses_of(entry)` gives the addresses of one; they are looked at only for namesakes. With
    `apart` every row is somebody of their own, as in a list that we wrote ourselves.
    """

    def __init__(
        self, addresses_of: Callable[[int], Sequence[Mapping[str, str]]], *, apart: bool = False
    ) -> None:
        self._addresses_of = addresses_of
        self._apart = apart
        self._cards: dict[int, str] = {}
        self._by_email: dict[str, Sequence[int]] = {}
        self._by_phone: dict[str, Sequence[int]] = {}
        self._by_name: dict[tuple[str, str], Sequence[int]] = {}
        self._by_place: dict[tuple[str, str], Sequence[int]] = {}
        self._by_more: dict[tuple[str, str], Sequence[int]] = {}
        self._by_where: dict[tuple[str, str], Sequence[int]] = {}
        self._placed: dict[tuple[str, str], int] = {}
        self._names: list[str] = []
        self._mailed: set[int] = set()
        self._crowds = Crowds(self._names.__getitem__)

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
        alone = (entry,)
        if keys.emails and not keys.name:
            self._mailed.add(entry)
        for email in keys.emails:
            _note(self._by_email, email, alone)
        for phone in keys.phones:
            if phone:
                _note(self._by_phone, phone, alone)
        if keys.name:
            _note(self._by_name, (keys.name, keys.company), alone)
            for where in keys.wheres:
                if where:
                    _note(self._by_where, (keys.name, where), alone)
        if keys.code:
            _note(self._by_more, ("code", keys.code), alone)
        if keys.card:
            _note(self._by_more, ("card", keys.card), alone)
            self._cards.setdefault(entry, keys.card)

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
        alone = alone_by_name(keys, named, self._by_where)
        found = choose(keys, shared, alone, self._names.__getitem__, same)
        # One who says nothing new may as well be the earlier one
        if found is None or found.adds_nothing:
            return found
        return None if self._apart or self._has_another_card(found, keys) else found

    def _has_another_card(self, found: Match, keys: Keys) -> bool:
        """Whether all that two cards share is a name: their program counts them as two people."""
        cards = {keys.card, self._cards.get(found.who, "")}
        return found.why in _BY_NAME and "" not in cards and len(cards) > 1

    def _shared(self, keys: Keys) -> list[Shared]:
        """Who shares an address of mail, a number or a code; for most rows nobody does."""
        found: list[Shared] = []
        if keys.card and ("card", keys.card) in self._by_more:
            found.append((SAME_CARD, self._by_more["card", keys.card]))
        by_email, by_phone, narrowed = self._by_email, self._by_phone, self._crowds.narrowed
        another = self._is_another
        found += [
            (SAME_EMAIL, narrowed(each, by_email[each], keys.name))
            for each in keys.emails
            if each in by_email
        ]
        if keys.code and ("code", keys.code) in self._by_more:
            found.append((SAME_CODE, self._by_more["code", keys.code]))
        found += [
            (SAME_PHONE, not_another(keys, narrowed(each, by_phone[each], keys.name), another))
            for each in keys.phones
            if each in by_phone
        ]
        return found

    def _is_another(self, entry: int) -> bool:
        return not self._names[entry] and entry in self._mailed

    def _at_same_place(self, keys: Keys) -> list[Shared]:
        found: list[Shared] = []
        for where, address in zip(keys.wheres, keys.addresses, strict=True):
            there = (keys.name, where)
            entries = self._by_where.get(there)
            if entries is None:
                continue
            for entry in entries[self._placed.get(there, 0) :]:
                for known in self._addresses_of(entry):
                    key = place_key(known)
                    if key:
                        _note(self._by_place, (keys.name, key), (entry,))
            self._placed[there] = len(entries)
            place = (keys.name, place_key(address))
            if place in self._by_place:
                found.append((SAME_NAME_AND_ADDRESS, self._by_place[place]))
        return found
