"""What became of rows and cells: counted, shown cell by cell, kept with the book, handed back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.desk.import_mapping import RECORD_NUMBER, WHY_REFUSED
from app.models.imports.import_columns import compiled
from app.models.imports.import_draft import FATES, CellFate, Draft, Ledger, Problem, fate_word
from app.models.imports.import_gathered import Column, Gathered
from app.models.imports.import_targets import LEAVE_OUT, OWN, label_of
from app.storage.queries import import_runs
from app.storage.store import Store

EXCEPTIONS_KEPT = 10_000
"""How many cells with a reason of their own a book keeps of one import; all are counted."""
_BY_CHOICE = "The column is left out."


def row_counts(ledger: Ledger) -> dict[str, int]:
    """Rows by what became of them."""
    return {
        "read": ledger.read, "created": ledger.created, "updated": ledger.updated,
        "unchanged": ledger.unchanged, "skipped": ledger.skipped, "refused": ledger.refused_rows,
    }  # fmt: skip


def cell_counts(ledger: Ledger) -> dict[str, int]:
    """Cells by what became of them; the five add up to the total."""
    return {
        "total": ledger.total, "stored": ledger.stored, "transformed": ledger.transformed,
        "parked": ledger.parked, "left_out": ledger.left_out, "refused": ledger.refused,
    }  # fmt: skip


def as_typed(ledger: Ledger) -> int:
    """How many phone numbers are none of their country and stay as they were typed."""
    return sum(told.fate == "stored" for told in ledger.told)


def facts_of(ledger: Ledger) -> dict[str, Any]:
    """What the book keeps of a ledger: counts, and each cell with a reason of its own."""
    told = [[p.row, p.column, p.value[:200], p.reason, "refused"] for p in ledger.problems]
    told += [[c.row, c.column, c.value[:200], c.reason, c.fate] for c in ledger.told]
    return {
        "counts": {"rows": row_counts(ledger), "cells": cell_counts(ledger)},
        "exceptions": told[:EXCEPTIONS_KEPT],
    }


@dataclass(slots=True)
class CellList:
    """The cells of one fate as they are met: a trace of a plan (see ``import_plan.Trace``)."""

    headers: tuple[str, ...]
    mapping: list[Column]
    country: str
    fate: str
    limit: int
    cells: list[CellFate]
    more: int = 0

    def trace(self, number: int, row: Any, fates: bytearray, draft: Draft) -> None:
        """Take the cells of one row that met this fate."""
        if fates and not draft.partner:
            reasons = {problem.column: problem.reason for problem in draft.problems}
            for index, fate in enumerate(fates[: len(self.headers)]):
                if fate_word(fate) == self.fate:
                    self._add(number, index, row[index], reasons)

    def _add(self, number: int, index: int, cell: Any, reasons: dict[str, str]) -> None:
        if len(self.cells) >= self.limit:
            self.more += 1
            return
        header = self.headers[index]
        became = "" if self.fate in ("left_out", "refused") else self._became(index, cell)
        reason = reasons.get(header) or reasons.get("", "")
        self.cells.append(CellFate(number, header, str(cell), self.fate, reason, became))

    def _became(self, index: int, cell: Any) -> str:
        return became(self.headers, self.mapping, index, cell, self.country)


def became(
    headers: tuple[str, ...], mapping: list[Column], index: int, cell: Any, country: str
) -> str:
    """How one cell reads once it is taken, each value on a line: "01619 46 0000" as a number."""
    row = Gathered()
    wanted = [column for column in mapping if column.index == index]
    for at, take, _mute in compiled(headers, wanted, country):
        if at == index:
            take(row, str(cell).strip(), cell, 0)
    return "\n".join(_values(row))


def _values(row: Gathered) -> Iterator[str]:
    yield from (str(value) for value in row.contact.values())
    yield from row.account.values()
    for each in (*row.phones, *row.account_phones):
        yield f"{each['value']} ({each['e164']})" if each["e164"] else each["value"]
    yield from (each["value"] for each in row.emails)
    for lines in row.addresses.values():
        yield ", ".join(lines.values())
    yield from row.tags
    yield from (f"{label}: {value}" for label, value in row.own.items())
    yield from (value for key, value in row.deal.items() if not key.endswith(" header"))
    for entry in row.notes.values():
        yield " ".join(value for key, value in entry.items() if key in ("at", "body"))
    if row.owner:
        yield row.owner


def cell_fate(store: Store, import_id: int, row: int, column: str) -> CellFate:
    """What an import that stands in the book did with one cell, by its row and column name.

    ``became`` names the record: ``contact 12`` or ``account 12``, where it is known. Raises
    ``KeyError`` for an import or column that is not known.
    """
    run = import_runs.run(store, import_id)
    mapping = {entry["header"]: entry for entry in json.loads(run["mapping"])} if run else {}
    if run is None or column not in mapping:
        raise KeyError(column)
    target = str(mapping[column]["target"])
    record = _record(store, import_id, row, run)
    for told in _told(run, "cells"):
        if told[0] == row and told[1] in (column, ""):
            fate = str(told[4]) if told[4] in FATES else "refused"
            return CellFate(row, column, str(told[2]), fate, str(told[3]), record)
    if target == LEAVE_OUT:
        return CellFate(row, column, "", "left_out", _BY_CHOICE, record)
    fate = "parked" if target.startswith(OWN) else "stored"
    return CellFate(row, column, "", fate, label_of(target), record)


def _told(run: dict[str, Any], part: str) -> list[Any]:
    kept = json.loads(run["exceptions"])
    return list(kept.get(part, [])) if isinstance(kept, dict) else []


def _record(store: Store, import_id: int, row: int, run: dict[str, Any]) -> str:
    made = import_runs.record_of_row(store, import_id, row)
    if made is not None:
        return f"{made[0]} {made[1]}"
    for number, kind, row_id, _why in _told(run, "rows"):
        if number == row:
            return f"{kind} {row_id}"
    return ""


def exceptions_of(store: Store, import_id: int) -> list[CellFate]:
    """Each cell of an import that has a reason of its own, as the book keeps it."""
    run = import_runs.run(store, import_id)
    return [
        CellFate(row, column, value, fate, reason)
        for row, column, value, reason, fate in (_told(run, "cells") if run else [])
    ]


def numbers_of(store: Store, step_id: int) -> dict[int, str]:
    """The number of what each row of an import made, for `write_refused`."""
    run = import_runs.run_of_step(store, step_id) if step_id else 0
    return import_runs.numbers_of_rows(store, run) if run else {}


def write_refused(
    path: Path, headers: Sequence[str], rows: Sequence[tuple[int, Sequence[Any]]],
    problems: Iterable[Problem], numbers: Mapping[int, str] | None = None,
) -> int:  # fmt: skip
    """Write rows with refused cells to a file that can be mended and brought in again.

    With `numbers` a row says whom it made, so that the mended cells come to them and to nobody
    new, whatever was wrong with the row.
    """
    from app.exchange.tables import csv_out

    reasons: dict[int, list[str]] = {}
    for problem in problems:
        text = f"{problem.column}: {problem.reason}" if problem.column else problem.reason
        reasons.setdefault(problem.row, []).append(text)
    made = {number: numbers[number] for number in reasons if number in numbers} if numbers else {}
    lines = [
        [
            *("" if cell is None else cell for cell in row),
            *([made.get(number, "")] if made else []),
            "; ".join(reasons[number]),
        ]
        for number, row in rows
    ]
    headings = [*headers, *([RECORD_NUMBER] if made else []), WHY_REFUSED]
    return csv_out.write(path, headings, lines)
