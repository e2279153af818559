"""Working hours, leave and one-off openings."""

from __future__ import annotations

from app.storage.store import Store
from app.storage.tables import Row


def hours(store: Store, owner: str, owner_id: int | None = None) -> list[Row]:
    """The weekly blocks of a ``staff`` member, a ``resource`` or the ``business``."""
    if owner == "business":
        where, values = "staff_id IS NULL AND resource_id IS NULL", ()
    else:
        column = "staff_id" if owner == "staff" else "resource_id"
        where, values = f"{column} = ?", (owner_id,)  # type: ignore[assignment]
    return store.dicts(
        f"SELECT * FROM working_hours WHERE {where} ORDER BY valid_from, weekday, from_time, id",
        values,
    )


def all_hours(store: Store) -> list[Row]:
    """The weekly blocks of everybody and everything."""
    return store.dicts("SELECT * FROM working_hours ORDER BY weekday, from_time, id")


def exceptions(store: Store, first_day: str, last_day: str) -> list[Row]:
    """Leave, closed days and openings that meet the dates from ``first_day`` to ``last_day``."""
    return store.dicts(
        "SELECT h.*, coalesce(s.name, r.name, '') AS whose FROM hours_exception h"
        " LEFT JOIN staff s ON s.id = h.staff_id LEFT JOIN resource r ON r.id = h.resource_id"
        " WHERE h.from_date <= ? AND h.to_date >= ? ORDER BY h.from_date, h.id",
        (last_day, first_day),
    )


def resources(store: Store, *, everything: bool = False) -> list[Row]:
    """Rooms, vehicles and things that can be booked, those in use unless ``everything``."""
    where = "" if everything else " WHERE active = 1"
    return store.dicts(f"SELECT * FROM resource{where} ORDER BY position, id")
