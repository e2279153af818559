"""A time with more appointments than can be read: its tile, by mouse, by keys, by ear."""

import time
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible

from app.models.calendar.appointment import Appointment
from app.models.operations import appointments
from app.ui.panes.calendar.calendar import CalendarPane
from app.ui.panes.calendar.calendar_head import CalendarHead
from app.ui.panes.calendar.month_layout import month_layout
from app.ui.panes.calendar.week_crowds import is_crowd
from app.ui.panes.calendar.week_layout import Event, blocks
from app.ui.theme.theme import current
from app.ui.widgets.mini_month import week_number

NOW = datetime(2026, 11, 18, 8)


@pytest.fixture
def pane(qtbot, session, memory):
    for number in range(1, 31):
        appointments.save_appointment(
            session.store,
            Appointment(title=f"Fitting {number:02}", start_at="2026-11-19T10:00",
                        end_at="2026-11-19T11:00"),
        )  # fmt: skip
    made = CalendarPane(session, clock=lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1150, 800)
    made.enter()
    made.show_mode("week")
    made.show()
    return made


def tile(pane):
    (crowd,) = pane.week.placed.crowds
    return crowd


def test_a_press_on_the_tile_lists_everybody_and_a_row_opens_its_editor(pane, qtbot):
    view = pane.week
    box = view.event_box(tile(pane).key)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    listed = pane.panels._crowd
    assert listed.isVisible()
    assert listed.title.whole_text() == "Thu 19 Nov, 10:00 – 11:00: 30 appointments"
    assert listed.rows.hasFocus()
    qtbot.keyClick(listed.rows, Qt.Key.Key_End)
    qtbot.keyClick(listed.rows, Qt.Key.Key_Return)
    assert not listed.isVisible()
    editor = pane.deeds.editor
    assert (editor.isVisible(), editor.title.text()) == (True, "Fitting 30")
    assert view.chosen().title == "Fitting 30"
    assert view.event_box(view.chosen_key) == box


def test_keys_stop_at_the_tile_and_enter_opens_the_list(pane, qtbot):
    view = pane.week
    view.keys.enter(backward=True)
    assert is_crowd(view.chosen_key)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert len(view.events) == 30
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert pane.panels._crowd.isVisible()
    assert pane.selected() == []


def test_going_on_from_one_behind_the_tile_goes_on_from_the_tile(pane, qtbot):
    view = pane.week
    hidden = tile(pane).events[5].key
    view.choose(hidden, ring=True)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.chosen_key == view.placed.blocks[-1].event.key


def test_a_reader_hears_how_many_more_there_are(pane):
    view = pane.week
    access = QAccessible.queryAccessibleInterface(view)
    assert access.childCount() == len(view.placed.blocks) + 1
    name = access.child(access.childCount() - 1).text(QAccessible.Text.Name)
    assert name.startswith(f"{len(tile(pane).events)} more, Thursday 19 November, 10:00")


def test_the_tile_is_no_ground_to_draw_on(pane, qtbot):
    view = pane.week
    drawn = []
    view.span_drawn.connect(lambda *what: drawn.append(what))
    middle = view.event_box(tile(pane).key).center()
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(view.viewport(), middle + QPoint(0, 60))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=middle + QPoint(0, 60))
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert drawn == []


def test_a_week_from_sunday_has_the_number_of_its_thursday():
    sunday = date(2026, 11, 22)
    assert week_number([sunday + timedelta(days=one) for one in range(7)]) == 48
    assert week_number([date(2026, 11, 16) + timedelta(days=one) for one in range(5)]) == 47
    assert week_number([sunday]) == 47


def test_large_text_leaves_room_for_the_days_that_are_shown(qtbot, qapp):
    current().apply(qapp, "light", scale=1.5, reduce_motion=True)
    head = CalendarHead()
    qtbot.addWidget(head)
    head.resize(1090, 64)
    head.show()
    head.show_title("16 – 22 November 2026")
    qtbot.waitUntil(lambda: head.title.width() > 200)
    assert head.new.text() == "New"
    assert head.new.accessibleName() == "New appointment"
    head.resize(1500, 64)
    assert head.new.text() == "New appointment"


def test_thousands_of_appointments_in_a_day_find_their_lines_at_once():
    start = datetime(2026, 11, 18, 8)
    crowd = [
        Event(n + 1, "Visit", at, at + timedelta(hours=1))
        for n in range(3000)
        for at in [start + timedelta(minutes=5 * (n % 90))]
    ]
    weeks = [[date(2026, 11, 16) + timedelta(days=number) for number in range(7)]]
    begun = time.perf_counter()
    layout = month_layout(crowd, weeks, 4)
    found = blocks(crowd, date(2026, 11, 18), 1)
    assert time.perf_counter() - begun < 1
    assert layout.hidden == {(0, 2): 2997}
    assert len(found) == 3000
