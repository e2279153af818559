"""Lists that a letter can repeat a row for: open deals and what is to come, person by person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.models import money
from app.models.merge_names import long_date
from app.storage.queries import letter_runs
from app.storage.settings import setting
from app.storage.store import Store
from app.storage.tables import Row

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
        deals = [
            *self._deals.get(("contact", contact_id), []),
            *self._deals.get(("account", firm_id or 0), []),
        ]
        return {
            "open_deals": [_deal(row, tongue) for row in deals[:_MOST]],
            "appointments": [
                _appointment(row, tongue) for row in self._coming.get(contact_id, [])[:_MOST]
            ],
        }


def _deal(row: Row, language: str) -> dict[str, str]:
    return {
        "title": row["title"], "stage": row["stage"],
        "amount": money.show(row["amount"], row["currency"]),
        "expected_close": _day(row["expected_close"], language),
    }  # fmt: skip


def _appointment(row: Row, language: str) -> dict[str, str]:
    start = str(row["start_at"])
    return {
        "title": row["title"], "place": row["place"], "date": _day(start[:10], language),
        "time": "" if row["all_day"] else start[11:16],
    }  # fmt: skip


def _day(text: str, language: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return ""
    return long_date(day.year, day.month, day.day, language)
