"""Cells of wide tables: no grid, a line under each row, figures at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt

from app.ui.delegates.base import RowDelegate, RowState, plain_tip
from app.ui.delegates.rows import Cell, RowRole, TableRowValue
from app.ui.theme import paint
from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject, QRectF
    from PySide6.QtGui import QHelpEvent, QPainter
    from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

    from app.ui.delegates.base import Index

ColumnKind = Literal["check", "name", "strong", "text", "chip", "money", "number", "date", "icon"]
PADDING = 10
DASH = "–"


class TableCells(RowDelegate):
    """Paints the cells of a row, each by its column's kind.

    "check" ticks chosen rows; "name" is strong with an avatar; "money" and "number" stand right
    with figures of equal width; empty cells of "money", "number" and "date" show an en dash.
    """

    def __init__(
        self, kinds: Sequence[ColumnKind], parent: QObject | None = None, *, compact: bool = False
    ) -> None:
        super().__init__(parent)
        self.kinds: tuple[ColumnKind, ...] = tuple(kinds)
        self.compact = compact
        self._painters: dict[ColumnKind, Callable[[Canvas, Cell, TableRowValue, bool], None]] = {
            "name": self._paint_name,
            "strong": self._paint_strong,
            "chip": self._paint_chip,
            "money": self._paint_figure,
            "number": self._paint_figure,
            "date": self._paint_date,
            "icon": self._paint_icon,
        }

    def row_height(self) -> int:
        """42 at 100 %, 32 when compact."""
        return current().line("body") + (16 if self.compact else 26)

    def height_for(self, _value: TableRowValue, _width: int) -> int:
        """The same for every row."""
        return self.row_height()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        value = index.data(RowRole)
        if value is None:
            return
        painter.save()
        try:
            rtl = option.direction == Qt.LayoutDirection.RightToLeft
            canvas = Canvas(painter, option.rect, rtl=rtl)
            state = self.state_of(option)
            self._ground_cell(canvas, state, option, index)
            self.paint_cell(canvas, value, index.column(), state)
        finally:
            painter.restore()

    def _ground_cell(
        self, canvas: Canvas, state: RowState, option: QStyleOptionViewItem, index: Index
    ) -> None:
        hovered = getattr(option.widget, "hover_row", -1) == index.row()
        if state.selected or hovered:
            color = current().color("accent_tint" if state.selected else "hover")
            canvas.painter.fillRect(option.rect, color)
        canvas.line(0, canvas.height - 1, canvas.width, "line")
        if state.focused:
            paint.ring(canvas.painter, canvas.rect(1, 1, canvas.width - 2, canvas.height - 2), 4)

    def paint_row(self, canvas: Canvas, value: TableRowValue, state: RowState) -> None:
        """Paint the first cell over the whole box; tables paint by cell."""
        self.paint_cell(canvas, value, 0, state)

    def paint_cell(
        self, canvas: Canvas, value: TableRowValue, column: int, state: RowState
    ) -> None:
        """Paint the content of one cell."""
        kind = self.kinds[column]
        if kind == "check":
            box = canvas.rect((canvas.width - 16) / 2 + 4, (canvas.height - 16) / 2, 16, 16)
            ticked = Qt.CheckState.Checked if state.selected else Qt.CheckState.Unchecked
            canvas.check(box, ticked)
            return
        cell = value.cells[column] if column < len(value.cells) else Cell()
        self._painters.get(kind, self._paint_text)(canvas, cell, value, state.selected)

    @staticmethod
    def _room(canvas: Canvas, start: float = PADDING) -> QRectF:
        return canvas.rect(start, 0, canvas.width - start - PADDING, canvas.height)

    def _tone(self, cell: Cell, value: TableRowValue, usual: str) -> str:
        return cell.tone or ("text3" if value.muted else usual)

    def _paint_text(self, canvas: Canvas, cell: Cell, value: TableRowValue, _sel: bool) -> None:
        tone = self._tone(cell, value, "text2")
        if not cell.note:
            canvas.text(self._room(canvas), cell.text, "body", tone)
            return
        note = canvas.text_width(cell.note, "body")
        room = canvas.width - 2 * PADDING - note - 8
        words = min(canvas.text_width(cell.text, "body"), max(room, 0))
        canvas.text(canvas.rect(PADDING, 0, words, canvas.height), cell.text, "body", tone)
        canvas.text(
            canvas.rect(PADDING + words + 7, 0, note, canvas.height), cell.note, "body", "text2"
        )

    def _paint_strong(self, canvas: Canvas, cell: Cell, value: TableRowValue, _sel: bool) -> None:
        canvas.text(self._room(canvas), cell.text, "strong", self._tone(cell, value, "text"))

    def _paint_name(self, canvas: Canvas, cell: Cell, value: TableRowValue, sel: bool) -> None:
        side = min(26, canvas.height - 8)
        square = canvas.rect(PADDING, (canvas.height - side) / 2, side, side)
        canvas.avatar(square, cell.text, company=value.company, on_tint=sel)
        words = self._room(canvas, PADDING + side + 10)
        canvas.text(words, cell.text, "strong", self._tone(cell, value, "text"))

    def _paint_chip(self, canvas: Canvas, cell: Cell, _value: TableRowValue, sel: bool) -> None:
        if cell.text:
            room = canvas.width - 2 * PADDING - 16
            text = current().elide("small_medium", cell.text, max(room, 0))
            canvas.chip(PADDING, canvas.height / 2, text, cell.kind or "slate", on_tint=sel)

    def _paint_figure(self, canvas: Canvas, cell: Cell, value: TableRowValue, _sel: bool) -> None:
        tone = self._tone(cell, value, "text") if cell.text else "text3"
        text = cell.text or DASH
        canvas.text(self._room(canvas), text, "body", tone, "end", tabular=True)

    def _paint_date(self, canvas: Canvas, cell: Cell, value: TableRowValue, _sel: bool) -> None:
        tone = self._tone(cell, value, "text2")
        canvas.text(self._room(canvas), cell.text or DASH, "body", tone)

    def _paint_icon(self, canvas: Canvas, cell: Cell, _value: TableRowValue, _sel: bool) -> None:
        if cell.text:
            box = canvas.rect(PADDING, (canvas.height - 16) / 2, 16, 16)
            canvas.icon(box, cell.text, cell.tone or "text2")

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Show a cell's tip, or its whole text where it was cut."""
        from PySide6.QtWidgets import QToolTip

        value = index.data(RowRole)
        text = ""
        if isinstance(value, TableRowValue) and index.column() < len(value.cells):
            cell = value.cells[index.column()]
            wide = current().metrics("strong").horizontalAdvance(cell.text)
            text = cell.tip or (cell.text if wide > option.rect.width() - 2 * PADDING else "")
        QToolTip.showText(event.globalPos(), plain_tip(text), view)
        return bool(text)
