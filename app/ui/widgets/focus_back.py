"""Who had the keyboard before something opened."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class FocusBack:
    """Gives the keyboard back to who had it, unless they are gone or hidden by then."""

    def __init__(self) -> None:
        self._who: QWidget | None = None

    def note(self) -> None:
        """Remember who has the keyboard now."""
        self._who = QApplication.focusWidget()

    def give(self) -> None:
        """Give it back."""
        if self._who is not None and isValid(self._who) and self._who.isVisible():
            self._who.setFocus(Qt.FocusReason.OtherFocusReason)
