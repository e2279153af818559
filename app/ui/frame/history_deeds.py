"""Commands about what was done: undo, redo, the history, and a file that was lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from app.models.qt.session import Session
from app.storage.changes import Changes
from app.storage.errors import BookError
from app.ui import book_time
from app.ui.dialogs import files
from app.ui.dialogs.undoing import ConflictDialog, HistoryDialog
from app.ui.frame.safety import save_copy


class HistoryDeeds(QObject):
    """Undo and redo with their labels, the choice after a conflict, and help for a lost file.

    Signal: ``file_found()`` when the book can be written again; ``copy_saved(path)`` when what
    was left of a lost one is kept under another name.
    """

    file_found = Signal()
    copy_saved = Signal(object)

    def __init__(
        self,
        session: Session,
        window: QMainWindow,
        clock: Callable[[], datetime] = book_time.now,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._clock = clock
        session.undo_conflicted.connect(self.choose_about)

    def undo(self) -> None:
        """Take back what was done last."""
        self._session.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._session.redo()

    def show_history(self) -> None:
        """Show every step."""
        HistoryDialog(self._session, self._clock, self._window).exec()

    def label_actions(self, undo: QAction, redo: QAction, *, busy: bool) -> None:
        """Name the steps in the menu: "Undo: Tag 14 contacts"."""
        try:
            last, again = self._session.next_undo(), self._session.next_redo()
        except BookError:
            last = again = None
        writable = not busy and not self._session.store.read_only_because
        undo.setText(f"Undo: {last['label']}" if last else "Undo")
        redo.setText(f"Redo: {again['label']}" if again else "Redo")
        undo.setEnabled(bool(last) and writable)
        redo.setEnabled(bool(again) and writable)

    def choose_about(self, conflict: object, step_id: object) -> None:
        """Let the person say what happens to records edited since."""
        dialog = ConflictDialog(conflict, self._window)
        dialog.exec()
        choices = dialog.choices()
        if choices is None:
            return
        if isinstance(step_id, int):
            self._session.undo(step_id, choices)
        else:
            self._session.redo(choices)

    # A file that was moved or written over -----------------------------------------------------

    def save_lost_copy(self) -> None:
        """Keep what we still hold of the file under another name."""
        path = self._session.store.path
        start = path.with_name(f"{path.stem} copy{path.suffix}")
        target = files.choose_new_book(self._window, start, "Save my copy as")
        if target is not None:
            self.save_copy_to(target)

    def save_copy_to(self, target: Path) -> None:
        """Write what we hold to a new file; an existing one is never written over."""
        if target.exists():
            self._session.say(
                f"There is already a file called {target.name}. Nothing was written.",
                kind="danger", undo=False, hint="Choose another name.",
            )  # fmt: skip
            return
        try:
            made = save_copy(self._session.store, target)
        except BookError as error:
            self._session.say(error.message, kind="danger", undo=False, hint=error.hint)
            return
        self.copy_saved.emit(made)

    def open_again(self) -> None:
        """Read the file anew, whoever wrote it; forms keep their text."""
        try:
            self._session.store.reload(accept_other=True)
        except BookError as error:
            self._session.say(error.message, kind="danger", undo=False, hint=error.hint)
            return
        self._session.changed.emit(Changes(everything=True))
        self.file_found.emit()
