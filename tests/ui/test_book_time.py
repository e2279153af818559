"""Now is the office's time, wherever the computer is; and times are written as people there do."""

import os
import time
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QLocale

from app.storage.settings import save_settings
from app.ui import book_locale, book_time, words

SUMMER = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def computer_in(monkeypatch):
    """Sets the zone of this computer."""

    def travel(zone):
        monkeypatch.setitem(os.environ, "TZ", zone)
        time.tzset()

    yield travel
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def book_in(session):
    """Sets zone and formats of the book, and of the tests as they were."""
    before = QLocale()

    def settle(zone, locale="en_GB"):
        save_settings(session.store, {"zone": zone, "locale": locale})
        book_time.adopt(session)
        book_locale.adopt(session)

    yield settle
    settle("Europe/London")
    QLocale.setDefault(before)


def test_now_is_the_wall_time_of_the_book(book_in, computer_in):
    computer_in("America/New_York")
    book_in("Europe/London")
    assert book_time.here(SUMMER) == datetime(2026, 7, 1, 13, 0)
    assert abs(book_time.now() - book_time.here(datetime.now(UTC))).total_seconds() < 5


def test_what_was_written_as_utc_is_read_in_the_same_time(book_in, computer_in):
    computer_in("America/New_York")
    book_in("Europe/Berlin")
    assert words.local_time("2026-07-01T12:00:00.000Z") == datetime(2026, 7, 1, 14, 0)


def test_another_time_of_the_computer_is_said_once_it_differs(book_in, computer_in):
    computer_in("America/New_York")
    book_in("Europe/London")
    said = book_time.computer_words(SUMMER)
    assert said.startswith("Times are those of London.")
    computer_in("Europe/Dublin")
    assert book_time.computer_words(SUMMER) == ""


def test_times_of_day_follow_the_formats_of_the_book(book_in):
    book_in("Europe/London", "en_GB")
    assert words.time_words("14:05") == "14:05"
    book_in("America/New_York", "en_US")
    assert words.time_words("14:05").replace("\u202f", " ") == "2:05 PM"
