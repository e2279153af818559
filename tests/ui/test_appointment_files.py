"""Files of an appointment: dropped on its editor, listed, opened, and gone with it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QWidget

from app.models.calendar.appointment import Appointment
from app.models.operations import appointment_series, appointments, documents
from app.storage.undo import undo_last
from app.ui.panes.calendar.appointment_popover import AppointmentPopover
from tests.models.calendar_book import dump
from tests.storage.builders import add_contact
from tests.ui.frame import clock
from tests.ui.test_documents_pane import press
from tests.ui.test_files_page import MAIL, drop

VISIT = Appointment(title="Site visit", start_at="2026-11-20T10:30", end_at="2026-11-20T11:30")


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    return made


@pytest.fixture
def editor(session, window):
    return AppointmentPopover(session, window, clock=clock)


def names(editor):
    return [row.text() for row in editor.files.rows]


def wait(qtbot, editor):
    qtbot.waitUntil(lambda: editor.files.keeper.job is None, timeout=20_000)


def test_a_file_dropped_on_the_editor_is_kept_with_the_appointment_and_opens(
    qtbot, session, window, editor, tmp_path
):
    visit = session.do(appointments.save_appointment, VISIT)
    plan = tmp_path / "Plan.txt"
    plan.write_text("cedar boards")
    opened = []
    editor.files.open_url = opened.append
    editor.open_for((visit, ""), window.rect())
    assert drop(editor, plan)
    wait(qtbot, editor)
    assert session.store.select("SELECT name, appointment_id FROM document") == [
        ("Plan.txt", visit)
    ]
    assert names(editor) == ["Plan.txt"]
    press(qtbot, editor.files.rows[0])
    assert QUrl(opened[0]).fileName() == "Plan.txt"
    session.undo()
    assert names(editor) == []


def test_a_mail_dropped_on_the_editor_is_kept_as_a_file(qtbot, session, window, editor):
    visit = session.do(appointments.save_appointment, VISIT)
    editor.open_for((visit, ""), window.rect())
    data = QMimeData()
    data.setData("message/rfc822", MAIL)
    assert drop(editor, data=data)
    wait(qtbot, editor)
    assert names(editor) == ["Mail.eml"]


def test_a_draft_takes_no_files(session, window, editor, tmp_path):
    editor.open_new(replace(VISIT, title=""), window.rect())
    plan = tmp_path / "Plan.txt"
    plan.write_text("cedar boards")
    assert not drop(editor, plan)
    assert not editor.files.isVisible()
    assert editor.files.keeper.job is None


def test_one_changed_on_its_own_shows_the_files_of_its_series(session, window, editor):
    row = session.do(appointments.save_appointment, replace(VISIT, rrule="FREQ=WEEKLY;COUNT=3"))
    session.do(documents.add_content, "Plan.txt", b"cedar", appointment_id=row)
    later = replace(VISIT, start_at="2026-11-27T12:00", end_at="2026-11-27T13:00")
    own = session.do(appointment_series.change_occurrence, row, "2026-11-27T10:30", later)
    session.do(documents.add_content, "Sketch.txt", b"pine", appointment_id=own)
    editor.open_for((own, ""), window.rect())
    assert names(editor) == ["Sketch.txt", "Plan.txt"]


def test_a_file_is_taken_away_in_the_editor_and_comes_back(session, window, editor):
    visit = session.do(appointments.save_appointment, VISIT)
    file = session.do(documents.add_content, "Plan.txt", b"cedar", appointment_id=visit)
    editor.open_for((visit, ""), window.rect())
    editor.files.remove_file(file)
    assert names(editor) == []
    session.undo()
    assert names(editor) == ["Plan.txt"]


def test_files_of_nobody_else_go_with_the_appointment_and_undo_brings_all_back(store):
    ann = add_contact(store)
    visit = appointments.save_appointment(store, VISIT, contacts=[ann])
    first = documents.add_content(store, "Plan.txt", b"cedar", appointment_id=visit)
    documents.add_version(store, first, b"cedar and pine")
    documents.add_content(store, "Quote.txt", b"100", appointment_id=visit, contact_id=ann)
    before = dump(store)
    assert appointments.delete_appointments(store, [visit]) == 1
    assert store.select("SELECT name, contact_id, appointment_id FROM document") == [
        ("Quote.txt", ann, None)
    ]
    undo_last(store)
    assert dump(store) == before
