"""What rings is shown in the window, and answered there."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from app.models.calendar.appointment import Appointment
from app.models.operations import appointments, tasks
from app.models.task import Task
from app.ui.frame.bell import Bell
from tests.ui.frame import NOW

PRESS = Qt.MouseButton.LeftButton


class Clock:
    """A clock that is set."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def bell(qtbot, session, memory, clock):
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    made = Bell(session, window, clock)
    yield made
    made.stop()


def book(session, title, start, minutes=30):
    one = Appointment(
        title=title, start_at=f"2026-11-18T{start}", end_at="2026-11-18T23:00",
        reminder_minutes=minutes,
    )  # fmt: skip
    return session.do(appointments.save_appointment, one)


def test_a_card_says_what_is_near_and_done_takes_it_away(bell, session, qtbot):
    book(session, "Samples", "11:00")
    bell.start()
    assert [one.title for one in bell.card.shown()] == ["Samples"]
    assert bell.card.isVisible()
    qtbot.mouseClick(bell.card.all_done, PRESS)
    assert not bell.card.isVisible()
    bell.look()
    assert not bell.card.isVisible()


def test_put_off_it_comes_back_when_its_time_has_come(bell, session, clock):
    book(session, "Samples", "11:00")
    bell.start()
    bell.card.snoozed.emit(list(bell.card.shown()), 5)
    assert not bell.card.isVisible()
    clock.now += timedelta(minutes=6)
    bell.look()
    assert bell.card.isVisible()


def test_a_moved_appointment_rings_at_its_new_time(bell, session, clock):
    one = book(session, "Samples", "11:00")
    bell.start()
    session.do(appointments.move_appointment, one, "2026-11-18T15:00", "2026-11-18T16:00")
    bell.look()
    assert not bell.card.isVisible()
    clock.now = NOW.replace(hour=14, minute=40)
    bell.look()
    assert bell.card.isVisible()


def test_what_was_missed_while_nobody_looked_is_one_group(bell, session):
    for title, start in (("Survey", "09:00"), ("Call", "09:30"), ("Visit", "10:00")):
        book(session, title, start)
    bell.start()
    assert bell.card.title.whole_text() == "You missed 3 reminders"
    assert len(bell.card.rows) == 3


def test_opening_a_to_do_from_the_card_asks_for_it(bell, session, qtbot):
    task = session.do(
        tasks.save_task,
        Task(title="Call Arjun", due_on="2026-11-18", due_time="10:45", reminder_minutes=15),
    )
    bell.start()
    with qtbot.waitSignal(
        bell.open_requested, check_params_cb=lambda *what: what == ("task", task)
    ):
        bell.card.opened.emit(bell.card.shown()[0])
    assert not bell.card.isVisible()


def test_folded_the_card_is_one_line_until_something_rings_anew(bell, clock, session, qtbot):
    book(session, "Samples", "11:00")
    bell.start()
    tall = bell.card.height()
    qtbot.mouseClick(bell.card.fold_button, PRESS)
    assert bell.card.height() < tall - 60
    bell.look()
    assert bell.card.folded
    book(session, "Visit", "11:05")
    bell.look()
    assert not bell.card.folded


def test_what_was_missed_while_nobody_looked_waits_folded(bell, clock, session):
    book(session, "Early", "08:00")
    bell.start()
    assert bell.card.folded
    assert bell.card.isVisible()


def test_the_keyboard_answers_what_rings_and_goes_back_with_esc(bell, session, qtbot):
    from PySide6.QtWidgets import QApplication, QLineEdit

    field = QLineEdit(bell.card.window())
    field.show()
    field.setFocus()
    book(session, "Samples", "11:00")
    bell.start()
    bell.card.fold(True)
    bell.show_reminders()
    assert not bell.card.folded
    assert bell.card.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert bell.card.folded
    assert field.hasFocus()


def test_where_nothing_rings_the_command_says_so(bell, session, qtbot):
    bell.start()
    with qtbot.waitSignal(session.noticed, check_params_cb=lambda n: n.text == "No reminders now."):
        bell.show_reminders()


def test_the_card_covers_no_button_at_the_foot_of_a_page(bell, session, qtbot):
    from app.ui.panes.imports.import_frame import Foot

    book(session, "Samples", "11:00")
    bell.start()
    bell.card.fold(True)
    window = bell.card.parentWidget()
    foot = Foot("Nothing is changed until the last step.", window)
    high = foot.sizeHint().height()
    foot.setGeometry(0, window.height() - high, window.width(), high)
    before = bell.card.y()
    foot.show()
    qtbot.waitUntil(lambda: bell.card.y() == before - high)
    foot.hide()
    qtbot.waitUntil(lambda: bell.card.y() == before)


def test_the_card_covers_no_main_button_that_stands_at_the_foot_by_itself(bell, session, qtbot):
    from app.ui.widgets.buttons import Button
    from app.ui.widgets.floating import KEPT_FREE

    book(session, "Samples", "11:00")
    bell.start()
    bell.card.fold(True)
    window = bell.card.parentWidget()
    make = Button("Make 1 letter", kind="primary")
    make.setObjectName(KEPT_FREE)
    make.setParent(window)
    make.setGeometry(window.width() - 260, window.height() - 52, 240, 36)
    make.show()
    bell.card.arrange()
    box = bell.card.box_rect().translated(bell.card.pos())
    assert not box.intersects(make.geometry())


def test_whoever_saw_a_reminder_and_goes_on_with_the_page_folds_it(
    bell, session, qtbot, monkeypatch
):
    from PySide6.QtWidgets import QLineEdit

    from app.ui.frame import reminder_card

    monkeypatch.setattr(reminder_card, "SEEN_MS", 0)
    field = QLineEdit(bell.card.window())
    field.show()
    book(session, "Samples", "11:00")
    bell.start()
    assert not bell.card.folded
    qtbot.waitUntil(bell.card.window().isActiveWindow)
    field.setFocus()
    assert bell.card.folded
    assert bell.card.title.whole_text() == "Reminder: Samples"
    bell.card.take_focus()
    assert bell.card.title.whole_text() == "Reminder"
