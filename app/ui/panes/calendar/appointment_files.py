"""The files of an appointment: dropped on its editor or chosen, listed, opened, taken away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from app.models.operations import documents
from app.models.qt.session import Session
from app.storage.changes import Changes
from app.storage.queries import documents as queries
from app.storage.tables import Row
from app.ui.panes.files.file_keeping import FileDrop, FileKeeper
from app.ui.panes.files.file_rows import file_row
from app.ui.panes.files.open_file import open_document
from app.ui.panes.people.record_page import open_outside
from app.ui.widgets.buttons import LinkLabel
from app.ui.widgets.ground import IconRow


class AppointmentFiles(QWidget):
    """Stands in the editor, and takes what is dropped anywhere on it.

    An occurrence that was changed on its own shows the files of its series too. Signal:
    ``resized`` when rows come or go.
    """

    resized = Signal()

    def __init__(
        self,
        session: Session,
        editor: QWidget,
        clock: Callable[[], datetime],
        *,
        open_url: Callable[[str], object] = open_outside,
    ) -> None:
        super().__init__(editor)
        self._session, self._clock, self.open_url = session, clock, open_url
        self._owner, self._series = 0, 0
        self._shown: list[Row] = []
        self.rows: list[IconRow] = []
        self.keeper = FileKeeper(session, self)
        self.keeper.refused.connect(lambda words: session.say(words, kind="warn", undo=False))
        self.add = LinkLabel(self.tr("Add a file"), "small_medium")
        self.add.clicked.connect(self._choose)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.add)
        drop = FileDrop(editor, takes=lambda: bool(self._owner))
        drop.dropped.connect(self.keep)
        session.changed.connect(self._follow)
        self.hide()

    def show_files(self, appointment_id: int, series_id: int | None = None) -> None:
        """Show the files of an appointment; 0 is one that is not kept yet and takes none."""
        self._owner, self._series = appointment_id, series_id or 0
        self.setVisible(bool(appointment_id))
        self._show_rows()

    def keep(self, paths: list[Path]) -> None:
        """Keep files and mails with the appointment."""
        if self._owner:
            self.keeper.keep(paths, {"appointment_id": self._owner})

    def _follow(self, changes: Changes) -> None:
        if self._owner and changes.touches("document"):
            self._show_rows()

    def _found(self) -> list[Row]:
        owners = dict.fromkeys(one for one in (self._owner, self._series) if one)
        return [
            row
            for one in owners
            for row in self._session.read(queries.files_of, "appointment", one)
        ]

    def _show_rows(self) -> None:
        found, today = self._found(), self._clock().date()
        if found == self._shown:
            return
        self._shown = found
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [file_row(one, today) for one in found]
        for place, (row, one) in enumerate(zip(self.rows, found, strict=True)):
            self._connect(row, one["id"])
            self._column.insertWidget(place, row)
            row.show()
        self.resized.emit()

    def _connect(self, row: IconRow, document_id: int) -> None:
        row.clicked.connect(lambda: self.open_file(document_id))
        row.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        row.customContextMenuRequested.connect(
            lambda place: self._menu(document_id).popup(row.mapToGlobal(place))
        )
        gone = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), row)
        gone.setContext(Qt.ShortcutContext.WidgetShortcut)
        gone.activated.connect(lambda: self.remove_file(document_id))

    def _menu(self, document_id: int) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Open"), lambda: self.open_file(document_id))
        menu.addAction(self.tr("Delete"), lambda: self.remove_file(document_id))
        return menu

    def open_file(self, document_id: int) -> None:
        """Open a file in the program that the system has for it."""
        open_document(self._session, document_id, self.open_url)

    def remove_file(self, document_id: int) -> None:
        """Take a file out of the book."""
        row = self._session.store.get("document", document_id)
        if row is not None:
            self._session.do(documents.delete_documents, [document_id])
            self._session.say(self.tr("{name} deleted.").format(name=row["name"]))

    def _choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Add files"))
        if names:
            self.keep([Path(name) for name in names])
