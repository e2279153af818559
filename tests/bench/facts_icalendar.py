"""Recurrence facts of other programs' tests, met and missed, as a table in Markdown.

``python -m tests.bench.facts_icalendar [FOLDER]``: the occurrences that recurring-ical-events
asserts for its calendars, and the lists that KDE's calendar library makes, through our reader and
our expansion. What upstream marks as failing is left out.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.exchange.calendars.icalendar_in import CalendarFile, parsed
from app.exchange.tables.table import UnreadableFile
from tests.exchange.occurrences import Occurrence, occurrences

EXPLAINED = {
    "KAlarm_TestCase04.ics": "repeats every 243 minutes without end: R39 takes days and longer",
    "KAlarm_TestCase09.ics": "repeats every 4 minutes without end: R39 takes days and longer",
    "RFC2445_RRULETest38.ics": "every 20 minutes, without end: R39 takes days and longer",
    "hourly.ics": "every hour, without end: R39 takes days and longer",
    "KOrganizer_Test10.ics": "KOrganizer 3.4 leaves out a start that its rule does not meet; RFC"
    " 2445 has it (said so in upstream's readme)",
    "KOrganizer_Test13.ics": "the same as KOrganizer_Test10",
}
"""What is missed on purpose, and why."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One assertion: its file, what was asked, and how many occurrences were told and meant."""

    file: str
    asked: str
    met: bool
    told: int
    meant: int


def shared_data() -> Path | None:
    """The folder of other programs' files, if there is one here."""
    named = os.environ.get("DESKBOOK_SHARED", "")
    beside = Path(__file__).resolve().parents[3] / "shared"
    folder = (Path(named) if named else beside) / "data"
    return folder if (folder / "ics").is_dir() else None


def kde_facts(data: Path) -> Iterator[Fact]:
    """Each list `x.ics.next.ref` beside its calendar, unless upstream marks it as failing."""
    folder = data / "ics" / "kcalendarcore"
    for ref in sorted(folder.glob("*.next.ref")):
        calendar = folder / ref.name.removesuffix(".next.ref")
        if not calendar.exists() or Path(f"{ref}.fixme").exists():
            continue
        lines = [line.split() for line in ref.read_text().splitlines() if line.strip()]
        read = _read(calendar)
        found = sorted(occurrences(read.entries, datetime(3200, 1, 1))) if read else []
        told: list[object] = [_instant(each.start, each.entry.zone) for each in found]
        meant: list[object] = [_instant(_wall(line), line[-1]) for line in lines]
        if lines and lines[0][-1].startswith("UTC-"):
            # Upstream gave the zone up and kept one offset: its wall times are what can be compared
            told, meant = [each.start for each in found], [_wall(line) for line in lines]
        # Upstream stops after 500
        told = told[: len(meant)] if len(meant) >= 500 else told
        yield Fact(calendar.name, "next", told == meant, len(told), len(meant))


def _wall(line: list[str]) -> datetime:
    return datetime.fromisoformat(line[0])


def _instant(wall: datetime, name: str) -> datetime:
    """The moment in UTC; times without a zone are read as UTC here."""
    return wall.replace(tzinfo=_zone(name or "UTC")).astimezone(UTC)


def _zone(name: str) -> tzinfo:
    if name.startswith("UTC") and len(name) > 3:
        sign = -1 if name[3] == "-" else 1
        return timezone(sign * timedelta(hours=int(name[4:6]), minutes=int(name[7:9])))
    return ZoneInfo(name)


def _read(path: Path) -> CalendarFile | None:
    try:
        return parsed(path.read_bytes(), "Etc/UTC")
    except UnreadableFile:
        return None


def rie_facts(data: Path) -> Iterator[Fact]:
    """Each query that recurring-ical-events asserts, by start, end and title of what it finds."""
    text = (data / "_expected" / "recurring-ical-events.json").read_text()
    for name, queries in json.loads(text).items():
        read = _read(data / "ics" / "recurring-ical-events" / name)
        for query in queries:
            # Calendars of alarms are asked when their alarms ring, which is another question
            if query["components"] or (name.startswith("alarm_") and not _is_of_event(query)):
                continue
            first, last = _span(query["op"], query["args"])
            meant = sorted(map(_meant, query["events"]))
            told = sorted(_told(read, first, last)) if read else []
            met = len(told) == len(meant) and all(map(_same, told, meant))
            yield Fact(name, f"{query['op']} {query['args']}", met, len(told), len(meant))


def _is_of_event(query: dict[str, Any]) -> bool:
    first, last = (at.replace(tzinfo=None) for at in _span(query["op"], query["args"]))
    return any(
        datetime.fromisoformat(event["DTSTART"]).replace(tzinfo=None) < last
        and datetime.fromisoformat(event["DTEND"]).replace(tzinfo=None) > first
        for event in query["events"]
    )


def _told(read: CalendarFile, first: datetime, last: datetime) -> Iterator[tuple[str, ...]]:
    for each in occurrences(read.entries, last.replace(tzinfo=None) + timedelta(days=2)):
        start, end, begin, stop = each.start, each.end, first, last
        if first.tzinfo:
            zone = _zone(each.entry.zone or "UTC")
            start, end = start.replace(tzinfo=zone), end.replace(tzinfo=zone)
        if (start < stop and end > begin) or (start == end and begin <= start < stop):
            title = each.entry.title
            yield _iso(each, each.start), _iso(each, each.end), title


def _iso(each: Occurrence, at: datetime) -> str:
    zone = each.entry.zone
    if each.entry.all_day:
        return at.date().isoformat()
    return at.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None).isoformat()


def _meant(event: dict[str, Any]) -> tuple[str, ...]:
    start, end = _utc(event["DTSTART"]), _utc(event["DTEND"])
    if len(start) == 10 and start == end:
        # A day that ends on itself is meant to be that day
        end = (datetime.fromisoformat(end) + timedelta(days=1)).date().isoformat()
    return start, end, event.get("SUMMARY", "")


def _utc(text: str) -> str:
    if len(text) == 10:
        return text
    at = datetime.fromisoformat(text)
    return (at.astimezone(UTC) if at.tzinfo else at).replace(tzinfo=None).isoformat()


def _same(told: tuple[str, ...], meant: tuple[str, ...]) -> bool:
    # A day and its midnight are the same answer; a title that is not there is made up by us
    same_times = all(told[at] in {meant[at], meant[at].removesuffix("T00:00:00")} for at in (0, 1))
    return same_times and (told[2] == meant[2] or not meant[2])


def _span(op: str, args: list[Any]) -> tuple[datetime, datetime]:
    if op == "between":
        return _moment(args[0])[0], _moment(args[1])[0]
    first, last = _moment(args[0])
    return first, last


def _moment(given: Any) -> tuple[datetime, datetime]:
    """A moment and the end of the year, month, day, hour, minute or second it names."""
    if isinstance(given, str) and ("T" in given or "-" in given):
        # Without a zone it is asked in the own zone of each event
        at = datetime.fromisoformat(given)
        return at, at + (timedelta(days=1) if len(given) == 10 else timedelta(seconds=1))
    numbers = [int(part) for part in _cut(given)] if isinstance(given, str) else list(given)
    lengths = {
        3: timedelta(days=1), 4: timedelta(hours=1), 5: timedelta(minutes=1),
        6: timedelta(seconds=1),
    }  # fmt: skip
    whole = [*numbers, 1, 1][: max(len(numbers), 3)]
    at = datetime(whole[0], whole[1], whole[2], *whole[3:])
    if len(numbers) == 1:
        return at, at.replace(year=at.year + 1)
    if len(numbers) == 2:
        return at, (at + timedelta(days=31)).replace(day=1)
    return at, at + lengths[len(numbers)]


def _cut(text: str) -> Iterator[str]:
    yield text[:4]
    for start in range(4, len(text), 2):
        yield text[start : start + 2]


def main() -> None:
    """Print the table."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else shared_data()
    if data is None:
        print("There is no folder of other programs' files here.")
        return
    print("| Source | Facts | Met | Missed, explained | Missed |\n|---|---|---|---|---|")
    missed = []
    for name, facts in (
        ("KDE lists", [*kde_facts(data)]),
        ("recurring-ical-events", [*rie_facts(data)]),
    ):
        met = sum(fact.met for fact in facts)
        failed = [fact for fact in facts if not fact.met]
        known = [fact for fact in failed if fact.file in EXPLAINED]
        print(f"| {name} | {len(facts)} | {met} | {len(known)} | {len(failed) - len(known)} |")
        missed += failed
    print("\n| Missed | Asked | Told | Meant | Why |\n|---|---|---|---|---|")
    for fact in missed:
        why = EXPLAINED.get(fact.file, "")
        print(f"| {fact.file} | {fact.asked} | {fact.told} | {fact.meant} | {why} |")


if __name__ == "__main__":
    main()
