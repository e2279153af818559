"""Two columns that belong together: the name of something, and what stands there.

Google writes "Relation 1 - Label" with "Spouse" in it and "Relation 1 - Value" with "Ben Lee":
that is one fact, an own field called Spouse.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.exchange.tables.guess import ColumnGuess
from app.exchange.tables.header_words import TYPE_WORDS, words_of
from app.exchange.tables.table import Cell
from app.exchange.tables.values import samples_of
from app.models.imports.import_targets import OWN
from app.models.imports.import_words import field_name

_VALUE_WORDS: Final = frozenset(
    {"value", "wert", "valeur", "valor", "valore", "waarde", "wartosc", "varde"}
)
_EXTENSION: Final = frozenset(
    "ext extn extension durchwahl dw poste interno extensie toestel anknytning ramal".split()  # noqa: SIM905
)
_LONGEST: Final = 8
_LOOKED_AT: Final = 50
_WEBSITE: Final = "account.website"
_SHOWN: Final = 2


def with_pairs(guesses: Sequence[ColumnGuess], rows: Sequence[Sequence[Cell]]) -> list[ColumnGuess]:
    """The guesses with each label beside a value as the name of the field that it is kept in."""
    found = list(guesses)
    for place in range(len(found) - 1):
        label, value = found[place], found[place + 1]
        base = _base(label.header, value.header)
        if not base or not label.samples or not _is_free(label.target, value.target):
            continue
        site = value.target == _WEBSITE
        options = {**value.options, "named": "website" if site else "label"}
        found[place] = replace(
            label, target="row_kind", state="recognised", options={"of": value.index}
        )
        found[place + 1] = replace(
            value, target=OWN + base, state="new_field", options=options,
            preview=_preview(rows, label.index, value.index, base, website=site),
        )  # fmt: skip
    return found


def with_extensions(
    guesses: Sequence[ColumnGuess], rows: Sequence[Sequence[Cell]]
) -> list[ColumnGuess]:
    """The guesses with "Phone Ext." as what is dialled after the number that stands before it."""
    found = list(guesses)
    for place, guess in enumerate(found[1:], 1):
        before = found[place - 1]
        words = set(words_of(guess.header))
        if words.isdisjoint(_EXTENSION) or not before.target.startswith(
            ("phone.", "account.phone")
        ):
            continue
        cells = [str(cell).strip() for cell in samples_of(rows, guess.index, _LOOKED_AT)]
        if cells and all(len(text) <= _LONGEST and any(map(str.isdigit, text)) for text in cells):
            options = {"of": before.index, "extension": True}
            found[place] = replace(guess, target="row_kind", state="recognised", options=options)
    return found


def _base(label: str, value: str) -> str:
    """What the two headers have in common, without the number: "Relation"; "" for no pair."""
    ours, theirs = words_of(label), words_of(value)
    if len(ours) < 2 or ours[-1] not in TYPE_WORDS or ours[:-1] != theirs[:-1]:
        return ""
    if theirs[-1] not in _VALUE_WORDS:
        return ""
    words = label.replace("-", " ").replace("–", " ").split()[:-1]
    return " ".join(word for word in words if not word.isdecimal()) or label


def _is_free(label: str, value: str) -> bool:
    return label.startswith(OWN) and (value.startswith(OWN) or value == _WEBSITE)


def _preview(
    rows: Sequence[Sequence[Cell]], label: int, value: int, base: str, *, website: bool
) -> tuple[tuple[str, str], ...]:
    found = []
    for row in rows:
        said, text = str(row[label] or "").strip(), str(row[value] or "").strip()
        if said and text:
            found.append((text, f"{field_name(said, base, website=website)}: {text}"))
            if len(found) == _SHOWN:
                break
    return tuple(found)
