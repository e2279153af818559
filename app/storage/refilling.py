"""Fill an unused book with the rows of another one: ids, history and all, nothing made anew.

The rows come as they stood, so what they say was checked when it was first written. They are
checked here as a file from elsewhere is: types and links by the engine, hashes by ourselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from app.storage import blobs, derive, errors
from app.storage.queries import many
from app.storage.store import Store
from app.storage.tables import LINKED, RECORDED, Row, TableInfo, read_info, row_hash

HISTORY = ("step", "change")
"""What became of the rows; kept beside them, so that everything can still be taken back."""
TEXTS = "document_text"
OWN_SETTINGS = frozenset({"book_uuid", "created_at"})
"""Settings that are about the file itself: two files never share them."""

_SET_UP = frozenset(
    {"staff", "pipeline", "stage", "field", "tag", "saved_view", "activity_series"}
    | {"appointment_kind", "resource", "working_hours", "hours_exception", "label_sheet"}
)
_BATCH = 2_000
Rows = Iterable[Mapping[str, Any]]
Progress = Callable[[int, int, str], None]


def is_unused(store: Store) -> bool:
    """Whether nothing but settings, stages and the like was ever put into a book."""
    kept = [table for table in RECORDED if table not in _SET_UP]
    if any(store.value(f"SELECT 1 FROM {table} LIMIT 1") for table in kept):
        return False
    marks = ", ".join("?" * len(_SET_UP))
    changed = f"SELECT 1 FROM change WHERE table_name NOT IN ({marks}) LIMIT 1"
    return store.value(changed, tuple(_SET_UP)) is None


def refill(
    store: Store,
    rows_of: Callable[[str], Rows],
    settings: Mapping[str, str],
    contents: Callable[[], None],
    *,
    label: str,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Put every row of ``rows_of(table)`` into an unused book; how many of each table.

    ``contents()`` puts the file contents in. When the history comes along it stands as it was;
    without it, one empty step ``label`` says where the rows came from. Everything is written, or
    nothing. Raises ``RuleBroken`` for rows that do not fit, ``UnknownRow`` never.
    """
    if not is_unused(store):
        message = f"There is something in {store.path.name} already."
        raise errors.RuleBroken(message, "Choose a new book. Nothing was changed.")
    written: dict[str, int] = {}
    tables = (*RECORDED, *HISTORY, TEXTS)
    with store.step(label) as changes:
        store.execute_in_step("PRAGMA defer_foreign_keys=ON")
        _empty(store)
        contents()
        for number, table in enumerate(tables):
            if progress is not None:
                progress(number, len(tables) + 1, "tables")
            written[table] = _fill(store, table, rows_of(table))
        for key, value in settings.items():
            if key not in OWN_SETTINGS:
                store.set_business(key, value)
        _check_links(store)
        if progress is not None:
            progress(len(tables), len(tables) + 1, "tables")
        derive.rebuild_all(store.connection)
        changes.recorded_always = not written["step"]
        changes.everything = True
    return written


def _empty(store: Store) -> None:
    """Take the stages and the like out that a new book was set up with, and how they came."""
    store.write_content("UPDATE step SET undone_by = NULL, target_id = NULL", ())
    for table in ("change", "step", *reversed(RECORDED)):
        store.execute_in_step(f"DELETE FROM {table}")


def _fill(store: Store, table: str, rows: Rows) -> int:
    info = read_info(store.connection, table)
    hashed = table in RECORDED
    names = ", ".join((*info.columns, "chk") if hashed else info.columns)
    marks = ", ".join("?" * (len(info.columns) + hashed))
    stream, count = iter(rows), 0
    while batch := list(islice(stream, _BATCH)):
        values = [_whole(info, row, table) for row in batch]
        if hashed:
            values = [(*row, row_hash(row)) for row in values]
        try:
            store.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
        except (OverflowError, UnicodeEncodeError) as error:
            message = f"The table {table} holds rows that do not fit: {error}."
            raise errors.RuleBroken(message) from None
        count += len(batch)
    return count


def _whole(info: TableInfo, row: Mapping[str, Any], table: str) -> tuple[Any, ...]:
    """A row in column order; columns of a later version start with their defaults."""
    unknown = row.keys() - set(info.columns)
    if unknown:
        message = f"The table {table} has a column {min(unknown)} that this version does not know."
        raise errors.RuleBroken(message, "Update Deskbook and try again. Nothing was changed.")
    values = tuple(row.get(name, info.defaults[name]) for name in info.columns)
    for value in values:
        if value is not None and not isinstance(value, str | int | float | bytes):
            message = f"The table {table} holds a value that is neither text nor number."
            raise errors.RuleBroken(message)
    return values


def _check_links(store: Store) -> None:
    """Refuse rows that point at nothing, and files whose content is missing."""
    lost = store.one("PRAGMA foreign_key_check")
    if lost is not None:
        message = f"A row of {lost[0]} belongs to a row of {lost[2]} that is not there."
        raise errors.RuleBroken(message)
    missing = store.select(
        f"SELECT name FROM document d WHERE sha256 NOT LIKE '{LINKED}%'"
        " AND NOT EXISTS (SELECT 1 FROM blob b WHERE b.sha256 = d.sha256) LIMIT 1"
    )
    if missing:
        message = f"The content of the file {missing[0][0]} is not there."
        raise errors.RuleBroken(message)


def every_row(store: Store, table: str) -> Iterator[Row]:
    """Every row of a kept table as the book holds it, bytes and all."""
    if "id" in store.info(table).columns:
        yield from many.table_rows(store, table)
        return
    names = ", ".join(store.info(table).columns)
    for (digest,) in store.select(f"SELECT sha256 FROM {table} ORDER BY sha256"):
        yield from store.dicts(f"SELECT {names} FROM {table} WHERE sha256 = ?", (digest,))


def kept_settings(store: Store) -> dict[str, str]:
    """The settings that the book really holds, without the defaults of the others."""
    return dict(store.select("SELECT key, value FROM business ORDER BY key"))


def loose_contents(store: Store) -> list[str]:
    """The SHA-256 of contents that only the history still speaks of."""
    rows = store.select(
        "SELECT sha256 FROM blob WHERE sha256 NOT IN (SELECT sha256 FROM document) ORDER BY sha256"
    )
    return [str(row[0]) for row in rows]


def put_checked(store: Store, path: Path, digest: str) -> None:
    """Keep the content of a file that must have that SHA-256; raises ``RuleBroken``."""
    found, _size = blobs.put_file(store, path)
    if found != digest:
        message = f"The file {path.name} is not what it was when it was exported."
        raise errors.RuleBroken(message)
