"""A month as a grid of days with what is on them: moved in and moved about by mouse and keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.panes.calendar.event_words import day_text, spoken
from app.ui.panes.calendar.grid_parts import ask_menu, show_tip
from app.ui.panes.calendar.month_keys import MonthKeys
from app.ui.panes.calendar.month_layout import Item, MonthLayout, month_layout, of_day
from app.ui.panes.calendar.month_paint import MonthGeometry, MonthScene, paint_month
from app.ui.panes.calendar.week_drag import THRESHOLD, Landing
from app.ui.panes.calendar.week_layout import NO_EVENT, Event, EventKey
from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current
from app.ui.widgets.base import KEYBOARD_REASONS, Painted, asks_alt_arrow
from app.ui.widgets.mini_month import month_weeks

_COPIES = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier


class MonthView(Painted):
    """Set a month and its events; connect to its wishes."""

    event_opened = Signal(object)
    event_chosen = Signal(object)
    event_dropped = Signal(object)
    """A ``Landing``: where an event was moved or copied to."""
    span_drawn = Signal(object, object, bool, object)
    delete_requested = Signal(object)
    menu_requested = Signal(object)
    day_chosen = Signal(object)
    day_entered = Signal(object)
    leaf_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month = self.day = date(2000, 1, 1)
        self.now = datetime(2000, 1, 1)
        self.events: tuple[Event, ...] = ()
        self.chosen_key: EventKey = NO_EVENT
        self.ring = False
        self._pressed: tuple[QPoint, date, Event | None, bool] | None = None
        self._over: date | None = None
        self._layout: MonthLayout | None = None
        self.notes: Mapping[date, str] = {}
        self.keys = MonthKeys(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Month"))
        self.follow_theme()

    @property
    def stops(self) -> tuple[Event, ...]:
        """What a screen reader is told of: all events; those without room are on their day."""
        return self.events

    def viewport(self) -> QWidget:
        """What is painted on: the widget itself."""
        return self

    def show_month(self, day: date, now: datetime) -> None:
        """Show the month of a day."""
        self.day, self.month, self.now = day, day.replace(day=1), now
        self._layout = None
        self.update()

    def weeks(self) -> list[list[date]]:
        """The weeks that are seen."""
        return month_weeks(self.month, QLocale().firstDayOfWeek().value - 1)

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these events on each of their days."""
        self.events = tuple(events)
        if self.chosen() is None:
            self.chosen_key = NO_EVENT
        self._layout = None
        self.update()

    def show_notes(self, notes: Mapping[date, str]) -> None:
        """Say on days what is special about them: holidays, closed days."""
        self.notes = notes
        self.update()

    def choose(self, key: EventKey, *, ring: bool = False) -> None:
        """Choose an event."""
        self.chosen_key, self.ring = key, ring
        event = self.chosen()
        if event is not None:
            self.setAccessibleDescription(spoken(event, self.now.date()))
        self.event_chosen.emit(key)
        self.update()

    def chosen(self) -> Event | None:
        """The chosen event, if it is on view."""
        return next((one for one in self.events if one.key == self.chosen_key), None)

    def go_to_day(self, day: date) -> None:
        """Make a day the current one and say what is on it."""
        self.day, self.chosen_key = day, NO_EVENT
        titles = ", ".join(one.title for one in of_day(self.events, day))
        self.setAccessibleDescription(f"{day_text(day, 'd MMMM')}: {titles}")
        self.day_chosen.emit(day)
        self.update()

    # Geometry --------------------------------------------------------------------------------

    def geometry_now(self) -> MonthGeometry:
        """The sizes of this moment."""
        theme = current()
        gutter = theme.metrics("caption").horizontalAdvance("52") + 14
        head, line = theme.line("small") + 14, theme.line("small") + 5
        top = theme.line("small_medium") + 11
        return MonthGeometry(self.width(), self.height(), gutter, head, line, top)

    def layout_now(self) -> MonthLayout:
        """Where everything stands."""
        most = self.geometry_now().most()
        if self._layout is None or self._layout.most != most:
            self._layout = month_layout(self.events, self.weeks(), most)
        return self._layout

    def event_box(self, key: EventKey) -> QRect | None:
        """Where an event is first seen; its day where there was no room for it."""
        geometry = self.geometry_now()
        for item in self.layout_now().items:
            if item.event.key == key:
                return self._to_rect(geometry.item(item))
        event = next((one for one in self.events if one.key == key), None)
        for row, week in enumerate(self.weeks()):
            if event is not None and event.start.date() in week:
                return self._to_rect(geometry.cell(row, week.index(event.start.date())))
        return None

    def span_box(
        self, start: datetime, _end: datetime, *, all_day: bool, owner: object = None
    ) -> QRect:
        """Where a span begins."""
        del all_day, owner
        for row, week in enumerate(self.weeks()):
            if start.date() in week:
                return self._to_rect(self.geometry_now().cell(row, week.index(start.date())))
        return self.rect()

    def _to_rect(self, box: tuple[float, float, float, float]) -> QRect:
        x = self.width() - box[0] - box[2] if self.is_rtl() else box[0]
        return QRect(round(x), round(box[1]), round(box[2]), round(box[3]))

    def _place(self, point: QPoint) -> tuple[date, int, int, int] | None:
        x = self.width() - point.x() if self.is_rtl() else point.x()
        found = self.geometry_now().place(x, point.y())
        return (self.weeks()[found[0]][found[1]], *found) if found is not None else None

    def event_at(self, point: QPoint) -> Event | None:
        """The event under a point."""
        found = self._place(point)
        return self.layout_now().at(*found[1:]) if found is not None else None

    # The mouse -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose an event or a day; what comes next decides what happens."""
        place = event.position().toPoint()
        found = self._place(place)
        if found is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self.ring = False
        under = self.event_at(place)
        if under is not None:
            self.choose(under.key)
        self._pressed = (place, found[0], under, bool(event.modifiers() & _COPIES))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag, or show what a press would do."""
        place = event.position().toPoint()
        if self._pressed is None:
            over = self.event_at(place) is not None
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            return
        far = (place - self._pressed[0]).manhattanLength() >= THRESHOLD
        found = self._place(place)
        if found is not None and (far or self._over is not None):
            self._over = found[0]
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop what is dragged; without a drag, open what was pressed."""
        if self._pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        (place, day, under, copy), self._pressed = self._pressed, None
        over, self._over = self._over, None
        self.update()
        if over is None:
            self._clicked(place, day, under)
        elif under is None:
            low, high = sorted((day, over))
            start = datetime(low.year, low.month, low.day)
            self.span_drawn.emit(start, start + timedelta(days=(high - low).days + 1), True, None)
        elif over != day:
            shift = over - day
            self.event_dropped.emit(
                Landing(under.key, under.start + shift, under.end + shift, copy)
            )

    def _clicked(self, place: QPoint, day: date, under: Event | None) -> None:
        found = self._place(place)
        if under is not None:
            self.event_opened.emit(under.key)
        elif found is not None and self._leads_to_day(*found[1:]):
            self.day_entered.emit(day)
        else:
            self.go_to_day(day)

    def _leads_to_day(self, week: int, column: int, lane: int) -> bool:
        """Whether a press there, on the number or on "more", means the whole day."""
        layout = self.layout_now()
        more = (week, column) in layout.hidden and lane >= layout.most - 1
        return lane < 0 or more

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to the day."""
        found = self._place(event.position().toPoint())
        self._pressed = None
        if found is not None and self.event_at(event.position().toPoint()) is None:
            self.day_entered.emit(found[0])

    def cancel_drag(self) -> bool:
        """Put back what is being dragged; whether there was anything."""
        held, self._pressed, self._over = self._over is not None, None, None
        self.update()
        return held

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the event under the pointer, or of the chosen one."""
        ask_menu(self, event)

    # Qt --------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Say the whole of an event under the resting pointer; Alt with an arrow is ours."""
        if isinstance(event, QHelpEvent):
            show_tip(self, event, self.event_at(event.pos()), self.now.date())
            return True
        if self.chosen() is not None and asks_alt_arrow(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move from day to day and from event to event."""
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the events of the day, then on."""
        return self.keys.step(1 if forward else -1) or super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether the keyboard came."""
        self.ring = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)
        self.update()

    def _draw(self, canvas: Canvas) -> None:
        dragged, ghosts, drawn = NO_EVENT, (), None
        if self._pressed is not None and self._over is not None:
            _, day, under, copy = self._pressed
            if under is None:
                drawn = (min(day, self._over), max(day, self._over))
            else:
                dragged = NO_EVENT if copy else under.key
                ghosts = self._ghosts(under, self._over - day)
        paint_month(
            canvas,
            MonthScene(
                self.geometry_now(), self.weeks(), self.layout_now(), self.month, self.day,
                self.now, self.chosen_key, self.ring and self.hasFocus(), dragged, ghosts, drawn,
                self.notes,
            ),
        )  # fmt: skip

    def _ghosts(self, event: Event, shift: timedelta) -> tuple[Item, ...]:
        moved = replace(event, start=event.start + shift, end=event.end + shift)
        return month_layout([moved], self.weeks(), self.layout_now().most).items
