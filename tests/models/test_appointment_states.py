"""What became of appointments, who waits for a time, and what others see of them."""

from dataclasses import replace

import pytest

from app.models.activity_series import ActivitySeries, SeriesStep
from app.models.calendar.agenda import beside, masked
from app.models.calendar.appointment import Appointment
from app.models.calendar.no_shows import advice
from app.models.operations import appointment_kinds as kinds
from app.models.operations import appointment_states as states
from app.models.operations import appointments, booking
from app.models.operations.activity_series import save_series
from app.models.operations.staff import add_staff
from app.storage.queries import calendar, outcomes, timeline
from app.storage.undo import undo_last
from tests.models.calendar_book import dump
from tests.storage.builders import add_contact

VISIT = Appointment(title="Site visit", start_at="2026-06-02T10:30", end_at="2026-06-02T11:30")


@pytest.fixture
def ann(store):
    return add_contact(store)


def test_held_stands_once_on_the_timeline_and_goes_when_it_was_not_held(store, ann):
    row = appointments.save_appointment(store, VISIT, contacts=[ann])
    before = dump(store)
    states.set_status(store, row, "held")
    meeting = store.dicts("SELECT kind, at, minutes, subject, contact_id FROM activity")
    assert meeting == [{
        "kind": "meeting", "at": "2026-06-02T09:30:00.000Z", "minutes": 60,
        "subject": "Site visit", "contact_id": ann,
    }]  # fmt: skip
    assert timeline.past_appointments(store, "contact", ann, "2026-07-01T00:00") == []
    states.set_status(store, row, "held")
    assert store.value("SELECT count(*) FROM activity") == 1
    states.set_status(store, row, "no-show")
    assert store.value("SELECT count(*) FROM activity") == 0
    undo_last(store), undo_last(store)
    assert dump(store) == before


def test_a_cancelled_one_keeps_by_whom_when_why_and_how_late(store, ann, monkeypatch):
    row = appointments.save_appointment(store, VISIT, contacts=[ann])
    monkeypatch.setattr("app.storage.clock.now", lambda: "2026-06-02T08:30:00.000Z")
    states.set_status(store, row, "cancelled", by="customer", reason="Ill")
    kept = appointments.load_appointment(store, row)
    assert (kept.cancelled_by, kept.cancel_reason) == ("customer", "Ill")
    assert states.late_minutes(kept) == 60


def test_one_of_a_series_can_be_held_and_the_others_stay(store, ann):
    weekly = replace(VISIT, rrule="FREQ=WEEKLY;COUNT=3")
    row = appointments.save_appointment(store, weekly, contacts=[ann])
    own = states.set_status(store, row, "held", occurrence="2026-06-09T10:30")
    rows = calendar.between(store, "2026-06-01", "2026-07-01")
    assert [one["status"] for one in rows] == ["confirmed", "held", "confirmed"]
    assert (rows[1]["id"], rows[1]["contacts"]) == (own, "Ann Lee")


def test_putting_off_keeps_the_chain(store, ann):
    row = appointments.save_appointment(store, VISIT, contacts=[ann])
    second = states.reschedule(store, row, "2026-06-03T10:30", "2026-06-03T11:30", by="us")
    third = states.reschedule(store, second, "2026-06-04T10:30", "2026-06-04T11:30")
    assert [one["id"] for one in outcomes.chain(store, third)] == [row, second]
    assert outcomes.moved_to(store, row)["id"] == second
    assert calendar.appointment(store, third)["contacts"] == "Ann Lee"
    appointments.delete_appointments(store, [row])
    assert outcomes.chain(store, third)[0]["id"] == second


def test_what_ended_is_asked_about_until_somebody_answers(store, ann):
    weekly = replace(VISIT, rrule="FREQ=WEEKLY;COUNT=2")
    row = appointments.save_appointment(store, weekly, contacts=[ann])
    asked = outcomes.to_confirm(store, "2026-06-10T12:00")
    assert [one["occurrence"] for one in asked] == ["2026-06-09T10:30", "2026-06-02T10:30"]
    steps = store.value("SELECT count(*) FROM step")
    states.confirm_outcome(
        store, row, held=True, occurrence="2026-06-02T10:30", note="Wants a quote",
        next_step="Write the quote", due_on="2026-06-05",
    )  # fmt: skip
    assert store.value("SELECT count(*) FROM step") == steps + 1
    assert len(outcomes.to_confirm(store, "2026-06-10T12:00")) == 1
    assert store.one("SELECT title, contact_id FROM task") == ("Write the quote", ann)
    assert store.value("SELECT body FROM activity") == "Wants a quote"


def test_who_often_does_not_come_is_known_by_the_rate(store, ann):
    for day, status in enumerate(("held", "no-show", "held", "no-show", "cancelled"), 1):
        made = replace(VISIT, start_at=f"2026-06-0{day}T10:30", end_at=f"2026-06-0{day}T11:30")
        states.set_status(store, appointments.save_appointment(store, made, contacts=[ann]), status)
    found = outcomes.no_shows(store, ann)
    assert (found.count, found.missed, found.per_cent) == (4, 2, 50)
    assert booking.no_show_advice(store, ann).endswith("call the day before to confirm.")
    assert outcomes.no_shows_by(store, "person")[0]["missed"] == 2
    assert advice(1, 10) == ""
    assert "deposit" in advice(5, 8)


def test_a_private_one_is_busy_to_everybody_who_is_not_in_it(store, ann):
    tom = add_staff(store, "Tom Hill")
    private = replace(VISIT, title="Dentist", place="Leeds", private=1)
    row = calendar.appointment(
        store, appointments.save_appointment(store, private, staff=[tom], contacts=[ann])
    )
    assert masked(row, tom) is row
    hidden = masked(row, None)
    assert (hidden["title"], hidden["place"], hidden["contacts"]) == ("Busy", "", "")
    assert (hidden["start"], hidden["staff"]) == (row["start"], "Tom Hill")
    assert beside(row, "America/New_York") == ("2026-06-02T05:30", "2026-06-02T06:30")
    assert beside(row, "Europe/Dublin") is None


def test_new_zone_data_moves_nothing_on_the_wall(store, monkeypatch):
    later = replace(VISIT, start_at="2040-06-02T10:30", end_at="2040-06-02T11:30")
    row = appointments.save_appointment(store, later)
    assert appointments.recompute_utc(store, "2030-01-01T00:00") == 0
    # As if Britain had given up summer time: the zone's data now say what Iceland's do.
    monkeypatch.setattr("app.models.operations.appointments.tz_version", lambda: "2031a")
    monkeypatch.setattr("app.models.operations.appointments.to_utc", lambda wall, zone: wall)
    shown = [one["start"] for one in calendar.between(store, "2040-06-01", "2040-06-05")]
    assert appointments.recompute_utc(store, "2030-01-01T00:00") == 1
    kept = store.get("appointment", row)
    assert (kept["start_at"], kept["start_utc"]) == ("2040-06-02T10:30", "2040-06-02T10:30")
    assert [o["start"] for o in calendar.between(store, "2040-06-01", "2040-06-05")] == shown
    assert appointments.recompute_utc(store, "2030-01-01T00:00") == 0


def test_kinds_are_the_usual_ones_until_the_business_has_its_own(store):
    assert [kind.key for kind in kinds.kinds(store)][:2] == ["meeting", "visit"]
    assert store.value("SELECT count(*) FROM appointment_kind") == 0
    kinds.save_kind(store, kinds.AppointmentKind(name="Tree survey", minutes=90, after_minutes=15))
    assert kinds.kind_named(store, "tree-survey").after_minutes == 15
    kinds.remove_kind(store, "call")
    assert "call" not in [kind.key for kind in kinds.kinds(store)]
    assert kinds.kind_named(store, "call").name == "Call"
    undo_last(store), undo_last(store)
    assert len(kinds.kinds(store)) == 6


def test_booking_can_start_the_series_of_its_kind_in_the_same_step(store, ann):
    steps = (SeriesStep(-1, "Reminder letter", "letter"), SeriesStep(7, "Ask how it went", "call"))
    series = save_series(store, ActivitySeries("After a visit", steps))
    kinds.save_kind(store, replace(kinds.kind_named(store, "visit"), activity_series_id=series))
    before = store.value("SELECT max(id) FROM step")
    offered = kinds.series_of_kind(store, "visit")
    row = appointments.book_with_series(store, VISIT, offered, contacts=[ann])
    assert store.value("SELECT max(id) FROM step") == before + 1
    made = store.select("SELECT due_on, contact_id, appointment_id FROM task ORDER BY due_on")
    assert made == [("2026-06-01", ann, row), ("2026-06-09", ann, row)]
    assert kinds.series_of_kind(store, "call") is None
