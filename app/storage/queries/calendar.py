"""Appointments of a span of days, every occurrence of every series, with who comes and who goes.

A row's ``start_at`` and ``end_at`` are wall times of the appointment's own zone; ``start`` and
``end`` the same in the zone of the book, which is where the calendar shows it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from app.storage.occurrences import Series, occurrences_of
from app.storage.queries.series_kept import EVERYTHING, Only, kept
from app.storage.queries.series_times import SeriesTime, Span, expanded, shown_span
from app.storage.settings import setting
from app.storage.store import Store
from app.storage.tables import Row
from app.storage.wall_time import DAY, parse_wall, shifted

_FROM = "a.name AS account FROM appointment e LEFT JOIN account a ON a.id = e.account_id"
SHOWN = (
    "id", "title", "kind", "start_at", "end_at", "zone", "all_day", "status", "place", "note",
    "account_id", "deal_id", "rrule", "series_id", "recurrence_id", "before_minutes",
    "after_minutes", "private", "place_postcode", "place_country", "bring", "cancelled_by",
    "cancelled_at", "cancel_reason", "arrived_at", "rescheduled_from_id", "anyway_reason",
    "anyway_clash", "reminder_minutes", "free",
)  # fmt: skip
"""What a calendar shows of an appointment. Forty-two facts and no more, with those that `between`
adds: of rows with more than that a dictionary takes twice the room and time to copy."""
_COLUMNS = ", ".join(f"e.{name}" for name in SHOWN)
_SELECT = f"SELECT {_COLUMNS}, e.series_end <> '' AS is_series, {_FROM}"
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

    The span is in ``zone``, the book's own by default. Each row holds the columns of ``SHOWN``,
    ``account``, ``contacts``, ``staff``, ``resources`` with their ids as JSON lists, and:
    ``start`` and ``end`` (wall times of ``zone``), ``occurrence`` (the wall time that the rule
    names; empty for what comes once), ``is_series``, ``is_exception``, ``series_id`` (the row of
    the series, for its occurrences and exceptions alike). ``id`` and ``occurrence`` together
    name one event.
    """
    span = Span(first, last, zone or setting(store, "zone"))
    only = _only(having, among)
    found = _once(store, span, only)
    _add_people(store, found)
    known = kept(store)
    series = expanded(store, known, span, only)
    for master in _masters(store, known.rows, series):
        found += _repeated(master, series[master["id"]])
    # One text a row sorts in a third of the time that a tuple takes.
    found.sort(key=lambda row: row["start"] + row["end"])
    return found


def appointment(store: Store, row_id: int, occurrence: str = "") -> Row | None:
    """One appointment with who comes and who goes; of a series the occurrence that is named."""
    rows = store.dicts(f"SELECT e.*, {_FROM} WHERE e.id = ?", (row_id,))
    if not rows:
        return None
    here = setting(store, "zone")
    row = rows[0]
    row["is_series"] = int(bool(row["series_end"]))
    if row["is_series"] and occurrence:
        row = _named(store, row, occurrence, here) or row
    _placed(row, here)
    _add_people(store, [row])
    return row


def days_with_events(store: Store, first: str, last: str) -> set[str]:
    """The dates between two dates on which an appointment begins."""
    span = Span(first, last, setting(store, "zone"))
    rows = store.select(
        "SELECT DISTINCT start_at, zone FROM appointment WHERE series_end = '' AND start_at >= ?"
        " AND start_at < ?",
        (span.early, span.late),
    )
    starts = {shifted(start, zone, span.here) for start, zone in rows}
    for times in expanded(store, kept(store), span).values():
        starts |= {one[3] for one in times}
    return {start[:10] for start in starts if span.begin[:10] <= start[:10] < span.end[:10]}


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


def _once(store: Store, span: Span, only: Only) -> list[Row]:
    """The rows of what comes once, and of changed occurrences, that meet the span."""
    rows = store.dicts(
        f"{_SELECT} WHERE e.id IN (SELECT id FROM appointment WHERE end_at >= ? AND start_at < ?)"
        f" AND e.series_end = ''{only[0]}",
        (span.early, span.late, *only[1]),
    )
    for row in rows:
        _placed(row, span.here)
    return [row for row in rows if span.is_met(row["start"], row["end"])]


def _masters(store: Store, known: dict[int, Row], ids: Iterable[int]) -> list[Row]:
    """The rows of series, in the order of their ids; what is not yet ``known`` is read."""
    wanted = sorted(ids)
    if missing := [row_id for row_id in wanted if row_id not in known]:
        read = store.dicts(
            f"{_SELECT} WHERE e.id IN (SELECT value FROM json_each(?))", (json.dumps(missing),)
        )
        _add_people(store, read)
        for row in read:
            row |= {"start": "", "end": "", "occurrence": "", "is_exception": 0,
                    "series_id": row["id"]}  # fmt: skip
            known[row["id"]] = row
    return [known[row_id] for row_id in wanted if row_id in known]


def _repeated(master: Row, times: list[SeriesTime]) -> Iterator[Row]:
    """A row for each occurrence of a series."""
    for key, start_at, end_at, start, end in times:
        row = master.copy()
        row["occurrence"] = key
        row["start_at"], row["end_at"], row["start"], row["end"] = start_at, end_at, start, end
        yield row


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
    times = (row["start_at"], row["end_at"])
    row["start"], row["end"] = shown_span(*times, row["zone"], here)
    row.setdefault("occurrence", row["recurrence_id"])
    row["is_exception"] = int(bool(row["recurrence_id"]))
    return row


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
