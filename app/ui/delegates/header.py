"""The head of a table: quiet words, an arrow at the sorted column, a box that chooses all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from app.ui.delegates.table_row import PADDING, ColumnKind
from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent

_RIGHT = ("money", "number")


class TableHeader(QHeaderView):
    """Paints itself; columns of kind "check" show the box. Signal: `all_toggled`."""

    all_toggled = Signal()

    def __init__(self, kinds: Sequence[ColumnKind], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.kinds: tuple[ColumnKind, ...] = tuple(kinds)
        self._check = Qt.CheckState.Unchecked
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(True)
        self.setMinimumSectionSize(40)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        current().changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.viewport().update()

    def set_check_state(self, state: Qt.CheckState) -> None:
        """Show that none, some or all rows are chosen."""
        if state != self._check:
            self._check = state
            self.viewport().update()

    def sizeHint(self) -> QSize:
        """36 high at 100 %."""
        return QSize(super().sizeHint().width(), current().line("small") + 21)

    def _kind(self, section: int) -> ColumnKind:
        return self.kinds[section] if section < len(self.kinds) else "text"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose all or none on the box; sort elsewhere."""
        section = self.logicalIndexAt(event.position().toPoint())
        if section >= 0 and self._kind(section) == "check":
            self.all_toggled.emit()
            return
        super().mousePressEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one head."""
        painter.save()
        try:
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            canvas = Canvas(painter, rect, rtl=rtl)
            painter.fillRect(rect, current().color("surface"))
            canvas.line(0, canvas.height - 1, canvas.width, "border")
            if self._kind(section) == "check":
                box = canvas.rect((canvas.width - 16) / 2 + 4, (canvas.height - 17) / 2, 16, 16)
                canvas.check(box, self._check)
            else:
                self._paint_words(canvas, section)
        finally:
            painter.restore()

    def _paint_words(self, canvas: Canvas, section: int) -> None:
        display = Qt.ItemDataRole.DisplayRole
        words = str(self.model().headerData(section, self.orientation(), display) or "")
        sorted_here = self.sortIndicatorSection() == section
        room = canvas.width - 2 * PADDING - (18 if sorted_here else 0)
        width = min(canvas.text_width(words, "small_medium"), max(room, 0))
        right = self._kind(section) in _RIGHT
        x = canvas.width - PADDING - width if right else PADDING
        tone = "text" if sorted_here else "text2"
        canvas.text(canvas.rect(x, 0, width, canvas.height), words, "small_medium", tone)
        if sorted_here:
            down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            place = x - 18 if right else x + width + 5
            arrow = canvas.rect(place, (canvas.height - 14) / 2, 14, 14)
            canvas.icon(arrow, "arrow-down" if down else "arrow-up", "text2")

    def paintEvent(self, event: object) -> None:
        """Paint the heads, and the ground beside them."""
        painter = QPainter(self.viewport())
        try:
            painter.fillRect(self.viewport().rect(), current().color("surface"))
            Canvas(painter, self.viewport().rect()).line(
                0, self.viewport().height() - 1, self.viewport().width(), "border"
            )
        finally:
            painter.end()
        super().paintEvent(event)
