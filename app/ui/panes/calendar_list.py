"""Appointments as a list, soonest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.models.columns import Column
from app.models.qt.record_table import RecordTable
from app.models.qt.session import Session
from app.models.view import parse_rule
from app.storage.queries.lists import ListQuery
from app.ui.delegates.views import TableList
from app.ui.panes.calendar_events import list_row
from app.ui.widgets.empty import EmptyState

COLUMNS = (
    Column("start", "Day", "date", 92, source="start_at"),
    Column("span", "Time", width=116, source="start_at", sortable=False),
    Column("title", "Title", "strong", 165),
    Column("kind", "Kind", "chip", 104, sortable=False),
    Column("contacts", "With", width=130, sortable=False),
    Column("staff", "Who goes", width=108, sortable=False),
    Column("place", "Where", width=110, sortable=False),
    Column("status", "State", width=90, sortable=False),
)
KINDS = ("text", "text", "strong", "chip", "text", "text", "text", "text")


class AppointmentList(QWidget):
    """Signals: `event_opened(id)`, `delete_requested(id)`."""

    event_opened = Signal(object)
    delete_requested = Signal(object)

    def __init__(
        self,
        session: Session,
        *,
        clock: Callable[[], datetime] = datetime.now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._clock = session, clock
        self._model: RecordTable | None = None
        self.table = TableList(KINDS)
        self.table.opened.connect(self.event_opened)
        self._empty = EmptyState(self.tr("No appointments from here on"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setFocusProxy(self.table)

    def show_from(self, day: date, hidden_kinds: Sequence[str] = ()) -> None:
        """Show what begins on a day or later, without the hidden kinds."""
        rule = f"start >= {day.isoformat()}"
        for kind in hidden_kinds:
            rule += f' and kind != "{kind}"'
        query = ListQuery("appointment", parse_rule(rule), sort="start")
        if self._model is None:
            self._model = RecordTable(
                self._session,
                query,
                COLUMNS,
                present=lambda row, _section: list_row(row, self._clock().date()),
                parent=self,
            )
            self._model.counted.connect(self._counted)
            self.table.setModel(self._model)
            self.table.set_widths([column.width for column in COLUMNS])
        self._model.show(query)

    def _counted(self, count: object) -> None:
        self._stack.setCurrentIndex(0 if count else 1)

    def current(self) -> int:
        """The chosen appointment, or 0."""
        found = self.table.current_id()
        return found if isinstance(found, int) else 0

    def row_box(self, record_id: int) -> QRect | None:
        """Where a row stands in this widget."""
        row = self._model.row_of(record_id) if self._model is not None else -1
        if row < 0:
            return None
        box = self.table.visualRect(self._model.index(row, 2))
        corner = self.table.viewport().mapTo(self, box.topLeft())
        return QRect(corner + QPoint(0, 0), QSize(box.width(), box.height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete the chosen one."""
        if event.matches(QKeySequence.StandardKey.Delete) and self.current():
            self.delete_requested.emit(self.current())
            return
        super().keyPressEvent(event)
