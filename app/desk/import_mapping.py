"""Where the columns of a file go: kept as plain values, remembered by the shape of the file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.exchange.tables.guess import ColumnGuess
from app.exchange.tables.table import MAX_COLUMNS, Table
from app.models.errors import Refusal
from app.models.imports.import_picklists import (
    KEEP,
    LEAVE,
    UnknownWord,
    choices,
    is_picklist,
    meaning,
)
from app.models.imports.import_picklists import unknown_words as find_unknown
from app.models.imports.import_targets import LEAVE_OUT, OWN, is_target, label_of
from app.models.operations.deals import FIRST_STAGES
from app.storage.queries.import_runs import mapping_of_shape
from app.storage.queries.matching import known_stages
from app.storage.store import Store
from app.storage.text import fold

AS_LAST_TIME = "As last time"
_DECIDED_ANEW = frozenset({"date_order", "ambiguous", "of"})
"""Options that the values of a file decide, whatever was kept of an earlier one."""
_TIGHTENS, _BAN = "tightens", "ban"
"""What a no in a column forbids besides, and what it could; sent elsewhere by hand, nothing."""
_EMPTY = "empty"
"""Kept beside a column that had no value: that it went nowhere was nobody's choice."""


def with_target(guess: ColumnGuess, target: str) -> ColumnGuess:
    """A column that the person sent elsewhere."""
    state: Any = "left_out" if target == LEAVE_OUT else "recognised"
    if target.startswith(OWN):
        state = "new_field"
    options = {
        name: value for name, value in guess.options.items() if name not in (_TIGHTENS, _BAN)
    }
    return replace(
        guess, target=target, state=state, label=label_of(target), question="", options=options
    )


def with_policy(guess: ColumnGuess, policy: str) -> ColumnGuess:
    """A column with a rule of its own for people who are known: skip, fill, overwrite, append.

    An empty text takes the rule away again.
    """
    options = {name: value for name, value in guess.options.items() if name != "policy"}
    return replace(guess, options=options | {"policy": policy} if policy else options)


def with_date_order(guess: ColumnGuess, order: str) -> ColumnGuess:
    """A column whose dates the person has decided about: dmy, mdy or ymd."""
    options = {name: value for name, value in guess.options.items() if name != "ambiguous"}
    return replace(guess, options=options | {"date_order": order}, state="recognised", question="")


def with_words(guess: ColumnGuess, words: Mapping[str, str]) -> ColumnGuess:
    """The guess with what words of its cells mean: "Kd." is a customer, "Dtl." is DE."""
    said = guess.options.get("words")
    before = dict(said) if isinstance(said, dict) else {}
    return replace(guess, options={**guess.options, "words": {**before, **words}})


def unknown_words(
    table: Table, guess: ColumnGuess, stages: Iterable[str] = ()
) -> list[UnknownWord]:
    """The words of a column of few words that are not understood and not explained yet.

    ``stages`` are the names of the book's stages of deals.
    """
    if not is_picklist(guess.target):
        return []
    cells = (row[guess.index] for row in table.rows)
    return find_unknown(guess.target, cells, said=guess.options.get("words"), stages=stages)


def stages_of(store: Store) -> list[str]:
    """The names of the stages of deals, those of a new book where there are none yet."""
    return [name for _, name in known_stages(store)] or list(FIRST_STAGES)


def with_said_words(
    store: Store, columns: Sequence[ColumnGuess], said: Iterable[str]
) -> tuple[ColumnGuess, ...]:
    """The columns with what was said on a command line: ``Status:Kd.=customer``.

    A word can also mean ``keep`` or ``leave_out``. Raises ``Refusal`` for what names no column
    of few words, or means none of them.
    """
    found = list(columns)
    stages = stages_of(store)
    for text in said:
        header, _, rest = text.partition(":")
        word, equals, ours = rest.rpartition("=")
        place = next((n for n, g in enumerate(found) if fold(g.header) == fold(header)), None)
        if not equals or place is None or not is_picklist(found[place].target):
            message = f"{text[:60]} names no column whose words can be explained."
            raise Refusal(message, "word")
        target = found[place].target
        meant = ours if ours in (KEEP, LEAVE) else meaning(target, ours, stages)
        if not meant:
            known = ", ".join((*choices(target, stages), KEEP, LEAVE))
            message = f"{ours[:40]} is nothing that {header[:40]} can mean. It can mean: {known}."
            raise Refusal(message, "word")
        found[place] = with_words(found[place], {word: meant})
    return tuple(found)


def with_split(guess: ColumnGuess, *, split: bool) -> ColumnGuess:
    """A column whose couples, firms in brackets or numbers are split, or kept as they stand."""
    options = dict(guess.options)
    for name, on in (("couples", "split"), ("brackets", "company"), ("numbers", "phone")):
        if name in options:
            options[name] = on if split else "keep"
    return replace(guess, options=options, state="recognised", question="")


def with_ban(guess: ColumnGuess, *, ban: bool) -> ColumnGuess:
    """A column whose no is also a ban, or is only kept."""
    forbidden = guess.options.get(_BAN, "no_email")
    options = {**guess.options, _TIGHTENS: forbidden if ban else "keep"}
    return replace(guess, options=options, state="new_field", question="")


def mapping_of(columns: Sequence[ColumnGuess]) -> list[dict[str, Any]]:
    """A mapping as plain values, to be kept or saved as a file."""
    return [
        {
            "header": guess.header,
            "target": guess.target,
            "options": dict(guess.options) | ({} if guess.samples else {_EMPTY: True}),
        }
        for guess in columns
    ]


def with_mapping(
    columns: Sequence[ColumnGuess], saved: Sequence[dict[str, Any]], *, note: str = ""
) -> tuple[ColumnGuess, ...]:
    """The columns sent where a saved mapping says, matched by their headers.

    Columns of one header take its entries in order; `note` is put beside those that were moved.
    """
    entries: dict[str, list[dict[str, Any]]] = {}
    for entry in saved:
        entries.setdefault(fold(str(entry.get("header"))), []).append(entry)
    found = []
    for guess in columns:
        there = entries.get(fold(guess.header), [])
        named = (there.pop(0) if len(there) > 1 else there[0]) if there else None
        target = str(named.get("target")) if named else ""
        if named and is_target(target) and guess.samples:
            options = _usable(named.get("options"))
            if not (options.pop(_EMPTY, False) and target == LEAVE_OUT):
                guess = _moved(guess, target, options, note)
        found.append(guess)
    return tuple(found)


def _usable(options: object) -> dict[str, Any]:
    """The options of a saved mapping that make sense: anybody may have written the file."""
    found = options.items() if isinstance(options, dict) else ()
    return {name: value for name, value in found if _fits(name, value)}


def _fits(name: str, value: object) -> bool:
    if name in ("of", "number"):
        return type(value) is int and 0 <= value < MAX_COLUMNS
    if name == "date_order":
        return value in ("dmy", "mdy", "ymd")
    if name == "words":
        pairs = value.items() if isinstance(value, dict) else [(0, 0)]
        return all(isinstance(word, str) for pair in pairs for word in pair)
    return isinstance(value, str | bool)


def _moved(guess: ColumnGuess, target: str, said: dict[str, Any], note: str) -> ColumnGuess:
    asked = guess.state == "check" and guess.options.get("ambiguous")
    moved = with_target(guess, target)
    # What the values of this file decide themselves goes before what was true of another
    clear = not asked and "date_order" in guess.options
    kept = {k: v for k, v in said.items() if not clear or k not in _DECIDED_ANEW}
    if target == "row_kind" and "of" in guess.options:
        kept["of"] = guess.options["of"]
    merged = {**moved.options, **kept}
    if asked and "date_order" in said:
        merged.pop("ambiguous", None)
    return replace(moved, options=merged, note=note)


WHY_REFUSED = "Why it was refused"
RECORD_NUMBER = "Number in Deskbook"
"""The columns that our own file of refused rows has beside those of the file it came from."""


def shape_of(table: Table) -> str:
    """What files of one kind have in common: their column names, whatever their order of rows.

    The refused rows of a file have its shape: what we put beside them does not count.
    """
    names = "\x1f".join(
        fold(header) for header in table.headers if header not in (WHY_REFUSED, RECORD_NUMBER)
    )
    return hashlib.sha256(names.encode()).hexdigest()[:32]


def remembered(store: Store, table: Table) -> list[dict[str, Any]]:
    """The mapping last used for a file of this shape; empty when there was none."""
    text = mapping_of_shape(store, shape_of(table))
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return []
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []
