"""What becomes of each property of a calendar entry: one function a property."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from app.exchange.calendars.icalendar_lines import Property, plain_value
from app.exchange.calendars.icalendar_times import Context
from app.exchange.calendars.icalendar_values import listed, moment, utc_text, words
from app.models.calendar.calendar_entry import CalendarEntry, EntryPerson, Fate

_ADDRESS: Final = re.compile(r"[^\s<>:;,\"]+@[^\s<>:;,\"]+")
_STATUS: Final = {
    "TENTATIVE": "tentative", "CONFIRMED": "confirmed", "CANCELLED": "cancelled",
    "CANCELED": "cancelled", "ACCEPTED": "confirmed", "DECLINED": "cancelled",
}  # fmt: skip
_RESOURCES: Final = frozenset({"RESOURCE", "ROOM"})


_NO_FILES: Final = (
    "A file inside a calendar is not taken in. Save it where the calendar is from, and add it."
)
NO_MOMENT: Final = "No day or time can be read in it."


@dataclass(slots=True)
class Reading:
    """What was read from one component: the entry's fields, and fates by property."""

    row: int
    fields: dict[str, Any] = field(default_factory=dict)
    exclusion_rules: list[str] = field(default_factory=list)
    more_rules: list[str] = field(default_factory=list)
    periods: list[tuple[str, str, str]] = field(default_factory=list)
    extra: list[tuple[str, str]] = field(default_factory=list)
    own: list[tuple[str, str]] = field(default_factory=list)
    people: list[EntryPerson] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    fates: list[Fate] = field(default_factory=list)
    refused: str = ""

    def became(self, each: Property, state: str, reason: str = "") -> None:
        """Count what became of a property; a reason is kept with it."""
        self.counts[state] += 1
        if reason:
            self.fates.append(Fate(self.row, each.name, each.value[:200], state, reason))

    def entry(self) -> CalendarEntry:
        """The entry as it was read."""
        return CalendarEntry(
            row=self.row, people=tuple(self.people), own=tuple(self.own), extra=tuple(self.extra),
            **self.fields,
        )  # fmt: skip


def park(reading: Reading, each: Property, context: Context) -> None:
    """Keep a property as it came, to go out again; a file inside a property is left out."""
    if each.parameters.get("ENCODING", "").upper() in {"BASE64", "B"} and len(each.value) > 4000:
        reading.became(each, "left_out", _NO_FILES)
        return
    if context.old:
        text = plain_value(each).replace("\\", "\\\\").replace("\n", "\\n")
        reading.extra.append((each.name, text))
    else:
        reading.extra.append((each.head, each.value))
    reading.became(each, "parked")


Taker = Callable[[Reading, Property, Context], None]


def _text(name: str, *, one_line: bool = False) -> Taker:
    def take(reading: Reading, each: Property, _context: Context) -> None:
        plain = words(plain_value(each))
        if one_line:
            plain = " ".join(plain.split())
        if reading.fields.get(name):
            reading.extra.append((each.head, each.value))
            reading.became(each, "parked")
            return
        reading.fields[name] = plain
        reading.became(each, "stored")

    return take


def _stamp(name: str) -> Taker:
    def take(reading: Reading, each: Property, _context: Context) -> None:
        at = moment(plain_value(each))
        if at or name not in reading.fields:
            reading.fields[name] = utc_text(at)
        reading.became(each, *(("stored",) if at else ("left_out", NO_MOMENT)))

    return take


def _status(reading: Reading, each: Property, _context: Context) -> None:
    said = words(plain_value(each)).upper()
    if reading.fields["kind"] == "event" and said in _STATUS:
        reading.fields["status"] = _STATUS[said]
        reading.became(each, "transformed")
    elif said in {"COMPLETED", "CANCELLED"}:
        reading.fields.setdefault("done_at", "done")
        reading.became(each, "transformed")
    else:
        reading.extra.append((each.head, each.value))
        reading.became(each, "parked")


def _secrecy(reading: Reading, each: Property, _context: Context) -> None:
    said = words(each.value).upper()
    # RFC 5545 3.8.1.3: what is not known is as private as private is
    reading.fields["private"] = said != "PUBLIC"
    if said not in {"PUBLIC", "PRIVATE"}:
        reading.extra.append((each.head, each.value))
    reading.became(each, "transformed")


def _transparency(reading: Reading, each: Property, context: Context) -> None:
    said = words(each.value).upper()
    if not context.old and said not in {"TRANSPARENT", "OPAQUE"}:
        park(reading, each, context)
        return
    reading.fields["free"] = said == "TRANSPARENT" or (context.old and said not in {"0", "OPAQUE"})
    reading.became(each, "transformed")


def _sequence(reading: Reading, each: Property, _context: Context) -> None:
    text = each.value.strip()
    good = text.isdecimal() and len(text) < 10
    reading.fields["sequence"] = int(text) if good else 0
    reading.became(each, *(("stored",) if good else ("left_out", "It is no number.")))


def _priority(reading: Reading, each: Property, context: Context) -> None:
    text = each.value.strip()
    if reading.fields["kind"] != "task" or not text.isdecimal():
        park(reading, each, context)
        return
    reading.fields["priority"] = int(1 <= int(text[:3]) <= 4)
    if text not in {"1", "0", "5"}:
        reading.extra.append((each.head, each.value))
    reading.became(each, "transformed")


def _done(reading: Reading, each: Property, _context: Context) -> None:
    at = moment(plain_value(each))
    if at:
        reading.fields["done_at"] = utc_text(at)
    reading.became(each, *(("stored",) if at else ("left_out", NO_MOMENT)))


def _categories(reading: Reading, each: Property, context: Context) -> None:
    separator = ";" if context.old else ","
    found = listed(plain_value(each), separator)
    reading.fields["categories"] = (*reading.fields.get("categories", ()), *found)
    reading.became(each, "transformed" if reading.fields["kind"] == "event" else "parked")
    if reading.fields["kind"] != "event":
        reading.extra.append((each.head, each.value))


def _person(reading: Reading, each: Property, context: Context) -> None:
    text = plain_value(each).strip()
    parameters = each.parameters
    address = _ADDRESS.search(parameters.get("EMAIL", "")) or _ADDRESS.search(text)
    name = parameters.get("CN", "") or ("" if ":" in text else text.partition("<")[0].strip())
    role = "organizer" if each.name == "ORGANIZER" else "attendee"
    if parameters.get("CUTYPE", "").upper() in _RESOURCES:
        role = "resource"
    reading.people.append(EntryPerson(words(name), address[0] if address else "", role))
    # The line itself is kept too: it says who has answered what
    park(reading, each, context)


def _resources(reading: Reading, each: Property, context: Context) -> None:
    for name in listed(plain_value(each), ";" if context.old else ","):
        reading.people.append(EntryPerson(name, "", "resource"))
    park(reading, each, context)


def _of_the_file(reading: Reading, each: Property, _context: Context) -> None:
    reading.became(each, "left_out")


TAKERS: Final[dict[str, Taker]] = {
    "UID": _text("uid", one_line=True), "SUMMARY": _text("title", one_line=True),
    "DESCRIPTION": _text("note"), "LOCATION": _text("place", one_line=True),
    "STATUS": _status, "CLASS": _secrecy, "TRANSP": _transparency, "SEQUENCE": _sequence,
    "CREATED": _stamp("created"), "DCREATED": _stamp("created"),
    "LAST-MODIFIED": _stamp("modified"), "PRIORITY": _priority, "COMPLETED": _done,
    "CATEGORIES": _categories, "ATTENDEE": _person, "ORGANIZER": _person, "RESOURCES": _resources,
    "DTSTAMP": _of_the_file,
}  # fmt: skip
"""Property: what takes it."""
