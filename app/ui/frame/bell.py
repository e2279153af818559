"""Looks when something rings, shows it, and carries out what is answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from app.models.calendar.reminder import Reminder, due_reminders, next_look, next_working_morning
from app.models.errors import Refusal
from app.models.operations import reminders
from app.models.qt.session import Session
from app.storage.changes import Changes
from app.storage.errors import BookError
from app.ui import book_time
from app.ui.at_work import staff_at_work
from app.ui.frame.reminder_card import ReminderCard

LONGEST = timedelta(minutes=10)
"""A computer that slept tells no timer: so often at least one looks."""
SHORTEST = timedelta(seconds=1)
FOLLOWS = ("appointment", "attendance", "task", "reminder", "staff")


class Bell(QObject):
    """One timer, set to the next moment at which something can ring. Signal: `open_requested`."""

    open_requested = Signal(str, object)

    def __init__(
        self, session: Session, window: QWidget, clock: Callable[[], datetime] = book_time.now
    ) -> None:
        super().__init__(window)
        self._session, self._window, self._clock = session, window, clock
        self.card = ReminderCard(window)
        self.card.opened.connect(self._open)
        self.card.done.connect(self._done)
        self.card.snoozed.connect(self._snooze)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        self._tray: QSystemTrayIcon | None = None
        self._running = False

    def start(self) -> None:
        """Begin to look."""
        self._running = True
        self._session.changed.connect(self._follow)
        self.look()

    def stop(self) -> None:
        """Look no more: the book is being closed."""
        self._running = False
        self._timer.stop()
        if self._tray is not None:
            self._tray.hide()

    def look(self) -> None:
        """Show what rings now, and set the timer to when something else may."""
        if not self._running:
            return
        now = self._clock()
        me = staff_at_work(self._session)
        try:
            found = self._session.read(due_reminders, now, me)
            wait = min(max(self._session.read(next_look, now, me) - now, SHORTEST), LONGEST)
        except BookError:
            # A book that cannot be read now has said so itself; later it may be read again.
            found, wait = [], LONGEST
        known = {one.key for one in self.card.shown()}
        self.card.show_reminders(found, now)
        self._timer.start(round(wait.total_seconds() * 1000))
        if any(one.key not in known for one in found) and not self._window.isActiveWindow():
            self._tell_system(found)

    def show_reminders(self) -> None:
        """Let the keyboard answer what rings; says so where nothing does."""
        self.look()
        if self.card.shown():
            self.card.take_focus()
        else:
            self._session.say("No reminders now.", kind="info", undo=False)

    def _follow(self, changes: Changes) -> None:
        if changes.everything or changes.touches(*FOLLOWS):
            self._timer.start(0)

    def _tell_system(self, found: Sequence[Reminder]) -> None:
        """A word outside the window too, where the system has a place for it."""
        QApplication.alert(self._window)
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._window.windowIcon(), self)
            self._tray.messageClicked.connect(self._window.activateWindow)
        self._tray.show()
        self._tray.showMessage(self.card.title.whole_text(), found[0].title)

    # Answers -----------------------------------------------------------------------------------

    def _open(self, one: Reminder) -> None:
        self._answer(lambda: self._session.do(reminders.dismiss, [one]))
        self.open_requested.emit(one.kind, one.id)

    def _done(self, these: list[Reminder]) -> None:
        self._answer(lambda: self._session.do(reminders.dismiss, these))

    def _snooze(self, these: list[Reminder], minutes: int) -> None:
        now = self._clock()
        until = now + timedelta(minutes=minutes) if minutes else next_working_morning(now)
        self._answer(lambda: self._session.do(reminders.snooze, these, until))

    def _answer(self, work: Callable[[], object]) -> None:
        try:
            work()
        except Refusal as refusal:
            self._session.say(refusal.message, kind="warn", undo=False)
        self.look()
