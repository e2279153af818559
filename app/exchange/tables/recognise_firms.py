"""Lists of firms, and of firms and people together: which rows of a column of names are firms."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.exchange.tables.guess import ColumnGuess
from app.exchange.tables.header_words import Heading, understand, words_of
from app.exchange.tables.table import Cell
from app.exchange.tables.values import are_firms, samples_of
from app.models.fold import fold
from app.models.imports.import_targets import OWN
from app.models.imports.import_words import is_firm_word, is_no, is_person_word, is_yes

_LOOKED_AT: Final = 200
_WHOLE: Final = frozenset({"full_name", "first_name", "last_name"})


def with_firms(
    guesses: Sequence[ColumnGuess], headings: Sequence[Heading], rows: Sequence[Sequence[Cell]]
) -> list[ColumnGuess]:
    """The guesses with "Third-party name" above firms as their name, and an "Alias" as no person's.

    A column that says of each row whether it is a firm ("Is a company", "Contact type") decides
    about the name beside it.
    """
    found = list(guesses)
    targets = {guess.target for guess in found}
    if "account.name" not in targets:
        _name_of_firms(found, headings, rows)
    if "full_name" in targets or "last_name" in targets:
        _marked(found, rows)
    return found


def _name_of_firms(
    found: list[ColumnGuess], headings: Sequence[Heading], rows: Sequence[Sequence[Cell]]
) -> None:
    called = [
        at for at, heading in enumerate(headings)
        if "name" in heading.meanings and found[at].target not in _WHOLE
    ]  # fmt: skip
    cells = [samples_of(rows, found[at].index, _LOOKED_AT) for at in called]
    # Beside people, "Box name" can be that of a deal
    most = 0.5 if _WHOLE.isdisjoint(guess.target for guess in found) else 0.8
    firms = [at for at, column in zip(called, cells, strict=True) if are_firms(column, most)]
    if len(firms) != 1:
        return
    found[firms[0]] = replace(found[firms[0]], target="account.name", state="check", options={})
    for place, guess in enumerate(found):
        if guess.target == "nickname":
            found[place] = replace(guess, target=OWN + guess.header, state="new_field", options={})


def _marked(found: list[ColumnGuess], rows: Sequence[Sequence[Cell]]) -> None:
    """Let the first column that tells firms from people say so."""
    for place, guess in enumerate(found):
        if guess.target not in ("kind", "account.kind") and not guess.target.startswith(OWN):
            continue
        words = {fold(str(cell)) for cell in samples_of(rows, guess.index, _LOOKED_AT)}
        told = all(is_firm_word(word) or is_person_word(word) for word in words)
        answered = _asks_for_firms(guess.header) and all(is_yes(w) or is_no(w) for w in words)
        if words and ((told and any(map(is_firm_word, words))) or answered):
            found[place] = replace(
                guess, target=OWN + guess.header, state="new_field", options={"named": "firm"}
            )
            return


def _asks_for_firms(header: str) -> bool:
    return any("company" in understand(word).meanings for word in words_of(header))
