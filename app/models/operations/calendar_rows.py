"""Entries of a foreign calendar as rows of a book."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from app.models.calendar.calendar_entry import CalendarEntry
from app.models.calendar.recurrence import series_end, walls_text
from app.models.operations.calendar_people import Known
from app.storage import clock
from app.storage.tables import Row
from app.storage.wall_time import over_at, shifted, to_utc, tz_version

USUAL_MINUTES = 30
_NAMING = re.compile(r'ATTENDEE(?:;CN=(?:"[^"]*"|[^;:"]*))?', re.I).fullmatch
_MAILTO = re.compile(r"mailto:[^\s:]+", re.I).fullmatch
_DERIVED = frozenset({"start_utc", "end_utc", "series_end", "tz_version", "created_at"})
_NUMBERS = {"BEFORE": "before_minutes", "AFTER": "after_minutes"}
_WORDS = {
    "BRING": "bring", "CANCELLED-BY": "cancelled_by", "CANCELLED-AT": "cancelled_at",
    "CANCEL-REASON": "cancel_reason", "ARRIVED-AT": "arrived_at", "POSTCODE": "place_postcode",
    "COUNTRY": "place_country", "STATUS": "status", "ANYWAY-REASON": "anyway_reason",
    "ANYWAY-CLASH": "anyway_clash",
}  # fmt: skip
_STATUSES = frozenset({"tentative", "confirmed", "arrived", "held", "no-show", "cancelled"})


def extra_of(entry: CalendarEntry, known: Known) -> str:
    """What an entry brings that has no column, and by what it is known to be the same again.

    A line that only names somebody of the book is not kept: who takes part says it.
    """
    kept: dict[str, Any] = {"digest": entry.digest}
    if entry.modified:
        kept["modified"] = entry.modified
    if entry.sequence or _is_invited(entry.extra):
        kept["sequence"] = entry.sequence
    more = [[head, value] for head, value in entry.extra if not _only_names(head, value, known)]
    if more:
        kept["properties"] = more
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _only_names(head: str, value: str, known: Known) -> bool:
    named = _NAMING(head) and _MAILTO(value)
    return bool(named) and known.has_address(value.partition(":")[2])


def kept_extra(text: str) -> dict[str, Any]:
    """The same read back; nothing for rows that never came from a calendar."""
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def appointment_row(entry: CalendarEntry, known: Known) -> Row:
    """The columns that an event says something about."""
    end = entry.end
    if end <= entry.start and not entry.all_day:
        end = over_at(entry.start, USUAL_MINUTES, entry.zone)
    row: Row = {
        "uuid": entry.key, "title": entry.title, "start_at": entry.start, "end_at": end,
        "zone": entry.zone, "all_day": int(entry.all_day), "place": entry.place,
        "note": entry.note, "rrule": entry.rule, "rdates": walls_text(entry.rdates),
        "exdates": walls_text(entry.exdates), "recurrence_id": entry.recurrence,
        "sequence": entry.sequence, "extra": extra_of(entry, known),
        "start_utc": to_utc(entry.start, entry.zone), "end_utc": to_utc(end, entry.zone),
        "series_end": _series_end(entry, end), "tz_version": tz_version(),
    }  # fmt: skip
    kind = known.kind(entry.categories)
    if kind:
        row["kind"] = kind
    if entry.status:
        row["status"] = entry.status
    if entry.private is not None:
        row["private"] = int(entry.private)
    if entry.free is not None:
        row["free"] = int(entry.free)
    if entry.reminder_minutes >= 0:
        row["reminder_minutes"] = entry.reminder_minutes
    account = known.account(entry)
    if account is not None:
        row["account_id"] = account
    return row | _own(entry)


def _own(entry: CalendarEntry) -> Row:
    """What an export of ours says in properties of its own."""
    row: Row = {}
    for name, value in entry.own:
        if name in _NUMBERS and value.isdecimal() and len(value) < 6:
            row[_NUMBERS[name]] = int(value)
        elif name == "STATUS" and value not in _STATUSES:
            continue
        elif name in _WORDS:
            row[_WORDS[name]] = value
    return row


def _series_end(entry: CalendarEntry, end: str) -> str:
    return series_end(
        entry.start, end, rrule=entry.rule, rdates=walls_text(entry.rdates), zone=entry.zone
    )


def task_row(entry: CalendarEntry, known: Known, zone: str) -> Row:
    """The columns that a to-do says something about; ``zone`` is the book's."""
    due = shifted(entry.due, entry.zone, zone)
    row: Row = {
        "uuid": entry.uid, "title": entry.title, "note": entry.note, "due_on": due[:10],
        "due_time": due[11:16], "priority": entry.priority, "repeat": entry.rule,
        "extra": extra_of(entry, known), "done_at": entry.done_at,
    }  # fmt: skip
    if entry.done_at == "done":
        row["done_at"] = entry.modified or entry.created or clock.now()
    if entry.reminder_minutes >= 0:
        row["reminder_minutes"] = entry.reminder_minutes
    return row


def note_row(entry: CalendarEntry) -> Row:
    """A journal entry as a note of the timeline."""
    at = entry.created or clock.now()
    if entry.start:
        at = f"{to_utc(entry.start, entry.zone)}:00Z"
    return {
        "uid": entry.uid, "kind": "note", "at": at, "subject": entry.title, "body": entry.note,
    }  # fmt: skip


def differences(row: Row, before: Row) -> Row:
    """The columns in which a row differs from what is there, with those derived from them.

    What only says which revision of the file it was is no difference by itself.
    """
    changed = {name for name, value in row.items() if before[name] != value}
    told = changed - _DERIVED - {"extra", "sequence"}
    if not told and not _said_more(row, before):
        return {}
    return {name: row[name] for name in changed if name != "created_at"}


def _said_more(row: Row, before: Row) -> bool:
    one, two = (kept_extra(str(each.get("extra", ""))) for each in (row, before))
    return bool(one.get("properties", []) != two.get("properties", []))


def revision(row: Row) -> int:
    """Which revision of an appointment the book has.

    Of what others invite to, only theirs count: what was changed here since is no revision.
    """
    kept = kept_extra(row["extra"])
    if "sequence" in kept and _is_invited(kept.get("properties", [])):
        return int(kept["sequence"])
    return int(row["sequence"])


def _is_invited(properties: Iterable[Sequence[str]]) -> bool:
    return any(str(pair[0]).upper().startswith("ORGANIZER") for pair in properties)


def is_untouched(row: Row) -> bool:
    """Whether a row came with a calendar and nothing of it was changed here since."""
    kept = kept_extra(row["extra"])
    return bool(row["import_id"] and "digest" in kept) and (
        row["sequence"] == kept.get("sequence", 0)
    )


def is_old(entry: CalendarEntry, before: Row) -> bool:
    """Whether the book has this very revision already, or a later one."""
    kept = kept_extra(str(before.get("extra", "")))
    if kept.get("digest") == entry.digest:
        return True
    sequence = revision(before) if "sequence" in before else entry.sequence
    if entry.sequence != sequence:
        return entry.sequence < sequence
    modified = str(kept.get("modified", ""))
    return bool(modified) and bool(entry.modified) and entry.modified < modified
