"""The settings of kinds of appointments."""

import pytest
from PySide6.QtCore import Qt

from app.models.operations import activity_series, appointment_kinds
from app.ui.settings.kinds_part import KindsPart


@pytest.fixture
def part(qtbot, session, memory):
    made = KindsPart(session)
    qtbot.addWidget(made)
    made.resize(560, 700)
    made.show()
    return made


def order(session):
    return [one.key for one in session.read(appointment_kinds.kinds)]


def test_kinds_are_put_in_order_by_button_and_by_keys_with_undo(part, session, qtbot):
    before = order(session)
    assert not part.up.isEnabled()
    qtbot.mouseClick(part.down, Qt.MouseButton.LeftButton)
    assert order(session) == [before[1], before[0], *before[2:]]
    assert part.rows.current_id() == before[0]
    part.rows.setFocus()
    qtbot.keyClick(part.rows, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert order(session) == before
    session.undo()
    session.undo()
    assert order(session) == before
    assert not part.up.isEnabled()


def test_a_kind_takes_a_suggested_series_which_becomes_own_in_one_step(part, session):
    assert session.read(activity_series.all_series)[0].id == 0
    part.series.chosen.emit(-2)
    kind = session.read(appointment_kinds.kinds)[0]
    series = session.read(appointment_kinds.series_of_kind, kind.key)
    assert series.name == "Welcome a new customer"
    assert part.series.combo.currentText().startswith("Welcome a new customer")
    part.series.chosen.emit(0)
    assert session.read(appointment_kinds.series_of_kind, kind.key) is None
    session.undo()
    session.undo()
    assert session.read(activity_series.all_series)[0].id == 0


def test_a_kind_without_a_name_takes_no_series(part, session):
    part.add.click()
    part.series.chosen.emit(-1)
    assert "name first" in part.error.whole_text()
    assert session.read(activity_series.all_series)[0].id == 0
