"""Contacts: everybody at the left, one person at the right; or everybody as a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.models.qt.session import Session
from app.storage.queries import records
from app.storage.queries.lists import ListQuery
from app.ui import book_time
from app.ui.pane import Pane
from app.ui.panes.people.contact_list import ContactList
from app.ui.panes.people.contact_page import ContactPage
from app.ui.panes.people.quick_card import QuickCard
from app.ui.panes.people.record_page import open_outside
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.ground import Sheet
from app.ui.widgets.splitter import Splitter

LIST_WIDTH = 344


class ContactsPane(Pane):
    """The page of people."""

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
        self._card: QuickCard | None = None
        self._day = clock().date()
        self._sizes = [LIST_WIDTH, 880]
        self.list = ContactList(session, clock=clock, host=self)
        self.page = ContactPage(session, clock=clock, open_url=open_url)
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
        self.list.new_pressed.connect(self.new_record)
        self.list.import_requested.connect(self.import_requested)
        self.list.mode_changed.connect(self._follow_mode)
        self.list.verbs.letter_requested.connect(self.letter_requested)
        self.list.verbs.paper_requested.connect(self.paper_requested)
        self.page.paper_requested.connect(
            lambda kind: self.paper_requested.emit(kind, [self.page.facts.id])
        )
        self.list.verbs.export_requested.connect(self._export)
        self.page.record_requested.connect(self._wish_record)
        self.page.appointment_requested.connect(self.appointment_requested)
        self.page.letter_requested.connect(lambda: self.letter_requested.emit([self.page.facts.id]))
        self.page.tag_pressed.connect(self._show_tag)
        self.page.delete_requested.connect(self._delete_shown)
        self.page.back_pressed.connect(self._back)
        self.page.gone.connect(self._show_nobody)

    # What the window asks ----------------------------------------------------------------------

    def load(self) -> None:
        """Read the list and show the first person."""
        self.list.load()
        if self.page.facts is None and self.list.views.mode == "list":
            self.list.views.choose(self.list.views.model.id_at(0))

    def enter(self) -> None:
        """Count days anew when it is another day."""
        super().enter()
        if self._day != self.clock().date():
            self._day = self.clock().date()
            self.list.refresh()

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a person, chosen in the list where the filter lets them through."""
        if kind != "contact":
            return
        self.enter()
        if not self.page.show_record(record_id):
            self.session.say("This contact is not in the book any more.", kind="info", undo=False)
            return
        self._show_page(record_id)
        self.list.views.choose(record_id)

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
        values = self.list.views.layout_values()
        sizes = self.split.sizes() if self.list.views.mode == "list" else self._sizes
        query = self.list.views.model.query
        return values | {"split": sizes, "sort": query.sort, "descending": query.descending}

    def restore_layout(self, layout: dict[str, object]) -> None:
        """Take back what ``save_layout`` gave."""
        sizes = layout.get("split")
        if isinstance(sizes, list) and len(sizes) == 2 and all(sizes):
            self.split.setSizes([int(size) for size in sizes])
        self.list.views.take_layout(layout | {"mode": "list"})
        if isinstance(layout.get("sort"), str):
            self.list.sort_silently(str(layout["sort"]), bool(layout.get("descending")))
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

    def _wish_record(self, kind: str, record_id: object) -> None:
        if kind == "contact":
            self.open_record(kind, int(record_id))
        elif kind == "document":
            self._open_file(int(record_id))
        else:
            self.record_requested.emit(kind, record_id)

    def _open_file(self, document_id: int) -> None:
        from app.ui.panes.files.open_file import open_document

        open_document(self.session, document_id, self._open_url)

    def _show_added(self, record_id: object) -> None:
        self.open_record("contact", int(record_id))

    def _show_tag(self, name: str) -> None:
        if self.list.views.mode == "table":
            self._back()
        self.list.filter_by_tag(name)

    def _delete_shown(self) -> None:
        if self.page.facts is not None:
            self.list.verbs.delete([self.page.facts.id])

    def _export(self, ids: list[int]) -> None:
        keys = [column.key for column in self.list.views.columns()]
        self.export_requested.emit((ListQuery("contact", ids=tuple(ids)), keys))

    def title(self) -> str:
        """The name of the person on view, for the window's title."""
        facts = self.page.facts
        return self.session.read(records.title, "contact", facts.id)[0] if facts else ""
