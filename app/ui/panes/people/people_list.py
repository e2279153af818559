"""What the lists of people and firms share: filter, chips, emptiness, and what to do with many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.models.qt.session import Session
from app.models.view import parse_rule
from app.storage.changes import Changes
from app.storage.queries.lists import ListQuery
from app.ui import book_time
from app.ui.forms.facts import Owner
from app.ui.panes.list_chips import LOOK_ALIKES, chip_options, chip_rule
from app.ui.panes.list_filter import ListFilter, Wish
from app.ui.panes.people.bulk_verbs import VERBS, BulkVerbs
from app.ui.panes.people.record_views import RecordViews
from app.ui.theme.theme import current
from app.ui.widgets.bulk_bar import BulkBar
from app.ui.widgets.buttons import Button, LinkLabel
from app.ui.widgets.chips import FilterChips
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.fields import TextField
from app.ui.widgets.ground import Sheet
from app.ui.widgets.label import Label


class PeopleList(Sheet):
    """Everybody, or those a filter leaves. Subclasses lay out the head from the parts made here.

    Signals: ``new_pressed``, ``export_pressed``, ``import_requested(paths)``, ``list_saved(id)``.
    """

    new_pressed = Signal()
    export_pressed = Signal()
    import_requested = Signal(object)
    list_saved = Signal(object)

    kind: Owner = "contact"
    title_words = "Contacts"
    first_mode = "list"
    most_chips = 4

    def __init__(
        self,
        session: Session,
        *,
        clock: Callable[[], datetime] = book_time.now,
        host: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("surface", parent=parent)
        self.session, self._clock = session, clock
        self._rule = ""
        self._filter: ListFilter | None = None
        self._sort, self._descending = "name", False
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = Sheet("surface", foot=True)
        self.head = QVBoxLayout(head)
        self._make_parts()
        self.views = RecordViews(session, self.kind, mode=self.first_mode, clock=clock)
        self.compose_head()
        self._compose_said()
        column.addWidget(head)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.views)
        self._compose_empty()
        column.addWidget(self.stack, 1)
        self.bar = BulkBar(host or self.views, VERBS)
        self.verbs = BulkVerbs(session, self.kind, self.views.chosen, host or self.views)
        self._connect()
        self._restyle()

    def _restyle(self) -> None:
        if hasattr(self, "title"):
            words = current().metrics("title").horizontalAdvance(self.title_words)
            self.title.setMinimumWidth(words + 4)

    def compose_head(self) -> None:
        """Lay out title, buttons, field and chips in ``self.head``."""
        raise NotImplementedError

    def empty_words(self) -> tuple[str, str, str, str]:
        """No hit; nothing yet; what belongs here; the button's words."""
        raise NotImplementedError

    def _make_parts(self) -> None:
        self.title = Label(self.title_words, "title", elide=True)
        self.count = Label("", "body", "text2")
        self.columns_menu = QMenu(self)
        self.columns_menu.aboutToShow.connect(
            lambda: self.views.fill_columns_menu(self.columns_menu)
        )
        self.field = TextField(icon="search", placeholder=self.tr("Filter by name, town, phone…"))
        self.field.edited.connect(self.refresh)
        self.field.escaped.connect(self._leave_field)
        self.field.editor.returnPressed.connect(self._enter_list)
        self.field.hide()
        self.chips = FilterChips(most=self.most_chips)
        self.chips.chosen.connect(self.refresh)

    def _compose_empty(self) -> None:
        no_hit, nobody, line, button = self.empty_words()
        clear = Button(self.tr("Clear filter"))
        clear.clicked.connect(self.clear_filter)
        self.empty = EmptyState(no_hit, choices=(clear,))
        new = Button(button, "plus", "primary")
        new.clicked.connect(self.new_pressed)
        self.nobody = EmptyState(nobody, line, choices=(new,))
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.nobody)

    def _compose_said(self) -> None:
        said = QHBoxLayout()
        said.setSpacing(8)
        self.said = Label("", "small", "text2", elide=True)
        self.unsaid = LinkLabel(self.tr("Clear"), "small_medium")
        self.unsaid.clicked.connect(self.clear_filter)
        self.settle = LinkLabel(self.tr("See them side by side"), "small_medium")
        self.settle.clicked.connect(self._settle)
        said.addWidget(self.said, 1)
        said.addWidget(self.settle)
        said.addWidget(self.unsaid)
        self.head.addLayout(said)
        self._say_rule()

    def _connect(self) -> None:
        self.session.changed.connect(self._follow)
        self.views.counted.connect(self._show_count)
        self.views.chosen_changed.connect(self.follow_chosen)
        self.views.escape_pressed.connect(self._escape)
        self.views.menu_requested.connect(self._open_menu)
        self.views.delete_pressed.connect(lambda: self.verbs.press("delete"))
        self.views.sort_changed.connect(self._take_sort)
        self.bar.verb_pressed.connect(self.verbs.press)
        self.bar.clear_requested.connect(self.views.clear_chosen)

    # Showing ---------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the book for the first time."""
        self.chips.set_options(chip_options(self.session, self.kind))
        self.refresh()

    def query(self) -> ListQuery:
        """What the list asks of the book."""
        parts = [chip_rule(self.chips.current_key()), self._rule]
        if self._filter is not None:
            parts.append(self._filter.wish().rule(self.kind))
        text = " and ".join(f"({part})" for part in parts if part)
        rule = parse_rule(text, self._clock().date())
        return ListQuery(self.kind, rule, self.field.text(), self._sort, self._descending)

    def refresh(self) -> None:
        """Show what the filter asks for now."""
        self.views.show_query(self.query())
        self._say_rule()

    def show_list(self, rule: str, name: str) -> None:
        """Show a saved list: its name as the title, its rule besides every filter."""
        self._rule = rule
        self.chips.set_current("")
        self.field.set_text("")
        if self._filter is not None:
            self._filter.set_wish(Wish())
        self.title.set_text(name or self.title_words)
        self.refresh()
        QTimer.singleShot(0, self, self._say_rule)  # once the title has its width

    def filter_by_tag(self, name: str) -> None:
        """Show everybody with a tag."""
        self._ensure_filter().set_wish(replace(Wish(), tag=name), tell=True)

    def is_filtered(self) -> bool:
        """Whether somebody may be hidden."""
        query = self.query()
        return bool(query.text.strip() or query.rule)

    def clear_filter(self) -> None:
        """Show everybody again."""
        self.field.set_text("")
        self.field.hide()
        self.chips.set_current("")
        self._rule = ""
        self.title.set_text(self.title_words)
        if self._filter is not None:
            self._filter.set_wish(Wish())
        self.refresh()
        self.views.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_count(self, count: int) -> None:
        self.count.set_text(f"{count:,}")
        hidden = count == 0 and self.is_filtered()
        self.stack.setCurrentWidget(self.views if count else self.empty if hidden else self.nobody)

    def _say_rule(self) -> None:
        wish = self._filter.wish() if self._filter is not None else Wish()
        self.said.set_text("" if wish.is_empty() else wish.sentence(self.kind))
        alike = self.chips.current_key() == LOOK_ALIKES
        shown = not wish.is_empty() or bool(self._rule) or alike
        self.settle.setVisible(alike)
        if alike and wish.is_empty():
            self.said.set_text(self.tr("They look like somebody else in your book."))
        self.said.setVisible(shown)
        self.unsaid.setVisible(shown)
        if self._rule and wish.is_empty():
            # Below there is room for a name that the title cuts short.
            cut = self.title.text() != self.title.whole_text()
            said = self.title.whole_text() if cut else self.tr("Not all are shown.")
            self.said.set_text(said)
        self.mark_filter(shown)

    def _settle(self) -> None:
        from app.ui.dialogs.look_alikes import LookAlikes

        LookAlikes(self.session, self.window()).exec()

    def _follow(self, changes: Changes) -> None:
        """Show the chip of look-alikes as long as there are some."""
        if not changes.touches("near_match"):
            return
        key = self.chips.current_key()
        options = chip_options(self.session, self.kind)
        held = key if key in {option[0] for option in options} else ""
        self.chips.set_options(options, held)
        if held != key:
            self.refresh()

    def mark_filter(self, held: bool) -> None:
        """Show at the filter button that it holds something back."""

    # Filtering and sorting ---------------------------------------------------------------------

    def open_field(self) -> None:
        """Open the filter field (Ctrl+F)."""
        self.field.show()
        self.field.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.editor.selectAll()

    def open_filter(self) -> None:
        """Open the questions beside the filter button."""
        parts = [chip_rule(self.chips.current_key()), self._rule]
        extra = " and ".join(f"({part})" for part in parts if part)
        self._ensure_filter().open_filter(self.filter_button, extra)

    def _ensure_filter(self) -> ListFilter:
        if self._filter is None:
            self._filter = ListFilter(self.session, self.kind, self.window())
            self._filter.wished.connect(self.refresh)
            self._filter.list_saved.connect(self.list_saved)
        return self._filter

    def _leave_field(self) -> None:
        if self.field.text():
            self.field.set_text("")
            self.refresh()
            return
        self.field.hide()
        self.views.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter_list(self) -> None:
        if self.views.model.count():
            if self.views.current_id() is None:
                self.views.choose(self.views.model.id_at(0))
            self.views.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _escape(self) -> None:
        if self.views.chosen_count() > 1:
            self.views.clear_chosen()
            self.views.choose(self.views.current_id())
        elif self.is_filtered():
            self.clear_filter()

    def sort_by(self, key: str, descending: bool = False) -> None:
        """Sort the list."""
        self._sort, self._descending = key, descending
        self.refresh()

    def sort_silently(self, key: str, descending: bool) -> None:
        """Sort so from the next refresh on."""
        self._sort, self._descending = key or "name", descending

    def _take_sort(self) -> None:
        self._sort = self.views.model.query.sort
        self._descending = self.views.model.query.descending

    # Many ------------------------------------------------------------------------------------

    def follow_chosen(self) -> None:
        """Show the bar while rows are chosen."""
        least = 1 if self.views.mode == "table" else 2
        count = self.views.chosen_count()
        self.bar.set_count(count if count >= least else 0)

    def _open_menu(self, ids: list[int], at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if len(ids) == 1:
            menu.addAction(self.tr("Open"), lambda: self.views.opened.emit(ids[0]))
        menu.addAction(self.tr("Copy"), self.views.copy)
        menu.addSeparator()
        self.verbs.fill_menu(menu, ids)
        menu.popup(at)

    # Dropping --------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that can be brought in."""
        if _files_of(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring the files in, one after the other."""
        if paths := _files_of(event):
            event.acceptProposedAction()
            self.import_requested.emit(paths)


def _files_of(event: QDropEvent) -> list[str]:
    from app.exchange.formats import can_be_read

    paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    # Without one that can be read it is another kind of drop; with one the page says the rest.
    return paths if any(map(can_be_read, paths)) else []
