"""When an appointment is: the day, from and to, or whole days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.storage.wall_time import (
    after_gap,
    lasting,
    over_at,
    parse_wall,
    wall_after,
    wall_text,
    zone_of,
)
from app.ui.widgets.checks import CheckBox
from app.ui.widgets.date_words import parse_date, parse_time
from app.ui.widgets.dates import DateField, TimeField, locale_day_first
from app.ui.widgets.editor_parts import side_by_side


class TimesField(QWidget):
    """Shows a span and reports another one once it makes sense.

    Signals: `changed(start, end, all_day)`, `edited` while somebody types, `escaped`.
    """

    changed = Signal(object, object, bool)
    edited = Signal()
    escaped = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._start = self._end = clock()
        self._usual, self._zone = 60, ""
        self.day = DateField(self.tr("Day"), today=lambda: clock().date())
        self.start = TimeField(self.tr("From"))
        self.end = TimeField(self.tr("To"))
        self.last_day = DateField(self.tr("Until"), today=lambda: clock().date())
        self.all_day = CheckBox(self.tr("No time, all day"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(
            side_by_side((self.day, 5), (self.start, 3), (self.end, 3), (self.last_day, 5))
        )
        self.below = QHBoxLayout()
        self.below.setSpacing(18)
        self.below.addWidget(self.all_day)
        column.addLayout(self.below)
        self._connect()

    def _connect(self) -> None:
        self.day.date_changed.connect(lambda _day: self._day_changed())
        self.last_day.date_changed.connect(lambda _day: self._times_changed())
        self.start.time_changed.connect(lambda _time: self._start_changed())
        self.end.time_changed.connect(lambda _time: self._times_changed())
        self.all_day.clicked.connect(self._all_day_clicked)
        for field in (self.start, self.end, self.day):
            field.edited.connect(lambda _text: self.edited.emit())
        for field in (self.day, self.start, self.end, self.last_day):
            field.escaped.connect(self.escaped)

    def show_span(
        self, start: datetime, end: datetime, *, all_day: bool, usual: int = 60, zone: str = ""
    ) -> None:
        """Show a span silently; ``usual`` is the length in minutes when times come back.

        Lengths are real ones by the clocks of ``zone``.
        """
        self._start, self._end, self._usual, self._zone = start, end, usual, zone
        self.all_day.setChecked(all_day)
        self.day.set_value(start.date())
        self.start.set_value(None if all_day else start.time())
        self.end.set_value(None if all_day else end.time())
        self.last_day.set_value((end - timedelta(days=1)).date() if all_day else start.date())
        self.start.setVisible(not all_day)
        self.end.setVisible(not all_day)
        self.last_day.setVisible(all_day)

    def whole(self) -> bool:
        """Whether it has no times."""
        return self.all_day.isChecked()

    def span(self) -> tuple[datetime, datetime]:
        """The span that stands in the fields now, half-typed times included."""
        day = self._typed_day() or self._start.date()
        if self.whole():
            last = self.last_day.value() or day
            return datetime.combine(day, time()), datetime.combine(last + timedelta(days=1), time())
        first = parse_time(self.start.text()) or self._start.time()
        last_time = parse_time(self.end.text()) or self._end.time()
        begin = datetime.combine(day, first)
        if self.start.editor.hasFocus():
            return self._begun(begin)
        over = timedelta(days=(self._end.date() - self._start.date()).days)
        return begin, datetime.combine(day, last_time) + over

    def _begun(self, begin: datetime) -> tuple[datetime, datetime]:
        """The span with another beginning, as long as it really is now."""
        info = zone_of(self._zone)
        begin = after_gap(begin, info)
        return begin, wall_after(begin, lasting(self._start, self._end, info), info)

    def _typed_day(self) -> date | None:
        text = self.day.text()
        if text == "":
            return self.day.value()
        found = parse_date(text, self._clock().date(), day_first=locale_day_first())
        return found or self.day.value()

    def _take(self, start: datetime, end: datetime, *, all_day: bool) -> None:
        self.show_span(start, end, all_day=all_day, usual=self._usual, zone=self._zone)
        self.changed.emit(start, end, all_day)

    def _all_day_clicked(self) -> None:
        if self.whole():
            midnight = datetime.combine(self._start.date(), time())
            self._take(midnight, midnight + timedelta(days=1), all_day=True)
        else:
            begin = datetime.combine(self._start.date(), time(9))
            end = parse_wall(over_at(wall_text(begin), self._usual, self._zone))
            self._take(begin, end, all_day=False)

    def _day_changed(self) -> None:
        """Another day: the times and the length stay."""
        day = self.day.value()
        if day is None:
            self.day.set_value(self._start.date())
            return
        shift = day - self._start.date()
        self._take(self._start + shift, self._end + shift, all_day=self.whole())

    def _start_changed(self) -> None:
        """Another beginning: the length stays."""
        at = self.start.value()
        if at is None:
            self.start.set_value(self._start.time())
            return
        begin = datetime.combine(self._start.date(), at)
        self._take(*self._begun(begin), all_day=False)

    def _times_changed(self) -> None:
        if self.end.value() is None and not self.whole():
            self.end.set_value(self._end.time())
            return
        start, end = self.span()
        if end <= start:
            field = self.last_day if self.whole() else self.end
            field.set_error(self.tr("It ends before it begins."))
            return
        self._take(start, end, all_day=self.whole())
