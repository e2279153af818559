"""What is in the calendar, from a terminal."""

from app.models.calendar.appointment import Appointment
from app.models.operations import appointments, staff
from app.storage import book
from tests.storage.builders import add_contact


def booked(path, **more):
    store = book.open_book(path)
    try:
        tom = staff.add_staff(store, "Tom Hart")
        ann = add_contact(store, "Lee, Ann")
        appointments.save_appointment(
            store,
            Appointment(title="Check", start_at="2026-11-24T09:00", end_at="2026-11-24T09:30",
                        place="1 Elm Row, York", **more),
            contacts=[ann], staff=[tom],
        )  # fmt: skip
    finally:
        book.close_book(store)


def test_every_occurrence_of_a_series_is_told_in_wall_time_with_its_zone(typed, empty):
    booked(empty, rrule="FREQ=WEEKLY", zone="Europe/London")
    said = typed("agenda", "--in", empty, "--from", "2027-03-22", "--to", "2027-04-04", "--json")
    found = said.json
    assert [one["start"] for one in found] == ["2027-03-23T09:00", "2027-03-30T09:00"]
    assert found[0]["zone"] == "Europe/London"
    assert found[0]["staff"] == ["Tom Hart"]
    assert found[0]["contacts"] == ["Lee, Ann"]
    assert found[0]["location"] == "1 Elm Row, York"


def test_one_colleague_by_name_or_initials_and_a_wrong_name_names_the_team(typed, empty):
    booked(empty)
    asked = ("agenda", "--in", empty, "--from", "2026-11-24", "--to", "2026-11-24", "--json")
    assert len(typed(*asked, "--staff", "tom hart").json) == 1
    assert len(typed(*asked, "--staff", "TH").json) == 1
    said = typed(*asked, "--staff", "Bob")
    assert (said.status, said.json["error"]["kind"]) == (1, "refused")
    assert "Tom Hart" in said.json["error"]["message"]


def test_days_the_wrong_way_round_are_refused_and_no_date_is_wrong_use(typed, empty):
    turned = typed("agenda", "--in", empty, "--from", "2026-11-24", "--to", "2026-11-23")
    assert turned.status == 1
    assert typed("agenda", "--in", empty, "--from", "tomorrow").status == 2
    assert typed("agenda", "--in", empty, "--from", "9999-12-31").status == 2


def test_the_sample_business_has_a_calendar_to_read(typed, sample):
    said = typed("agenda", "--in", sample)
    assert said.status == 0
    assert "appointment" in said.err
