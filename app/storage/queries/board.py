"""Deals by stage, with their next step; sums by currency."""

from __future__ import annotations

from app.storage.store import Store
from app.storage.tables import Row

_DEAL = (
    "SELECT d.*, s.name AS stage, coalesce(a.name, '') AS account, coalesce(c.name, '') AS contact,"
    " (SELECT name FROM staff WHERE id = d.staff_id) AS owner,"
    " t.id AS task_id, t.title AS next_step, t.due_on AS next_on,"
    " (SELECT e.title || char(31) || substr(e.start_at, 1, 10) FROM appointment e"
    "  WHERE e.deal_id = d.id AND e.start_at >= ? AND e.status <> 'cancelled'"
    "  ORDER BY e.start_at LIMIT 1) AS next_visit"
    " FROM deal d JOIN stage s ON s.id = d.stage_id LEFT JOIN account a ON a.id = d.account_id"
    " LEFT JOIN contact c ON c.id = d.contact_id LEFT JOIN task t ON t.id = (SELECT id FROM task"
    " WHERE deal_id = d.id AND done_at = '' ORDER BY (due_on = ''), due_on, id LIMIT 1)"
)


def stages(store: Store) -> list[Row]:
    """The stages of the first pipeline in order."""
    return store.dicts(
        "SELECT s.* FROM stage s JOIN pipeline p ON p.id = s.pipeline_id"
        " WHERE p.id = (SELECT id FROM pipeline ORDER BY position, id LIMIT 1)"
        " ORDER BY s.position, s.id"
    )


def open_deals(store: Store, today: str) -> list[Row]:
    """Every open deal with its next step, in the order of its column."""
    return store.dicts(f"{_DEAL} WHERE d.state = 'open' ORDER BY d.position, d.id", (today,))


def deal(store: Store, row_id: int, today: str) -> Row | None:
    """One deal with its next step."""
    rows = store.dicts(f"{_DEAL} WHERE d.id = ?", (today, row_id))
    return rows[0] if rows else None


def outcomes(store: Store, year: str) -> list[Row]:
    """Won and lost deals of a year and those put off: count and sums by state and currency."""
    return store.dicts(
        "SELECT state, currency, count(*) AS deals, sum(amount) AS amount FROM deal"
        " WHERE state = 'later' OR (state IN ('won', 'lost') AND substr(closed_on, 1, 4) = ?)"
        " GROUP BY state, currency",
        (year,),
    )


def closed_deals(store: Store, state: str, today: str, limit: int = 500) -> list[Row]:
    """Deals that are won, lost or put off, newest first."""
    return store.dicts(
        f"{_DEAL} WHERE d.state = ? ORDER BY d.closed_on DESC, d.id DESC LIMIT ?",
        (today, state, limit),
    )


def of_owner(store: Store, column: str, row_id: int, today: str) -> list[Row]:
    """Every deal of a ``contact`` or ``account``, open ones first."""
    return store.dicts(
        f"{_DEAL} WHERE d.{column}_id = ? ORDER BY (d.state <> 'open'), d.id DESC", (today, row_id)
    )
