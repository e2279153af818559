"""What a screen reader is told of the grid of days: one child for each event, with its sentence."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import isValid

from app.ui.panes.week_layout import Event
from app.ui.panes.week_paint import spoken
from app.ui.panes.week_view import WeekView


class EventAccess(QAccessibleInterface):
    """One event of a view."""

    def __init__(self, view: WeekView, event_id: int) -> None:
        super().__init__()
        self._view, self._id = view, event_id

    def _event(self) -> Event | None:
        return next((one for one in self._view.events if one.id == self._id), None)

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
        state.selected = state.focused = self._view.chosen_id == self._id
        return state

    def rect(self) -> QRect:
        """Where it stands on the screen."""
        box = self._view.event_box(self._id) or QRect()
        return QRect(self._view.viewport().mapToGlobal(box.topLeft()), box.size())

    def foregroundColor(self) -> QColor:
        """Readers may ask; the theme decides."""
        return QColor()

    def backgroundColor(self) -> QColor:
        """Readers may ask; the theme decides."""
        return QColor()


class WeekAccess(QAccessibleWidget):
    """The view as a list of its events."""

    def __init__(self, view: WeekView) -> None:
        super().__init__(view, QAccessible.Role.List, view.accessibleName())
        self._view = view
        # Qt holds plain pointers: the interfaces live as long as this one.
        self._known: dict[int, EventAccess] = {}

    def childCount(self) -> int:
        """One for each event."""
        return len(self._view.events)

    def child(self, index: int) -> QAccessibleInterface | None:
        """The event of that place."""
        if not 0 <= index < len(self._view.events):
            return None
        event_id = self._view.events[index].id
        if event_id not in self._known:
            self._known[event_id] = EventAccess(self._view, event_id)
        return self._known[event_id]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The place of an event."""
        ids = [event.id for event in self._view.events]
        known = next((key for key, one in self._known.items() if one is child), 0)
        return ids.index(known) if known in ids else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        """The event under a point of the screen."""
        found = self._view.event_at(self._view.viewport().mapFromGlobal(QPoint(x, y)))
        return self.child(self._view.events.index(found)) if found is not None else None

    def forget_events(self) -> None:
        """Let Qt delete what it may know of the events."""
        known, self._known = self._known, {}
        for one in known.values():
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(one))

    def focusChild(self) -> QAccessibleInterface | None:
        """The chosen event."""
        chosen = self._view.chosen()
        return self.child(self._view.events.index(chosen)) if chosen is not None else None


_made: dict[int, WeekAccess] = {}


def _factory(_key: str, found: QObject) -> QAccessibleInterface | None:
    if not isinstance(found, WeekView):
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


def install(view: WeekView) -> None:
    """Tell readers of a view's events; Qt learns of the grid's children once."""
    view.event_chosen.connect(lambda _id: tell_focus(view))
    if not _installed:
        QAccessible.installFactory(_factory)
        _installed.append(True)


_installed: list[bool] = []


def tell_focus(view: WeekView) -> None:
    """Tell a reader that another event is chosen."""
    chosen = view.chosen()
    if chosen is not None and QAccessible.isActive():
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        event.setChild(view.events.index(chosen))
        QAccessible.updateAccessibility(event)
