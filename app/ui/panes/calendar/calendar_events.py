"""Rows of appointments as the calendar shows them, and what stands in words about them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from app.models.calendar.agenda import beside, masked
from app.models.calendar.appointment import Appointment, parse_wall
from app.models.calendar.holiday_days import holidays_between, holidays_in, is_loaded
from app.models.calendar.zones import zone_city
from app.models.errors import Refusal
from app.models.operations import booking
from app.models.qt.session import Session
from app.storage.queries import calendar, hours, records
from app.storage.settings import all_settings
from app.ui import words
from app.ui.panes.calendar.appointment_clash import Finding
from app.ui.panes.calendar.calendar_known import Known
from app.ui.panes.calendar.event_words import clock_text, day_text
from app.ui.panes.calendar.week_layout import Event, Owner

UNSETTLED = timedelta(days=14)
"""How long an ended appointment asks whether it took place."""


def wall_text(moment: datetime, *, all_day: bool) -> str:
    """A moment as the book keeps it: a date, or a wall time to the minute."""
    return moment.strftime("%Y-%m-%d" if all_day else "%Y-%m-%dT%H:%M")


def next_half_hour(now: datetime) -> datetime:
    """The next half or full hour after now."""
    half = now.replace(minute=0, second=0, microsecond=0) + timedelta(minutes=30)
    return half if half > now else half + timedelta(minutes=30)


def numbers(text: str) -> list[int]:
    """The ids in a list of the book."""
    return [int(number) for number in json.loads(text or "[]")]


def event_of(row: Mapping[str, Any], known: Known, now: datetime | None = None) -> Event | None:
    """A row as an event; ``None`` when its times cannot be read."""
    try:
        start = parse_wall(row.get("start") or row["start_at"])
        end = parse_wall(row.get("end") or row["end_at"])
    except ValueError:
        return None
    all_day = bool(row["all_day"])
    end = max(end, start + timedelta(days=1)) if all_day else end
    kind = known.kind(row["kind"])
    return Event(
        id=row["id"],
        title=row["title"],
        start=start,
        end=end,
        line=_line(row, known.zone),
        all_day=all_day,
        kind=kind.colour,
        status=row["status"],
        place=row["place"],
        occurrence=row.get("occurrence") or "",
        repeats=bool(row.get("is_series")),
        changed=bool(row.get("is_exception")),
        before=row.get("before_minutes") or 0,
        after=row.get("after_minutes") or 0,
        owners=_owners(row),
        private=bool(row.get("private")),
        anyway=row.get("anyway_reason") or "",
        unsettled=now is not None and not all_day and _is_unsettled(row, end, now),
        who=row.get("staff") or "",
        rooms=row.get("resources") or "",
        kind_name=kind.name,
    )


def seen_by(row: dict[str, Any], known: Known) -> dict[str, Any]:
    """A row as whoever sits here may see it; what is nobody's is private to nobody."""
    return masked(row, known.me or None) if numbers(row.get("staff_ids") or "") else row


def rows_seen(
    session: Session, rows: Sequence[dict[str, Any]], known: Known
) -> list[dict[str, Any]]:
    """Rows as whoever sits here may see them, with the zone of a customer elsewhere."""
    seen = [seen_by(row, known) for row in rows]
    people = {one: numbers(row["contact_ids"]) for one, row in enumerate(seen)}
    zones = session.read(records.zones_of, {who for them in people.values() for who in them})
    return [
        {**row, "their_zone": next((zones[who] for who in people[one] if who in zones), "")}
        for one, row in enumerate(seen)
    ]


def _line(row: Mapping[str, Any], home_zone: str) -> str:
    parts = [row.get("account") or row.get("contacts") or row["place"]]
    for zone in dict.fromkeys((row["zone"], row.get("their_zone", ""))):
        there = beside(dict(row), zone) if home_zone else None
        if there is not None:
            parts.append(f"{clock_text(parse_wall(there[0]))} in {zone_city(zone)}")
    return ", ".join(part for part in parts if part and part != row["title"])


def _owners(row: Mapping[str, Any]) -> frozenset[Owner]:
    staff = [("staff", one) for one in numbers(row.get("staff_ids") or "")]
    rooms = [("resource", one) for one in numbers(row.get("resource_ids") or "")]
    return frozenset([*staff, *rooms])


def _is_unsettled(row: Mapping[str, Any], end: datetime, now: datetime) -> bool:
    """Whether it is over, somebody was to come, and nobody has said whether it took place."""
    recent = timedelta(0) <= now - end <= UNSETTLED
    asked = row["status"] in ("tentative", "confirmed", "arrived") and not row.get("free")
    return recent and asked and bool(row.get("contacts") or row.get("account"))


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


def when_holidays_known(session: Session, then: Callable[[], None]) -> None:
    """Call ``then`` once holidays can be told without a wait: their package is slow to load."""
    if is_loaded():
        then()
        return
    kept = session.read(all_settings)
    country, year = kept["holiday_country"] or kept["country"], date.today().year
    session.beside(lambda: holidays_in(country, kept["holiday_region"], year), then)


def special_days(session: Session, first: date, last: date) -> dict[date, str]:
    """The public holidays and closed days of the business from a day to before another."""
    kept = session.read(all_settings)
    country = kept["holiday_country"] or kept["country"]
    found = {
        date.fromisoformat(day): name
        for day, name in holidays_between(
            country, kept["holiday_region"], first.isoformat(), last.isoformat()
        ).items()
    }
    for row in session.read(hours.exceptions, first.isoformat(), last.isoformat()):
        if row["whose"] or row["open"] or row["from_time"]:
            continue
        day = max(date.fromisoformat(row["from_date"]), first)
        while day < last and day.isoformat() <= row["to_date"]:
            found.setdefault(day, row["reason"] or "Closed")
            day += timedelta(days=1)
    return found


def reach_lines(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    """How to reach the people of appointments, for the sheet one takes along: by appointment."""
    found = {}
    for one in dict.fromkeys(ids):
        row = session.read(calendar.appointment, one)
        if row is None:
            continue
        lines = [_reach_line(session, contact) for contact in numbers(row["contact_ids"])]
        where = address_line(session, numbers(row["contact_ids"]), row["account_id"])
        lines += [where if where != row["place"] else "", row.get("bring") or "", row["note"]]
        found[one] = [line for line in lines if line]
    return found


def _reach_line(session: Session, contact_id: int) -> str:
    name = session.read(records.title, "contact", contact_id)[0]
    phones = [row["value"] for row in session.read(records.phones, "contact", contact_id)[:2]]
    return ", ".join([name, *phones])


def finding_of(
    session: Session,
    draft: Appointment,
    contacts: Sequence[int],
    staff: Sequence[int],
    resources: Sequence[int],
) -> Finding:
    """What speaks against a time; where nothing does, what stands before and after it."""
    try:
        found = session.read(
            booking.find_clashes,
            # While the title is not typed yet, the time is what is asked about.
            replace(draft, title=draft.title.strip() or "?"),
            contacts=contacts,
            staff=staff,
            resources=resources,
        )
    except Refusal as refusal:
        return Finding((refusal.message,))
    if found:
        closed = any(one.kind == "closed" for one in found)
        return Finding(
            tuple(one.text for one in found), any(one.hard for one in found),
            movable=closed and bool(draft.id and draft.rrule),
        )  # fmt: skip
    if not staff and session.read(booking.has_team):
        # Nobody's day was looked at, so that it says nothing to call the time free.
        return Finding(free="Nobody of the team goes yet.")
    if draft.all_day:
        return Finding()
    before, after = session.read(
        calendar.neighbours, draft.start_at, draft.end_at, list(staff), draft.id
    )
    return Finding(
        beside=f"Before: {_beside(before, 'end_at', 'until ')}."
        f" After: {_beside(after, 'start_at', '')}."
    )


def _beside(row: Mapping[str, Any] | None, at: str, lead: str) -> str:
    if row is None:
        return "nothing"
    return f"{row['title']}, {lead}{clock_text(parse_wall(row[at]))}"


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
