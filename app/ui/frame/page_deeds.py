"""Commands about pages: new things, what is chosen, bringing in, getting about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.models.qt.session import Session
from app.models.task import Task
from app.ui import book_time
from app.ui.frame.ways import Ways
from app.ui.pane import ListWish, Pane

if TYPE_CHECKING:
    from app.ui.panes.today.todo_popover import TodoPopover

READ_ONLY = "This file was opened to look at only."


class PageDeeds(QObject):
    """Carries out what menus, keys and the search ask of pages."""

    def __init__(
        self,
        session: Session,
        ways: Ways,
        nav: QWidget,
        clock: Callable[[], datetime] = book_time.now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._ways = ways
        self._nav = nav
        self._clock = clock
        self._todo: TodoPopover | None = None

    def _here(self) -> Pane | None:
        return self._ways.stack.current()

    # New things --------------------------------------------------------------------------------

    def new_contact(self) -> None:
        """Begin a contact."""
        self._ways.go_to_page("contacts").new_record()

    def new_contact_called(self, name: str) -> None:
        """Begin a contact with a name that was typed into the search."""
        pane = self._ways.go_to_page("contacts")
        begin = getattr(pane, "new_record_called", None)
        if begin is None:
            pane.new_record()
        else:
            begin(name)

    def new_account(self) -> None:
        """Begin an account."""
        self._ways.go("accounts").new_record()

    def new_appointment(self) -> None:
        """Begin an appointment."""
        self._ways.go("calendar").new_record()

    def new_deal(self) -> None:
        """Begin a deal."""
        self._ways.go("deals").new_record()

    def new_todo(self) -> None:
        """Write down a to-do from anywhere."""
        from app.ui.panes.today.todo_popover import WIDTH, TodoPopover

        window = self._nav.window()
        if self._todo is None:
            self._todo = TodoPopover(self._session, window, clock=self._clock)
            self._todo.record_requested.connect(self._ways.open_record)
        pane, here = self._here(), self._ways.here()
        chosen = pane.selected() if pane is not None else []
        kind, record = (here.kind, here.record) if here.record else (*chosen, ("", 0))[0]
        known = kind in ("contact", "account", "deal") and len(chosen) < 2
        links = {f"{kind}_id": record} if known else {}
        near = QRect(window.width() // 2 - WIDTH // 2, 60, 20, 20)
        self._todo.open_new(Task(**links), near)

    def new_here(self) -> None:
        """Begin what this page is about."""
        if self._ways.stack.key == "first_run":
            self.new_contact()
        elif (pane := self._here()) is not None:
            pane.new_record()

    # What is chosen ----------------------------------------------------------------------------

    def edit_selected(self) -> None:
        """Edit what is chosen in place."""
        if (pane := self._here()) is not None:
            pane.edit_selected()

    def delete_selected(self) -> None:
        """Delete what is chosen."""
        if (pane := self._here()) is not None:
            pane.delete_selected()

    def focus_filter(self) -> None:
        """Put the cursor into the filter of this page."""
        if (pane := self._here()) is not None:
            pane.focus_filter()

    def print_page(self) -> None:
        """Print what this page shows."""
        if (pane := self._here()) is not None:
            pane.print_page()

    def export_page(self) -> None:
        """Hand out the list that this page shows."""
        if (pane := self._here()) is not None:
            pane.export_page()

    def log_call(self) -> None:
        """Log a call with who is on view."""
        if (pane := self._here()) is not None:
            pane.log_call()

    def put_off(self) -> None:
        """Put what is chosen off to another day."""
        if (pane := self._here()) is not None:
            pane.put_off()

    def letter_to_selection(self) -> None:
        """Write to everybody who is chosen."""
        self.write_letter(self._chosen_contacts())

    def labels_of_selection(self) -> None:
        """Address labels for everybody who is chosen."""
        self.make_paper("labels", self._chosen_contacts())

    def envelopes_of_selection(self) -> None:
        """Envelopes for everybody who is chosen."""
        self.make_paper("envelopes", self._chosen_contacts())

    def directory_of_selection(self) -> None:
        """An address directory of everybody who is chosen."""
        self.make_paper("directory", self._chosen_contacts())

    def phone_list_of_selection(self) -> None:
        """A phone list of everybody who is chosen."""
        self.make_paper("phones", self._chosen_contacts())

    def birthday_list_of_selection(self) -> None:
        """A birthday list of everybody who is chosen."""
        self.make_paper("birthdays", self._chosen_contacts())

    def appointment_with_selection(self) -> None:
        """Make an appointment with everybody who is chosen."""
        self.make_appointment({"contacts": self._chosen_contacts()})

    def _chosen_contacts(self) -> list[int]:
        pane = self._here()
        chosen = pane.selected() if pane is not None else []
        return [record_id for kind, record_id in chosen if kind == "contact"]

    # Wishes of pages ---------------------------------------------------------------------------

    def write_letter(self, contacts: Iterable[int]) -> None:
        """Begin a letter to these contacts."""
        pane = self._ways.go("documents")
        _ask(pane, "write_letter", list(contacts))

    def make_paper(self, kind: str, contacts: Iterable[int]) -> None:
        """Make labels, envelopes or a list of these contacts."""
        pane = self._ways.go("documents")
        _ask(pane, "make_paper", kind, list(contacts))

    def returned_mail(self) -> None:
        """Mark the addresses behind a pile of letters that came back."""
        from app.ui.dialogs.returned_mail import ReturnedMail

        ReturnedMail(self._session, self._clock().date(), self._nav.window()).exec()

    def propose_households(self) -> None:
        """Show who seems to live together."""
        from app.ui.dialogs.household_proposals import HouseholdProposals

        HouseholdProposals(self._session, self._nav.window()).exec()

    def log_fax(self) -> None:
        """Log a fax with whoever has the number."""
        from app.ui.dialogs.log_fax import LogFax

        LogFax(self._session, parent=self._nav.window()).exec()

    def make_appointment(self, wishes: dict[str, object]) -> None:
        """Begin an appointment with what is known of it."""
        pane = self._ways.go("calendar")
        _ask(pane, "make_appointment", wishes)

    def bring_in(self, paths: Sequence[str | Path] = ()) -> None:
        """Show the page that brings in files; with some it begins at once, one by one."""
        pane = self._ways.go_to_page("import")
        if paths:
            _ask(pane, "begin_many", [Path(path) for path in paths])

    def show_list(self, view_id: object) -> None:
        """Show a saved list by its id."""
        from app.storage.queries import saved_views

        if not isinstance(view_id, int):
            return
        row = self._session.read(saved_views.saved_view, view_id)
        if row is not None:
            page = "accounts" if row["entity"] == "account" else "contacts"
            self.show_rule(page, row["rule"], row["name"])

    def show_town(self, town: str) -> None:
        """Show everyone in a town."""
        quoted = town.replace("\\", "\\\\").replace('"', '\\"')
        self.show_rule("contacts", f'town = "{quoted}"', town)

    def show_rule(self, page: str, rule: str | None, name: str = "") -> None:
        """Show the records of a page that meet a rule."""
        pane = self._ways.go_to_page(page)
        _ask(pane, "show_list", rule, name)

    def look_alikes(self) -> None:
        """Settle who came in new and looks like somebody who was here."""
        from app.ui.dialogs.look_alikes import LookAlikes

        LookAlikes(self._session, self._nav.window()).exec()

    def export_list(self, wish: ListWish) -> None:
        """Hand out a list: ask for a file and write it."""
        from app.ui.dialogs.hand_out import hand_out_list

        hand_out_list(self._session, wish, self._nav.window())

    # Getting about -----------------------------------------------------------------------------

    def go_back(self) -> None:
        """Return to the place before."""
        self._ways.go_back()

    def go_forward(self) -> None:
        """Go again where one came back from."""
        self._ways.go_forward()

    def calendar_today(self) -> None:
        """Show today in the calendar."""
        _ask(self._ways.go("calendar"), "go_today")

    def find_time(self) -> None:
        """Look for a free time for those who are chosen."""
        chosen = self._chosen_contacts()
        _ask(self._ways.go("calendar"), "find_time", chosen)

    def show_waiting(self) -> None:
        """Show who waits for a time."""
        _ask(self._ways.go("calendar"), "show_waiting")

    def show_missed(self) -> None:
        """Show who does not come to their appointments."""
        _ask(self._ways.go("calendar"), "show_missed")

    def start_steps(self) -> None:
        """Start a series of steps for the person, firm or deal that is chosen."""
        from app.ui.panes.calendar.start_steps import ask_steps

        pane, here = self._here(), self._ways.here()
        chosen = pane.selected() if pane is not None else []
        what = (here.kind, here.record) if here.record else (*chosen, ("", 0))[0]
        ask_steps(self._session, self._nav.window(), *what, self._clock().date())

    def next_area(self) -> None:
        """Move the keyboard to the next part of the page."""
        self._move_area(1)

    def previous_area(self) -> None:
        """Move the keyboard to the previous part of the page."""
        self._move_area(-1)

    def _move_area(self, by: int) -> None:
        pane = self._here()
        areas = [self._nav, *(pane.areas() if pane is not None else [])]
        areas = [area for area in areas if area.isVisibleTo(area.window())]
        focus = QApplication.focusWidget()
        inside = [n for n, area in enumerate(areas) if area is focus or _holds(area, focus)]
        # Parts may lie in each other: the last that holds the focus is the nearest one.
        at = inside[-1] if inside else -1
        for turn in range(1, len(areas) + 1):
            if _focus_into(areas[(at + by * turn) % len(areas)]):
                return


def _holds(area: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and area.isAncestorOf(focus)


def _focus_into(area: QWidget) -> bool:
    reason = Qt.FocusReason.ShortcutFocusReason
    if area.focusPolicy() & Qt.FocusPolicy.TabFocus:
        area.setFocus(reason)
        return True
    for child in area.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisibleTo(area):
            child.setFocus(reason)
            return True
    return False


def _ask(pane: Pane, slot: str, *values: object) -> None:
    """Hand a wish to a pane that takes it; panes have such slots beyond what all share."""
    take: Callable[..., object] | None = getattr(pane, slot, None)
    if take is not None:
        take(*values)
