"""A splitter whose handle is one thin line with a wider place to grip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from app.ui.theme.theme import current

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class _Handle(QSplitterHandle):
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), current().color("line"))
        finally:
            painter.end()


class Splitter(QSplitter):
    """Panes side by side; they keep their sizes and do not vanish when pushed."""

    def __init__(
        self,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(orientation, parent)
        # Qt widens the grip of a handle of one pixel over the neighbours by itself.
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        current().changed.connect(self.update)

    def createHandle(self) -> QSplitterHandle:
        """Make our thin handle."""
        return _Handle(self.orientation(), self)
