"""A morning with the calendar as steps of mouse and keys, for the test and for the pictures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.storage.queries import calendar
from app.storage.queries import today as todos
from tests.storage.builders import dump_all

KEY, HELD, LEFT = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton
WEEK = ("2026-11-16T00:00", "2026-11-23T00:00")
NEXT = ("2026-11-23T00:00", "2026-11-30T00:00")
THIRD = ("2026-11-30T00:00", "2026-12-07T00:00")


class Person:
    """Somebody at the window: knows days and times, not pixels."""

    def __init__(self, window):
        self.window = window
        self.session = window.session
        self.open_week()

    def open_week(self):
        self.page = self.window.ways.go_to_page("calendar")
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


def morning(person: Person, seen: Callable[[str], object] = lambda _name: None) -> None:
    """Do it all, check each step, and undo it to the last byte; ``seen`` is told what is on view.

    Raises ``AssertionError`` where something is not as it should be.
    """
    before = dump_all(person.session.store)
    for step in (
        put_off, log_call, create, move, resize, make_series, change_one, delete_following,
        book_anyway,
    ):  # fmt: skip
        step(person, seen)
    undo_all(person, before)
    seen("undone")


def put_off(person, seen):
    """On Today, a late to-do is put off by keys."""
    page = person.window.ways.go_to_page("today")
    seen("today")
    rows = page.tasks.rows
    rows.setFocus()
    rows.choose_row(0)
    chosen = rows.current_id()
    QTest.keyClick(rows, KEY.Key_Right, HELD.AltModifier)
    due = {row["id"]: row["due_on"] for row in person.session.read(todos.tasks_due, 20)}
    assert due[chosen] == "2026-11-19"


def log_call(person, seen):
    """A call is noted without leaving the page."""
    page = person.window.stack.pane("today")
    rows = page.calls.rows
    rows.setFocus()
    rows.choose_row(0)
    QTest.keyClick(rows, KEY.Key_Space)
    card = page.deeds.call_card
    QTest.keyClicks(card.note.editor, "Thinks it over until Friday")
    seen("call")
    QTest.mouseClick(card.log, LEFT)
    assert not card.isVisible()


def create(person, seen):
    """By drag on empty ground, and a typed title."""
    person.open_week()
    seen("week")
    person.drag(person.place(3, "10:30"), person.place(3, "11:14"))
    person.type_title("Site visit")
    seen("editor")
    person.done()
    assert person.times("Site visit") == [("2026-11-19T10:30", "11:15")]
    seen("create")


def move(person, seen):
    """By drag, to the day after and half an hour later."""
    person.drag(person.place(3, "10:45"), person.place(4, "11:15"))
    assert person.times("Site visit") == [("2026-11-20T11:00", "11:45")]
    seen("move")


def resize(person, seen):
    """By its lower edge."""
    page = person.page
    box = page.week.event_box(page.week.chosen_key)
    edge = QPoint(box.center().x(), box.bottom() - 2)
    person.drag(edge, edge + QPoint(0, round(page.week.geometry_now().hour / 4)))
    assert person.times("Site visit") == [("2026-11-20T11:00", "12:00")]
    seen("resize")


def make_series(person, seen):
    """Every week from the editor."""
    page = person.page
    QTest.mouseClick(page.week.viewport(), LEFT, HELD.NoModifier, person.place(4, "11:30"))
    choices = person.editor.repeat.rule.combo
    choices.setCurrentIndex(choices.findText("Every Friday"))
    choices.activated.emit(choices.currentIndex())
    person.done()
    assert person.times("Site visit", NEXT) == [("2026-11-27T11:00", "12:00")]
    seen("series")


def change_one(person, seen):
    """One of the series is dragged, and only that one moves."""
    page = person.page
    QTest.keyClick(page.week, KEY.Key_PageDown)
    person.drag(person.place(4, "11:30"), person.place(3, "13:30"))
    seen("which_of_the_series")
    person.answer(page.deeds.question, "this")
    assert person.times("Site visit", NEXT) == [("2026-11-26T13:00", "14:00")]
    assert person.times("Site visit", THIRD) == [("2026-12-04T11:00", "12:00")]
    seen("change_one")


def delete_following(person, seen):
    """This and what follows."""
    page = person.page
    QTest.keyClick(page.week, KEY.Key_PageDown)
    box = person.place(4, "11:30")
    QTest.mouseClick(page.week.viewport(), LEFT, HELD.NoModifier, box)
    QTest.mouseClick(person.editor.delete, LEFT)
    person.answer(page.deeds.question, "following")
    assert person.times("Site visit", THIRD) == []
    assert person.times("Site visit") == [("2026-11-20T11:00", "12:00")]
    seen("delete_following")


def book_anyway(person, seen):
    """Over a clash, with a reason."""
    page = person.page
    page.go_today()
    person.drag(person.place(4, "12:30"), person.place(4, "13:14"))
    person.type_title("Call back")
    person.done()
    person.drag(person.place(4, "12:45"), person.place(4, "11:45"))
    question = page.deeds.question
    seen("clash")
    QTest.mouseClick(question.button("book"), LEFT)
    assert question.isVisible()
    QTest.keyClicks(question.field.editor, "Both know")
    QTest.keyClick(question.field.editor, KEY.Key_Return)
    assert person.times("Call back") == [("2026-11-20T11:30", "12:15")]
    [event] = [one for one in page.week.events if one.title == "Call back"]
    assert event.anyway == "Both know"
    seen("book_anyway")


def undo_all(person, before):
    """With the command of the window, until the book is what it was."""
    steps = 0
    while dump_all(person.session.store) != before and steps < 30:
        person.window.commands.actions["undo"].trigger()
        steps += 1
    assert dump_all(person.session.store) == before
    assert steps <= 14
