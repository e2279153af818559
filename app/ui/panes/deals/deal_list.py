"""Deals as a table: open ones, or those that are won, lost or put off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.models.columns import Column
from app.models.qt.record_table import RecordTable
from app.models.qt.session import Session
from app.models.view import parse_rule
from app.storage.queries.lists import ListQuery
from app.ui import book_time
from app.ui.delegates.views import TableList
from app.ui.panes.deals.deal_values import list_row
from app.ui.widgets.chips import FilterChips
from app.ui.widgets.empty import EmptyState

COLUMNS = (
    Column("title", "Deal", "strong", 220),
    Column("account", "Account", width=170, sortable=False),
    Column("contact", "Contact", width=140, sortable=False),
    Column("stage", "Stage", "chip", 110),
    Column("amount", "Amount", "money", 110),
    Column("state", "State", "chip", 90),
    Column("expected_close", "Expected", "date", 110),
    Column("owner", "Looked after by", width=140, sortable=False),
)
KINDS = ("strong", "text", "text", "chip", "money", "chip", "date", "text")


class DealList(QWidget):
    """Signals: `deal_opened(id)`, `delete_asked(ids)`, `menu_asked(ids, point of the screen)`."""

    deal_opened = Signal(object)
    delete_asked = Signal(object)
    menu_asked = Signal(object, QPoint)

    def __init__(
        self,
        session: Session,
        *,
        clock: Callable[[], datetime] = book_time.now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._clock = session, clock
        self._model: RecordTable | None = None
        self._ids: tuple[int, ...] | None = None
        self._sort, self._descending = "stage", False
        self.chips = FilterChips(
            [("open", self.tr("Open")), ("won", self.tr("Won")), ("lost", self.tr("Lost")),
             ("later", self.tr("Later")), ("", self.tr("All"))]
        )  # fmt: skip
        self.table = TableList(KINDS)
        self._empty = EmptyState(self.tr("No such deals yet"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        bar = QHBoxLayout()
        bar.setContentsMargins(24, 10, 16, 10)
        bar.addWidget(self.chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)
        self.chips.chosen.connect(lambda _key: self.show_list())
        self.table.opened.connect(self.deal_opened)
        self.table.sort_requested.connect(self._sort_by)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._ask_menu)
        self.setFocusProxy(self.table)

    def _ask_menu(self, place: QPoint) -> None:
        if self.chosen_ids():
            self.menu_asked.emit(self.chosen_ids(), self.table.viewport().mapToGlobal(place))

    def show_state(self, state: str) -> None:
        """Show the deals of one state; "" shows all."""
        self.chips.set_current(state)
        self.show_list()

    def show_ids(self, ids: tuple[int, ...] | None) -> None:
        """Show only these deals, or every one again."""
        self._ids = ids
        if self._model is not None:
            self.show_list()

    def show_list(self) -> None:
        """Read the list."""
        state = self.chips.current_key()
        rule = parse_rule(f'state = "{state}"') if state else None
        # No deal has the number 0: an empty filter of ids would mean every deal.
        ids = () if self._ids is None else self._ids or (0,)
        query = ListQuery("deal", rule, sort=self._sort, descending=self._descending, ids=ids)
        if self._model is None:
            self._model = RecordTable(
                self._session,
                query,
                COLUMNS,
                present=lambda row, _section: list_row(row, self._clock().date()),
                parent=self,
            )
            self._model.counted.connect(lambda n: self._stack.setCurrentIndex(0 if n else 1))
            self.table.setModel(self._model)
            self.table.set_widths([column.width for column in COLUMNS])
            self.table.set_sort(3, descending=False)
        self._model.show(query)

    def columns(self) -> tuple[Column, ...]:
        """The columns in the order in which they stand: headings can be dragged."""
        head = self.table.horizontalHeader()
        return tuple(sorted(COLUMNS, key=lambda one: head.visualIndex(COLUMNS.index(one))))

    def query(self) -> ListQuery:
        """The deals on view by id, in their order."""
        ids = self._model.ids() if self._model is not None else []
        return ListQuery("deal", sort=self._sort, descending=self._descending, ids=tuple(ids))

    def _sort_by(self, column: int, descending: bool) -> None:
        if COLUMNS[column].sortable:
            self._sort, self._descending = COLUMNS[column].key, descending
            self.show_list()

    def chosen_ids(self) -> list[int]:
        """The chosen deals."""
        if self._model is None:
            return []
        found = (self._model.id_at(row) for row in self.table.selected_rows())
        return [one for one in found if one is not None]

    def row_box(self, deal_id: int) -> QRect | None:
        """Where a row stands in this widget."""
        row = self._model.row_of(deal_id) if self._model is not None else -1
        if self._model is None or row < 0:
            return None
        box = self.table.visualRect(self._model.index(row, 0))
        return QRect(self.table.viewport().mapTo(self, box.topLeft()), box.size())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete the chosen ones."""
        if event.matches(QKeySequence.StandardKey.Delete) and self.chosen_ids():
            self.delete_asked.emit(self.chosen_ids())
            return
        super().keyPressEvent(event)
