"""Contacts: everybody at the left, one person at the right; or everybody as a table."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.storage.queries import records
from app.ui.panes.people.contact_list import ContactList
from app.ui.panes.people.contact_page import ContactPage
from app.ui.panes.people.people_pane import PeoplePane
from app.ui.panes.people.quick_card import QuickCard
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.ground import Sheet
from app.ui.widgets.splitter import Splitter

LIST_WIDTH = 344


class ContactsPane(PeoplePane):
    """The page of people."""

    gone_words = "This contact is not in the book any more."

    def compose(self) -> None:
        """The list at the left, and the page beside it."""
        self._card: QuickCard | None = None
        self._sizes = [LIST_WIDTH, 880]
        self.list = ContactList(self.session, clock=self.clock, host=self)
        self.page = ContactPage(self.session, clock=self.clock, open_url=self.open_url)
        self.detail = QStackedWidget()
        ground = Sheet("canvas")
        column = QVBoxLayout(ground)
        column.addWidget(EmptyState(self.tr("Choose somebody from the list")))
        self.detail.addWidget(ground)
        self.detail.addWidget(self.page)
        self.detail.setMinimumWidth(480)
        self.split = Splitter()
        self.split.addWidget(self.list)
        self.split.addWidget(self.detail)
        self.split.setStretchFactor(0, 0)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([LIST_WIDTH, 880])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)
        self._connect()

    def _connect(self) -> None:
        views = self.list.views
        views.current_changed.connect(self._follow_current)
        views.opened.connect(self._open)
        self.list.mode_changed.connect(self._follow_mode)
        self.page.paper_requested.connect(self._ask_for_paper)
        self.page.letter_requested.connect(self._ask_for_letter)
        self.page.back_pressed.connect(self._back)
        self.page.gone.connect(self._show_nobody)

    def _ask_for_paper(self, kind: str) -> None:
        if self.page.facts is not None:
            self.paper_requested.emit(kind, [self.page.facts.id])

    def _ask_for_letter(self) -> None:
        if self.page.facts is not None:
            self.letter_requested.emit([self.page.facts.id])

    # What the window asks ----------------------------------------------------------------------

    def load(self) -> None:
        """Read the list and show the first person."""
        self.list.load()
        if self.page.facts is None and self.list.views.mode == "list":
            self.list.views.choose(self.list.views.model.id_at(0))

    def show_page(self, record_id: int) -> None:
        """Turn to the page, and choose its person in the list."""
        self._show_page(record_id)
        self.list.views.choose(record_id)

    def leave_page(self) -> None:
        """Return to the table; beside the list the page stays."""
        if self.list.views.mode == "table":
            self._back()

    def show_list(self, rule: str | None, name: str = "") -> None:
        """Show a saved list of people by its rule; an empty rule shows everybody."""
        self.enter()
        self.list.show_list(rule or "", name)
        self.list.views.choose(self.list.views.model.id_at(0))

    def new_record(self) -> None:
        """Open the quick card; again (Ctrl+N) for the next contact."""
        self.enter()
        if self._card is None:
            self._card = QuickCard(self.session, self.window())
            self._card.added.connect(self._show_added)
            self._card.open_requested.connect(lambda row_id: self.open_record("contact", row_id))
        elif self._card.isVisible() and self._card.fields["name"].text().strip():
            self._card.add()
        self._card.open_card(self.list.new_button)

    @property
    def card(self) -> QuickCard | None:
        """The quick card, once it was opened."""
        return self._card

    def focus_filter(self) -> None:
        """Open the filter field."""
        self.list.open_field()

    def delete_selected(self) -> None:
        """Delete who is chosen, with Undo."""
        self.list.verbs.press("delete")

    def edit_selected(self) -> None:
        """Edit the name of the person on view in place."""
        if self.page.facts is not None:
            self.page.head.title.edit()

    def selected(self) -> list[tuple[str, int]]:
        """Who is chosen; else who is on view."""
        ids = self.list.views.chosen()
        if not ids and self.page.facts is not None:
            ids = [self.page.facts.id]
        return [("contact", row_id) for row_id in ids]

    def log_call(self) -> None:
        """Log a call with the person on view."""
        self.page.log_call()

    def areas(self) -> list[QWidget]:
        """List and page."""
        if self.list.views.mode == "table":
            return [self.list.views.view]
        return [self.list.views.view, self.page.composer.editor]

    def save_layout(self) -> dict[str, object]:
        """Width of the list, its mode, columns and sort."""
        sizes = self.split.sizes() if self.list.views.mode == "list" else self._sizes
        return super().save_layout() | {"split": sizes}

    def restore_layout(self, layout: dict[str, object]) -> None:
        """Take back what ``save_layout`` gave."""
        sizes = layout.get("split")
        if isinstance(sizes, list) and len(sizes) == 2 and all(sizes):
            self.split.setSizes([int(size) for size in sizes])
        self.list.views.take_layout(layout | {"mode": "list"})
        self.take_sort(layout)
        if layout.get("mode") == "table":
            self.list.set_mode("table")

    # Inside ----------------------------------------------------------------------------------

    def _follow_current(self, record_id: object) -> None:
        if record_id is None or self.list.views.mode == "table":
            return
        if self.page.facts is not None and self.page.facts.id == record_id:
            self._show_page(int(record_id))
            return
        if self.page.show_record(int(record_id)):
            self._show_page(int(record_id))

    def _show_page(self, record_id: int) -> None:
        self.detail.setCurrentWidget(self.page)
        if self.list.views.mode == "table":
            self.list.hide()
            self.detail.show()
            self.page.head.back.show()
        self.record_shown.emit("contact", record_id)

    def _show_nobody(self) -> None:
        self.detail.setCurrentIndex(0)
        self.page.facts = None
        if self.list.views.mode == "table":
            self._back()
            return
        views = self.list.views
        row = min(views.last_row, views.model.count() - 1)
        views.choose(views.model.id_at(row))

    def _follow_mode(self, mode: str) -> None:
        if mode == "table":
            self._sizes = self.split.sizes()
            self._back()
            return
        self.page.head.back.hide()
        self.list.show()
        self.detail.show()
        self.split.setSizes(self._sizes)
        self._follow_current(self.list.views.current_id())

    def _back(self) -> None:
        self.detail.hide()
        self.list.show()
        self.list.views.view.setFocus()

    def _open(self, record_id: object) -> None:
        self.open_record("contact", int(record_id))
        if self.list.views.mode == "list":
            self.page.composer.editor.setFocus()

    def _show_added(self, record_id: object) -> None:
        self.open_record("contact", int(record_id))

    def title(self) -> str:
        """The name of the person on view, for the window's title."""
        facts = self.page.facts
        return self.session.read(records.title, "contact", facts.id)[0] if facts else ""
