"""A morning with the calendar, with mouse and keys in the real window, and all of it undone."""

from datetime import datetime

import pytest
from PySide6.QtTest import QTest

from app.models.operations import staff
from app.storage.queries import calendar
from tests.journeys.calendar_morning import HELD, KEY, LEFT, NEXT, Person, morning


@pytest.fixture
def person(window, firm):
    staff.add_staff(window.session.store, "Tom")
    window.resize(1400, 900)
    window.session.changed.emit(window.session.store.last_changes)
    window.watch.at_work.open()
    return Person(window)


def test_a_morning_with_the_calendar_is_undone_to_the_last_step(person):
    morning(person)


def test_a_typed_line_books_a_series_with_its_person(person, firm):
    page = person.page
    QTest.mouseClick(page.head.new, LEFT)
    person.type_title("Lunch with Charlotte Webb every tue 12:30 45 min until 15 Dec")
    row = person.session.read(calendar.appointment, *person.editor.key())
    assert (row["title"], row["contacts"]) == ("Lunch with Charlotte Webb", "Charlotte Webb")
    assert row["account"] == "Marlow Bakery"
    assert person.times("Lunch with Charlotte Webb", NEXT) == [("2026-11-24T12:30", "13:15")]
    assert "until 15 December 2026" in person.editor.repeat.sentence.whole_text()


def test_by_keys_alone_an_appointment_is_found_moved_copied_and_deleted(person):
    week = person.page.week
    week.keys.enter(backward=False)
    first = week.chosen()
    QTest.keyClick(week, KEY.Key_Down, HELD.AltModifier)
    moved = week.chosen()
    assert (moved.start - first.start).total_seconds() == 15 * 60
    QTest.keyClick(week, KEY.Key_Delete)
    assert person.times(first.title) == []
    person.session.undo()
    assert datetime.fromisoformat(person.times(first.title)[0][0]) == moved.start
