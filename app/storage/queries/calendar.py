"""Appointments of a span of days, with who comes and who goes."""

from __future__ import annotations

from app.storage.store import Store
from app.storage.tables import Row

_SELECT = (
    "SELECT e.*, (SELECT name FROM account WHERE id = e.account_id) AS account,"
    " coalesce((SELECT group_concat(c.name, ', ') FROM attendance t JOIN contact c"
    " ON c.id = t.contact_id WHERE t.appointment_id = e.id), '') AS contacts,"
    " coalesce((SELECT json_group_array(t.contact_id) FROM attendance t"
    " WHERE t.appointment_id = e.id AND t.contact_id IS NOT NULL), '[]') AS contact_ids,"
    " coalesce((SELECT group_concat(s.name, ', ') FROM attendance t JOIN staff s"
    " ON s.id = t.staff_id WHERE t.appointment_id = e.id), '') AS staff,"
    " coalesce((SELECT json_group_array(t.staff_id) FROM attendance t"
    " WHERE t.appointment_id = e.id AND t.staff_id IS NOT NULL), '[]') AS staff_ids"
    " FROM appointment e"
)


def between(store: Store, first: str, last: str) -> list[Row]:
    """Appointments that meet the half-open span of wall times ``first`` to ``last``."""
    return store.dicts(
        f"{_SELECT} WHERE e.start_at < ? AND (e.end_at > ? OR e.start_at >= ?)"
        " ORDER BY e.start_at, e.end_at, e.id",
        (last, first, first),
    )


def appointment(store: Store, row_id: int) -> Row | None:
    """One appointment with who comes and who goes."""
    rows = store.dicts(f"{_SELECT} WHERE e.id = ?", (row_id,))
    return rows[0] if rows else None


def days_with_events(store: Store, first: str, last: str) -> set[str]:
    """The dates between two dates on which an appointment begins."""
    rows = store.select(
        "SELECT DISTINCT substr(start_at, 1, 10) FROM appointment WHERE start_at >= ?"
        " AND start_at < ?",
        (first, last),
    )
    return {row[0] for row in rows}


def clashes(store: Store, start: str, end: str, staff_ids: list[int], but_not: int) -> list[Row]:
    """Other appointments of the same staff that overlap the half-open span."""
    rows = between(store, start, end)
    found = []
    for row in rows:
        same = _same_staff(row, staff_ids)
        live = row["status"] != "cancelled" and not row["all_day"] and row["id"] != but_not
        if live and same and row["start_at"] < end and row["end_at"] > start:
            found.append(row)
    return found


def neighbours(
    store: Store, start: str, end: str, staff_ids: list[int], but_not: int
) -> tuple[Row | None, Row | None]:
    """The appointments of the same staff and day before ``start`` and after ``end``."""
    rows = [
        row
        for row in between(store, start[:10] + "T00:00", start[:10] + "T24:00")
        if row["id"] != but_not
        and not row["all_day"]
        and row["status"] != "cancelled"
        and _same_staff(row, staff_ids)
    ]
    before = [row for row in rows if row["end_at"] <= start]
    after = [row for row in rows if row["start_at"] >= end]
    return (before[-1] if before else None), (after[0] if after else None)


def _same_staff(row: Row, staff_ids: list[int]) -> bool:
    goes = set(_numbers(row["staff_ids"]))
    return bool(goes & set(staff_ids)) or not (goes or staff_ids)


def _numbers(text: str) -> list[int]:
    import json

    return [int(number) for number in json.loads(text)]
