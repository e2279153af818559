"""What a week and a month have in common: the tip that says an event, the menu."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPoint, SignalInstance
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.ui.delegates.base import plain_tip
from app.ui.panes.calendar.event_words import spoken
from app.ui.panes.calendar.week_layout import Event, EventKey


class Grid(Protocol):
    """A view of events."""

    ring: bool
    menu_requested: SignalInstance

    def event_at(self, place: QPoint) -> Event | None:
        """The event under a point."""

    def chosen(self) -> Event | None:
        """The chosen event."""

    def choose(self, key: EventKey, *, ring: bool = False) -> None:
        """Choose an event."""


def show_tip(view: QWidget, event: QHelpEvent, found: Event | None, today: object) -> None:
    """Say the whole of an event under the resting pointer."""
    text = spoken(found, today) if found is not None else ""  # type: ignore[arg-type]
    QToolTip.showText(event.globalPos(), plain_tip(text), view)


def ask_menu(view: Grid, event: QContextMenuEvent) -> None:
    """Ask for the menu of the event under the pointer, or of the chosen one."""
    keyed = event.reason() == QContextMenuEvent.Reason.Keyboard
    found = view.chosen() if keyed else view.event_at(event.pos())
    if found is not None:
        view.choose(found.key, ring=view.ring)
        view.menu_requested.emit(found.key)
