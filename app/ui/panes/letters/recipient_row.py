"""Somebody who gets a letter or does not: a box, a name, and the firm or the reason."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from app.ui.delegates.base import RowDelegate, RowState, below
from app.ui.delegates.contact_row import section_height
from app.ui.delegates.views import RowList
from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current

_BOX_ENDS = 44


@dataclass(frozen=True, slots=True)
class RecipientValue:
    """Somebody in the list; `reason` says why they get nothing, `section` heads a group.

    `overridable` shows a box that can be ticked all the same; `marked` warns although it is ticked,
    `quiet` does not although there is a reason.
    """

    id: int
    name: str
    line: str
    ticked: bool
    reason: str = ""
    overridable: bool = False
    section: str = ""
    marked: bool = False
    quiet: bool = False


class RecipientRow(RowDelegate):
    """Two lines with a box before them, below the reason where a group begins."""

    def row_height(self) -> int:
        """Two lines and room."""
        return current().line("medium") + current().line("small") + 14

    def height_for(self, _value: object, _width: int) -> int:
        """The same for all."""
        return self.row_height()

    def paint_row(self, canvas: Canvas, value: RecipientValue, state: RowState) -> None:
        """Paint heading, box, name and line."""
        if value.section:
            room = canvas.rect(20, 4, canvas.width - 36, section_height() - 6)
            canvas.text(room, value.section, "overline", "warn")
            canvas = below(canvas, section_height())
        self.ground(canvas, state)
        ticked = Qt.CheckState.Checked if value.ticked else Qt.CheckState.Unchecked
        box = canvas.rect(20, (canvas.height - 16) / 2, 16, 16)
        canvas.check(box, ticked, enabled=not value.reason or value.overridable)
        theme = current()
        first, second = theme.line("medium"), theme.line("small") if value.line else 0
        top = (canvas.height - first - second) / 2
        room = canvas.width - 50 - 16
        tone = "text" if value.ticked else "text2"
        canvas.text(canvas.rect(50, top, room, first), value.name, "medium", tone)
        under = canvas.rect(50, top + first, room, second)
        warns = value.marked or (value.reason and not value.quiet)
        canvas.text(under, value.line, "small", "warn" if warns else "text2")


class RecipientList(RowList):
    """Signal: `toggled(object id)` on the box or Space; choosing a row shows that letter."""

    toggled = Signal(object)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick on the box."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        x = event.position().x()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = self.viewport().width() - x
        if index.isValid() and x < _BOX_ENDS and event.button() == Qt.MouseButton.LeftButton:
            self.toggled.emit(self.id_at(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.ring_shown = True
            self.toggled.emit(self.current_id())
            return
        super().keyPressEvent(event)
