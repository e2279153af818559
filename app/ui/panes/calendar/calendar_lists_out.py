"""The appointments on view handed out: each occurrence a row, as whoever sits here may see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.models.qt.session import Session
from app.storage.queries import calendar
from app.storage.queries.lists import ListQuery
from app.ui.pane import ListWish
from app.ui.panes.calendar.calendar_events import seen_by
from app.ui.panes.calendar.calendar_known import Known


def appointments_wish(
    session: Session, rows: Sequence[dict[str, Any]], known: Known, days: str
) -> ListWish:
    """A table of what is on view, and for calendar files the appointments themselves.

    A series goes into a calendar file whole, with its changed occurrences: half of it would be
    another series elsewhere. What is private to others is "Busy" in a table and in no calendar.
    """
    ids: dict[int, None] = {}
    for row in rows:
        if seen_by(row, known) is row:
            ids[row["series_id"] or row["id"]] = None
    for first in list(ids):
        ids |= dict.fromkeys(one["id"] for one in session.read(calendar.exceptions_of, first))
    # No appointment has the number 0: an empty filter of ids would mean every one.
    query = ListQuery("appointment", ids=tuple(ids) or (0,))
    here = tuple(
        {**seen_by(row, known), "start_at": row["start"], "end_at": row["end"]} for row in rows
    )
    return ListWish(query, title=f"Appointments {days}", rows=here)
