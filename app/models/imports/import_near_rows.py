"""Who of one file looks like an earlier row of it: similar, but not taken for the same person.

Two rows are compared only where a name and a place agree, or a number, so that a file of many
rows costs little more.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from app.models.imports.import_draft import Near
from app.models.imports.import_match import Keys, Record, keys_of
from app.models.imports.import_near import (
    DIFFERENT_NAME,
    LIKE_ENOUGH,
    LIKELY,
    NAME_ALONE,
    SAME_PHONE_ALONE,
    blocks_of,
    likeness_in_words,
    name_likeness,
    weight_of,
    words_of,
)
from app.storage.text import fold

_MOST_ROWS: Final = 5_000
"""Beyond so many new people nobody would go through a pile of look-alikes."""
_CROWD: Final = 2
"""What more rows have in common says nothing of any two of them."""


class _Said(NamedTuple):
    """A row as far as a first comparison needs it."""

    row: int
    words: list[str]
    keys: Keys


class NearRows:
    """The new people of one import so far; `record_of` gives the record of an entry."""

    def __init__(self, record_of: Callable[[int], Record]) -> None:
        self._record_of = record_of
        self._by_key: dict[int, tuple[int, ...]] = {}
        self._rows: dict[int, _Said] = {}

    def of(self, entry: int, row: int, record: Record, keys: Keys) -> tuple[Near, ...]:
        """The earlier rows that may be the same person (`who` is the row), likeliest first.

        The row is remembered for those that follow.
        """
        if len(self._rows) >= _MOST_ROWS:
            return ()
        here = _Said(row, words_of(keys.name), keys)
        candidates: set[int] = set()
        for key in _blocks(record, here):
            there = self._by_key.get(key, ())
            if len(there) <= _CROWD:
                candidates.update(there)
                self._by_key[key] = (*there, entry)
        self._rows[entry] = here
        found = []
        for each in candidates:
            other = self._rows[each]
            # Names first: most who share a town do not share more, and need no second look.
            alike = name_likeness(here.words, other.words)
            if alike >= LIKE_ENOUGH:
                said = likeness(record, here, self._record_of(each), alike)
            else:
                said = _by_number(here, other)
            if said:
                found.append(Near(other.row, *said))
        found.sort(key=lambda near: (-near.per_mille, near.who))
        return tuple(found[:3])


def _blocks(record: Record, said: _Said) -> set[int]:
    found = {hash(("phone", phone)) for phone in said.keys.phones if phone}
    if not said.words:
        return found
    beside = [said.keys.company, str(record["contact"].get("birthday", ""))]
    for address in record["addresses"]:
        beside += [
            fold(address.get("postcode", "")).replace(" ", ""),
            fold(address.get("town", "")),
        ]
    blocks = blocks_of(said.words)
    found |= {hash((block, each)) for block in blocks for each in beside if each}
    if len(said.words) > 1:
        found.add(hash(" ".join(sorted(said.words))))
    return found


def _by_number(one: _Said, other: _Said) -> tuple[int, tuple[str, ...]] | None:
    """How likely two of other names are one because of a number: not family, nor colleagues."""
    if not _share_a_number(one.keys, other.keys) or not one.words or not other.words:
        return None
    if one.words[-1] == other.words[-1] or one.keys.company == other.keys.company != "":
        return None
    return SAME_PHONE_ALONE, DIFFERENT_NAME


def likeness(
    one: Record, said: _Said, other: Record, alike: float
) -> tuple[int, tuple[str, ...]] | None:
    """How likely two rows of like names are about one person, in thousandths, and the reasons.

    None: hardly. ``alike`` says how much their names are, from 0 to 1.
    """
    right = keys_of(other)
    words, others = said.words, words_of(right.name)
    if not words or not others:
        return None
    reasons = _reasons(one, said.keys, other, right)
    if not reasons:
        if _said(one, "postcode") and _said(other, "postcode"):
            # Namesakes who live elsewhere
            return None
        return (NAME_ALONE, likeness_in_words(alike)) if alike == 1 and len(words) > 1 else None
    per_mille = round(alike * 640) + sum(map(weight_of, reasons))
    return (min(per_mille, 990), likeness_in_words(alike, reasons)) if per_mille >= LIKELY else None


def _share_a_number(left: Keys, right: Keys) -> bool:
    return any(phone and phone in right.phones for phone in left.phones)


def _reasons(one: Record, left: Keys, other: Record, right: Keys) -> list[str]:
    found = []
    if _share_a_number(left, right):
        found.append("the same phone number")
    if set(left.emails) & set(right.emails):
        found.append("the same email")
    if left.company and left.company == right.company:
        found.append("the same company")
    if _said(one, "postcode") & _said(other, "postcode"):
        found.append("the same postcode")
    elif _said(one, "town") & _said(other, "town"):
        found.append("the same town")
    birthday = one["contact"].get("birthday")
    if birthday and birthday == other["contact"].get("birthday"):
        found.append("the same birthday")
    return found


def _said(record: Record, part: str) -> set[str]:
    texts = (fold(address.get(part, "")) for address in record["addresses"])
    return {text.replace(" ", "") for text in texts if text}
