"""What every page of the navigation can do; wishes leave as signals, one block connects them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QPlainTextEdit, QWidget

from app.models.qt.record_table import RecordTable
from app.models.qt.session import Session
from app.storage.queries.lists import ListQuery
from app.storage.tables import Row


@dataclass(frozen=True, slots=True)
class ListWish:
    """A list to be handed out as it is on view: which records, in which columns, by what name.

    ``rows`` stand in the file where the book's own would not do: each occurrence of what repeats.
    """

    query: ListQuery
    keys: tuple[str, ...] = ()
    title: str = ""
    rows: tuple[Row, ...] | None = None


class Pane(QWidget):
    """One page. Cheap to make: it reads the book in ``enter``, when it is first shown.

    Ids travel as ``object``: Qt cuts ints in signals to 32 bit.
    """

    record_requested = Signal(str, object)
    """Open a record of a kind on its own page: ``("contact", id)``."""
    record_shown = Signal(str, object)
    """A record is on view now: for Back and Forward, recent items, the window's title."""
    page_requested = Signal(str)
    letter_requested = Signal(object)
    """Write a letter to these contact ids."""
    paper_requested = Signal(str, object)
    """Make labels, envelopes or a list (a key of ``paper_kinds``) of these contact ids."""
    appointment_requested = Signal(object)
    """Make an appointment; a dict of wishes such as ``{"contacts": [id], "start_at": …}``."""
    import_requested = Signal(object)
    """Bring in files, one after the other: their paths; none to choose one."""
    export_requested = Signal(object)
    """Hand out a list: a ``ListWish``."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.entered = False

    def enter(self) -> None:
        """Called each time the page comes to the front."""
        if not self.entered:
            self.entered = True
            self.load()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the page's lists follow the book again."""
        super().showEvent(event)
        for table in self.findChildren(RecordTable):
            table.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Lists that nobody looks at do not read the book at each change."""
        super().hideEvent(event)
        for table in self.findChildren(RecordTable):
            table.rest()

    def load(self) -> None:
        """Read the book for the first time; a pane does its heavy work here."""

    def open_record(self, kind: str, record_id: int) -> None:
        """Show one record of this page."""

    def new_record(self) -> None:
        """Begin a new record of this page (Ctrl+N)."""

    def focus_filter(self) -> None:
        """Put the cursor into the filter of this page's list (Ctrl+F)."""

    def delete_selected(self) -> None:
        """Delete what is chosen (Del), with Undo."""

    def edit_selected(self) -> None:
        """Edit what is chosen in place (F2)."""

    def selected(self) -> list[tuple[str, int]]:
        """What is chosen, as kinds and ids."""
        return []

    def print_page(self) -> None:
        """Print what this page shows (Ctrl+P)."""

    def export_page(self) -> None:
        """Hand out the list of this page (Ctrl+Shift+E), as it is on view."""
        wish = self.list_on_view()
        if wish is None:
            self.session.say(self.tr("There is no list on this page."), kind="info", undo=False)
        else:
            self.hand_out(wish)

    def hand_out(self, wish: ListWish) -> None:
        """Have a list handed out, unless there is nothing in it."""
        if not (wish.query.ids if wish.rows is None else wish.rows):
            # No ids at all would mean every record
            self.session.say(self.tr("There is nothing in this list to export."), undo=False)
        else:
            self.export_requested.emit(wish)

    def list_on_view(self) -> ListWish | None:
        """The list of this page with its records by id, or ``None`` where there is none."""
        return None

    def log_call(self) -> None:
        """Log a call with who is on view (Ctrl+Shift+C)."""

    def put_off(self) -> None:
        """Put what is chosen off to another day (Ctrl+Shift+D)."""

    def take_focus(self) -> None:
        """Let the keyboard steer the first list or grid of this page; it is never left outside."""
        for area in self.areas():
            inside = area.findChildren(QAbstractScrollArea) if area is not self else []
            for one in (area, *inside):
                if self._is_steered(one):
                    one.setFocus(Qt.FocusReason.OtherFocusReason)
                    return
        if not self.isAncestorOf(self.window().focusWidget() or self.window()):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_steered(self, one: QWidget) -> bool:
        steered = isinstance(one, QAbstractScrollArea) and not isinstance(one, QPlainTextEdit)
        takes = one.focusPolicy() & Qt.FocusPolicy.TabFocus
        return bool(steered and takes and one.isVisibleTo(self))

    def areas(self) -> list[QWidget]:
        """The parts that F6 goes through, in reading order."""
        return [self]

    def save_layout(self) -> dict[str, object]:
        """Widths and choices to be remembered on this computer."""
        return {}

    def restore_layout(self, layout: dict[str, object]) -> None:
        """Take back what ``save_layout`` gave."""
