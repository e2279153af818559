"""Free times and booking from a terminal: nothing is booked over a clash without a reason."""

import pytest

from app.models.operations import resources, staff
from app.storage import book

ASKED = ("--from", "2026-11-24", "--to", "2026-11-24", "--json")


@pytest.fixture
def office(empty):
    store = book.open_book(empty)
    staff.add_staff(store, "Ann Lee")
    resources.save_resource(store, resources.Resource(name="Van", kind="vehicle"))
    book.close_book(store)
    return empty


def booked(typed, office, *more, start="2026-11-24 10:00"):
    return typed("appointment", "--in", office, "--title", "Visit", "--start", start, "--minutes",
                 45, "--staff", "Ann Lee", *more, "--json")  # fmt: skip


def test_a_second_one_at_the_same_time_is_refused_and_booked_with_a_reason(typed, office):
    first = booked(typed, office)
    assert (first.status, first.json["end"]) == (0, "2026-11-24T10:45")
    said = booked(typed, office, start="2026-11-24 10:30")
    assert (said.status, said.json["error"]["kind"]) == (1, "refused")
    assert "Ann Lee" in said.json["error"]["message"]
    assert len(typed("agenda", "--in", office, *ASKED).json) == 1
    made = booked(typed, office, "--anyway", "Both can wait", start="2026-11-24 10:30").json
    assert made["anyway"] == "Both can wait"
    assert [clash["with"] for clash in made["clashes"] if clash["kind"] == "staff"] == [
        first.json["id"]
    ]
    assert booked(typed, office, start="2026-11-24 11:15").status == 0


def test_free_times_leave_out_what_is_taken_and_say_why(typed, office):
    booked(typed, office)
    asked = ("free", "--in", office, "--minutes", 60, "--staff", "Ann Lee", *ASKED)
    found = typed(*asked, "--limit", 50).json
    starts = [one["start"] for one in found["slots"]]
    assert starts
    assert not any("2026-11-24T09:01" <= one < "2026-11-24T10:45" for one in starts)
    assert any("Visit" in one["reason"] or "Ann Lee" in one["reason"] for one in found["rejected"])


def test_a_thing_that_is_taken_keeps_the_time_from_others(typed, office):
    booked(typed, office, "--resource", "Van")
    said = typed("appointment", "--in", office, "--title", "Fetch", "--start", "2026-11-24 10:15",
                 "--minutes", 30, "--resource", "van", "--json")  # fmt: skip
    assert said.status == 1
    assert "Van" in said.json["error"]["message"]


def test_a_series_is_booked_and_can_be_taken_back(typed, office):
    made = booked(typed, office, "--repeat", "FREQ=WEEKLY;COUNT=3").json
    asked = ("agenda", "--in", office, "--from", "2026-11-01", "--to", "2027-01-31", "--json")
    assert len(typed(*asked).json) == 3
    assert typed("undo", made["step"], "--in", office).status == 0
    assert typed(*asked).json == []


@pytest.mark.parametrize(
    "wrong", [("--repeat", "FREQ=SECONDLY"), ("--contact", "99"), ("--zone", "Mars/Base"),
              ("--kind", "seance"), ("--resource", "Bus")]
)  # fmt: skip
def test_what_cannot_be_booked_is_refused_in_a_sentence_and_changes_nothing(typed, office, wrong):
    said = booked(typed, office, *wrong)
    assert said.status == 1
    assert said.json["error"]["message"].endswith(".")
    assert typed("agenda", "--in", office, *ASKED).json == []


@pytest.mark.parametrize("start", ["soon", "2026-11-24", "2026-02-30 10:00", "9999-01-01 10:00"])
def test_a_start_that_is_no_time_is_wrong_use(typed, office, start):
    assert booked(typed, office, start=start).status == 2


def test_a_length_is_real_while_the_clocks_change(typed, office):
    assert booked(typed, office, start="2027-03-28 00:30").json["end"] == "2027-03-28T02:15"


def test_a_time_that_no_clock_shows_moves_and_is_said(typed, office):
    said = booked(typed, office, start="2027-03-28 01:30").json
    assert (said["start"], said["end"]) == ("2027-03-28T02:30", "2027-03-28T03:15")
    assert said["note"] == "The clocks jump over 01:30 that day, so it begins at 02:30 instead."
    assert booked(typed, office).json["note"] == ""
