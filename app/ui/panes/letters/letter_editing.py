"""A template opened in Word: a copy outside the book, watched until it is saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from app.desk import opening

LOOK_EVERY_MS = 1_500


class TemplateEditing(QObject):
    """Signal: `saved(str name)` when the copy was saved with other content."""

    saved = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.name = ""
        self._before = b""
        self._seen: tuple[int, int] = (0, 0)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self, name: str, content: bytes) -> Path:
        """Put a copy outside the book and watch it. Raises ``CannotWrite``."""
        self.name, self._before = name, content
        self.path = opening.private_copy(name, content)
        self._seen = self._state()
        self._timer.start()
        return self.path

    def open_in_program(self) -> bool:
        """Show the copy in the program that opens such files."""
        return self.path is not None and QDesktopServices.openUrl(
            QUrl.fromLocalFile(str(self.path))
        )

    def look(self) -> None:
        """See whether the copy was saved."""
        state = self._state()
        if state not in (self._seen, (0, 0)):
            self._seen = state
            if self.content() != self._before:
                self.saved.emit(self.name)

    def content(self) -> bytes:
        """What stands in the copy now."""
        try:
            return self.path.read_bytes() if self.path is not None else b""
        except OSError:
            return b""

    def taken(self) -> None:
        """The present content is the template now."""
        self._before = self.content()

    def _state(self) -> tuple[int, int]:
        try:
            facts = self.path.stat() if self.path is not None else None
        except OSError:
            return (0, 0)
        return (facts.st_mtime_ns, facts.st_size) if facts is not None else (0, 0)
