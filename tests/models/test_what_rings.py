"""What rings, when it rings, and that a moved appointment rings at its new time."""

from datetime import datetime

from app.models.calendar.appointment import Appointment
from app.models.calendar.reminder import due_reminders, next_look, next_working_morning
from app.models.operations import appointments, tasks
from app.models.operations.reminders import dismiss, snooze
from app.models.task import Task
from app.storage import undo

NOW = datetime(2026, 11, 23, 10, 0)


def booked(store, start="2026-11-23T10:10", end="2026-11-23T11:00", **more):
    made = Appointment(title="Site visit", start_at=start, end_at=end, **more)
    return appointments.save_appointment(store, made)


def titles(store, now=NOW, staff_id=None):
    return [(one.title, one.missed) for one in due_reminders(store, now, staff_id)]


def test_an_appointment_rings_a_quarter_of_an_hour_before_and_not_sooner(store):
    booked(store)
    assert titles(store) == [("Site visit", False)]
    assert titles(store, datetime(2026, 11, 23, 9, 54)) == []
    assert next_look(store, datetime(2026, 11, 23, 9, 30)) == datetime(2026, 11, 23, 9, 55)


def test_moved_after_it_was_dealt_with_it_rings_again_at_its_new_time(store):
    made = booked(store)
    dismiss(store, due_reminders(store, NOW))
    assert titles(store) == []
    appointments.move_appointment(store, made, "2026-11-23T15:00", "2026-11-23T16:00")
    assert titles(store) == []
    assert titles(store, datetime(2026, 11, 23, 14, 45)) == [("Site visit", False)]


def test_put_off_it_comes_again_when_its_time_has_come(store):
    booked(store)
    snooze(store, due_reminders(store, NOW), datetime(2026, 11, 23, 10, 5))
    assert titles(store, datetime(2026, 11, 23, 10, 4)) == []
    assert next_look(store, NOW) == datetime(2026, 11, 23, 10, 5)
    assert titles(store, datetime(2026, 11, 23, 10, 5)) == [("Site visit", False)]


def test_what_rang_while_the_program_was_closed_is_found_later(store):
    booked(store, "2026-11-22T09:00", "2026-11-22T10:00")
    booked(store, "2026-11-10T09:00", "2026-11-10T10:00")
    tasks.save_task(store, Task(title="Call back", due_on="2026-11-20", due_time="12:00"))
    assert titles(store) == [("Call back", True), ("Site visit", True)]


def test_what_is_cancelled_done_or_silent_does_not_ring(store):
    booked(store, status="cancelled")
    tasks.save_task(
        store, Task(title="Quiet", due_on="2026-11-23", due_time="09:00", reminder_minutes=-2)
    )
    tasks.save_task(store, Task(title="No time", due_on="2026-11-23"))
    ticked = tasks.save_task(store, Task(title="Done", due_on="2026-11-23", due_time="09:00"))
    tasks.tick_task(store, ticked)
    assert titles(store) == []


def test_taking_back_being_done_lets_it_ring_again(store):
    booked(store)
    dismiss(store, due_reminders(store, NOW))
    undo.undo_last(store)
    assert titles(store) == [("Site visit", False)]


def test_the_next_working_morning_skips_the_weekend():
    friday = datetime(2026, 11, 27, 16, 0)
    assert next_working_morning(friday) == datetime(2026, 11, 30, 9, 0)
    assert next_working_morning(friday, frozenset({5})) == datetime(2026, 11, 28, 9, 0)
