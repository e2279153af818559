"""Imports that were made."""

from __future__ import annotations

from app.storage.store import Store


def run_of_step(store: Store, step_id: int) -> int:
    """The import that a step made, or 0."""
    found = store.value(
        "SELECT row_id FROM change WHERE step_id = ? AND table_name = 'import_run' LIMIT 1",
        (step_id,),
    )
    return int(found or 0)
