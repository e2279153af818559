"""The window of one book: navigation, pages, search, notices, and the one wiring block."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.models.qt.jobs import Job
from app.models.qt.notice import Notice
from app.models.qt.session import Session
from app.storage import backups
from app.storage.queries import records
from app.ui import book_time
from app.ui.commands import COMMANDS, SETTINGS, CommandSet, page_commands
from app.ui.frame.bars import Bars
from app.ui.frame.beside import Beside
from app.ui.frame.file_deeds import FileDeeds
from app.ui.frame.history_deeds import HistoryDeeds
from app.ui.frame.leaving import Leaving
from app.ui.frame.list_menu import fill_list_menu
from app.ui.frame.look_deeds import LookDeeds, set_density
from app.ui.frame.memory import Memory
from app.ui.frame.menu_place import MenuPlace
from app.ui.frame.nav_feed import NavFeed, business_name
from app.ui.frame.page_deeds import READ_ONLY, PageDeeds
from app.ui.frame.pages import LISTED, PaneStack
from app.ui.frame.palette_feed import PaletteFeed
from app.ui.frame.room import give_first_size, give_least_size
from app.ui.frame.safety import Safety
from app.ui.frame.watch import Watch
from app.ui.frame.ways import PAGE_OF, Place, Ways
from app.ui.pane import Pane
from app.ui.widgets.nav_bar import NavBar
from app.ui.widgets.notices import Toast
from app.ui.widgets.progress import ProgressStrip
from app.ui.widgets.reading_order import ReadingWindow
from app.ui.widgets.search_palette import SearchPalette, close_floating

_TOAST_ICONS = {"done": "check", "info": "info", "warn": "triangle-alert"}


class MainWindow(ReadingWindow):
    """Shows one book. Cheap to make; ``open`` reads the book and shows the first page.

    Signals: ``closed()``; wishes about files are those of ``files`` (FileDeeds).
    """

    closed = Signal()
    settings_requested = Signal(str)

    def __init__(
        self,
        session: Session,
        memory: Memory,
        *,
        clock: Callable[[], datetime] = book_time.now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.memory = memory
        self.clock = clock
        self.book = backups.book_uuid(session.store.connection)
        self.nav = NavBar()
        self.bars = Bars()
        self.stack = PaneStack(session, clock)
        self.ways = Ways(session, self.stack, self)
        self.safety = Safety(session, clock, self)
        self.nav_feed = NavFeed(self.nav, session, clock, self)
        self.strip = ProgressStrip(narrow=True)
        self.toast = Toast(self)
        self.watch = Watch(session, self, memory, self.book, clock)
        self.palette_view = SearchPalette(self)
        commands = (*COMMANDS, *SETTINGS, *page_commands(LISTED))
        self.commands = CommandSet(self, commands, self.run_command)
        self.feed = PaletteFeed(
            self.palette_view, session, memory, commands, self._is_enabled, clock, self
        )
        self.feed.book = self.book
        self.pages = PageDeeds(session, self.ways, self.nav, clock, self)
        self.files = FileDeeds(session, self, memory, self.safety)
        self.history = HistoryDeeds(session, self, clock)
        self.look = LookDeeds(session, self, memory, commands)
        self._deeds = (self.pages, self.files, self.history, self.look, self.watch.bell, self)
        self.leaving = Leaving(session, self)
        self._lost = self._shut = False
        self._undo_step, self._made = 0, ""
        self._compose()
        self._wire()

    def _compose(self) -> None:
        self.setAcceptDrops(True)
        give_least_size(self)
        self.nav.set_pages(LISTED)
        self.strip.hide()
        self.nav.add_above_foot(self.strip)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.bars)
        right.addWidget(self.stack, 1)
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.nav)
        row.addLayout(right, 1)
        self.setCentralWidget(centre)
        self.commands.fill_menu_bar()
        self.menu_place = MenuPlace(self, self.memory)

    # The one wiring block ----------------------------------------------------------------------

    def _wire(self) -> None:
        session, nav, feed = self.session, self.nav, self.feed
        nav.page_chosen.connect(self.ways.go)
        nav.list_chosen.connect(self._show_list)
        nav.list_menu_requested.connect(self._list_menu)
        nav.search_requested.connect(self.open_search)
        nav.business_requested.connect(self._business_menu)
        nav.safety_requested.connect(self.files.back_up)
        nav.settings_requested.connect(self.look.show_settings)
        self.look.settings_requested.connect(self.settings_requested)
        self.files.quit_requested.connect(self.close)
        self.leaving.ready.connect(self.close, Qt.ConnectionType.QueuedConnection)
        self.history.copy_saved.connect(self.files.book_requested)
        self.history.file_found.connect(self._found)
        self.safety.state_changed.connect(self._show_safety)
        self.watch.bell.open_requested.connect(self.ways.open_record)
        self.stack.made.connect(self._wire_pane)
        self.stack.left.connect(lambda: close_floating(self))
        self.stack.shown.connect(self._show_density)
        self.ways.moved.connect(self._moved)
        feed.record_chosen.connect(self._open_found)
        feed.command_chosen.connect(self._run_by_id)
        feed.new_contact_chosen.connect(self.pages.new_contact_called)
        feed.town_chosen.connect(self.pages.show_town)
        session.noticed.connect(self._notice)
        session.busy_changed.connect(self._busy)
        session.book_lost.connect(self._book_lost)
        session.changed.connect(self._changed)
        self.toast.undo_requested.connect(self._undo_toast)
        self.strip.cancel_requested.connect(self._cancel)
        self.memory.look_changed.connect(self._mark_look)

    def _wire_pane(self, key: str, pane: Pane) -> None:
        pane.record_requested.connect(self.ways.open_record)
        pane.record_shown.connect(self.ways.record_shown)
        pane.page_requested.connect(self.ways.go_to_page)
        pane.letter_requested.connect(self.pages.write_letter)
        pane.appointment_requested.connect(self.pages.make_appointment)
        pane.import_requested.connect(self.pages.bring_in)
        pane.export_requested.connect(self.pages.export_list)
        for wish, act in (
            ("contact_requested", self.pages.new_contact),
            ("example_requested", self.files.example_requested),
            ("todo_requested", self.pages.new_todo),
            ("rows_requested", self.pages.show_rule),
            ("command_requested", self._run_by_id),
            ("paper_requested", self.pages.make_paper),
        ):
            if hasattr(pane, wish):
                getattr(pane, wish).connect(act)
        pane.restore_layout(self.memory.layout(key))

    # Opening and closing -----------------------------------------------------------------------

    def open(self) -> None:
        """Read the book and show the first page, as the window stood last time."""
        geometry = self.memory.geometry()
        if geometry is None or not self.restoreGeometry(geometry):
            give_first_size(self)
        self.watch.open()
        self.nav_feed.fill()
        self.bars.say_what_it_is(self.session.store, self.files.own_requested.emit)
        first = "contacts" if self.ways.is_empty() else self.memory.flag("page") or "today"
        self.ways.go(first if first in {key for key, _, _ in LISTED} else "today")
        self._busy(None)
        self._mark_look()
        self.memory.note_file(self.session.store.path)
        QTimer.singleShot(0, self, self._after_paint)

    def _after_paint(self) -> None:
        if self._shut:
            return
        self.commands.follow_theme()
        failed = self.memory.flag(f"backup_failed_{self.book}")
        if failed:
            self._notice(Notice(f"The last backup could not be made. {failed}", "danger"))
        self._show_safety()
        self.safety.start()
        self.watch.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Finish jobs, remember the window, copy the book when it changed, and let it go."""
        event.setAccepted(self._shut or self.leaving.may_go())
        if self._shut or not event.isAccepted():
            return
        self._shut = True
        self.safety.stop()
        self.nav_feed.stop()
        self.watch.stop()
        self._remember()
        for beside in self.findChildren(Beside):
            beside.close()
        self.hide()
        self.leaving.finish_jobs()
        failure = self.safety.close_copy()
        self.memory.set_flag(f"backup_failed_{self.book}", failure)
        self.session.blockSignals(True)
        self.safety.blockSignals(True)
        self.closed.emit()

    def _remember(self) -> None:
        self.memory.set_geometry(self.saveGeometry())
        if self.stack.key in {key for key, _, _ in LISTED}:
            self.memory.set_flag("page", self.stack.key)
        for key, pane in self.stack.known().items():
            self.memory.set_layout(key, pane.save_layout())
        self.memory.save()

    # Commands ----------------------------------------------------------------------------------

    def run_command(self, handler: str) -> None:
        """Carry out a command: a method, or ``page:deals``, ``settings:team`` that go there."""
        kind, _, key = handler.partition(":")
        if key:
            {"page": self.ways.go, "settings": self.settings_requested.emit}[kind](key)
            return
        for deed in self._deeds:
            if (act := getattr(type(deed), handler, None)) is not None:
                act(deed)
                return

    def _run_by_id(self, command_id: str) -> None:
        self.commands.actions[command_id].trigger()

    def _is_enabled(self, command_id: str) -> bool:
        return self.commands.actions[command_id].isEnabled()

    def open_search(self) -> None:
        """Show the search over everything."""
        self.palette_view.open_palette()

    def _business_menu(self) -> None:
        place = self.nav.business.mapToGlobal(QPoint(0, self.nav.business.height() + 4))
        self.files.open_menu(self.commands, place, self.watch.at_work)

    def _list_menu(self, view_id: object, place: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        fill_list_menu(menu, self.session, view_id)
        menu.popup(place)

    # Getting about -----------------------------------------------------------------------------

    def _show_list(self, view_id: object) -> None:
        self.pages.show_list(view_id)
        self.nav.set_current_list(view_id)

    def _open_found(self, kind: str, record_id: int, new_window: bool) -> None:
        kind, record_id = self.ways.owner(kind, record_id)
        if not new_window or kind not in PAGE_OF:
            self.ways.open_record(kind, record_id)
            return
        beside = Beside(self.session, kind, record_id, self.clock, self)
        self._wire_pane(PAGE_OF[kind], beside.pane)
        # It shows one record: what is looked at there is no place to come back to here.
        beside.pane.record_shown.disconnect(self.ways.record_shown)
        beside.open()

    def _moved(self, place: Place) -> None:
        self.nav.set_current({"import": "contacts"}.get(place.page, place.page))
        title = ""
        if place.record:
            title = self.session.read(records.title, place.kind, place.record)[0]
            self.memory.note_record(self.book, place.kind, place.record)
        business = business_name(self.session.store)
        self.setWindowTitle(f"{title}, {business}" if title else business)
        self.commands.actions["back"].setEnabled(self.ways.can_go_back())
        self.commands.actions["forward"].setEnabled(self.ways.can_go_forward())

    def _changed(self, _changes: object) -> None:
        self._label_undo()
        empty = self.stack.key == "first_run" and not self.ways.is_empty()
        if empty:
            self.ways.go("contacts")

    # Words -------------------------------------------------------------------------------------

    def _notice(self, notice: Notice) -> None:
        text = f"{notice.text} {notice.hint}".strip()
        if notice.kind == "danger":
            away = ("Close", lambda: self.bars.hide_bar("danger"))
            self.bars.show_bar("danger", text, "danger", [away])
            return
        self._undo_step, self._made = notice.step_id, notice.path
        button = None if notice.step_id else self.tr("Open") if notice.path else ""
        self.toast.show_toast(text, icon=_TOAST_ICONS[notice.kind], button=button)

    def _undo_toast(self) -> None:
        if self._made:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._made))
        else:
            self.session.undo(self._undo_step or None)

    def _busy(self, job: object) -> None:
        writing = isinstance(job, Job) and job.writes
        self.strip.setVisible(isinstance(job, Job))
        why, waits = "", ""
        if isinstance(job, Job):
            self.strip.set_progress(job.label, 0, None)
            self.strip.set_cancellable(job.stoppable)
            job.progressed.connect(self._progressed)
            if writing:
                # Its page shows how far an import is, and lets more files wait.
                why, waits = f"{job.label} is still running.", "import"
        if self.session.store.read_only_because:
            why, waits = READ_ONLY, ""
        elif self._lost:
            why, waits = "The file was moved or written over.", ""
        self.commands.set_busy(why, but=waits)
        self._label_undo()

    def _cancel(self) -> None:
        if self.session.job is not None:
            self.session.job.cancel()

    def _progressed(self, done: int, total: int, text: str) -> None:
        far = f"{done:,} of {total:,}" if total else f"{done:,}"
        job = self.session.job
        label = job.label if job is not None else ""
        self.strip.set_progress(f"{far} {text}" if text else f"{label}, {far}", done, total or None)

    def _label_undo(self) -> None:
        actions = self.commands.actions
        job = self.session.job
        busy = (job is not None and job.writes) or self._lost
        self.history.label_actions(actions["undo"], actions["redo"], busy=busy)

    def _show_safety(self) -> None:
        self.nav.set_safety(*self.safety.sentence())

    # A lost file -------------------------------------------------------------------------------

    def _book_lost(self, error: object) -> None:
        if self._lost:
            return
        self._lost = True
        self.bars.show_bar(
            "lost",
            f"{error} Nothing was written. What you typed is still here.",
            "danger",
            [("Save my copy as…", self.history.save_lost_copy),
             ("Open it again", self.history.open_again)],
        )  # fmt: skip
        self._busy(self.session.job)

    def _found(self) -> None:
        self._lost = False
        self.bars.hide_bar("lost")
        self._busy(self.session.job)

    # Events ------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Look at the file when the window comes to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.safety.look_at_file()

    def _mark_look(self) -> None:
        self.look.mark_mode(self.commands.actions)
        self._show_density("")

    def _show_density(self, _key: str) -> None:
        set_density(self.stack, compact=self.memory.look.compact)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that can be brought in."""
        if event.mimeData().hasUrls() and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring in a file, or open it when it is a book."""
        urls = event.mimeData().urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        event.acceptProposedAction()
        if paths[0].suffix == ".deskbook":
            self.files.book_requested.emit(paths[0])
        else:
            self.pages.bring_in(paths)
