"""What a screen reader is told of the grids: one child for each event, with its sentence."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import isValid

from app.ui.panes.calendar.event_words import spoken
from app.ui.panes.calendar.month_view import MonthView
from app.ui.panes.calendar.week_layout import Event, EventKey
from app.ui.panes.calendar.week_view import WeekView

View = WeekView | MonthView


class EventAccess(QAccessibleInterface):
    """One event of a view."""

    def __init__(self, view: View, key: EventKey) -> None:
        super().__init__()
        self._view, self._key = view, key

    def _event(self) -> Event | None:
        return next((one for one in self._view.stops if one.key == self._key), None)

    def isValid(self) -> bool:
        """Whether the event is still shown."""
        return isValid(self._view) and self._event() is not None

    def object(self) -> QObject | None:
        """Events are painted: there is no widget."""
        return None

    def window(self) -> QWindow | None:
        """The window of the view."""
        return self._view.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        """The view."""
        return QAccessible.queryAccessibleInterface(self._view)

    def child(self, _index: int) -> QAccessibleInterface | None:
        """Nothing lies inside an event."""
        return None

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:
        """Nothing lies inside an event."""
        return None

    def childCount(self) -> int:
        """Nothing lies inside an event."""
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        """Nothing lies inside an event."""
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        """The event in one sentence."""
        event = self._event()
        named = kind == QAccessible.Text.Name and event is not None
        return spoken(event, self._view.now.date()) if named and event is not None else ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Words are changed in the editor."""

    def role(self) -> QAccessible.Role:
        """It can be pressed."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Chosen or not."""
        state = QAccessible.State()
        state.focusable = state.selectable = True
        state.selected = state.focused = self._view.chosen_key == self._key
        return state

    def rect(self) -> QRect:
        """Where it stands on the screen."""
        box = self._view.event_box(self._key) or QRect()
        return QRect(self._view.viewport().mapToGlobal(box.topLeft()), box.size())

    def foregroundColor(self) -> QColor:
        """Readers may ask; the theme decides."""
        return QColor()

    def backgroundColor(self) -> QColor:
        """Readers may ask; the theme decides."""
        return QColor()


class WeekAccess(QAccessibleWidget):
    """The view as a list of its events."""

    def __init__(self, view: View) -> None:
        super().__init__(view, QAccessible.Role.List, view.accessibleName())
        self._view = view
        # Qt holds plain pointers: the interfaces live as long as this one.
        self._known: dict[EventKey, EventAccess] = {}

    def childCount(self) -> int:
        """One for each event."""
        return len(self._view.stops)

    def child(self, index: int) -> QAccessibleInterface | None:
        """The event of that place."""
        if not 0 <= index < len(self._view.stops):
            return None
        key = self._view.stops[index].key
        if key not in self._known:
            self._known[key] = EventAccess(self._view, key)
        return self._known[key]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The place of an event."""
        keys = [event.key for event in self._view.stops]
        known = next((key for key, one in self._known.items() if one is child), None)
        return keys.index(known) if known in keys else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        """The event under a point of the screen."""
        found = self._view.event_at(self._view.viewport().mapFromGlobal(QPoint(x, y)))
        return self.child(self._view.stops.index(found)) if found is not None else None

    def forget_events(self) -> None:
        """Let Qt delete what it may know of the events."""
        known, self._known = self._known, {}
        for one in known.values():
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(one))

    def focusChild(self) -> QAccessibleInterface | None:
        """The chosen event."""
        place = _place_of_chosen(self._view)
        return self.child(place) if place >= 0 else None


_made: dict[int, WeekAccess] = {}


def _factory(_key: str, found: QObject) -> QAccessibleInterface | None:
    if not isinstance(found, WeekView | MonthView):
        return None
    made, key = WeekAccess(found), id(found)
    _made[key] = made
    found.destroyed.connect(lambda _gone=None: _forget(key))
    return made


def _forget(key: int) -> None:
    """Take the events of a view that is gone out of Qt's register, which holds plain pointers."""
    made = _made.pop(key, None)
    if made is not None:
        made.forget_events()


def install(view: View) -> None:
    """Tell readers of a view's events; Qt learns of the grid's children once."""
    view.event_chosen.connect(lambda _key: tell_focus(view))
    if not _installed:
        QAccessible.installFactory(_factory)
        _installed.append(True)


_installed: list[bool] = []


def tell_focus(view: View) -> None:
    """Tell a reader that another event is chosen."""
    place = _place_of_chosen(view)
    if place >= 0 and QAccessible.isActive():
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        event.setChild(place)
        QAccessible.updateAccessibility(event)


def _place_of_chosen(view: View) -> int:
    """The place of the chosen event among the children, or -1."""
    keys = [one.key for one in view.stops]
    return keys.index(view.chosen_key) if view.chosen_key in keys else -1
