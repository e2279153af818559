"""Bring in a file: read it, recognise its columns, plan, and write it in one step.

The window goes through the same four calls as the command line: ``read``, ``recognised``,
``rehearse`` (nothing is written) and ``bring_in``.
"""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.exchange import reading, recognise
from app.exchange.recognise import ColumnGuess
from app.exchange.table import Table
from app.models.dates import DateOrder
from app.models.import_cells import Column
from app.models.import_changes import Policy
from app.models.import_match import Known
from app.models.import_plan import Draft, Ledger, Plan, plan
from app.models.import_targets import LEAVE_OUT, OWN, is_target, label_of
from app.models.operations import imports
from app.models.operations.imports import Source
from app.storage.blobs import digest_of
from app.storage.queries import matching
from app.storage.settings import setting
from app.storage.store import Store

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person decides: where columns go, what happens to people already known."""

    columns: tuple[ColumnGuess, ...]
    on_match: Policy = "update"
    country: str = "GB"

    def mapping(self) -> list[Column]:
        """The columns as the plan takes them."""
        return [Column(guess.index, guess.target, guess.options) for guess in self.columns]


@dataclass(slots=True)
class Rehearsal:
    """What an import would do, or did: counts, the ledger of cells, and a few examples."""

    ledger: Ledger
    examples: dict[str, list[Draft]] = field(default_factory=dict)
    created: dict[str, int] = field(default_factory=dict)
    step_id: int = 0
    seconds: float = 0.0


def read(
    path: Path,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    progress: Progress | None = None,
) -> Table:
    """The table in a file, read in a child process; raises ``UnreadableFile``."""
    told = None if progress is None else (lambda rows: progress(rows, 0, "rows read"))
    return reading.read_table(
        path, sheet=sheet, encoding=encoding, delimiter=delimiter, progress=told
    )


def recognised(
    table: Table, country: str, *, date_order: DateOrder | None = None
) -> tuple[ColumnGuess, ...]:
    """Where each column seems to belong; ``date_order`` decides what the values leave open."""
    if table.info.targets:
        return tuple(recognise.given(table))
    found = recognise.columns(table.headers, table.rows, country=country)
    if date_order is None:
        return tuple(found)
    return tuple(
        replace(guess, options={**guess.options, "date_order": date_order})
        if "date_order" in guess.options
        else guess
        for guess in found
    )


def with_target(guess: ColumnGuess, target: str) -> ColumnGuess:
    """A column that the person sent elsewhere."""
    state: Any = "left_out" if target == LEAVE_OUT else "recognised"
    if target.startswith(OWN):
        state = "new_field"
    return replace(guess, target=target, state=state, label=label_of(target))


def known_people(store: Store) -> Known:
    """Everybody in the book by what they are recognised by."""
    return Known(
        emails=matching.known_emails(store),
        phones=matching.known_phones(store),
        names=matching.known_names(store),
        codes=matching.known_codes(store),
        accounts=matching.known_accounts(store),
        current=lambda row_id: matching.contact_record(store, row_id),
        current_account=lambda row_id: matching.account_record(store, row_id),
    )


def _planned(store: Store, table: Table, choices: Choices) -> Plan:
    return plan(
        table.headers,
        table.numbered(),
        choices.mapping(),
        known_people(store),
        on_match=choices.on_match,
        country=choices.country or setting(store, "country"),
    )


def rehearse(
    store: Store, table: Table, choices: Choices, progress: Progress | None = None
) -> Rehearsal:
    """What bringing the table in would do; nothing is written."""
    started = time.perf_counter()
    planned = _planned(store, table, choices)
    examples: dict[str, list[Draft]] = {}
    for number, draft in enumerate(planned):
        kept = examples.setdefault(draft.action, [])
        if len(kept) < 50:
            kept.append(draft)
        if progress is not None and number % 500 == 0:
            progress(number, len(table.rows), "rows checked")
    seconds = time.perf_counter() - started
    return Rehearsal(planned.ledger, examples, seconds=seconds)


def bring_in(
    store: Store, path: Path, table: Table, choices: Choices, progress: Progress | None = None
) -> Rehearsal:
    """Write the table into the book in one step; raising from ``progress`` leaves nothing."""
    started = time.perf_counter()
    planned = _planned(store, table, choices)
    source = Source(
        file_name=path.name,
        file_sha256=digest_of(path)[0],
        sheet=table.info.sheet,
        kind=table.info.kind,
        mapping=json.dumps(mapping_of(choices.columns), ensure_ascii=False),
    )
    with _without_gc():
        made = imports.apply(
            store, planned, source, report=lambda: _facts(planned.ledger),
            doubles=choices.on_match == "duplicate",
            overwrite=choices.on_match == "update", total=len(table.rows), progress=progress,
        )  # fmt: skip
    return Rehearsal(
        planned.ledger,
        created=made.counts,
        step_id=made.step_id,
        seconds=time.perf_counter() - started,
    )


@contextmanager
def _without_gc() -> Iterator[None]:
    """Hundreds of thousands of rows without a circle among them: looking for circles costs 5 %."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _facts(ledger: Ledger) -> dict[str, Any]:
    return {
        "counts": {"rows": row_counts(ledger), "cells": cell_counts(ledger)},
        "exceptions": [tuple(problem) for problem in ledger.problems[:10_000]],
    }


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


def mapping_of(columns: Sequence[ColumnGuess]) -> list[dict[str, Any]]:
    """A mapping as plain values, to be kept or saved as a file."""
    return [
        {"header": guess.header, "target": guess.target, "options": dict(guess.options)}
        for guess in columns
    ]


def with_mapping(
    columns: Sequence[ColumnGuess], saved: Sequence[dict[str, Any]]
) -> tuple[ColumnGuess, ...]:
    """The columns sent where a saved mapping says, matched by their headers."""
    by_header = {str(entry.get("header")): entry for entry in saved}
    found = []
    for guess in columns:
        entry = by_header.get(guess.header)
        target = str(entry.get("target")) if entry else ""
        if entry and is_target(target):
            moved = with_target(guess, target)
            guess = replace(moved, options={**guess.options, **entry.get("options", {})})
        found.append(guess)
    return tuple(found)


def write_refused(path: Path, table: Table, ledger: Ledger) -> int:
    """Write the rows with refused cells to a file that can be mended and brought in again."""
    from app.exchange import csv_out

    reasons: dict[int, list[str]] = {}
    for problem in ledger.problems:
        text = f"{problem.column}: {problem.reason}" if problem.column else problem.reason
        reasons.setdefault(problem.row, []).append(text)
    rows = [
        [*("" if cell is None else cell for cell in row), "; ".join(reasons[number])]
        for number, row in table.numbered()
        if number in reasons
    ]
    return csv_out.write(path, [*table.headers, "Why it was refused"], rows)


def report(
    path: Path, table: Table, choices: Choices, done: Rehearsal, *, dry: bool
) -> dict[str, Any]:
    """An import in the shape that scripts rely on."""
    info = table.info
    return {
        "file": str(path), "kind": info.kind, "sheet": info.sheet, "encoding": info.encoding,
        "delimiter": info.delimiter, "header_row": info.header_row,
        "columns": [
            {"index": guess.index, "header": guess.header, "target": guess.target,
             "state": guess.state, "samples": list(guess.samples)}
            for guess in choices.columns
        ],
        "rows": row_counts(done.ledger),
        "cells": cell_counts(done.ledger),
        "refused": [
            {"row": problem.row, "column": problem.column, "value": problem.value,
             "reason": problem.reason}
            for problem in done.ledger.problems
        ],
        "created": done.created, "notes": list(info.notes), "step": done.step_id or None,
        "dry_run": dry, "seconds": round(done.seconds, 3),
    }  # fmt: skip
