"""Two people in one cell: "Ann & Ben Lee", "Mr. and Mrs. Brad Smith", "Dr. & Dr. Chen"."""

import re
from dataclasses import replace
from typing import Final

from app.models.name_words import ACADEMIC, COURTESY
from app.models.names import NameParts, looks_like_firm, split_name
from app.storage.text import fold

_AND: Final = re.compile(r"\s+(?:&|\+|and|und|et|en|och|og|u\.)\s+|\s*&\s*", re.I)
_AND_OF_TITLES: Final = re.compile(r"\s+(?:&|and|und|et|en|y|e|i|och)\s+", re.I)
_WORD: Final = re.compile(r"[^\W\d_][^\d_&+,;@/]*").fullmatch
_TITLES: Final = COURTESY | ACADEMIC
_MOST_WORDS: Final = 6
# Both are meant, and neither is called so: "Familie Hans und Eva Kurz".
_OF_BOTH: Final = re.compile(
    r"(?:familie|fam\.?|ehepaar|eheleute|famille|famiglia|rodzina|familjen|the)\s+", re.I
).match

may_be_couple: Final = re.compile(
    r"[^\W\d_.]\.?\s*&\s*[^\W\d_]|\s(?:and|und|u\.|et|en|och|og|y|e|i|\+)\s", re.I
).search
"""Whether a text holds a word that could join two people; a first, cheap look."""


def couple_in(text: str, family: str = "") -> tuple[NameParts, NameParts] | None:
    """The two people of a cell, None where it names one person, a firm, or cannot be told.

    `family` is the family name of another column, for "Ann & Ben" in a column of first names.
    """
    if len(text) > 120 or not may_be_couple(text) or (not family and _is_firm(text)):
        return None
    both = _OF_BOTH(text)
    if both and not family:
        text = text[both.end() :]
    head, comma, rest = text.partition(",")
    if comma and not family:
        # "Lee, Ann & Ben", "Dr. Weber, Paul u. Maria": the title is that of whoever comes first
        title, head = _title_of(head.strip())
        both_of = couple_in(rest.strip(), head) if _is_name(head) else None
        return both_of and (replace(both_of[0], prefix=title or both_of[0].prefix), both_of[1])
    halves = _AND.split(text)
    if len(halves) != 2:
        halves = _AND_OF_TITLES.split(text)
        if len(halves) != 2 or not (all(map(_title_first, halves)) or _of_one_name(text, *halves)):
            return None
    left, right = (half.strip(" ,") for half in halves)
    if not (_is_name(left) and _is_name(right)):
        return None
    return _of_one_family(left, right, family) if family else _of_halves(left, right)


def _is_firm(text: str) -> bool:
    # An ampersand alone makes no firm here: it stands between two people as well
    return looks_like_firm(re.sub(r"\s*&\s*", " and ", text))


def _is_name(text: str) -> bool:
    return bool(text) and bool(_WORD(text)) and len(text.split()) <= _MOST_WORDS


def _of_one_name(text: str, left: str, right: str) -> bool:
    """Whether one name is followed by a whole one: "Nuria y Óscar Vidal", not "Ramón y Cajal".

    Catalans join their own two family names with "i".
    """
    return " y " in text.lower() and " " not in left.strip() and len(right.split()) == 2


def _title_first(text: str) -> bool:
    words = text.split()
    return bool(words) and _only_titles(words[0])


def _title_of(text: str) -> tuple[str, str]:
    """The titles before a family name, and the name."""
    words = text.split()
    count = next((at for at, word in enumerate(words) if not _only_titles(word)), len(words))
    return (" ".join(words[:count]), " ".join(words[count:])) if count < len(words) else ("", text)


def _only_titles(text: str) -> bool:
    # "De heer" is one title
    words = fold(text).replace("de heer", "heer").split()
    return all(word.rstrip(".") in _TITLES or word == "heer" for word in words)


def _of_one_family(left: str, right: str, family: str) -> tuple[NameParts, NameParts] | None:
    if len(left.split()) > 2 or len(right.split()) > 2:
        return None
    both = split_name(f"{left} {family}"), split_name(f"{right} {family}")
    return both if both[0].first and both[1].first else None


def _of_halves(left: str, right: str) -> tuple[NameParts, NameParts] | None:
    second = split_name(right)
    if _only_titles(left):
        return _titled(left, second)
    first = split_name(left)
    if not second.surname or not second.first:
        # "Ann Lee & Ben": nothing says whose family Ben is of, but one is most likely
        if first.first and first.surname and second.first and not second.surname:
            return first, replace(second, particle=first.particle, last=first.last)
        return None
    if not first.surname or not first.first:
        given = first.first or first.last
        if not given or len(left.split()) > 2 or not given[0].isupper():
            return None
        both = split_name(f"{left} {second.surname}")
        return both, second
    return first, second


def _titled(left: str, second: NameParts) -> tuple[NameParts, NameParts] | None:
    """A pair of titles: "Mr and Mrs Smith", "Mr. and Mrs. Brad Smith" (Brad is the first)."""
    if not second.prefix or not second.surname:
        return None
    one = replace(second, prefix=left)
    two = NameParts(prefix=second.prefix, particle=second.particle, last=second.last)
    if fold(left).rstrip(".") in ACADEMIC and fold(second.prefix).rstrip(".") in ACADEMIC:
        return (one, second) if not second.first else (NameParts(
            prefix=left, particle=second.particle, last=second.last), second)  # fmt: skip
    return one, two


def is_given(text: str, given: str) -> bool:
    """Whether a word beside a number is the given name of one of two people."""
    return bool(given) and fold(text).rstrip(":") == fold(given)


def whose_email(address: str, first: str, second: str) -> int:
    """Which of two people an email names before its @: 1 for the second, 0 for the first or both.

    "ben.lee@…" and "ben@…" are Ben's; "lee@…" and "annandben@…" are the first's, as is all that
    names neither.
    """
    local = fold(address.partition("@")[0])
    one, two = fold(first), fold(second)
    if len(two) < 3 or two not in local or (len(one) > 1 and one in local):
        return 0
    return 1 if re.search(rf"(^|[^a-z]){re.escape(two)}", local) else 0
