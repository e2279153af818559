"""An appointment lasts its real minutes, also in the night in which the clocks are changed."""

from dataclasses import replace
from datetime import datetime

import pytest

from app.models.calendar.appointment import Appointment
from app.models.operations import appointment_series, appointments, booking
from app.models.operations.staff import add_staff
from app.models.operations.waiting import FreedSlot, Wish, fitting
from app.storage.queries import calendar, records
from app.storage.undo import undo_last
from app.storage.wall_time import over_at

LONDON = "Europe/London"
NIGHT = Appointment(title="Night", start_at="2026-03-20T00:15", end_at="2026-03-20T03:15")


@pytest.mark.parametrize(("start", "minutes", "end"), [
    ("2026-03-29T00:15", 180, "2026-03-29T04:15"), ("2026-03-29T00:30", 45, "2026-03-29T02:15"),
    ("2026-03-29T01:30", 60, "2026-03-29T03:30"), ("2026-03-28T00:15", 180, "2026-03-28T03:15"),
    ("2026-10-25T00:15", 180, "2026-10-25T02:15"), ("2026-10-25T00:30", 45, "2026-10-25T01:15"),
    # The second coming of 01:15 cannot be named: it ends with that hour.
    ("2026-10-25T01:30", 45, "2026-10-25T02:00"), ("2026-10-24T23:00", 1500, "2026-10-25T23:00"),
])  # fmt: skip
def test_minutes_are_counted_as_they_pass(start, minutes, end):
    assert over_at(start, minutes, LONDON) == end


def kept(store, row_id):
    row = records.record(store, "appointment", row_id)
    return row["start_at"], row["end_at"]


def test_what_is_moved_or_copied_over_a_change_lasts_as_long(store):
    made = appointments.save_appointment(store, NIGHT)
    appointments.move_appointment(store, made, "2026-03-29T00:15", "2026-03-29T03:15")
    assert kept(store, made) == ("2026-03-29T00:15", "2026-03-29T04:15")
    # And from there, as the calendar shows it, to a plain night again.
    appointments.move_appointment(store, made, "2026-03-30T00:15", "2026-03-30T04:15")
    assert kept(store, made) == ("2026-03-30T00:15", "2026-03-30T03:15")
    again = appointments.copy_appointment(store, made, "2026-10-25T00:15")
    assert kept(store, again) == ("2026-10-25T00:15", "2026-10-25T02:15")
    undo_last(store)
    undo_last(store)
    assert kept(store, made) == ("2026-03-29T00:15", "2026-03-29T04:15")


def test_what_is_stretched_over_a_change_ends_where_it_was_let_go(store):
    made = appointments.save_appointment(
        store, replace(NIGHT, start_at="2026-03-29T00:15", end_at="2026-03-29T00:45")
    )
    appointments.move_appointment(store, made, "2026-03-29T00:15", "2026-03-29T03:15")
    assert kept(store, made) == ("2026-03-29T00:15", "2026-03-29T03:15")


def test_every_time_of_a_series_lasts_as_long(store):
    made = appointments.save_appointment(store, replace(NIGHT, rrule="FREQ=DAILY"))
    rows = calendar.between(store, "2026-03-28", "2026-03-31")
    assert [(row["start"][8:], row["end"][8:]) for row in rows] == [
        ("28T00:15", "28T03:15"), ("29T00:15", "29T04:15"), ("30T00:15", "30T03:15"),
    ]  # fmt: skip
    appointment_series.change_occurrence(
        store, made, "2026-03-29T00:15",
        replace(NIGHT, id=made, start_at="2026-03-29T00:45", end_at="2026-03-29T04:45",
                rrule="FREQ=DAILY"),
        scope="all",
    )  # fmt: skip
    assert kept(store, made) == ("2026-03-20T00:45", "2026-03-20T03:45")


def test_free_slots_and_offers_to_who_waits_are_as_long_as_wished(store):
    slot = FreedSlot("2026-03-29T00:00", "2026-03-29T05:00", (), ())
    wish = Wish(title="Ann", minutes=180)
    now = datetime(2026, 3, 20)
    assert fitting(wish, slot, now, LONDON) == ("2026-03-29T00:00", "2026-03-29T04:00")
    tom = add_staff(store, "Tom Hill")
    busy = replace(NIGHT, start_at="2026-03-29T00:15", end_at="2026-03-29T04:15")
    appointments.save_appointment(store, busy, staff=[tom])
    late = replace(NIGHT, start_at="2026-03-29T04:00", end_at="2026-03-29T04:30")
    assert booking.find_clashes(store, late, staff=[tom])
