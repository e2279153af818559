"""Accounts: every firm as a table; opening one shows its page, back returns to the same place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.models.errors import Refusal
from app.models.operations import accounts
from app.models.qt.session import Session
from app.storage.queries import lists
from app.storage.queries.lists import ListQuery
from app.ui import book_time
from app.ui.pane import Pane
from app.ui.panes.people.account_list import AccountList
from app.ui.panes.people.account_page import AccountPage
from app.ui.panes.people.record_page import open_outside
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover


class AccountsPane(Pane):
    """The page of firms."""

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        clock: Callable[[], datetime] = book_time.now,
        open_url: Callable[[str], None] = open_outside,
    ) -> None:
        super().__init__(session, parent)
        self.clock, self._open_url = clock, open_url
        self._day = clock().date()
        self._card: Popover | None = None
        self.list = AccountList(session, clock=clock)
        self.views = self.list.views
        self.page = AccountPage(session, clock=clock, open_url=open_url)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.views.opened.connect(lambda row_id: self.open_record("account", int(row_id)))
        self.list.new_pressed.connect(self.new_record)
        self.list.import_requested.connect(self.import_requested)
        self.list.verbs.letter_requested.connect(self.letter_requested)
        self.list.verbs.paper_requested.connect(self.paper_requested)
        self.list.verbs.export_requested.connect(self._export)
        self.page.back_pressed.connect(self.back)
        self.page.gone.connect(self.back)
        self.page.record_requested.connect(self._wish_record)
        self.page.appointment_requested.connect(self.appointment_requested)
        self.page.letter_requested.connect(self._write_letter)
        self.page.delete_requested.connect(self._delete_shown)
        self.page.tag_pressed.connect(self._show_tag)

    def load(self) -> None:
        """Read the table."""
        self.list.load()

    def enter(self) -> None:
        """Count days anew when it is another day."""
        super().enter()
        if self._day != self.clock().date():
            self._day = self.clock().date()
            self.list.refresh()

    def open_record(self, kind: str, record_id: int) -> None:
        """Show the page of a firm."""
        if kind != "account":
            return
        self.enter()
        if not self.page.show_record(record_id):
            self.session.say("This account is not in the book any more.", kind="info", undo=False)
            return
        self.views.choose_quietly(record_id)
        self.stack.setCurrentWidget(self.page)
        self.record_shown.emit("account", record_id)

    def back(self) -> None:
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
        self.back()
        self.list.show_list(rule or "", name)

    def new_record(self) -> None:
        """Ask for the name of a new firm beside the button, and show its page."""
        self.enter()
        if self.is_open():
            self.back()
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
            self.back()
        self.list.open_field()

    def delete_selected(self) -> None:
        """Delete what is chosen, with Undo."""
        if self.is_open():
            self._delete_shown()
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

    def save_layout(self) -> dict[str, object]:
        """Columns, widths and sort."""
        query = self.views.model.query
        return self.views.layout_values() | {"sort": query.sort, "descending": query.descending}

    def restore_layout(self, layout: dict[str, object]) -> None:
        """Take back what ``save_layout`` gave."""
        self.views.take_layout(layout | {"mode": "table"})
        if isinstance(layout.get("sort"), str):
            self.list.sort_silently(str(layout["sort"]), bool(layout.get("descending")))

    # Inside ----------------------------------------------------------------------------------

    def _wish_record(self, kind: str, record_id: object) -> None:
        if kind == "account":
            self.open_record(kind, int(record_id))
        elif kind == "document":
            from app.ui.panes.files.open_file import open_document

            open_document(self.session, int(record_id), self._open_url)
        else:
            self.record_requested.emit(kind, record_id)

    def _write_letter(self) -> None:
        people = [link["id"] for link in self.page.facts.links if not link["to_date"]]
        if people:
            self.letter_requested.emit(people)
        else:
            self.session.say("Add a person to this account first.", kind="info", undo=False)

    def _delete_shown(self) -> None:
        if self.page.facts is not None:
            self.list.verbs.delete([self.page.facts.id])

    def _show_tag(self, name: str) -> None:
        self.back()
        self.list.filter_by_tag(name)

    def _export(self, ids: list[int]) -> None:
        keys = [column.key for column in self.views.columns()]
        self.export_requested.emit((ListQuery("account", ids=tuple(ids)), keys))
