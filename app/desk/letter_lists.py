"""Lists that a letter can repeat a row for: open deals and what is to come, person by person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.models import money
from app.models.letters.merge_names import long_date
from app.storage.queries import letter_runs
from app.storage.settings import setting
from app.storage.store import Store
from app.storage.tables import Row

_HALF_DAYS = frozenset({"en-US", "en-CA", "en-AU", "en-NZ"})
_MOST = 50
"""A letter with more rows than this is a list, not a letter."""


class Lists:
    """The lists of some people and their firms; read once for all."""

    def __init__(
        self, store: Store, ids: Sequence[int], firm_ids: Sequence[int], day: date
    ) -> None:
        self._language = setting(store, "locale").replace("_", "-")
        self._deals: dict[tuple[str, int], list[Row]] = {}
        for row in letter_runs.open_deals_of(store, ids, firm_ids):
            owner = ("contact", row["contact_id"]) if row["contact_id"] else None
            self._deals.setdefault(owner or ("account", row["account_id"]), []).append(row)
        self._coming: dict[int, list[Row]] = {}
        for row in letter_runs.next_appointments_of(store, ids, day.isoformat()):
            self._coming.setdefault(row["contact_id"], []).append(row)

    def of(self, contact_id: int, firm_id: int | None, language: str) -> dict[str, Any]:
        """``open_deals`` and ``appointments`` of a person as text in their language.

        Deals of the firm that name nobody belong to everybody there.
        """
        tongue = language or self._language
        coming = self._coming.get(contact_id, [])
        deals = [
            *self._deals.get(("contact", contact_id), []),
            *self._deals.get(("account", firm_id or 0), []),
        ]
        return {
            "open_deals": [_deal(row, tongue) for row in deals[:_MOST]],
            "appointments": [_appointment(row, tongue) for row in coming[:_MOST]],
            **(appointment_values(coming[0], tongue) if coming else {}),
        }


def _deal(row: Row, language: str) -> dict[str, str]:
    return {
        "title": row["title"], "stage": row["stage"],
        "amount": money.show(row["amount"], row["currency"]),
        "expected_close": _day(row["expected_close"], language),
    }  # fmt: skip


def appointment_values(row: Row, language: str) -> dict[str, str]:
    """What a letter says of one appointment, by the names of ``APPOINTMENT_NAMES``.

    ``row`` is one of ``calendar.between`` or ``calendar.appointment``.
    """
    said = _appointment(row, language)
    more = {"staff": row["staff"], "bring": ", ".join(str(row["bring"]).splitlines())}
    return {f"appointment_{name}": value for name, value in (said | more).items()}


def _appointment(row: Row, language: str) -> dict[str, str]:
    start = str(row.get("start") or row["start_at"])
    return {
        "title": row["title"], "place": row["place"], "date": _day(start[:10], language),
        "time": "" if row["all_day"] else _time(start[11:16], language),
    }  # fmt: skip


def _time(wall: str, language: str) -> str:
    """A time of day; where halves of the day are counted, as they are."""
    if language.replace("_", "-") not in _HALF_DAYS:
        return wall
    hour = int(wall[:2])
    return f"{(hour + 11) % 12 + 1}:{wall[3:]} {'pm' if hour > 11 else 'am'}"


def _day(text: str, language: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return ""
    return long_date(day.year, day.month, day.day, language)
