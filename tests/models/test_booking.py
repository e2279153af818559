"""What speaks against a time: each kind of clash, hard or soft, and booking anyway."""

from dataclasses import replace

import pytest

from app.models.calendar.appointment import Appointment
from app.models.calendar.slots import SlotWish
from app.models.calendar.working_hours import HoursBlock, HoursException
from app.models.errors import Refusal
from app.models.operations import appointments, booking, hours
from app.models.operations.appointment_states import set_status
from app.models.operations.resources import Resource, save_resource
from app.models.operations.staff import add_staff
from app.storage.queries import calendar
from app.storage.settings import save_settings
from tests.storage.builders import add_contact

VISIT = Appointment(title="Site visit", start_at="2027-06-01T10:30", end_at="2027-06-01T11:30")
WEEK = [
    HoursBlock(day, a, b) for day in range(5) for a, b in (("09:00", "12:30"), ("13:00", "17:00"))
]


@pytest.fixture
def tom(store):
    return add_staff(store, "Tom Hill")


@pytest.fixture
def van(store):
    return save_resource(store, Resource(name="Van", kind="vehicle"))


def at(start, end, **more):
    day = "2027-06-01"
    return replace(VISIT, title="Call", start_at=f"{day}T{start}", end_at=f"{day}T{end}", **more)


def found(store, appointment, **who):
    return [(one.kind, one.hard) for one in booking.find_clashes(store, appointment, **who)]


def test_two_meet_only_where_they_share_a_minute_and_somebody(store, tom, van):
    appointments.save_appointment(store, VISIT, staff=[tom], resources=[van])
    for start, end in (("09:30", "10:30"), ("11:30", "12:00")):
        assert found(store, at(start, end), staff=[tom], resources=[van]) == []
    assert found(store, at("11:29", "12:00"), staff=[tom]) == [("staff", True)]
    assert found(store, at("10:00", "12:00"), resources=[van]) == [("resource", True)]
    assert found(store, at("10:00", "12:00")) == []
    assert found(store, at("10:00", "12:00"), staff=[add_staff(store, "Amy Low")]) == []


def test_buffers_of_both_belong_to_the_occupied_time(store, tom):
    appointments.save_appointment(store, replace(VISIT, before_minutes=15), staff=[tom])
    assert found(store, at("10:00", "10:15"), staff=[tom]) == []
    assert found(store, at("10:00", "10:16"), staff=[tom]) == [("staff", True)]
    assert found(store, at("10:00", "10:15", after_minutes=5), staff=[tom]) == [("staff", True)]
    assert found(store, at("11:30", "12:00", before_minutes=1), staff=[tom]) == [("staff", True)]


def test_a_clash_is_refused_with_its_reason_unless_booked_anyway(store, tom):
    appointments.save_appointment(store, VISIT, staff=[tom])
    with pytest.raises(Refusal) as refused:
        appointments.save_appointment(store, at("11:00", "12:00"), staff=[tom])
    assert [(p.field, p.message) for p in refused.value.problems] == [
        ("clash", "Tom Hill is busy: “Site visit”, Tue 1 Jun 10:30.")
    ]
    row = appointments.save_appointment(
        store, at("11:00", "12:00"), staff=[tom], anyway="Mr Lee can only then"
    )
    kept = appointments.load_appointment(store, row)
    assert kept.anyway_reason == "Mr Lee can only then"
    assert "Tom Hill is busy" in kept.anyway_clash
    appointments.save_appointment(store, replace(kept, title="Call, renamed"))
    assert appointments.load_appointment(store, row).anyway_reason == "Mr Lee can only then"
    appointments.move_appointment(store, row, "2027-06-01T14:00", "2027-06-01T15:00")
    assert appointments.load_appointment(store, row).anyway_reason == ""


def test_every_occurrence_of_a_series_is_looked_at(store, tom):
    later = replace(VISIT, start_at="2027-06-22T11:00", end_at="2027-06-22T12:00")
    appointments.save_appointment(store, later, staff=[tom])
    weekly = replace(VISIT, title="Round", rrule="FREQ=WEEKLY")
    clashes = booking.find_clashes(store, weekly, staff=[tom])
    met = [(one.kind, one.start_at) for one in clashes if one.kind != "closed"]
    assert met == [("staff", "2027-06-22T10:30")]
    appointments.save_appointment(store, weekly, staff=[tom], anyway="Agreed")
    week_later = replace(VISIT, start_at="2027-06-29T10:45", end_at="2027-06-29T11:00")
    assert found(store, week_later, staff=[tom]) == [("staff", True)]


def test_cancelled_and_free_ones_stand_in_nobodys_way(store, tom):
    row = appointments.save_appointment(store, VISIT, staff=[tom])
    set_status(store, row, "cancelled", by="customer", reason="Ill")
    appointments.save_appointment(store, replace(VISIT, title="Birthday", free=1), staff=[tom])
    assert found(store, at("10:30", "11:30"), staff=[tom]) == []
    whole = Appointment(title="Fair", start_at="2027-06-01", end_at="2027-06-02", all_day=1)
    appointments.save_appointment(store, whole, staff=[tom])
    assert found(store, at("10:30", "11:30"), staff=[tom]) == [("all_day", False)]


def test_the_same_customer_twice_is_a_warning(store, tom):
    ann = add_contact(store)
    appointments.save_appointment(store, VISIT, contacts=[ann])
    clashes = booking.find_clashes(store, at("11:00", "12:00"), contacts=[ann], staff=[tom])
    assert [(c.kind, c.hard, c.text) for c in clashes] == [
        ("contact", False, "Ann Lee already has “Site visit”, Tue 1 Jun 10:30.")
    ]


def test_hours_lunch_and_leave_are_known(store, tom):
    hours.save_hours(store, "staff", tom, WEEK)
    assert found(store, at("09:00", "12:30"), staff=[tom]) == []
    assert found(store, at("12:00", "13:15"), staff=[tom]) == [("hours", False)]
    assert found(store, at("16:30", "17:01"), staff=[tom]) == [("hours", False)]
    hours.save_exception(store, HoursException(
        staff_id=tom, from_date="2027-06-01", to_date="2027-06-03", reason="Holiday in Spain",
    ))  # fmt: skip
    clashes = booking.find_clashes(store, VISIT, staff=[tom])
    assert [(c.kind, c.hard, c.text) for c in clashes] == [
        ("leave", True, "Tom Hill is away: Holiday in Spain, Tue 1 Jun.")
    ]


def test_public_holidays_and_closed_days_are_closed_for_all_unless_opened(store, tom):
    hours.save_hours(store, "business", None, WEEK)
    christmas = replace(VISIT, start_at="2028-12-25T10:00", end_at="2028-12-25T11:00")
    clashes = booking.find_clashes(store, christmas, staff=[tom])
    assert [c.text for c in clashes] == ["Closed: Christmas Day, Mon 25 Dec."]
    hours.save_exception(store, HoursException(
        from_date="2028-12-25", to_date="2028-12-25", from_time="09:00", to_time="12:00", open=1,
    ))  # fmt: skip
    assert found(store, christmas, staff=[tom]) == []
    hours.save_exception(store, HoursException(
        from_date="2027-06-01", to_date="2027-06-01", reason="Stocktaking",
    ))  # fmt: skip
    assert found(store, VISIT, staff=[tom]) == [("closed", False)]


def test_holidays_are_closed_for_a_business_that_never_said_its_hours(store, tom):
    christmas = replace(VISIT, start_at="2028-12-25T10:00", end_at="2028-12-25T11:00")
    for who in ({"staff": [tom]}, {"contacts": [add_contact(store)]}):
        clashes = booking.find_clashes(store, christmas, **who)
        assert [(c.kind, c.text) for c in clashes] == [
            ("closed", "Closed: Christmas Day, Mon 25 Dec.")
        ]
    assert found(store, VISIT, staff=[tom]) == []


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en_GB", "15:05"), ("en_US", "3:05\xa0PM"), ("en_CA", "3:05\xa0pm"), ("fr_CA", "15:05"),
     ("de_DE", "15:05"), ("", "15:05")],
)  # fmt: skip
def test_a_clash_tells_its_time_by_the_clock_of_the_business(store, tom, locale, said):
    save_settings(store, {"locale": locale})
    appointments.save_appointment(store, at("15:05", "16:00"), staff=[tom])
    clashes = booking.find_clashes(store, at("15:00", "15:30"), staff=[tom])
    assert [c.text for c in clashes] == [f"Tom Hill is busy: “Call”, Tue 1 Jun {said}."]


def test_the_most_of_a_day_and_the_shortest_notice_are_kept(store, tom, monkeypatch):
    save_settings(store, {"max_per_day": "1", "min_notice_minutes": "120", "lunch": "12:00-12:30"})
    appointments.save_appointment(store, VISIT, staff=[tom])
    assert found(store, at("14:00", "15:00"), staff=[tom]) == [("day_full", False)]
    assert ("lunch", False) in found(store, at("12:15", "13:00"), staff=[tom])
    monkeypatch.setattr("app.storage.clock.now", lambda: "2027-06-02T08:00:00.000Z")
    soon = replace(VISIT, start_at="2027-06-02T10:30", end_at="2027-06-02T11:00")
    assert found(store, soon, staff=[tom]) == [("notice", False)]


def test_the_way_between_two_addresses_is_a_warning(store, tom):
    appointments.save_appointment(store, replace(VISIT, place_postcode="LS1 4AP"), staff=[tom])
    far = at("11:45", "12:30", place="12 Mill Lane, York YO1 7HH")
    clashes = booking.find_clashes(store, far, staff=[tom])
    assert [(c.kind, c.hard) for c in clashes] == [("travel", False)]
    assert clashes[0].text.startswith("15 minutes between “Site visit” in LS1 4AP and YO1 7HH")
    assert found(store, at("11:50", "12:30", place="Leeds LS1 9JT"), staff=[tom]) == []
    assert found(store, at("14:45", "15:30", place="York YO1 7HH"), staff=[tom]) == []


def test_what_is_hard_and_what_is_soft_is_the_business_own_choice(store, tom):
    save_settings(store, {"booking_rules": '{"staff": "soft", "leave": "off", "x": 1}'})
    appointments.save_appointment(store, VISIT, staff=[tom])
    assert found(store, at("11:00", "12:00"), staff=[tom]) == [("staff", False)]
    appointments.save_appointment(store, at("11:00", "12:00"), staff=[tom])
    save_settings(store, {"booking_rules": "not JSON"})
    assert ("staff", True) in found(store, at("11:00", "12:00"), staff=[tom])


def test_free_slots_are_for_everybody_at_once_and_the_others_are_explained(store, tom, van):
    amy = add_staff(store, "Amy Low")
    hours.save_hours(store, "business", None, WEEK)
    appointments.save_appointment(store, at("09:00", "12:30"), staff=[tom])
    appointments.save_appointment(store, at("13:00", "15:00"), staff=[amy])
    appointments.save_appointment(store, at("15:00", "16:00"), resources=[van])
    answer = booking.free_slots(store, SlotWish(
        45, [tom, amy], [van], first_day="2027-06-01", last_day="2027-06-01",
    ))  # fmt: skip
    assert [slot.start_at[11:] for slot in answer.slots] == ["16:00"]
    reasons = [(r.start_at[11:], r.end_at[11:], r.reason) for r in answer.rejected]
    assert reasons == [
        ("09:00", "12:00", "Tom Hill is busy: Call"),
        ("12:00", "13:00", "Outside the hours of Tom Hill"),
        ("13:00", "15:00", "Amy Low is busy: Call"),
        ("15:00", "16:00", "Van is taken: Call"),
        ("16:30", "17:00", "Outside the hours of Tom Hill"),
    ]


def test_preferences_come_first_and_nothing_is_offered_in_the_past(store, tom, monkeypatch):
    monkeypatch.setattr("app.storage.clock.now", lambda: "2027-06-01T09:00:00.000Z")
    wish = SlotWish(60, [tom], first_day="2020-01-01", last_day="2027-06-04", weekdays=[2],
                    part_of_day="afternoon")  # fmt: skip
    answer = booking.free_slots(store, wish)
    assert answer.slots[0].start_at == "2027-06-02T12:00"
    assert {slot.start_at[:10] for slot in answer.slots} == {"2027-06-02"}


def test_booking_over_a_clash_in_a_split_series_leaves_everything_as_it_was(store, tom):
    row = appointments.save_appointment(store, replace(VISIT, rrule="FREQ=WEEKLY"), staff=[tom])
    other = replace(VISIT, start_at="2027-06-16T10:00", end_at="2027-06-16T12:00")
    appointments.save_appointment(store, other, staff=[tom])
    steps = store.value("SELECT count(*) FROM step")
    with pytest.raises(Refusal):
        appointments.move_appointment(
            store, row, "2027-06-16T11:00", "2027-06-16T12:00", scope="following",
            occurrence="2027-06-15T10:30",
        )  # fmt: skip
    assert store.value("SELECT count(*) FROM step") == steps
    assert store.value("SELECT count(*) FROM appointment") == 2


def test_slots_that_can_be_reached_in_time_come_before_those_that_cannot(store, tom):
    hours.save_hours(store, "business", None, [HoursBlock(1, "09:00", "13:00")])
    appointments.save_appointment(
        store, at("09:00", "10:00", place="12 Mill Lane, York YO1 7HH"), staff=[tom]
    )
    wish = SlotWish(60, [tom], first_day="2027-06-01", last_day="2027-06-01", postcode="LS1 4AP")
    slots = booking.free_slots(store, wish).slots
    assert slots[0].start_at >= "2027-06-01T10:45"
    assert not any("on the way" in reason for reason in slots[0].reasons)
    assert any("on the way" in reason for slot in slots[1:] for reason in slot.reasons)


def test_an_hour_that_comes_twice_here_is_told_apart_by_the_clock_of_the_other_zone(store, tom):
    # From 00:30 to 01:30 UTC: here it begins at 01:30, and an hour later the clocks say so again.
    far = replace(
        VISIT, start_at="2026-10-24T20:30", end_at="2026-10-24T21:30", zone="America/New_York"
    )
    appointments.save_appointment(store, far, staff=[tom])
    (row,) = calendar.between(store, "2026-10-25", "2026-10-26")
    assert (row["start"], row["end"]) == ("2026-10-25T01:30", "2026-10-25T02:00")
    near = replace(VISIT, start_at="2026-10-25T01:40", end_at="2026-10-25T01:50")
    assert found(store, near, staff=[tom]) == [("staff", True)]
    later = replace(VISIT, start_at="2026-10-25T02:00", end_at="2026-10-25T02:15")
    assert found(store, later, staff=[tom]) == []


def test_who_works_alone_is_told_of_the_own_appointments_and_asked_for_no_reason(store):
    cy = add_contact(store, "Cy Kay")
    appointments.save_appointment(store, VISIT, contacts=[cy])
    (told,) = booking.find_clashes(store, at("11:00", "12:00"))
    assert (told.text, told.hard) == ("You have “Site visit” already, Tue 1 Jun 10:30.", False)
    assert found(store, at("11:30", "12:00")) == []
    assert found(store, at("11:30", "12:00"), contacts=[cy]) == []
    wish = SlotWish(60, first_day="2027-06-01", last_day="2027-06-01")
    starts = [slot.start_at for slot in booking.free_slots(store, wish).slots]
    assert starts
    assert not {"2027-06-01T10:00", "2027-06-01T11:00"} & set(starts)
    add_staff(store, "Tom Hill")
    assert found(store, at("11:00", "12:00")) == []
