"""Days, times and counts in words."""

from datetime import date, datetime, timedelta

from app.ui import words

TODAY = date(2026, 11, 18)


def test_a_near_day_inside_a_sentence_is_small():
    said = [words.day_said(TODAY + timedelta(days=one), TODAY) for one in (-1, 0, 1, 2)]
    assert said == ["yesterday", "today", "tomorrow", "Fri 20 Nov"]


def test_last_contact_is_always_relative():
    assert words.ago_words(date(2026, 6, 10), TODAY) == "5 months ago"
    assert words.ago_words(date(2025, 11, 1), TODAY) == "1 year ago"


def test_an_appointment_says_how_soon_it_is():
    now = datetime(2026, 11, 18, 10, 40)
    start, end = datetime(2026, 11, 18, 11), datetime(2026, 11, 18, 11, 45)
    assert words.soon_words(start, end, now) == "in 20 min"
    assert words.soon_words(start, end, datetime(2026, 11, 18, 11, 10)) == "now"
    assert words.soon_words(start, end, datetime(2026, 11, 18, 12)) == ""


def test_all_day_spans_leave_out_the_day_after_the_last():
    span = words.span_words(datetime(2026, 11, 18), datetime(2026, 11, 19), all_day=True)
    assert span == "All day"
    span = words.span_words(datetime(2026, 11, 18), datetime(2026, 11, 21), all_day=True)
    assert span == "18 Nov to 20 Nov"


def test_counts_fit_their_nouns():
    assert words.count_words(1, "thing to do", "things to do") == "one thing to do"
    assert words.count_words(4, "appointment") == "four appointments"
    assert words.counted(1284, "contact") == "1,284 contacts"
