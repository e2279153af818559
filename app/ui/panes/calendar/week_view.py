"""Days or people side by side with their hours: one painted area, moved in by mouse and keys.

It knows no book: it reports wishes, and shows what it is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.ui.panes.calendar.event_words import all_day_words, spoken, week_words, widest_hour
from app.ui.panes.calendar.grid_parts import ask_menu, show_tip
from app.ui.panes.calendar.week_crowds import (
    MOST_LANES,
    Crowd,
    Placed,
    fit,
    place,
)
from app.ui.panes.calendar.week_geometry import Box, WeekGeometry, hour_height, inside
from app.ui.panes.calendar.week_keys import WeekKeys
from app.ui.panes.calendar.week_layout import (
    NO_EVENT,
    NOBODY,
    Block,
    Column,
    Event,
    EventKey,
    Owner,
    Strip,
    column_blocks,
    column_strips,
    day_columns,
    in_strip,
    lane_count,
)
from app.ui.panes.calendar.week_mouse import WeekMouse
from app.ui.panes.calendar.week_paint import Scene, paint_scene
from app.ui.panes.calendar.week_sideways import bring_column, least_column, measure_sideways
from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current
from app.ui.widgets.base import KEYBOARD_REASONS, asks_alt_arrow

FIRST_HOUR = 8


class WeekView(QAbstractScrollArea):
    """Set days, events and the time of now; connect to its wishes."""

    event_opened = Signal(object)
    """The key of an event that was pressed or entered."""
    event_chosen = Signal(object)
    span_drawn = Signal(object, object, bool, object)
    """A new span: start, end, whole days, whose column (or ``None``)."""
    event_dropped = Signal(object)
    """A ``Landing``: where an event was moved, stretched or copied to."""
    delete_requested = Signal(object)
    leaf_requested = Signal(int)
    """Weeks or days further (1) or back (-1)."""
    today_requested = Signal()
    menu_requested = Signal(object)
    """What can be done with an event was asked for, by its key."""
    crowd_opened = Signal(object)
    """The tile of several events was pressed or entered, by its key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = day_columns(date(2000, 1, 3), 5)
        self.now = datetime(2000, 1, 3)
        self.events: tuple[Event, ...] = ()
        self.chosen_key: EventKey = NO_EVENT
        self.ring = False
        self.keys = WeekKeys(self)
        self.mouse = WeekMouse(self)
        self.notes: Mapping[date, str] = {}
        self._drawn: Event | None = None
        self.placed = Placed()
        self._hour = 1.0
        self._at_morning = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerWidget(QWidget())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("Appointments"))
        current().changed.connect(self._restyle)

    # Showing ---------------------------------------------------------------------------------

    @property
    def first(self) -> date:
        """The first day on view."""
        return self.columns[0].day

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns, one at least."""
        self.columns = tuple(columns)
        self._lay_out()

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these events; the chosen one stays chosen while it is there."""
        self.events = tuple(events)
        self._lay_out()
        if self.chosen() is None:
            self.chosen_key = NO_EVENT

    def show_notes(self, notes: Mapping[date, str]) -> None:
        """Say at the head of days what is special about them: holidays, closed days."""
        self.notes = notes
        self.viewport().update()

    def show_now(self, now: datetime) -> None:
        """Move the line of now."""
        self.now = now
        self.viewport().update()

    def show_drawn(
        self, start: datetime, end: datetime, *, all_day: bool, owner: Owner | None = None
    ) -> None:
        """Keep the place of an event that is being typed tinted."""
        self._drawn = _ghost(start, end, all_day, owner)
        self.viewport().update()

    def clear_drawn(self) -> None:
        """Forget that place."""
        self._drawn = None
        self.viewport().update()

    def choose(self, key: EventKey, *, ring: bool = False) -> None:
        """Choose an event and bring it into view."""
        self.chosen_key, self.ring = key, ring
        event = self.chosen()
        if event is not None:
            self._bring_into_view(event)
            self.setAccessibleDescription(spoken(event, self.now.date()))
        self.event_chosen.emit(key)
        self.viewport().update()

    def chosen(self) -> Event | None:
        """The chosen event, or the tile of several as one."""
        known = (*self.stops, *self.events)
        return next((event for event in known if event.key == self.chosen_key), None)

    @property
    def stops(self) -> tuple[Event, ...]:
        """What the keyboard stops at: the events that are seen, and the tiles of the others."""
        return self.placed.stops

    def event_box(self, key: EventKey) -> QRect | None:
        """Where an event stands in the viewport, if it is seen."""
        for box, event in self._boxes():
            if event.key == key:
                return self._to_rect(box)
        crowd = self.placed.crowd_of(key)
        return self._to_rect(self.crowd_box(crowd)) if crowd is not None else None

    def span_box(
        self, start: datetime, end: datetime, *, all_day: bool, owner: Owner | None = None
    ) -> QRect:
        """Where a span would stand in the viewport."""
        ghost = _ghost(start, end, all_day, owner)
        geometry = self.geometry_now()
        for block in column_blocks([ghost], self.columns):
            return self._to_rect(geometry.block_box(block))
        for strip in column_strips([ghost], self.columns):
            return self._to_rect(geometry.strip_box(strip))
        return self.viewport().rect()

    # Geometry --------------------------------------------------------------------------------

    def geometry_now(self) -> WeekGeometry:
        """The sizes of this moment."""
        theme = current()
        head = theme.line("small_medium") + theme.line("lead") + 26
        lane = theme.line("medium") + 6
        beside = (("small", widest_hour()), ("small", all_day_words()), ("caption", week_words(52)))
        gutter = max(theme.metrics(step).horizontalAdvance(text) for step, text in beside) + 16
        made = WeekGeometry(
            self.viewport().width(),
            self.viewport().height(),
            len(self.columns),
            gutter,
            head,
            lane,
            min(lane_count(self.placed.all_strips), MOST_LANES),
            1.0,
            self.verticalScrollBar().value(),
            least_column(self.columns),
            self.horizontalScrollBar().value(),
        )
        return replace(made, hour=hour_height(made.height - made.top, max(theme.scale, 0.9)))

    def _boxes(self) -> list[tuple[Box, Event]]:
        found = [(box, strip.event) for box, strip in self.strip_boxes()]
        return found + [(box, block.event) for box, block in self.block_boxes()]

    def block_boxes(self) -> list[tuple[Box, Block]]:
        """Where the timed events stand."""
        geometry = self.geometry_now()
        return [(geometry.block_box(block), block) for block in self.placed.blocks]

    def strip_boxes(self) -> list[tuple[Box, Strip]]:
        """Where the whole-day events stand."""
        geometry = self.geometry_now()
        return [(geometry.strip_box(strip), strip) for strip in self.placed.strips]

    def crowd_box(self, crowd: Crowd) -> Box:
        """Where a tile of several stands."""
        geometry = self.geometry_now()
        return geometry.strip_box(crowd) if crowd.strip else geometry.block_box(crowd)

    def crowd_at(self, place: QPoint) -> Crowd | None:
        """The tile under a point of the viewport."""
        x, y = self.point(place)
        top, gutter = self.geometry_now().top, self.geometry_now().gutter
        return next(
            (one for one in self.placed.crowds if x >= gutter
             and inside(self.crowd_box(one), x, y) and (one.strip or y >= top)), None
        )  # fmt: skip

    def _to_rect(self, box: Box) -> QRect:
        x = self.viewport().width() - box[0] - box[2] if self._rtl() else box[0]
        return QRect(round(x), round(box[1]), round(box[2]), round(box[3]))

    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def point(self, place: QPoint) -> tuple[float, float]:
        """A point of the viewport, x from the reading edge."""
        x = self.viewport().width() - place.x() if self._rtl() else place.x()
        return x, place.y()

    def event_at(self, place: QPoint) -> Event | None:
        """The event under a point of the viewport."""
        x, y = self.point(place)
        top, gutter = self.geometry_now().top, self.geometry_now().gutter
        for box, event in reversed(self._boxes()):
            if x >= gutter and inside(box, x, y) and (in_strip(event) or y >= top):
                return event
        return None

    def _lay_out(self) -> None:
        self.placed = place(self.events, self.columns)
        self._restyle()

    def _restyle(self) -> None:
        self._measure()
        self.viewport().update()

    def _measure(self) -> None:
        geometry = self.geometry_now()
        measure_sideways(self.horizontalScrollBar(), geometry)
        self.placed = fit(self.placed, geometry.column)
        room = geometry.height - geometry.top
        bar = self.verticalScrollBar()
        hours, self._hour = bar.value() / self._hour, geometry.hour
        bar.setRange(0, max(round(geometry.body - room), 0))
        bar.setPageStep(max(round(room), 1))
        bar.setSingleStep(round(geometry.hour / 2))
        # Where hours grow or shrink, the one at the top stays there.
        bar.setValue(round(hours * geometry.hour))

    def _bring_into_view(self, event: Event) -> None:
        geometry = self.geometry_now()
        aside = self.horizontalScrollBar()
        bring_column(aside, geometry, self.placed, event, whole=self.ring)
        if in_strip(event):
            return
        minute = event.start.hour * 60 + event.start.minute
        y = minute / 60 * geometry.hour
        room = geometry.height - geometry.top
        bar = self.verticalScrollBar()
        if y < bar.value() or y + geometry.hour / 2 > bar.value() + room:
            bar.setValue(round(y - room / 4))

    def go_to_morning(self) -> None:
        """Scroll to where a working day begins."""
        geometry = self.geometry_now()
        self.verticalScrollBar().setValue(round(FIRST_HOUR * geometry.hour - 6))

    # Qt --------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """A comfortable week."""
        return QSize(800, 600)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the hour at the top where it was."""
        super().resizeEvent(event)
        self._measure()
        if not self._at_morning:
            self.go_to_morning()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the morning."""
        super().showEvent(event)
        if not self._at_morning:
            self._at_morning = True
            self._measure()
            self.go_to_morning()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Paint anew: head and strip stay where they are."""
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the days."""
        painter = QPainter(self.viewport())
        try:
            paint_scene(Canvas(painter, self.viewport().rect(), rtl=self._rtl()), self._scene())
        finally:
            painter.end()

    def _scene(self) -> Scene:
        drag = self.mouse.drag
        shown = drag.ghost() if drag is not None and drag.under_way else self._drawn
        ghosts = [shown] if shown is not None else []
        left = drag.left_behind() if drag is not None else NO_EVENT
        return Scene(
            self.geometry_now(), self.columns, self.now, self.placed.blocks, self.placed.strips,
            self.chosen_key, self.ring and self.hasFocus(), left,
            tuple(column_blocks(ghosts, self.columns)), tuple(column_strips(ghosts, self.columns)),
            self.notes, self.placed.crowds,
        )  # fmt: skip

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose an event, or begin to draw one."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag, or show what a press would do."""
        self.mouse.move(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag; without one, open what was pressed."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.mouse.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Draw three quarters of an hour where nothing is."""
        self.mouse.double_press(event.position().toPoint())

    def cancel_drag(self) -> bool:
        """Put back what is being dragged; whether there was anything."""
        return self.mouse.cancel()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the event under the pointer, or of the chosen one."""
        ask_menu(self, event)

    def viewportEvent(self, event: object) -> bool:
        """Say the whole of an event under the resting pointer."""
        if isinstance(event, QHelpEvent):
            crowd = self.crowd_at(event.pos())
            tile = crowd.stop(self.columns[crowd.day]) if crowd is not None else None
            show_tip(self, event, tile or self.event_at(event.pos()), self.now.date())
            return True
        return super().viewportEvent(event)

    def event(self, event: QEvent) -> bool:
        """Alt with an arrow moves the chosen event; Back and Forward wait."""
        if self.chosen() is not None and asks_alt_arrow(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move among events and move them."""
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from event to event, then on."""
        return self.keys.step(1 if forward else -1) or super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard came, and begin at the first or last event."""
        super().focusInEvent(event)
        if event.reason() in KEYBOARD_REASONS:
            self.keys.enter(backward=event.reason() == Qt.FocusReason.BacktabFocusReason)


def _ghost(start: datetime, end: datetime, all_day: bool, owner: Owner | None) -> Event:
    owners = frozenset({owner} if owner is not None and owner != NOBODY else ())
    return Event(-1, "", start, end, all_day=all_day, owners=owners)
