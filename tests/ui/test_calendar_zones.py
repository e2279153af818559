"""The customer's clock beside ours."""

import pytest
from PySide6.QtWidgets import QLineEdit

from app.models.calendar.appointment import Appointment
from app.models.contact import Contact
from app.models.operations import appointments, contacts, fields
from app.ui.panes.calendar.calendar import CalendarPane
from tests.ui.frame import clock


@pytest.fixture
def ann(store):
    made = contacts.save_contact(store, contacts.named(Contact(), "Ann Lee"))
    fields.set_zone(store, "contact", made, "New York")
    return made


@pytest.fixture
def pane(qtbot, session):
    made = CalendarPane(session, clock=clock)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.enter()
    return made


def test_an_appointment_says_what_time_it_is_for_somebody_elsewhere(pane, session, ann):
    one = Appointment(title="Call", start_at="2026-11-19T10:30", end_at="2026-11-19T11:00")
    made = session.do(appointments.save_appointment, one, contacts=[ann])
    [event] = pane.week.events
    assert "05:30 in New York" in event.line
    pane.deeds.open_event((made, ""))
    assert pane.deeds.editor.beside.whole_text() == "10:30 here, 05:30 for Ann (New York)."


def test_another_day_there_is_named(pane, session, ann):
    one = Appointment(title="Early", start_at="2026-11-19T03:00", end_at="2026-11-19T04:00")
    made = session.do(appointments.save_appointment, one, contacts=[ann])
    pane.deeds.open_event((made, ""))
    assert "22:00 on Wed for Ann" in pane.deeds.editor.beside.whole_text()


def test_the_same_clock_is_not_mentioned(pane, session, store, ann):
    fields.set_zone(store, "contact", ann, "Dublin")
    one = Appointment(title="Call", start_at="2026-11-19T10:30", end_at="2026-11-19T11:00")
    made = session.do(appointments.save_appointment, one, contacts=[ann])
    pane.deeds.open_event((made, ""))
    assert not pane.deeds.editor.beside.isVisible()


def test_a_place_is_offered_while_it_is_typed(qtbot, session, ann):
    from app.ui.forms.contact_fields import zone_field
    from app.ui.forms.facts import Facts
    from app.ui.forms.form_field import FormField

    field = FormField(zone_field(Facts("contact", ann, {})))
    qtbot.addWidget(field)
    offered = field.findChild(QLineEdit).completer()
    offered.setCompletionPrefix("angeles")
    assert offered.currentCompletion() == "Los Angeles (America)"
