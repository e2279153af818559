"""How a row of the calendar is shown: to colleagues, and in the zone of the customer. Pure."""

from __future__ import annotations

from typing import Any

from app.storage.wall_time import shifted

Row = dict[str, Any]
_HIDDEN = ("place", "note", "bring", "contacts", "account", "place_postcode", "place_country",
           "cancel_reason", "cancelled_by", "anyway_reason", "anyway_clash")  # fmt: skip


def masked(row: Row, viewer: int | None) -> Row:
    """A private appointment as “Busy” for everybody who is not in it; any other as it is.

    ``viewer`` is the staff id of who looks, or ``None``. The row keeps its times and who goes.
    """
    import json

    if not row["private"] or viewer in json.loads(row.get("staff_ids") or "[]"):
        return row
    hidden: Row = {name: "" for name in _HIDDEN if name in row}
    return {
        **row, **hidden, "title": "Busy", "contact_ids": "[]", "account_id": None,
        "deal_id": None, "kind": "office",
    }  # fmt: skip


def beside(row: Row, zone: str) -> tuple[str, str] | None:
    """Start and end as the clocks of ``zone`` show them; ``None`` where that is no other time."""
    if not zone or row["all_day"] or not row["zone"]:
        return None
    times = (shifted(row["start_at"], row["zone"], zone), shifted(row["end_at"], row["zone"], zone))
    shown = (row.get("start", row["start_at"]), row.get("end", row["end_at"]))
    return None if times == shown else times
