"""Keys in a month: from day to day, through the events of a day, and events by days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeyEvent

from app.ui.panes.calendar.month_layout import of_day
from app.ui.panes.calendar.week_drag import Landing
from app.ui.panes.calendar.week_layout import NO_EVENT, Event, EventKey

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_LEAVES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DELETES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class MonthGrid(Protocol):
    """What keys need of the month."""

    events: tuple[Event, ...]
    day: date
    ring: bool
    chosen_key: EventKey
    event_opened: SignalInstance
    event_dropped: SignalInstance
    delete_requested: SignalInstance
    day_entered: SignalInstance
    leaf_requested: SignalInstance

    def choose(self, key: EventKey, *, ring: bool = False) -> None:
        """Make an event the chosen one."""

    def chosen(self) -> Event | None:
        """The chosen event, if it is on view."""

    def go_to_day(self, day: date) -> None:
        """Make a day the current one."""

    def cancel_drag(self) -> bool:
        """Give up what is being dragged."""


class MonthKeys:
    """Reads keys for a month; `press` says whether a key meant something."""

    def __init__(self, view: MonthGrid) -> None:
        self._view = view

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key asks for."""
        view, key = self._view, Qt.Key(event.key())
        if key in _STEPS:
            self._arrow(_STEPS[key], alt=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        elif key in _LEAVES:
            view.leaf_requested.emit(_LEAVES[key])
        elif key == Qt.Key.Key_Escape:
            return view.cancel_drag() or self._let_go()
        elif key in _OPENS and view.chosen() is None:
            view.day_entered.emit(view.day)
        elif key in _OPENS:
            view.event_opened.emit(view.chosen_key)
        elif key in _DELETES and view.chosen() is not None:
            view.delete_requested.emit(view.chosen_key)
        else:
            return False
        return True

    def _arrow(self, days: int, *, alt: bool) -> None:
        view, chosen = self._view, self._view.chosen()
        view.ring = True
        if alt and chosen is not None:
            shift = timedelta(days=days)
            view.event_dropped.emit(Landing(chosen.key, chosen.start + shift, chosen.end + shift))
        elif not alt:
            view.go_to_day(view.day + timedelta(days=days))

    def _let_go(self) -> bool:
        held = self._view.chosen() is not None
        if held:
            self._view.choose(NO_EVENT, ring=True)
        return held

    def step(self, by: int) -> bool:
        """Choose the next event of the day or the one before; `False` at the end."""
        events = of_day(self._view.events, self._view.day)
        keys = [one.key for one in events]
        at = keys.index(self._view.chosen_key) if self._view.chosen_key in keys else -1
        # Before the first event stands the day itself; going back from it leaves the month.
        goal = at + by
        if at < 0 and by < 0:
            return False
        if goal == -1:
            return self._let_go()
        if goal >= len(keys):
            self._view.choose(NO_EVENT, ring=True)
            return False
        self._view.choose(keys[goal], ring=True)
        return True
