"""The mouse in the grid: choosing, drawing, moving, stretching and copying events."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from app.ui.panes.calendar.week_crowds import Crowd
from app.ui.panes.calendar.week_drag import Drag, Kind
from app.ui.panes.calendar.week_geometry import Box, WeekGeometry
from app.ui.panes.calendar.week_layout import (
    NO_EVENT,
    Block,
    Column,
    Event,
    EventKey,
    Strip,
    in_strip,
    spanned,
)

EDGE = 6
"""Pixels at the edges of an event that stretch it."""
_COPIES = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier


class Area(Protocol):
    """What the mouse needs of the view that shows the columns."""

    columns: tuple[Column, ...]
    ring: bool
    event_opened: SignalInstance
    event_dropped: SignalInstance
    span_drawn: SignalInstance
    crowd_opened: SignalInstance

    def viewport(self) -> QWidget:
        """What is painted on."""

    def verticalScrollBar(self) -> QScrollBar:
        """The bar of the hours."""

    def choose(self, key: EventKey, *, ring: bool = False) -> None:
        """Make an event the chosen one."""

    def event_at(self, place: QPoint) -> Event | None:
        """The event under a point."""

    def crowd_at(self, place: QPoint) -> Crowd | None:
        """The tile of several events under a point."""

    def point(self, place: QPoint) -> tuple[float, float]:
        """A point, x from the reading edge."""

    def geometry_now(self) -> WeekGeometry:
        """The sizes of this moment."""

    def block_boxes(self) -> list[tuple[Box, Block]]:
        """Where the timed events stand."""

    def strip_boxes(self) -> list[tuple[Box, Strip]]:
        """Where the whole-day events stand."""


class WeekMouse:
    """Follows the pointer for a view; it holds the drag that is under way."""

    def __init__(self, view: Area) -> None:
        self._view = view
        self.drag: Drag | None = None
        self._crowd: EventKey = NO_EVENT

    def press(self, event: QMouseEvent) -> None:
        """Choose an event, or begin to draw one."""
        view = self._view
        place = event.position().toPoint()
        view.ring = False
        crowd = view.crowd_at(place)
        self._crowd = crowd.key if crowd is not None else NO_EVENT
        if crowd is not None:
            view.choose(crowd.key)
            return
        found = view.event_at(place)
        x, y = view.point(place)
        geometry = view.geometry_now()
        if found is not None:
            view.choose(found.key)
            kind: Kind = "copy" if event.modifiers() & _COPIES else "move"
            if kind == "move":
                kind = self._edge_at(place, found) or "move"
            self.drag = Drag(kind, geometry, view.columns, x, y, found)
        elif x >= geometry.gutter and y >= geometry.head:
            view.choose(NO_EVENT)
            self.drag = Drag("draw", geometry, view.columns, x, y, None)

    def move(self, place: QPoint) -> None:
        """Follow a drag, or show what a press would do."""
        if self.drag is None:
            self._show_cursor(place)
            return
        self._scroll_at_edge(place)
        x, y = self._view.point(place)
        self.drag.follow(x, y, self._view.geometry_now())
        self._view.viewport().update()

    def release(self) -> None:
        """End a drag; without one, open what was pressed."""
        drag, self.drag = self.drag, None
        crowd, self._crowd = self._crowd, NO_EVENT
        view = self._view
        view.viewport().update()
        if crowd != NO_EVENT:
            view.crowd_opened.emit(crowd)
        if drag is None:
            return
        if not drag.under_way:
            if drag.event is not None:
                view.event_opened.emit(drag.event.key)
            return
        if drag.kind == "draw":
            start, end = drag.result()
            view.span_drawn.emit(start, end, drag.whole_days, drag.owner)
        elif drag.changes():
            view.event_dropped.emit(drag.landing())

    def double_press(self, place: QPoint) -> None:
        """Draw three quarters of an hour where nothing is."""
        view = self._view
        x, y = view.point(place)
        geometry = view.geometry_now()
        self.drag = None
        taken = view.event_at(place) is not None or view.crowd_at(place) is not None
        if taken or x < geometry.gutter or y < geometry.top:
            return
        column = view.columns[geometry.day_at(x)]
        minute = geometry.minute_at(y) // 30 * 30
        start, end = spanned(column.day, minute, minute + 45)
        view.span_drawn.emit(start, end, False, column.owner)

    def cancel(self) -> bool:
        """Put back what is being dragged; whether there was anything."""
        held, self.drag = self.drag is not None, None
        self._view.viewport().update()
        return held

    def _edge_at(self, place: QPoint, event: Event) -> Kind | None:
        """Which edge of an event lies under a point."""
        x, y = self._view.point(place)
        if in_strip(event):
            return self._strip_edge(x, y, event)
        for box, block in self._view.block_boxes():
            if block.event.key != event.key or not box[0] <= x < box[0] + box[2]:
                continue
            # A low event keeps its upper part for being held.
            if block.ends_here and box[1] + box[3] - EDGE <= y < box[1] + box[3]:
                return "end"
            if block.begins_here and box[3] > 3 * EDGE and box[1] <= y < box[1] + EDGE - 2:
                return "begin"
        return None

    def _strip_edge(self, x: float, y: float, event: Event) -> Kind | None:
        if not event.all_day:
            return None
        for box, strip in self._view.strip_boxes():
            if strip.event.key != event.key or not box[1] <= y < box[1] + box[3]:
                continue
            if not strip.goes_on and box[0] + box[2] - EDGE <= x < box[0] + box[2]:
                return "end"
            if not strip.from_before and box[0] <= x < box[0] + EDGE:
                return "begin"
        return None

    def _show_cursor(self, place: QPoint) -> None:
        found = self._view.event_at(place)
        over = self._view.crowd_at(place) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        if found is not None:
            shape = Qt.CursorShape.PointingHandCursor
            if self._edge_at(place, found):
                across = in_strip(found)
                shape = Qt.CursorShape.SizeHorCursor if across else Qt.CursorShape.SizeVerCursor
        self._view.viewport().setCursor(shape)

    def _scroll_at_edge(self, place: QPoint) -> None:
        geometry, bar = self._view.geometry_now(), self._view.verticalScrollBar()
        if self.drag is None:
            return
        x, aside = self._view.point(place)[0], self._view.horizontalScrollBar()
        if x < geometry.gutter + 16:
            aside.setValue(aside.value() - 12)
        elif x > geometry.width - 16:
            aside.setValue(aside.value() + 12)
        if self.drag.whole_days:
            return
        if place.y() < geometry.top + 16:
            bar.setValue(bar.value() - 12)
        elif place.y() > geometry.height - 16:
            bar.setValue(bar.value() + 12)
