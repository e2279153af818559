"""What the store knows of the tables: columns, links, and the row hash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from operator import itemgetter
from typing import Any

from app.storage.engine import Connection

Value = str | int | float | None
Row = dict[str, Any]

RECORDED = (
    "staff",
    "import_run",
    "import_shape",
    "household",
    "account",
    "contact",
    "consent",
    "contact_account",
    "phone",
    "email_address",
    "address",
    "tag",
    "tagging",
    "field",
    "field_value",
    "pipeline",
    "stage",
    "deal",
    "activity_series",
    "appointment_kind",
    "resource",
    "working_hours",
    "hours_exception",
    "appointment",
    "attendance",
    "waiting",
    "document",
    "letter_template",
    "label_sheet",
    "letter_run",
    "letter",
    "activity",
    "task",
    "reminder",
    "near_match",
    "saved_view",
)
"""Tables whose rows are kept in the history, parents before children."""

LINKED = "link:"
"""How the ``sha256`` of a document begins whose content stays outside the book."""


@dataclass(frozen=True, slots=True)
class Link:
    """A column of ``table`` that points at a row of ``parent``."""

    table: str
    column: str
    parent: str


@dataclass(frozen=True, slots=True)
class TableInfo:
    """The columns of one table in file order, without ``chk``, and what it points at."""

    name: str
    columns: tuple[str, ...]
    defaults: Mapping[str, Value]
    links: tuple[Link, ...]


def kept_tables(connection: Connection) -> tuple[str, ...]:
    """The recorded tables that a file has; a book of an older version has fewer of them."""
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    there = {row[0] for row in rows}
    return tuple(name for name in RECORDED if name in there)


def read_info(connection: Connection, name: str) -> TableInfo:
    """Ask the file itself how a table is made."""
    rows = connection.execute(f"PRAGMA table_info({name})").fetchall()
    columns = tuple(row[1] for row in rows if row[1] != "chk")
    defaults: dict[str, Value] = {row[1]: _default(row[4]) for row in rows if row[1] != "chk"}
    links = tuple(
        Link(name, row[3], row[2])
        for row in connection.execute(f"PRAGMA foreign_key_list({name})").fetchall()
    )
    return TableInfo(name, columns, defaults, links)


def _default(text: str | None) -> Value:
    if text is None:
        return None
    return text[1:-1] if text.startswith("'") else int(text)


def row_hash(values: Sequence[Value]) -> int:
    """56 bits over a row's values in column order; finds damage that SQLite does not (R28).

    ``ascii`` of the tuple is the canonical form: it is the same in every Python version.
    """
    return _hash_of(ascii(tuple(values)))


def _hash_of(canonical: str) -> int:
    return int.from_bytes(blake2b(canonical.encode("ascii"), digest_size=7).digest(), "big")


def hashed_rows(
    info: TableInfo, columns: Sequence[str], rows: Sequence[Sequence[Value]]
) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    """The columns to write, and rows of them, each with the hash that its whole row has.

    Columns in which all rows hold the default are left to the table: half of many rows is empty,
    and what is neither bound nor spelt anew for the hash costs nothing.
    """
    place_of = {name: place for place, name in enumerate(columns)}
    by_column = list(zip(*rows, strict=True))
    told = [
        name
        for name in info.columns
        if name in place_of
        and (name == "id" or not _all_are(info.defaults[name], by_column[place_of[name]]))
    ]
    canonical = _canonical(info, frozenset(told))
    pick = itemgetter(*(place_of[name] for name in told))
    kept = map(pick, rows) if len(told) > 1 else ((pick(row),) for row in rows)
    return (*told, "chk"), [(*row, _hash_of(canonical % row)) for row in kept]


def _all_are(default: Value, values: Sequence[Value]) -> bool:
    return values[0] == default and values.count(default) == len(values)


def _canonical(info: TableInfo, told: frozenset[str]) -> str:
    """The canonical form of a row with a place for each value that is told, in file order."""
    parts = (
        "%a" if name in told else ascii(info.defaults[name]).replace("%", "%%")
        for name in info.columns
    )
    return f"({', '.join(parts)})"
