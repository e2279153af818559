"""What runs beside the pages while a book is open: who is at work, reminders, calendar files."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.models.errors import Refusal
from app.models.operations import appointments
from app.models.qt.session import Session
from app.ui.at_work import AtWork, Remembers
from app.ui.frame.bell import Bell
from app.ui.frame.feed_keeper import FeedKeeper


class Watch(QObject):
    """`open` before the first page, `start` after the first painting, `stop` at the end."""

    def __init__(
        self,
        session: Session,
        window: QWidget,
        memory: Remembers,
        book: str,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(window)
        self._session = session
        self.at_work = AtWork(session, memory, book, self)
        self.bell = Bell(session, window, clock)
        self.feed = FeedKeeper(session, memory, book, self)
        self.at_work.changed.connect(self.bell.look)

    def open(self) -> None:
        """Take formats and name from the book and this computer."""
        self.at_work.open()

    def start(self) -> None:
        """Begin to look; what other programs read as UTC follows a change of the zones."""
        if not self._session.store.read_only_because:
            with contextlib.suppress(Refusal):
                self._session.do(appointments.recompute_utc)
        self.bell.start()
        self.feed.start()

    def stop(self) -> None:
        """Look no more."""
        self.bell.stop()
        self.feed.stop()
