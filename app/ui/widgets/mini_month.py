"""A small month: today filled, the chosen week banded, dots under days on which something is.

Beside a calendar its weeks are numbered.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import paint
from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import KEYBOARD_REASONS, Painted
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

    from app.ui.theme.canvas import Canvas

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


_FIRST, _LAST = date(1, 2, 1).toordinal(), date(9999, 11, 1).toordinal()
"""Within these every month has six whole weeks around it."""


def month_weeks(month: date, first_weekday: int) -> list[list[date]]:
    """Six weeks that show a month; `first_weekday` 0 is Monday."""
    first = month.replace(day=1)
    start = first - timedelta(days=(first.weekday() - first_weekday) % 7)
    return [[start + timedelta(days=7 * week + day) for day in range(7)] for week in range(6)]


def week_number(days: Sequence[date]) -> int:
    """The number of a week (ISO 8601): that of its Thursday, wherever the week begins."""
    return next((day for day in days if day.isoweekday() == 4), days[0]).isocalendar().week


class _Days(Painted):
    """The grid of days; keys move the choice."""

    chosen = Signal(object)
    left_month = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self.today, self.month, self.selected = today, today.replace(day=1), today
        self.busy: frozenset[date] = frozenset()
        self.band = True
        self.numbered = False
        self._ring = False
        self._under: date | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    @property
    def first_weekday(self) -> int:
        """The day weeks begin with where the book is kept; 0 is Monday."""
        return QLocale().firstDayOfWeek().value - 1

    def _gutter(self) -> int:
        """Room for the numbers of the weeks, before the days."""
        return (
            current().metrics("caption", tabular=True).horizontalAdvance("53") + 6
            if self.numbered
            else 0
        )

    def _cell(self) -> tuple[float, int]:
        return (self.width() - self._gutter()) / 7, current().line("small") + 9

    def _measure(self) -> QSize:
        height = current().line("small") + 9
        return QSize(self._gutter() + 7 * max(height, 26 if self.numbered else 28), 7 * height)

    def day_at(self, place: QPoint) -> date | None:
        """The day under a point."""
        width, height = self._cell()
        x = self.width() - place.x() if self.is_rtl() else place.x()
        column, row = int((x - self._gutter()) // width), int(place.y() // height) - 1
        inside = 0 <= column < 7 and 0 <= row < 6
        return month_weeks(self.month, self.first_weekday)[row][column] if inside else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        self._under = self.day_at(event.position().toPoint())
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day."""
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self._ring = False
            self.chosen.emit(day)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether the keyboard came."""
        self._ring = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the choice; Enter chooses."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.selected)
        elif key in _STEPS:
            days = self.selected.toordinal() + _STEPS[key]
            if not _FIRST <= days <= _LAST:
                return
            self.selected = date.fromordinal(days)
            self._ring = True
            self.describe()
            said = QAccessibleAnnouncementEvent(self, self.accessibleDescription())
            QAccessible.updateAccessibility(said)
            self.left_month.emit(self.selected)
            self.update()
        else:
            super().keyPressEvent(event)

    def describe(self) -> None:
        """Let a screen reader say the chosen day, and what is marked about it."""
        day = self.selected
        said = [
            QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)
        ]
        said += [self.tr("today")] if day == self.today else []
        said += [self.tr("something is on")] if day in self.busy else []
        self.setAccessibleDescription(", ".join(said))

    def _draw(self, canvas: Canvas) -> None:
        width, height = self._cell()
        gutter, locale = self._gutter(), QLocale()
        weeks = month_weeks(self.month, self.first_weekday)
        for column, day in enumerate(weeks[0]):
            name = locale.standaloneDayName(day.isoweekday(), QLocale.FormatType.NarrowFormat)
            cell = canvas.rect(gutter + column * width, 0, width, height)
            canvas.text(cell, name, "caption", "text3", "center")
        for row, week in enumerate(weeks, 1):
            if self.numbered:
                cell = canvas.rect(0, row * height, gutter, height)
                canvas.text(
                    cell, str(week_number(week)), "caption", "text3", "center", tabular=True
                )
            if self.band and self.selected in week:
                band = canvas.rect(gutter, row * height, canvas.width - gutter, height)
                canvas.box(band.adjusted(0, 1, 0, -1), Radius.control, "hover")
            for column, day in enumerate(week):
                cell = canvas.rect(gutter + column * width, row * height, width, height)
                self._draw_day(canvas, day, cell)

    def _draw_day(self, canvas: Canvas, day: date, cell: QRectF) -> None:
        side = min(cell.width(), cell.height()) - 2
        square = canvas.inside(cell, side)
        words = "text" if day.month == self.month.month else "control"
        if day == self.today:
            canvas.box(square, Radius.control, "accent")
            words = "on_accent"
        elif day == self.selected:
            canvas.box(square, Radius.control, "accent_tint")
            words = "accent_text"
        elif day == self._under and self.hovered:
            canvas.box(square, Radius.control, "pressed")
        step = "small_strong" if day in (self.today, self.selected) else "small_medium"
        canvas.text(cell, str(day.day), step, words, "center", tabular=True)
        if day in self.busy:
            spot = QRectF(cell.center().x() - 1.25, cell.bottom() - 4, 2.5, 2.5)
            canvas.dot(spot, words if day == self.today else "text2")
        if day == self.selected and self._ring and self.hasFocus():
            paint.ring(canvas.painter, square, Radius.control)


class MiniMonth(QWidget):
    """A month one can leaf through. Signals: `date_chosen(date)`, `month_shown(date)`.

    The second carries the month's first day, so that the owner can set the busy days.
    """

    date_chosen = Signal(object)
    month_shown = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days = _Days(today)
        self._title = Label("", "strong")
        back = IconButton("chevron-left", self.tr("Previous month"), box=26)
        ahead = IconButton("chevron-right", self.tr("Next month"), box=26)
        back.clicked.connect(lambda: self._leaf(-1))
        ahead.clicked.connect(lambda: self._leaf(1))
        head = QHBoxLayout()
        head.setContentsMargins(6, 0, 0, 0)
        head.setSpacing(2)
        head.addWidget(self._title, 1)
        head.addWidget(back)
        head.addWidget(ahead)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._days)
        self.setFocusProxy(self._days)
        self._days.chosen.connect(self._chosen)
        self._days.left_month.connect(self._follow)
        self._show(today)

    def selected(self) -> date:
        """The chosen day."""
        return self._days.selected

    def set_selected(self, day: date) -> None:
        """Choose a day silently and show its month."""
        self._days.selected = day
        self._show(day)

    def set_today(self, today: date) -> None:
        """Fill another day: midnight has passed."""
        self._days.today = today
        self._days.describe()
        self._days.update()

    def set_busy(self, days: Iterable[date]) -> None:
        """Put a dot under these days."""
        self._days.busy = frozenset(days)
        self._days.describe()
        self._days.update()

    def set_band(self, band: bool) -> None:
        """Show the chosen week as a band, or not."""
        self._days.band = band
        self._days.update()

    def number_weeks(self) -> None:
        """Show the numbers of the weeks before them (ISO 8601)."""
        self._days.numbered = True
        self._days.updateGeometry()
        self._days.update()

    def month(self) -> date:
        """The first day of the month shown."""
        return self._days.month

    def _leaf(self, months: int) -> None:
        count = self._days.month.year * 12 + self._days.month.month - 1 + months
        if 12 < count < 9999 * 12:
            self._show(date(count // 12, count % 12 + 1, 1))

    def _chosen(self, day: date) -> None:
        self.set_selected(day)
        self.date_chosen.emit(day)

    def _follow(self, day: date) -> None:
        if day.replace(day=1) != self._days.month:
            self._show(day)

    def _show(self, day: date) -> None:
        self._days.month = day.replace(day=1)
        shown = QDate(day.year, day.month, 1)
        self._title.set_text(QLocale().toString(shown, "MMMM yyyy"))
        self._days.setAccessibleName(self._title.text())
        self._days.describe()
        self._days.update()
        self.month_shown.emit(self._days.month)
