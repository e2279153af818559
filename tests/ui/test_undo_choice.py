"""Records edited since a step are listed once each, and each is kept or taken back."""

import pytest
from PySide6.QtCore import Qt

from app.storage import undo
from app.ui.dialogs.undoing import ConflictDialog
from tests.storage.builders import import_people


@pytest.fixture
def conflict(session):
    store = session.store
    step, first = import_people(store, 3)
    for person in (first, first + 1):
        with store.step("Edit"):
            store.put("contact", {"id": person, "note": "edited"})
            phone = store.value("SELECT id FROM phone WHERE contact_id = ?", (person,))
            store.put("phone", {"id": phone, "value": "0161 496 0009"})
    with pytest.raises(undo.UndoConflict) as found:
        undo.undo(store, step)
    return step, first, found.value


def test_each_record_stands_once_with_what_happened_to_it(qtbot, conflict):
    _step, first, found = conflict
    dialog = ConflictDialog(found)
    qtbot.addWidget(dialog)
    assert [one.owner for one in dialog.records] == [("contact", first), ("contact", first + 1)]
    assert dialog.records[0].reasons == ["Edited since", "Phone edited since"]
    assert dialog.go_button.text() == "Undo, keep 2"
    qtbot.mouseClick(dialog.all_button, Qt.MouseButton.LeftButton)
    assert dialog.go_button.text() == "Undo all of it"


def test_ticked_records_go_back_and_the_others_stay(qtbot, session, conflict):
    step, first, found = conflict
    dialog = ConflictDialog(found)
    qtbot.addWidget(dialog)
    dialog.rows.choose_row(1)
    qtbot.keyClick(dialog.rows, Qt.Key.Key_Return)
    assert dialog.go_button.text() == "Undo, keep 1"
    qtbot.mouseClick(dialog.go_button, Qt.MouseButton.LeftButton)
    assert session.undo(step, dialog.choices())
    assert session.store.select("SELECT id FROM contact") == [(first,)]


def test_cancel_chooses_nothing(qtbot, conflict):
    dialog = ConflictDialog(conflict[2])
    qtbot.addWidget(dialog)
    dialog.reject()
    assert dialog.choices() is None
