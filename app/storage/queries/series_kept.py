"""The series of a book, kept as plans for as long as nothing in the file changes.

Turning the pages of a calendar asks for the same series again and again. What is kept is thrown
away as soon as anybody wrote: SQLite counts the changes of our own connection (`total_changes`)
and tells of those of others (`data_version`). Within a step nothing is kept, because what is
rolled back is not counted backwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from weakref import WeakKeyDictionary

from app.storage.occurrences import Plan, Series, planned
from app.storage.recurring import BadRule
from app.storage.store import Store
from app.storage.tables import Row

Only = tuple[str, tuple[str, ...]]
"""A further condition in SQL on the appointment ``e``, and its values."""
EVERYTHING: Only = ("", ())
_MOST_ROWS = 20_000
_Stamp = tuple[object, ...]


class KeptSeries:
    """A series: which row it is, its plan, and the usual times that have a row of their own."""

    def __init__(self, row_id: int, series_end: str, series: Series) -> None:
        self.row_id, self.series_end, self.series = row_id, series_end, series
        self.start_at = series.start_at
        self.changed: set[str] = set()

    @cached_property
    def plan(self) -> Plan:
        """Its plan; of a rule of another program that we do not follow, the first time at least."""
        try:
            return planned(self.series)
        except BadRule:
            return planned(self.series._replace(rrule="", rdates="", exdates=""))


class Kept:
    """What is kept of a book: all its series, and the rows of those that were shown, by id.

    ``series`` is ``None`` within a step: then they are read as they are asked for.
    """

    def __init__(self, stamp: _Stamp, series: list[KeptSeries] | None) -> None:
        self.stamp, self.series = stamp, series
        self.rows: dict[int, Row] = {}


_KEPT: WeakKeyDictionary[Store, Kept] = WeakKeyDictionary()


def kept(store: Store) -> Kept:
    """What is kept of the book as it stands now."""
    if store.in_step:
        return Kept((), None)
    stamp = _stamp(store)
    found = _KEPT.get(store)
    if found is None or found.stamp != stamp:
        found = _KEPT[store] = Kept(stamp, _read(store))
    if len(found.rows) > _MOST_ROWS:
        found.rows.clear()
    return found


def series_between(
    store: Store, known: Kept, early: str, late: str, only: Only = EVERYTHING
) -> Iterator[KeptSeries]:
    """The series that may meet a span of wall times, whatever their zone."""
    first = early[:10]
    if known.series is None:
        where = f" AND e.series_end >= ? AND e.start_at < ?{only[0]}"
        yield from _read(store, where, (first, late, *only[1]))
        return
    among: set[int] | None = None
    if only != EVERYTHING:
        sql = f"SELECT e.id FROM appointment e WHERE e.series_end <> ''{only[0]}"
        among = {row[0] for row in store.select(sql, only[1])}
    for one in known.series:
        if one.series_end < first or one.start_at >= late:
            continue
        if among is None or one.row_id in among:
            yield one


def _stamp(store: Store) -> _Stamp:
    connection = store.connection
    return (connection, store.value("PRAGMA data_version"), connection.total_changes)


def _read(store: Store, where: str = "", values: Sequence[str] = ()) -> list[KeptSeries]:
    found = {
        row_id: KeptSeries(row_id, series_end, Series(*columns))
        for row_id, series_end, *columns in store.select(
            "SELECT e.id, e.series_end, e.start_at, e.end_at, e.rrule, e.rdates, e.exdates, e.zone"
            f" FROM appointment e WHERE e.series_end <> ''{where} ORDER BY e.id",
            values,
        )
    }
    for series_id, key in store.select(
        "SELECT series_id, recurrence_id FROM appointment WHERE series_id IS NOT NULL"
    ):
        if series_id in found:
            found[series_id].changed.add(key)
    return list(found.values())
