"""One typed line becomes an appointment."""

from datetime import date, datetime

import pytest

from app.models.quick_words import read_line
from app.ui.widgets.date_words import parse_date

NOW = datetime(2026, 11, 18, 10, 40)


def read(text: str):
    return read_line(text, NOW, lambda words, today: parse_date(words, today))


def test_a_line_gives_title_day_time_and_length():
    found = read("Site visit Thu 10:30 45 min")
    assert found.title == "Site visit"
    assert found.start == datetime(2026, 11, 19, 10, 30)
    assert found.minutes == 45
    assert found.kind == "visit"


@pytest.mark.parametrize(
    ("text", "start", "minutes", "title"),
    [
        ("Call Arjun tomorrow at 9", datetime(2026, 11, 19, 9), None, "Call Arjun"),
        ("Lunch fri 12:00-13:30", datetime(2026, 11, 20, 12), 90, "Lunch"),
        ("Install 2pm 3 hours", datetime(2026, 11, 18, 14), 180, "Install"),
        ("Van service 24 Nov 8.15", datetime(2026, 11, 24, 8, 15), None, "Van service"),
        ("Meeting on friday 9am to 11am", datetime(2026, 11, 20, 9), 120, "Meeting"),
        ("Dentist 1.12. 14:00 1.5 h", datetime(2026, 12, 1, 14), 90, "Dentist"),
    ],
)
def test_days_times_and_lengths_are_read_as_people_write_them(text, start, minutes, title):
    found = read(text)
    assert (found.start, found.minutes, found.title) == (start, minutes, title)


def test_a_time_that_has_passed_today_means_tomorrow():
    assert read("Call back 9:00").start == datetime(2026, 11, 19, 9)


def test_words_that_only_look_like_days_stay_in_the_title():
    found = read("Things to do")
    assert (found.title, found.start) == ("Things to do", None)


def test_a_line_of_nothing_but_a_day_keeps_its_words_as_title():
    assert read("tomorrow").title == "tomorrow"


def test_all_day_is_understood_and_has_no_length():
    found = read("Garden show all day tue")
    assert found.all_day
    assert found.minutes is None
    assert found.start is not None
    assert found.start.date() == date(2026, 11, 24)
    assert found.title == "Garden show"


@pytest.mark.parametrize(
    ("text", "title", "start", "rule"),
    [
        ("every tue 9:00 Stand-up", "Stand-up", datetime(2026, 11, 24, 9),
         "FREQ=WEEKLY;BYDAY=TU"),
        ("Yoga every mon and thu 18:00 x10", "Yoga", datetime(2026, 11, 19, 18),
         "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=10"),
        ("Care round every second friday 8:30", "Care round", datetime(2026, 11, 20, 8, 30),
         "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ("Stand-up every weekday 9:00 until 18 Dec", "Stand-up", datetime(2026, 11, 19, 9),
         "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20261218"),
        ("Rent review every 3 months", "Rent review", None, "FREQ=MONTHLY;INTERVAL=3"),
        ("Backup check monthly 16:00", "Backup check", datetime(2026, 11, 18, 16),
         "FREQ=MONTHLY"),
    ],
)  # fmt: skip
def test_repetition_is_read_as_people_write_it(text, title, start, rule):
    found = read(text)
    assert (found.title, found.start, found.rule) == (title, start, rule)


def test_everybody_is_no_repetition():
    assert (read("Lunch with everybody").rule, read("Lunch with everybody").title) == (
        "", "Lunch with everybody",
    )  # fmt: skip


def test_names_are_looked_for_after_with_and_after_the_kind():
    assert read("Lunch with Charlotte Webb fri").people[0] == "Charlotte Webb"
    assert read("Site visit Webb Thu 10:30").people[0] == "Webb"
    assert read("Order turf").people == ()


def test_kinds_of_the_book_are_known_by_their_own_names():
    found = read_line("Haircut Ann", NOW, lambda *_: None, {"cut": "Haircut"})
    assert (found.kind, found.people[0]) == ("cut", "Ann")


def test_a_title_begins_with_a_capital_as_the_line_did():
    assert read("Weekly visit").title == "Visit"
    assert read("weekly visit").title == "visit"
    assert read("Thu iPhone repair").title == "iPhone repair"
