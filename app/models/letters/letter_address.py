"""Which of several addresses a letter goes to on a day: own, then the household's, then the firm's.

An address may hold from a day to a day, or only in a season; one from which post came back is
passed over as long as there is another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Address = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a letter goes. `source` is "own", "household", "firm" or "" for nowhere.

    `returned` says that post came back from there, and that there is no better place.
    """

    address: Address = field(default_factory=dict)
    source: str = ""
    account_id: int | None = None
    returned: bool = False


def holds_on(address: Address, day: date) -> bool:
    """Whether somebody can be written to at this address on that day."""
    text = day.isoformat()
    start, end = str(address.get("from_date") or ""), str(address.get("to_date") or "")
    if (start and text < start) or (end and text > end):
        return False
    first, last = str(address.get("season_from") or ""), str(address.get("season_to") or "")
    if not first or not last:
        return True
    today = text[5:]
    # A season that ends before it begins goes over the new year.
    return first <= today <= last if first <= last else today >= first or today <= last


def destination(
    places: Sequence[tuple[str, int | None, Sequence[Address]]], day: date
) -> Destination:
    """The first place that letters reach; `places` are (source, firm or None, its addresses)."""
    returned: Destination | None = None
    for source, account_id, addresses in places:
        holding = sorted(
            (each for each in addresses if holds_on(each, day)), key=lambda each: not _timed(each)
        )
        for address in holding:
            came_back = bool(address.get("undeliverable_on"))
            found = Destination(address, source, account_id, came_back)
            if not came_back:
                return found
            returned = returned or found
    return returned or Destination()


def _timed(address: Address) -> bool:
    return any(address.get(name) for name in ("season_from", "from_date", "to_date"))
