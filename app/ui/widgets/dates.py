"""Fields for a day and for a time of day, which understand what people type."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QTime, Signal

from app.ui.widgets.buttons import IconButton
from app.ui.widgets.date_words import parse_date, parse_time
from app.ui.widgets.fields import TextField
from app.ui.widgets.mini_month import MiniMonth
from app.ui.widgets.popover import Popover

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def date_in_words(day: date) -> str:
    """A day as the fields show it: "Thu 19 Nov 2026" in the person's language."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "ddd d MMM yyyy")


def locale_day_first() -> bool:
    """Whether 3/4 is the third of April here."""
    short = QLocale().dateFormat(QLocale.FormatType.ShortFormat).lower()
    return short.find("d") < short.find("m")


class DateField(TextField):
    """A day or none, typed in words or chosen from a month. Signal: `date_changed(date | None)`.

    `past` reads a date without a year as the last such day (birthdays, history).
    """

    date_changed = Signal(object)

    def __init__(
        self,
        caption: str = "",
        value: date | None = None,
        *,
        today: Callable[[], date] = date.today,
        past: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(caption, parent=parent, placeholder=self.tr("tomorrow, fri, 19.11."))
        self._today, self._past, self._value = today, past, value
        self._popover: Popover | None = None
        self._button = IconButton("calendar", self.tr("Choose a day"), box=24)
        self.frame.row.setContentsMargins(6, 0, 8, 0)
        self.frame.row.setSpacing(5)
        self.frame.row.insertWidget(0, self._button)
        self._button.clicked.connect(self._open)
        self.committed.connect(self._read)
        self.set_value(value)

    def value(self) -> date | None:
        """The day, or None while the field is empty."""
        return self._value

    def set_value(self, value: date | None) -> None:
        """Show a day silently."""
        self._value = value
        self.set_text(date_in_words(value) if value else "")
        self.set_error("")

    def _read(self, text: str) -> None:
        if not text.strip():
            self._take(None)
            return
        found = parse_date(text, self._today(), day_first=locale_day_first(), past=self._past)
        if found is None:
            self.set_error(self.tr("This is not a day we know. Try 19.11. or “next friday”."))
        else:
            self._take(found)

    def _take(self, value: date | None) -> None:
        changed = value != self._value
        self.set_value(value)
        if changed:
            self.date_changed.emit(value)

    def _open(self) -> None:
        if self._popover is None:
            self._popover = Popover(self.window(), padding=10)
            month = MiniMonth(self._today())
            month.set_band(False)
            month.date_chosen.connect(self._chosen)
            self._popover.body.addWidget(month)
            self._month = month
        self._month.set_today(self._today())
        self._month.set_selected(self._value or self._today())
        self._popover.open_beside(self.frame)

    def _chosen(self, day: date) -> None:
        self._popover.close_popover()
        self._take(day)


class TimeField(TextField):
    """A time of day or none: "9", "1030", "2:30 pm". Signal: `time_changed(time | None)`."""

    time_changed = Signal(object)

    def __init__(
        self, caption: str = "", value: time | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(caption, parent=parent)
        self._value = value
        self.committed.connect(self._read)
        self.set_value(value)

    def value(self) -> time | None:
        """The time, or None while the field is empty."""
        return self._value

    def set_value(self, value: time | None) -> None:
        """Show a time silently."""
        self._value = value
        text = ""
        if value is not None:
            short = QLocale.FormatType.ShortFormat
            text = QLocale().toString(QTime(value.hour, value.minute), short)
        self.set_text(text)
        self.set_error("")

    def _read(self, text: str) -> None:
        found = parse_time(text) if text.strip() else None
        if found is None and text.strip():
            self.set_error(self.tr("Please type a time such as 10:30."))
            return
        changed = found != self._value
        self.set_value(found)
        if changed:
            self.time_changed.emit(found)
