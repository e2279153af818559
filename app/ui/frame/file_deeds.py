"""Commands about the file: open, new, example, backups, check, export, quit."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMainWindow, QMenu

from app.models.qt.jobs import Job
from app.models.qt.session import Session
from app.storage import checks, places
from app.storage.store import Store
from app.ui.at_work import AtWork
from app.ui.commands import CommandSet
from app.ui.dialogs import files, messages
from app.ui.frame.memory import Memory
from app.ui.frame.safety import Safety
from app.ui.theme.icons import icon


class FileDeeds(QObject):
    """Carries out what menus and the business block ask of the file.

    Signals: ``book_requested(path)``, ``new_book_requested(path)``, ``example_requested()``,
    ``own_requested()`` (back from the example to one's own book),
    ``restore_requested(backup path)``, ``quit_requested()``.
    """

    book_requested = Signal(object)
    new_book_requested = Signal(object)
    example_requested = Signal()
    own_requested = Signal()
    restore_requested = Signal(object)
    quit_requested = Signal()

    def __init__(
        self, session: Session, window: QMainWindow, memory: Memory, safety: Safety
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._memory = memory
        self._safety = safety

    def open_file(self) -> None:
        """Choose a book and open it."""
        path = files.choose_book(self._window, self._session.store.path.parent)
        if path is not None:
            self.book_requested.emit(path)

    def new_file(self) -> None:
        """Name a new book and open it."""
        start = places.documents_folder() / "My business.deskbook"
        path = files.choose_new_book(self._window, start)
        if path is not None:
            self.new_book_requested.emit(path)

    def open_example(self) -> None:
        """Open the made-up business."""
        self.example_requested.emit()

    def quit(self) -> None:
        """Close the window and end."""
        self.quit_requested.emit()

    # Copies ------------------------------------------------------------------------------------

    def back_up(self) -> None:
        """Make a checked copy now."""
        self._safety.back_up()

    def back_up_to(self) -> None:
        """Make a checked copy where the person wants it."""
        path = self._session.store.path
        start = path.with_name(f"{path.stem} backup{path.suffix}")
        target = files.choose_save(self._window, "Back up to", start, files.BOOK_FILTER)
        if target is not None and not self._is_open_book(target):
            self._safety.back_up_to(target)

    def restore(self) -> None:
        """Choose a backup and put it in the place of this book; the book of now is kept aside."""
        chosen = files.choose_backup(self._window, self._safety.folder())
        if chosen is not None:
            self.restore_requested.emit(chosen)

    def _is_open_book(self, target: Path) -> bool:
        same = target.resolve() == self._session.store.path.resolve()
        if same:
            self._session.say("That is the open file itself. Choose another name.", kind="warn",
                              undo=False)  # fmt: skip
        return same

    # Checking and handing out ------------------------------------------------------------------

    def check_book(self) -> None:
        """Read every part of the file in the background and say what was found."""
        job = Job("Checking the file", check_work, writes=False)
        job.finished.connect(self._checked)
        job.failed.connect(self._not_checked)
        self._session.start(job)

    def _checked(self, result: tuple[list[checks.Problem], dict[str, int]]) -> None:
        dialog = messages.check_result(*result, self._window)
        dialog.exec()
        if dialog.choice == "restore":
            self.restore()

    def _not_checked(self, error: object) -> None:
        self._session.say(f"The check did not come to its end. {error}", kind="danger", undo=False)

    def export_everything(self) -> None:
        """Write everything in open formats into a folder of the person's choice."""
        folder = files.choose_folder(
            self._window, "Export everything into a folder", self._session.store.path.parent
        )
        if folder is not None:
            self.export_into(folder)

    def export_into(self, folder: Path) -> None:
        """Write everything in open formats into a folder."""
        from app.ui.dialogs import hand_out

        hand_out.hand_out_everything(self._session, folder)

    # The menu of the business block ------------------------------------------------------------

    def business_menu(self, commands: CommandSet) -> QMenu:
        """Switch the file, or look after it."""
        menu = QMenu(self._window)
        here = self._session.store.path
        for path in self._memory.recent_files():
            action = menu.addAction(path.stem.replace("&", "&&"))
            action.setToolTip(str(path))
            action.setIcon(icon("check" if path == here else "file", "accent_text"))
            action.setData(str(path))
        if not menu.isEmpty():
            menu.addSeparator()
        for one in ("open", "new_file", "example", "", "backup", "backup_to", "check", "",
                    "import", "export_list", "export_all"):  # fmt: skip
            if one:
                menu.addAction(commands.actions[one])
            else:
                menu.addSeparator()
        restore = menu.addAction(icon("rotate-ccw"), "Restore a backup…")
        restore.triggered.connect(self.restore)
        # The menu bar is hidden: whoever has a mouse only would find no help.
        menu.addSeparator()
        for one in ("help", "keys"):
            menu.addAction(commands.actions[one])
        menu.triggered.connect(self._chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def open_menu(self, commands: CommandSet, place: QPoint, at_work: AtWork) -> None:
        """Show that menu, and who is at work, at a place of the screen."""
        menu = self.business_menu(commands)
        at_work.fill_menu(menu)
        menu.popup(place)

    def _chosen(self, action: object) -> None:
        path = getattr(action, "data", lambda: None)()
        if path and Path(path) != self._session.store.path:
            self.book_requested.emit(Path(path))


def check_work(
    store: Store, _progress: object = None
) -> tuple[list[checks.Problem], dict[str, int]]:
    """Everything that can be wrong with a book, and how much there is of each kind."""
    return checks.whole(store.connection, deep=True), checks.counts(store.connection)
