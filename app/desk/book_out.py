"""The whole book in open formats, so that nobody is ever tied to this program."""

from __future__ import annotations

import base64
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.desk import list_out
from app.exchange import json_out
from app.exchange.new_file import CannotWrite, safe_file_name, sync_folder, why_not
from app.storage import blobs
from app.storage.migrations import LATEST
from app.storage.queries import many
from app.storage.queries.lists import ListQuery
from app.storage.refilling import HISTORY, TEXTS, every_row, kept_settings, loose_contents
from app.storage.store import Store
from app.storage.tables import LINKED, RECORDED, Row

DESCRIPTION = "DESCRIPTION.json"
PROGRAM = "Deskbook"
FORMAT = 2
"""Raised when an older program could not make a book from the folder any more."""
BYTES = "base64"
_SHORTENED = " … [too long for a cell of a workbook; the whole text stands in the folder tables]"
Progress = Callable[[int, int, str], None]
_NAMES = {
    "contact": "contacts", "account": "accounts", "deal": "deals",
    "appointment": "appointments", "task": "tasks", "document": "documents",
    "activity": "activities",
}  # fmt: skip
_CARDS = (("contact", "contacts.vcf"), ("account", "accounts.vcf"),
          ("appointment", "appointments.ics"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class WholeExport:
    """A whole export: how many records of each kind, and how many kept files."""

    folder: Path
    counts: dict[str, int]
    files: int
    seconds: float


def export_everything(store: Store, folder: Path, progress: Progress | None = None) -> WholeExport:
    """Write the whole book to a new or empty folder: lists, cards, calendar, tables, files.

    The folder appears when everything is written, or not at all. Raises ``CannotWrite``; a folder
    with something in it is refused.
    """
    started = time.perf_counter()
    with _appearing(folder) as work:
        counts = {}
        for number, (entity, name) in enumerate(_NAMES.items()):
            if progress is not None:
                progress(number, len(_NAMES) + 2, name)
            to = work / f"{name}.xlsx"
            done = list_out.export_list(
                store, ListQuery(entity), None, to, name.capitalize(), shortened=_SHORTENED
            )
            counts[name] = done.rows
        for entity, name in _CARDS:
            list_out.export_list(store, ListQuery(entity), (), work / name)
        if progress is not None:
            progress(len(_NAMES), len(_NAMES) + 2, "tables")
        rows = _write_tables(store, work / "tables")
        if progress is not None:
            progress(len(_NAMES) + 1, len(_NAMES) + 2, "files")
        files = _write_files(store, work / "files")
        deleted = _write_loose(store, work / "deleted files")
        _describe(work, {"counts": counts, "rows": rows, "files": files, "deleted": deleted})
    return WholeExport(folder, counts, len(files), time.perf_counter() - started)


@contextmanager
def _appearing(folder: Path) -> Iterator[Path]:
    """A hidden folder beside ``folder`` that takes its place when the block ends well."""
    _check_empty(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".export-", dir=folder.parent))
    except OSError as error:
        raise CannotWrite(why_not(error, folder)) from None
    try:
        try:
            yield work
            work.chmod(0o755)  # mkdtemp gives the folder to its owner alone
            if folder.is_dir():
                folder.rmdir()
            os.replace(work, folder)
            sync_folder(folder.parent)
        except (OSError, CannotWrite) as error:
            # A drive that was taken away, whatever missed it first
            met = error if work.exists() else FileNotFoundError()
            if isinstance(met, CannotWrite):
                raise
            raise CannotWrite(why_not(met, folder)) from None
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _check_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists():
        raise CannotWrite(
            f"{folder.name} is not an empty folder. Choose a new one. Nothing was changed."
        )


def _write_tables(store: Store, folder: Path) -> dict[str, int]:
    folder.mkdir()
    rows = {
        table: json_out.write(folder / f"{table}.json", map(_plain, every_row(store, table)))
        for table in (*RECORDED, *HISTORY, TEXTS)
    }
    json_out.write(folder / "settings.json", [kept_settings(store)])
    return rows


def _plain(row: Row) -> Row:
    """A row as JSON holds it: bytes as base64."""
    for name, value in row.items():
        if isinstance(value, bytes):
            return {**row, name: {BYTES: base64.b64encode(value).decode("ascii")}}
    return row


def _write_files(store: Store, folder: Path) -> list[dict[str, Any]]:
    """Each file and template of the book under its own name; what was written, for the list."""
    folder.mkdir()
    taken: set[str] = set()
    written = []
    for row in many.table_rows(store, "document"):
        if row["sha256"].startswith(LINKED):
            continue  # it lies outside the book, and the book only knows where
        name = _unique(safe_file_name(row["name"], "File"), taken)
        _write_content(store, row["sha256"], folder / name)
        written.append({"file": name, "document": row["id"], "sha256": row["sha256"]})
    return written


def _write_loose(store: Store, folder: Path) -> list[str]:
    """Contents of files that were deleted: the history still needs them to bring them back."""
    found = loose_contents(store)
    if found:
        folder.mkdir()
    for digest in found:
        _write_content(store, digest, folder / digest)
    return found


def _write_content(store: Store, digest: str, path: Path) -> None:
    try:
        with path.open("wb") as out:
            for piece in blobs.pieces(store, digest):
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise CannotWrite(why_not(error, path)) from None


def _unique(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    free, number = name, 2
    while free.casefold() in taken:
        free = f"{stem} ({number}){dot}{ending}"
        number += 1
    taken.add(free.casefold())
    return free


_TEXT = """This folder holds a whole Deskbook, written on {day}.

A new book that equals the old one can be made from it: deskbook import FOLDER --into NEW.deskbook,
or choose the folder on the import page of a new book.

*.xlsx              one workbook a kind of record, with every column that the program can read again
contacts.vcf        every person as a vCard 3.0, accounts.vcf every company
appointments.ics    the calendar (iCalendar)
files               every file and letter template kept in the book
deleted files       contents of files that were deleted, under their SHA-256; only if there are any
tables              every table of the book as JSON, column by column, with the numbers
                    (id) that tie them together: contact_account says who works where;
                    step and change are the history of changes
DESCRIPTION.json    how many rows each table holds, and the SHA-256 of every file

Texts are UTF-8. Days are 2026-11-19; moments end in Z and are UTC; appointments are wall times
with their time zone. Amounts in tables are in the smallest unit of the currency (pence, cents).
"""


def _describe(work: Path, facts: dict[str, Any]) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    facts = {"program": PROGRAM, "format": FORMAT, "schema": LATEST, "written": now, **facts}
    text = json.dumps(facts, ensure_ascii=False, indent=2)
    (work / DESCRIPTION).write_text(text, encoding="utf-8")
    (work / "DESCRIPTION.txt").write_text(_TEXT.format(day=now[:10]), encoding="utf-8")
