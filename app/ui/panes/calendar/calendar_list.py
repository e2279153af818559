"""Appointments as a list, day by day, soonest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.ui import words
from app.ui.delegates.agenda_row import AgendaRow, AgendaRowValue
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.panes.calendar.event_words import clock_text, day_text, event_icons, state_words
from app.ui.panes.calendar.month_layout import last_day
from app.ui.panes.calendar.week_layout import NO_EVENT, Event, EventKey
from app.ui.widgets.empty import EmptyState


class AppointmentList(QWidget):
    """Signals: `event_opened(key)`, `delete_requested(key)`, `menu_requested(key)`."""

    event_opened = Signal(object)
    delete_requested = Signal(object)
    menu_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ValueModel()
        self.rows = RowList(AgendaRow(), measured=True)
        self.rows.setModel(self.model)
        self.rows.setAccessibleName(self.tr("Appointments"))
        self.rows.opened.connect(self.event_opened)
        self._empty = EmptyState(self.tr("No appointments from here on"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setFocusProxy(self.rows)

    def show_events(self, events: Sequence[Event], first: date, now: datetime) -> None:
        """Show these events from a day on; the chosen one stays chosen while it is there."""
        before = self.rows.current_id()
        self.model.set_values(agenda_rows(events, first, now))
        if before is not None and self.model.row_of(before) >= 0:
            self.rows.setCurrentIndex(self.model.index(self.model.row_of(before), 0))
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)

    def current(self) -> EventKey:
        """The chosen appointment."""
        found = self.rows.current_id()
        return found if isinstance(found, tuple) else NO_EVENT

    @property
    def ring(self) -> bool:
        """Whether the keyboard steers the rows."""
        return self.rows.ring_shown

    def choose(self, key: EventKey, *, ring: bool = False) -> None:
        """Choose an appointment, where it is on view."""
        self.rows.ring_shown = ring
        if self.model.row_of(key) >= 0:
            self.rows.choose_row(self.model.row_of(key))

    def event_box(self, key: EventKey) -> QRect | None:
        """Where a row stands in this widget."""
        row = self.model.row_of(key)
        if row < 0:
            return None
        box = self.rows.visualRect(self.model.index(row, 0))
        corner = self.rows.viewport().mapTo(self, box.topLeft())
        return QRect(corner, QSize(box.width() // 3, box.height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete the chosen one."""
        if event.matches(QKeySequence.StandardKey.Delete) and self.current() != NO_EVENT:
            self.delete_requested.emit(self.current())
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row under the pointer, or of the chosen one."""
        if event.reason() != QContextMenuEvent.Reason.Keyboard:
            index = self.rows.indexAt(self.rows.viewport().mapFrom(self, event.pos()))
            if not index.isValid():
                return
            self.rows.setCurrentIndex(index)
        if self.current() != NO_EVENT:
            self.menu_requested.emit(self.current())


def agenda_rows(events: Iterable[Event], first: date, now: datetime) -> list[AgendaRowValue]:
    """The rows of an agenda: what began earlier and goes on stands on its first day on view."""
    ordered = sorted(
        (max(event.start.date(), first), not event.all_day, event.start, event.key, event)
        for event in events
    )
    found: list[AgendaRowValue] = []
    day = None
    for on, _, _, _, event in ordered:
        section = ""
        if on != day:
            day = on
            section = day_text(on)
        found.append(_row(event, on, section, now))
    return found


def _row(event: Event, on: date, section: str, now: datetime) -> AgendaRowValue:
    near = {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}.get((on - now.date()).days, "")
    start, end = clock_text(event.start), clock_text(event.end)
    if event.all_day:
        start = "All day"
        end = "" if last_day(event) == on else f"to {words.short_day(last_day(event), on)}"
    elif event.end - event.start >= timedelta(days=1):
        end = f"to {words.short_day(event.end.date(), on)}"
    lines = (event.line, event.place if event.place != event.line else "", event.rooms)
    return AgendaRowValue(
        event.key,
        start,
        end,
        event.title,
        ", ".join(part for part in lines if part),
        event.kind,
        event.kind_name,
        event.who,
        ", ".join(state_words(event)),
        event_icons(event),
        section,
        near,
        on == now.date(),
        event.end <= now,
        event.status == "cancelled",
        event.status == "tentative",
    )
