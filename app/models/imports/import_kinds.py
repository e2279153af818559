"""What a word beside a number or an address says: its kind, what it is called, or both."""

from collections.abc import Collection

from app.models.imports.import_words import kind_of
from app.models.reach import ADDRESS_KINDS, PHONE_KINDS
from app.storage.text import fold

CALLED = ", called"
"""Ends the heading of a column with such words in lists of ours."""
_KINDS = frozenset((*PHONE_KINDS, *ADDRESS_KINDS))


def said_of(kind: str, label: str, told: str = "other") -> str:
    """Kind and label as one text beside a value whose column tells the kind `told`.

    Only what the column does not tell: "", "Boat", "home", "home: Boat".
    """
    if not label:
        return "" if kind == told else kind
    clear = kind == told and kind_and_label(label, told, _KINDS) == (told, label)
    return label if clear else f"{kind}: {label}"


def kind_and_label(said: str, kind: str, kinds: Collection[str]) -> tuple[str, str]:
    """The kind and the label in a text; `kind` where it names none of `kinds`."""
    word, colon, label = said.partition(": ")
    if colon and word in _KINDS and label.strip():
        return (word if word in kinds else "other"), label.strip()
    plain = fold(said).strip("* ")
    known = plain if plain in _KINDS else kind_of(said)
    if known:
        return (known, "") if known in kinds else ("other", "")
    return kind, said.strip("* ")
