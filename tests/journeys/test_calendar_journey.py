"""A morning with the calendar, with mouse and keys in the real window, and all of it undone."""

from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.models.operations import staff
from app.storage.queries import calendar
from tests.storage.builders import dump_all

KEY, HELD, LEFT = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton
WEEK = ("2026-11-16T00:00", "2026-11-23T00:00")
NEXT = ("2026-11-23T00:00", "2026-11-30T00:00")


class Person:
    """Somebody at the window: knows days and times, not pixels."""

    def __init__(self, window):
        self.window = window
        self.session = window.session
        self.page = window.ways.go_to_page("calendar")
        self.page.show_mode("week")
        self.page.week.go_to_morning()

    @property
    def editor(self):
        return self.page.deeds.editor

    def place(self, day, clock):
        hour, minute = map(int, clock.split(":"))
        geometry = self.page.week.geometry_now()
        x = geometry.day_x(day) + geometry.column / 2
        return QPoint(round(x), round(geometry.minute_y(hour * 60 + minute)))

    def drag(self, start, end, modifier=HELD.NoModifier):
        port = self.page.week.viewport()
        QTest.mousePress(port, LEFT, modifier, start)
        QTest.mouseMove(port, (start + end) / 2)
        QTest.mouseMove(port, end)
        QTest.mouseRelease(port, LEFT, modifier, end)

    def type_title(self, text):
        QTest.keyClicks(self.editor.title, text)
        QTest.keyClick(self.editor.title, KEY.Key_Return)

    def done(self):
        QTest.mouseClick(self.editor.done, LEFT)
        assert not self.editor.isVisible()

    def answer(self, question, key):
        assert question.isVisible()
        QTest.mouseClick(question.button(key), LEFT)

    def times(self, title, span=WEEK):
        rows = self.session.read(calendar.between, *span)
        return [(row["start"], row["end"][11:]) for row in rows if row["title"] == title]


@pytest.fixture
def person(window, firm):
    staff.add_staff(window.session.store, "Tom")
    window.resize(1400, 900)
    window.session.changed.emit(window.session.store.last_changes)
    window.watch.at_work.open()
    return Person(window)


def test_a_morning_with_the_calendar_is_undone_to_the_last_step(person):
    session, page = person.session, person.page
    before = dump_all(session.store)
    steps = 0

    # Create by drag.
    person.drag(person.place(3, "10:30"), person.place(3, "11:14"))
    person.type_title("Site visit")
    person.done()
    assert person.times("Site visit") == [("2026-11-19T10:30", "11:15")]

    # Move by drag, to the day after and half an hour later.
    person.drag(person.place(3, "10:45"), person.place(4, "11:15"))
    assert person.times("Site visit") == [("2026-11-20T11:00", "11:45")]

    # Resize by its lower edge.
    box = page.week.event_box(page.week.chosen_key)
    edge = QPoint(box.center().x(), box.bottom() - 2)
    person.drag(edge, edge + QPoint(0, round(page.week.geometry_now().hour / 4)))
    assert person.times("Site visit") == [("2026-11-20T11:00", "12:00")]

    # Make it a series.
    QTest.mouseClick(page.week.viewport(), LEFT, HELD.NoModifier, person.place(4, "11:30"))
    choices = person.editor.repeat.rule.combo
    choices.setCurrentIndex(choices.findText("Every Friday"))
    choices.activated.emit(choices.currentIndex())
    person.done()
    assert person.times("Site visit", NEXT) == [("2026-11-27T11:00", "12:00")]

    # Change one of it.
    QTest.keyClick(page.week, KEY.Key_PageDown)
    person.drag(person.place(4, "11:30"), person.place(3, "13:30"))
    person.answer(page.deeds.question, "this")
    assert person.times("Site visit", NEXT) == [("2026-11-26T13:00", "14:00")]
    third = ("2026-11-30T00:00", "2026-12-07T00:00")
    assert person.times("Site visit", third) == [("2026-12-04T11:00", "12:00")]

    # Delete the following.
    QTest.keyClick(page.week, KEY.Key_PageDown)
    box = person.place(4, "11:30")
    QTest.mouseClick(page.week.viewport(), LEFT, HELD.NoModifier, box)
    QTest.mouseClick(person.editor.delete, LEFT)
    person.answer(page.deeds.question, "following")
    assert person.times("Site visit", third) == []
    assert person.times("Site visit") == [("2026-11-20T11:00", "12:00")]

    # Book over a clash, with a reason.
    page.go_today()
    person.drag(person.place(4, "12:30"), person.place(4, "13:14"))
    person.type_title("Call back")
    person.done()
    person.drag(person.place(4, "12:45"), person.place(4, "11:45"))
    question = page.deeds.question
    QTest.mouseClick(question.button("book"), LEFT)
    assert question.isVisible()
    QTest.keyClicks(question.field.editor, "Both know")
    QTest.keyClick(question.field.editor, KEY.Key_Return)
    assert person.times("Call back") == [("2026-11-20T11:30", "12:15")]
    [event] = [one for one in page.week.events if one.title == "Call back"]
    assert event.anyway == "Both know"

    # Undo all, with the keys of the window.
    while dump_all(session.store) != before and steps < 30:
        person.window.commands.actions["undo"].trigger()
        steps += 1
    assert dump_all(session.store) == before
    assert steps <= 12


def test_a_typed_line_books_a_series_with_its_person(person, firm):
    page = person.page
    QTest.mouseClick(page.head.new, LEFT)
    person.type_title("Lunch with Charlotte Webb every tue 12:30 45 min until 15 Dec")
    row = person.session.read(calendar.appointment, *person.editor.key())
    assert (row["title"], row["contacts"]) == ("Lunch with Charlotte Webb", "Charlotte Webb")
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
