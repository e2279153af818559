"""The running program: one application, one window at a time, the book it shows, faults."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from app.models.errors import Refusal
from app.models.qt.session import Session
from app.storage import book, errors, places, restoring, settings
from app.storage.store import Store
from app.ui import book_time
from app.ui.dialogs import files, messages
from app.ui.frame.look_deeds import dress
from app.ui.frame.memory import Memory
from app.ui.main_window import MainWindow
from app.ui.one_window import Claim, OneWindow

FIRST_NAME = "My business.deskbook"
EXAMPLE_NAME = "Example data.deskbook"


class Program(QObject):
    """Opens books and shows them; everything that opens another file ends here."""

    def __init__(self, app: QApplication, clock: Callable[[], datetime] = book_time.now) -> None:
        super().__init__(app)
        self.app = app
        self.clock = clock
        self.memory = Memory(self)
        self.window: MainWindow | None = None
        self._one: OneWindow | None = None
        self._settings: QObject | None = None
        self._reporting = False
        self.memory.look_changed.connect(self._dress)
        self._dress()

    # Starting ----------------------------------------------------------------------------------

    @staticmethod
    def start(path: Path | None) -> int:
        """Make the application, open a book and run; the exit status."""
        app = QApplication(sys.argv[:1])
        app.setApplicationName("Deskbook")
        app.setDesktopFileName("deskbook")
        app.setQuitOnLastWindowClosed(False)
        _translate(app)
        program = Program(app)
        sys.excepthook = program.fault
        if not program.begin(path):
            return 0
        return app.exec()

    def begin(self, path: Path | None) -> bool:
        """Show the given book, the last one, or a new one; ``False``: there is nothing to do."""
        if path is not None:
            return self.open_path(path)
        last = self._last_book()
        return self.open_path(last) if last is not None else self.make_first()

    def make_first(self) -> bool:
        """Begin with a new, empty book in the documents folder; nothing is asked."""
        target = places.documents_folder() / FIRST_NAME
        if target.is_file():
            return self.open_path(target)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            made = book.create_book(target, business=local_business())
        except (OSError, errors.BookError) as error:
            return self._cannot(_as_book_error(error))
        book.close_book(made)
        return self.open_path(target)

    def _last_book(self) -> Path | None:
        try:
            text = places.last_book_file().read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return Path(text) if text else None

    # Opening -----------------------------------------------------------------------------------

    def open_path(self, path: Path) -> bool:
        """Show a book in place of the present one; say plainly when it cannot be opened.

        ``False`` when another window has it (and came to the front) or the person gave up.
        """
        path = path.absolute()
        if self.window is not None and path == self.window.session.store.path:
            self.raise_window()
            return True
        if self._is_writing():
            return True
        one = OneWindow(path, self)
        claim = one.claim() if path.is_file() else Claim.NO_LOCK
        if claim is Claim.RAISED:
            return self.window is not None
        try:
            store = book.open_book(path, read_only=claim is Claim.ELSEWHERE)
        except errors.BookError as error:
            one.release()
            return self._cannot(error)
        if claim is Claim.ELSEWHERE:
            where = f" on {one.holder}" if one.holder else ""
            store.read_only_because = f"{path.name} is open in another Deskbook{where}."
        self._show(store, one)
        return True

    def _is_writing(self) -> bool:
        """Whether the open book is being written to, which is said: it cannot be left now."""
        job = self.window.session.job if self.window is not None else None
        if self.window is None or job is None or not job.writes:
            return False
        said = f"{job.label} is still running. Wait for it, or cancel it first."
        self.window.session.say(said, kind="warn", undo=False)
        return True

    def _show(self, store: Store, one: OneWindow) -> None:
        before, before_one = self.window, self._one
        session = Session(store)
        window = MainWindow(session, self.memory, clock=self.clock)
        session.setParent(window)
        if before is not None:
            before.closed.disconnect(self._closed)
            before.close()
            self._let_go(before, before_one)
        self.window, self._one = window, one
        one.raise_requested.connect(self.raise_window)
        self._wire(window)
        window.open()
        window.show()
        if not settings.setting(store, "example_data"):
            self._remember(store.path)

    def _wire(self, window: MainWindow) -> None:
        window.closed.connect(self._closed)
        window.settings_requested.connect(self.show_settings)
        window.files.book_requested.connect(self.open_path)
        window.files.new_book_requested.connect(self.make_new)
        window.files.example_requested.connect(self.open_example)
        window.files.own_requested.connect(self.open_own)
        window.files.restore_requested.connect(self.restore)

    def make_new(self, path: Path) -> None:
        """Make a new book and show it."""
        try:
            made = book.create_book(path, business=local_business())
        except errors.BookError as error:
            self._say(error)
            return
        book.close_book(made)
        self.open_path(path)

    def open_example(self) -> None:
        """Show the made-up business, made anew when it is not there."""
        path = places.home() / EXAMPLE_NAME
        if not path.is_file():
            try:
                make_example(path, self.clock().date())
            except (OSError, errors.BookError) as error:
                self._say(_as_book_error(error))
                return
        self.open_path(path)

    def open_own(self) -> None:
        """Go from the example to the person's own book; a first one is made when there is none."""
        self.begin(None)

    def restore(self, backup: Path) -> None:
        """Put a backup in the place of the open book, which is kept aside, and show it."""
        if self.window is None or self._is_writing():
            return
        target = self.window.session.store.path
        window, one = self.window, self._one
        window.closed.disconnect(self._closed)
        window.close()
        self._let_go(window, one)
        self.window = self._one = None
        self.restore_to(backup, target)

    def restore_to(self, backup: Path, target: Path) -> bool:
        """Put a checked copy of a backup under a name, keep what was there, and show it."""
        try:
            kept = restoring.restore(backup, target)
        except errors.BookError as error:
            self._cannot(error)
            return self.window is not None
        if not self.open_path(target) or self.window is None:
            return False
        said = f" The file of before is kept as {kept.name}." if kept else ""
        self.window.session.say(f"The backup was restored.{said}", undo=False)
        return True

    # Faults ------------------------------------------------------------------------------------

    def _cannot(self, error: errors.BookError) -> bool:
        """Say why, and offer ways out, until one leads somewhere or the person gives up."""
        if self.window is not None:
            self._say(error)
            return True
        dialog = messages.cannot_open(error)
        dialog.exec()
        ways = {"open": self._choose_other, "restore": self._choose_backup, "new": self._choose_new}
        way = ways.get(dialog.choice)
        return way() if way is not None else False

    def _choose_other(self) -> bool:
        path = files.choose_book(None, places.documents_folder())
        return self.open_path(path) if path is not None else False

    def _choose_backup(self) -> bool:
        chosen = files.choose_backup(None, places.home() / "backups")
        if chosen is None:
            return False
        target = files.choose_new_book(
            None, self._last_book() or places.documents_folder() / FIRST_NAME, "Restore as"
        )
        return self.restore_to(chosen, target) if target is not None else False

    def _choose_new(self) -> bool:
        path = files.choose_new_book(None, places.documents_folder() / FIRST_NAME)
        if path is None:
            return False
        self.make_new(path)
        return self.window is not None

    def _say(self, error: errors.BookError) -> None:
        if self.window is not None:
            hint = messages.window_hint(error)
            self.window.session.say(error.message, kind="danger", undo=False, hint=hint)

    def fault(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """What nobody caught: a refusal is said, a bug is reported; the program goes on."""
        if isinstance(error, KeyboardInterrupt):
            self.app.quit()
        elif isinstance(error, Refusal) and self.window is not None:
            self.window.session.say(error.message, kind="warn", undo=False)
        elif isinstance(error, errors.BookError) and self.window is not None:
            self._say(error)
        else:
            sys.__excepthook__(kind, error, trace)
            self._report(messages.report_text(kind, error, trace))

    def _report(self, report: str) -> None:
        # A bug in painting comes again with every frame: one report at a time is enough.
        if self._reporting:
            return
        self._reporting = True
        QTimer.singleShot(0, self, lambda: self._show_report(report))

    def _show_report(self, report: str) -> None:
        try:
            messages.bug_report(report, self.window).exec()
        finally:
            self._reporting = False

    # The window --------------------------------------------------------------------------------

    def raise_window(self) -> None:
        """Bring the window to the front."""
        if self.window is not None:
            if self.window.isMinimized():
                self.window.showNormal()
            self.window.raise_()
            self.window.activateWindow()

    def show_settings(self, page: str) -> None:
        """Show the settings window."""
        from app.ui.settings.window import SettingsWindow

        if self.window is None:
            return
        made = SettingsWindow(
            self.window.session, self.memory, self.window.files, self.window.safety,
            self.window.commands.commands, self.window,
        )  # fmt: skip
        self._settings = made
        made.show_page(page)
        made.show()

    def _closed(self) -> None:
        window, one = self.window, self._one
        self.window = self._one = None
        if window is not None:
            self._let_go(window, one)
        self.app.quit()

    def _let_go(self, window: MainWindow, one: OneWindow | None) -> None:
        # What was to happen in a moment would find the book closed
        for timer in window.findChildren(QTimer):
            timer.stop()
        book.close_book(window.session.store)
        if one is not None:
            one.release()
        window.deleteLater()

    def _remember(self, path: Path) -> None:
        target = places.last_book_file()
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(str(path), encoding="utf-8")
        except OSError:
            return

    def _dress(self) -> None:
        dress(self.app, self.memory)


def make_example(path: Path, today: date) -> None:
    """Make the book of the made-up business; a half-made one never gets its name."""
    from app.desk.sample import make_sample

    path.parent.mkdir(parents=True, exist_ok=True)
    working = path.with_name(f".{path.name}.making")
    working.unlink(missing_ok=True)
    store = book.create_book(working)
    try:
        make_sample(store, today=today)
        with store.step("Mark as example data"):
            store.set_business("example_data", "yes")
    finally:
        book.close_book(store)
    working.replace(path)


def local_business() -> dict[str, str]:
    """Country, currency and formats of this computer, for a new book."""
    locale = QLocale.system()
    found: dict[str, str] = {}
    name = locale.name()
    if "_" in name:
        found = {"locale": name, "country": name.split("_")[1][:2]}
        code = locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
        if len(code) == 3:
            found["currency"] = code
    zone = book_time.computer_zone()
    return found | ({"zone": zone} if zone else {})


def _as_book_error(error: OSError | errors.BookError) -> errors.BookError:
    if isinstance(error, errors.BookError):
        return error
    return errors.DiskFailed(f"The folder cannot be used ({error.strerror}).")


def _translate(app: QApplication) -> None:
    """Qt's own words (file dialogs, context menus) in the language of the system."""
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale.system(), "qtbase", "_", folder):
        app.installTranslator(translator)
