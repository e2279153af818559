"""What the cells of one row say, before they are put in order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.models.imports.import_draft import PARKED


@dataclass(frozen=True, slots=True)
class Column:
    """What is to become of one column: its place, its target, its options."""

    index: int
    target: str
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Gathered:
    """What one row says, as far as the cells read so far go.

    `homes` are countries by kind of address ("work"), that of the first under "": they decide how
    numbers are read, so they are known before anything else. A phone says under "home" by which
    country it was read.

    `extensions` are those of numbers, by the place of the number's column; `called` is the name
    that stands before an address in one cell ("Ann Lee <ann@lee.example>"). `problems` are (header,
    text, reason); `moved` says of targets that their cells met another fate than the one they were
    taken with.
    """

    contact: dict[str, str | int] = field(default_factory=dict)
    account: dict[str, Any] = field(default_factory=dict)
    phones: list[dict[str, str]] = field(default_factory=list)
    account_phones: list[dict[str, str]] = field(default_factory=list)
    emails: list[dict[str, str]] = field(default_factory=list)
    addresses: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    own: dict[str, str] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
    slot_kinds: dict[tuple[str, int], str] = field(default_factory=dict)
    birth: dict[str, tuple[str, str]] = field(default_factory=dict)
    owner: str = ""
    deal: dict[str, str] = field(default_factory=dict)
    notes: dict[str, dict[str, str]] = field(default_factory=dict)
    files: list[dict[str, str]] = field(default_factory=list)
    homes: dict[str, str] = field(default_factory=dict)
    extensions: dict[int, str] = field(default_factory=dict)
    couple: bool = False
    called: str = ""
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    moved: list[tuple[str, int]] = field(default_factory=list)


# (what the row says so far, the cell's text, the cell, STORED or TRANSFORMED for text kept as is)
Taker = Callable[[Gathered, str, object, int], int]


def park(row: Gathered, label: str, text: str) -> int:
    """Keep `text` with the record in an own field, beside what already stands there; `PARKED`."""
    before = row.own.get(label)
    row.own[label] = text if before is None or before == text else f"{before}; {text}"
    return PARKED
