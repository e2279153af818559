"""Imports that were made, and where columns went in files of a shape."""

from __future__ import annotations

from app.storage.store import Store
from app.storage.tables import Row


def run_of_step(store: Store, step_id: int) -> int:
    """The import that a step made, or 0."""
    found = store.value(
        "SELECT row_id FROM change WHERE step_id = ? AND table_name = 'import_run' LIMIT 1",
        (step_id,),
    )
    return int(found or 0)


def mapping_of_shape(store: Store, shape: str) -> str:
    """The mapping last used for files of this shape, as JSON; "" when there was none."""
    found = store.value(
        "SELECT mapping FROM import_shape WHERE shape = ? OR shape LIKE ? || ':%'"
        " ORDER BY used_at DESC, id DESC LIMIT 1",
        (shape, shape),
    )
    return str(found or "")


def run(store: Store, import_id: int) -> Row | None:
    """One import: the file, its hash and mapping, counts, exceptions, when and by whom."""
    return store.get("import_run", import_id)


def runs(store: Store) -> list[Row]:
    """Every import that stands, the newest first, without its long parts."""
    return store.dicts(
        "SELECT id, file_name, file_sha256, sheet, kind, counts, at, actor FROM import_run"
        " ORDER BY at DESC, id DESC"
    )


def numbers_of_rows(store: Store, import_id: int) -> dict[int, str]:
    """The lasting number (UUID) of the first person, else the firm, that each row made."""
    found: dict[int, str] = {}
    for kind in ("account", "contact"):
        rows = store.select(
            f"SELECT import_row, uuid FROM {kind} WHERE import_id = ? AND import_row IS NOT NULL"
            " ORDER BY id DESC",
            (import_id,),
        )
        found.update((int(row), str(number)) for row, number in rows if number)
    return found


def record_of_row(store: Store, import_id: int, row: int) -> tuple[str, int] | None:
    """The person or firm that a row of an import made: its kind and id."""
    for kind in ("contact", "account"):
        found = store.value(
            f"SELECT id FROM {kind} WHERE import_id = ? AND import_row = ? ORDER BY id LIMIT 1",
            (import_id, row),
        )
        if found is not None:
            return kind, int(found)
    return None
