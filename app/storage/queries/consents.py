"""What people and firms agreed to or refused."""

from __future__ import annotations

from collections.abc import Sequence

from app.storage.store import Store
from app.storage.tables import Row


def consents(store: Store, owner: str, row_id: int) -> list[Row]:
    """Every word of a person or firm, the newest first: the proof one can show."""
    return store.dicts(
        "SELECT id, purpose, channel, state, at, source, wording, basis, staff_id FROM consent"
        f" WHERE {owner}_id = ? ORDER BY at DESC, id DESC",
        (row_id,),
    )


def consents_of(store: Store, owner: str, ids: Sequence[int]) -> dict[int, list[Row]]:
    """What many people or firms said, by their number."""
    rows = store.dicts(
        f"SELECT {owner}_id AS owner_id, id, purpose, channel, state, at FROM consent"
        f" WHERE {owner}_id IN (SELECT value FROM json_each(?))",
        (str(list(ids)),),
    )
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(int(row.pop("owner_id")), []).append(row)
    return found
