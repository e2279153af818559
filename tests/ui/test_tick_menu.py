"""Several of a few things, ticked in a menu."""

from app.ui.panes.calendar.appointment_form import TickMenu


def test_what_is_no_choice_any_more_cannot_be_ticked(qtbot, memory):
    made = TickMenu("With", "users", "Nobody")
    qtbot.addWidget(made)
    made.show_choices({1: "Ann", 2: "Ben"}, [2])
    before = made.box.menu
    made.tick(1, on=True)
    assert made.ids() == [2, 1]
    made.show_choices({2: "Ben"}, [2])
    with qtbot.assertNotEmitted(made.changed):
        made.tick(1, on=True)
    assert made.ids() == [2]
    assert made.box.menu is not before
