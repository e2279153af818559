"""Columns without a name: what only the cells of several of them say together."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.exchange.tables.guess import ColumnGuess
from app.exchange.tables.table import Cell
from app.exchange.tables.values import shape_of
from app.models.fold import fold
from app.models.imports.import_targets import OWN

_WORD: Final = re.compile(r"[^\W\d_]{2,}(?:[-'’ ][^\W\d_]{2,})?").fullmatch
_POSTCODE: Final = "address.other.postcode"
_MOST: Final = 0.9
_LOOKED_AT: Final = 200


def with_unnamed(
    guesses: Sequence[ColumnGuess], rows: Sequence[Sequence[Cell]]
) -> list[ColumnGuess]:
    """The guesses with first and last names, and postcodes, in columns that nobody named.

    The order of the two names is that of the email addresses beside them ("ann.lee@…"), else
    the first name goes first; both are to be checked.
    """
    found = list(guesses)
    for place, guess in enumerate(found):
        cells = [row[guess.index] for row in rows[:_LOOKED_AT]]
        texts = [str(cell) for cell in cells if cell is not None and str(cell).strip()]
        letters = sum(any(map(str.isalpha, text)) for text in texts)
        if _is_free(guess) and shape_of(texts) == "postcode" and letters == len(texts):
            found[place] = replace(guess, target=_POSTCODE, state="check", options={})
    if any(guess.target in ("full_name", "first_name", "last_name") for guess in found):
        return found
    for place in range(len(found) - 1):
        pair = found[place], found[place + 1]
        both = [(row[pair[0].index], row[pair[1].index]) for row in rows[:_LOOKED_AT]]
        if all(map(_is_free, pair)) and _are_names(both):
            return _named(found, place, both, rows)
    return found


def _is_free(guess: ColumnGuess) -> bool:
    return guess.target.startswith(OWN) and guess.header == f"Column {guess.index + 1}"


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
) -> list[ColumnGuess]:
    emails = next((guess.index for guess in found if guess.target.startswith("email.")), -1)
    turned = straight = 0
    for row, (one, two) in zip(rows, both, strict=False):
        local = fold(str(row[emails] or "")).partition("@")[0] if emails >= 0 else ""
        at = [local.find(fold(str(name)).strip()) for name in (one, two)]
        straight += 0 <= at[0] < at[1]
        turned += 0 <= at[1] < at[0]
    names = ["last_name", "first_name"] if turned > straight else ["first_name", "last_name"]
    words = {"first_name": "first", "last_name": "last"}
    for step, target in enumerate(names):
        guess = found[place + step]
        found[place + step] = replace(
            guess, target=target, state="check", options={},
            question=f"“{guess.samples[0]}” is taken as a {words[target]} name. Is that right?",
        )  # fmt: skip
    return found
