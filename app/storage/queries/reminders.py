"""What the book knows of reminders: which were put off or dealt with, and to-dos that ring."""

from __future__ import annotations

from app.storage.store import Store
from app.storage.tables import Row


def states(store: Store) -> dict[tuple[str, int, str], Row]:
    """What was done about reminders, by (kind, number, occurrence)."""
    found = {}
    for row in store.dicts("SELECT * FROM reminder"):
        kind = "appointment" if row["appointment_id"] is not None else "task"
        found[kind, row["appointment_id"] or row["task_id"], row["occurrence"]] = row
    return found


def state_of(store: Store, kind: str, row_id: int, occurrence: str) -> Row | None:
    """What was done about one reminder, or ``None``."""
    rows = store.dicts(
        f"SELECT * FROM reminder WHERE {kind}_id = ? AND occurrence = ?", (row_id, occurrence)
    )
    return rows[0] if rows else None


def tasks_that_ring(store: Store, last_day: str) -> list[Row]:
    """Open to-dos due by a day that have a time, or a reminder of their own."""
    return store.dicts(
        "SELECT t.id, t.title, t.due_on, t.due_time, t.reminder_minutes, t.contact_id,"
        " t.account_id, t.deal_id, t.channel, t.staff_id,"
        " coalesce(c.name, a.name, '') AS whom FROM task t LEFT JOIN contact c"
        " ON c.id = t.contact_id LEFT JOIN account a ON a.id = t.account_id"
        " WHERE t.done_at = '' AND t.due_on <> '' AND t.due_on <= ?"
        " AND (t.due_time <> '' OR t.reminder_minutes >= 0) AND t.reminder_minutes <> -2",
        (last_day,),
    )


def old(store: Store, before: str) -> list[int]:
    """Reminders that were dealt with before a moment (UTC text): nobody asks for them again."""
    rows = store.select("SELECT id FROM reminder WHERE done_at <> '' AND done_at < ?", (before,))
    return [row[0] for row in rows]
