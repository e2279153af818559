"""Appointments and to-dos of a book as entries of a calendar, with all that hangs on them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from app.exchange.calendars.icalendar_out import CalendarEvent, CalendarTask
from app.models.calendar.appointment import KINDS
from app.models.operations.calendar_rows import kept_extra
from app.storage.queries import calendar_out, many
from app.storage.settings import setting
from app.storage.store import Store
from app.storage.tables import Row
from app.storage.wall_time import parse_wall

_ADDRESS = re.compile(r"[^\s<>:;,\"]+@[^\s<>:;,\"]+")
_ATTENDEE = re.compile(r"ATTENDEE(?:;.*)?", re.I).fullmatch
_TRIGGER = re.compile(r"-P(?:(\d+)W)?(?:(\d+)D)?(?:T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?").fullmatch
_PLAIN_STATUS = frozenset({"", "tentative", "confirmed", "cancelled"})
_OWN = {
    "before_minutes": "BEFORE", "after_minutes": "AFTER", "bring": "BRING",
    "cancelled_by": "CANCELLED-BY", "cancelled_at": "CANCELLED-AT",
    "cancel_reason": "CANCEL-REASON", "arrived_at": "ARRIVED-AT", "place_postcode": "POSTCODE",
    "place_country": "COUNTRY", "anyway_reason": "ANYWAY-REASON", "anyway_clash": "ANYWAY-CLASH",
}  # fmt: skip
Extra = tuple[tuple[str, str], ...]


def events(store: Store, ids: Sequence[int]) -> Iterator[CalendarEvent]:
    """A calendar event for each appointment, in the order of ``ids``."""
    rows = many.rows_of(store, "appointment", ids)
    series = {row["series_id"] for row in rows.values() if row["series_id"]}
    masters = rows | many.rows_of(store, "appointment", sorted(series - set(rows)))
    hanging = _Hanging(store, rows)
    for row_id in ids:
        if row_id in rows:
            yield _event(rows[row_id], masters, hanging)


class _Hanging:
    """Who comes, by appointment; kinds and firms by what the book calls them."""

    def __init__(self, store: Store, rows: dict[int, Row]) -> None:
        ids = list(rows)
        self.coming = many.attendees_of(store, ids)
        self.silent = calendar_out.without_address(store, ids)
        usual = {key: facts[0] for key, facts in KINDS.items()}
        self.kinds = usual | calendar_out.kind_names(store)
        firms = sorted({row["account_id"] for row in rows.values() if row["account_id"]})
        self.firms = many.rows_of(store, "account", firms) if firms else {}
        answered = any("ATTENDEE" in row["extra"] for row in rows.values())
        self.ours = calendar_out.known_addresses(store) if answered else frozenset[str]()


def _event(row: Row, masters: dict[int, Row], hanging: _Hanging) -> CalendarEvent:
    kept = kept_extra(row["extra"])
    extra = _pairs(kept)
    coming = [each for each in hanging.coming.get(row["id"], []) if each["email"]]
    extra, named = _with_answers(extra, {each["email"].lower() for each in coming}, hanging.ours)
    extra, alarm = _with_alarm(extra, row["reminder_minutes"])
    kind = hanging.kinds.get(row["kind"], "")
    uid, recurrence, series_zone = _identity(row, masters)
    return CalendarEvent(
        uid=uid, title=row["title"], start=_moment(row["start_at"], row),
        end=_moment(row["end_at"], row), changed=_stamp(kept.get("modified") or row["created_at"]),
        zone=row["zone"], place=row["place"], note=row["note"], status=row["status"],
        rule=row["rrule"], exceptions=_moments(row["exdates"], row),
        dates=_moments(row["rdates"], row), categories=(kind,) if kind else (),
        attendees=tuple(
            (each["name"], each["email"]) for each in coming if each["email"].lower() not in named
        ),
        alarm=alarm, recurrence=recurrence, series_zone=series_zone, private=bool(row["private"]),
        free=bool(row["free"]), sequence=row["sequence"],
        own=_own(row, hanging), extra=extra,
    )  # fmt: skip


def _identity(row: Row, masters: dict[int, Row]) -> tuple[str, datetime | date | None, str]:
    """UID, original start and its zone: an occurrence has the UID of its series."""
    if not row["recurrence_id"]:
        return row["uuid"], None, ""
    master = masters.get(row["series_id"] or 0)
    uid = master["uuid"] if master else row["uuid"].rpartition("#")[0] or row["uuid"]
    at = parse_wall(row["recurrence_id"])
    whole = len(row["recurrence_id"]) == 10
    return uid, at.date() if whole else at, master["zone"] if master else row["zone"]


def _own(row: Row, hanging: _Hanging) -> Extra:
    found = [(name, str(row[column])) for column, name in _OWN.items() if row[column]]
    if row["zone"] in ("UTC", "Etc/UTC"):
        found.append(("ZONE", row["zone"]))
    if row["status"] not in _PLAIN_STATUS:
        found.append(("STATUS", row["status"]))
    if not row["all_day"] and row["start_at"].endswith("T00:00"):
        # Others write whole days so, and are read so
        found.append(("TIMED", "1"))
    firm = hanging.firms.get(row["account_id"] or 0)
    if firm:
        found.append(("ACCOUNT", firm["uuid"]))
    return tuple(found + hanging.silent.get(row["id"], []))


def _pairs(kept: dict[str, Any]) -> Extra:
    listed = kept.get("properties", [])
    return tuple((str(head), str(value)) for head, value in listed)


def _with_answers(extra: Extra, coming: set[str], ours: Iterable[str]) -> tuple[Extra, set[str]]:
    """The lines of attendees as they came, but for those who were taken off here since."""
    kept, named = [], set()
    for head, value in extra:
        found = _ADDRESS.search(value) if _ATTENDEE(head) else None
        address = found[0].lower() if found else ""
        if address and address in ours and address not in coming:
            continue
        if address:
            named.add(address)
        kept.append((head, value))
    return tuple(kept), named


def _with_alarm(extra: Extra, minutes: int) -> tuple[Extra, int | None]:
    """The alarms as they came while they say the same as the book; else the book's own."""
    blocks = [place for place, pair in enumerate(extra) if pair == ("BEGIN", "VALARM")]
    if not blocks:
        return extra, minutes if minutes >= 0 else None
    if minutes in [_lead(value) for head, value in extra if head.upper().startswith("TRIGGER")]:
        return extra, None
    if minutes < 0:
        return extra, None
    last = max(place for place, pair in enumerate(extra) if pair == ("END", "VALARM"))
    return extra[: blocks[0]] + extra[last + 1 :], minutes


def _lead(trigger: str) -> int:
    found = _TRIGGER(trigger.strip().upper())
    if found is None:
        return 0 if trigger.strip().upper().lstrip("+-") in {"PT0S", "PT0M", "P0D"} else -2
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return (weeks * 7 + days) * 1440 + hours * 60 + minutes + seconds // 60


def _moment(text: str, row: Row) -> datetime | date:
    at = parse_wall(text)
    return at.date() if row["all_day"] else at


def _moments(text: str, row: Row) -> tuple[datetime | date, ...]:
    return tuple(_moment(each, row) for each in json.loads(text)) if text else ()


def _stamp(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return datetime(2020, 1, 1, tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def masked(event: CalendarEvent) -> CalendarEvent:
    """A private appointment as others may see it: when, and nothing else."""
    return CalendarEvent(
        uid=event.uid, title="Busy", start=event.start, end=event.end, changed=event.changed,
        zone=event.zone, status=event.status, rule=event.rule, exceptions=event.exceptions,
        dates=event.dates, recurrence=event.recurrence, series_zone=event.series_zone,
        private=True, free=event.free, sequence=event.sequence,
    )  # fmt: skip


def without_ours(event: CalendarEvent) -> CalendarEvent:
    """An appointment for other programs: nothing that only a book of ours understands."""
    return replace(event, own=())


def tasks(store: Store, ids: Sequence[int]) -> Iterator[CalendarTask]:
    """A calendar to-do for each task, in the order of ``ids``; times are in the book's zone."""
    rows = many.rows_of(store, "task", ids)
    zone = setting(store, "zone")
    for row_id in ids:
        if row_id in rows:
            yield _task(rows[row_id], zone)


def _task(row: Row, zone: str) -> CalendarTask:
    kept = kept_extra(row["extra"])
    extra, alarm = _with_alarm(_pairs(kept), row["reminder_minutes"])
    due: datetime | date | None = None
    if row["due_on"]:
        due = date.fromisoformat(row["due_on"])
        if row["due_time"]:
            due = parse_wall(f"{row['due_on']}T{row['due_time']}")
    return CalendarTask(
        uid=row["uuid"] or f"deskbook-task-{row['id']}", title=row["title"],
        changed=_stamp(kept.get("modified") or row["created_at"]), due=due, zone=zone,
        note=row["note"], done=_stamp(row["done_at"]) if row["done_at"] else None,
        priority=row["priority"], rule=row["repeat"], alarm=alarm, extra=extra,
    )  # fmt: skip
