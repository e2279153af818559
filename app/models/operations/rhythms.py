"""Verbs on how often we keep in touch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from app.models.errors import Refusal
from app.storage.queries import records
from app.storage.store import Store

Owner = Literal["contact", "account"]
MOST_DAYS = 3650


def set_rhythm(store: Store, owner: Owner, ids: Iterable[int], days: int) -> int:
    """Keep in touch with people or firms every so many days; 0 ends it. Returns how many."""
    _check(days)
    wanted = list(ids)
    name = records.title(store, owner, wanted[0])[0] if len(wanted) == 1 else ""
    with store.step(f"Change rhythm of {name or f'{len(wanted):,} {owner}s'}"):
        for row_id in wanted:
            store.put(owner, {"id": row_id, "rhythm_days": days})
    return len(wanted)


def set_tag_rhythm(store: Store, tag_id: int, days: int) -> None:
    """Keep in touch with everybody who has a tag every so many days; 0 ends it."""
    _check(days)
    name = records.record(store, "tag", tag_id)["name"]
    with store.step(f"Change rhythm of “{name}”"):
        store.put("tag", {"id": tag_id, "rhythm_days": days})


def _check(days: int) -> None:
    if not 0 <= days <= MOST_DAYS:
        message = f"A rhythm is 1 to {MOST_DAYS:,} days."
        raise Refusal(message, "rhythm_days")
