"""Rows of appointments as the calendar shows them, and what stands in words about them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from app.models.appointment import KINDS, STATUSES, Appointment, parse_wall
from app.models.qt.session import Session
from app.storage.queries import calendar, records
from app.ui import words
from app.ui.delegates.rows import Cell, TableRowValue
from app.ui.panes.week_layout import Event
from app.ui.panes.week_paint import clock_text, day_text

KIND_GROUPS = {
    "meeting": "Meetings",
    "visit": "Site visits",
    "install": "Installs",
    "care": "Care rounds",
    "call": "Calls",
    "office": "Office",
}
"""Kinds in the plural, as the side of the calendar lists them."""


def wall_text(moment: datetime, *, all_day: bool) -> str:
    """A moment as the book keeps it: a date, or a wall time to the minute."""
    return moment.strftime("%Y-%m-%d" if all_day else "%Y-%m-%dT%H:%M")


def kind_colour(kind: str) -> str:
    """The colour category of a kind; slate for one nobody knows."""
    return KINDS[kind][1] if kind in KINDS else "slate"


def numbers(text: str) -> list[int]:
    """The ids in a list of the book."""
    return [int(number) for number in json.loads(text or "[]")]


def event_of(row: Mapping[str, Any], home_zone: str = "") -> Event | None:
    """A row as an event; ``None`` when its times cannot be read."""
    try:
        start, end = parse_wall(row["start_at"]), parse_wall(row["end_at"])
    except ValueError:
        return None
    all_day = bool(row["all_day"])
    parts = [row.get("account") or row.get("contacts") or row["place"]]
    if row["zone"] and home_zone and row["zone"] != home_zone and not all_day:
        parts.append(f"{row['zone'].rpartition('/')[2].replace('_', ' ')} time")
    return Event(
        id=row["id"],
        title=row["title"],
        start=start,
        end=max(end, start + timedelta(days=1)) if all_day else end,
        line=", ".join(part for part in parts if part and part != row["title"]),
        all_day=all_day,
        kind=kind_colour(row["kind"]),
        status=row["status"],
        place=row["place"],
    )


def address_line(session: Session, contact_ids: list[int], account_id: int | None) -> str:
    """Where the people of an appointment are: the first one's address, else the account's."""
    for contact_id in contact_ids:
        found, _ = session.read(records.postal_address, contact_id)
        if found is not None:
            return _one_line(found)
    if account_id is not None:
        found_all = session.read(records.addresses, "account", account_id)
        if found_all:
            return _one_line(found_all[0])
    return ""


def _one_line(row: Mapping[str, Any]) -> str:
    town = " ".join(part for part in (row["town"], row["postcode"]) if part)
    return ", ".join(part for part in (row["street"], row["street2"], town) if part)


def free_words(
    session: Session, draft: Appointment, start: datetime, end: datetime, staff: list[int]
) -> tuple[bool, str]:
    """Whether a span is free, and the sentence that says so while it is typed."""
    first, last = wall_text(start, all_day=False), wall_text(end, all_day=False)
    rivals = session.read(calendar.clashes, first, last, staff, draft.id)
    if rivals:
        named = [f"{row['title']}, {clock_text(parse_wall(row['start_at']))}" for row in rivals[:2]]
        more = f" and {len(rivals) - 2} more" if len(rivals) > 2 else ""
        return False, f"Overlaps with {'; '.join(named)}{more}."
    before, after = session.read(calendar.neighbours, first, last, staff, draft.id)
    parts = [
        f"Before: {_beside(before, 'end_at', 'until ')}.",
        f"After: {_beside(after, 'start_at', '')}.",
    ]
    return True, " ".join(["Free.", *parts])


def _beside(row: Mapping[str, Any] | None, at: str, lead: str) -> str:
    if row is None:
        return "nothing"
    return f"{row['title']}, {lead}{clock_text(parse_wall(row[at]))}"


def list_row(row: Mapping[str, Any], today: date) -> TableRowValue:
    """A row of the list of appointments."""
    event = event_of(row)
    day = event.start.date() if event else today
    span = words.span_words(event.start, event.end, all_day=event.all_day) if event else ""
    kind = KINDS.get(row["kind"], (row["kind"], "slate", 0))
    over = event is not None and event.end.date() < today
    return TableRowValue(
        row["id"],
        (
            Cell(words.day_words(day, today), tip=words.exact_day(day)),
            Cell(span),
            Cell(row["title"]),
            Cell(kind[0], kind=kind[1]),
            Cell(row.get("contacts") or row.get("account") or ""),
            Cell(row.get("staff") or ""),
            Cell(row["place"]),
            Cell(STATUSES.get(row["status"], row["status"])),
        ),
        muted=over or row["status"] == "cancelled",
    )


def range_title(mode: str, day: date, first: date, count: int) -> str:
    """What the head of the calendar says about the days it shows."""
    last = first + timedelta(days=count - 1)
    if mode == "day":
        return words.long_day(first)
    if mode == "month":
        return day_text(day, "MMMM yyyy")
    if mode == "list":
        return f"From {day_text(first, 'd MMMM yyyy')}"
    if first.month == last.month:
        return f"{first.day} – {day_text(last, 'd MMMM yyyy')}"
    start = day_text(first, "d MMM" if first.year == last.year else "d MMM yyyy")
    return f"{start} – {day_text(last, 'd MMM yyyy')}"
