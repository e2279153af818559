"""This one, this and the following, or all: what changes, what stays, what undo takes back."""

from dataclasses import replace

import pytest

from app.models.calendar.appointment import Appointment
from app.models.errors import Refusal
from app.models.operations import appointment_series as series
from app.models.operations import appointments
from app.models.operations.staff import add_staff
from app.storage.queries import calendar, timeline
from app.storage.undo import undo_last
from tests.models.calendar_book import dump, shown
from tests.storage.builders import add_contact

WEEKLY = Appointment(
    title="Site visit", start_at="2026-12-01T10:30", end_at="2026-12-01T11:15", rrule="FREQ=WEEKLY"
)
SPAN = ("2026-11-30", "2027-01-01")
USUAL = [f"2026-12-{day:02}T10:30" for day in (1, 8, 15, 22, 29)]


@pytest.fixture
def visits(store):
    return appointments.save_appointment(store, WEEKLY, staff=[add_staff(store, "Tom Hill")])


def starts(store):
    return [row["start"] for row in calendar.between(store, *SPAN)]


def moved(start, end, **more):
    return replace(WEEKLY, start_at=start, end_at=end, **more)


def test_a_series_is_one_row_that_shows_many_times(store, visits):
    assert starts(store) == USUAL
    rows = calendar.between(store, "2026-12-08", "2026-12-09")
    assert [(row["id"], row["occurrence"], row["staff"]) for row in rows] == [
        (visits, "2026-12-08T10:30", "Tom Hill")
    ]
    assert store.value("SELECT count(*) FROM appointment") == 1


def test_changing_this_one_leaves_the_others_and_keeps_who_comes(store, visits):
    wanted = moved("2026-12-09T14:00", "2026-12-09T15:00", title="Visit, later")
    own = series.change_occurrence(store, visits, "2026-12-08T10:30", wanted, scope="this")
    assert starts(store) == [USUAL[0], "2026-12-09T14:00", *USUAL[2:]]
    row = calendar.appointment(store, own)
    assert (row["series_id"], row["occurrence"], row["is_exception"]) == (
        visits, "2026-12-08T10:30", 1,
    )  # fmt: skip
    assert (row["title"], row["staff"]) == ("Visit, later", "Tom Hill")
    again = moved("2026-12-10T09:00", "2026-12-10T10:00")
    assert series.change_occurrence(store, own, "", again, scope="this") == own


def test_changing_all_keeps_exceptions_and_lets_their_usual_time_follow(store, visits):
    other = moved("2026-12-09T14:00", "2026-12-09T15:00")
    own = series.change_occurrence(store, visits, USUAL[1], other, scope="this")
    series.delete_occurrence(store, visits, USUAL[2], scope="this")
    later = moved("2026-12-22T09:00", "2026-12-22T10:00")
    series.change_occurrence(store, visits, USUAL[3], later, scope="all")
    assert starts(store) == [
        "2026-12-01T09:00", "2026-12-09T14:00", "2026-12-22T09:00", "2026-12-29T09:00",
    ]  # fmt: skip
    assert calendar.appointment(store, own)["recurrence_id"] == "2026-12-08T09:00"


def test_moving_all_to_another_day_moves_the_rule_along(store):
    named = replace(WEEKLY, rrule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222")
    row = appointments.save_appointment(store, named)
    appointments.move_appointment(
        store, row, "2026-12-09T10:30", "2026-12-09T11:15", scope="all", occurrence=USUAL[1]
    )
    assert [start[8:10] for start in starts(store)] == ["02", "09", "16", "23"]
    monthly = replace(WEEKLY, title="Board", rrule="FREQ=MONTHLY;BYDAY=1TU")
    row = appointments.save_appointment(store, monthly)
    appointments.move_appointment(store, row, "2026-12-10T10:30", "2026-12-10T11:15")
    assert appointments.load_appointment(store, row).rrule == "FREQ=MONTHLY;BYDAY=2TH"


def test_changing_the_following_splits_the_series_and_its_exceptions(store, visits):
    early = moved("2026-12-02T08:00", "2026-12-02T09:00")
    late = moved("2026-12-30T08:00", "2026-12-30T09:00")
    first = series.change_occurrence(store, visits, USUAL[0], early, scope="this")
    last = series.change_occurrence(store, visits, USUAL[4], late, scope="this")
    wanted = moved("2026-12-15T16:00", "2026-12-15T17:00", title="New visit")
    new = series.change_occurrence(store, visits, USUAL[2], wanted, scope="following")
    assert starts(store) == [
        "2026-12-02T08:00", USUAL[1], "2026-12-15T16:00", "2026-12-22T16:00", "2026-12-30T08:00",
    ]  # fmt: skip
    assert store.get("appointment", first)["series_id"] == visits
    assert store.get("appointment", last)["series_id"] == new
    assert store.get("appointment", last)["recurrence_id"] == "2026-12-29T16:00"
    assert calendar.appointment(store, new)["staff"] == "Tom Hill"


def test_a_number_of_times_is_shared_out_when_a_series_is_split(store):
    row = appointments.save_appointment(store, replace(WEEKLY, rrule="FREQ=WEEKLY;COUNT=5"))
    wanted = moved("2026-12-15T16:00", "2026-12-15T17:00", rrule="FREQ=WEEKLY;COUNT=5")
    series.change_occurrence(store, row, USUAL[2], wanted, scope="following")
    assert [start[8:13] for start in starts(store)] == [
        "01T10", "08T10", "15T16", "22T16", "29T16",
    ]  # fmt: skip


def test_deleting_one_leaves_the_others(store, visits):
    assert series.delete_occurrence(store, visits, USUAL[1], scope="this") == 0
    assert starts(store) == [USUAL[0], *USUAL[2:]]


def test_deleting_the_following_ends_the_series(store, visits):
    late = moved("2026-12-30T08:00", "2026-12-30T09:00")
    series.change_occurrence(store, visits, USUAL[4], late, scope="this")
    series.delete_occurrence(store, visits, USUAL[2], scope="following")
    assert starts(store) == USUAL[:2]


def test_deleting_from_the_first_on_or_all_leaves_nothing(store, visits):
    series.delete_occurrence(store, visits, USUAL[0], scope="following")
    assert store.value("SELECT count(*) FROM appointment") == 0
    again = appointments.save_appointment(store, replace(WEEKLY, rrule="FREQ=WEEKLY;COUNT=2"))
    for key in USUAL[:2]:
        series.delete_occurrence(store, again, key, scope="this")
    assert store.value("SELECT count(*) FROM attendance") == 0
    assert store.value("SELECT count(*) FROM appointment") == 0


def test_changed_occurrences_outlive_a_series_that_becomes_a_single_one(store, visits):
    other = moved("2026-12-09T14:00", "2026-12-09T15:00")
    series.change_occurrence(store, visits, USUAL[1], other, scope="this")
    alone = replace(appointments.load_appointment(store, visits), rrule="")
    appointments.save_appointment(store, alone)
    assert starts(store) == [USUAL[0], "2026-12-09T14:00"]


@pytest.mark.parametrize("scope", ["this", "following", "all"])
def test_every_way_to_change_or_delete_is_one_step_and_can_be_undone(store, visits, scope):
    other = moved("2026-12-09T14:00", "2026-12-09T15:00")
    series.change_occurrence(store, visits, USUAL[1], other, scope="this")
    before, steps = dump(store), store.value("SELECT max(id) FROM step")
    wanted = moved("2026-12-17T08:00", "2026-12-17T09:00", title="Another")
    series.change_occurrence(store, visits, USUAL[2], wanted, scope=scope)
    assert store.value("SELECT max(id) FROM step") == steps + 1
    undo_last(store)
    assert dump(store) == before
    series.delete_occurrence(store, visits, USUAL[2], scope=scope)
    assert store.value("SELECT max(id) FROM step") == steps + 3
    undo_last(store)
    assert dump(store) == before


def test_the_clocks_change_and_the_series_stays_on_the_wall(store):
    early = Appointment(
        title="Early", start_at="2026-03-27T01:30", end_at="2026-03-27T02:00", rrule="FREQ=DAILY"
    )
    appointments.save_appointment(store, early)
    rows = calendar.between(store, "2026-03-27", "2026-03-31")
    assert [row["start"][8:] for row in rows] == ["27T01:30", "28T01:30", "29T02:30", "30T01:30"]


def test_a_series_proposes_the_next_working_day_for_a_holiday(store):
    fridays = Appointment(
        title="Round", start_at="2026-12-18T10:00", end_at="2026-12-18T11:00",
        rrule="FREQ=WEEKLY;COUNT=4",
    )  # fmt: skip
    row = appointments.save_appointment(store, fridays)
    found = series.series_on_closed_days(store, row)
    assert [(one.occurrence[:10], one.reason, one.proposed_start) for one in found] == [
        # Monday 28 December stands for Boxing Day, a Saturday.
        ("2026-12-25", "Christmas Day", "2026-12-29T10:00"),
        ("2027-01-01", "New Year's Day", "2027-01-04T10:00"),
    ]
    assert series.move_off_closed_days(store, row, found) == 2
    assert series.series_on_closed_days(store, row) == []
    assert "2026-12-29T10:00" in shown(store, "2026-12-18", "2027-01-09")


def test_what_comes_once_and_what_is_not_there_are_refused(store, visits):
    single = appointments.save_appointment(store, replace(WEEKLY, rrule=""))
    with pytest.raises(Refusal, match="only once"):
        series.delete_occurrence(store, single, "2026-12-01T10:30")
    with pytest.raises(Refusal, match="nothing at that time"):
        series.change_occurrence(store, visits, "2026-12-02T10:30", WEEKLY)


def test_a_series_in_another_zone_is_shown_on_our_clocks(store):
    there = replace(WEEKLY, zone="America/New_York", start_at="2026-10-20T09:00",
                    end_at="2026-10-20T10:00")  # fmt: skip
    appointments.save_appointment(store, there)
    rows = calendar.between(store, "2026-10-20", "2026-11-04")
    # Europe leaves summer time a week before America does.
    assert [row["start"] for row in rows] == [
        "2026-10-20T14:00", "2026-10-27T13:00", "2026-11-03T14:00",
    ]  # fmt: skip
    assert {row["start_at"][11:] for row in rows} == {"09:00"}


def test_days_with_events_know_series(store, visits):
    assert calendar.days_with_events(store, "2026-12-05", "2026-12-20") == {
        "2026-12-08", "2026-12-15",
    }  # fmt: skip


def test_the_next_appointment_of_a_person_may_be_one_of_a_series(store):
    ann = add_contact(store)
    row = appointments.save_appointment(store, WEEKLY, contacts=[ann])
    series.delete_occurrence(store, row, USUAL[2])
    single = replace(WEEKLY, rrule="", start_at="2026-12-24T09:00", end_at="2026-12-24T10:00")
    appointments.save_appointment(store, single, contacts=[ann])
    for now, start in (
        ("2026-12-08T11:00", USUAL[1]), ("2026-12-08T12:00", USUAL[3]),
        ("2026-12-23T00:00", "2026-12-24T09:00"), ("2026-12-25T00:00", USUAL[4]),
    ):  # fmt: skip
        assert timeline.next_appointment(store, "contact", ann, now)["start_at"] == start


def test_a_change_from_then_on_with_changed_ones_after_it_can_be_taken_back(store, visits):
    late = moved("2026-12-22T14:00", "2026-12-22T15:00")
    series.change_occurrence(store, visits, "2026-12-22T10:30", late, scope="this")
    before = dump(store)
    later = moved("2026-12-15T11:30", "2026-12-15T12:15")
    series.change_occurrence(store, visits, "2026-12-15T10:30", later, scope="following")
    assert [start[8:] for start in starts(store)] == [
        "01T10:30", "08T10:30", "15T11:30", "22T14:00", "29T11:30",
    ]  # fmt: skip
    undo_last(store)
    assert dump(store) == before
