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


def deals_without_step(store: Store, today: str, limit: int = 5) -> list[Row]:
    """Open deals for which nothing is planned."""
    return store.dicts(
        "SELECT d.id, d.title, d.amount, d.currency, d.contact_id, d.account_id,"
        " coalesce(c.name, '') AS contact, coalesce(a.name, '') AS account FROM deal d"
        " LEFT JOIN contact c ON c.id = d.contact_id LEFT JOIN account a ON a.id = d.account_id"
        " WHERE d.state = 'open' AND NOT EXISTS (SELECT 1 FROM task t WHERE t.deal_id = d.id"
        " AND t.done_at = '') AND NOT EXISTS (SELECT 1 FROM appointment e WHERE e.deal_id = d.id"
        " AND e.start_at >= ? AND e.status <> 'cancelled') ORDER BY d.amount DESC LIMIT ?",
        (today, limit),
    )


def quiet_customers(store: Store, before: str, limit: int = 5) -> list[Row]:
    """People with an open deal whose last contact is older than ``before`` (UTC text)."""
    return store.dicts(
        "SELECT l.id, l.name, l.company, l.last_contact_at, d.amount, d.currency, d.title"
        " FROM contact_line l JOIN deal d ON d.id = (SELECT id FROM deal WHERE contact_id = l.id"
        " AND state = 'open' ORDER BY amount DESC LIMIT 1)"
        " WHERE l.last_contact_at <> '' AND l.last_contact_at < ?"
        " ORDER BY l.last_contact_at LIMIT ?",
        (before, limit),
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
