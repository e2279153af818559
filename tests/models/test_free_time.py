"""Clashes and free slots are what going through every minute by hand would find.

The other way is as plain as can be: a set of occupied minutes a person, filled from rules expanded
by dateutil and wall times turned by ``zoneinfo`` alone. An appointment lasts its real minutes;
what would end in the second coming of a doubled hour ends with that hour. DESKBOOK_CALENDARS
says how many random calendars are tried (200 usually, 10,000 in the long lane).
"""

import os
import random
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from app.models.calendar.availability import Busy, minutes, overlaps
from app.models.calendar.recurrence import occurrences
from app.models.calendar.slots import Party, Search, SlotWish, best_slots
from app.models.calendar.working_hours import HoursBlock, HoursException, Timetable
from app.storage.wall_time import instant, parse_wall, zone_of

ZONES = ("Europe/London", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe")
EDGES = (date(2026, 3, 8), date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 1),
         date(2026, 4, 5), date(2026, 6, 10))  # fmt: skip
STAFF, ROOMS = (1, 2, 3), (11, 12)
RULES = ("", "", "", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=DAILY;INTERVAL=2;COUNT=3",
         "FREQ=MONTHLY", "FREQ=WEEKLY;BYDAY=SU,MO")  # fmt: skip


def utc_minute(wall: datetime, zone: str) -> int:
    moment = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return int(moment.timestamp() // 60)


def random_calendar(rng):
    """Rows of (wall start, length, rule, before, after, staff, rooms) around a clock change."""
    zone, edge = rng.choice(ZONES), rng.choice(EDGES)
    rows = []
    for _ in range(rng.randint(1, 8)):
        day = edge + timedelta(days=rng.randint(-3, 3))
        wall = datetime.combine(day, time(rng.randint(0, 23), rng.choice((0, 15, 30, 50))))
        rows.append((
            wall, rng.choice((15, 30, 45, 90, 600, 1500)), rng.choice(RULES),
            rng.choice((0, 0, 10, 30)), rng.choice((0, 0, 15)),
            frozenset(rng.sample(STAFF, rng.randint(0, 2))),
            frozenset(rng.sample(ROOMS, rng.randint(0, 1))),
        ))  # fmt: skip
    return zone, edge, rows


def ours(zone, edge, rows):
    """Our occurrences of the week as occupied time."""
    info, found = zone_of(zone), []
    first, last = edge - timedelta(days=7), edge + timedelta(days=8)
    for number, (wall, length, rule, before, after, staff, rooms) in enumerate(rows, 1):
        end = wall + timedelta(minutes=length)
        for one in occurrences(
            wall.isoformat("T", "minutes"), end.isoformat("T", "minutes"), rrule=rule, zone=zone,
            first=first.isoformat(), last=last.isoformat(),
        ):  # fmt: skip
            start, stop = parse_wall(one.start_at), parse_wall(one.end_at)
            found.append(Busy(
                minutes(instant(start, info)), minutes(instant(stop, info)), before, after,
                staff, rooms, title=f"No. {number}", row_id=number, start_at=one.start_at,
            ))  # fmt: skip
    return found


def by_hand(zone, edge, rows):
    """The same week as a set of occupied minutes for everybody and every room."""
    taken = {one: set() for one in (*STAFF, *ROOMS)}
    first = datetime.combine(edge, time()) - timedelta(days=9)
    last = datetime.combine(edge, time()) + timedelta(days=8)
    for wall, length, rule, before, after, staff, rooms in rows:
        walls = {wall}
        if rule:
            walls |= set(rrulestr(rule, dtstart=wall).between(first, last, inc=True))
        for start in walls:
            if not first <= start < last:
                continue
            begin = utc_minute(start, zone)
            end = begin + real_length(wall, length, zone)
            while datetime.fromtimestamp(end * 60, ZoneInfo(zone)).fold:
                end += 1
            for one in (*staff, *rooms):
                taken[one].update(range(begin - before, end + after))
    return taken


def real_length(wall, length, zone):
    """What lies between two times of the clock; a missing hour moves the whole appointment."""
    begin = utc_minute(wall, zone)
    if datetime.fromtimestamp(begin * 60, ZoneInfo(zone)).replace(tzinfo=None) != wall:
        return length
    return utc_minute(wall + timedelta(minutes=length), zone) - begin


@pytest.mark.parametrize("part", range(4))
def test_clashes_and_free_slots_are_what_every_minute_by_hand_says(part):
    for seed in range(int(os.environ.get("DESKBOOK_CALENDARS", "200")) // 4):
        check_one(random.Random(seed * 4 + part))


def check_one(rng):
    zone, edge, rows = random_calendar(rng)
    busy, taken = ours(zone, edge, rows), by_hand(zone, edge, rows)
    for one in (*STAFF, *ROOMS):
        mine = {
            minute
            for other in busy
            if one in other.staff | other.resources
            for minute in range(*other.occupied)
        }
        week = range(
            utc_minute(datetime.combine(edge, time()) - timedelta(days=4), zone),
            utc_minute(datetime.combine(edge, time()) + timedelta(days=5), zone),
        )
        assert mine & set(week) == taken[one] & set(week), (zone, edge, rows)
    check_clash(rng, zone, edge, busy, taken)
    check_slots(rng, zone, edge, busy, taken)


def check_clash(rng, zone, edge, busy, taken):
    wall = datetime.combine(edge, time(rng.randint(0, 23), rng.choice((0, 20, 45))))
    start = utc_minute(wall, zone)
    staff = frozenset(rng.sample(STAFF, rng.randint(1, 2)))
    rooms = frozenset(rng.sample(ROOMS, rng.randint(0, 1)))
    new = Busy(start, start + rng.choice((15, 60)), rng.choice((0, 10)), 5, staff, rooms)
    met = {one for _, one, _ in overlaps(new, busy)}
    span = set(range(*new.occupied))
    assert met == {one for one in staff | rooms if taken[one] & span}


def check_slots(rng, zone, edge, busy, taken):
    staff = tuple(rng.sample(STAFF, rng.randint(1, 3)))
    rooms = tuple(rng.sample(ROOMS, rng.randint(0, 1)))
    opens, closes = rng.choice((("09:00", "17:00"), ("00:00", "24:00"), ("01:30", "12:00")))
    blocks = tuple(HoursBlock(day, opens, closes) for day in range(7))
    leave = HoursException(
        from_date=edge.isoformat(), to_date=edge.isoformat(), from_time="10:00", to_time="11:00"
    )
    table = Timetable(blocks, (leave,) if rng.random() < 0.3 else ())
    parties = [
        Party(str(one), table, [other for other in busy if one in other.staff]) for one in staff
    ]
    parties += [
        Party(str(one), Timetable(always=True), [o for o in busy if one in o.resources], True)
        for one in rooms
    ]
    wish = SlotWish(
        rng.choice((15, 45, 60)), staff, rooms,
        first_day=(edge - timedelta(days=1)).isoformat(), last_day=edge.isoformat(),
        before=rng.choice((0, 10)), after=rng.choice((0, 20)), zone=zone,
    )  # fmt: skip
    search = Search(wish, parties)
    everyone = set().union(*(taken[one] for one in (*staff, *rooms)))
    free = set()
    for wall, start, why in search.starts():
        assert start == utc_minute(wall, zone)
        inside = is_open(table, zone, wall, start, start + wish.minutes)
        span = range(start - wish.before, start + wish.minutes + wish.after)
        wanted = inside and everyone.isdisjoint(span)
        assert (why == "") == wanted, (zone, edge, wall, why)
        if wanted:
            free.add(wall.isoformat("T", "minutes"))
    assert {slot.start_at for slot in best_slots(search).slots} <= free


def is_open(table, zone, wall, start, end):
    """Whether every minute is in the hours; these begin and end at moments, not at wall times."""
    spans = []
    for near in range(-1, 2):
        day = wall.date() + timedelta(days=near)
        midnight = datetime.combine(day, time())
        for first, last in table.on(day).open:
            spans.append((
                utc_minute(midnight + timedelta(minutes=first), zone),
                utc_minute(midnight + timedelta(minutes=last), zone),
            ))  # fmt: skip
    return all(any(a <= minute < b for a, b in spans) for minute in range(start, end))
