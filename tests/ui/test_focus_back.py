"""The keyboard goes back to who had it."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.ui.widgets.focus_back import FocusBack


def test_it_goes_back_to_who_is_there_and_to_nobody_who_is_gone(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    fields = [QLineEdit(), QLineEdit()]
    for field in fields:
        column.addWidget(field)
    window.show()
    window.activateWindow()
    fields[0].setFocus()
    qtbot.waitUntil(fields[0].hasFocus)
    back = FocusBack()
    back.note()
    fields[1].setFocus()
    back.give()
    assert fields[0].hasFocus()
    fields[1].setFocus()
    fields[0].deleteLater()
    QApplication.sendPostedEvents(fields[0], QEvent.Type.DeferredDelete)
    back.give()
    assert fields[1].hasFocus()
