"""What a span of the calendar shows is what the plainest way finds, and is never out of date.

The plain way asks dateutil for each rule and turns every single time by ``zoneinfo`` alone.
"""

import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from app.models.calendar.appointment import Appointment
from app.models.calendar.recurrence import walls_text
from app.models.operations import appointment_series, appointments
from app.models.operations.staff import add_staff
from app.storage import book
from app.storage.queries import calendar
from app.storage.undo import undo_last
from tests.models.calendar_book import shown

HERE = "Europe/London"
ZONES = ("Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")
EDGES = (date(2026, 3, 8), date(2026, 3, 29), date(2026, 10, 25), date(2026, 4, 5),
         date(2026, 7, 1))  # fmt: skip
RULES = ("FREQ=DAILY", "FREQ=DAILY;COUNT=9", "FREQ=DAILY;BYDAY=SA,SU", "FREQ=WEEKLY;BYDAY=MO,TH",
         "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "FREQ=MONTHLY;BYDAY=-1SU", "FREQ=MONTHLY;BYMONTHDAY=-1",
         "FREQ=YEARLY", "FREQ=WEEKLY;UNTIL=20260402T010000Z")  # fmt: skip
WEEKLY = Appointment(
    title="Visit", start_at="2026-12-01T10:30", end_at="2026-12-01T11:15", rrule="FREQ=WEEKLY"
)
DECEMBER = ("2026-12-01", "2027-01-01")


def random_series(rng, edge):
    wall = datetime.combine(
        edge + timedelta(days=rng.randint(-40, 2)),
        time(rng.choice((0, 1, 2, 9, 23)), rng.choice((0, 15, 45))),
    )
    rule, zone = rng.choice(RULES), rng.choice(ZONES)
    if rng.random() < 0.2:
        last = wall.date() + timedelta(days=rng.choice((1, 3)))
        rule = rule.replace("T010000Z", "")
        return Appointment(
            title="Day", start_at=f"{wall:%Y-%m-%d}", end_at=f"{last}", all_day=1, rrule=rule
        )
    end = wall + timedelta(minutes=rng.choice((15, 60, 90, 600, 1500, 4000)))
    out = [wall + timedelta(days=rng.randint(0, 50)) for _ in range(rng.randint(0, 3))]
    more = [wall + timedelta(days=3), wall + timedelta(days=4, hours=5)][: rng.randint(0, 2)]
    return Appointment(
        title="Time", start_at=text(wall), end_at=text(end), zone=zone, rrule=rule,
        exdates=walls_text([text(one) for one in out]),
        rdates=walls_text([text(one) for one in more]),
    )  # fmt: skip


def text(moment):
    return moment.isoformat("T", "minutes")


def walls_of(row, late):
    """The wall times that a kept series names."""
    start = datetime.fromisoformat(row["start_at"])
    rule = row["rrule"]
    if rule.endswith("Z"):
        until = datetime(2026, 4, 2, 1, tzinfo=UTC).astimezone(ZoneInfo(row["zone"]))
        rule = rule.replace("20260402T010000Z", f"{until:%Y%m%dT%H%M%S}")
    found = {start, *rrulestr(rule, dtstart=start).between(start, late, inc=True)}
    further = json.loads(row["rdates"] or "[]")
    left_out = json.loads(row["exdates"] or "[]")
    found |= {datetime.fromisoformat(one) for one in further}
    return sorted(found - {datetime.fromisoformat(one) for one in left_out})


def by_hand(row, first, last):
    """(key, start, end) on the clocks of here of what meets the span."""
    found = []
    for wall in walls_of(row, last + timedelta(days=3)):
        start, end = datetime.fromisoformat(row["start_at"]), datetime.fromisoformat(row["end_at"])
        if row["all_day"]:
            begins, ends = wall, wall + (end - start)
            key = (f"{wall:%Y-%m-%d}", f"{begins:%Y-%m-%d}", f"{ends:%Y-%m-%d}")
        else:
            zone = ZoneInfo(row["zone"])
            length = utc(end, zone) - utc(start, zone)
            over = utc(wall, zone) + length
            while over.astimezone(zone).fold:
                over += timedelta(minutes=1)
            over = utc(over.astimezone(zone).replace(tzinfo=None), zone)
            begins, ends = here(utc(wall, zone)), here(over)
            if ends <= begins:
                while over.astimezone(ZoneInfo(HERE)).fold:
                    over += timedelta(minutes=1)
                ends = here(over)
            key = (text(wall), text(begins), text(ends))
        if begins < last and (ends > first or (not row["all_day"] and begins >= first)):
            found.append(key)
    return found


def here(moment):
    return moment.astimezone(ZoneInfo(HERE)).replace(tzinfo=None)


def utc(wall, zone):
    return wall.replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize("seed", range(12))
def test_a_span_shows_what_the_plainest_way_finds(store, seed):
    rng = random.Random(seed)
    edge = rng.choice(EDGES)
    with store.step("Fill"):
        for _ in range(12):
            made = random_series(rng, edge)
            appointments.save_appointment(store, made, check=False)
    rows = store.dicts("SELECT * FROM appointment ORDER BY id")
    for _ in range(8):
        first = datetime.combine(edge, time(rng.choice((0, 0, 1, 12)))) + timedelta(
            days=rng.randint(-4, 4)
        )
        last = first + timedelta(days=rng.choice((1, 7, 31)), hours=rng.choice((0, 0, 3)))
        told = [
            (row["series_id"], row["occurrence"], row["start"], row["end"])
            for row in calendar.between(store, text(first), text(last))
        ]
        wanted = [(row["id"], *one) for row in rows for one in by_hand(row, first, last)]
        assert sorted(told) == sorted(wanted)
        assert [one[2:] for one in told] == sorted(one[2:] for one in told)


def test_what_is_kept_of_a_calendar_follows_every_change(store):
    made = appointments.save_appointment(store, WEEKLY)
    usual = shown(store, *DECEMBER)
    appointment_series.delete_occurrence(store, made, "2026-12-08T10:30", scope="this")
    assert shown(store, *DECEMBER) == [one for one in usual if one[8:10] != "08"]
    undo_last(store)
    assert shown(store, *DECEMBER) == usual
    staff = add_staff(store, "Tom Hill")
    kept = appointments.load_appointment(store, made)
    appointments.save_appointment(store, replace(kept, title="Other"), staff=[staff])
    rows = calendar.between(store, *DECEMBER)
    assert {(row["title"], row["staff"]) for row in rows} == {("Other", "Tom Hill")}


def test_a_step_that_fails_leaves_nothing_behind_in_what_is_kept(store):
    appointments.save_appointment(store, WEEKLY)
    usual = shown(store, *DECEMBER)
    with pytest.raises(RuntimeError), store.step("Fails"):
        appointments.save_appointment(store, replace(WEEKLY, title="Second"))
        assert len(shown(store, *DECEMBER)) == 2 * len(usual)
        raise RuntimeError
    assert shown(store, *DECEMBER) == usual


def test_what_another_connection_writes_is_shown_at_once(store):
    made = appointments.save_appointment(store, WEEKLY)
    usual = shown(store, *DECEMBER)
    beside = book.open_beside(store)
    try:
        appointment_series.delete_occurrence(beside, made, "2026-12-08T10:30", scope="this")
        assert shown(store, *DECEMBER) == [one for one in usual if one[8:10] != "08"]
    finally:
        book.close_book(beside)
