"""J4 from the book, and J12's slots: a year and a week of 10,000 events, three people and a room.

``python -m tests.bench.bench_calendar [FILE.ics]``; without a file one is made from a seed. Beside
recurring-ical-events, and icalendar with dateutil, on the same file in the same run. Goals: the
year in 250 ms and 0.03 of recurring-ical-events, the week in 5 ms, the slots in 150 ms.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from tests.bench.bench_icalendar import events_file

ROUNDS = 7


def best(work: Callable[[], object]) -> tuple[float, object]:
    """The median of some rounds in milliseconds, and what came out."""
    times, found = [], None
    for _ in range(ROUNDS):
        began = time.process_time()
        found = work()
        times.append((time.process_time() - began) * 1000)
    return sorted(times)[ROUNDS // 2], found


def spans(rows: list[tuple[str, str]]) -> tuple[tuple[str, str], tuple[str, str]]:
    """The year and the week with most in them: those of the middle event."""
    middle = sorted(rows)[len(rows) // 2][0]
    year = (f"{middle[:4]}-01-01", f"{int(middle[:4]) + 1}-01-01")
    day = datetime.fromisoformat(middle[:10])
    monday = day - timedelta(days=day.weekday())
    return year, (monday.date().isoformat(), (monday + timedelta(days=7)).date().isoformat())


def following(day: str) -> list[tuple[str, str]]:
    """The weeks after one that begins on a day."""
    monday = datetime.fromisoformat(day)
    days = [monday + timedelta(weeks=number) for number in range(1, ROUNDS + 2)]
    texts = [day.date().isoformat() for day in days]
    return list(pairwise(texts))


def peers(file: Path, year: tuple[str, str]) -> list[list[object]]:
    """What others need for the same year, their parsing told apart."""
    import icalendar
    import recurring_ical_events
    from dateutil.rrule import rrulestr

    began = time.process_time()
    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    parsed = (time.process_time() - began) * 1000
    days = [tuple(map(int, day.split("-"))) for day in year]
    began = time.process_time()
    found = recurring_ical_events.of(calendar).between(*days)
    expanded = (time.process_time() - began) * 1000
    began = time.process_time()
    count = 0
    first, last = (datetime.fromisoformat(day) for day in year)
    for event in calendar.walk("VEVENT"):
        start = event["DTSTART"].dt
        start = datetime(*start.timetuple()[:6])
        if "RRULE" in event:
            rule = event["RRULE"].to_ical().decode()
            rule = rule.replace("Z", "") if "UNTIL" in rule else rule
            count += len(rrulestr(rule, dtstart=start).between(first, last, inc=True))
        else:
            count += first <= start < last
    by_dateutil = (time.process_time() - began) * 1000
    return [
        ["recurring-ical-events, year", f"{expanded:.0f}", len(found), f"parsing {parsed:.0f}"],
        ["icalendar + dateutil, year", f"{by_dateutil:.0f}", count, f"parsing {parsed:.0f}"],
    ]


def from_the_book(file: Path, folder: Path) -> tuple[list[list[object]], tuple[str, str]]:
    """The file brought into a new book, and a year and a week of it looked at."""
    from app.desk import calendars
    from app.storage import book
    from app.storage.queries import calendar

    store = book.create_book(folder / "Calendar.deskbook", business={})
    calendars.bring_in(store, file, calendars.read(store, file))
    year, week = spans(
        store.select("SELECT start_at, end_at FROM appointment WHERE series_end = ''")
    )
    rows: list[list[object]] = []
    began = time.process_time()
    found = calendar.between(store, *week)
    spent = (time.process_time() - began) * 1000
    rows.append(["ours from the book, week, first look", f"{spent:.1f}", len(found), ""])
    for name, span, goal in (("year", year, 250), ("week", week, 5)):
        spent, found = best(lambda span=span: calendar.between(store, *span))
        rows.append([f"ours from the book, {name}", f"{spent:.1f}", len(found), f"goal {goal}"])
    weeks = iter(following(week[0]))
    spent, found = best(lambda: calendar.between(store, *next(weeks)))
    rows.append(["ours from the book, each time another week", f"{spent:.1f}", len(found), ""])
    book.close_book(store)
    return rows, year


def slots(folder: Path) -> list[object]:
    """Three people and a room over four weeks, with 40 appointments a week in between."""
    from app.models.calendar.appointment import Appointment
    from app.models.calendar.slots import SlotWish
    from app.models.operations import appointments, booking
    from app.models.operations.resources import Resource, save_resource
    from app.models.operations.staff import add_staff
    from app.storage import book

    rng = random.Random(7)
    store = book.create_book(folder / "Slots.deskbook", business={})
    people = [add_staff(store, name) for name in ("Ann Lee", "Bo Reed", "Cy Moss")]
    room = save_resource(store, Resource(name="Room"))
    first = datetime(2027, 6, 7)
    with store.step("Fill"):
        for number in range(160):
            start = first + timedelta(days=rng.randrange(28), minutes=15 * rng.randrange(36, 68))
            made = Appointment(
                title=f"No. {number}",
                start_at=start.isoformat("T", "minutes"),
                end_at=(start + timedelta(minutes=rng.choice((30, 45, 90)))).isoformat(
                    "T", "minutes"
                ),
                rrule="FREQ=WEEKLY;COUNT=4" if number % 10 == 0 else "",
                after_minutes=10,
            )
            things = [room] if number % 3 == 0 else []
            appointments.save_appointment(
                store, made, staff=[rng.choice(people)], resources=things, check=False
            )
    wish = SlotWish(45, people, [room], first_day="2027-06-07", last_day="2027-07-04", after=10)
    spent, found = best(lambda: booking.free_slots(store, wish))
    book.close_book(store)
    return ["best slots, 3 people + room, 4 weeks", f"{spent:.1f}", len(found.slots), "goal 150"]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["DESKBOOK_HOME"] = str(folder / "home")
        given = len(sys.argv) > 1
        file = Path(sys.argv[1]) if given else events_file(folder / "events.ics", 10_000)
        rows, year = from_the_book(file, folder)
        rows += peers(file, year)
        rows.append(slots(folder))
        print(f"{'':44}{'ms':>10}{'found':>9}")
        for what, spent, found, more in rows:
            print(f"{what:44}{spent:>10}{found:>9}  {more}")


if __name__ == "__main__":
    main()
