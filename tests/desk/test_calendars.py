"""Calendars come in and go out: known by UID, nothing twice, nothing lost."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.desk import calendars, exporting
from app.desk.calendar_feed import feed_is_stale, write_feed
from app.exchange.new_file import CannotWrite
from app.models.calendar.appointment import Appointment
from app.models.contact import Contact
from app.models.operations import appointments, contacts, people, tasks
from app.models.operations.calendar_feeds import note_feed
from app.models.operations.calendar_people import Known
from app.models.operations.calendar_rows import kept_extra
from app.models.reach import EmailAddress
from app.models.task import Task
from app.storage import book, undo
from app.storage.ids import new_uuid
from app.storage.queries.lists import ListQuery

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n"
EVENT = (
    "BEGIN:VEVENT\r\nUID:visit-1\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Site visit\r\n"
    "DTSTART;TZID=Europe/Berlin:20261124T103000\r\nDTEND;TZID=Europe/Berlin:20261124T111500\r\n"
    "RRULE:FREQ=WEEKLY;COUNT=4\r\nX-ODD;X-P=1:kept\\, as it is\r\n"
    "ATTENDEE;CN=Ann Lee;PARTSTAT=ACCEPTED:mailto:Ann@Lee.example\r\n{more}END:VEVENT\r\n"
)
TAIL = "END:VCALENDAR\r\n"


def calendar(folder: Path, *events: str, name: str = "a.ics", head: str = HEAD) -> Path:
    path = folder / name
    path.write_bytes((head + "".join(events) + TAIL).encode())
    return path


def bring(store, path):
    return calendars.bring_in(store, path, calendars.read(store, path))


def rows_of(store):
    return store.dicts("SELECT * FROM appointment ORDER BY uuid")


def test_a_series_that_ends_with_the_year_9999_is_brought_in(store, tmp_path):
    event = EVENT.format(more="").replace("COUNT=4", "UNTIL=99991231T235959Z")
    assert bring(store, calendar(tmp_path, event)).rows["created"] == 1
    assert rows_of(store)[0]["series_end"].startswith("9999")


def test_an_event_becomes_an_appointment_with_its_series_and_its_people(store, tmp_path):
    ann = contacts.save_contact(store, Contact(name="Ann Lee"))
    people.save_emails(store, "contact", ann, [EmailAddress(value="ann@lee.example")])
    done = bring(store, calendar(tmp_path, EVENT.format(more="")))
    (row,) = rows_of(store)
    assert (row["uuid"], row["start_at"], row["zone"]) == (
        "visit-1", "2026-11-24T10:30", "Europe/Berlin",
    )  # fmt: skip
    assert (row["rrule"], row["series_end"]) == ("FREQ=WEEKLY;COUNT=4", "2026-12-16T11:15")
    assert store.value("SELECT contact_id FROM attendance") == ann
    assert ["X-ODD;X-P=1", "kept\\, as it is"] in kept_extra(row["extra"])["properties"]
    assert done.rows["created"] == 1
    assert sum(done.cells.values()) == 2 * done.cells["total"]


def test_the_same_file_again_writes_nothing_also_after_changes_here(store, tmp_path):
    path = calendar(tmp_path, EVENT.format(more=""))
    bring(store, path)
    with store.step("Change"):
        store.put("appointment", {"id": rows_of(store)[0]["id"], "title": "Ours"})
    last = store.value("SELECT max(id) FROM step")
    done = bring(store, path)
    assert (done.rows["unchanged"], done.step_id) == (1, 0)
    assert store.value("SELECT max(id) FROM step") == last
    assert rows_of(store)[0]["title"] == "Ours"


def test_a_later_revision_overwrites_and_an_older_does_not(store, tmp_path):
    bring(store, calendar(tmp_path, EVENT.format(more="SEQUENCE:2\r\n")))
    later = EVENT.replace("Site visit", "Longer visit").format(more="SEQUENCE:3\r\n")
    older = EVENT.replace("Site visit", "Old visit").format(more="SEQUENCE:1\r\n")
    assert bring(store, calendar(tmp_path, later, name="b.ics")).rows["updated"] == 1
    assert bring(store, calendar(tmp_path, older, name="c.ics")).rows["unchanged"] == 1
    assert rows_of(store)[0]["title"] == "Longer visit"


def test_an_import_is_one_step_and_undone_as_one(store, tmp_path):
    todo = "BEGIN:VTODO\r\nUID:t1\r\nSUMMARY:Ring\r\nDUE:20261124T090000\r\nEND:VTODO\r\n"
    note = (
        "BEGIN:VJOURNAL\r\nUID:j1\r\nSUMMARY:Told\r\nDTSTART:20261101T080000Z\r\nEND:VJOURNAL\r\n"
    )
    done = bring(store, calendar(tmp_path, EVENT.format(more=""), todo, note))
    assert done.done.created() == {"appointments": 1, "tasks": 1, "activities": 1}
    assert store.dicts("SELECT due_on, due_time, uuid FROM task") == [
        {"due_on": "2026-11-24", "due_time": "09:00", "uuid": "t1"}
    ]
    undo.undo(store, done.step_id)
    for table in ("appointment", "task", "activity", "attendance", "import_run"):
        assert store.value(f"SELECT count(*) FROM {table}") == 0


def test_a_rehearsal_counts_the_same_and_writes_nothing(store, tmp_path):
    path = calendar(tmp_path, EVENT.format(more=""))
    file = calendars.read(store, path)
    dry = calendars.rehearse(store, file)
    assert rows_of(store) == []
    wet = calendars.bring_in(store, path, file)
    assert (dry.rows, dry.cells) == (wet.rows, wet.cells)


def test_a_cancellation_calls_the_appointment_off(store, tmp_path):
    bring(store, calendar(tmp_path, EVENT.format(more="")))
    cancel = "BEGIN:VEVENT\r\nUID:{}\r\nSEQUENCE:1\r\nEND:VEVENT\r\n"
    head = HEAD + "METHOD:CANCEL\r\n"
    path = calendar(tmp_path, cancel.format("visit-1"), cancel.format("other"), head=head)
    done = bring(store, path)
    assert (done.rows["updated"], done.rows["skipped"]) == (1, 1)
    assert rows_of(store)[0]["status"] == "cancelled"


def test_a_changed_occurrence_belongs_to_its_series_whichever_comes_first(store, tmp_path):
    changed = EVENT.replace("RRULE:FREQ=WEEKLY;COUNT=4\r\n", "").format(
        more="RECURRENCE-ID:20261201T093000Z\r\n"
    )
    bring(store, calendar(tmp_path, changed))
    assert rows_of(store)[0]["series_id"] is None
    bring(store, calendar(tmp_path, EVENT.format(more=""), name="b.ics"))
    master, occurrence = rows_of(store)
    assert (occurrence["series_id"], occurrence["recurrence_id"]) == (
        master["id"], "2026-12-01T10:30",
    )  # fmt: skip


def test_a_rule_beyond_the_limits_leaves_the_event_once_and_is_told(store, tmp_path):
    bomb = EVENT.replace("FREQ=WEEKLY;COUNT=4", "FREQ=SECONDLY").format(more="")
    done = bring(store, calendar(tmp_path, bomb))
    assert rows_of(store)[0]["rrule"] == ""
    assert [each["column"] for each in done.problems] == ["RRULE"]
    assert done.cells["refused"] == 1


def test_what_a_calendar_says_more_goes_out_as_it_came(store, tmp_path):
    alarm = "BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT20M\r\nX-TUNE:horn\r\nEND:VALARM\r\n"
    bring(store, calendar(tmp_path, EVENT.format(more=f"TRANSP:TRANSPARENT\r\n{alarm}")))
    exporting.export_list(store, ListQuery("appointment"), None, tmp_path / "out.ics")
    text = (tmp_path / "out.ics").read_text().replace("\r\n ", "").replace("\n ", "")
    for line in ("X-ODD;X-P=1:kept\\, as it is", "X-TUNE:horn", "TRANSP:TRANSPARENT",
                 "ATTENDEE;CN=Ann Lee;PARTSTAT=ACCEPTED:mailto:Ann@Lee.example"):  # fmt: skip
        assert text.count(line) == 1
    assert text.count("BEGIN:VALARM") == 1


WALL = st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40
)
RULES = st.sampled_from(
    ["", "", "FREQ=DAILY;COUNT=5", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;UNTIL=20370101",
     "FREQ=YEARLY;INTERVAL=2;COUNT=3"]
)  # fmt: skip


@st.composite
def appointment_rows(draw):
    start, all_day = draw(WALL), draw(st.booleans())
    length = timedelta(days=draw(st.integers(1, 5))) if all_day else timedelta(
        minutes=draw(st.integers(1, 3000)))  # fmt: skip
    zone = "" if all_day else draw(st.sampled_from(["Europe/London", "Asia/Kolkata", "UTC"]))

    def wall(at):
        return at.date().isoformat() if all_day else at.isoformat(timespec="minutes")

    # Midnight to midnight is the same as whole days; a wall time that does not exist moves
    if not all_day:
        start = start.replace(hour=10)
    dates = draw(st.lists(st.integers(1, 400), max_size=3, unique=True))
    days = [wall(start + timedelta(days=number)) for number in dates]
    rule = draw(RULES)
    return {
        "uuid": new_uuid(), "title": " ".join(draw(TEXT).split()) or "T",
        "note": draw(TEXT).strip(), "place": " ".join(draw(TEXT).split()),
        "start_at": wall(start), "end_at": wall(start + length), "zone": zone,
        "all_day": int(all_day), "rrule": rule, "rdates": json.dumps(sorted(days)) if days else "",
        "exdates": json.dumps([wall(start + timedelta(days=7))]) if rule else "",
        "kind": draw(st.sampled_from(["meeting", "visit", "care"])),
        "status": draw(st.sampled_from(["tentative", "confirmed", "held", "no-show", "cancelled"])),
        "private": draw(st.integers(0, 1)), "free": draw(st.integers(0, 1)),
        "before_minutes": draw(st.integers(0, 60)), "bring": draw(TEXT).strip(),
        "reminder_minutes": draw(st.sampled_from([-1, 0, 15, 1440])),
        "sequence": draw(st.integers(0, 3)), "created_at": "2026-01-01T00:00:00Z",
    }  # fmt: skip


COMPARED = (
    "uuid", "title", "note", "place", "start_at", "end_at", "zone", "all_day", "rrule", "rdates",
    "exdates", "kind", "status", "private", "free", "before_minutes", "bring", "reminder_minutes",
    "sequence", "recurrence_id",
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(appointment_rows(), min_size=1, max_size=6))
def test_a_calendar_taken_out_and_brought_into_a_new_book_is_equal(rows, tmp_path_factory):
    folder = tmp_path_factory.mktemp("calendar")
    one, two = (book.create_book(folder / f"{name}.deskbook") for name in ("one", "two"))
    with one.step("Book"):
        for row in rows:
            master = one.put("appointment", row)
            if row["rrule"]:
                changed = row | {"uuid": f"{row['uuid']}#{row['start_at']}", "rrule": "",
                                 "rdates": "", "exdates": "", "title": "Changed",
                                 "recurrence_id": row["start_at"], "series_id": master}  # fmt: skip
                one.put("appointment", changed)
    path = folder / "all.ics"
    exporting.export_list(one, ListQuery("appointment"), None, path)
    done = bring(two, path)
    assert done.rows["created"] == done.rows["read"]
    told = [
        [{name: row[name] for name in COMPARED} for row in rows_of(each)] for each in (one, two)
    ]
    assert told[0] == told[1]
    assert bring(two, path).step_id == 0
    assert bring(one, path).step_id == 0
    for each in (one, two):
        book.close_book(each)


def test_another_program_reads_the_same_facts(store, tmp_path):
    bring(store, calendar(tmp_path, EVENT.format(more="LOCATION:1 High St\\, Leeds\r\n")))
    exporting.export_list(store, ListQuery("appointment"), None, tmp_path / "out.ics")
    read = vobject.readOne((tmp_path / "out.ics").read_text(encoding="utf-8"))
    event = read.vevent
    assert (event.summary.value, event.location.value) == ("Site visit", "1 High St, Leeds")
    assert event.dtstart.value.isoformat() == "2026-11-24T10:30:00+01:00"
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=45)
    starts = [at.isoformat()[:16] for at in event.getrruleset(addRDate=True)]
    assert starts == [f"2026-{day}T10:30" for day in ("11-24", "12-01", "12-08", "12-15")]


def test_feeds_are_written_only_when_something_changed_and_hide_what_is_private(store, tmp_path):
    with store.step("Team"):
        sam = store.put("staff", {"name": "Sam", "initials": "S"})
    bring(store, calendar(tmp_path, EVENT.format(more="CLASS:PRIVATE\r\n")))
    with store.step("Assign"):
        store.put("attendance", {"appointment_id": rows_of(store)[0]["id"], "staff_id": sam})
    folder = tmp_path / "feed"
    folder.mkdir()
    assert feed_is_stale(store, folder)
    written = write_feed(store, folder)
    assert sorted(path.name for path in written) == ["Hartley Calendar.ics", "Sam.ics"]
    for path in written:
        text = path.read_text()
        assert "SUMMARY:Busy" in text
        assert "Site visit" not in text
    assert not feed_is_stale(store, folder)
    assert store.value("SELECT count(*) FROM step") == 3
    note_feed(store, "0:elsewhere")
    assert feed_is_stale(store, folder)
    assert write_feed(store, folder) == []
    with pytest.raises(CannotWrite):
        write_feed(store, tmp_path / "not there")


def test_an_export_into_its_own_book_changes_nothing_also_with_people(store, tmp_path):
    ann = contacts.save_contact(store, Contact(name="Ann Lee"))
    people.save_emails(store, "contact", ann, [EmailAddress(value="ann@lee.example")])
    meant = Appointment(title="Visit", start_at="2026-11-19T10:30", end_at="2026-11-19T11:15")
    appointments.save_appointment(store, meant, contacts=[ann])
    exporting.export_list(store, ListQuery("appointment"), None, tmp_path / "out.ics")
    done = bring(store, tmp_path / "out.ics")
    assert (done.rows["unchanged"], done.step_id) == (1, 0)


def test_kinds_are_known_by_the_categories_of_others(store):
    known = Known(store, [])
    assert known.kind(("Red category", "SITE VISIT")) == "visit"
    assert known.kind(("Red category",)) == ""


def test_what_goes_from_midnight_to_midnight_here_is_no_whole_day_when_it_comes_back(
    store, tmp_path
):
    night = Appointment(title="Watch", start_at="2027-01-05T00:00", end_at="2027-01-06T00:00")
    appointments.save_appointment(store, night)
    path = tmp_path / "out.ics"
    exporting.export_list(store, ListQuery("appointment"), None, path)
    assert bring(store, path).done.is_nothing()
    assert rows_of(store)[0]["all_day"] == 0


@pytest.mark.parametrize("due", [{"due_on": "2026-11-24", "due_time": "09:00"},
                                 {"due_on": "2026-11-24"}])  # fmt: skip
def test_the_reminder_of_a_to_do_comes_back(store, tmp_path, due):
    tasks.save_task(store, Task(title="Ring", reminder_minutes=15, **due))
    path = tmp_path / "todo.ics"
    exporting.export_list(store, ListQuery("task"), None, path)
    assert "TRIGGER;RELATED=END:-PT15M" in path.read_text(encoding="utf-8")
    other = book.create_book(tmp_path / "other.deskbook")
    try:
        calendars.bring_in(other, path, calendars.read(other, path))
        facts = "SELECT title, due_on, due_time, reminder_minutes, extra FROM task"
        (back,) = other.dicts(facts)
        assert (back["due_on"], back["reminder_minutes"]) == ("2026-11-24", 15)
        assert "VALARM" not in back["extra"]
        assert calendars.rehearse(other, calendars.read(other, path)).rows["unchanged"] == 1
    finally:
        book.close_book(other)
