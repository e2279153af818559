"""What passed between us and a person or firm, newest first."""

from __future__ import annotations

from datetime import timedelta

from app.storage.queries import calendar
from app.storage.store import Store
from app.storage.tables import Row
from app.storage.wall_time import parse_wall, wall_text

_YEAR = timedelta(days=400)

_COLUMNS = (
    "v.id, v.kind, v.at, v.subject, v.body, v.direction, v.minutes, v.contact_id, v.account_id,"
    " v.deal_id, v.document_id, v.letter_id, (SELECT name FROM staff WHERE id = v.staff_id)"
    " AS staff, (SELECT name FROM contact WHERE id = v.contact_id) AS contact,"
    " (SELECT name FROM document WHERE id = v.document_id) AS document"
)


def of_contact(store: Store, contact_id: int, limit: int = 200) -> list[Row]:
    """Activities of one person, newest first."""
    return store.dicts(
        f"SELECT {_COLUMNS} FROM activity v WHERE v.contact_id = ? ORDER BY v.at DESC, v.id DESC"
        " LIMIT ?",
        (contact_id, limit),
    )


def of_account(
    store: Store, account_id: int, *, with_people: bool = True, limit: int = 200
) -> list[Row]:
    """Activities of a firm, with those of its people unless told otherwise, newest first."""
    people = (
        " OR v.contact_id IN (SELECT contact_id FROM contact_account WHERE account_id = ?)"
        if with_people
        else ""
    )
    values = (account_id, account_id, limit) if with_people else (account_id, limit)
    return store.dicts(
        f"SELECT {_COLUMNS} FROM activity v WHERE v.account_id = ?{people}"
        " ORDER BY v.at DESC, v.id DESC LIMIT ?",
        values,
    )


def of_deal(store: Store, deal_id: int, limit: int = 200) -> list[Row]:
    """Activities of a deal, newest first."""
    return store.dicts(
        f"SELECT {_COLUMNS} FROM activity v WHERE v.deal_id = ? ORDER BY v.at DESC, v.id DESC"
        " LIMIT ?",
        (deal_id, limit),
    )


def origin(store: Store, kind: str, row_id: int) -> Row | None:
    """How a record came into the book: when, and from which row of which file."""
    rows = store.dicts(
        f"SELECT r.created_at AS at, r.import_row, i.file_name FROM {kind} r"
        " LEFT JOIN import_run i ON i.id = r.import_id WHERE r.id = ?",
        (row_id,),
    )
    return rows[0] if rows else None


def next_appointment(store: Store, column: str, row_id: int, now: str) -> Row | None:
    """The next appointment of a ``contact`` or ``account`` not over at wall time ``now``."""
    if column == "contact":
        where = "e.id IN (SELECT appointment_id FROM attendance WHERE contact_id = ?)"
    else:
        where = "e.account_id = ?"
    rows = store.dicts(
        f"SELECT e.* FROM appointment e WHERE {where} AND e.end_at >= ? AND e.series_end = ''"
        " AND e.status <> 'cancelled' ORDER BY e.start_at LIMIT 1",
        (row_id, now),
    )
    repeated = store.select(
        f"SELECT e.id FROM appointment e WHERE {where} AND e.series_end >= ?", (row_id, now[:10])
    )
    if repeated:
        late = wall_text(parse_wall(now) + _YEAR)
        among = [row[0] for row in repeated]
        coming = calendar.between(store, now, late, among=among)
        rows += [row for row in coming if row["status"] != "cancelled"][:1]
    return min(rows, key=lambda row: str(row["start_at"]), default=None)


def open_deal(store: Store, column: str, row_id: int) -> Row | None:
    """The newest open deal of a ``contact`` or ``account``."""
    rows = store.dicts(
        "SELECT d.*, s.name AS stage FROM deal d JOIN stage s ON s.id = d.stage_id"
        f" WHERE d.{column}_id = ? AND d.state = 'open' ORDER BY d.id DESC LIMIT 1",
        (row_id,),
    )
    return rows[0] if rows else None


def open_tasks(store: Store, column: str, row_id: int) -> list[Row]:
    """What is still to do for a ``contact``, ``account`` or ``deal``, soonest first."""
    return store.dicts(
        f"SELECT * FROM task WHERE {column}_id = ? AND done_at = ''"
        " ORDER BY (due_on = ''), due_on, due_time, id",
        (row_id,),
    )


def past_appointments(
    store: Store, column: str, row_id: int, now: str, *, with_people: bool = True, limit: int = 100
) -> list[Row]:
    """Appointments of a ``contact`` or ``account`` over at wall time ``now``, newest first."""
    comes = "e.id IN (SELECT appointment_id FROM attendance WHERE contact_id = ?)"
    values: list[int] = [row_id]
    if column == "account":
        people = (
            " OR e.id IN (SELECT t.appointment_id FROM attendance t JOIN contact_account m"
            " ON m.contact_id = t.contact_id WHERE m.account_id = ?)"
        )
        comes = "e.account_id = ?" + (people if with_people else "")
        values = [row_id, row_id] if with_people else [row_id]
    return store.dicts(
        f"SELECT e.id, e.title, e.kind, e.status, e.start_at, e.end_at, e.all_day, e.place, e.note"
        f" FROM appointment e WHERE ({comes}) AND e.end_at < ? AND e.series_end = ''"
        # A held one stands on the timeline as the meeting it became.
        " AND NOT (e.status = 'held' AND EXISTS (SELECT 1 FROM activity v"
        " WHERE v.uid = 'appointment:' || e.uuid))"
        " ORDER BY e.start_at DESC, e.id DESC LIMIT ?",
        (*values, now, limit),
    )
