"""Saved lists: their names, rules and colours, in the order of the navigation."""

from __future__ import annotations

from app.storage.store import Store
from app.storage.tables import Row


def saved_views(store: Store) -> list[Row]:
    """Every saved list."""
    return store.dicts(
        "SELECT id, name, entity, rule, columns, sort, colour, position FROM saved_view"
        " ORDER BY position, id"
    )


def saved_view(store: Store, view_id: int) -> Row | None:
    """One saved list, or ``None`` when it is gone."""
    return next((row for row in saved_views(store) if row["id"] == view_id), None)


def towns_like(store: Store, text: str, limit: int = 2) -> list[tuple[str, int]]:
    """Towns that begin with a text, with how many people live there; the largest first."""
    if not text.strip():
        return []
    start = text.strip()
    rows = store.select(
        "SELECT town, count(*) AS people FROM contact_line WHERE town LIKE ? ESCAPE '\\'"
        " GROUP BY town ORDER BY people DESC LIMIT ?",
        (_like(start) + "%", limit),
    )
    return [(row[0], row[1]) for row in rows]


def _like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
