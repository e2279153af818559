"""What happened with somebody, newest first: a circle by kind, a line that joins the circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.delegates.base import RowDelegate, RowState, below
from app.ui.theme.canvas import wrap_lines
from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius

if TYPE_CHECKING:
    from app.ui.delegates.rows import TimelineRowValue
    from app.ui.theme.canvas import Canvas

_TEXT_X = 42
_MOST_LINES = 12
_FILE_WIDTH = 330


class TimelineRow(RowDelegate):
    """One activity; its body wraps, so views measure it (`RowList(measured=True)`)."""

    def height_for(self, value: TimelineRowValue, width: int) -> int:
        """Section head, title, wrapped body, file box, and room below."""
        theme = current()
        height = self._head_height(value) + theme.line("strong") + 4
        if value.body:
            lines = wrap_lines(value.body, "body", width - _TEXT_X - 4, _MOST_LINES)
            height += len(lines) * theme.line("body") + 3
        if value.file:
            height += theme.control_height + 8
        return max(height, self._head_height(value) + 28) + 18

    @staticmethod
    def _head_height(value: TimelineRowValue) -> int:
        return current().line("overline") + 20 if value.section else 0

    def tip(self, value: TimelineRowValue) -> str:
        """Nothing: what is there can be read."""
        return ""

    def paint_row(self, canvas: Canvas, value: TimelineRowValue, state: RowState) -> None:
        """Paint section head, circle, line and words."""
        head = self._head_height(value)
        if head:
            words = canvas.rect(0, 6, canvas.width, head - 14)
            canvas.text(words, value.section, "overline", "text2")
            canvas = below(canvas, head)
        if state.selected or state.hovered or state.focused:
            box = canvas.rect(_TEXT_X - 8, -5, canvas.width - _TEXT_X + 8, canvas.height - 6)
            canvas.box(box, Radius.control, "accent_tint" if state.selected else "hover")
        circle = canvas.rect(0, -5, 28, 28)
        canvas.icon_circle(circle, value.icon, value.kind)
        if not value.last:
            canvas.upright(14, 26, canvas.height - 34, "border")
        self._paint_words(canvas, value, state)

    def _paint_words(self, canvas: Canvas, value: TimelineRowValue, state: RowState) -> None:
        theme = current()
        first = theme.line("strong")
        end = canvas.width - 4
        width = canvas.text_width(value.when, "small")
        when = canvas.rect(end - width, 0, width, first)
        canvas.text(when, value.when, "small", "text2", "end")
        title = canvas.rect(_TEXT_X, 0, end - width - 12 - _TEXT_X, first)
        canvas.text(title, value.title, "strong", "accent_text" if state.selected else "text")
        top = float(first + 4)
        if value.body:
            step = theme.line("body")
            for line in wrap_lines(value.body, "body", canvas.width - _TEXT_X - 4, _MOST_LINES):
                canvas.text(canvas.rect(_TEXT_X, top, end - _TEXT_X, step), line, "body", "text2")
                top += step
            top += 3
        if value.file:
            self._paint_file(canvas, value.file, top)

    @staticmethod
    def _paint_file(canvas: Canvas, name: str, top: float) -> None:
        height = current().control_height
        width = min(_FILE_WIDTH, canvas.width - _TEXT_X - 4)
        canvas.box(canvas.rect(_TEXT_X, top, width, height), Radius.control, "surface", "border")
        middle = top + height / 2
        canvas.icon_square(canvas.rect(_TEXT_X + 8, middle - 10, 20, 20), "file-text", "blue", 14)
        words = canvas.rect(_TEXT_X + 36, top, width - 36 - 34, height)
        canvas.text(words, name, "body")
        canvas.icon(canvas.rect(_TEXT_X + width - 24, middle - 7, 14, 14), "external-link")
