"""The timeline of a person or firm: as high as its entries, so that the page scrolls as one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.models.errors import Refusal
from app.models.operations import activities
from app.models.qt.session import Session
from app.storage.queries import timeline
from app.ui import book_time
from app.ui.delegates.timeline_row import TimelineRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.forms.facts import Facts
from app.ui.panes.people.timeline_words import (
    Entry,
    activity_entry,
    appointment_entry,
    origin_entry,
    sectioned,
)
from app.ui.widgets.buttons import Button

FIRST = 60
"""Entries shown at first; the rest come with "Show earlier"."""


class _Entries(RowList):
    delete_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_pressed.emit()
            return
        super().keyPressEvent(event)


class TimelineView(QWidget):
    """Entries by week and month.

    Signals: ``record_requested(str, id)`` for what an entry opens, ``row_reached(y, height)`` when
    the keyboard moves, so that the page can follow.
    """

    record_requested = Signal(str, object)
    row_reached = Signal(int, int)

    def __init__(
        self,
        session: Session,
        *,
        clock: Callable[[], datetime] = book_time.now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._clock = session, clock
        self._entries: list[Entry] = []
        self._facts: Facts | None = None
        self._limit = FIRST
        self.with_people = True
        self.view = _Entries(TimelineRow(), measured=True, ground="canvas")
        self.view.setAccessibleName(self.tr("Timeline"))
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.view.clicked.connect(lambda index: self._open(index.row()))
        self.view.delete_pressed.connect(self._delete_current)
        self.view.opened.connect(lambda _id: self._open(self.view.currentIndex().row()))
        self.view.current_changed.connect(self._reached)
        self._model = ValueModel()
        self.view.setModel(self._model)
        self.more = Button(self.tr("Show earlier"), kind="link")
        self.more.clicked.connect(self._show_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.view)
        column.addWidget(self.more)

    def show_facts(self, facts: Facts) -> None:
        """Show what happened with somebody."""
        if self._facts is None or self._facts.id != facts.id:
            self._limit = FIRST
        self._facts = facts
        self._entries = self._read(facts)
        self._model.set_values([entry.value for entry in self._entries])
        self._fit()

    def entries(self) -> list[Entry]:
        """What is shown, newest first."""
        return self._entries

    def _read(self, facts: Facts) -> list[Entry]:
        now = self._clock()
        today, wall = now.date(), now.strftime("%Y-%m-%dT%H:%M")
        read, limit = self._session.read, self._limit + 1
        if facts.kind == "contact":
            rows = read(timeline.of_contact, facts.id, limit=limit)
            rows = [row | {"contact": facts.first_name} for row in rows]
        else:
            rows = read(
                timeline.of_account, facts.id, with_people=self.with_people, limit=limit
            )  # fmt: skip
        past = read(
            timeline.past_appointments, facts.kind, facts.id, wall,
            with_people=self.with_people, limit=limit,
        )  # fmt: skip
        entries = [activity_entry(row, facts.first_name, today) for row in rows]
        entries += [appointment_entry(row, today) for row in past]
        whole = len(rows) < limit and len(past) < limit
        self.more.setVisible(not whole)
        origin = read(timeline.origin, facts.kind, facts.id) if whole else None
        return sectioned([*entries, *([origin_entry(origin, today)] if origin else [])], today)

    def _show_all(self) -> None:
        self._limit = 2000
        if self._facts is not None:
            self.show_facts(self._facts)

    def _fit(self) -> None:
        self.view.measure_rows()
        self.view.setFixedHeight(self.view.content_height() + 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap to the new width and be as high as that takes."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _reached(self, _row_id: object) -> None:
        row = self.view.currentIndex().row()
        if row >= 0 and self.view.hasFocus():
            top = self.view.mapTo(self, QPoint(0, self.view.rowViewportPosition(row))).y()
            self.row_reached.emit(top, self.view.rowHeight(row))

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._entries) and self._entries[row].opens:
            self.record_requested.emit(*self._entries[row].opens)

    def _delete_current(self) -> None:
        self._delete(self.view.currentIndex().row())

    def _open_menu(self, at: QPoint) -> None:
        row = self.view.rowAt(at.y())
        if not 0 <= row < len(self._entries):
            return
        entry = self._entries[row]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if entry.opens:
            menu.addAction(self.tr("Open"), lambda: self._open(row))
        if entry.activity:
            menu.addAction(self.tr("Delete"), lambda: self._delete(row))
        if not menu.isEmpty():
            menu.popup(self.view.viewport().mapToGlobal(at))

    def _delete(self, row: int) -> None:
        if not (0 <= row < len(self._entries) and self._entries[row].activity):
            return
        entry = self._entries[row]
        try:
            self._session.do(activities.delete_activities, [entry.activity])
        except Refusal as refusal:
            self._session.say(refusal.message, kind="warn", undo=False)
            return
        self._session.say(f"“{entry.value.title}” deleted.")
