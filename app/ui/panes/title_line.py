"""The title of a record that is being written: large, without a box, with a line while typed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme.theme import current
from app.ui.widgets.fields import LineEditor


class TitleLine(LineEditor):
    """Signal: `committed(str)` on Enter or on leaving after a change; Esc puts back."""

    committed = Signal(str)
    given_up = Signal()

    def __init__(self, placeholder: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.returnPressed.connect(self.commit)
        self.left.connect(self.commit)
        self.escaped.connect(self._restore)
        current().changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take the font of now."""
        self.setFont(current().font("heading"))
        self.setFixedHeight(current().line("heading") + 10)

    def sizeHint(self) -> QSize:
        """One large line."""
        return QSize(200, current().line("heading") + 10)

    def show_text(self, text: str) -> None:
        """Show a text that counts as committed."""
        self._kept = text
        self.setText(text)
        self.setCursorPosition(0)

    def commit(self) -> None:
        """Report a changed text."""
        if self.text() != self._kept:
            self._kept = self.text()
            self.committed.emit(self._kept)

    def _restore(self) -> None:
        if self.text() == self._kept:
            self.given_up.emit()
        else:
            self.setText(self._kept)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, and the line below them while they are written."""
        super().paintEvent(event)
        painter = QPainter(self)
        try:
            tone = "focus" if self.hasFocus() else "line"
            painter.fillRect(0, self.height() - 2, self.width(), 2, current().color(tone))
        finally:
            painter.end()
