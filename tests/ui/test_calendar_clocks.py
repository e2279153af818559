"""The window beside the clocks' change: London springs from 01:00 to 02:00 on 28 March 2027."""

import pytest
from PySide6.QtCore import QLocale

from app.models.calendar.appointment import Appointment
from app.models.contact import Contact
from app.models.operations import appointment_states, appointments, contacts
from app.ui.panes.calendar.calendar import CalendarPane
from tests.ui.frame import clock

NIGHT = "2027-03-28"


@pytest.fixture
def pane(qtbot, session):
    QLocale.setDefault(QLocale("en_GB"))
    made = CalendarPane(session, clock=clock)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.enter()
    return made


def kept(session, pane):
    found = session.read(appointments.load_appointment, pane.deeds.editor.appointment_id())
    return found.start_at, found.end_at


def typed(session, pane, line):
    pane.deeds.begin({})
    pane.deeds.editor.title.committed.emit(line)
    return kept(session, pane)


def test_a_length_typed_over_the_change_ends_where_the_command_line_says(session, pane):
    ours = typed(session, pane, f"Handover {NIGHT} 00:30 45 min")
    assert ours == (f"{NIGHT}T00:30", f"{NIGHT}T02:15")


def test_a_range_that_is_typed_ends_by_the_clock(session, pane):
    ours = typed(session, pane, f"Handover {NIGHT} 00:30-03:30")
    assert ours == (f"{NIGHT}T00:30", f"{NIGHT}T03:30")


def test_a_time_that_does_not_exist_moves_on_with_its_length(session, pane):
    ours = typed(session, pane, f"Handover {NIGHT} 01:30 45 min")
    assert ours == (f"{NIGHT}T02:30", f"{NIGHT}T03:15")


def test_another_beginning_in_the_form_keeps_the_real_length(session, pane):
    typed(session, pane, f"Handover {NIGHT} 10:00 45 min")
    pane.deeds.editor.times.start.committed.emit("00:30")
    assert kept(session, pane) == (f"{NIGHT}T00:30", f"{NIGHT}T02:15")


def test_a_kind_begins_with_its_real_length(session, pane):
    pane.deeds.begin({"start_at": f"{NIGHT}T00:30", "kind": "meeting", "title": "Handover"})
    editor = pane.deeds.editor
    assert editor.times.span()[1].strftime("%H:%M") == "02:15"
    editor.kinds.chosen.emit("call")
    assert editor.times.span()[1].strftime("%H:%M") == "00:50"


def test_a_meeting_that_was_held_is_remembered_with_its_real_length(store):
    who = contacts.save_contact(store, contacts.named(Contact(), "Ann Lee"))
    night = Appointment(title="Watch", start_at=f"{NIGHT}T00:30", end_at=f"{NIGHT}T02:15")
    made = appointments.save_appointment(store, night, contacts=[who])
    appointment_states.confirm_outcome(store, made, held=True)
    assert store.value("SELECT minutes FROM activity WHERE contact_id = ?", (who,)) == 45
