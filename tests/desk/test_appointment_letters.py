"""A letter that confirms an appointment, from the shipped template, on the timeline."""

from datetime import date

import pytest
from docx import Document

from app.desk import appointment_letters, letters
from app.models.calendar.appointment import Appointment
from app.models.contact import Contact
from app.models.errors import Refusal
from app.models.operations import appointments, contacts, staff
from app.models.operations.people import save_addresses
from app.models.reach import PostalAddress
from app.storage import undo
from app.storage.queries import timeline
from tests.storage.builders import dump

TODAY = date(2026, 11, 18)


@pytest.fixture
def webb(store):
    made = contacts.save_contact(store, contacts.named(Contact(), "Charlotte Webb"))
    address = PostalAddress(street="14 High Street", town="Marlow", postcode="SL7 1AU")
    save_addresses(store, "contact", made, [address])
    return made


def booked(store, who, **more):
    one = Appointment(
        title="Survey", start_at="2026-11-19T10:30", end_at="2026-11-19T11:15",
        place="Yard", **more,
    )  # fmt: skip
    tom = staff.add_staff(store, "Tom Reed")
    return appointments.save_appointment(store, one, contacts=who, staff=[tom])


def words_of(path):
    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


def test_the_letter_says_when_where_with_whom_and_what_to_bring(store, webb):
    made = appointment_letters.make(store, booked(store, [webb], bring="Plans"), "", TODAY)
    said = words_of(made.files[0])
    for words in (
        "Charlotte Webb", "Your appointment on 19 November 2026", "Survey",
        "19 November 2026, 10:30", "Where: Yard", "You will be seen by Tom Reed",
        "Please bring: Plans",
    ):  # fmt: skip
        assert words in said
    assert "Please bring" not in words_of(
        appointment_letters.make(store, booked(store, [webb]), "", TODAY).files[0]
    )


def test_the_letter_stands_on_the_timeline_and_is_undone_in_one_step(store, webb):
    one = booked(store, [webb])
    before = dump(store)
    made = appointment_letters.make(store, one, "", TODAY)
    assert "letter" in [row["kind"] for row in timeline.of_contact(store, webb)]
    undo.undo(store, made.step_id)
    assert dump(store) == before


def test_one_of_a_series_is_confirmed_with_its_own_day(store, webb):
    one = booked(store, [webb], rrule="FREQ=WEEKLY;COUNT=4")
    made = appointment_letters.make(store, one, "2026-11-26T10:30", TODAY)
    assert "26 November 2026, 10:30" in words_of(made.files[0])


def test_somebody_without_an_address_gets_none_and_it_is_said(store):
    lee = contacts.save_contact(store, contacts.named(Contact(), "Ann Lee"))
    with pytest.raises(Refusal, match="Ann Lee"):
        appointment_letters.make(store, booked(store, [lee]), "", TODAY)


def test_any_letter_can_list_each_appointment_of_a_series(store, webb):
    booked(store, [webb], rrule="FREQ=WEEKLY;COUNT=3")
    found = letters.prepare(store, None, [webb], today=TODAY).letters[0].values
    assert [one["date"] for one in found["appointments"]] == [
        "19 November 2026", "26 November 2026", "3 December 2026",
    ]  # fmt: skip
    assert found["appointment_date"] == "19 November 2026"
