"""The head of the calendar: what is shown, ways to other days, views, print, new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.panes.calendar.week_layout import Event
from app.ui.theme.theme import current
from app.ui.widgets.buttons import Button, IconButton, LinkLabel
from app.ui.widgets.label import Label
from app.ui.widgets.segmented import SegmentedControl


class CalendarHead(QWidget):
    """Signal: `leaf_requested(int)`, one step on (1) or back (-1)."""

    leaf_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label("", "title", elide=True)
        self.hidden = LinkLabel("", "small_medium")
        self.hidden.hide()
        self.today = Button(self.tr("Today"))
        self.modes = SegmentedControl(
            [("day", self.tr("Day")), ("week", self.tr("Week")), ("month", self.tr("Month")),
             ("list", self.tr("List"))],
            "week",
        )  # fmt: skip
        self.find = IconButton("calendar-clock", self.tr("Find a time"))
        self.waiting = IconButton("hourglass", self.tr("Waiting list"))
        self.paper = IconButton("printer", self.tr("Print"))
        self.export = IconButton("download", self.tr("Export this list"))
        self.new = Button(self.tr("New appointment"), "plus", "primary")
        back = IconButton("chevron-left", self.tr("Earlier"))
        ahead = IconButton("chevron-right", self.tr("Later"))
        back.clicked.connect(lambda: self.leaf_requested.emit(-1))
        ahead.clicked.connect(lambda: self.leaf_requested.emit(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 16, 12)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addSpacing(8)
        for widget in (self.today, back, ahead, self.hidden):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.modes, self.find, self.waiting, self.paper, self.export,
                       self.new):  # fmt: skip
            row.addWidget(widget)

    def show_title(self, text: str) -> None:
        """Say which days are shown."""
        self.title.set_text(text)
        self._suit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Suit the width."""
        super().resizeEvent(event)
        self._suit()

    def _suit(self) -> None:
        """Where large text leaves no room for the days on view, one button says less, one goes."""
        title = current().metrics("title").horizontalAdvance(self.title.whole_text())
        rest = self.minimumSizeHint().width() - self.title.minimumSizeHint().width()
        short, full = self.tr("New"), self.tr("New appointment")
        saved = current().metrics("strong").horizontalAdvance(full[len(short) :])
        rest += saved if self.new.text() == short else 0
        rest += self.export.sizeHint().width() + 8 if self.export.isHidden() else 0
        wanted = full if rest + title <= self.width() else short
        # The menu and its keys hand the list out as well.
        self.export.setHidden(rest - saved + title > self.width())
        if wanted != self.new.text():
            self.new.setText(wanted)
            self.new.setAccessibleName(full)

    def say_hidden(self, events: Sequence[Event], saturday: date | None) -> None:
        """Say how many appointments stand on a weekend that is not shown."""
        count = sum(one.start.date() >= saturday for one in events) if saturday else 0
        self.hidden.setText(self.tr("{} at the weekend").format(count) if count else "")
        self.hidden.setVisible(bool(count))
