"""Files that were dropped together: one is brought in after the other."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.qt.session import Session
from app.ui.widgets.notices import InfoBar
from app.ui.words import counted

_NAMED = 3


class WaitingFiles(QWidget):
    """Names the files that wait. Signal: `next_requested(Path)` for the first of them."""

    next_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paths: list[Path] = []
        self.folder: Path | None = None
        self._between = self._busy = False
        self.bar = InfoBar("", "info")
        self.bar.pressed.connect(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 10, 32, 0)
        column.addWidget(self.bar)
        self.hide()

    def add(self, paths: Iterable[Path]) -> None:
        """Let more files wait; ``folder`` is where the last of them lies."""
        self.paths += paths
        if self.paths:
            self.folder = self.paths[-1].parent
        self._say()

    def let_go(self, session: Session) -> None:
        """Forget them, and say that they were not brought in."""
        if self.paths:
            were = self.tr("was") if len(self.paths) == 1 else self.tr("were")
            files = counted(len(self.paths), self.tr("file"))
            session.say(f"{files} {were} not brought in.", kind="info", undo=False)
        self.paths = []
        self._say()

    def offer(self, between: bool, *, busy: bool) -> None:
        """Offer the next one, between two files or instead of one; not while one is worked on."""
        self._between, self._busy = between, busy
        self._say()

    def go_on(self) -> None:
        """Begin with the next file, if there is one."""
        if self.paths:
            following = self.paths.pop(0)
            self._say()
            self.next_requested.emit(following)

    def _say(self) -> None:
        names = ", ".join(path.name for path in self.paths[:_NAMED])
        more = f" and {len(self.paths) - _NAMED:,} more" if len(self.paths) > _NAMED else ""
        verb = self.tr("waits") if len(self.paths) == 1 else self.tr("wait")
        words = f"{counted(len(self.paths), self.tr('more file'))} {verb}: {names}{more}."
        way_on = self.tr("Next file") if self._between else self.tr("Skip this file")
        self.bar.set_notice(words, "info", "" if self._busy else way_on)
        self.setVisible(bool(self.paths))
