"""What became of appointments: those nobody answered for, where one came from, who did not come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app.storage.queries import calendar
from app.storage.store import Store
from app.storage.tables import Row
from app.storage.wall_time import parse_wall, wall_text

ASKED_BACK = timedelta(days=60)
_MOST_LINKS = 100


@dataclass(frozen=True, slots=True)
class NoShows:
    """Of ``count`` appointments that were due, ``missed`` were not kept: ``per_cent`` of them."""

    count: int = 0
    missed: int = 0
    per_cent: int = 0
    last_on: str = ""


def to_confirm(store: Store, now: str, *, limit: int = 50) -> list[Row]:
    """Appointments that ended by wall time ``now`` and of which nobody said how they went.

    Of the last sixty days, the newest first; whole days and times left free are not asked about.
    """
    first = wall_text(parse_wall(now) - ASKED_BACK)
    rows = [
        row
        for row in calendar.between(store, first, now)
        if row["status"] in ("tentative", "confirmed", "arrived")
        and row["end"] <= now
        and not row["all_day"]
        and not row["free"]
        and (row["contact_ids"] != "[]" or row["account_id"])
    ]
    rows.reverse()
    return rows[:limit]


def chain(store: Store, row_id: int) -> list[Row]:
    """The appointments that this one was put off from, the first of all first; without itself."""
    found: list[Row] = []
    seen = {row_id}
    before = store.value("SELECT rescheduled_from_id FROM appointment WHERE id = ?", (row_id,))
    while before and before not in seen and len(found) < _MOST_LINKS:
        seen.add(before)
        row = store.get("appointment", before)
        if row is None:
            break
        found.append(row)
        before = row["rescheduled_from_id"]
    return found[::-1]


def moved_to(store: Store, row_id: int) -> Row | None:
    """The appointment that this one was put off to."""
    rows = store.dicts(
        "SELECT * FROM appointment WHERE rescheduled_from_id = ? ORDER BY id DESC LIMIT 1",
        (row_id,),
    )
    return rows[0] if rows else None


def no_shows(store: Store, contact_id: int) -> NoShows:
    """How often a person did not come, of the appointments that were held or missed."""
    row = store.one(
        "SELECT count(*), coalesce(sum(e.status = 'no-show'), 0),"
        " coalesce(max(CASE e.status WHEN 'no-show' THEN e.start_at END), '')"
        " FROM attendance t JOIN appointment e ON e.id = t.appointment_id"
        " WHERE t.contact_id = ? AND e.status IN ('held', 'no-show')",
        (contact_id,),
    )
    count, missed, last = row or (0, 0, "")
    return NoShows(count, missed, round(100 * missed / count) if count else 0, last[:10])


_WEEKDAY = "(CAST(strftime('%w', substr(e.start_at, 1, 10)) AS INTEGER) + 6) % 7"


def no_shows_by(store: Store, what: str) -> list[Row]:
    """Held and missed appointments by ``kind``, ``weekday`` (0: Monday) or ``person``.

    ``id`` is that of the person, else the place in the list.
    """
    people = " JOIN attendance t ON t.appointment_id = e.id JOIN contact c ON c.id = t.contact_id"
    columns = {
        "kind": ("e.kind", "e.kind", ""),
        "weekday": (_WEEKDAY, _WEEKDAY, ""),
        "person": ("c.name", "c.id", people),
    }
    column, one, joined = columns[what]
    found = store.dicts(
        f"SELECT {column} AS name, {one} AS id, count(*) AS count,"
        f" sum(e.status = 'no-show') AS missed FROM appointment e{joined}"
        f" WHERE e.status IN ('held', 'no-show') GROUP BY {one}"
        " ORDER BY missed DESC, count DESC, name"
    )
    return found if what == "person" else [row | {"id": n} for n, row in enumerate(found)]
