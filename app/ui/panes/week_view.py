"""Days side by side with their hours: one painted area, moved in by mouse and keys.

It knows no book: it reports wishes, and shows what it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from app.ui.delegates.base import plain_tip
from app.ui.panes.week_drag import Drag
from app.ui.panes.week_geometry import Box, WeekGeometry, hour_height, inside
from app.ui.panes.week_keys import WeekKeys
from app.ui.panes.week_layout import (
    Event,
    blocks,
    in_strip,
    lane_count,
    spanned,
    strips,
)
from app.ui.panes.week_paint import Scene, paint_scene, spoken
from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current
from app.ui.widgets.base import KEYBOARD_REASONS, asks_alt_arrow

EDGE = 6
"""Pixels at the lower edge of an event that stretch it."""
FIRST_HOUR = 8


class WeekView(QAbstractScrollArea):
    """Set days, events and the time of now; connect to its wishes."""

    event_opened = Signal(object)
    """The id of an event that was pressed or entered."""
    event_chosen = Signal(object)
    span_drawn = Signal(object, object, bool)
    """A new span: start, end, whole days."""
    event_moved = Signal(object, object, object)
    """id, new start, new end, in wall time."""
    event_copied = Signal(object, object, object)
    delete_requested = Signal(object)
    leaf_requested = Signal(int)
    """Weeks or days further (1) or back (-1)."""
    today_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.days = date(2000, 1, 3), 5
        self.now = datetime(2000, 1, 3)
        self.events: tuple[Event, ...] = ()
        self.chosen_id = 0
        self.ring = False
        self.drag: Drag | None = None
        self.keys = WeekKeys(self)
        self._drawn: tuple[datetime, datetime, bool] | None = None
        self._press: tuple[QPoint, Event | None] | None = None
        self._blocks: tuple = ()
        self._strips: tuple = ()
        self._placed = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("Appointments"))
        current().changed.connect(self._restyle)

    # Showing ---------------------------------------------------------------------------------

    def show_days(self, first: date, days: int) -> None:
        """Show ``days`` days from ``first``."""
        self.first, self.days = first, days
        self._lay_out()

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these events; the chosen one stays chosen while it is there."""
        self.events = tuple(events)
        if not any(event.id == self.chosen_id for event in events):
            self.chosen_id = 0
        self._lay_out()

    def show_now(self, now: datetime) -> None:
        """Move the line of now."""
        self.now = now
        self.viewport().update()

    def show_drawn(self, start: datetime, end: datetime, *, all_day: bool) -> None:
        """Keep the place of an event that is being typed tinted."""
        self._drawn = (start, end, all_day)
        self.viewport().update()

    def clear_drawn(self) -> None:
        """Forget that place."""
        self._drawn = None
        self.viewport().update()

    def choose(self, event_id: int, *, ring: bool = False) -> None:
        """Choose an event and bring it into view."""
        self.chosen_id, self.ring = event_id, ring
        event = self.chosen()
        if event is not None:
            self._bring_into_view(event)
            self.setAccessibleDescription(spoken(event, self.now.date()))
        self.event_chosen.emit(event_id)
        self.viewport().update()

    def chosen(self) -> Event | None:
        """The chosen event."""
        return next((event for event in self.events if event.id == self.chosen_id), None)

    def event_box(self, event_id: int) -> QRect | None:
        """Where an event stands in the viewport, if it is seen."""
        for box, event in self._boxes():
            if event.id == event_id:
                return self._to_rect(box)
        return None

    def span_box(self, start: datetime, end: datetime, *, all_day: bool) -> QRect:
        """Where a span would stand in the viewport."""
        ghost = Event(-1, "", start, end, all_day=all_day)
        geometry = self.geometry_now()
        for block in blocks([ghost], self.first, self.days):
            return self._to_rect(geometry.block_box(block))
        for strip in strips([ghost], self.first, self.days):
            return self._to_rect(geometry.strip_box(strip))
        return self.viewport().rect()

    # Geometry --------------------------------------------------------------------------------

    def geometry_now(self) -> WeekGeometry:
        """The sizes of this moment."""
        theme = current()
        head = theme.line("small_medium") + theme.line("lead") + 26
        lane = theme.line("medium") + 6
        gutter = max(theme.metrics("small").horizontalAdvance("00:00 am"), 40) + 6
        made = WeekGeometry(
            self.viewport().width(),
            self.viewport().height(),
            self.days,
            gutter,
            head,
            lane,
            min(lane_count(self._strips), 6),
            1.0,
            self.verticalScrollBar().value(),
        )
        return replace(made, hour=hour_height(made.height - made.top, max(theme.scale, 0.9)))

    def _boxes(self) -> list[tuple[Box, Event]]:
        geometry = self.geometry_now()
        found = [(geometry.strip_box(strip), strip.event) for strip in self._strips]
        found += [(geometry.block_box(block), block.event) for block in self._blocks]
        return found

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
        top = self.geometry_now().top
        for box, event in reversed(self._boxes()):
            if inside(box, x, y) and (in_strip(event) or y >= top):
                return event
        return None

    def _at_edge(self, place: QPoint, event: Event) -> bool:
        _, y = self.point(place)
        geometry = self.geometry_now()
        ends = [
            geometry.block_box(block)
            for block in self._blocks
            if block.event.id == event.id and block.ends_here
        ]
        return any(box[1] + box[3] - EDGE <= y < box[1] + box[3] for box in ends)

    def _lay_out(self) -> None:
        self._blocks = tuple(blocks(self.events, self.first, self.days))
        self._strips = tuple(strips(self.events, self.first, self.days))
        self._measure()
        self.viewport().update()

    def _restyle(self) -> None:
        self._measure()
        self.viewport().update()

    def _measure(self) -> None:
        geometry = self.geometry_now()
        room = geometry.height - geometry.top
        bar = self.verticalScrollBar()
        bar.setRange(0, max(round(geometry.body - room), 0))
        bar.setPageStep(max(round(room), 1))
        bar.setSingleStep(round(geometry.hour / 2))

    def _bring_into_view(self, event: Event) -> None:
        if in_strip(event):
            return
        geometry = self.geometry_now()
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
        if not self._placed:
            self.go_to_morning()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the morning."""
        super().showEvent(event)
        if not self._placed:
            self._placed = True
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
        ghosts: tuple = ()
        strip_ghosts: tuple = ()
        shown = self.drag.ghost() if self.drag is not None and self.drag.under_way else None
        if shown is None and self._drawn is not None:
            start, end, all_day = self._drawn
            shown = Event(-1, "", start, end, all_day=all_day)
        if shown is not None:
            ghosts = tuple(blocks([shown], self.first, self.days))
            strip_ghosts = tuple(strips([shown], self.first, self.days))
        left = self.drag.left_behind() if self.drag is not None else 0
        return Scene(
            self.geometry_now(), self.first, self.now, self._blocks, self._strips,
            self.chosen_id, self.ring and self.hasFocus(), left, ghosts, strip_ghosts,
        )  # fmt: skip

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose an event, or begin to draw one."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        place = event.position().toPoint()
        self.ring = False
        found = self.event_at(place)
        x, y = self.point(place)
        geometry = self.geometry_now()
        if found is not None:
            self.choose(found.id)
            copying = event.modifiers() & (
                Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
            )
            kind = "copy" if copying else "move"
            if not copying and self._at_edge(place, found):
                kind = "stretch"
            self.drag = Drag(kind, geometry, self.first, x, y, found)
        elif x >= geometry.gutter and y >= geometry.head:
            self.choose(0)
            self.drag = Drag("draw", geometry, self.first, x, y, None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag, or show what a press would do."""
        place = event.position().toPoint()
        if self.drag is None:
            self._show_cursor(place)
            return
        self._scroll_at_edge(place)
        x, y = self.point(place)
        self.drag.follow(x, y, self.geometry_now())
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag; without one, open what was pressed."""
        if event.button() != Qt.MouseButton.LeftButton or self.drag is None:
            return
        drag, self.drag = self.drag, None
        self.viewport().update()
        if not drag.under_way:
            if drag.event is not None:
                self.event_opened.emit(drag.event.id)
            return
        start, end = drag.result()
        if drag.kind == "draw":
            self.span_drawn.emit(start, end, drag.whole_days)
        elif drag.event is not None and (start, end) != (drag.event.start, drag.event.end):
            wish = self.event_copied if drag.kind == "copy" else self.event_moved
            wish.emit(drag.event.id, start, end)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Draw three quarters of an hour where nothing is."""
        place = event.position().toPoint()
        x, y = self.point(place)
        geometry = self.geometry_now()
        self.drag = None
        if self.event_at(place) is not None or x < geometry.gutter or y < geometry.top:
            return
        day = self.first + timedelta(days=geometry.day_at(x))
        minute = geometry.minute_at(y) // 30 * 30
        start, end = spanned(day, minute, minute + 45)
        self.span_drawn.emit(start, end, False)

    def cancel_drag(self) -> bool:
        """Put back what is being dragged; whether there was anything."""
        held, self.drag = self.drag is not None, None
        self.viewport().update()
        return held

    def _show_cursor(self, place: QPoint) -> None:
        found = self.event_at(place)
        shape = Qt.CursorShape.ArrowCursor
        if found is not None:
            edge = self._at_edge(place, found)
            shape = Qt.CursorShape.SizeVerCursor if edge else Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)

    def _scroll_at_edge(self, place: QPoint) -> None:
        geometry, bar = self.geometry_now(), self.verticalScrollBar()
        if self.drag is None or self.drag.whole_days:
            return
        if place.y() < geometry.top + 16:
            bar.setValue(bar.value() - 12)
        elif place.y() > geometry.height - 16:
            bar.setValue(bar.value() + 12)

    def viewportEvent(self, event: object) -> bool:
        """Say the whole of an event under the resting pointer."""
        if isinstance(event, QHelpEvent):
            found = self.event_at(event.pos())
            text = spoken(found, self.now.date()) if found is not None else ""
            QToolTip.showText(event.globalPos(), plain_tip(text), self)
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
