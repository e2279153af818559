"""iCalendar 2.0 and vCalendar 1.0 as entries of ours, read in a child process.

RFC 5545 as programs really write it: `icalendar_lines` takes the bytes apart, `icalendar_zones`
judges time zones, `icalendar_entry` says what becomes of every property. The limits are those of
reliability.md R38 and R39. A rule that is refused leaves its entry in the book once.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from app.exchange import sandbox
from app.exchange.calendars.icalendar_entry import KINDS, read_component
from app.exchange.calendars.icalendar_lines import MAX_BYTES, CalendarText, Component, components
from app.exchange.calendars.icalendar_takers import Reading
from app.exchange.calendars.icalendar_times import Context
from app.exchange.calendars.icalendar_values import day_of, words
from app.exchange.calendars.icalendar_zones import Zones, like_daylight, vcalendar_offset
from app.exchange.calendars.zone_names import exact_zone, fixed_zone
from app.exchange.tables.table import UnreadableFile
from app.models.calendar.calendar_entry import CalendarEntry, EntryPerson, Fate
from app.models.calendar.calendar_series import SeriesPart, settled
from app.models.file_names import name_of

_NAMES: Final = tuple(each.name for each in fields(CalendarEntry))
_PEOPLE: Final = _NAMES.index("people")
_ANSWERS: Final = {
    "COUNTER": "It proposes another time; book it if you agree.",
    "DECLINECOUNTER": "It declines another time that was proposed.",
    "REFRESH": "It asks for the latest version of an appointment.",
}
_UNUSED: Final = {
    "VFREEBUSY": "It says when somebody is free, not what is planned.",
    "VAVAILABILITY": "It says when somebody is free, not what is planned.",
    "VALARM": "It is a reminder without an appointment.",
}
_UNKNOWN: Final = "It is no appointment, to-do or note."
_AROUND: Final = frozenset({"VCALENDAR", "VTIMEZONE"})


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar file, read whole.

    `counts` are properties by what became of them, `fates` those with a reason. `read` is the
    number of components, `refused` says of some why nothing was made of them, by their place.
    """

    name: str
    encoding: str
    entries: tuple[CalendarEntry, ...]
    counts: dict[str, int]
    fates: tuple[Fate, ...]
    read: int
    refused: dict[int, str]
    skipped: dict[int, str]
    labels: dict[int, str]
    notes: tuple[str, ...]


def read_calendar(
    path: Path, *, zone: str = "UTC", cancelled: Callable[[], bool] | None = None
) -> CalendarFile:
    """The entries of a calendar file; times without a zone are of `zone`, the book's own.

    Raises UnreadableFile with a sentence for what is no calendar or breaks a limit.
    """
    path = Path(path)
    answer: dict[str, Any] = {}
    for frame in sandbox.frames("calendar", path, {"zone": zone}, cancelled):
        answer = frame[1]
    entries = tuple(_entry(values) for values in answer.pop("entries"))
    fates = tuple(Fate(*values) for values in answer.pop("fates"))
    return CalendarFile(name=name_of(path), entries=entries, fates=fates, **answer)


def _entry(values: list[Any]) -> CalendarEntry:
    made = CalendarEntry(*values)
    if not made.people:
        return made
    return replace(made, people=tuple(EntryPerson(*one) for one in values[_PEOPLE]))


def parse(path: Path, zone: str | None = None) -> dict[str, Any]:
    """What `read_calendar` returns, as plain values; runs in the child."""
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableFile(
            "This calendar is larger than 20 MB. Export it in parts. Nothing was changed."
        )
    read = parsed(path.read_bytes(), zone or "UTC")
    entries = []
    for entry in read.entries:
        values = [getattr(entry, name) for name in _NAMES]
        values[_PEOPLE] = tuple(astuple(each) for each in entry.people)
        entries.append(values)
    return {
        "encoding": read.encoding, "entries": entries, "counts": read.counts,
        "fates": [astuple(each) for each in read.fates], "read": read.read,
        "refused": read.refused, "skipped": read.skipped, "labels": read.labels,
        "notes": list(read.notes),
    }  # fmt: skip


def parsed(data: bytes, zone: str, name: str = "") -> CalendarFile:
    """The entries of a calendar in memory; raises UnreadableFile."""
    text = components(data)
    reader = _Reader(text, zone)
    reader.read()
    if not reader.count:
        raise UnreadableFile("There are no appointments or to-dos in this calendar.")
    parts = [_part(reading) for reading in reader.readings]
    # Answers of several people to one appointment are no revisions of one another
    answers = [part.entry for part in parts if part.entry.answers]
    entries = [*settled([part for part in parts if not part.entry.answers]), *answers]
    counts, fates = Counter[str](), []
    for reading in (*reader.readings, *reader.aside):
        counts.update(reading.counts)
        fates += reading.fates
    return CalendarFile(
        name=name, encoding=text.encoding, entries=tuple(entries), counts=dict(counts),
        fates=tuple(fates), read=reader.count, refused=reader.refused, skipped=reader.skipped,
        labels=reader.labels, notes=(*text.notes, *reader.notes()),
    )  # fmt: skip


def _part(reading: Reading) -> SeriesPart:
    recurrence_zone = reading.fields.pop("recurrence_zone", "")
    return SeriesPart(
        reading.entry(), tuple(reading.exclusion_rules), tuple(reading.more_rules),
        tuple(reading.periods), recurrence_zone,
    )  # fmt: skip


class _Reader:
    """All calendars of a file, one after another."""

    def __init__(self, text: CalendarText, zone: str) -> None:
        self.text = text
        self.zone = zone
        self.zones = Zones(zone, _years(text.root))
        self.readings: list[Reading] = []
        self.aside: list[Reading] = []
        self.refused: dict[int, str] = {}
        self.skipped: dict[int, str] = {}
        self.labels: dict[int, str] = {}
        self.count = 0

    def read(self) -> None:
        """Every component of every calendar; zones may stand behind their use."""
        calendars = [self.text.root, *self.text.root.named("VCALENDAR")]
        for calendar in calendars:
            self.zones.add(calendar)
        for calendar in calendars:
            context = self._context(calendar)
            answer = _ANSWERS.get(words(calendar.text("METHOD")).upper(), "")
            for component in calendar.children:
                if component.name not in _AROUND:
                    self._take(component, context, answer)

    def _take(self, component: Component, context: Context, answer: str) -> None:
        self.count += 1
        row = self.count
        self.labels[row] = component.name
        useless = "" if component.name in KINDS else _UNUSED.get(component.name, _UNKNOWN)
        useless = useless or answer
        if useless:
            self.skipped[row] = useless
            self._set_aside(component, row, "left_out", useless)
            return
        reading = read_component(component, context, row)
        if reading.refused:
            self.refused[row] = f"Line {component.line:,}: {reading.refused}"
            self._set_aside(component, row, "refused", self.refused[row])
            return
        self.readings.append(reading)

    def _set_aside(self, component: Component, row: int, state: str, reason: str) -> None:
        aside = Reading(row)
        aside.counts[state] = _filled(component)
        aside.fates.append(Fate(row, component.name, "", state, reason))
        self.aside.append(aside)

    def _context(self, calendar: Component) -> Context:
        shown = ""
        named = calendar.text("X-WR-TIMEZONE")
        if named:
            shown = exact_zone(named) or self.zones.named(named)
        floating = self.zone
        if self.text.old:
            floating = _old_zone(calendar, self.zone)
        method = words(calendar.text("METHOD")).upper()
        return Context(
            self.zones, self.zone, floating, shown, self.text.old, method == "CANCEL",
            method == "REPLY",
        )  # fmt: skip

    def notes(self) -> list[str]:
        """What was judged about zones."""
        return list(self.zones.notes.values())


def _filled(component: Component) -> int:
    own = sum(1 for each in component.properties if each.value.strip())
    return own + sum(map(_filled, component.children))


def _years(root: Component) -> Iterator[int]:
    """The years that the calendars speak of."""
    for calendar in [root, *root.named("VCALENDAR")]:
        for component in calendar.children:
            if component.name in KINDS:
                day = day_of(component.text("DTSTART") or component.text("DUE"))
                if day is not None:
                    yield day.year


def _old_zone(calendar: Component, book_zone: str) -> str:
    """The zone that vCalendar's TZ and DAYLIGHT speak of; the book's own without them."""
    ahead = vcalendar_offset(calendar.text("TZ"))
    if ahead is None:
        return book_zone
    lines = [each.value for each in calendar.all("DAYLIGHT")]
    return like_daylight(lines, ahead, "", book_zone) or fixed_zone(ahead) or book_zone
