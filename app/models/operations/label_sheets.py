"""Verbs on label sheets of one's own: their measures are kept in the book under a name."""

from __future__ import annotations

from app.models.errors import Refusal
from app.storage.store import Store
from app.storage.tables import Row


def label_sheets(store: Store) -> list[Row]:
    """Own sheets by name; ``measures`` is JSON in millimetres."""
    return store.dicts("SELECT id, name, measures FROM label_sheet ORDER BY name, id")


def save_label_sheet(store: Store, name: str, measures: str) -> int:
    """Keep the measures of a sheet; one of the same name is replaced. Raises ``Refusal``."""
    clean = name.strip()
    if not clean:
        message = "Give the sheet a name."
        raise Refusal(message, "name")
    known = store.value("SELECT id FROM label_sheet WHERE name = ?", (clean,))
    with store.step(f"Keep the label sheet {clean}"):
        row: Row = {"name": clean, "measures": measures}
        return store.put("label_sheet", row | ({"id": known} if known is not None else {}))


def delete_label_sheet(store: Store, name: str) -> None:
    """Forget the measures of a sheet."""
    with store.step(f"Delete the label sheet {name}"):
        store.remove_many("label_sheet", "name = ?", (name,))
