"""In a narrow window the navigation has icons only, and the page keeps its room."""

import pytest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.ui.widgets.nav_bar import NavBar


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    made.nav = NavBar()
    made.nav.set_pages([("today", "Today", "sun"), ("contacts", "Contacts", "users")])
    made.nav.set_lists([(1, "Best customers", "evergreen", "25")])
    made.nav.set_business("Hartley Gardens", "Saved on this computer")
    row.addWidget(made.nav)
    row.addStretch(1)
    made.resize(1400, 700)
    made.show()
    return made


def test_a_narrow_window_keeps_icons_whose_words_are_in_the_tip(window):
    wide = window.nav.width()
    window.resize(960, 600)
    assert window.nav.width() < wide / 3
    tips = [one.toolTip() for one in window.nav.findChildren(QWidget)]
    for words in ("Today (Ctrl+1)", "Best customers", "Hartley Gardens, Saved on this computer"):
        assert words in tips
    window.resize(1400, 700)
    assert window.nav.width() == wide


def test_work_that_says_how_far_it_is_keeps_the_words(window):
    wide = window.nav.width()
    said = QLabel("Making letters, 120 of 312")
    said.hide()
    window.nav.add_above_foot(said)
    window.resize(960, 600)
    said.show()
    assert window.nav.width() == wide
    said.hide()
    assert window.nav.width() < wide / 3
