"""Where the menu bar is: always, or only after Alt or F10. Its commands work hidden, too."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow

from app.ui.frame.memory import Memory
from app.ui.widgets.focus_back import FocusBack

_PRESSED = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
_BETWEEN = (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.FocusOut)


class MenuPlace(QObject):
    """Shows and hides the menu bar of a window; a menu bar of the system's own is left alone."""

    def __init__(self, window: QMainWindow, memory: Memory) -> None:
        super().__init__(window)
        self._window = window
        self._memory = memory
        self._shown = self._alt = False
        self._back = FocusBack()
        window.installEventFilter(self)
        memory.look_changed.connect(self.place)
        self.place()

    def place(self) -> None:
        """Show or hide it as it is wanted now."""
        bar = self._window.menuBar()
        always = self._memory.look.menu_always or bar.isNativeMenuBar()
        bar.setVisible(always or self._shown)

    def toggle(self) -> None:
        """Show or hide it where it is not always shown."""
        bar = self._window.menuBar()
        if self._memory.look.menu_always or bar.isNativeMenuBar():
            return
        self._shown = not self._shown
        if self._shown:
            self._back.note()
        self.place()
        if self._shown:
            bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
        else:
            self._back.give()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Toggle on F10, and on Alt pressed and released with nothing between."""
        if watched is not self._window:
            self._look_between(event)
            return False
        if event.type() == QEvent.Type.Show and self._window.windowHandle() is not None:
            # Keys and presses that a widget takes never reach the window itself.
            self._window.windowHandle().installEventFilter(self)
        if not isinstance(event, QKeyEvent):
            return False
        # Qt toggles the modifier of the very key that is pressed or released: Alt says nothing.
        others = event.modifiers() & ~Qt.KeyboardModifier.AltModifier
        alone = others == Qt.KeyboardModifier.NoModifier
        released = event.type() == QEvent.Type.KeyRelease
        if event.type() == QEvent.Type.KeyPress:
            self._alt = event.key() == Qt.Key.Key_Alt
            if event.key() == Qt.Key.Key_F10 and alone:
                self.toggle()
                return True
        elif released and event.key() == Qt.Key.Key_Alt and alone and self._alt:
            self._alt = False
            self.toggle()
            return True
        return False

    def _look_between(self, event: QEvent) -> None:
        """Alt that was held for something, an arrow or the mouse, asks for no menu."""
        if event.type() in _BETWEEN:
            self._alt = False
        elif event.type() in _PRESSED and isinstance(event, QKeyEvent):
            self._alt = self._alt and event.key() == Qt.Key.Key_Alt
