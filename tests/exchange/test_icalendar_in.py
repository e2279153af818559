"""Calendars as programs really write them, and as nobody should."""

import contextlib
import random
import time
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.calendars.icalendar_in import parsed, read_calendar
from app.exchange.calendars.icalendar_rules import plain_rule, vcalendar_rule
from app.exchange.calendars.icalendar_values import length, listed, moment, words
from app.exchange.calendars.zone_names import exact_zone, spoken_zone
from app.exchange.tables.table import UnreadableFile
from app.models.calendar.calendar_hours import told_as_dates
from app.storage.wall_time import parse_wall


def event(*lines, wrap="VCALENDAR"):
    body = "\r\n".join(("BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT"))
    return f"BEGIN:{wrap}\r\n{body}\r\nEND:{wrap}\r\n".encode() if wrap else body.encode()


def one(*lines, zone="Europe/London", wrap="VCALENDAR"):
    (entry,) = parsed(event(*lines, wrap=wrap), zone).entries
    return entry


START = "DTSTART:20261124T103000"


def test_a_bare_event_without_a_calendar_or_version_is_read():
    entry = one(START, "SUMMARY:Visit", wrap="")
    assert (entry.title, entry.start, entry.zone) == ("Visit", "2026-11-24T10:30", "Europe/London")


def test_lines_folded_inside_a_character_are_whole_again():
    data = event(START, "SUMMARY:Grüße")
    cut = data.index("ü".encode()) + 1
    folded = data[:cut] + b"\r\n " + data[cut:]
    assert parsed(folded, "UTC").entries[0].title == "Grüße"
    assert parsed(folded.replace(b"\r\n", b"\n"), "UTC").entries[0].title == "Grüße"
    assert parsed(b"\xef\xbb\xbf" + data, "UTC").entries[0].title == "Grüße"
    assert parsed(data.decode().encode("utf-16"), "UTC").entries[0].title == "Grüße"
    assert parsed(data.decode().encode("cp1252"), "UTC").entries[0].title == "Grüße"


@pytest.mark.parametrize(
    ("lines", "start", "end", "zone"),
    [
        ((START, "DURATION:PT45M"), "2026-11-24T10:30", "2026-11-24T11:15", "Europe/London"),
        (("DTSTART:20261124T103000Z",), "2026-11-24T10:30", "2026-11-24T10:30", "Europe/London"),
        (("DTSTART;VALUE=DATE:20261124",), "2026-11-24", "2026-11-25", ""),
        (("DTSTART;VALUE=DATE:20261124", "DTEND;VALUE=DATE:20261127"),
         "2026-11-24", "2026-11-27", ""),
        (("DTSTART:20261124T000000", "DTEND:20261126T000000"), "2026-11-24", "2026-11-26", ""),
        (("DTSTART;TZID=W. Europe Standard Time:20261124T103000", "DTEND:20261124T103000Z"),
         "2026-11-24T10:30", "2026-11-24T11:30", "Europe/Berlin"),
        (("DTSTART;TZID=\"(UTC+01:00) Amsterdam, Berlin\":20261124T103000",),
         "2026-11-24T10:30", "2026-11-24T10:30", "Europe/Berlin"),
    ],
)  # fmt: skip
def test_start_and_end_are_wall_times_of_a_zone(lines, start, end, zone):
    entry = one(*lines)
    assert (entry.start, entry.end) == (start, end)
    same = {entry.zone, zone} == {"Europe/Berlin", "Europe/Amsterdam"}
    assert entry.zone == zone or same


def test_a_series_in_utc_keeps_its_hour_and_takes_the_calendar_s_zone():
    rule = "RRULE:FREQ=WEEKLY"
    assert one("DTSTART:20260701T080000Z", rule).zone == "UTC"
    data = event("DTSTART:20260701T080000Z", rule).replace(
        b"BEGIN:VEVENT", b"X-WR-TIMEZONE:America/New_York\r\nBEGIN:VEVENT"
    )
    entry = parsed(data, "Europe/London").entries[0]
    assert (entry.start, entry.zone) == ("2026-07-01T04:00", "America/New_York")


def test_a_zone_of_any_name_is_judged_by_its_rules():
    zone = (
        b"BEGIN:VTIMEZONE\r\nTZID:My own\r\nBEGIN:DAYLIGHT\r\nDTSTART:20070311T020000\r\n"
        b"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\nTZOFFSETFROM:-0600\r\nTZOFFSETTO:-0500\r\n"
        b"END:DAYLIGHT\r\nBEGIN:STANDARD\r\nDTSTART:20071104T020000\r\n"
        b"RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0600\r\n"
        b"END:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT"
    )
    data = event("DTSTART;TZID=My own:20260701T100000").replace(b"BEGIN:VEVENT", zone)
    read = parsed(data, "Europe/London")
    assert read.entries[0].zone == "America/Chicago"
    assert "My own" in read.notes[0]


@pytest.mark.parametrize(
    ("name", "zone"),
    [("Eastern Standard Time", "America/New_York"), ("/x.org/20070129_1/Europe/Berlin",
      "Europe/Berlin"), ("custom_Pacific/Fiji", "Pacific/Fiji"), ("america/new_york",
      "America/New_York"), ("GMT", "UTC"), ("Asia/Katmandu", "Asia/Kathmandu"),
     ("India Standard Time", "Asia/Kolkata"), ("Europe/Kiev", "Europe/Kyiv"),
     ("Europe/Oslo", "Europe/Oslo"), ("US/Eastern", "America/New_York")],
)  # fmt: skip
def test_names_of_zones_are_known_in_many_dresses(name, zone):
    assert exact_zone(name) == zone
    assert spoken_zone("(UTC-05:00) Eastern Time (US & Canada)") == "America/New_York"


def test_exceptions_are_wall_times_of_the_series_whatever_form_they_come_in():
    entry = one(
        "DTSTART;TZID=Europe/Berlin:20261124T103000", "RRULE:FREQ=DAILY",
        "EXDATE:20261125T093000Z,20261126T093000Z", "EXDATE;VALUE=DATE:20261127",
        "RDATE;TZID=Europe/London:20261201T080000",
    )  # fmt: skip
    assert entry.exdates == ("2026-11-25T10:30", "2026-11-26T10:30", "2026-11-27T10:30")
    assert entry.rdates == ("2026-12-01T09:00",)


def test_a_rule_of_exceptions_becomes_dates():
    entry = one(START, "RRULE:FREQ=DAILY;COUNT=10", "EXRULE:FREQ=WEEKLY;BYDAY=SA,SU")
    assert entry.exdates == ("2026-11-28T10:30", "2026-11-29T10:30")


def test_a_change_from_a_time_on_cuts_the_series():
    data = event("DTSTART:20260901T100000", "RRULE:FREQ=DAILY;COUNT=10", "SUMMARY:A")
    later = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20260905T100000", "DTSTART:20260905T140000", "SUMMARY:B"
    )
    first, second = parsed(data + later, "UTC").entries
    assert (first.rule, first.title) == ("FREQ=DAILY;UNTIL=20260905T095959", "A")
    assert (second.start, second.rule, second.title) == (
        "2026-09-05T14:00", "FREQ=DAILY;COUNT=6", "B",
    )  # fmt: skip
    assert second.uid == "1#2026-09-05T10:00"


def test_an_alarm_is_minutes_before_the_start_however_it_is_given():
    def alarm(trigger):
        return one(START, "DTEND:20261124T113000", "BEGIN:VALARM", "ACTION:DISPLAY", trigger,
                   "END:VALARM").reminder_minutes  # fmt: skip

    assert alarm("TRIGGER:-PT15M") == 15
    assert alarm("TRIGGER;RELATED=END:-PT90M") == 30
    assert alarm("TRIGGER;VALUE=DATE-TIME:20261124T093000Z") == 60
    assert alarm("TRIGGER:PT15M") == -1


@pytest.mark.parametrize(
    ("old", "rule"),
    [("D1 #10", "FREQ=DAILY;COUNT=10"), ("W2 TU TH #0", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH"),
     ("MP1 1+ SU 2- FR #3", "FREQ=MONTHLY;BYDAY=1SU,-2FR;COUNT=3"),
     ("MD1 1 LD 20271224T000000", "FREQ=MONTHLY;BYMONTHDAY=1,-1;UNTIL=20271224T000000"),
     ("YM1 6 7 #8", "FREQ=YEARLY;BYMONTH=6,7;COUNT=8"), ("W1 MO", "FREQ=WEEKLY;BYDAY=MO;COUNT=2")],
)  # fmt: skip
def test_rules_of_vcalendar_are_said_as_rfc_5545_has_them(old, rule):
    assert vcalendar_rule(old, parse_wall("2026-11-24T10:30")) == rule


def test_vcalendar_is_read_with_its_quoted_printable_and_its_zone():
    data = (
        b"BEGIN:VCALENDAR\nVERSION:1.0\nTZ:-08\n"
        b"DAYLIGHT:TRUE;-07;20260308T020000;20261101T020000;PST;PDT\nBEGIN:VEVENT\n"
        b"SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Gr=C3=BC=\n=C3=9Fe\n"
        b"DTSTART:20260701T090000\nDTEND:20260701T100000\nRRULE:W1 WE #4\n"
        b"END:VEVENT\nEND:VCALENDAR\n"
    )
    entry = parsed(data, "Europe/London").entries[0]
    assert (entry.title, entry.zone) == ("Grüße", "America/Los_Angeles")
    assert entry.rule == "FREQ=WEEKLY;BYDAY=WE;COUNT=4"


def test_hours_in_a_rule_are_told_as_dates_while_they_end():
    found = told_as_dates("FREQ=HOURLY;INTERVAL=3;COUNT=3", "2026-11-24T10:30", "UTC")
    assert [at.hour for at in found] == [10, 13, 16]
    assert told_as_dates("FREQ=MINUTELY", "2026-11-24T10:30", "UTC") == []
    assert told_as_dates("FREQ=MINUTELY;COUNT=5001", "2026-11-24T10:30", "UTC") == []


BOMBS = [
    "FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;COUNT=99999",
    "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=99999999999", "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=MONTHLY;BYSETPOS=400;BYDAY=MO",
    "FREQ=YEARLY;BYYEARDAY=" + ",".join(map(str, range(1, 367))),
    "FREQ=DAILY;UNTIL=00000101", "FREQ=DAILY;BYSECOND=" + ",".join(map(str, range(60))),
    "FREQ=MINUTELY;COUNT=999;BYHOUR=25", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYMONTH=6", "FREQ=",
    "COUNT=3", "FREQ=DAILY;FREQ=HOURLY", "FREQ=HOURLY;UNTIL=99991231T235959Z",
]  # fmt: skip


@pytest.mark.parametrize("rule", BOMBS)
def test_no_rule_takes_long(rule):
    began = time.perf_counter()
    entry = one(START, f"RRULE:{rule}", f"EXRULE:{rule}")
    assert time.perf_counter() - began < 1.5
    assert entry.start == "2026-11-24T10:30"


def test_every_filled_property_is_accounted_for():
    data = event(
        START, "DTEND:oops", "RRULE:FREQ=SECONDLY", "SUMMARY:A", "X-A:1",
        "DTSTAMP:20260101T000000Z", "CLASS:PRIVATE", "EMPTY:",
    )  # fmt: skip
    read = parsed(data, "UTC")
    assert read.counts == {"stored": 3, "refused": 2, "parked": 1, "left_out": 1, "transformed": 1}
    assert {fate.property for fate in read.fates} == {"DTEND", "RRULE"}


def nested(depth):
    return b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * depth + b"END:X\n" * depth + b"END:VCALENDAR\n"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no calendar",
        nested(12),
        event(START, "SUMMARY:" + "a" * 1_000_001),
        b"BEGIN:VCALENDAR",
    ],
)
def test_what_breaks_a_limit_or_is_none_is_refused_in_a_sentence(data):
    with pytest.raises(UnreadableFile, match=r"\w+ \w+.*\."):
        parsed(data, "UTC")


def test_a_calendar_is_read_in_a_process_of_its_own(tmp_path):
    path = tmp_path / "a.ics"
    path.write_bytes(event(START, "SUMMARY:A", "ATTENDEE;CN=Ann:mailto:ann@lee.example"))
    read = read_calendar(path, zone="Europe/Paris")
    assert (read.entries[0].zone, read.entries[0].people[0].email) == (
        "Europe/Paris", "ann@lee.example",
    )  # fmt: skip
    path.write_bytes(b"BEGIN:VCALENDAR\n" + b"X" * 21_000_000)
    with pytest.raises(UnreadableFile, match="20 MB"):
        read_calendar(path)


SEED = event(
    "DTSTART;TZID=Europe/Berlin:20261124T103000", "DTEND;TZID=Europe/Berlin:20261124T113000",
    "RRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20301231", "EXDATE:20261127T093000Z",
    "RDATE;VALUE=PERIOD:20261201T100000Z/PT2H", "SUMMARY:Vis\\, it", "BEGIN:VALARM",
    "TRIGGER:-PT15M", "END:VALARM",
)  # fmt: skip
SEED += event("RECURRENCE-ID;RANGE=THISANDFUTURE:20270129T093000Z", "DTSTART:20270129T120000Z")


def test_no_damage_ends_in_a_traceback_or_takes_long():
    chance = random.Random(5)
    pieces = [
        b":", b";", b"\n", b"=", b"\r\n ", b"BEGIN:VEVENT\r\n", b"END:VCALENDAR\r\n", b"\xff",
        b"00000000", b"99991231T235959Z", b"\\", b'"', b",", b"DTSTART:", b"P99999999D",
    ]  # fmt: skip
    for _ in range(200):
        data = bytearray(SEED)
        for _ in range(chance.randint(1, 8)):
            place = chance.randrange(len(data))
            data[place : place + chance.randint(0, 12)] = chance.choice(pieces)
        began = time.perf_counter()
        with contextlib.suppress(UnreadableFile):
            parsed(bytes(data), "Europe/London")
        assert time.perf_counter() - began < 3


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_values_of_any_kind_are_read_or_not_but_never_raise(text):
    moment(text)
    length(text)
    words(text)
    listed(text)
    plain_rule(text, parse_wall("2026-11-24T10:30"))


@given(st.timedeltas(timedelta(0), timedelta(days=900)))
def test_a_length_is_read_as_it_is_written(taken):
    whole = timedelta(seconds=int(taken.total_seconds()))
    seconds = whole.seconds
    text = f"P{whole.days}DT{seconds // 3600}H{seconds % 3600 // 60}M{seconds % 60}S"
    assert length(text) == whole
    assert length(f"-{text}") == -whole


def test_a_zone_with_a_colon_in_its_name_needs_no_quotes():
    data = event("DTSTART;TZID=Hill time (+05:45):20260601T100000", "DURATION:PT1H")
    rules = (
        "BEGIN:VTIMEZONE\r\nTZID:Hill time (+05:45)\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000"
        "\r\nTZOFFSETFROM:+0545\r\nTZOFFSETTO:+0545\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    data = data.replace(b"BEGIN:VEVENT", rules.encode() + b"BEGIN:VEVENT")
    (entry,) = parsed(data, "Europe/London").entries
    assert (entry.start, entry.zone) == ("2026-06-01T10:00", "Asia/Kathmandu")


def test_a_time_that_the_clocks_jump_over_is_the_hour_after_it():
    entry = one(
        "DTSTART;TZID=America/New_York:20260308T023000",
        "DTEND;TZID=America/New_York:20260308T040000",
    )
    assert (entry.start, entry.end) == ("2026-03-08T03:30", "2026-03-08T04:00")
    doubled = one("DTSTART;TZID=America/New_York:20261101T013000", "DURATION:PT30M")
    assert (doubled.start, doubled.end) == ("2026-11-01T01:30", "2026-11-01T02:00")


def test_rules_of_a_zone_that_name_no_day_do_not_hold_up_the_reading():
    part = (
        "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0545\r\nTZOFFSETTO:+0545\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\nEND:STANDARD\r\n"
    )
    rules = f"BEGIN:VTIMEZONE\r\nTZID:Odd\r\n{part * 40}END:VTIMEZONE\r\n"
    data = event("DTSTART;TZID=Odd:20260601T100000", "DURATION:PT1H")
    begin = time.perf_counter()
    (entry,) = parsed(
        data.replace(b"BEGIN:VEVENT", rules.encode() + b"BEGIN:VEVENT"), "UTC"
    ).entries
    assert entry.zone == "Asia/Kathmandu"
    assert time.perf_counter() - begin < 2


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [(("DTSTART:20261025T003000Z", "DTEND:20261025T011500Z"), "01:30", "02:00"),
     (("DTSTART:20261025T003000Z", "DURATION:PT45M"), "01:30", "02:00"),
     (("DTSTART:20261025T001500Z", "DURATION:PT30M"), "01:15", "01:45"),
     (("DTSTART;TZID=Europe/London:20260329T001500", "DURATION:PT3H"), "00:15", "04:15")],
)  # fmt: skip
def test_an_hour_that_comes_twice_or_never_takes_nothing_from_a_length(lines, start, end):
    entry = one(*lines)
    assert (entry.start[11:], entry.end[11:]) == (start, end)


@pytest.mark.parametrize("start", ["99991231T235900Z", "00010101T000000Z", "15991231"])
def test_a_day_beyond_all_reckoning_refuses_its_entry_alone(start):
    read = parsed(
        b"BEGIN:VCALENDAR\r\n" + event(f"DTSTART:{start}", wrap="") + b"\r\n"
        + event(START, "SUMMARY:Visit", wrap="") + b"\r\nEND:VCALENDAR", "UTC",
    )  # fmt: skip
    assert [entry.title for entry in read.entries] == ["Visit"]
    assert read.refused == {1: "Line 2: It has no day or time that can be read."}


def test_a_birthday_of_a_phone_without_a_year_is_kept():
    entry = one("DTSTART;X-APPLE-OMIT-YEAR=1604;VALUE=DATE:16040229", "RRULE:FREQ=YEARLY")
    assert (entry.start, entry.rule) == ("1604-02-29", "FREQ=YEARLY")


def test_a_file_cut_off_within_a_line_keeps_the_time_before_it():
    cut = event(START, "SUMMARY:Visit").replace(b"SUMMARY:Visit", b"SUMM").split(b"\r\nEND")[0]
    assert parsed(cut, "UTC").entries[0].start == "2026-11-24T10:30"


def test_an_event_after_a_part_that_was_never_ended_is_read():
    broken = b"BEGIN:VCALENDAR\r\nBEGIN:VALARM\r\n" + event(START, "SUMMARY:Visit", wrap="")
    assert [entry.title for entry in parsed(broken, "UTC").entries] == ["Visit"]


def test_a_length_or_a_date_beyond_all_reckoning_is_left_out():
    entry = one(START, "DURATION:P99999999D", "EXDATE:99991231T103000,20261125T103000",
                "RDATE:00010101T000000", "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z")  # fmt: skip
    assert (entry.end, entry.exdates, entry.rdates) == (entry.start, ("2026-11-25T10:30",), ())
    assert entry.rule.startswith("FREQ=DAILY;UNTIL=9999")


def test_days_that_last_for_centuries_do_not_repeat():
    read = parsed(event("DTSTART:19000101T000000Z", "DTEND:23000101T000000Z", "RRULE:FREQ=DAILY",
                        "SUMMARY:Visit"), "UTC")  # fmt: skip
    assert read.entries[0].rule == ""
    assert [each.reason for each in read.fates if each.property == "RRULE"] == [
        "What lasts longer than a year does not repeat. The entry comes in once."
    ]
