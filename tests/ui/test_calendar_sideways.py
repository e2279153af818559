"""Many people side by side: columns keep their width, and the grid moves sideways."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.ui.panes.calendar.week_layout import Column, Event, day_columns
from app.ui.panes.calendar.week_sideways import LEAST_COLUMN
from app.ui.panes.calendar.week_view import WeekView
from app.ui.theme.theme import current

NOW = datetime(2026, 11, 18, 10, 40)
TEAM = [("staff", number) for number in range(1, 31)]


@pytest.fixture(params=[Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def view(qapp, qtbot, request):
    current().apply(qapp, "light", reduce_motion=True)
    made = WeekView()
    qtbot.addWidget(made)
    made.setLayoutDirection(request.param)
    made.resize(900, 700)
    made.show_now(NOW)
    made.show_columns([Column(NOW.date(), one, f"Person {one[1]}") for one in TEAM])
    start = datetime(2026, 11, 18, 9)
    made.show_events(
        [
            Event(one[1], "Visit", start, start + timedelta(hours=1), owners=frozenset({one}))
            for one in TEAM
        ]
    )
    made.show()
    return made


def seen(view, key):
    return view.viewport().rect().contains(view.event_box(key))


def test_thirty_people_keep_columns_that_can_be_read(view):
    assert view.geometry_now().column >= LEAST_COLUMN
    view.horizontalScrollBar().setValue(500)
    view.grab()


def test_what_is_chosen_with_keys_comes_into_view_sideways(view):
    far = view.events[-1].key
    assert not seen(view, far)
    view.choose(far, ring=True)
    assert seen(view, far)
    view.choose(view.events[0].key, ring=True)
    assert seen(view, view.events[0].key)


def test_what_is_under_the_pointer_is_who_stands_there_after_moving(view):
    view.horizontalScrollBar().setValue(round(view.geometry_now().column * 7.5))
    where = view.event_box(view.events[9].key).center()
    assert view.event_at(where).id == 10
    x = 5 if view.layoutDirection() == Qt.LayoutDirection.LeftToRight else view.width() - 5
    assert view.event_at(QPoint(x, where.y())) is None, "the hours at the side are no column"


def test_a_press_does_not_move_the_grid_under_the_pointer(view):
    view.horizontalScrollBar().setValue(round(view.geometry_now().column * 7.5))
    before = view.horizontalScrollBar().value()
    place = view.event_box(view.events[9].key).center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.horizontalScrollBar().value() == before


def test_days_share_the_width_and_never_move_sideways(view):
    view.show_columns(day_columns(date(2026, 11, 16), 7))
    assert view.horizontalScrollBar().maximum() == 0
