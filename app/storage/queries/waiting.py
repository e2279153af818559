"""Who waits for a slot."""

from __future__ import annotations

from app.storage.store import Store
from app.storage.tables import Row


def waiting(store: Store) -> list[Row]:
    """Everybody who still waits, longest first, with the names of whom and what they wait for."""
    return store.dicts(
        "SELECT w.*, coalesce(c.name, '') AS contact, coalesce(a.name, '') AS account,"
        " coalesce(s.name, '') AS staff, coalesce(r.name, '') AS resource,"
        " coalesce(l.phone, '') AS phone FROM waiting w"
        " LEFT JOIN contact c ON c.id = w.contact_id LEFT JOIN contact_line l ON l.id = c.id"
        " LEFT JOIN account a ON a.id = w.account_id LEFT JOIN staff s ON s.id = w.staff_id"
        " LEFT JOIN resource r ON r.id = w.resource_id WHERE w.appointment_id IS NULL"
        " ORDER BY w.created_at, w.id"
    )
