"""What the Today page shows: to do, worth a call, birthdays, numbers."""

from __future__ import annotations

from app.storage.store import Store
from app.storage.tables import Row


def tasks_due(store: Store, limit: int = 12) -> list[Row]:
    """Open to-dos, late ones first, then by day."""
    return store.dicts(
        "SELECT t.*, coalesce(c.name, '') AS contact, coalesce(a.name, l.company, '') AS account"
        " FROM task t LEFT JOIN contact c ON c.id = t.contact_id"
        " LEFT JOIN contact_line l ON l.id = t.contact_id"
        " LEFT JOIN account a ON a.id = t.account_id WHERE t.done_at = ''"
        " ORDER BY (t.due_on = ''), t.due_on, t.due_time, t.priority DESC, t.id LIMIT ?",
        (limit,),
    )


def open_task_count(store: Store, today: str) -> int:
    """To-dos that are due by the end of today."""
    return int(
        store.value(
            "SELECT count(*) FROM task WHERE done_at = '' AND due_on <> '' AND due_on <= ?",
            (today,),
        )
    )


def birthdays(store: Store, days: list[str]) -> list[Row]:
    """People whose birthday falls on one of the given month-days (``11-18``)."""
    marks = ", ".join("?" * len(days))
    return store.dicts(
        "SELECT c.id, c.name, c.birthday, l.company FROM contact c JOIN contact_line l"
        f" ON l.id = c.id WHERE c.birthday <> '' AND substr(c.birthday, -5) IN ({marks})",
        days,
    )


def numbers(store: Store, month: str, last_month: str) -> Row:
    """Sums for the number cards; months are ``2026-11``. Amounts in minor units by currency."""
    return {
        "open": store.dicts(
            "SELECT currency, count(*) AS deals, sum(amount) AS amount,"
            " sum(substr(expected_close, 1, 7) = ?) AS closing FROM deal WHERE state = 'open'"
            " GROUP BY currency ORDER BY amount DESC",
            (month,),
        ),
        "won": _won(store, month),
        "won_before": _won(store, last_month),
        "new_contacts": store.value(
            "SELECT count(*) FROM contact WHERE substr(created_at, 1, 7) = ?", (month,)
        ),
        "letters": store.value(
            "SELECT count(*) FROM letter l JOIN letter_run r ON r.id = l.letter_run_id"
            " WHERE substr(r.made_at, 1, 7) = ?",
            (month,),
        ),
        "won_by_month": store.select(
            "SELECT substr(closed_on, 1, 7) AS month, sum(amount) FROM deal WHERE state = 'won'"
            " AND closed_on <> '' GROUP BY month ORDER BY month DESC LIMIT 8"
        ),
    }


def _won(store: Store, month: str) -> list[Row]:
    return store.dicts(
        "SELECT currency, count(*) AS deals, sum(amount) AS amount FROM deal"
        " WHERE state = 'won' AND substr(closed_on, 1, 7) = ? GROUP BY currency"
        " ORDER BY amount DESC",
        (month,),
    )
