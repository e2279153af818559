"""How one gets about: pages, records, Back and Forward, lists."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app.models.qt.session import Session
from app.storage.queries import lists, records
from app.storage.queries.lists import ListQuery
from app.ui.frame.pages import PaneStack
from app.ui.pane import Pane

PAGE_OF = {
    "contact": "contacts", "account": "accounts", "appointment": "calendar", "deal": "deals",
    "document": "documents",
}  # fmt: skip
"""The page that shows a kind of record; to-dos and notes are shown with whom they belong to."""
_BELONGS = ("deal_id", "contact_id", "account_id")
MOST_PLACES = 100


@dataclass(frozen=True, slots=True)
class Place:
    """Where one was: a page, and the record on view there, if any."""

    page: str
    kind: str = ""
    record: int = 0


class Ways(QObject):
    """Goes to pages and records and remembers the way.

    Signals: ``moved(Place)`` after each arrival, ``trail_changed()``.
    """

    moved = Signal(object)
    trail_changed = Signal()

    def __init__(self, session: Session, stack: PaneStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.stack = stack
        self._trail: list[Place] = []
        self._at = -1
        self._silent = False

    # Going -------------------------------------------------------------------------------------

    def go(self, key: str) -> Pane:
        """Show a page; a book without anybody shows how to bring people in instead."""
        shown = "first_run" if key == "contacts" and self.is_empty() else key
        pane = self.stack.show_pane(shown)
        self._note(Place(key))
        return pane

    def go_to_page(self, key: str) -> Pane:
        """Show that very page, also while the book is empty."""
        pane = self.stack.show_pane(key)
        self._note(Place(key))
        return pane

    def open_record(self, kind: str, record_id: int) -> None:
        """Show one record on the page of its kind."""
        asked = (kind, record_id)
        kind, record_id = self.owner(kind, record_id)
        page = PAGE_OF.get(kind)
        if page is None or not record_id:
            self.go("today").open_record(*asked)
            return
        self._silent = True
        try:
            self.stack.show_pane(page).open_record(kind, record_id)
        finally:
            self._silent = False
        self._note(Place(page, kind, record_id))

    def owner(self, kind: str, record_id: int) -> tuple[str, int]:
        """What shows a record: itself, or for to-dos and notes whom they belong to."""
        if kind in PAGE_OF:
            return kind, record_id
        row = self.session.store.get(kind, record_id) or {}
        for column in _BELONGS:
            if row.get(column):
                return column.removesuffix("_id"), int(row[column])
        return kind, 0

    def is_empty(self) -> bool:
        """Whether nobody is in the book yet."""
        return not any(
            self.session.read(lists.count, ListQuery(kind)) for kind in ("contact", "account")
        )

    # Back and forward --------------------------------------------------------------------------

    def record_shown(self, kind: str, record_id: int) -> None:
        """A pane shows another record: a place to come back to."""
        if not self._silent:
            page = "contacts" if self.stack.key == "first_run" else self.stack.key
            self._note(Place(page, kind, record_id))

    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return self._at > 0

    def can_go_forward(self) -> bool:
        """Whether one came back from somewhere."""
        return self._at < len(self._trail) - 1

    def go_back(self) -> None:
        """Return to the place before."""
        if self.can_go_back():
            self._step(-1)

    def go_forward(self) -> None:
        """Go again where one came back from."""
        if self.can_go_forward():
            self._step(1)

    def here(self) -> Place:
        """Where one is."""
        return self._trail[self._at] if self._trail else Place("")

    def _step(self, by: int) -> None:
        self._at += by
        place = self._trail[self._at]
        self._silent = True
        try:
            shown = "first_run" if place.page == "contacts" and self.is_empty() else place.page
            pane = self.stack.show_pane(shown)
            if place.record and self._is_there(place):
                pane.open_record(place.kind, place.record)
        finally:
            self._silent = False
        self._arrived(place)

    def _is_there(self, place: Place) -> bool:
        return bool(self.session.read(records.title, place.kind, place.record)[0])

    def _note(self, place: Place) -> None:
        if self._silent:
            return
        here = self.here()
        if place != here:
            same_page = here.page == place.page and not here.record
            del self._trail[self._at + (0 if same_page and self._trail else 1) :]
            self._trail.append(place)
            del self._trail[: max(0, len(self._trail) - MOST_PLACES)]
            self._at = len(self._trail) - 1
        self._arrived(place)

    def _arrived(self, place: Place) -> None:
        focus, pane = QApplication.focusWidget(), self.stack.current()
        if pane is not None and (focus is None or not focus.isVisible()):
            pane.take_focus()
        self.moved.emit(place)
        self.trail_changed.emit()
