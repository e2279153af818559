"""When the series of a book take place in a span: the times of each, as texts, and nothing more.

Only what is needed to know the times is read here; the rows themselves come for what is found. A
year of ten thousand events is written out in a quarter of a second, because the text of a day and
of a time of day is made once, and zones lie a constant apart on all but a few days.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from app.storage.occurrences import Moments, Series, is_steady, moments_of
from app.storage.recurring import BadRule
from app.storage.store import Store
from app.storage.wall_time import parse_wall, shifted, wall_text

Only = tuple[str, tuple[str, ...]]
"""A further condition in SQL on the appointment ``e``, and its values."""
EVERYTHING: Only = ("", ())
_NO_TIME = timedelta(0)
_Piece = tuple[int, str]
_FEW = 3


class SeriesTime(NamedTuple):
    """An occurrence: the time the rule names, the real one, and that on the clocks of here."""

    key: str
    start_at: str
    end_at: str
    start: str
    end: str


def expanded(
    store: Store, early: str, late: str, here: str, only: Only = EVERYTHING
) -> dict[int, list[SeriesTime]]:
    """Of every series that may meet the span its occurrences that may, but for changed ones."""
    rows = store.select(
        "SELECT e.id, e.start_at, e.end_at, e.rrule, e.rdates, e.exdates, e.zone"
        " FROM appointment e WHERE e.series_end <> '' AND e.series_end >= ? AND e.start_at < ?"
        f"{only[0]}",
        (early[:10], late, *only[1]),
    )
    first, last = parse_wall(early), parse_wall(late)
    moments = {
        row[0]: (found, row[6], len(row[1]) == 10)
        for row in rows
        if (found := _moments(Series(*row[1:]), first, last))
    }
    changed = _changed(store, moments) if moments else {}
    return {
        row_id: [
            one
            for one in _times(found, zone, here, all_day=whole)
            if not (taken := changed.get(row_id))
            or (one.key not in taken and one.key[:10] not in taken)
        ]
        for row_id, (found, zone, whole) in moments.items()
    }


def _moments(series: Series, first: datetime, last: datetime) -> list[Moments]:
    try:
        return moments_of(series, first, last)
    except BadRule:
        # A rule of another program that we do not follow: the first time is shown at least.
        return moments_of(Series(series.start_at, series.end_at), first, last)


def _times(moments: list[Moments], zone: str, here: str, *, all_day: bool) -> list[SeriesTime]:
    """Moments as the texts that rows hold."""
    if all_day:
        found = []
        for one in moments:
            key, start, end = (wall_text(at, all_day=True) for at in one)
            found.append(SeriesTime(key, start, end, start, end))
        return found
    if len(moments) < _FEW:
        return [_slowly(one, zone, here) for one in moments]
    usual = _Usual(moments[0], zone, here)
    return [usual.time(one) or _slowly(one, zone, here) for one in moments]


class _Usual:
    """Texts by day and time of day: the same time of day needs to be written out only once."""

    def __init__(self, first: Moments, zone: str, here: str) -> None:
        self.zone, self.here = zone, here
        self.clock, self.length = first.key.time(), first.end - first.start
        self.start, self.end = self._pieces(first.key, _NO_TIME)
        self.shown: dict[timedelta, tuple[_Piece, _Piece]] = {_NO_TIME: (self.start, self.end)}

    def _pieces(self, start: datetime, apart: timedelta) -> tuple[_Piece, _Piece]:
        day = start.toordinal()
        walls = (start + apart, start + self.length + apart)
        pieces = [(wall.toordinal() - day, wall_text(wall)[10:]) for wall in walls]
        return pieces[0], pieces[1]

    def time(self, one: Moments) -> SeriesTime | None:
        """An occurrence as texts, unless clocks change about then or it is not the usual one."""
        if one.key is not one.start or one.end - one.start != self.length:
            return None
        if one.key.time() != self.clock:
            return None
        day = one.key.toordinal()
        foreign = self.zone and self.zone != self.here
        apart = _apart(self.zone, self.here, day) if foreign else _NO_TIME
        if apart is None:
            return None
        pieces = self.shown.get(apart)
        if pieces is None:
            pieces = self.shown[apart] = self._pieces(one.start, apart)
        start = _day_text(day) + self.start[1]
        end = _day_text(day + self.end[0]) + self.end[1]
        if not apart:
            return SeriesTime(start, start, end, start, end)
        (first, begins), (last, ends) = pieces
        return SeriesTime(
            start, start, end, _day_text(day + first) + begins, _day_text(day + last) + ends
        )


@lru_cache(maxsize=4096)
def _day_text(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _slowly(one: Moments, zone: str, here: str) -> SeriesTime:
    key, start, end = (wall_text(at) for at in one)
    return SeriesTime(key, start, end, _shifted(start, zone, here), _shifted(end, zone, here))


_shifted = lru_cache(maxsize=8192)(shifted)


@lru_cache(maxsize=16384)
def _apart(zone: str, here: str, ordinal: int) -> timedelta | None:
    """What lies between two zones on a day, unless a clock is changed about that day."""
    days = range(max(1, ordinal - 1), ordinal + 2)
    if not all(is_steady(name, day) for name in (zone, here) for day in days):
        return None
    noon = datetime.combine(date.fromordinal(ordinal), time(12))
    return parse_wall(shifted(wall_text(noon), zone, here)) - noon


def _changed(store: Store, ids: Iterable[int]) -> dict[int, set[str]]:
    """Of each series the usual times of occurrences that have a row of their own."""
    found: dict[int, set[str]] = {}
    for series_id, key in store.select(
        "SELECT series_id, recurrence_id FROM appointment WHERE series_id IS NOT NULL"
        " AND series_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    ):
        found.setdefault(series_id, set()).add(key)
    return found
