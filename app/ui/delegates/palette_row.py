"""Hits of the search: what matched is underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.delegates.base import RowDelegate, RowState
from app.ui.theme.theme import current

if TYPE_CHECKING:
    from app.ui.delegates.rows import PaletteRowValue
    from app.ui.theme.canvas import Canvas


class PaletteRow(RowDelegate):
    """46 px a hit, 30 a heading, at 100 %."""

    def height_for(self, value: PaletteRowValue, _width: int) -> int:
        """Less for a heading."""
        theme = current()
        if not value.title:
            return theme.line("overline") + 17
        return theme.line("medium") + theme.line("small") + 15

    def paint_row(self, canvas: Canvas, value: PaletteRowValue, state: RowState) -> None:
        """Paint a heading or a hit."""
        if not value.title:
            words = canvas.rect(20, 5, canvas.width - 40, canvas.height - 6)
            canvas.text(words, value.section, "overline", "text2")
            return
        self.ground(canvas, state)
        square = canvas.rect(20, (canvas.height - 30) / 2, 30, 30)
        if value.avatar:
            canvas.avatar(square, value.title, company=value.company, on_tint=state.selected)
        else:
            canvas.box(square, 6, "surface" if state.selected else "sunken")
            canvas.icon(canvas.inside(square, 16), value.icon or "search")
        end = canvas.width - 20.0
        if value.hint or state.selected:
            hint = value.hint or "Enter"
            fill = "surface" if state.selected else "sunken"
            end -= canvas.key_cap(end, canvas.height / 2, hint, fill=fill) + 10
        self._paint_lines(canvas, value, end)

    @staticmethod
    def _paint_lines(canvas: Canvas, value: PaletteRowValue, end: float) -> None:
        theme = current()
        first = theme.line("medium")
        second = theme.line("small") if value.line else 0
        top = (canvas.height - first - second) / 2
        x = 62.0
        canvas.text(canvas.rect(x, top, end - x, first), value.title, "medium")
        canvas.text(canvas.rect(x, top + first, end - x, second), value.line, "small", "text2")
        metrics = theme.metrics("medium")
        for start, length in value.ranges:
            left = metrics.horizontalAdvance(value.title[:start])
            width = metrics.horizontalAdvance(value.title[start : start + length])
            width = min(width, end - x - left)
            if width > 0:
                mark = canvas.rect(x + left, top + first - 1.5, width, 1.5)
                canvas.box(mark, 0.5, "accent")
