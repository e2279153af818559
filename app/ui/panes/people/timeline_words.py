"""What happened with somebody, as rows of a timeline: icons, titles, weeks and months in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from app.models.calendar.appointment import KINDS as APPOINTMENT_KINDS
from app.models.calendar.appointment import STATUSES, parse_wall
from app.storage.tables import Row
from app.ui import words
from app.ui.delegates.rows import TimelineRowValue

_LOOK = {
    "call": ("phone", "blue"),
    "email": ("mail", "rose"),
    "letter": ("file-text", "evergreen"),
    "fax": ("printer", "slate"),
    "meeting": ("users", "violet"),
    "note": ("notebook-pen", "amber"),
}
_SAID = {
    ("call", "in"): "{name} called",
    ("call", "out"): "Called {name}",
    ("call", ""): "Call",
    ("email", "in"): "Email from {name}",
    ("email", "out"): "Email to {name}",
    ("email", ""): "Email logged",
    ("letter", "in"): "Letter from {name}",
    ("letter", "out"): "Letter sent",
    ("letter", ""): "Letter",
    ("fax", ""): "Fax",
    ("meeting", ""): "Met {name}",
    ("note", ""): "Note",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry with its moment, and what opens when it is pressed: a kind and an id."""

    at: datetime
    value: TimelineRowValue
    opens: tuple[str, int] | None = None
    activity: int = 0


def activity_entry(row: Row, name: str, today: date) -> Entry:
    """A call, email, letter, meeting or note."""
    icon, colour = _LOOK[row["kind"]]
    who = str(row.get("contact") or "") or name
    said = _SAID.get((row["kind"], row["direction"])) or _SAID[row["kind"], ""]
    title = row["subject"] or said.format(name=who)
    if row["kind"] == "note" and row["document_id"] and not row["subject"]:
        icon, colour, title = "paperclip", "slate", "File added"
    if row["deal_id"] and row["kind"] == "note":
        icon, colour = "handshake", "evergreen"
    at = words.local_time(row["at"])
    body = str(row["body"])
    if row["minutes"]:
        body = f"{words.minutes_words(row['minutes'])}. {body}".strip()
    value = TimelineRowValue(
        row["id"], title, words.moment_words(at, today), icon, colour, body,
        file=str(row["document"] or _letter_file(row)),
    )  # fmt: skip
    opens = ("document", int(row["document_id"])) if row["document_id"] else None
    if opens is None and row.get("letter_id"):
        opens = ("letter", int(row["letter_id"]))
    return Entry(at, value, opens, int(row["id"]))


def _letter_file(row: Row) -> str:
    """The name of a letter that can be made again: what it is called in its entry."""
    name = str(row["subject"]).partition(": ")[2]
    if not row.get("letter_id") or not name:
        return ""
    return f"{name}.eml" if row["kind"] == "email" else f"{name}.docx"


def appointment_entry(row: Row, today: date) -> Entry:
    """An appointment that is over."""
    kind = APPOINTMENT_KINDS.get(row["kind"], APPOINTMENT_KINDS["meeting"])
    at = parse_wall(row["start_at"])
    title = str(row["title"])
    if row["status"] in ("cancelled", "no-show"):
        title += f" ({STATUSES[row['status']].lower()})"
    when = words.day_words(at.date(), today)
    if not row["all_day"]:
        when += f", {words.clock_words(at)}"
    value = TimelineRowValue(row["id"], title, when, "calendar-check", kind[1], str(row["note"]))
    return Entry(at, value, ("appointment", int(row["id"])))


def origin_entry(row: Row, today: date) -> Entry:
    """How the record came into the book."""
    at = words.local_time(row["at"])
    when = words.moment_words(at, today)
    if row["file_name"]:
        line = f"{row['file_name']}, row {row['import_row']}"
        return Entry(at, TimelineRowValue(0, "Added from a file", when, "user-plus", "sky", line))
    return Entry(at, TimelineRowValue(0, "Added by hand", when, "user-plus", "sky"))


def month_words(day: date, today: date) -> str:
    """The section a day belongs to: "This week", "October", "October 2025"."""
    if day > today:
        return "Ahead"
    monday = today.toordinal() - today.weekday()
    if day.toordinal() >= monday:
        return "This week"
    if (day.year, day.month) == (today.year, today.month):
        return "Earlier this month"
    pattern = "MMMM" if day.year == today.year else "MMMM yyyy"
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def sectioned(entries: list[Entry], today: date) -> list[Entry]:
    """The entries newest first, each section named at its first one and closed at its last."""
    ordered = sorted(entries, key=lambda entry: entry.at, reverse=True)
    names = [month_words(entry.at.date(), today) for entry in ordered]
    found = []
    for place, entry in enumerate(ordered):
        first = place == 0 or names[place - 1] != names[place]
        last = place + 1 == len(names) or names[place + 1] != names[place]
        value = replace(entry.value, section=names[place] if first else "", last=last)
        found.append(replace(entry, value=value))
    return found
