"""Messages about appointments (RFC 5546): newer and older, called off, answered, changed on."""

from dataclasses import replace

import pytest

from app.desk import calendars
from app.exchange.calendars.icalendar_in import parsed
from app.models.contact import Contact
from app.models.operations import appointment_series, appointments, contacts, people
from app.models.reach import EmailAddress
from app.storage import undo
from app.storage.queries import calendar as shown
from tests.models.calendar_book import dump

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n"
TIMES = "DTSTART;TZID=Europe/London:{0}T{1}00\r\nDTEND;TZID=Europe/London:{0}T{2}00\r\n"
WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=6\r\n"
DECEMBER = ("2026-11-30", "2027-02-01")
USUAL = ["12-01", "12-08", "12-15", "12-22", "12-29", "01-05"]


def event(lines, *, uid="visit-1", day="20261201", start="1030", end="1115", title="Visit"):
    return (
        f"BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{title}\r\nDTSTAMP:20260101T000000Z\r\n"
        f"{TIMES.format(day, start, end)}{lines}END:VEVENT\r\n"
    )


def instance(day, lines="", **more):
    return event(f"RECURRENCE-ID;TZID=Europe/London:{day}T103000\r\n{lines}", day=day, **more)


@pytest.fixture
def bring(store, tmp_path):
    def brought(*parts, method="", name="a.ics"):
        path = tmp_path / name
        said = f"METHOD:{method}\r\n" if method else ""
        path.write_bytes((HEAD + said + "".join(parts) + "END:VCALENDAR\r\n").encode())
        return calendars.bring_in(store, path, calendars.read(store, path))

    return brought


def times(store):
    return [row["start"][5:] for row in shown.between(store, *DECEMBER)]


def usual(*, but=()):
    return [f"{day}T10:30" for day in USUAL if day not in but]


def test_a_change_of_all_that_follow_splits_the_series_it_came_after(store, bring):
    bring(event(WEEKLY))
    before = dump(store)
    follow = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20261215T103000\r\n"
    late = event(follow, day="20261216", start="1400", end="1500", title="Later")
    bring(late, name="b.ics")
    assert times(store) == ["12-01T10:30", "12-08T10:30", "12-16T14:00", "12-23T14:00",
                            "12-30T14:00", "01-06T14:00"]  # fmt: skip
    assert bring(late, name="b.ics").rows["unchanged"] == 1
    again = event(f"{follow}SEQUENCE:2\r\n", day="20261216", start="1500", end="1600")
    assert bring(again, name="c.ics").rows["updated"] == 1
    assert times(store)[1:4] == ["12-08T10:30", "12-16T15:00", "12-23T15:00"]
    # A further turn names its time as the first series did.
    last = follow.replace("20261215", "20261229")
    bring(event(last, day="20261229", start="0900", end="0930"), name="d.ics")
    assert times(store)[2:] == ["12-16T15:00", "12-23T15:00", "12-29T09:00", "01-05T09:00"]
    for _ in range(3):
        undo.undo_last(store)
    assert dump(store)["appointment"] == before["appointment"]


def test_a_change_of_all_that_follow_the_first_changes_all(store, bring):
    bring(event(WEEKLY))
    follow = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20261201T103000\r\n"
    bring(event(follow, start="1100", end="1145"), name="b.ics")
    assert times(store) == [f"{day}T11:00" for day in USUAL]


@pytest.mark.parametrize("whole", [True, False])
def test_one_changed_time_may_become_the_first_of_those_that_follow(store, bring, whole):
    bring(event(WEEKLY), instance("20261215", start="1300", end="1345"))
    follow = (
        "SEQUENCE:1\r\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20261215T103000\r\n"
    )
    late = event(follow, day="20261215", start="1400", end="1500")
    master = [event(f"{WEEKLY}SEQUENCE:1\r\n")] if whole else []
    bring(*master, late, name="b.ics")
    assert times(store) == [*usual()[:2], "12-15T14:00", "12-22T14:00", "12-29T14:00",
                            "01-05T14:00"]  # fmt: skip
    stray = "SELECT count(*) FROM appointment WHERE series_id IS NOT NULL AND recurrence_id = ''"
    assert store.value(stray) == 0
    assert bring(*master, late, name="b.ics").done.is_nothing()


def test_a_change_of_a_time_that_the_series_does_not_have_is_told(store, bring):
    bring(event(WEEKLY))
    follow = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20261216T103000\r\n"
    done = bring(event(follow, day="20261217"), name="b.ics")
    assert done.rows["skipped"] == 1
    assert "nothing at that time" in done.problems[0]["reason"]
    assert times(store) == usual()


def test_a_newer_revision_takes_changes_of_the_file_back_and_keeps_those_made_here(store, bring):
    bring(event(WEEKLY), *(instance(f"202612{day}", start="1400", end="1500")
                           for day in ("08", "15", "22")))  # fmt: skip
    (row,) = [r for r in shown.between(store, *DECEMBER) if r["start"].startswith("2026-12-15")]
    mine = appointments.load_appointment(store, row["id"])
    appointments.save_appointment(store, replace(mine, note="Ring first"))
    master = next(r["series_id"] for r in shown.between(store, *DECEMBER) if r["is_series"])
    new = appointment_series.own_row(store, master, "2026-12-29T10:30")
    made = appointments.load_appointment(store, new)
    appointments.save_appointment(
        store, replace(made, start_at="2026-12-29T16:00", end_at="2026-12-29T17:00")
    )
    kept = instance("20261222", "SEQUENCE:1\r\n", start="0800", end="0900")
    bring(event(f"{WEEKLY}SEQUENCE:1\r\n", title="New"), kept, name="b.ics")
    assert times(store) == ["12-01T10:30", "12-08T10:30", "12-15T14:00", "12-22T08:00",
                            "12-29T16:00", "01-05T10:30"]  # fmt: skip
    undo.undo_last(store)
    assert "12-08T14:00" in times(store)


def test_the_same_revision_takes_nothing_back(store, bring):
    bring(event(WEEKLY), instance("20261208", start="1400", end="1500"))
    bring(event(WEEKLY, title="Other words"), name="b.ics")
    assert "12-08T14:00" in times(store)


def test_what_was_noted_here_is_no_revision_of_who_invited(store, bring):
    asked = "ORGANIZER:mailto:boss@else.example\r\n"
    bring(event(asked))
    for note in ("One", "Two", "Three"):
        mine = appointments.load_appointment(store, store.value("SELECT id FROM appointment"))
        appointments.save_appointment(store, replace(mine, note=note))
    bring(event(f"{asked}SEQUENCE:1\r\n", start="1200", end="1300"), method="REQUEST", name="b.ics")
    assert times(store) == ["12-01T12:00"]
    bring(event(asked, start="0800", end="0900"), method="REQUEST", name="c.ics")
    assert times(store) == ["12-01T12:00"]


def test_one_time_is_called_off_without_being_told_again_when_it_was(store, bring):
    bring(event(WEEKLY))
    cancel = (
        "BEGIN:VEVENT\r\nUID:visit-1\r\nSEQUENCE:1\r\n"
        "RECURRENCE-ID;TZID=Europe/London:20261208T103000\r\nEND:VEVENT\r\n"
    )
    done = bring(cancel, method="CANCEL", name="b.ics")
    assert done.rows["updated"] == 1
    rows = shown.between(store, *DECEMBER)
    assert [(row["start"][5:10], row["title"]) for row in rows if row["status"] == "cancelled"] == [
        ("12-08", "Visit")
    ]
    assert len(rows) == len(USUAL)
    assert bring(cancel, method="CANCEL", name="b.ics").rows["unchanged"] == 1
    undo.undo_last(store)
    assert [row["status"] for row in shown.between(store, *DECEMBER)] == ["confirmed"] * len(USUAL)


def test_a_series_is_called_off_with_its_changed_times(store, bring):
    bring(event(WEEKLY), instance("20261208", start="1400", end="1500"))
    bring("BEGIN:VEVENT\r\nUID:visit-1\r\nSEQUENCE:1\r\nEND:VEVENT\r\n", method="CANCEL",
          name="b.ics")  # fmt: skip
    assert {row["status"] for row in shown.between(store, *DECEMBER)} == {"cancelled"}


REPLY = (
    "BEGIN:VEVENT\r\nUID:visit-1\r\nDTSTAMP:2026110{0}T080000Z\r\n"
    "ORGANIZER:mailto:me@us.example\r\n"
    "ATTENDEE;CN=Ann;PARTSTAT={1}:mailto:Ann@Lee.example\r\nCOMMENT:Late\\, sorry\r\nEND:VEVENT\r\n"
)


def test_an_answer_is_a_note_of_who_gave_it_and_goes_out_again(store, bring):
    ann = contacts.save_contact(store, Contact(name="Ann Lee"))
    people.save_emails(store, "contact", ann, [EmailAddress(value="ann@lee.example")])
    bring(event(WEEKLY))
    done = bring(REPLY.format(1, "ACCEPTED"), method="REPLY", name="b.ics")
    assert done.rows["created"] == 1
    assert bring(REPLY.format(1, "ACCEPTED"), method="REPLY", name="b.ics").rows["unchanged"] == 1
    bring(REPLY.format(2, "DECLINED"), method="REPLY", name="c.ics")
    bring(REPLY.format(3, "ACCEPTED"), method="REPLY", name="d.ics")
    notes = store.select("SELECT subject, body, contact_id, at FROM activity ORDER BY at")
    assert [note[0] for note in notes] == [
        "Accepted: Visit", "Declined: Visit", "Accepted: Visit",
    ]  # fmt: skip
    assert notes[0][1:] == ("Late, sorry", ann, "2026-11-01T08:00:00.000Z")
    extra = store.value("SELECT extra FROM appointment")
    assert extra.count("PARTSTAT=ACCEPTED") == 1
    assert "DECLINED" not in extra
    undo.undo_last(store)
    assert "DECLINED" in store.value("SELECT extra FROM appointment")


def test_an_answer_of_a_stranger_or_to_nothing_is_told_and_changes_nothing(store, bring):
    done = bring(REPLY.format(1, "ACCEPTED"), method="REPLY")
    assert "no such appointment" in done.problems[0]["reason"]
    bring(event(WEEKLY), name="b.ics")
    before = dump(store)
    done = bring(REPLY.format(1, "ACCEPTED"), method="REPLY", name="c.ics")
    assert "address is not in the book" in done.problems[0]["reason"]
    assert dump(store) == before


def test_answers_of_several_people_are_all_read():
    text = HEAD + "METHOD:REPLY\r\n" + REPLY.format(1, "ACCEPTED")
    text += REPLY.format(1, "DECLINED").replace("Ann@Lee", "Bo@Lee") + "END:VCALENDAR\r\n"
    assert len(parsed(text.encode(), "Europe/London").entries) == 2


def test_messages_about_what_is_no_series_here_harm_nothing(store, bring):
    bring(event(""), event("", uid="visit-1#other"))
    follow = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20261208T103000\r\n"
    bring(event(follow, day="20261208"), name="b.ics")
    cancel = "BEGIN:VEVENT\r\nUID:visit-1\r\nSEQUENCE:1\r\nRECURRENCE-ID:{}\r\nEND:VEVENT\r\n"
    done = bring(cancel.format("20261222T103000Z"), method="CANCEL", name="c.ics")
    assert done.rows["skipped"] == 1
    bring(cancel.format("20261201T103000Z"), method="CANCEL", name="d.ics")
    assert store.value("SELECT status FROM appointment WHERE uuid = 'visit-1'") == "cancelled"


def test_what_the_rules_refuse_of_a_series_is_told_and_the_rest_comes_in(store, bring):
    bring(event(WEEKLY))
    follow = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20261215T103000\r\n"
    done = bring(event(follow, day="22501215"), event("", uid="other"), name="b.ics")
    assert (done.rows["created"], done.rows["skipped"]) == (1, 1)
    assert "1900 to 2200" in done.problems[0]["reason"]
    assert sorted(times(store)) == sorted([*usual(), "12-01T10:30"])


def test_a_lone_time_and_its_series_come_together_also_when_both_are_in_a_later_file(store, bring):
    bring(instance("20261208", start="1400", end="1500"))
    bring(event(WEEKLY), instance("20261208", "SEQUENCE:1\r\n", start="1600", end="1700"),
          name="b.ics")  # fmt: skip
    assert times(store) == ["12-01T10:30", "12-08T16:00", *usual()[2:]]


def test_a_file_of_which_all_is_refused_leaves_no_step(store, bring):
    bring(event(WEEKLY))
    before = store.value("SELECT count(*) FROM step")
    follow = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20261215T103000\r\n"
    done = bring(event(follow, day="22501215"), name="b.ics")
    assert (done.rows["skipped"], done.step_id) == (1, 0)
    assert store.value("SELECT count(*) FROM step") == before


def test_a_series_is_called_off_from_a_time_on(store, bring):
    bring(event(WEEKLY), instance("20261222", start="1400", end="1500"))
    before = dump(store)["appointment"]
    cancel = (
        "BEGIN:VEVENT\r\nUID:visit-1\r\nSEQUENCE:1\r\n"
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20261215T103000\r\nEND:VEVENT\r\n"
    )
    bring(cancel, method="CANCEL", name="b.ics")
    states = {row["start"][5:]: row["status"] for row in shown.between(store, *DECEMBER)}
    assert states == {
        "12-01T10:30": "confirmed", "12-08T10:30": "confirmed", "12-15T10:30": "cancelled",
        "12-22T14:00": "cancelled", "12-29T10:30": "cancelled", "01-05T10:30": "cancelled",
    }  # fmt: skip
    assert bring(cancel, method="CANCEL", name="b.ics").rows["unchanged"] == 1
    undo.undo_last(store)
    assert dump(store)["appointment"] == before


def test_one_time_is_called_off_also_in_the_second_half_of_a_series(store, bring):
    bring(event(WEEKLY))
    follow = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20261215T103000\r\n"
    bring(event(follow, day="20261216", start="1400", end="1500"), name="b.ics")
    cancel = (
        "BEGIN:VEVENT\r\nUID:visit-1\r\nSEQUENCE:1\r\n"
        "RECURRENCE-ID;TZID=Europe/London:20261222T103000\r\nEND:VEVENT\r\n"
    )
    assert bring(cancel, method="CANCEL", name="c.ics").rows["updated"] == 1
    off = [r["start"][5:] for r in shown.between(store, *DECEMBER) if r["status"] == "cancelled"]
    assert off == ["12-23T14:00"]
