"""Rules of recurrence: as the RFC and dateutil have them, within limits, steady on the wall."""

from datetime import datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.calendar.recurrence import (
    check_rule,
    occurrences,
    parse_rule,
    rule_text,
    sentence,
    series_end,
    walls_text,
)
from app.storage.recurring_days import starts

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@st.composite
def rules(draw):
    freq = draw(st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")))
    parts = [f"FREQ={freq}"]
    if draw(st.booleans()):
        parts.append(f"INTERVAL={draw(st.integers(1, 6))}")
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 60))}")
    if draw(st.booleans()):
        # dateutil meets both of “every Friday” and “the last Saturday”, RFC 5545 either of them:
        # only rules without such a mixture can be compared.
        places = ("",)
        if freq in ("MONTHLY", "YEARLY") and draw(st.booleans()):
            places = ("1", "2", "3", "-1", "-2")
        days = draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=3, unique=True))
        parts.append("BYDAY=" + ",".join(draw(st.sampled_from(places)) + day for day in days))
    if draw(st.integers(0, 2)) == 0:
        months = draw(st.lists(st.integers(1, 12), min_size=1, max_size=3, unique=True))
        parts.append("BYMONTH=" + ",".join(map(str, months)))
    if freq != "WEEKLY" and draw(st.integers(0, 3)) == 0:
        days = draw(st.lists(st.sampled_from((1, 13, 15, 28, -1, -3)), min_size=1, unique=True))
        parts.append("BYMONTHDAY=" + ",".join(map(str, days)))
    elif freq == "YEARLY" and draw(st.integers(0, 3)) == 0:
        parts.append(draw(st.sampled_from(("BYYEARDAY=1,100,-1", "BYYEARDAY=60"))))
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(('SU', 'MO')))}")
    return ";".join(parts)


@settings(max_examples=250, deadline=None)
@given(rules(), st.integers(0, 1500), st.integers(-50, 1500), st.sampled_from((1, 7, 31, 366)))
def test_closed_form_and_dateutil_give_the_same_times(rule, day, offset, length):
    start = datetime(2015, 1, 1, 9, 30) + timedelta(days=day)
    first = start + timedelta(days=offset)
    last = first + timedelta(days=length)
    peer = rrulestr(rule, dtstart=start)
    # Bounded by hand: dateutil goes on to the year 9999 where a rule names no day at all.
    peer = peer.replace(until=last) if "COUNT" not in rule else peer
    wanted = []
    deadline = perf_counter() + 1
    for moment in peer:
        if moment >= last or perf_counter() > deadline:
            break
        if moment >= first:
            wanted.append(moment)
    assert list(starts(parse_rule(rule), start, first, last)) == wanted


@pytest.mark.parametrize("rule", [
    "FREQ=YEARLY;BYWEEKNO=1,20", "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO;WKST=SU",
    "FREQ=YEARLY;BYDAY=20MO", "FREQ=YEARLY;BYDAY=-1SU",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
])  # fmt: skip
def test_seldom_rules_are_as_in_dateutil(rule):
    start = datetime(2020, 1, 6, 9)
    last = datetime(2031, 1, 1)
    wanted = list(rrulestr(rule, dtstart=start).between(start, last, inc=True))
    assert list(starts(parse_rule(rule), start, start, last)) == wanted


def test_weeks_are_counted_as_in_iso_8601():
    # dateutil takes 1 January 2022 for a day of week 53; it lies in week 52 of 2021.
    for number in (1, 52, 53):
        start, last = datetime(2019, 1, 1), datetime(2031, 1, 1)
        found = starts(parse_rule(f"FREQ=YEARLY;BYWEEKNO={number}"), start, start, last)
        every = (start + timedelta(days=place) for place in range((last - start).days))
        assert list(found) == [day for day in every if day.isocalendar().week == number]


def test_plain_and_placed_weekdays_of_one_rule_add_up():
    rule = parse_rule("FREQ=MONTHLY;BYDAY=FR,-1SA")
    found = starts(rule, datetime(2026, 11, 1), datetime(2026, 11, 1), datetime(2026, 12, 1))
    assert [moment.day for moment in found] == [6, 13, 20, 27, 28]


ZONES = (
    "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Paris", "Europe/Berlin",
    "Europe/Madrid", "Europe/Rome", "Europe/Warsaw", "Europe/Athens", "Europe/Helsinki",
    "Europe/Kyiv", "Europe/Bucharest", "Atlantic/Azores", "America/New_York", "America/Chicago",
    "America/Denver", "America/Los_Angeles", "America/Anchorage", "America/St_Johns",
    "America/Halifax", "America/Havana", "America/Santiago", "America/Asuncion",
    "America/Sao_Paulo", "America/Mexico_City", "America/Toronto", "America/Winnipeg",
    "Australia/Sydney", "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Auckland",
    "Pacific/Chatham", "Asia/Jerusalem", "Asia/Beirut", "Asia/Tehran", "Asia/Tokyo",
    "Asia/Kolkata", "Africa/Casablanca", "Africa/Cairo", "America/Godthab",
)  # fmt: skip


def edges(zone, year):
    """The days of a year on which the offset of a zone changes."""
    info = ZoneInfo(zone)
    moment = datetime(year, 1, 1, 12)
    found = []
    for _ in range(365):
        after = moment + timedelta(days=1)
        if moment.replace(tzinfo=info).utcoffset() != after.replace(tzinfo=info).utcoffset():
            found.append(after.date())
        moment = after
    return found


@pytest.mark.parametrize("zone", ZONES)
def test_no_wall_time_shifts_where_the_clocks_change(zone):
    for edge in edges(zone, 2026) or [datetime(2026, 3, 29).date()]:
        first = (edge - timedelta(days=3)).isoformat()
        last = (edge + timedelta(days=4)).isoformat()
        for clock, end in (("00:10", "00:40"), ("02:05", "02:35"), ("10:30", "11:15")):
            found = occurrences(
                f"{first}T{clock}", f"{first}T{end}", rrule="FREQ=DAILY", zone=zone,
                first=first, last=last,
            )  # fmt: skip
            assert len(found) == 7
            for one in found:
                assert one.key[11:] == clock
                moment = datetime.fromisoformat(one.key).replace(tzinfo=ZoneInfo(zone))
                exists = moment.astimezone(ZoneInfo("UTC")).astimezone(moment.tzinfo)
                if exists.replace(tzinfo=None).isoformat()[:16] == one.key:
                    assert (one.start_at[11:], one.end_at[11:]) == (clock, end)
                else:
                    length = datetime.fromisoformat(one.end_at) - datetime.fromisoformat(
                        one.start_at
                    )
                    assert one.start_at > one.key
                    assert length == timedelta(
                        minutes=int(end[3:]) - int(clock[3:]) + 60 * (int(end[:2]) - int(clock[:2]))
                    )


def test_a_missing_hour_moves_on_and_keeps_its_length():
    found = occurrences(
        "2026-03-28T01:30", "2026-03-28T02:00", rrule="FREQ=DAILY", zone="Europe/London",
        first="2026-03-29", last="2026-03-30",
    )  # fmt: skip
    assert [(one.key, one.start_at, one.end_at) for one in found] == [
        ("2026-03-29T01:30", "2026-03-29T02:30", "2026-03-29T03:00")
    ]


def test_the_end_is_meant_in_date_in_wall_time_and_in_utc():
    shown = {"start_at": "2026-06-01T10:30", "end_at": "2026-06-01T11:00", "zone": "Europe/Berlin"}
    span = {"first": "2026-06-01", "last": "2026-07-01"}
    for until in ("20260603", "20260603T103000", "20260603T083000Z"):
        found = occurrences(rrule=f"FREQ=DAILY;UNTIL={until}", **shown, **span)
        assert [one.key[8:10] for one in found] == ["01", "02", "03"], until
    short = occurrences(rrule="FREQ=DAILY;UNTIL=20260603T082959Z", **shown, **span)
    assert len(short) == 2


def test_further_and_left_out_times_are_wall_times_or_days():
    found = occurrences(
        "2026-06-01T10:30", "2026-06-01T11:00", rrule="FREQ=WEEKLY;COUNT=3",
        rdates=walls_text(["2026-06-03T14:00", "2026-06-04"]),
        exdates=walls_text(["2026-06-08T10:30", "2026-06-15"]),
        zone="Europe/London", first="2026-06-01", last="2026-07-01",
    )  # fmt: skip
    assert [one.start_at for one in found] == [
        "2026-06-01T10:30", "2026-06-03T14:00", "2026-06-04T10:30",
    ]  # fmt: skip


def test_what_is_running_when_the_span_begins_is_in_it():
    found = occurrences(
        "2026-06-01T22:00", "2026-06-02T06:00", rrule="FREQ=DAILY", zone="Europe/London",
        first="2026-06-10T02:00", last="2026-06-10T03:00",
    )  # fmt: skip
    assert [one.key for one in found] == ["2026-06-09T22:00"]


BOMBS = (
    "FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=1", "FREQ=HOURLY", "FREQ=DAILY;COUNT=1000000000",
    "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;INTERVAL=99999999999999999999",
    "FREQ=YEARLY;BYHOUR=1", "FREQ=DAILY;BYSECOND=" + ",".join(map(str, range(60))),
    "FREQ=YEARLY;BYYEARDAY=" + ",".join(map(str, range(1, 367))), "FREQ=DAILY;UNTIL=never",
    "FREQ=WEEKLY;BYDAY=1MO", "FREQ=WEEKLY;BYDAY=XX", "FREQ=MONTHLY;BYMONTHDAY=32", "INTERVAL=2",
    "FREQ=DAILY;FREQ=DAILY", "", "x" * 5000, "FREQ=DAILY;COUNT=5;UNTIL=20260101",
)  # fmt: skip


@pytest.mark.parametrize("rule", BOMBS)
def test_rules_beyond_the_limits_are_refused_in_a_sentence(rule):
    if rule:
        assert check_rule(rule).endswith((".", "none."))


SLOW = (
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5000",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", "FREQ=DAILY;BYDAY=MO;BYSETPOS=2",
    "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=3;COUNT=5000", "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
    "FREQ=YEARLY;INTERVAL=1000;BYYEARDAY=366;BYDAY=MO", "FREQ=MONTHLY;BYSETPOS=31;BYDAY=MO",
)  # fmt: skip


@pytest.mark.parametrize("rule", SLOW)
def test_rules_that_name_no_day_end_quickly(rule):
    began = perf_counter()
    occurrences(
        "1900-01-01T09:00", "1900-01-01T10:00", rrule=rule, zone="Europe/London",
        first="2199-01-01", last="2200-01-01",
    )  # fmt: skip
    assert series_end("1900-01-01T09:00", "1900-01-01T10:00", rrule=rule)
    assert perf_counter() - began < 2


def test_a_rule_reads_as_a_sentence():
    start = "2026-11-24T10:30"
    said = {
        "FREQ=WEEKLY": "Every Tuesday",
        "FREQ=WEEKLY;UNTIL=20270303": "Every Tuesday until 3 March 2027",
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR": "Every weekday",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH": "Every two weeks on Tuesday and Thursday",
        "FREQ=DAILY;INTERVAL=3;COUNT=5": "Every three days, five times",
        "FREQ=MONTHLY;BYDAY=2TU": "Every month on the second Tuesday",
        "FREQ=MONTHLY;BYMONTHDAY=-1": "Every month on the last day",
        "FREQ=YEARLY": "Every year on 24 November",
        "nonsense": "On days of its own",
        "": "",
    }
    for rule, words in said.items():
        assert sentence(rule, start) == words


def test_a_rule_survives_being_written():
    for text in ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=SU", "FREQ=MONTHLY;COUNT=5;BYDAY=-1FR"):
        assert parse_rule(rule_text(parse_rule(text))) == parse_rule(text)


def test_the_end_of_a_series_is_known_so_that_old_ones_are_not_looked_at():
    first = ("2026-06-01T10:30", "2026-06-01T11:00")
    assert series_end(*first) == ""
    assert series_end(*first, rrule="FREQ=DAILY") == "9999"
    assert series_end(*first, rrule="FREQ=DAILY;COUNT=3")[:10] == "2026-06-04"
    assert series_end(*first, rrule="FREQ=DAILY;UNTIL=20260610")[:10] >= "2026-06-10"
    assert series_end(*first, rdates=walls_text(["2027-01-01T09:00"]))[:4] == "2027"


@pytest.mark.parametrize("rule", [
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31;COUNT=5000", "FREQ=DAILY;BYSETPOS=2",
    "FREQ=DAILY;INTERVAL=7;BYDAY=MO;COUNT=5000", "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2;COUNT=9",
    "FREQ=MONTHLY;INTERVAL=2;BYMONTH=2;COUNT=3", "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6;COUNT=2",
    "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29;COUNT=4",
])  # fmt: skip
def test_a_rule_that_names_no_day_ends_soon_and_finds_none(rule):
    # dateutil looks on to the year 9999 within one step, and does not heed its end meanwhile.
    begin, start = perf_counter(), datetime(2027, 1, 5, 9)
    assert list(starts(parse_rule(rule), start, start, datetime(2031, 1, 1))) == []
    assert perf_counter() - begin < 0.4
    assert series_end("2027-01-05T09:00", "2027-01-05T10:00", rrule=rule)
    assert perf_counter() - begin < 0.8


@pytest.mark.parametrize("year", [1899, 1900, 2000, 2026, 2100, 2399])
def test_a_year_is_told_by_its_twin_and_yet_is_itself(year):
    first, last = datetime(year, 1, 1, 8), datetime(year + 1, 1, 1)
    for words in ("FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;BYMONTHDAY=29;BYMONTH=2",
                  "FREQ=YEARLY;BYYEARDAY=-1,60", "FREQ=WEEKLY;BYDAY=MO,SU;BYSETPOS=-1;WKST=TU",
                  "FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=31"):  # fmt: skip
        start = datetime(1897, 3, 2, 8)
        wanted = rrulestr(words, dtstart=start).between(first, last, inc=True)
        assert list(starts(parse_rule(words), start, first, last)) == wanted


def test_a_series_with_an_end_is_not_looked_for_beyond_it():
    begin, start = perf_counter(), datetime(2027, 1, 5, 9)
    for rule in ("FREQ=DAILY;COUNT=41", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=12", "FREQ=YEARLY;COUNT=9"):
        for _ in range(20):
            assert len(list(starts(parse_rule(rule), start, start, datetime.max))) in (9, 12, 41)
    assert perf_counter() - begin < 0.5
