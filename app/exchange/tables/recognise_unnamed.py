"""Columns without a name: what only the cells of several of them say together.

"Column1", "Feld7" and "A", "B", "C" are the names that programs give to columns without one.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from app.exchange.tables.guess import ColumnGuess
from app.exchange.tables.header_words import words_of
from app.exchange.tables.table import Cell, is_blank
from app.exchange.tables.table_bands import letters
from app.exchange.tables.values import (
    are_firms,
    are_streets,
    are_titles,
    are_towns,
    are_whole_addresses,
    shape_of,
)
from app.models.fold import fold
from app.models.imports.import_targets import OWN

_WORD: Final = re.compile(r"[^\W\d_]{2,}(?:[-'’ ][^\W\d_]{2,})?").fullmatch
_WORD_IN: Final = re.compile(r"[^\W\d_]{3}").search
_TOLD: Final = frozenset({"full_name", "first_name", "last_name", "account.name"})
_GIVEN: Final = re.compile(
    r"(?:column|col|spalte|feld|field|colonne|columna|coluna|colonna|kolom|kolumna|kolumn|campo"
    r"|champ|veld|pole|falt|sloupec|oszlop|unnamed:|f|v|x|var|c) ?_?(\d{1,3})"
).fullmatch
_MOST: Final = 0.9
_LOOKED_AT: Final = 200


def without_a_name(headers: Sequence[str]) -> frozenset[int]:
    """The columns whose headers say no more than which column of the table they are."""
    told = [_GIVEN(fold(header).strip()) for header in headers]
    lettered = [at for at, header in enumerate(headers) if header.strip() == letters(at)]
    found = {at for at, header in enumerate(headers) if header == f"Column {at + 1}"}
    if sum(each is not None for each in told) > 1:
        found |= {at for at, each in enumerate(told) if each is not None}
    return frozenset(found | set(lettered) if len(lettered) > 1 else found)


def with_unnamed(
    guesses: Sequence[ColumnGuess], rows: Sequence[Sequence[Cell]], nameless: frozenset[int]
) -> list[ColumnGuess]:
    """The guesses with names, firms and addresses in columns that nobody named.

    The order of the two names is that of the email addresses beside them ("ann.lee@…"), else
    the first name goes first; all are to be checked.
    """
    found = _with_two_names(list(guesses), rows)
    if not nameless:
        return found
    texts = [_texts(rows, guess.index) for guess in found]
    free = [guess.target.startswith(OWN) and guess.index in nameless for guess in found]
    _with_one(found, texts, free, "prefix", _are_titles)
    _with_names(found, rows, free)
    _with_places(found, texts, free)
    _with_one(found, texts, free, "account.name", are_firms)
    if _TOLD.isdisjoint(guess.target for guess in found) and any(
        guess.target.startswith(("phone.", "email.")) for guess in found
    ):
        # Beside a number stands whose it is
        _with_one(found, texts, free, "full_name", _are_called)
    return found


def _are_called(cells: Sequence[Cell]) -> bool:
    """Whether words stand in nearly all cells, and hardly twice the same."""
    texts = [str(cell) for cell in cells]
    told = sum(_WORD_IN(text) is not None for text in texts)
    return bool(texts) and told >= _MOST * len(texts) and 2 * len(set(texts)) > len(texts)


def _with_one(
    found: list[ColumnGuess],
    texts: list[list[str]],
    free: list[bool],
    target: str,
    looks: Callable[[Sequence[Cell]], bool],
) -> None:
    place = next((at for at, cells in enumerate(texts) if free[at] and looks(cells)), -1)
    if place >= 0 and not any(guess.target == target for guess in found):
        found[place] = replace(found[place], target=target, state="check", options={})
        free[place] = False


def _are_titles(cells: Sequence[Cell]) -> bool:
    return are_titles(cells, _MOST)


def _texts(rows: Sequence[Sequence[Cell]], index: int) -> list[str]:
    cells = [row[index] for row in rows[:_LOOKED_AT]]
    return [str(cell).strip() for cell in cells if cell is not None and str(cell).strip()]


def _with_places(found: list[ColumnGuess], texts: list[list[str]], free: list[bool]) -> None:
    """Postcodes, the town beside them, and the streets: one of each; else whole addresses."""
    known = {guess.target.rpartition(".")[2] for guess in found}
    if "postcode" not in known:
        known |= _with_postcode(found, texts, free, "town" in known)
    street = "street" in known or "block" in known
    if known.isdisjoint({"town", "postcode", "postcode_town"}):
        part, looks = "block", are_whole_addresses
    else:
        part, looks = "street", are_streets
    place = next((at for at, cells in enumerate(texts) if free[at] and looks(cells)), -1)
    if place >= 0 and not street:
        _taken(found, free, place, part)


def _with_postcode(
    found: list[ColumnGuess], texts: list[list[str]], free: list[bool], town: bool
) -> set[str]:
    """Take the postcodes, which have letters or towns beside them; what was found of the two."""
    for place, cells in enumerate(texts):
        if not free[place] or shape_of(cells) != "postcode":
            continue
        towns = [at for at in (place + 1, place - 1) if _may_be_towns(at, texts, free)]
        if towns or all(any(map(str.isalpha, text)) for text in cells):
            _taken(found, free, place, "postcode")
            if not towns or town:
                return {"postcode"}
            _taken(found, free, towns[0], "town")
            return {"postcode", "town"}
    return set()


def _may_be_towns(at: int, texts: list[list[str]], free: list[bool]) -> bool:
    if not 0 <= at < len(texts) or not free[at] or not texts[at]:
        return False
    return are_towns(texts[at])


def _taken(found: list[ColumnGuess], free: list[bool], place: int, part: str) -> None:
    target = f"address.other.{part}"
    found[place] = replace(found[place], target=target, state="check", options={})
    free[place] = False


def _with_names(found: list[ColumnGuess], rows: Sequence[Sequence[Cell]], free: list[bool]) -> None:
    if any(guess.target in ("full_name", "first_name", "last_name") for guess in found):
        return
    for place in range(len(found) - 1):
        pair = found[place], found[place + 1]
        both = [(row[pair[0].index], row[pair[1].index]) for row in rows[:_LOOKED_AT]]
        if free[place] and free[place + 1] and _are_names(both):
            _named(found, place, both, rows)
            free[place] = free[place + 1] = False
            return


def _with_two_names(found: list[ColumnGuess], rows: Sequence[Sequence[Cell]]) -> list[ColumnGuess]:
    """Take "Name 1" and "Name 2" of people as last and first name; firms have one name in two."""
    for place in range(len(found) - 1):
        one, two = found[place], found[place + 1]
        numbered = [words_of(each.header) for each in (one, two)] == [["name", "1"], ["name", "2"]]
        if numbered and one.target == "full_name" and two.target.startswith(OWN):
            both = [(row[one.index], row[two.index]) for row in rows[:_LOOKED_AT]]
            if _are_names([(a, b) for a, b in both if not is_blank(b)]):
                _named(found, place, both, rows, turned=1)
    return found


def _are_names(both: Sequence[tuple[Cell, Cell]]) -> bool:
    """Whether nearly all cells are capitalised words, and hardly two pairs of them are alike."""
    texts = [(str(one or "").strip(), str(two or "").strip()) for one, two in both]
    fitting = sum(all(_WORD(text) and text[0].isupper() for text in pair) for pair in texts)
    several = len({two for _, two in texts}) * 2 > len(texts)
    return len(texts) > 1 and fitting >= _MOST * len(texts) and several


def _named(
    found: list[ColumnGuess],
    place: int,
    both: Sequence[tuple[Cell, Cell]],
    rows: Sequence[Sequence[Cell]],
    turned: int = 0,
) -> None:
    """Call two columns first and last name; `turned` is 1 where the last one is likely first."""
    emails = next((guess.index for guess in found if guess.target.startswith("email.")), -1)
    straight = 0
    for row, (one, two) in zip(rows, both, strict=False):
        first, last = str(one or "").strip(), str(two or "").strip()
        local = fold(str(row[emails] or "")).partition("@")[0] if emails >= 0 else ""
        at = local.find(fold(first)), local.find(fold(last))
        # "ann.lee@…", "ann@…", "a.lee@…", and "LEE" beside "Ann"
        straight += 0 <= at[0] < at[1] or local in _of_whom(first, last)
        straight += last.isupper() and not first.isupper()
        turned += 0 <= at[1] < at[0] or local in _of_whom(last, first)
        turned += first.isupper() and not last.isupper()
    names = ["last_name", "first_name"] if turned > straight else ["first_name", "last_name"]
    words = {"first_name": "first", "last_name": "last"}
    for step, target in enumerate(names):
        guess = found[place + step]
        found[place + step] = replace(
            guess, target=target, state="check", options={},
            question=f"“{guess.samples[0]}” is taken as a {words[target]} name. Is that right?",
        )  # fmt: skip


def _of_whom(first: str, last: str) -> tuple[str, ...]:
    """What an email of somebody begins with: "ann", "a.lee", "alee"."""
    one, two = fold(first), fold(last)
    return one, f"{one[:1]}.{two}", f"{one[:1]}{two}", f"{one[:1]}_{two}", f"{one[:1]}-{two}"
