"""The pages of the window, each imported when it is first entered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from inspect import signature

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.models.qt.session import Session
from app.ui import book_time
from app.ui.pane import Pane


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page: its key, name, icon, the class that shows it, and whether the navigation lists it."""

    key: str
    title: str
    icon: str
    where: str
    listed: bool = True


PANES: tuple[PageSpec, ...] = (
    PageSpec("today", "Today", "sun", "app.ui.panes.today.today:TodayPane"),
    PageSpec("contacts", "Contacts", "users", "app.ui.panes.people.contacts:ContactsPane"),
    PageSpec("accounts", "Accounts", "building-2", "app.ui.panes.people.accounts:AccountsPane"),
    PageSpec("calendar", "Calendar", "calendar", "app.ui.panes.calendar.calendar:CalendarPane"),
    PageSpec("deals", "Deals", "square-kanban", "app.ui.panes.deals.deals:DealsPane"),
    PageSpec("documents", "Documents", "file-text", "app.ui.panes.letters.documents:DocumentsPane"),
    PageSpec("import", "Bring in", "file-up", "app.ui.panes.imports.import_page:ImportPage", False),
    PageSpec("first_run", "Contacts", "users", "app.ui.panes.first_run:FirstRunPane", False),
)
BY_KEY = {page.key: page for page in PANES}
LISTED = tuple((page.key, page.title, page.icon) for page in PANES if page.listed)


def make_pane(key: str, session: Session, clock: Callable[[], datetime] = book_time.now) -> Pane:
    """A new pane of a page; its module is imported now and not before.

    Pages that say how long ago something was take the window's clock.
    """
    module, _, name = BY_KEY[key].where.partition(":")
    kind = getattr(import_module(module), name)
    timed = "clock" in signature(kind.__init__).parameters
    made: Pane = kind(session, clock=clock) if timed else kind(session)
    return made


class PaneStack(QStackedWidget):
    """The pages that were entered so far, one on top of the other.

    Signals: ``made(str key, Pane)`` before a new pane is entered, ``left`` before a page comes to
    the front (what floats over the last one goes), ``shown(str key)``.
    """

    made = Signal(str, object)
    left = Signal()
    shown = Signal(str)

    def __init__(
        self,
        session: Session,
        clock: Callable[[], datetime] = book_time.now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._clock = clock
        self._panes: dict[str, Pane] = {}
        self.key = ""

    def pane(self, key: str) -> Pane:
        """The pane of a page, made on first use."""
        found = self._panes.get(key)
        if found is None:
            found = self._panes[key] = make_pane(key, self._session, self._clock)
            self.addWidget(found)
            self.made.emit(key, found)
        return found

    def known(self) -> dict[str, Pane]:
        """The panes made so far."""
        return dict(self._panes)

    def current(self) -> Pane | None:
        """The pane on view."""
        return self._panes.get(self.key)

    def show_pane(self, key: str) -> Pane:
        """Bring a page to the front and let it read the book."""
        pane = self.pane(key)
        other, self.key = key != self.key, key
        self.left.emit()
        self.setCurrentWidget(pane)
        pane.enter()
        if other:
            pane.take_focus()
        self.shown.emit(key)
        return pane
