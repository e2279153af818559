"""What the pages of people and of firms share: a list, the page of one, and the wishes of both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from app.models.qt.session import Session
from app.storage.queries.lists import ListQuery
from app.ui import book_time
from app.ui.forms.facts import Owner
from app.ui.pane import ListWish, Pane
from app.ui.panes.people.people_list import PeopleList
from app.ui.panes.people.record_page import RecordPage, open_outside


class PeoplePane(Pane):
    """A list of people or firms with the page of one. Subclasses make both and lay them out."""

    kind: Owner = "contact"
    gone_words = ""
    """What is said of a record that is not in the book any more."""
    list: PeopleList
    page: RecordPage

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        clock: Callable[[], datetime] = book_time.now,
        open_url: Callable[[str], None] = open_outside,
    ) -> None:
        super().__init__(session, parent)
        self.clock, self.open_url = clock, open_url
        self._day = clock().date()
        self.compose()
        self._connect_wishes()

    def compose(self) -> None:
        """Make ``list`` and ``page`` and lay them out."""
        raise NotImplementedError

    def show_page(self, record_id: int) -> None:
        """Bring the page to the front, which shows the record by now."""
        raise NotImplementedError

    def leave_page(self) -> None:
        """Bring the list to the front, where it fills the pane."""
        raise NotImplementedError

    def enter(self) -> None:
        """Count days anew when it is another day."""
        super().enter()
        if self._day != self.clock().date():
            self._day = self.clock().date()
            self.list.refresh()

    def open_record(self, kind: str, record_id: int) -> None:
        """Show the page of one, chosen in the list where the filter lets them through."""
        if kind != self.kind:
            return
        self.enter()
        if self.page.show_record(record_id):
            self.show_page(record_id)
        else:
            self.session.say(self.gone_words, kind="info", undo=False)

    def show_tag(self, name: str) -> None:
        """Show who has a tag."""
        self.leave_page()
        self.list.filter_by_tag(name)

    def delete_shown(self) -> None:
        """Delete who is on view, with Undo."""
        if self.page.facts is not None:
            self.list.verbs.delete([self.page.facts.id])

    def save_layout(self) -> dict[str, object]:
        """Mode, columns, widths and sort."""
        query = self.list.views.model.query
        values = self.list.views.layout_values()
        return values | {"sort": query.sort, "descending": query.descending}

    def take_sort(self, layout: dict[str, object]) -> None:
        """Sort as ``save_layout`` said."""
        if isinstance(layout.get("sort"), str):
            self.list.sort_silently(str(layout["sort"]), bool(layout.get("descending")))

    # Inside ----------------------------------------------------------------------------------

    def _connect_wishes(self) -> None:
        self.list.new_pressed.connect(self.new_record)
        self.list.import_requested.connect(self.import_requested)
        self.list.verbs.letter_requested.connect(self.letter_requested)
        self.list.verbs.paper_requested.connect(self.paper_requested)
        self.list.verbs.export_requested.connect(lambda ids: self.hand_out(self._wish_for(ids)))
        self.list.export_pressed.connect(self.export_page)
        self.page.export_requested.connect(self.hand_out)
        self.page.record_requested.connect(self._wish_record)
        self.page.appointment_requested.connect(self.appointment_requested)
        self.page.tag_pressed.connect(self.show_tag)
        self.page.delete_requested.connect(self.delete_shown)

    def _wish_record(self, kind: str, record_id: object) -> None:
        if kind == self.kind:
            self.open_record(kind, int(str(record_id)))
        elif kind == "document":
            from app.ui.panes.files.open_file import open_document

            open_document(self.session, int(str(record_id)), self.open_url)
        else:
            self.record_requested.emit(kind, record_id)

    def list_on_view(self) -> ListWish:
        """Everybody whom the filter leaves, in the columns of the table."""
        return self._wish_for(self.list.views.model.ids())

    def _wish_for(self, ids: Sequence[int]) -> ListWish:
        views, title = self.list.views, self.list.title.whole_text()
        shown = views.model.query
        query = ListQuery(self.kind, ids=tuple(ids), sort=shown.sort, descending=shown.descending)
        return ListWish(query, tuple(each.key for each in views.columns()), title)
