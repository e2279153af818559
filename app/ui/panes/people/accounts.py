"""Accounts: every firm as a table; opening one shows its page, back returns to the same place."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.models.errors import Refusal
from app.models.operations import accounts
from app.storage.queries import lists
from app.storage.queries.lists import ListQuery
from app.ui.panes.people.account_list import AccountList
from app.ui.panes.people.account_page import AccountPage
from app.ui.panes.people.people_pane import PeoplePane
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover


class AccountsPane(PeoplePane):
    """The page of firms."""

    kind = "account"
    gone_words = "This account is not in the book any more."

    def compose(self) -> None:
        """The table, and behind it the page."""
        self._card: Popover | None = None
        self.list = AccountList(self.session, clock=self.clock)
        self.views = self.list.views
        self.page = AccountPage(self.session, clock=self.clock, open_url=self.open_url)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.views.opened.connect(lambda row_id: self.open_record("account", int(row_id)))
        self.page.back_pressed.connect(self.leave_page)
        self.page.gone.connect(self.leave_page)
        self.page.letter_requested.connect(self._write_letter)

    def load(self) -> None:
        """Read the table."""
        self.list.load()

    def show_page(self, record_id: int) -> None:
        """Turn from the table to the page."""
        self.views.choose_quietly(record_id)
        self.stack.setCurrentWidget(self.page)
        self.record_shown.emit("account", record_id)

    def leave_page(self) -> None:
        """Return to the table as it was left."""
        self.page.set_editing(False)
        self.page.facts = None
        self.stack.setCurrentWidget(self.list)
        self.views.view.setFocus()

    def is_open(self) -> bool:
        """Whether the page of one firm is in front."""
        return self.stack.currentWidget() is self.page

    def show_list(self, rule: str | None, name: str = "") -> None:
        """Show a saved list of firms by its rule; an empty rule shows all."""
        self.enter()
        self.leave_page()
        self.list.show_list(rule or "", name)

    def new_record(self) -> None:
        """Ask for the name of a new firm beside the button, and show its page."""
        self.enter()
        if self.is_open():
            self.leave_page()
        if self._card is None:
            self._card = Popover(self.window(), width=280)
            self._card.body.addWidget(Label(self.tr("New account"), "lead"))
            self.name = TextField(self.tr("Name"))
            self.name.editor.returnPressed.connect(self._add)
            self.name.escaped.connect(self._card.close_popover)
            self._card.body.addWidget(self.name)
        if not self._card.isVisible():
            self.name.set_error("")
            self._card.open_beside(self.list.new_button)
        self.name.editor.setFocus()

    def _add(self) -> None:
        name = self.name.text().strip()
        known = self.session.read(lists.count, ListQuery("account"))
        try:
            if not name:
                raise Refusal("An account needs a name.", "name")
            made = self.session.do(accounts.account_named, name)
        except Refusal as refusal:
            self.name.set_error(refusal.message)
            return
        self.name.set_text("")
        self._card.close_popover()
        if self.session.read(lists.count, ListQuery("account")) > known:
            self.session.say(f"{name} added.")
        else:
            self.session.say(f"{name} is here already.", kind="info", undo=False)
        self.open_record("account", made)

    def focus_filter(self) -> None:
        """Put the cursor into the filter field."""
        if self.is_open():
            self.leave_page()
        self.list.open_field()

    def delete_selected(self) -> None:
        """Delete what is chosen, with Undo."""
        if self.is_open():
            self.delete_shown()
        else:
            self.list.verbs.press("delete")

    def edit_selected(self) -> None:
        """Edit the name of the firm on view; open the chosen one first."""
        if not self.is_open() and self.views.current_id() is not None:
            self.open_record("account", self.views.current_id())
        if self.is_open():
            self.page.head.title.edit()

    def selected(self) -> list[tuple[str, int]]:
        """The firm on view, or those that are chosen."""
        if self.is_open() and self.page.facts is not None:
            return [("account", self.page.facts.id)]
        return [("account", row_id) for row_id in self.views.chosen()]

    def log_call(self) -> None:
        """Log a call with the firm on view."""
        if self.is_open():
            self.page.log_call()

    def areas(self) -> list[QWidget]:
        """The table, or the page's composer."""
        return [self.page.composer.editor] if self.is_open() else [self.views.view]

    def restore_layout(self, layout: dict[str, object]) -> None:
        """Take back what ``save_layout`` gave."""
        self.views.take_layout(layout | {"mode": "table"})
        self.take_sort(layout)

    # Inside ----------------------------------------------------------------------------------

    def _write_letter(self) -> None:
        people = [link["id"] for link in self.page.facts.links if not link["to_date"]]
        if people:
            self.letter_requested.emit(people)
        else:
            self.session.say("Add a person to this account first.", kind="info", undo=False)
