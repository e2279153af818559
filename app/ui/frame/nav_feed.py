"""Fills the navigation from the book: business, counts, saved lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QObject, QTimer

from app.models.errors import Refusal
from app.models.qt.session import Session
from app.models.view import parse_rule
from app.storage import places, settings
from app.storage.changes import Changes
from app.storage.errors import BookError
from app.storage.queries import lists, saved_views, today
from app.storage.queries.lists import ListQuery
from app.storage.store import Store
from app.ui import book_time
from app.ui.widgets.nav_bar import NavBar


class NavFeed(QObject):
    """Keeps the navigation true to the book; counts are made after the window was painted."""

    def __init__(
        self,
        nav: NavBar,
        session: Session,
        clock: Callable[[], datetime] = book_time.now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._nav = nav
        self._session = session
        self._clock = clock
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.count)
        session.changed.connect(self.follow)

    def fill(self) -> None:
        """Show whose book it is now, and count as soon as there is time."""
        store = self._session.store
        self._nav.set_business(business_name(store), self._where(store))
        self._later.start()

    def stop(self) -> None:
        """Count no more: the book is being closed."""
        self._later.stop()

    def follow(self, changes: Changes) -> None:
        """Follow a change of the book."""
        self._nav.set_business(business_name(self._session.store), self._where(self._session.store))
        if changes.tables or changes.everything:
            self._later.start()

    def count(self) -> None:
        """Count what is due today and who is on each saved list."""
        day = self._clock().date()
        try:
            due = self._session.read(today.open_task_count, day.isoformat())
            rows = [
                (row["id"], row["name"], row["colour"], self._size(row["entity"], row["rule"], day))
                for row in self._session.read(saved_views.saved_views)
            ]
        except BookError:
            return
        self._nav.set_count("today", f"{due:,}" if due else "")
        self._nav.set_lists(rows)

    def _size(self, entity: str, rule: str, day: date) -> str:
        try:
            found = lists.count(self._session.store, ListQuery(entity, parse_rule(rule, day)))
        except Refusal:
            return ""
        return f"{found:,}"

    @staticmethod
    def _where(store: Store) -> str:
        if settings.setting(store, "example_data"):
            return "Example data"
        synced = places.synced_folder(store.path)
        return f"Saved in {synced}" if synced else "Saved on this computer"


def business_name(store: Store) -> str:
    """The name of the business, or of its file while nobody gave one."""
    return settings.setting(store, "business_name") or store.path.stem
