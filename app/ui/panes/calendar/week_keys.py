"""Keys in the grid: from event to event, and events by quarters of an hour and days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeyEvent

from app.ui.panes.calendar.week_crowds import Placed, is_crowd
from app.ui.panes.calendar.week_drag import Landing
from app.ui.panes.calendar.week_layout import (
    DAY_MINUTES,
    SNAP,
    Event,
    EventKey,
    in_strip,
    moved,
    stretched,
)

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_LEAVES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DELETES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class Grid(Protocol):
    """What keys need of the view that shows the days."""

    placed: Placed
    first: date
    chosen_key: EventKey
    ring: bool
    event_opened: SignalInstance
    event_dropped: SignalInstance
    delete_requested: SignalInstance
    leaf_requested: SignalInstance
    today_requested: SignalInstance
    crowd_opened: SignalInstance

    def choose(self, key: EventKey, *, ring: bool = False) -> None:
        """Make an event the chosen one."""

    def chosen(self) -> Event | None:
        """The chosen event, if it is on view."""

    def cancel_drag(self) -> bool:
        """Give up what is being dragged."""


class WeekKeys:
    """Reads keys for a view; `press` says whether a key meant something."""

    def __init__(self, view: Grid) -> None:
        self._view = view

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key asks for."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            return self._view.cancel_drag()
        if key in _LEAVES:
            self._view.leaf_requested.emit(_LEAVES[key])
            return True
        if self._is_today(event):
            self._view.today_requested.emit()
            return True
        if key in _ARROWS:
            return self._arrow(event, *_ARROWS[key])
        return self._on_chosen(key)

    @staticmethod
    def _is_today(event: QKeyEvent) -> bool:
        held = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        return held and event.key() == Qt.Key.Key_T

    def _on_chosen(self, key: Qt.Key) -> bool:
        chosen = self._view.chosen()
        if chosen is None:
            return False
        if is_crowd(chosen.key):
            if key in _OPENS:
                self._view.crowd_opened.emit(chosen.key)
            return key in _OPENS
        if key in _OPENS:
            self._view.event_opened.emit(chosen.key)
        elif key in _DELETES:
            self._view.delete_requested.emit(chosen.key)
        else:
            return False
        return True

    def _arrow(self, event: QKeyEvent, across: int, down: int) -> bool:
        modifiers = event.modifiers()
        alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        chosen = self._view.chosen()
        if alt and chosen is not None and not is_crowd(chosen.key):
            longer = bool(modifiers & Qt.KeyboardModifier.ShiftModifier) and down != 0
            by = down * (DAY_MINUTES if chosen.all_day else SNAP)
            change = stretched(chosen, by) if longer else moved(chosen, across, down * SNAP)
            if change != (chosen.start, chosen.end):
                self._view.ring = True
                self._view.event_dropped.emit(Landing(chosen.key, *change))
            return True
        if alt:
            return False
        if down:
            return self.step(down)
        return self._sideways(across)

    def _ordered(self) -> list[Event]:
        first = self._view.first
        return sorted(
            self._view.placed.stops,
            key=lambda one: (
                max(one.start.date(), first),
                not in_strip(one),
                one.start,
                is_crowd(one.key),
                one.key,
            ),
        )

    def step(self, by: int) -> bool:
        """Choose the next or the one before, in time; `False` at the end."""
        events = self._ordered()
        crowd = self._view.placed.crowd_of(self._view.chosen_key)
        at = crowd.key if crowd is not None else self._view.chosen_key
        place = next((i for i, one in enumerate(events) if one.key == at), None)
        if place is None:
            return False
        if not 0 <= place + by < len(events):
            return False
        self._view.choose(events[place + by].key, ring=True)
        return True

    def enter(self, *, backward: bool) -> None:
        """Begin with the first event, or the last."""
        events = self._ordered()
        if not events:
            return
        if self._view.chosen() is None or backward:
            self._view.choose(events[-1 if backward else 0].key, ring=True)
        else:
            self._view.choose(self._view.chosen_key, ring=True)

    def _sideways(self, across: int) -> bool:
        """The event nearest in time of the next day that has one."""
        chosen = self._view.chosen()
        if chosen is None:
            self.enter(backward=across < 0)
            return True
        others = [
            one
            for one in self._view.placed.stops
            if (one.start.date() - chosen.start.date()).days * across > 0
        ]
        if not others:
            self._view.leaf_requested.emit(across)
            return True

        def far(one: Event) -> tuple[int, int]:
            days = abs((one.start.date() - chosen.start.date()).days)
            return days, abs(_minute(one.start) - _minute(chosen.start))

        self._view.choose(min(others, key=far).key, ring=True)
        return True


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute
