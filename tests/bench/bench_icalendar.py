"""J4, its first part: a calendar of ten thousand events read and brought into a book.

``python -m tests.bench.bench_icalendar [FILE] [RUNS]``; beside icalendar's own parsing, vobject and
a bare unfolding, in the same run. Ours writes a searchable book with history and hashes as well.
"""

from __future__ import annotations

import random
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from tests.bench.measure import Run, median, python, run, table

UNFOLD = (
    "import sys; data = open(sys.argv[1], 'rb').read().replace(b'\\r\\n', b'\\n');"
    "lines = data.replace(b'\\n ', b'').decode().split('\\n');"
    "found = [line.partition(':') for line in lines]; print(len(found))"
)
ICALENDAR = (
    "import sys, icalendar; found = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read());"
    "print(len(found.walk('VEVENT')))"
)
VOBJECT = (
    "import sys, vobject; found = vobject.readOne(open(sys.argv[1], encoding='utf-8').read());"
    "print(len(found.vevent_list))"
)
PARSED = (
    "import sys; from app.exchange.calendars.icalendar_in import parsed;"
    "print(len(parsed(open(sys.argv[1], 'rb').read(), 'Europe/London').entries))"
)
WHOLE = (
    "import sys; from app.__main__ import main; file, book = sys.argv[1:];"
    "from app.storage.book import create_book, close_book; close_book(create_book(book));"
    "sys.exit(main(['import', file, '--into', book, '--json']))"
)
ZONE = """BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:DAYLIGHT
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
END:VTIMEZONE
"""
RULES = ("", "", "", "", "", "", "", "FREQ=YEARLY", "FREQ=DAILY;COUNT=41",
         "FREQ=WEEKLY;BYDAY=WE;UNTIL=20280908T080000Z")  # fmt: skip


def events_file(path: Path, count: int) -> Path:
    """A seeded calendar, three in ten of its events a series."""
    rnd = random.Random(20261122)
    parts = ["BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//bench//EN\n", ZONE]
    for number in range(count):
        start = datetime(2024, 1, 1, 8) + timedelta(days=rnd.randint(0, 900))
        start += timedelta(minutes=15 * rnd.randint(0, 40))
        end = start + timedelta(minutes=15 * rnd.randint(1, 8))
        rule = rnd.choice(RULES)
        parts.append(
            f"BEGIN:VEVENT\nUID:ev-{number}@bench.example\nDTSTAMP:20240101T000000Z\n"
            f"SUMMARY:Visit {number}\nDTSTART;TZID=America/New_York:{start:%Y%m%dT%H%M%S}\n"
            f"DTEND;TZID=America/New_York:{end:%Y%m%dT%H%M%S}\n"
            + (f"RRULE:{rule}\n" if rule else "")
            + "LOCATION:93 Jefferson St\\, Omaha\nEND:VEVENT\n"
        )
    path.write_text("".join([*parts, "END:VCALENDAR\n"]), encoding="utf-8")
    return path


def main(given: str = "", runs: int = 3) -> None:
    """Print one table; the sides take turns."""
    sides = {
        "unfolded only (limit)": UNFOLD,
        "icalendar parses": ICALENDAR,
        "vobject parses": VOBJECT,
        "Deskbook: parsed to entries": PARSED,
        "Deskbook: file to searchable book": WHOLE,
    }
    with tempfile.TemporaryDirectory() as name:
        file = Path(given) if given else events_file(Path(name) / "events.ics", 10_000)
        results: dict[str, list[Run]] = {side: [] for side in sides}
        for number in range(runs):
            for side, code in sides.items():
                book = str(Path(name) / f"{number}.deskbook")
                more = [book] if code is WHOLE else []
                results[side].append(run(python(code, str(file), *more)))
    rows = [(side, median(found)) for side, found in results.items()]
    table(f"J4: a calendar of 10,000 events, {runs} runs", rows, "icalendar parses")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "", int(sys.argv[2]) if len(sys.argv) > 2 else 3)
