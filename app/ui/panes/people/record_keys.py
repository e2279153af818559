"""Lists and tables of records with the keys of Deskbook: copy, delete, find by typing, drag."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.ui.delegates.views import RowList, TableList


class RecordKeys:
    """What lists and tables of records share: keys, typing a name, dragging rows out."""

    def take_key(self, event: QKeyEvent) -> bool:
        """Handle a key that both know; True when it was one."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_pressed.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_pressed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escape_pressed.emit()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle our keys first."""
        if not self.take_key(event):
            super().keyPressEvent(event)

    def keyboardSearch(self, text: str) -> None:
        """Leave finding to the book: Qt would read every row."""
        self.typed.emit(text)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Let rows be dragged into a letter, a mail or a table."""
        self.drag_started.emit()


class ListOfRecords(RecordKeys, RowList):
    """People or firms as cards."""

    copy_pressed, delete_pressed, escape_pressed = Signal(), Signal(), Signal()
    drag_started, typed = Signal(), Signal(str)


class TableOfRecords(RecordKeys, TableList):
    """People or firms as a table."""

    copy_pressed, delete_pressed, escape_pressed = Signal(), Signal(), Signal()
    drag_started, typed = Signal(), Signal(str)
