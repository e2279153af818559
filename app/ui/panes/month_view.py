"""A month as a grid of days with the titles of what is on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QLocale, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.panes.week_layout import Event
from app.ui.panes.week_paint import clock_text
from app.ui.theme import paint
from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import KEYBOARD_REASONS, Painted
from app.ui.widgets.mini_month import month_weeks

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class MonthView(Painted):
    """Signals: `event_opened(id)`, `day_chosen(date)`, `day_entered(date)`, `leaf_requested`."""

    event_opened = Signal(object)
    day_chosen = Signal(object)
    day_entered = Signal(object)
    leaf_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month = self.day = self.today = date(2000, 1, 1)
        self.now = datetime(2000, 1, 1)
        self._by_day: dict[date, list[Event]] = {}
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Month"))
        self.follow_theme()

    def show_month(self, day: date, now: datetime) -> None:
        """Show the month of a day."""
        self.day, self.month, self.now, self.today = day, day.replace(day=1), now, now.date()
        self.update()

    def weeks(self) -> list[list[date]]:
        """The weeks that are seen."""
        return month_weeks(self.month, QLocale().firstDayOfWeek().value - 1)

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these events on each of their days."""
        self._by_day = {}
        first, last = self.weeks()[0][0], self.weeks()[-1][-1]
        for event in sorted(events, key=lambda one: (not one.all_day, one.start, one.id)):
            day = max(event.start.date(), first)
            end = min((event.end - timedelta(minutes=1)).date(), last)
            while day <= end:
                self._by_day.setdefault(day, []).append(event)
                day += timedelta(days=1)
        self.update()

    # Geometry --------------------------------------------------------------------------------

    def _head(self) -> int:
        return current().line("small") + 14

    def _cell(self, row: int, column: int) -> tuple[float, float, float, float]:
        width = self.width() / 7
        height = (self.height() - self._head()) / 6
        return column * width, self._head() + row * height, width, height

    def _line(self) -> int:
        return current().line("small") + 5

    def _most(self) -> int:
        room = (self.height() - self._head()) / 6 - current().line("small_medium") - 14
        return max(int(room // self._line()), 1)

    def _place(self, point: QPoint) -> tuple[date, int] | None:
        """The day under a point and which line of it (0 is its number)."""
        x = self.width() - point.x() if self.is_rtl() else point.x()
        height = (self.height() - self._head()) / 6
        row, column = int((point.y() - self._head()) // height), int(x // (self.width() / 7))
        if not (0 <= row < 6 and 0 <= column < 7):
            return None
        top = self._cell(row, column)[1] + current().line("small_medium") + 10
        line = int((point.y() - top) // self._line()) + 1 if point.y() >= top else 0
        return self.weeks()[row][column], line

    def event_box(self, event_id: int) -> QRect | None:
        """Where an event is first seen."""
        for row, week in enumerate(self.weeks()):
            for column, day in enumerate(week):
                if any(one.id == event_id for one in self._by_day.get(day, ())):
                    x, y, width, height = self._cell(row, column)
                    return QRect(round(x), round(y), round(width), round(height))
        return None

    # Qt --------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open what is pressed; a day's number or its "more" goes to that day."""
        found = self._place(event.position().toPoint())
        if found is None:
            return
        self._ring = False
        day, line = found
        events = self._by_day.get(day, [])
        shown = events if len(events) <= self._most() else events[: self._most() - 1]
        if 1 <= line <= len(shown):
            self.event_opened.emit(shown[line - 1].id)
        elif line == 0 or line == len(shown) + 1 <= len(events):
            self.day_entered.emit(day)
        else:
            self._choose(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to the day."""
        found = self._place(event.position().toPoint())
        if found is not None:
            self.day_entered.emit(found[0])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether the keyboard came."""
        self._ring = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move from day to day; Enter goes there."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._ring = True
            self._choose(self.day + timedelta(days=_STEPS[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.day_entered.emit(self.day)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.leaf_requested.emit(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def _choose(self, day: date) -> None:
        self.day = day
        titles = ", ".join(one.title for one in self._by_day.get(day, ()))
        self.setAccessibleDescription(f"{day:%d %B}: {titles}")
        self.day_chosen.emit(day)
        self.update()

    def _draw(self, canvas: Canvas) -> None:
        canvas.painter.fillRect(canvas.bounds, current().color("surface"))
        locale, weeks = QLocale(), self.weeks()
        for column, day in enumerate(weeks[0]):
            name = locale.dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
            x, _, width, _ = self._cell(0, column)
            canvas.text(canvas.rect(x + 10, 0, width - 12, self._head()), name, "small", "text2")
        for row, week in enumerate(weeks):
            canvas.line(0, self._cell(row, 0)[1], canvas.width, "line")
            for column, day in enumerate(week):
                self._draw_day(canvas, day, self._cell(row, column))
        for column in range(1, 7):
            canvas.upright(
                self._cell(0, column)[0], self._head(), canvas.height - self._head(), "line"
            )

    def _draw_day(self, canvas: Canvas, day: date, cell: tuple[float, float, float, float]) -> None:
        x, y, width, _ = cell
        line = current().line("small_medium")
        rect = canvas.rect(*cell)
        if day == self.today:
            inner = rect.adjusted(1, 1, 0, 0)
            canvas.painter.fillRect(inner, canvas.shaded("accent_tint", "surface", 0.4))
        if day == self.day and self._ring and self.hasFocus():
            paint.ring(canvas.painter, rect.adjusted(2, 2, -2, -2), Radius.control)
        number = canvas.rect(x + 6, y + 4, max(line + 6, 24), line + 4)
        tone = "text" if day.month == self.month.month else "text3"
        if day == self.today:
            canvas.box(number, Radius.chip, "accent")
            tone = "on_accent"
        canvas.text(number, str(day.day), "small_medium", tone, "center")
        self._draw_events(canvas, day, x, y + line + 10, width)

    def _draw_events(self, canvas: Canvas, day: date, x: float, y: float, width: float) -> None:
        events = self._by_day.get(day, [])
        most, line = self._most(), self._line()
        shown = events if len(events) <= most else events[: most - 1]
        for place, event in enumerate(shown):
            box = canvas.rect(x + 4, y + place * line, width - 8, line - 2)
            self._draw_event(canvas, event, box, x, y + place * line, width)
        if len(shown) < len(events):
            rest = self.tr("%n more", "", len(events) - len(shown))
            rect = canvas.rect(x + 10, y + len(shown) * line, width - 14, line - 2)
            canvas.text(rect, rest.replace("%n", str(len(events) - len(shown))), "small", "text2")

    def _draw_event(
        self, canvas: Canvas, event: Event, box: QRectF, x: float, y: float, width: float
    ) -> None:
        off = event.status == "cancelled"
        past = event.end <= self.now or off
        words = "text2" if past else f"{event.kind}.text"
        line = self._line() - 2
        if event.all_day:
            share = 0.5 if past else 1.0
            fill = canvas.shaded(f"{event.kind}.tint", "surface", share)
            paint.box(canvas.painter, box, 4, fill)
        dot = canvas.rect(x + 9, y + line / 2 - 3, 6, 6)
        canvas.dot(dot, "border_strong" if past else f"{event.kind}.bar")
        text = event.title if event.all_day else f"{clock_text(event.start)}  {event.title}"
        rect = canvas.rect(x + 20, y, width - 26, line)
        canvas.text(rect, text, "small", words, tabular=True)
        if off:
            length = min(canvas.text_width(text, "small"), rect.width())
            struck = canvas.rect(x + 20, y + line / 2, length, 1)
            canvas.painter.fillRect(struck, current().color(words))
