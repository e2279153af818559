"""Appointments of a span of days, every occurrence of every series, with who comes and who goes.

A row's ``start_at`` and ``end_at`` are wall times of the appointment's own zone; ``start`` and
``end`` the same in the zone of the book, which is where the calendar shows it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from app.storage.occurrences import Series, occurrences_of
from app.storage.queries.series_times import EVERYTHING, Only, SeriesTime, expanded
from app.storage.settings import setting
from app.storage.store import Store
from app.storage.tables import Row
from app.storage.wall_time import DAY, parse_wall, shifted, wall_text

_SELECT = (
    "SELECT e.*, (SELECT name FROM account WHERE id = e.account_id) AS account FROM appointment e"
)
Having = tuple[Sequence[int], Sequence[int], Sequence[int]]
_WHO = (
    ("contact", "contacts", "contact_ids"),
    ("staff", "staff", "staff_ids"),
    ("resource", "resources", "resource_ids"),
)


def between(
    store: Store,
    first: str,
    last: str,
    *,
    zone: str = "",
    having: Having | None = None,
    among: Sequence[int] | None = None,
) -> list[Row]:
    """Occurrences that meet the half-open span of wall times ``first`` to ``last``, in order.

    The span is in ``zone``, the book's own by default. Each row holds the appointment's columns,
    ``account``, ``contacts``, ``staff``, ``resources`` with their ids as JSON lists, and:
    ``start`` and ``end`` (wall times of ``zone``), ``occurrence`` (the wall time that the rule
    names; empty for what comes once), ``is_series``, ``is_exception``, ``series_id`` (the row of
    the series, for its occurrences and exceptions alike). ``id`` and ``occurrence`` together
    name one event.
    """
    here = zone or setting(store, "zone")
    begin, end = _minute(first), _minute(last)
    early, late = wall_text(parse_wall(begin) - DAY), wall_text(parse_wall(end) + DAY)
    only = _only(having, among)
    once = _once(store, early, late, only)
    for row in once:
        _placed(row, here)
    once = [row for row in once if _meets(row["start"], row["end"], begin, end)]
    series = expanded(store, early, late, here, only)
    met = {
        row_id: kept
        for row_id, times in series.items()
        if (kept := [one for one in times if _meets(one.start, one.end, begin, end)])
    }
    masters = _masters(store, met)
    _add_people(store, [*once, *masters])
    found = once
    for master in masters:
        found += _repeated(master, met[master["id"]])
    # One text a row sorts in a third of the time that a tuple of three takes.
    found.sort(key=lambda row: f"{row['start']:16}{row['end']}")
    return found


def appointment(store: Store, row_id: int, occurrence: str = "") -> Row | None:
    """One appointment with who comes and who goes; of a series the occurrence that is named."""
    rows = store.dicts(f"{_SELECT} WHERE e.id = ?", (row_id,))
    if not rows:
        return None
    here = setting(store, "zone")
    row = rows[0]
    if row["series_end"] and occurrence:
        row = _named(store, row, occurrence, here) or row
    _placed(row, here)
    _add_people(store, [row])
    return row


def days_with_events(store: Store, first: str, last: str) -> set[str]:
    """The dates between two dates on which an appointment begins."""
    here = setting(store, "zone")
    begin, end = _minute(first), _minute(last)
    early, late = wall_text(parse_wall(begin) - DAY), wall_text(parse_wall(end) + DAY)
    rows = store.select(
        "SELECT DISTINCT start_at, zone FROM appointment WHERE series_end = '' AND start_at >= ?"
        " AND start_at < ?",
        (early, late),
    )
    starts = {shifted(start, zone, here) for start, zone in rows}
    for times in expanded(store, early, late, here).values():
        starts |= {one.start for one in times}
    return {start[:10] for start in starts if begin[:10] <= start[:10] < end[:10]}


def clashes(store: Store, start: str, end: str, staff_ids: list[int], but_not: int) -> list[Row]:
    """Other appointments of the same staff that overlap the half-open span."""
    return [
        row
        for row in between(store, start, end)
        if row["status"] != "cancelled"
        and not row["all_day"]
        and row["id"] != but_not
        and _same_staff(row, staff_ids)
        and row["start"] < end
        and row["end"] > start
    ]


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
    before = [row for row in rows if row["end"] <= start]
    after = [row for row in rows if row["start"] >= end]
    return (before[-1] if before else None), (after[0] if after else None)


def exceptions_of(store: Store, series_id: int) -> list[Row]:
    """The changed occurrences of a series, in the order of their usual time."""
    return store.dicts(
        "SELECT * FROM appointment WHERE series_id = ? ORDER BY recurrence_id, id", (series_id,)
    )


def _only(having: Having | None, among: Sequence[int] | None) -> Only:
    """The condition for what certain people and things are in, or for certain rows."""
    if among is not None:
        return (" AND e.id IN (SELECT value FROM json_each(?))", (json.dumps(list(among)),))
    if having is None:
        return EVERYTHING
    parts = [
        f"SELECT appointment_id FROM attendance WHERE {column} IN (SELECT value FROM json_each(?))"
        for column in ("contact_id", "staff_id", "resource_id")
    ]
    return (f" AND e.id IN ({' UNION '.join(parts)})", tuple(json.dumps(list(h)) for h in having))


def _once(store: Store, early: str, late: str, only: Only) -> list[Row]:
    return store.dicts(
        f"{_SELECT} WHERE e.id IN (SELECT id FROM appointment WHERE end_at >= ? AND start_at < ?)"
        f" AND e.series_end = ''{only[0]}",
        (early, late, *only[1]),
    )


def _masters(store: Store, ids: Iterable[int]) -> list[Row]:
    wanted = list(ids)
    if not wanted:
        return []
    return store.dicts(
        f"{_SELECT} WHERE e.id IN (SELECT value FROM json_each(?)) ORDER BY e.id",
        (json.dumps(wanted),),
    )


def _repeated(master: Row, times: list[SeriesTime]) -> Iterator[Row]:
    """A row for each occurrence of a series."""
    row_id = master["id"]
    for one in times:
        yield {
            **master,
            "start_at": one.start_at,
            "end_at": one.end_at,
            "start": one.start,
            "end": one.end,
            "occurrence": one.key,
            "is_series": 1,
            "is_exception": 0,
            "series_id": row_id,
        }


def _named(store: Store, master: Row, occurrence: str, here: str) -> Row | None:
    moment = parse_wall(occurrence)
    found = occurrences_of(_series(master), moment - DAY, moment + timedelta(days=2))
    for one in found:
        if one.key == occurrence:
            return {
                **master,
                "start_at": one.start_at,
                "end_at": one.end_at,
                "occurrence": one.key,
                "series_id": master["id"],
            }
    return None


def _series(row: Row) -> Series:
    return Series(
        row["start_at"], row["end_at"], row["rrule"], row["rdates"], row["exdates"], row["zone"]
    )


def _placed(row: Row, here: str) -> Row:
    """Say where in the calendar a row stands."""
    own = row["zone"]
    row["start"] = shifted(row["start_at"], own, here)
    row["end"] = shifted(row["end_at"], own, here)
    row.setdefault("occurrence", row["recurrence_id"])
    row["is_series"] = int(bool(row["series_end"]))
    row["is_exception"] = int(bool(row["recurrence_id"]))
    return row


def _meets(start: str, stop: str, begin: str, end: str) -> bool:
    """Whether a time meets a half-open span; one without length counts where it stands."""
    if len(start) == 10:
        return f"{start}T00:00" < end and f"{stop}T00:00" > begin
    return start < end and (stop > begin or start >= begin)


def _minute(text: str) -> str:
    return wall_text(parse_wall(text))


def _add_people(store: Store, rows: list[Row]) -> None:
    """Names and ids of contacts, staff and resources, in their order."""
    who = _attendance(store, {row["id"] for row in rows})
    for row in rows:
        here = who.get(row["id"], _NOBODY)
        for name, values in here.items():
            row[name] = values


_NOBODY = {name: "" for _, name, _ in _WHO} | {name: "[]" for _, _, name in _WHO}


def _attendance(store: Store, ids: Iterable[int]) -> dict[int, dict[str, str]]:
    wanted = list(ids)
    rows = store.select(
        "SELECT t.appointment_id, t.contact_id, t.staff_id, t.resource_id,"
        " coalesce(c.name, s.name, r.name, '') FROM attendance t"
        " LEFT JOIN contact c ON c.id = t.contact_id LEFT JOIN staff s ON s.id = t.staff_id"
        " LEFT JOIN resource r ON r.id = t.resource_id"
        " WHERE t.appointment_id IN (SELECT value FROM json_each(?)) ORDER BY t.position, t.id",
        (json.dumps(wanted),),
    )
    gathered: dict[int, tuple[tuple[list[str], list[int]], ...]] = {}
    for row_id, contact, staff, resource, name in rows:
        of_one = gathered.get(row_id)
        if of_one is None:
            of_one = gathered[row_id] = (([], []), ([], []), ([], []))
        place = 0 if contact is not None else 1 if staff is not None else 2
        of_one[place][0].append(name)
        of_one[place][1].append(contact or staff or resource)
    found = {}
    for row_id, parts in gathered.items():
        said: dict[str, str] = {}
        for (_, names, numbers), part in zip(_WHO, parts, strict=True):
            said[names] = ", ".join(part[0])
            said[numbers] = f"[{', '.join(map(str, part[1]))}]" if part[1] else "[]"
        found[row_id] = said
    return found


def _same_staff(row: Row, staff_ids: list[int]) -> bool:
    goes = set(json.loads(row["staff_ids"]))
    return bool(goes & set(staff_ids)) or not (goes or staff_ids)
