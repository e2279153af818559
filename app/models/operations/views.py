"""Verbs on saved lists."""

from __future__ import annotations

from app.models.errors import Refusal
from app.models.view import parse_rule
from app.storage.queries.rules import UnknownField, condition
from app.storage.store import Store
from app.storage.tables import Row


def save_view(store: Store, values: Row) -> int:
    """Keep a list under a name; its rule must be readable. Raises ``Refusal``."""
    if not str(values.get("name", "")).strip():
        message = "A list needs a name."
        raise Refusal(message, "name")
    try:
        condition(str(values.get("entity", "contact")), parse_rule(str(values.get("rule", ""))))
    except UnknownField as error:
        raise Refusal(error.message, "rule") from None
    with store.step(f"Save list “{values['name']}”"):
        if "id" not in values:
            values = {"position": store.value("SELECT count(*) FROM saved_view"), **values}
        return store.put("saved_view", values)


def delete_view(store: Store, view_id: int) -> None:
    """Delete a list; the people on it stay."""
    name = store.value("SELECT name FROM saved_view WHERE id = ?", (view_id,))
    with store.step(f"Delete list “{name}”"):
        store.remove("saved_view", view_id)
