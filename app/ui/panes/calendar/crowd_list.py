"""All appointments of a crowded time as a list, beside the tile that stands for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui import words
from app.ui.delegates.rows import AppointmentRowValue
from app.ui.delegates.small_rows import AppointmentRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.panes.calendar.event_words import clock_text, state_words
from app.ui.panes.calendar.week_layout import Event, EventKey
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover

WIDTH, HIGHEST = 380, 440


class CrowdList(Popover):
    """`open_list` of events. Signal: `event_opened(key)`, once it has closed."""

    event_opened = Signal(object)

    def __init__(self, window: QWidget, clock: Callable[[], datetime]) -> None:
        super().__init__(window, padding=8, width=WIDTH)
        self._clock = clock
        self.title = Label("", "strong")
        self.title.setContentsMargins(12, 8, 12, 2)
        self.model = ValueModel()
        self.rows = RowList(AppointmentRow(), ground="raised")
        self.rows.setModel(self.model)
        self.body.setSpacing(4)
        self.body.addWidget(self.title)
        self.body.addWidget(self.rows)
        self.rows.clicked.connect(lambda index: self._open(self.rows.id_at(index.row())))
        self.rows.opened.connect(self._open)

    def open_list(self, events: Sequence[Event], near: QRect) -> None:
        """Show them, the first one chosen."""
        first, last = min(one.start for one in events), max(one.end for one in events)
        day = words.short_day(first.date(), self._clock().date())
        span = "" if events[0].all_day else f", {clock_text(first)} – {clock_text(last)}"
        self.title.set_text(f"{day}{span}: {words.counted(len(events), 'appointment')}")
        self.rows.setAccessibleName(self.title.whole_text())
        now = self._clock()
        ordered = sorted(events, key=lambda one: (one.start, one.end, one.key))
        self.model.set_values([_row(one, now) for one in ordered])
        self.rows.setFixedHeight(min(self.rows.content_height(), HIGHEST))
        self.open_at(near, side="end")
        self.rows.setFocus(Qt.FocusReason.PopupFocusReason)
        self.rows.choose_row(0)

    def _open(self, key: object) -> None:
        # A double press is two presses.
        if self.isVisible() and isinstance(key, tuple):
            self.close_popover()
            self.event_opened.emit(key)


def _row(event: Event, now: datetime) -> AppointmentRowValue:
    times = ("All day", "") if event.all_day else (clock_text(event.start), clock_text(event.end))
    said = ", ".join(part for part in (event.line, event.who, *state_words(event)) if part)
    key: EventKey = event.key
    return AppointmentRowValue(
        key, *times, event.title, said, event.kind,  # type: ignore[arg-type]
        past=event.end <= now, cancelled=event.status == "cancelled",
    )  # fmt: skip
