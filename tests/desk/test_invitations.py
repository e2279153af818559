"""Invitations by email: who gets one, what it says, and a calendar entry that parses back."""

import email
import email.policy
import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from app.desk import invitations
from app.models.calendar.appointment import Appointment
from app.models.consent import Consent
from app.models.contact import Contact
from app.models.errors import Refusal
from app.models.operations import appointment_series, appointments, consents, contacts
from app.models.operations.people import save_emails
from app.models.reach import EmailAddress
from app.storage import undo
from app.storage.queries import timeline
from app.storage.settings import save_settings
from tests.storage.builders import dump

TODAY = date(2026, 11, 18)


@pytest.fixture
def firm(store):
    save_settings(store, {"business_email": "office@hartley.example"})
    return store


def person(store, name, address=""):
    made = contacts.save_contact(store, contacts.named(Contact(), name))
    if address:
        save_emails(store, "contact", made, [EmailAddress(value=address)])
    return made


def booked(store, who, **more):
    facts = {
        "title": "Survey", "start_at": "2026-11-19T10:30", "end_at": "2026-11-19T11:15",
        "place": "Yard", "bring": "Plans", "note": "Pays late", **more,
    }  # fmt: skip
    return appointments.save_appointment(store, Appointment(**facts), contacts=who)


def drafted(store, one, folder, occurrence=""):
    made = invitations.drafts(store, one, occurrence, folder, TODAY)
    mails = [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in made.files
    ]
    return mails, made


def entries(mail):
    part = next(each for each in mail.walk() if each.get_content_type() == "text/calendar")
    assert part.get_param("method") == "REQUEST"
    found = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    assert found["METHOD"] == "REQUEST"
    return found.walk("VEVENT")


def words_of(mail):
    return mail.get_body(("plain",)).get_content()


def test_each_who_comes_gets_a_mail_of_their_own_with_the_appointment(firm, tmp_path):
    ann = person(firm, "Ann Webb", "ann@webb.example")
    with firm.step("Change"):
        firm.put("contact", {"id": ann, "zone": "America/New_York"})
    lee = person(firm, "Lee Park", "lee@park.example")
    mails, made = drafted(firm, booked(firm, [ann, lee]), tmp_path / "out")
    assert [mail["To"].addresses[0].addr_spec for mail in mails] == [
        "ann@webb.example", "lee@park.example"
    ]  # fmt: skip
    assert not made.left_out
    for fact in (
        "Survey", "When: 19 November 2026, 10:30 to 11:15 (London time)", "Where: Yard",
        "In your time: 19 November 2026, 05:30 to 06:15 (New York time)",
        "Please bring: Plans",
    ):  # fmt: skip
        assert fact in words_of(mails[0])
    assert "In your time" not in words_of(mails[1])
    (entry,) = entries(mails[0])
    london = ZoneInfo("Europe/London")
    assert entry.decoded("DTSTART") == datetime(2026, 11, 19, 10, 30, tzinfo=london)
    assert entry.decoded("DTEND") - entry.decoded("DTSTART") == timedelta(minutes=45)
    assert (entry["SUMMARY"], entry["LOCATION"]) == ("Survey", "Yard")
    assert entry["ORGANIZER"] == "mailto:office@hartley.example"
    assert entry["ATTENDEE"] == "mailto:ann@webb.example"
    assert entry["ATTENDEE"].params["RSVP"] == "TRUE"


def test_an_invitation_tells_nothing_of_others_or_of_our_notes(firm, tmp_path):
    ann = person(firm, "Ann Webb", "ann@webb.example")
    lee = person(firm, "Lee Park", "lee@park.example")
    mails, _ = drafted(firm, booked(firm, [ann, lee]), tmp_path / "out")
    said = words_of(mails[0]) + entries(mails[0])[0].to_ical().decode()
    assert "Pays late" not in said
    assert "lee" not in said.lower()


def test_who_has_no_email_or_refused_it_is_left_out_with_the_reason(firm, tmp_path):
    ann = person(firm, "Ann Webb", "ann@webb.example")
    silent = person(firm, "Sam Silent")
    shy = person(firm, "Noel Shy", "noel@shy.example")
    consents.record_consent(
        firm, Consent(contact_id=shy, purpose="service", channel="email", state="refused")
    )
    mails, made = drafted(firm, booked(firm, [ann, silent, shy]), tmp_path / "out")
    assert len(mails) == 1
    said = invitations.reasons(made.left_out)
    assert "Sam Silent (No email address)" in said
    assert "Noel Shy (Refused" in said


def test_nobody_to_invite_writes_nothing_and_says_why(firm, tmp_path):
    one = booked(firm, [person(firm, "Sam Silent")])
    before = dump(firm)
    with pytest.raises(Refusal, match="Sam Silent"):
        invitations.drafts(firm, one, "", tmp_path / "out", TODAY)
    assert dump(firm) == before
    assert not (tmp_path / "out").exists()


def test_without_an_address_of_our_own_none_is_made(store, tmp_path):
    one = booked(store, [person(store, "Ann Webb", "ann@webb.example")])
    with pytest.raises(Refusal, match="settings"):
        invitations.drafts(store, one, "", tmp_path / "out", TODAY)


def test_a_cancelled_appointment_invites_nobody(firm, tmp_path):
    who = [person(firm, "Ann Webb", "ann@webb.example")]
    with pytest.raises(Refusal, match="cancelled"):
        drafted(firm, booked(firm, who, status="cancelled"), tmp_path / "out")


def test_a_name_or_title_can_start_no_header_and_no_line_of_the_calendar(firm, tmp_path):
    ann = person(firm, "Ann Webb", "ann@webb.example")
    row = contacts.load_contact(firm, ann)
    evil = "Ann\r\nBcc: all@evil.example\r\nATTENDEE:mailto:all@evil.example"
    with firm.step("Change"):
        firm.put("contact", {"id": row.id, "first_name": evil, "name": evil})
    one = booked(firm, [ann], title='Survey\r\nBcc: all@evil.example";X=1')
    (mail,), _ = drafted(firm, one, tmp_path / "out")
    assert mail["Bcc"] is None
    assert [each.addr_spec for each in mail["To"].addresses] == ["ann@webb.example"]
    (entry,) = entries(mail)
    assert entry["ATTENDEE"] == "mailto:ann@webb.example"
    assert not any(name.upper() == "BCC" for name in entry)


def test_it_stands_on_the_timeline_and_is_undone_in_one_step(firm, tmp_path):
    both = [person(firm, "Ann Webb", "ann@webb.example"), person(firm, "Lee", "lee@x.example")]
    one = booked(firm, both)
    before = dump(firm)
    drafted(firm, one, tmp_path / "out")
    for who in both:
        assert "Invitation: Survey" in [row["subject"] for row in timeline.of_contact(firm, who)]
    undo.undo_last(firm)
    assert dump(firm) == before


def test_one_of_a_series_is_asked_for_alone_and_the_series_as_a_whole(firm, tmp_path):
    who = [person(firm, "Ann Webb", "ann@webb.example")]
    one = booked(firm, who, rrule="FREQ=WEEKLY;COUNT=4")
    (mail,), _ = drafted(firm, one, tmp_path / "one", "2026-11-26T10:30")
    (entry,) = entries(mail)
    assert "26 November 2026, 10:30" in words_of(mail)
    assert entry.decoded("RECURRENCE-ID") == entry.decoded("DTSTART")
    assert "RRULE" not in entry
    (mail,), _ = drafted(firm, one, tmp_path / "all")
    (entry,) = entries(mail)
    assert entry["RRULE"]["COUNT"] == [4]
    assert "Again: " in words_of(mail)


def test_times_of_a_series_that_somebody_does_not_come_to_are_left_out_for_them(firm, tmp_path):
    ann = person(firm, "Ann Webb", "ann@webb.example")
    lee = person(firm, "Lee Park", "lee@park.example")
    one = booked(firm, [ann, lee], rrule="FREQ=WEEKLY;COUNT=4")
    moved = Appointment(
        title="Survey", start_at="2026-11-26T14:00", end_at="2026-11-26T15:00", place="Yard"
    )
    appointment_series.change_occurrence(firm, one, "2026-11-26T10:30", moved, contacts=[ann])
    mails, _ = drafted(firm, one, tmp_path / "out")
    usual, other = entries(mails[0])
    assert "EXDATE" not in usual
    assert other.decoded("DTSTART").hour == 14
    assert other.decoded("RECURRENCE-ID").hour == 10
    assert other["UID"] == usual["UID"]
    (only,) = entries(mails[1])
    assert [each.dt.day for each in only["EXDATE"].dts] == [26]


def test_a_whole_day_is_said_without_a_time(firm, tmp_path):
    who = [person(firm, "Ann Webb", "ann@webb.example")]
    one = booked(firm, who, all_day=1, start_at="2026-11-19", end_at="2026-11-21", zone="")
    (mail,), _ = drafted(firm, one, tmp_path / "out")
    assert "When: 19 November 2026 to 20 November 2026" in words_of(mail).splitlines()
    (entry,) = entries(mail)
    assert entry.decoded("DTSTART") == date(2026, 11, 19)
    assert entry.decoded("DTEND") == date(2026, 11, 21)


def test_to_what_somebody_else_called_for_we_do_not_invite(firm, tmp_path):
    properties = [["ORGANIZER;CN=Eve", "mailto:eve@other.example"]]
    who = [person(firm, "Ann Webb", "ann@webb.example")]
    one = booked(firm, who, extra=json.dumps({"properties": properties}))
    with pytest.raises(Refusal, match="called for"):
        drafted(firm, one, tmp_path / "out")
