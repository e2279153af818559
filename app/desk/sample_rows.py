"""Rows of the example business, gathered by table and written in a few large pieces."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from app.storage import clock
from app.storage.ids import new_ids
from app.storage.store import Store
from app.storage.tables import RECORDED

ROOM = 8_000
"""Ids kept for each table; far more than the example business has rows of one kind."""
ZONE = "Europe/London"


class Rows:
    """Gathers rows with ids known at once, so that they can point at each other.

    ``rng`` decides everything that is left to chance; ``today`` is the day all dates count from.
    """

    def __init__(self, store: Store, today: date, seed: int) -> None:
        self.store, self.today = store, today
        self.rng = Random(seed)  # noqa: S311 - invented people, not secrets
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self._first: dict[str, int] = {}
        self._phones = 0
        self.ids: dict[str, int] = {}
        """Ids by kind and name, for what the story mentions: ``person Charlotte Webb``."""

    def add(self, table: str, **values: Any) -> int:
        """Take a row in and give its id."""
        info = self.store.info(table)
        rows = self._rows.setdefault(table, [])
        first = self._first.get(table)
        if first is None:
            first = self._first[table] = new_ids(ROOM)
        unknown = set(values) - set(info.columns)
        if unknown:
            message = f"{table} has no column {sorted(unknown)[0]}"
            raise KeyError(message)
        row_id = first + len(rows)
        full = {**info.defaults, **values, "id": row_id}
        if "uuid" in info.columns:
            full["uuid"] = str(uuid.UUID(int=self.rng.getrandbits(128), version=4))
        rows.append(tuple(full[name] for name in info.columns))
        return row_id

    def write(self) -> int:
        """Put everything into the book; must run inside a step. Returns how many rows."""
        for table in RECORDED:
            rows = self._rows.get(table, [])
            self.store.put_many(table, self.store.info(table).columns, rows)
        return sum(len(rows) for rows in self._rows.values())

    def count(self, table: str) -> int:
        """How many rows of a table there are so far."""
        return len(self._rows.get(table, []))

    def chance(self, share: float) -> bool:
        """True in that share of cases."""
        return self.rng.random() < share

    def phone(self, country: str, *, mobile: bool = False) -> str:
        """A number nobody has, from the ranges that regulators keep free for fiction.

        Sources: Ofcom (07700 900000-999, 0118 496 0000-999, 020 7946 0000-999), Bundesnetzagentur
        (030 23125 000-999), Arcep (01 99 00 00 00-99 99), ComReg (020 91 0000-9999). The
        Dutch regulator keeps none free, so people there have none.
        """
        self._phones += 1
        number = (self._phones * 37 + 11) % 1000
        if country == "NL":
            return ""
        if country == "DE":
            return f"+49 30 23125 {number:03d}"
        if country == "FR":
            return f"+33 1 99 00 {number // 100:02d} {number % 100:02d}"
        if country == "IE":
            return f"+353 20 91{number // 100:1d} 00{number % 100:02d}"
        if mobile:
            return f"07700 900{number:03d}"
        return f"020 7946 0{number:03d}" if number % 9 == 0 else f"0118 496 0{number:03d}"

    # Days --------------------------------------------------------------------------------------

    def work_day(self, shift: int) -> date:
        """The working day that many working days from today; 0 is today whatever day it is."""
        day, left = self.today, abs(shift)
        while left:
            day += timedelta(days=1 if shift > 0 else -1)
            if day.weekday() < 5:
                left -= 1
        return day

    def stamp(self, day: date, at: str) -> str:
        """UTC text of a wall time in Reading."""
        moment = datetime.combine(day, time.fromisoformat(at), ZoneInfo(ZONE))
        return clock.stamp(moment.astimezone(UTC))

    def ago(self, days: int, at: str = "") -> str:
        """UTC text of some hour of the working day, that many days back."""
        hour = at or f"{self.rng.randrange(8, 17):02d}:{self.rng.randrange(0, 60, 5):02d}"
        return self.stamp(self.today - timedelta(days=days), hour)
