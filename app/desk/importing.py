"""Bring in a file: read it, recognise its columns, plan, and write it in one step.

The window goes through the same four calls as the command line: ``read``, ``recognised``,
``rehearse`` (nothing is written) and ``bring_in``.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.desk.import_ledger import (
    CellList,
    as_typed,
    cell_counts,
    cell_fate,
    exceptions_of,
    facts_of,
    numbers_of,
    row_counts,
    write_refused,
)
from app.desk.import_mapping import (
    AS_LAST_TIME,
    RECORD_NUMBER,
    WHY_REFUSED,
    mapping_of,
    remembered,
    shape_of,
    stages_of,
    unknown_words,
    with_date_order,
    with_mapping,
    with_policy,
    with_said_words,
    with_split,
    with_target,
    with_words,
)
from app.desk.known_people import known_people
from app.exchange import reading
from app.exchange.tables import recognise
from app.exchange.tables.guess import ColumnGuess
from app.exchange.tables.likely_country import likely_country as numbers_from
from app.exchange.tables.table import BesideRow, PasswordNeeded, Table, UnreadableFile
from app.models.bulk import without_gc
from app.models.dates import DateOrder
from app.models.file_names import name_of
from app.models.imports.import_changes import Policy
from app.models.imports.import_draft import CellFate, Draft, Ledger, Near
from app.models.imports.import_gathered import Column
from app.models.imports.import_plan import Plan, Trace
from app.models.imports.import_targets import LEAVE_OUT
from app.models.imports.list_headings import list_of, no_people_in
from app.models.operations import imports
from app.models.operations.imports import Source
from app.storage.blobs import digest_of
from app.storage.settings import setting
from app.storage.store import Store

__all__ = [
    "AS_LAST_TIME", "CellFate", "Choices", "Near", "NearRow", "PasswordNeeded", "Rehearsal",
    "UnreadableFile",
    "bring_in", "cell_counts", "cell_fate", "cells_of", "exceptions_of", "known_people",
    "likely_country", "mapping_of", "numbers_of", "read", "recognised", "rehearse", "report",
    "row_counts", "stages_of", "unknown_words",
    "with_date_order", "with_mapping", "with_policy", "with_said_words", "with_split",
    "with_target", "with_words", "without_hidden_rows", "write_refused",
]  # fmt: skip

Progress = Callable[[int, int, str], None]
NEAR_SHOWN = 500
"""How many rows with look-alikes a rehearsal hands on; all are counted."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person decides: where columns go, what happens to people already known.

    ``answers`` settles look-alikes by row number: the id of who it is, 0 for somebody different,
    an earlier row of the file as a negative number.
    """

    columns: tuple[ColumnGuess, ...]
    on_match: Policy = "update"
    country: str = "GB"
    answers: Mapping[int, int] = field(default_factory=dict)

    def mapping(self) -> list[Column]:
        """The columns as the plan takes them."""
        return [Column(guess.index, guess.target, guess.options) for guess in self.columns]


@dataclass(frozen=True, slots=True)
class NearRow:
    """A row that would be somebody new, and who of the book it looks like.

    ``who`` is an id, or an earlier row of the file as a negative number. ``theirs``
    and ``ours`` are the same facts of both sides, for a view side by side.
    """

    row: int
    subject: str
    who: int
    per_mille: int
    reasons: tuple[str, ...]
    theirs: dict[str, str]
    ours: dict[str, str]


@dataclass(slots=True)
class Rehearsal:
    """What an import would do, or did: counts, the ledger of cells, and a few examples.

    ``near_matches`` are rows of new people who look like somebody known (``near_count`` of them)
    or like an earlier row of the file (``near_in_file``); ``near_firms`` counts firms that are
    spelt otherwise in the book or further up. ``refused`` are the rows, by number, of which
    something was refused.
    """

    ledger: Ledger
    examples: dict[str, list[Draft]] = field(default_factory=dict)
    created: dict[str, int] = field(default_factory=dict)
    step_id: int = 0
    seconds: float = 0.0
    near_matches: list[NearRow] = field(default_factory=list)
    near_count: int = 0
    near_in_file: int = 0
    near_firms: int = 0
    refused: list[tuple[int, Sequence[object]]] = field(default_factory=list)


def read(
    path: Path,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    password: str | None = None,
    progress: Progress | None = None,
) -> Table:
    """The table in a file, read in a child process.

    Raises ``UnreadableFile``, also for our own lists of appointments and the like, which hold
    nobody; ``PasswordNeeded`` when the file is locked and the password is missing or wrong.
    """
    told = None if progress is None else (lambda rows: progress(rows, 0, "rows read"))
    with without_gc():
        table = reading.read_table(
            path, sheet=sheet, encoding=encoding, delimiter=delimiter, password=password,
            progress=told,
        )  # fmt: skip
    if why := no_people_in(table.headers):
        raise UnreadableFile(why)
    return table


def without_hidden_rows(table: Table) -> Table:
    """The table without the rows that are hidden in its own program; they are accounted for."""
    hidden = set(table.info.hidden_rows)
    kept = [(number, row) for number, row in table.numbered() if number not in hidden]
    gone = tuple(
        BesideRow(number, row, "The row is hidden in the file.")
        for number, row in table.numbered()
        if number in hidden
    )
    if not gone:
        return table
    notes = [note for note in table.info.notes if "hidden in the file" not in note]
    rows = "1 row that is" if len(gone) == 1 else f"{len(gone):,} rows that are"
    notes.append(f"{rows} hidden in the file left out.")
    info = replace(
        table.info, row_numbers=[number for number, _ in kept], hidden_rows=(), notes=tuple(notes)
    )
    return Table(info, [row for _, row in kept], (*table.beside, *gone))


def recognised(
    table: Table,
    country: str,
    *,
    date_order: DateOrder | None = None,
    store: Store | None = None,
) -> tuple[ColumnGuess, ...]:
    """Where each column seems to belong; ``date_order`` decides what the values leave open.

    With a ``store`` columns go where they went in the last file of this shape.
    """
    if table.info.targets:
        return tuple(recognise.given(table))
    found = tuple(recognise.columns(table.headers, table.rows, country=country))
    ours = {WHY_REFUSED: LEAVE_OUT, RECORD_NUMBER: "uid"}
    found = tuple(
        with_target(guess, ours[guess.header]) if guess.header in ours and guess.samples else guess
        for guess in found
    )
    if store is not None:
        found = with_mapping(found, remembered(store, table), note=AS_LAST_TIME)
    if date_order is None:
        return found
    return tuple(
        with_date_order(guess, date_order) if "date_order" in guess.options else guess
        for guess in found
    )


def likely_country(table: Table, columns: Sequence[ColumnGuess], default: str) -> str:
    """The country of phone numbers that name none: ``default`` unless the file points elsewhere."""
    return numbers_from(columns, table.rows, default)


def plan_of(
    store: Store, table: Table, choices: Choices, trace: Trace | None = None, *, last: bool = False
) -> Plan:
    """What each row would do, to be iterated over once; ``trace`` hears of every cell.

    With ``last`` the table hands its rows over and is empty.
    """
    mapping = choices.mapping()
    made = Plan(
        table.headers,
        table.handed_over() if last else table.numbered(),
        mapping,
        known_people(store, mapping, choices.answers),
        on_match=choices.on_match,
        country=choices.country or setting(store, "country"),
        currency=setting(store, "currency"),
        trace=trace,
        apart=_are_our_people(table),
    )
    for number, cells, reason in table.beside:
        made.ledger.leave_out(number, table.headers, cells, reason)
    return made


def _abroad(store: Store, choices: Choices) -> str:
    """The country of all addresses of a file that comes from another than ours and names none."""
    named = any(column.target.endswith(".country") for column in choices.columns)
    return "" if named or choices.country == setting(store, "country") else choices.country


def _are_our_people(table: Table) -> bool:
    """Whether this is a list of people that we wrote: then each row is somebody."""
    if table.info.kind == "json":
        goals = {goal for goal, _ in table.info.targets}
        return "full_name" in goals and "deal.title" not in goals
    return list_of(table.headers) == "contact"


def rehearse(
    store: Store, table: Table, choices: Choices, progress: Progress | None = None
) -> Rehearsal:
    """What bringing the table in would do; nothing is written."""
    started = time.perf_counter()
    planned = plan_of(store, table, choices)
    found = Rehearsal(planned.ledger)
    for number, draft in enumerate(planned):
        kept = found.examples.setdefault(draft.action, [])
        if len(kept) < 50:
            kept.append(draft)
        if not draft.different and len(found.near_matches) < NEAR_SHOWN:
            found.near_matches += [_side_by_side(store, draft, near) for near in draft.near]
            found.near_matches += [_in_file(planned, draft, near) for near in draft.near_rows]
        if progress is not None and number % 100 == 0:
            progress(number, len(table.rows), "rows checked")
    found.near_count, found.near_in_file = planned.near_in_book, planned.near_in_file
    found.near_firms, found.refused = planned.near_firms, planned.refused
    found.seconds = time.perf_counter() - started
    return found


def _side_by_side(store: Store, draft: Draft, near: Near) -> NearRow:
    from app.models.operations.near_matches import facts_of_draft, facts_of_record

    return NearRow(
        draft.row, draft.subject, near.who, near.per_mille, near.reasons,
        facts_of_draft(draft), facts_of_record(store, draft.subject, near.who),
    )  # fmt: skip


def _in_file(planned: Plan, draft: Draft, near: Near) -> NearRow:
    from app.models.operations.near_matches import facts_of_draft
    from app.storage.queries.near_pile import facts_of

    return NearRow(
        draft.row, draft.subject, -near.who, near.per_mille, near.reasons,
        facts_of_draft(draft), facts_of(planned.record_of_row(near.who)),
    )  # fmt: skip


def cells_of(
    store: Store, table: Table, choices: Choices, fate: str, *, limit: int = 500
) -> tuple[list[CellFate], int]:
    """The first cells of one fate (``stored``, ``transformed``, ``parked``, …), and how many more.

    Each with its row, column, what stood there, how it reads now, and the reason if it has one.
    """
    listed = CellList(table.headers, choices.mapping(), choices.country, fate, limit, [])
    planned = plan_of(store, table, choices, listed.trace)
    for _ in planned:
        pass
    reasons = {(told.row, told.column): told.reason for told in planned.ledger.told}
    cells = [
        each._replace(reason=each.reason or reasons.get((each.row, each.column), ""))
        for each in listed.cells
    ]
    if fate == "left_out":
        for number, row, reason in table.beside:
            cells += [
                CellFate(number, header, str(cell), fate, reason)
                for header, cell in zip(table.headers, row, strict=False)
                if cell is not None and str(cell).strip()
            ]
    return cells[:limit], listed.more + max(len(cells) - limit, 0)


def bring_in(
    store: Store, path: Path, table: Table, choices: Choices, progress: Progress | None = None,
    *, last: bool = False,
) -> Rehearsal:  # fmt: skip
    """Write the table into the book in one step; raising from ``progress`` leaves nothing.

    With ``last`` nobody needs the table afterwards: its rows, a third of the memory, are let go of
    as soon as they are written.
    """
    started = time.perf_counter()
    total = len(table.rows)
    planned = plan_of(store, table, choices, last=last)
    source = Source(
        file_name=name_of(path),
        file_sha256=digest_of(path)[0],
        sheet=table.info.sheet,
        kind=table.info.kind,
        mapping=json.dumps(mapping_of(choices.columns), ensure_ascii=False),
        shape="" if table.info.targets else shape_of(table),
    )
    with without_gc():
        made = imports.apply(
            store, planned, source, report=lambda: facts_of(planned.ledger),
            doubles=choices.on_match == "duplicate",
            overwrite=choices.on_match == "update", total=total, progress=progress,
            contents=lambda: reading.contents_in(path, table.info.encoding),
            abroad=_abroad(store, choices),
        )  # fmt: skip
    return Rehearsal(
        planned.ledger,
        created=made.counts,
        step_id=made.step_id,
        seconds=time.perf_counter() - started,
        near_count=planned.near_in_book,
        near_in_file=planned.near_in_file,
        near_firms=planned.near_firms,
        refused=planned.refused,
    )


def report(
    path: Path, table: Table, choices: Choices, done: Rehearsal, *, dry: bool
) -> dict[str, Any]:
    """An import in the shape that scripts rely on."""
    info = table.info
    return {
        "file": str(path), "kind": info.kind, "sheet": info.sheet, "encoding": info.encoding,
        "delimiter": info.delimiter, "header_row": info.header_row, "country": choices.country,
        "columns": [
            {"index": guess.index, "header": guess.header, "target": guess.target,
             "state": guess.state, "samples": list(guess.samples),
             **({"question": guess.question} if guess.question else {})}
            for guess in choices.columns
        ],
        "rows": row_counts(done.ledger),
        "cells": cell_counts(done.ledger),
        "refused": [
            {"row": problem.row, "column": problem.column, "value": problem.value,
             "reason": problem.reason}
            for problem in done.ledger.problems
        ],
        "near_matches": done.near_count, "near_in_file": done.near_in_file,
        "near_firms": done.near_firms, "as_typed": as_typed(done.ledger),
        "created": done.created,
        "notes": list(info.notes), "step": done.step_id or None, "dry_run": dry,
        "seconds": round(done.seconds, 3),
    }  # fmt: skip
